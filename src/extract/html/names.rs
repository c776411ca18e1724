//! Names as numbers: one comparison where letters in any case would take as many as there are letters.

/// The first eight bytes of a name in lower case; behind a shorter one stand NUL bytes.
pub const fn packed(name: &[u8]) -> u64 {
    // What is shorter than a number is put together from two halves that may overlap.
    let length = name.len();
    let bytes = if let Some(eight) = name.first_chunk() {
        u64::from_le_bytes(*eight)
    } else if let (Some(first), Some(last)) = (name.first_chunk(), name.last_chunk()) {
        u32::from_le_bytes(*first) as u64 | (u32::from_le_bytes(*last) as u64) << (8 * (length - 4))
    } else if let (Some(first), Some(last)) = (name.first_chunk(), name.last_chunk()) {
        u16::from_le_bytes(*first) as u64 | (u16::from_le_bytes(*last) as u64) << (8 * (length - 2))
    } else if let [one] = name {
        *one as u64
    } else {
        0
    };
    lower(bytes)
}

/// Eight bytes with each ASCII capital in lower case.
const fn lower(bytes: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = EACH * 0x80;
    let low = bytes & !HIGH;
    // Additions that carry into the highest bit of a byte from 'A' on, and from behind 'Z' on.
    let (from_a, behind_z) = (low + EACH * (0x80 - b'A' as u64), low + EACH * (0x7f - b'Z' as u64));
    let capital = from_a & !behind_z & !bytes & HIGH;
    bytes | capital >> 2
}

/// A hash of a name in any letter case.
pub const fn hash(name: &[u8]) -> u32 {
    hash_packed(name, packed(name))
}

/// The hash of a name whose first bytes are `packed`.
pub const fn hash_packed(name: &[u8], packed: u64) -> u32 {
    let mut hash = mixed(name.len() as u64 ^ packed);
    let mut rest = name;
    while rest.len() > 8 {
        (_, rest) = rest.split_at(8);
        hash = mixed(hash ^ self::packed(rest));
    }
    hash as u32
}

const fn mixed(number: u64) -> u64 {
    let product = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    product ^ product >> 32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letter_case_makes_no_difference() {
        assert_eq!(packed(b"ab"), 0x6261);
        assert_eq!(packed(b"aBc"), 0x63_6261);
        assert_eq!(packed(b"\xc1\xdaAZ@[`{"), u64::from_le_bytes(*b"\xc1\xdaaz@[`{"));
        for length in 0..=8 {
            let name = &b"ABCDEFGH"[..length];
            assert_eq!(&packed(name).to_le_bytes()[..length], name.to_ascii_lowercase());
            assert!(length == 8 || packed(name) >> (8 * length) == 0);
        }
        assert_eq!(packed(b"Class"), packed(b"cLASS"));
        assert_ne!(packed(b"class"), packed(b"clasp"));
        assert_eq!(hash(b"FIGCAPTION"), hash(b"figcaption"));
        assert_ne!(hash(b"figcaption"), hash(b"figcaptiom"));
        assert_ne!(hash(b""), hash(b"\0"));
    }
}
