//! Names as numbers: one comparison where letters in any case would take as many as there are letters.

/// The first eight bytes of a name in lower case; behind a shorter one stand NUL bytes.
pub const fn packed(name: &[u8]) -> u64 {
    let (mut packed, mut at) = (0, 0);
    while at < name.len() && at < 8 {
        packed |= (name[at].to_ascii_lowercase() as u64) << (8 * at);
        at += 1;
    }
    packed
}

/// A hash of a name in any letter case.
pub const fn hash(name: &[u8]) -> u32 {
    let (mut hash, mut rest) = (name.len() as u64, name);
    loop {
        hash = (hash ^ packed(rest)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        hash ^= hash >> 32;
        if rest.len() <= 8 {
            return hash as u32;
        }
        (_, rest) = rest.split_at(8);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letter_case_makes_no_difference() {
        assert_eq!(packed(b"ab"), 0x6261);
        assert_eq!(packed(b"Class"), packed(b"cLASS"));
        assert_ne!(packed(b"class"), packed(b"clasp"));
        assert_eq!(hash(b"FIGCAPTION"), hash(b"figcaption"));
        assert_ne!(hash(b"figcaption"), hash(b"figcaptiom"));
        assert_ne!(hash(b""), hash(b"\0"));
    }
}
