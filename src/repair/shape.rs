//! What the pieces around a stop look like: prose, or a name, a number, an address, code.

use crate::repair::lists;
use crate::repair::view::View;

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// No letter that has a case.
    None,
    /// `word`
    Lower,
    /// `Word`
    Capital,
    /// `A`
    Single,
    /// `WORD`
    Upper,
    /// `iPhone`, `PayPal`, `PhD`
    Mixed,
}

/// How `word` is written, apostrophes aside.
pub fn case(word: &str) -> Case {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else { return Case::None };
    if !first.is_uppercase() && !first.is_lowercase() {
        return Case::None;
    }
    let (mut upper, mut lower) = (0, 0);
    letters.for_each(|c| if c.is_uppercase() { upper += 1 } else { lower += 1 });
    match (first.is_uppercase(), upper, lower) {
        (true, 0, 0) => Case::Single,
        (true, 0, _) => Case::Capital,
        (false, 0, _) => Case::Lower,
        (true, _, 0) => Case::Upper,
        _ => Case::Mixed,
    }
}

/// Does the run without blanks look like an address, a path, a handle or a tag?
pub fn is_address(token: &str) -> bool {
    let token = token.trim_start_matches(|c: char| "([{<\"'“‘«".contains(c));
    token.contains("://")
        || token.contains(['@', '\\'])
        || token.starts_with(['#', '/', '~'])
        || token.get(..4).is_some_and(|t| t.eq_ignore_ascii_case("www."))
        || token.find('/').is_some_and(|slash| token.get(..slash).is_some_and(|host| host.contains('.')))
}

/// Does the run without blanks hold marks that prose has not?
pub fn is_code(token: &str) -> bool {
    token.contains(['_', '=', '{', '}', '<', '>', '|', '`', '^'])
        || token.contains("::")
        || token.contains("()")
        || token.contains("->")
        || has_call(token)
}

/// A bracket that opens right after a letter: `foo.bar(x)`, `foo(x,y)`, `foo(x.y`. But not `word(s)`.
fn has_call(token: &str) -> bool {
    let Some(open) = token.find('(') else { return false };
    let (before, inside) = token.split_at(open);
    before.ends_with(|c: char| c.is_alphanumeric())
        && (!inside.contains(')') || before.contains('.') || inside.contains(','))
}

/// May `next`, right after a word, stand so in prose?
pub fn ends_a_word(view: &View<'_>, at: usize) -> bool {
    let mut rest = view.after(at).chars();
    let Some(next) = rest.next() else { return true };
    match next {
        '.' => !rest.next().is_some_and(|c| c.is_lowercase() || c.is_numeric() || c == '_'),
        ':' => !rest.next().is_some_and(|c| matches!(c, ':' | '/')),
        c if c.is_alphanumeric() => false,
        c => c.is_whitespace() || !"(_=@\\|*^~`{}<>[#$".contains(c),
    }
}

/// Letters of scripts without blanks between words: nothing beside them is ever mended.
pub fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0e00}'..='\u{0eff}'      // Thai, Lao
        | '\u{0f00}'..='\u{0fff}'    // Tibetan
        | '\u{1000}'..='\u{109f}'    // Burmese
        | '\u{1780}'..='\u{17ff}'    // Khmer
        | '\u{2e80}'..='\u{30ff}'    // Han radicals, CJK marks, kana
        | '\u{31f0}'..='\u{9fff}'    // kana, Han
        | '\u{f900}'..='\u{faff}'    // Han
        | '\u{ff00}'..='\u{ffef}'    // wide and narrow forms
        | '\u{20000}'..='\u{3ffff}') // Han
}

/// How many letters a word has.
pub fn letters(word: &str) -> usize {
    word.chars().filter(|c| c.is_alphabetic()).count()
}

/// A letter of the Latin script.
pub fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{aa}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') && c.is_alphabetic()
}

/// What stands before a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// A lower-case word of two letters or more: prose.
    Prose,
    /// A name, an acronym, a word with digits: something that ends a sentence as well as a part of a name.
    Name,
    /// A number with something that is no version: `20%`, `$5`, `2012`.
    Number,
    /// One that may be a version, an ordinal or the number of a list: only a function word opens a sentence here.
    Doubtful,
    /// Never a sentence end.
    No,
}

