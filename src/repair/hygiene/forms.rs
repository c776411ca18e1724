//! Text → edits that write the same characters in another form: letters in one piece (always), plain quotes, widths
//! and letters (`--normalize`).

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::article::{Edit, Span};
use crate::repair::hygiene::{COMPOSED, NORMALIZED, edit};

/// Letters with their marks as one character each where there is one (Unicode's form NFC).
pub fn composed(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return edits;
    }
    let mut start = 0;
    let ends = text.char_indices().filter(|(_, c)| stands_alone(*c)).map(|(at, _)| at).chain([text.len()]);
    for end in ends {
        edits.extend(composed_run(text, start..end));
        start = end;
    }
    edits
}

/// Does normalising what stands before it and what starts with it, each alone, give the same?
fn stands_alone(c: char) -> bool {
    c.is_ascii() || canonical_combining_class(c) == 0 && is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes
}

fn composed_run(text: &str, span: Span) -> Option<Edit> {
    let run = text.get(span.clone())?;
    if run.len() <= 1 || is_nfc_quick(run.chars()) == IsNormalized::Yes {
        return None;
    }
    let mut one: String = run.nfc().collect();
    let ((from, _), _) = run.char_indices().zip(one.chars()).find(|((_, old), new)| old != new)?;
    Some(edit(span.start + from..span.end, one.split_off(from), COMPOSED))
}

/// Curly quotes straight, ligatures as letters, full and half width as normal.
pub fn normalized(text: &str) -> Vec<Edit> {
    let plain = text.char_indices().filter_map(|(at, c)| Some((at, c, plain(c)?)));
    plain.map(|(at, c, plain)| edit(at..at + c.len_utf8(), plain, NORMALIZED)).collect()
}

fn plain(c: char) -> Option<String> {
    match c {
        '\u{2018}'..='\u{201b}' => Some("'".to_owned()),
        '\u{201c}'..='\u{201f}' => Some("\"".to_owned()),
        '\u{3000}' => Some(" ".to_owned()),
        '\u{fb00}'..='\u{fb06}' | '\u{ff01}'..='\u{ffee}' => {
            let plain: String = std::iter::once(c).nfkc().collect();
            (!plain.starts_with(c)).then_some(plain)
        }
        _ => None,
    }
}
