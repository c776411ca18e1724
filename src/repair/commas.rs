//! Clauses that run together ("responded,referring"): a comma, semicolon or colon, then a word without a blank.

use crate::repair::sentences::{self, Join};
use crate::repair::shape::{self, Case, letters};
use crate::repair::view::View;

/// Confidence where words of prose stand on both sides.
const SURE: f32 = 0.95;
/// Confidence where a number or a bracket stands on one side.
const FAIR: f32 = 0.85;
/// What quotations end with, before the comma of who said so (`„Nein“,sagte er`). Straight ones stand in code too.
const CLOSING: [char; 4] = ['”', '“', '»', '«'];
/// Longest option looked at, in bytes.
const LONGEST_OPTION: usize = 40;
/// Longest number looked at, in bytes.
const LONGEST_NUMBER: usize = 12;
/// Pages of a wiki (`File:Name`) and conferences (`re:publica`) are named so.
const NAMESPACES: &[&str] =
    &["Category", "File", "Help", "Portal", "Special", "Talk", "Template", "User", "Wikipedia", "re"];

/// The join after the mark at `at`, if there is one.
pub fn join(view: &View<'_>, at: usize) -> Option<Join> {
    let mark = view.next(at)?;
    let after = at + mark.len_utf8();
    let next = view.next(after)?;
    if next.is_whitespace() {
        return None;
    }
    let token = view.token_before(at)?;
    if shape::is_address(token) || shape::is_code(token) || token.contains(['&', ';', ':', '*', '+']) {
        return None;
    }
    if follows_option(view, at - token.len()) {
        return None;
    }
    let confidence = match mark {
        ',' => after_comma(view, token, at, after, next),
        ';' => after_semicolon(view, at, after),
        _ => after_colon(view, token, at, after),
    }?;
    let place = if mark == ',' && next == '”' { after + next.len_utf8() } else { after };
    Some(Join { at: place, confidence })
}

/// Is what starts at `at` the value of an option (`--sort comm,dso`)?
fn follows_option(view: &View<'_>, at: usize) -> bool {
    let before = view.back(at, LONGEST_OPTION).split_whitespace().next_back();
    before.and_then(|option| option.strip_prefix("--")).is_some_and(|name| name.starts_with(char::is_alphabetic))
}

fn after_comma(view: &View<'_>, token: &str, at: usize, after: usize, next: char) -> Option<f32> {
    let left = view.word_before(at);
    match next {
        '“' | '‘' => (letters(left) >= 2 && is_prose_word(view, after + next.len_utf8())).then_some(SURE),
        '”' => is_prose_word(view, after + next.len_utf8()).then_some(SURE),
        c if c.is_ascii_digit() => (letters(left) >= 3 && is_number(view, after)).then_some(FAIR),
        _ if token.contains(',') || is_listed(view, after) || !is_prose_word(view, after) => None,
        _ if token.ends_with(CLOSING) => (shape::case(view.word_after(after)) == Case::Lower).then_some(SURE),
        _ if letters(left) >= 2 => (!has_open_bracket(token) && !token.contains('.')).then_some(SURE),
        _ => after_number(view, token, at, after),
    }
}

/// A comma after a number or a bracket: in a list of values it looks the same, so a word must follow that is none.
fn after_number(view: &View<'_>, token: &str, at: usize, after: usize) -> Option<f32> {
    let right = view.word_after(after);
    let lower = shape::case(right) == Case::Lower;
    let year = token.len() == 4 && token.bytes().all(|c| c.is_ascii_digit());
    let closed = view.last(at).is_some_and(|c| c.is_ascii_digit() || ")]%’".contains(c));
    let prose =
        lower && (view.tongue.is_function_word(right) || view.last(at) == Some(')')) || year && letters(right) >= 3;
    (closed && prose).then_some(FAIR)
}

fn after_semicolon(view: &View<'_>, at: usize, after: usize) -> Option<f32> {
    let (left, right) = (view.word_before(at), view.word_after(after));
    let shouted = shape::case(left) == Case::Upper && shape::case(right) == Case::Upper;
    (letters(left) >= 3 && letters(right) >= 3 && !shouted && is_prose_word(view, after)).then_some(FAIR)
}

