//! Character references → characters. Source: WHATWG HTML, section 13.2.5.72 on; the table of names is
//! `html5ever`'s.

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use memchr::memchr2;

/// No name is longer than this many bytes, its semicolon included.
const LONGEST_NAME: usize = 33;

/// Is there anything in `raw` that does not stand for itself?
pub fn has_any(raw: &str) -> bool {
    memchr2(b'&', b'\0', raw.as_bytes()).is_some()
}

/// Append `raw` with its references resolved and without NUL characters.
pub fn decode_into(raw: &str, out: &mut String) {
    let mut rest = raw;
    while let Some(at) = memchr2(b'&', b'\0', rest.as_bytes()) {
        let (before, reference) = rest.split_at(at);
        out.push_str(before);
        let used = reference_into(reference, out);
        if used == 0 && reference.starts_with('&') {
            out.push('&');
        }
        rest = &reference[used.max(1)..];
    }
    out.push_str(rest);
}

/// `raw` with its references resolved and without NUL characters.
pub fn decode(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    decode_into(raw, &mut out);
    out
}

/// An attribute's value with its references resolved. A name without a semicolon is none before a letter, a digit or
/// an equals sign: `?a=1&copy=2` is no copyright sign.
pub fn decode_attribute(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = memchr2(b'&', b'\0', rest.as_bytes()) {
        let (before, reference) = rest.split_at(at);
        out.push_str(before);
        let length = out.len();
        let mut used = reference_into(reference, &mut out);
        let open = reference.as_bytes().get(1) != Some(&b'#') && !reference[..used].ends_with(';');
        if open && reference.as_bytes().get(used).is_some_and(|next| next.is_ascii_alphanumeric() || *next == b'=') {
            out.truncate(length);
            used = 0;
        }
        if used == 0 && reference.starts_with('&') {
            out.push('&');
        }
        rest = &reference[used.max(1)..];
    }
    out.push_str(rest);
    out
}

/// Resolve the reference at the start of `text`; the bytes it took, 0 if it is none.
fn reference_into(text: &str, out: &mut String) -> usize {
    match text.as_bytes() {
        [b'&', b'#', ..] => numeric(text, out),
        [b'&', ..] => named(text, out),
        _ => 0,
    }
}

fn numeric(text: &str, out: &mut String) -> usize {
    let hex = matches!(text.as_bytes().get(2), Some(b'x' | b'X'));
    let (start, radix) = if hex { (3, 16) } else { (2, 10) };
    let digits = text.bytes().skip(start).take_while(|byte| (*byte as char).is_digit(radix)).count();
    if digits == 0 {
        return 0;
    }
    let end = start + digits;
    let value = text[start..end].trim_start_matches('0');
    let code = if value.is_empty() { 0 } else { u32::from_str_radix(value, radix).unwrap_or(u32::MAX) };
    let windows =
        usize::try_from(code).ok().and_then(|code| C1_REPLACEMENTS.get(code.checked_sub(0x80)?).copied().flatten());
    let char = windows.or_else(|| char::from_u32(code)).filter(|char| *char != '\0');
    out.push(char.unwrap_or(char::REPLACEMENT_CHARACTER));
    end + usize::from(text.as_bytes().get(end) == Some(&b';'))
}

/// The longest name that stands at the start of `text`; those that need no semicolon count without it.
fn named(text: &str, out: &mut String) -> usize {
    let name = &text.as_bytes()[1..text.len().min(1 + LONGEST_NAME)];
    let letters = name.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let longest = letters + usize::from(name.get(letters) == Some(&b';'));
    for length in (2..=longest).rev() {
        if let Some(&(first, second)) = NAMED_ENTITIES.get(&text[1..=length])
            && first != 0
        {
            out.extend([first, second].into_iter().filter(|code| *code != 0).filter_map(char::from_u32));
            return 1 + length;
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references() {
        for (raw, want) in [
            ("a &amp; b", "a & b"),
            ("&lt;p&gt;", "<p>"),
            ("R&D &copy 2020 &notit; &notin;", "R&D © 2020 ¬it; ∉"),
            ("&#65;&#x42;&#150;&#0;&#x110000;&#99999999999999999999;", "AB–\u{fffd}\u{fffd}\u{fffd}"),
            ("&#; &#x; &; & &a", "&#; &#x; &; & &a"),
            ("&#0000000000065;", "A"),
            ("&NotEqualTilde;", "≂̸"),
            ("caf&eacute;s", "cafés"),
            ("a\0b&\0", "ab&"),
        ] {
            assert_eq!(decode(raw), want);
        }
    }

    #[test]
    fn references_in_attributes() {
        for (raw, want) in [("?a=1&copy=2&amp;b&lt", "?a=1&copy=2&b<"), ("&copyx &copy; &#65b &", "&copyx © Ab &")] {
            assert_eq!(decode_attribute(raw), want);
        }
    }
}