/// What the sentence before the stop at `at` ends in. Brackets and quotes that close there are looked through.
pub fn left_of(view: &View<'_>, at: usize) -> Left {
    let Some(token) = view.token_before(at) else { return Left::No };
    if token.is_empty() && view.before(at).trim_end().ends_with(char::is_alphanumeric) {
        return Left::Doubtful;
    }
    if is_address(token) || is_code(token) || token.chars().any(is_unspaced) {
        return if ends_in_host(token) { Left::Doubtful } else { Left::No };
    }
    let inner = token.trim_end_matches(|c: char| ")]\"'”’»“".contains(c));
    let closed = inner.len() < token.len();
    let end = at - (token.len() - inner.len());
    match inner.chars().next_back() {
        None if closed => Left::Prose,
        None => Left::No,
        Some(c) if c.is_numeric() => left_number(view, inner, end, closed),
        Some('%' | '°' | '€' | '£' | '+') => Left::Number,
        Some(c) if c.is_alphabetic() => left_word(view, inner, end, closed),
        Some('.' | '!' | '?' | '…') if closed => Left::Prose,
        _ => Left::No,
    }
}

/// `example.com`, `www.Example.org`: an address without a path.
fn ends_in_host(token: &str) -> bool {
    !token.contains(['/', '@', '\\', '#', '=', '_', '('])
        && token.rsplit_once('.').is_some_and(|(_, end)| lists::is_ending(end))
}

fn left_number(view: &View<'_>, token: &str, end: usize, closed: bool) -> Left {
    let first = token.trim_start_matches(|c: char| "([\"'“‘«".contains(c));
    let bare = first.chars().all(|c| c.is_numeric());
    match (bare, first.len()) {
        (true, 1..=3) if starts_stretch(view, end - first.len()) => Left::No,
        (true, 1..=2) => Left::Doubtful,
        (true, _) => Left::Number,
        _ if closed || first.starts_with(['$', '€', '£', '#']) => Left::Number,
        _ if first.contains('.') || first.starts_with(char::is_lowercase) => Left::Doubtful,
        _ => Left::Number,
    }
}

/// Does nothing but white space stand before it?
fn starts_stretch(view: &View<'_>, at: usize) -> bool {
    view.floor == 0 && view.before(at).len() < 8 && view.before(at).trim().is_empty()
}

fn left_word(view: &View<'_>, token: &str, end: usize, closed: bool) -> Left {
    let word = view.word_before(end);
    let rest = token.get(..token.len().saturating_sub(word.len())).unwrap_or_default();
    if rest.ends_with('.') {
        return left_dotted(token, rest, word);
    }
    if !closed && lists::is_abbreviation(word) && rest.chars().all(|c| !c.is_alphanumeric()) {
        return Left::Doubtful;
    }
    match case(word) {
        Case::None => Left::No,
        _ if word.chars().filter(|c| c.is_alphabetic()).count() == 1 && !closed => {
            if rest.ends_with(|c: char| c.is_alphanumeric() || "+-’'".contains(c)) {
                Left::Name
            } else {
                Left::Doubtful
            }
        }
        Case::Lower if !rest.contains(['.', '/', '$']) => Left::Prose,
        _ => Left::Name,
    }
}

/// A word with a stop before it: `U.S`, `J.K`, `p.m`, `example.com`, `.NET`, `System.IO`.
fn left_dotted(token: &str, rest: &str, word: &str) -> Left {
    let token = token.trim_start_matches(|c: char| "([\"'“‘«".contains(c));
    if lists::is_abbreviation(token) || token.rsplit_once('-').is_some_and(|(_, last)| lists::is_abbreviation(last)) {
        return Left::Name;
    }
    let single = word.chars().count() == 1;
    let spelled = single && token.split('.').all(|part| part.chars().count() == 1);
    if spelled && token.chars().all(|c| c == '.' || c.is_lowercase()) {
        return Left::Name;
    }
    let after_a_stop = rest.len() == 1 || rest.ends_with("..");
    match lists::is_ending(word) && !after_a_stop && case(word) == Case::Lower {
        true => Left::Name,
        false => Left::Doubtful,
    }
}
