//! The first bytes of a document → is it text to be cleaned, or what else? Endings are not believed.

use infer::MatcherType;

use crate::batch::Reason;

/// Bytes looked at for control characters; enough for any header, cheap for any file.
const HEAD: usize = 8 * 1024;

/// Share of control characters from which a decoded document is no text (DESIGN.md), as one in so many.
const CONTROL_SHARE: usize = 10;

/// Kinds whose signature no honest text begins with, so that no control byte need confirm it.
const SURE_KINDS: [&str; 1] = ["application/pdf"];

const UTF16_MARKS: [&[u8]; 2] = [&[0xff, 0xfe], &[0xfe, 0xff]];

/// Why what begins so is not to be cleaned, if so.
pub fn refusal(head: &[u8]) -> Option<Reason> {
    if head.is_empty() {
        Some(Reason::Empty)
    } else if is_known_binary(head) {
        Some(Reason::Binary)
    } else {
        None
    }
}

/// Is over a tenth of the decoded text NUL and control characters? Lines without a letter or a digit are no text:
/// a flood of control characters beside an article does not make it binary, only a document of nothing else.
pub fn is_mostly_control(text: &str) -> bool {
    // Controls are the bytes below a blank, DEL, and C2 with what follows; no character has more than four bytes.
    let bytes = text.as_bytes();
    let (chunks, last) = bytes.as_chunks::<CHUNK>();
    let doubtful: usize = chunks.iter().map(|chunk| doubtful(chunk)).sum::<usize>() + doubtful(last);
    if doubtful * CONTROL_SHARE * 4 <= bytes.len() {
        return false;
    }
    let lines = text.lines().map(|line| (line, line.chars().any(char::is_alphanumeric)));
    let (text, rest): (Vec<_>, Vec<_>) = lines.partition(|(_, has_text)| *has_text);
    let counted = if text.is_empty() { rest } else { text };
    let (mut all, mut control) = (0, 0);
    for c in counted.iter().flat_map(|(line, _)| line.chars()) {
        all += 1;
        control += usize::from(c.is_control() && !c.is_whitespace());
    }
    control * CONTROL_SHARE > all
}

/// Bytes that are counted at a time, so few that a byte holds the count: that is done many at once.
const CHUNK: usize = 128;

fn doubtful(chunk: &[u8]) -> usize {
    let is_doubtful = |byte: u8| byte.wrapping_sub(14) < 18 || byte < b'\t' || byte == 0x7f || byte == 0xc2;
    usize::from(chunk.iter().fold(0u8, |count, byte| count.wrapping_add(u8::from(is_doubtful(*byte)))))
}

/// A known signature, and control bytes to confirm it: some signatures are two letters that begin honest text.
fn is_known_binary(bytes: &[u8]) -> bool {
    if UTF16_MARKS.iter().any(|mark| bytes.starts_with(mark)) {
        return false;
    }
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    infer::get(head).is_some_and(|kind| {
        let text = kind.matcher_type() == MatcherType::Text;
        !text && (SURE_KINDS.contains(&kind.mime_type()) || head.iter().any(|byte| is_binary_byte(*byte)))
    })
}

/// Control bytes that text does not have; escape belongs to ISO-2022.
fn is_binary_byte(byte: u8) -> bool {
    matches!(byte, 0..=8 | 14..=26 | 28..=31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_apart() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
        let table: [(&[u8], Option<Reason>); 7] = [
            (b"", Some(Reason::Empty)),
            (png, Some(Reason::Binary)),
            (b"%PDF-1.7 and so on", Some(Reason::Binary)),
            (b"BM is short for Bench Mark.", None),
            (b"BM\0\0\x01", Some(Reason::Binary)),
            (b"\xff\xfeT\0h\0e\0", None),
            (b"BZh9 was the name of the train.", None),
        ];
        for (bytes, expected) in table {
            assert_eq!(refusal(bytes), expected, "{bytes:?}");
        }
    }
}
