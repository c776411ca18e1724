//! Plain text → edits that decode the character references left in it (`&nbsp;`, `&#x27;`, `&amp;quot;`), for a
//! document that is full of them. One that only speaks of them keeps them.

use memchr::{memchr_iter, memmem};

use crate::article::{Edit, Span};
use crate::extract::html::entities::decode;
use crate::repair::evidence::is_code_line;
use crate::repair::hygiene::{ENTITY, edit};

/// Fewer references grown together with words may be a slip, or an example.
const LEAST: usize = 5;
/// One in so many bytes at least: text whose quotes and blanks were escaped has one every few lines.
const SPARSEST: usize = 2000;
/// No reference is longer, beside the `amp;` that escape it.
const LONGEST: usize = 34;

/// Is a text of these stretches full of references? What counts is that words have grown together with them
/// (`don&#39;t`, `&quot;Yes`): where references are spoken of, they mostly stand alone.
pub fn are_many<'t>(stretches: impl Iterator<Item = &'t str>) -> bool {
    let (mut grown, mut alone, mut length) = (0, 0, 0);
    for stretch in stretches {
        length += stretch.len();
        for found in references(stretch).filter(|found| !found.is_bracket()) {
            let before = stretch.get(..found.span.start).and_then(|text| text.chars().next_back());
            let after = stretch.get(found.span.end..).and_then(|text| text.chars().next());
            match [before, after].into_iter().flatten().any(char::is_alphanumeric) {
                true => grown += 1,
                false if found.text == "&" => {}
                false => alone += 1,
            }
        }
    }
    grown >= LEAST && grown >= alone && grown >= length / SPARSEST
}

/// Decode them. Brackets stay where they would make a tag of the text.
pub fn decoded(text: &str) -> Vec<Edit> {
    let tags = references(text).any(|found| found.text == "<" && opens_tag(text.get(found.span.end..)));
    let wanted = references(text).filter(|found| !(tags && found.is_bracket()));
    wanted.map(|found| edit(found.span, found.text, ENTITY)).collect()
}

/// A reference, and the characters that it stands for.
struct Reference {
    span: Span,
    text: String,
}

impl Reference {
    fn is_bracket(&self) -> bool {
        self.text == "<" || self.text == ">"
    }
}

fn opens_tag(rest: Option<&str>) -> bool {
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')))
}

/// All references of a stretch; a line of code has none that count.
fn references(text: &str) -> impl Iterator<Item = Reference> {
    let text = if memmem::find(text.as_bytes(), b"&").is_none() || is_code(text) { "" } else { text };
    memchr_iter(b'&', text.as_bytes()).filter_map(|at| reference(text, at))
}

/// Code, once the semicolons of references are not taken for its own.
fn is_code(text: &str) -> bool {
    let ends_in_one = |at| reference(text, at).is_some_and(|found| found.span.end == text.len());
    is_code_line(text) && !text.rfind('&').is_some_and(ends_in_one)
}

/// The reference that starts at `at`, escaped as often as it may be.
fn reference(text: &str, at: usize) -> Option<Reference> {
    let rest = text.get(at + 1..)?;
    let bare = rest.trim_start_matches("amp;");
    let escapes = rest.len() - bare.len();
    let name = bare.bytes().take(LONGEST).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    let raw = bare.get(..name + 1).filter(|raw| name > 0 && raw.ends_with(';'));
    let found = raw.and_then(|raw| Some((raw.len(), character(raw)?)));
    match found {
        Some((length, text)) => Some(Reference { span: at..at + 1 + escapes + length, text }),
        None if escapes > 0 => Some(Reference { span: at..at + 1 + escapes, text: "&".to_owned() }),
        None => None,
    }
}

/// What `name;` stands for. A line end stands for a blank here: it is inside a line.
fn character(name: &str) -> Option<String> {
    let text = decode(&format!("&{name}"));
    let whole = !text.starts_with('&') && (!text.ends_with(';') || text.len() == 1);
    let text = if text == "\n" || text == "\r" { " ".to_owned() } else { text };
    (whole && !text.contains(char::REPLACEMENT_CHARACTER)).then_some(text)
}
