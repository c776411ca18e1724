//! Character references → characters. Source: WHATWG HTML, section 13.2.5.72 on; the table of names is
//! `markup5ever`'s.

use markup5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use memchr::memchr;

/// No name is longer than this many bytes, its semicolon included.
const LONGEST_NAME: usize = 33;

/// Append `raw` with its references resolved.
pub fn decode_into(raw: &str, out: &mut String) {
    let mut rest = raw;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        let (before, reference) = rest.split_at(at);
        out.push_str(before);
        let used = reference_into(reference, out);
        if used == 0 {
            out.push('&');
        }
        rest = &reference[used.max(1)..];
    }
    out.push_str(rest);
}

/// `raw` with its references resolved.
pub fn decode(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    decode_into(raw, &mut out);
    out
}

/// Resolve the reference at the start of `text` (a `&`); the bytes it took, 0 if it is none.
fn reference_into(text: &str, out: &mut String) -> usize {
    if text.as_bytes().get(1) == Some(&b'#') { numeric(text, out) } else { named(text, out) }
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
        ] {
            assert_eq!(decode(raw), want);
        }
    }
}
