//! The stretches of a text that are not ASCII, found many bytes at a time: in most languages they are few.

/// The runs of neighbouring characters beyond ASCII, each with the place where it starts.
pub fn beyond_ascii(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + ascii_length(bytes.get(at..)?);
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
        let ascii = ascii.get(..ascii_length(ascii))?;
        let high = at + ascii.len();
        let start = memchr::memrchr(b'\n', ascii).map_or(at, |end| at + end + 1);
        at = memchr::memchr(b'\n', bytes.get(high..)?).map_or(bytes.len(), |end| high + end + 1);
        text.get(start..at).filter(|_| high < at).map(|line| (start, line))
    })
}

/// Bytes looked at together, enough of them for wide instructions to pay.
const STRIDE: usize = 128;
/// Where runs are close together the next one is in the first few bytes.
const NEAR: usize = 32;

/// How many ASCII bytes there are at the beginning.
pub fn ascii_length(bytes: &[u8]) -> usize {
    let (near, far) = bytes.split_at_checked(NEAR).unwrap_or((bytes, &[]));
    let length = ascii_words(near);
    if length < near.len() {
        return length;
    }
    let (strides, _) = far.as_chunks::<STRIDE>();
    let whole = length + STRIDE * strides.iter().position(|stride| !stride.is_ascii()).unwrap_or(strides.len());
    whole + ascii_words(bytes.get(whole..).unwrap_or_default())
}

fn ascii_words(bytes: &[u8]) -> usize {
    const HIGH_BITS: u64 = 0x8080_8080_8080_8080;
    let (words, rest) = bytes.as_chunks::<8>();
    for (number, word) in words.iter().enumerate() {
        let high = u64::from_le_bytes(*word) & HIGH_BITS;
        if high != 0 {
            return number * 8 + high.trailing_zeros() as usize / 8;
        }
    }
    let tail = rest.iter().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
    words.len() * 8 + tail
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_byte_beyond_ascii_is_found_anywhere() {
        for length in 0..200 {
            let ascii = vec![b'a'; length];
            assert_eq!(ascii_length(&ascii), length);
            for place in 0..length {
                let mut bytes = ascii.clone();
                bytes[place] = 0xc3;
                assert_eq!(ascii_length(&bytes), place);
            }
        }
    }

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
