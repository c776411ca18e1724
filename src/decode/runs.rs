//! The stretches of a text that are not ASCII, found eight bytes at a time: in most languages they are few.

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

/// How many ASCII bytes there are at the beginning.
pub fn ascii_length(bytes: &[u8]) -> usize {
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
