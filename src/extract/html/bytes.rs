//! Bytes of markup: which of them end a name or a value, and where one next stands.

/// Where a byte next stands in the text. It mostly is near: the first bytes are looked at here, eight at a time.
pub fn near(byte: u8, text: &[u8]) -> Option<usize> {
    const LOOKS: usize = 4;
    const EACH: u64 = 0x0101_0101_0101_0101;
    let mut at = 0;
    for eight in text.as_chunks().0.iter().take(LOOKS) {
        let other = u64::from_le_bytes(*eight) ^ (EACH * u64::from(byte));
        let found = other.wrapping_sub(EACH) & !other & (EACH << 7);
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    memchr::memchr(byte, &text[at..]).map(|found| at + found)
}

/// The byte ends a tag's name.
pub const ENDS_NAME: u8 = 1;
/// The byte ends an attribute's name.
pub const ENDS_KEY: u8 = 2;
/// The byte ends a value without quotes.
pub const ENDS_VALUE: u8 = 4;

/// What each byte ends.
static ENDS: [u8; 256] = {
    let (mut ends, mut byte) = ([0; 256], 0);
    while byte < ends.len() {
        ends[byte] = match byte as u8 {
            b'/' => ENDS_NAME | ENDS_KEY,
            b'=' => ENDS_KEY,
            other if other == b'>' || other.is_ascii_whitespace() => ENDS_NAME | ENDS_KEY | ENDS_VALUE,
            _ => 0,
        };
        byte += 1;
    }
    ends
};

/// Does the byte end this?
pub fn is(byte: u8, end: u8) -> bool {
    ENDS[usize::from(byte)] & end != 0
}

/// Behind the white space at this place.
pub fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_near_is_found_as_what_is_far() {
        let text = b"0123456789abcdef0123456789abcdef0123456789abcdef<>";
        for (at, byte) in text.iter().enumerate() {
            let first = text.iter().position(|other| other == byte);
            assert_eq!(near(*byte, text), first);
            assert_eq!(near(b'<', &text[at..]), 48_usize.checked_sub(at));
            assert_eq!(near(b'?', &text[at..]), None);
        }
    }
}