fn after_colon(view: &View<'_>, token: &str, at: usize, after: usize) -> Option<f32> {
    if !may_introduce(view, token, at) {
        return None;
    }
    let after = after + view.after(after).find(|c| !sentences::is_zero_width(c))?;
    let next = view.next(after)?;
    let second = view.next(after + next.len_utf8());
    let right = view.word_after(after);
    let opens = match next {
        '“' | '‘' | '„' => true,
        '"' => second.is_some_and(char::is_uppercase),
        '$' | '€' | '£' => second.is_some_and(|c| c.is_ascii_digit()),
        c if c.is_ascii_digit() => is_item(view, after),
        c if sentences::is_picture(c) => true,
        c if sentences::begins_item(c) => second.is_some_and(char::is_whitespace),
        _ => match shape::case(right) {
            Case::Upper if shape::case(view.word_before(at)) == Case::Upper => false,
            Case::Capital | Case::Mixed | Case::Upper => letters(right) >= 2 && is_prose_word(view, after),
            Case::Single | Case::Lower => {
                !is_header(token) && view.tongue.is_function_word(right) && is_followed_by_blank(view, after, right)
            }
            Case::None => false,
        },
    };
    opens.then_some(FAIR)
}

/// `Multi-Arch`, `Content-Type`: the name of a field before its value.
fn is_header(token: &str) -> bool {
    token.contains('-') && token.split('-').all(|part| part.starts_with(char::is_uppercase))
}

/// Can a sentence or a list be introduced by what stands before the colon at `at`?
fn may_introduce(view: &View<'_>, token: &str, at: usize) -> bool {
    let left = view.word_before(at);
    if token.contains(['.', '$']) || NAMESPACES.contains(&left) {
        return false;
    }
    let number = token.trim_start_matches('#');
    let step = number.bytes().all(|c| c.is_ascii_digit()) && (number.len() < token.len() || number.len() == 4);
    letters(left) >= 2 || matches!(token, "A" | "Q") || step || view.last(at).is_some_and(|c| ")]”".contains(c))
}

/// Does a word of two cased letters or more, or `a`, start at `at`, and end as words of prose do?
fn is_prose_word(view: &View<'_>, at: usize) -> bool {
    let word = view.word_after(at);
    let long = letters(word) >= 2 && shape::case(word) != Case::None && !word.chars().any(shape::is_unspaced);
    let short = view.tongue.is_function_word(word) && is_followed_by_blank(view, at, word);
    (long || short) && shape::ends_a_word(view, at + word.len())
}

fn is_followed_by_blank(view: &View<'_>, at: usize, word: &str) -> bool {
    view.next(at + word.len()).is_some_and(char::is_whitespace)
}

/// Does another tight comma follow the word at `at`? Then this is a list of values rather than prose.
fn is_listed(view: &View<'_>, at: usize) -> bool {
    let end = at + view.word_after(at).len();
    view.next(end) == Some(',') && view.next(end + 1).is_some_and(|c| !c.is_whitespace())
}

fn has_open_bracket(token: &str) -> bool {
    token.rfind(['(', '[']).is_some_and(|open| open > 0 && !token.get(open..).is_some_and(|t| t.contains([')', ']'])))
}

/// A number that ends as one in prose does: `2012`, `400,000 `, `83.2%`. One digit may be the mark of a footnote.
fn is_number(view: &View<'_>, at: usize) -> bool {
    let seen = view.after(at).bytes().take(LONGEST_NUMBER);
    let digits = seen.take_while(|c| c.is_ascii_digit() || matches!(c, b',' | b'.')).count();
    let end = view.after(at).as_bytes().get(digits);
    let short = digits == 1 && end != Some(&b'%');
    !short
        && digits < LONGEST_NUMBER
        && end.is_none_or(|c| c.is_ascii_whitespace() || matches!(c, b'%' | b'+' | b')' | b';'))
}

/// `1. ` and a capital: the first item of a list.
fn is_item(view: &View<'_>, at: usize) -> bool {
    let mut rest = view.after(at).chars();
    rest.next();
    matches!((rest.next(), rest.next()), (Some('.' | ')'), Some(c)) if c.is_whitespace())
        && rest.next().is_some_and(char::is_uppercase)
}
