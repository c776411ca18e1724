//! The arguments that bound a run → `Limits`.

use crate::batch::Limits;

/// What they stand under in the help.
const HEADING: &str = "Bounds";

/// Bounds. What goes beyond one is reported with its reason, and the run goes on.
#[derive(clap::Args)]
pub struct Bounds {
    /// Bytes of one document, packed or unpacked; K, M and G as above
    #[arg(long, help_heading = HEADING, value_name = "BYTES", default_value = "64M", value_parser = bytes)]
    max_bytes: u64,
    /// Bytes out of one packed byte from which on a file is a bomb, if it gives more than two documents may have
    #[arg(long, help_heading = HEADING, value_name = "N", default_value_t = Limits::default().ratio, value_parser = clap::value_parser!(u64).range(1..))]
    max_ratio: u64,
    /// Bytes of documents that are read and not yet done; one larger goes alone
    #[arg(long, help_heading = HEADING, value_name = "BYTES", default_value = "64M", value_parser = bytes)]
    in_flight: u64,
}

/// Bounds of `clean()` itself.
#[derive(clap::Args)]
pub struct DocumentBounds {
    /// Units of work for one document: beyond it, it is not judged or not mended, and a note says so; K, M and G may stand
    /// behind the number
    #[arg(long, help_heading = HEADING, value_name = "UNITS", default_value = "512M", value_parser = bytes)]
    max_work: u64,
    /// Elements within each other that are kept apart; the text of deeper ones stays
    #[arg(long, help_heading = HEADING, value_name = "N", default_value_t = 512, value_parser = clap::value_parser!(u16).range(16..=4096))]
    max_depth: u16,
    /// Elements of a page, or lines of a text, that are kept apart; with more of them, nothing is judged or mended
    #[arg(long, help_heading = HEADING, value_name = "N", default_value = "512K", value_parser = bytes)]
    max_blocks: u64,
}

impl DocumentBounds {
    /// As `clean()` takes them.
    pub fn bounds(&self) -> crate::Bounds {
        let blocks = usize::try_from(self.max_blocks).unwrap_or(usize::MAX);
        crate::Bounds { work: self.max_work, depth: self.max_depth.into(), blocks }
    }
}

impl Bounds {
    /// As the batch takes them.
    pub fn limits(&self) -> Limits {
        Limits { bytes: self.max_bytes, ratio: self.max_ratio, in_flight: self.in_flight }
    }
}

/// A number of bytes, such as `64M`.
pub fn bytes(text: &str) -> Result<u64, String> {
    const UNITS: [(char, u32); 3] = [('K', 10), ('M', 20), ('G', 30)];
    let of_unit = |(unit, shift): (char, u32)| Some((text.strip_suffix([unit, unit.to_ascii_lowercase()])?, shift));
    let (digits, shift) = UNITS.into_iter().find_map(of_unit).unwrap_or((text, 0));
    let number: u64 = digits.parse().map_err(|_| "a number of bytes, such as 500000, 64M or 2G".to_owned())?;
    number.checked_mul(1 << shift).filter(|bytes| *bytes > 0).ok_or_else(|| "out of range".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_have_units() {
        assert_eq!(["7", "64M", "2g", "1K"].map(bytes), [Ok(7), Ok(64 << 20), Ok(2 << 30), Ok(1024)]);
        assert!(["", "M", "0", "-1", "1MB", "10MM", "1T", "99999999999G"].into_iter().all(|text| bytes(text).is_err()));
    }
}
