//! The stretches of a text that are not ASCII, found many bytes at a time: in most languages they are few.

use encoding_rs::Encoding;

/// The runs of neighbouring characters beyond ASCII, each with the place where it starts.
pub fn beyond_ascii(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + Encoding::ascii_valid_up_to(bytes.get(at..)?);
        let length = bytes.get(start..)?.iter().position(u8::is_ascii).unwrap_or(bytes.len() - start);
        at = start + length;
        text.get(start..at).filter(|run| !run.is_empty()).map(|run| (start, run))
    })
}

/// The lines that have characters beyond ASCII, line ends included, each with the place where it starts.
pub fn lines_beyond_ascii(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let ascii = bytes.get(at..)?;
        let ascii = ascii.get(..Encoding::ascii_valid_up_to(ascii))?;
        let high = at + ascii.len();
        let start = memchr::memrchr(b'\n', ascii).map_or(at, |end| at + end + 1);
        at = memchr::memchr(b'\n', bytes.get(high..)?).map_or(bytes.len(), |end| high + end + 1);
        text.get(start..at).filter(|_| high < at).map(|line| (start, line))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_runs() {
        let lines = |text| lines_beyond_ascii(text).collect::<Vec<_>>();
        assert_eq!(lines("a\nbé\n\nc\né\n"), [(2, "bé\n"), (9, "é\n")]);
        assert_eq!(lines("é"), [(0, "é")]);
        assert_eq!(lines("a\n"), []);
        assert_eq!(lines(""), []);
        assert_eq!(beyond_ascii("aéßb ü").collect::<Vec<_>>(), [(1, "éß"), (7, "ü")]);
    }
}
