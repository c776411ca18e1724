//! The arguments that bound a run → `Limits`.

use std::fmt;
use std::str::FromStr;

use crate::batch::Limits;

/// What they stand under in the help.
const HEADING: &str = "Bounds";

/// Bounds. What goes beyond one is reported with its reason, and the run goes on.
#[derive(clap::Args)]
pub struct Bounds {
    /// Bytes of one document, packed or unpacked; K, M and G as above
    #[arg(long, help_heading = HEADING, value_name = "BYTES", default_value_t = Size(Limits::default().bytes))]
    max_bytes: Size,
    /// Bytes out of one packed byte from which on a file is a bomb, if it gives more than two documents may have
    #[arg(long, help_heading = HEADING, value_name = "N", default_value_t = Limits::default().ratio, value_parser = clap::value_parser!(u64).range(1..))]
    max_ratio: u64,
    /// Bytes of documents that are read and not yet done; one larger goes alone
    #[arg(long, help_heading = HEADING, value_name = "BYTES", default_value_t = Size(Limits::default().in_flight))]
    in_flight: Size,
}

/// Bounds of `clean()` itself.
#[derive(clap::Args)]
pub struct DocumentBounds {
    /// Units of work for one document: beyond it, it is not judged or not mended, and a note says so; K, M and G may stand
    /// behind the number
    #[arg(long, help_heading = HEADING, value_name = "UNITS", default_value_t = Size(crate::Bounds::default().work))]
    max_work: Size,
    /// Elements within each other that are kept apart; the text of deeper ones stays
    #[arg(long, help_heading = HEADING, value_name = "N", default_value_t = crate::Bounds::default().depth as u16, value_parser = clap::value_parser!(u16).range(16..=4096))]
    max_depth: u16,
    /// Elements of a page, or lines of a text, that are kept apart; with more of them, nothing is judged or mended
    #[arg(long, help_heading = HEADING, value_name = "N", default_value_t = Size(crate::Bounds::default().blocks as u64))]
    max_blocks: Size,
}

impl DocumentBounds {
    /// As `clean()` takes them.
    pub fn bounds(&self) -> crate::Bounds {
        let blocks = usize::try_from(self.max_blocks.0).unwrap_or(usize::MAX);
        crate::Bounds { work: self.max_work.0, depth: self.max_depth.into(), blocks }
    }
}

impl Bounds {
    /// As the batch takes them.
    pub fn limits(&self) -> Limits {
        Limits { bytes: self.max_bytes.0, ratio: self.max_ratio, in_flight: self.in_flight.0 }
    }
}

/// A number of bytes, or of other things, such as `64M`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size(pub u64);

/// What may stand behind the number, and how many bits that shifts it.
const UNITS: [(char, u32); 3] = [('G', 30), ('M', 20), ('K', 10)];

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Size, String> {
        let of_unit = |(unit, shift): (char, u32)| Some((text.strip_suffix([unit, unit.to_ascii_lowercase()])?, shift));
        let (digits, shift) = UNITS.into_iter().find_map(of_unit).unwrap_or((text, 0));
        let number: u64 = digits.parse().map_err(|_| "a number of bytes, such as 500000, 64M or 2G".to_owned())?;
        number.checked_mul(1 << shift).filter(|size| *size > 0).map(Size).ok_or_else(|| "out of range".to_owned())
    }
}

impl fmt::Display for Size {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match UNITS.into_iter().find(|(_, shift)| self.0.trailing_zeros() >= *shift) {
            Some((unit, shift)) => write!(out, "{}{unit}", self.0 >> shift),
            None => write!(out, "{}", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_units() {
        let sizes = [("7", 7), ("64M", 64 << 20), ("2g", 2 << 30), ("1K", 1024), ("1500", 1500)];
        for (text, size) in sizes {
            assert_eq!(text.parse(), Ok(Size(size)));
            assert_eq!(Size(size).to_string(), text.to_uppercase());
        }
        let odd = ["", "M", "0", "-1", "1MB", "10MM", "1T", "99999999999G"];
        assert!(odd.into_iter().all(|text| text.parse::<Size>().is_err()));
    }
}
