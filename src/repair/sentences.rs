//! Sentences that run together ("implored.Obama assured"): a stop, then the next sentence without a blank.

use crate::languages::Key;
use crate::repair::evidence::Seen;
use crate::repair::lists;
use crate::repair::quotes::{self, Quotes, Side};
use crate::repair::shape::{self, Case, Left};
use crate::repair::view::{self, View};
use crate::text::{is_drawn_bullet, is_spaced_stop};

/// Lower-case words that open no host name, file name or attribute: after a stop they carry a sentence on. Words that
/// are also a country's domain (`in`, `is`, `it`, `so`, `to`) are not among them.
const CARRIES_ON: &[&str] = &["and", "because", "but", "or", "that", "the", "then", "this", "which", "while", "with"];
/// Fewest letters of an upper-case word after a name: shorter ones are parts of it (`ASP.NET`, `Math.PI`, `E.ON`).
const LONG_UPPER: usize = 5;
/// Most digits of a number that starts a sentence.
const LONGEST_NUMBER: usize = 9;
/// Most digits of the mark of a footnote.
const LONGEST_MARK: usize = 3;
/// Confidence where prose stands on both sides.
const SURE: f32 = 0.98;
/// Confidence where a name stands before the stop.
const FAIR: f32 = 0.9;

/// A place for a blank.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Join {
    /// Byte offset.
    pub at: usize,
    /// 0 to 1.
    pub confidence: f32,
}

/// The join after the stop at `stop`, if there is one.
pub fn join(view: &View<'_>, stop: usize, quotes: &mut Quotes, evidence: &Seen<'_, '_>) -> Option<Join> {
    if view.last(stop).is_some_and(is_spaced_stop) {
        return None;
    }
    let run = view.after(stop).find(|c| !is_spaced_stop(c)).map(|length| stop + length)?;
    let stops = view.text.get(stop..run)?;
    if view.next(run)?.is_whitespace() || is_ellipsis(stops) {
        return None;
    }
    let at = past_closers(view, run, quotes);
    let right = right_of(view, at)?;
    let stop_kind = match stops.chars().next_back() {
        _ if at > run => Stop::Closed,
        Some('.') => Stop::Full,
        Some('…') => Stop::Ellipsis,
        _ => Stop::Firm,
    };
    let left = shape::left_of(view, stop);
    if stop_kind == Stop::Full {
        let (before, after) = (view.word_before(stop), view.word_after(at));
        let is_initial = |word: &str| word.starts_with(char::is_uppercase) && word.chars().nth(1).is_none();
        let is_new = matches!(right, Right::Capital | Right::Upper(_) | Right::Mixed);
        let in_capitals = || shape::case(after) == Case::Upper && after.chars().count() < LONG_UPPER;
        let ends = || left == Left::Name && view.next(at + after.len()).is_none();
        if is_initial(before) && (is_initial(after) || in_capitals())
            || is_new && (evidence.names(before, after) || ends() || is_host(before, after))
            || evidence.is_namespace(before)
            || right != Right::Item && is_identifier(view, stop, at)
        {
            return None;
        }
    }
    Some(Join { at, confidence: decide(left, stop_kind, right)? })
}

/// Twice the Zipf frequency below which letters are no acronym that people know.
const KNOWN: u8 = 6;

/// The same of letters without a vowel: "pdf" and "tv" end sentences.
const KNOWN_LETTERS: u8 = 9;

/// Does the stop part the halves of a name, as what stands around it tells? It is in brackets by itself (`(math.PR)`), or it
/// begins with letters that no sentence ends with (`np.NaN`, `BRK.A`), which may be better known if it is called (`http.Get(`).
fn is_identifier(view: &View<'_>, stop: usize, at: usize) -> bool {
    let (before, after) = (view.word_before(stop), view.word_after(at));
    let start = stop - before.len();
    let (outside, next) = (view.last(start), view.next(at + after.len()));
    let is_enclosed = matches!((outside, next), (Some('('), Some(')')) | (Some('['), Some(']')));
    let is_rare = |least: u8| view.tongue.lexicon().is_some_and(|lexicon| lexicon.frequency(Key::of(before)) < least);
    let is_new = || !view.tongue.is_function_word(after) && !is_spoken(view, before, start);
    match (shape::case(before), shape::case(after)) {
        (_, Case::None) => false,
        _ if is_enclosed => true,
        (Case::Upper, Case::Single | Case::Upper) => is_rare(KNOWN),
        (Case::Lower, Case::Capital | Case::Upper | Case::Mixed) => {
            is_new() && (next == Some('(') || is_rare(KNOWN_LETTERS))
        }
        _ => false,
    }
}

/// Has a word a vowel, is it a unit behind its number ("5 km"), or the end of an abbreviation or a name ("e.g", "Vue.js")?
fn is_spoken(view: &View<'_>, word: &str, start: usize) -> bool {
    !word.is_ascii()
        || word.len() == 1
        || view.last(start) == Some('.')
        || word.bytes().any(|letter| b"aeiouy".contains(&letter))
        || view.before(start).trim_end().ends_with(char::is_numeric)
}

/// `Газета.Ru`: the ending of a host name behind a word of another script.
fn is_host(before: &str, after: &str) -> bool {
    lists::is_ending(after) && !before.is_empty() && !before.chars().any(shape::is_latin)
}

/// `...`: what follows may carry the sentence on, so it is left alone.
fn is_ellipsis(stops: &str) -> bool {
    stops.len() > 1 && stops.ends_with('.')
}

/// What the sentence ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    /// `.`
    Full,
    /// `!` or `?`
    Firm,
    /// `…`
    Ellipsis,
    /// Any of them with a quote or a bracket that closes after it.
    Closed,
}

/// The place after the quotes and brackets that close at `at`, and after the mark of a footnote (`said.[3]Later`).
fn past_closers(view: &View<'_>, at: usize, quotes: &mut Quotes) -> usize {
    let mut at = at + footnote(view.after(at));
    while let Some(c) = view.next(at) {
        let closes = match c {
            ')' | ']' | '’' => true,
            '”' => quotes.curly_closes(view, at),
            '"' if view.next(at + 1).is_none_or(char::is_whitespace) => true,
            '"' => quotes.side(view, at) == Side::Closes,
            '\'' => quotes::single_closes(view, at),
            '“' => quotes::low_closes(view, at),
            '«' | '»' => quotes::angled_closes(view, at),
            _ => false,
        };
        if !closes {
            break;
        }
        at += c.len_utf8();
    }
    at
}

/// Bytes of the marks of footnotes at the start of the text: `[3]`, `[3][12]`.
fn footnote(text: &str) -> usize {
    let mark = |rest: &str| {
        let digits = rest.strip_prefix('[')?.bytes().take(LONGEST_MARK + 1).take_while(u8::is_ascii_digit).count();
        let closed = rest.as_bytes().get(digits + 1) == Some(&b']');
        (closed && (1..=LONGEST_MARK).contains(&digits)).then_some(digits + 2)
    };
    let mut length = 0;
    while let Some(more) = text.get(length..).and_then(mark) {
        length += more;
    }
    length
}

/// What the next sentence starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Right {
    /// A function word with a capital, or `I`.
    Starter,
    /// Another word with a capital.
    Capital,
    /// An upper-case word of this many letters.
    Upper(usize),
    /// A word with a capital inside, or with digits after it.
    Mixed,
    /// A lower-case function word; true if it is none of those that are domains too.
    Lower(bool),
    /// A quote that opens.
    Quote,
    /// `2. `, `B. ` or `Q: `: an item of a list; or a name that starts with initials.
    Item,
    /// `- `, `• `, a picture: an item of a list.
    Bullet,
    /// A sum of money, a bracket, an address.
    Mark,
    /// A number of two digits or more before a lower-case word. A footnote's mark stands before a capital.
    Count,
    /// Another number that stands alone.
    Number,
}

fn right_of(view: &View<'_>, at: usize) -> Option<Right> {
    let at = at + view.after(at).find(|c| !is_zero_width(c))?;
    let first = view.next(at)?;
    let second = view.next(at + first.len_utf8());
    match first {
        '«' | '¿' | '¡' if view.after(at + first.len_utf8()).trim_start().starts_with(char::is_uppercase) => {
            Some(Right::Quote)
        }
        '“' | '”' | '‘' | '„' | '«' | '»' => {
            second.filter(|c| c.is_alphanumeric() || "[(…".contains(*c)).map(|_| Right::Quote)
        }
        '"' | '\'' => second.filter(|c| c.is_uppercase() || c.is_numeric()).map(|_| Right::Quote),
        '(' => right_of_bracket(view, at + 1),
        '$' | '€' | '£' => second.filter(char::is_ascii_digit).map(|_| Right::Mark),
        '#' => second.filter(|c| c.is_ascii_digit() || c.is_uppercase()).map(|_| Right::Mark),
        c if is_picture(c) => Some(Right::Bullet),
        c if begins_item(c) => second.filter(|c| c.is_whitespace()).map(|_| Right::Bullet),
        _ if ["http://", "https://", "www."].iter().any(|start| view.after(at).starts_with(start)) => Some(Right::Mark),
        c if c.is_ascii_digit() => right_number(view, at),
        c if c.is_alphabetic() => right_word(view, at),
        _ => None,
    }
}

/// `- `, `• `: what stands before an item of a list.
pub fn begins_item(c: char) -> bool {
    is_drawn_bullet(c) || matches!(c, '-' | '–' | '—')
}

/// Symbols and pictures that sites put before an item.
pub fn is_picture(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{1f300}'..='\u{1faff}')
}

/// Marks of no width that some sites put between blocks.
pub fn is_zero_width(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// A bracket that opens on a word with a capital and a blank after it.
fn right_of_bracket(view: &View<'_>, at: usize) -> Option<Right> {
    let word = view.word_after(at);
    let blank = view.next(at + word.len()).is_some_and(|c| c.is_whitespace() || matches!(c, ',' | ':'));
    (blank && word.starts_with(char::is_uppercase)).then_some(Right::Mark)
}

fn right_number(view: &View<'_>, at: usize) -> Option<Right> {
    let rest = view.after(at);
    let digits = rest.bytes().take(LONGEST_NUMBER + 1).take_while(u8::is_ascii_digit).count();
    if digits > LONGEST_NUMBER {
        return None;
    }
    let mut after = rest.get(digits..)?.chars();
    match (after.next()?, after.next()) {
        ('.' | ')', Some(c)) if c.is_whitespace() && digits <= 2 => {
            after.find(|c| !c.is_whitespace()).filter(|c| c.is_uppercase() || "\"“‘".contains(*c)).map(|_| Right::Item)
        }
        ('%', _) => Some(Right::Number),
        (c, Some(word)) if c.is_whitespace() && word.is_lowercase() && digits > 1 => Some(Right::Count),
        (c, _) if c.is_whitespace() => Some(Right::Number),
        ('.' | ',', Some(c)) if c.is_ascii_digit() => Some(Right::Number),
        _ => None,
    }
}

fn right_word(view: &View<'_>, at: usize) -> Option<Right> {
    let word = view.word_after(at);
    let end = at + word.len();
    let digits = view.after(end).bytes().take(LONGEST_NUMBER).take_while(u8::is_ascii_digit).count();
    if !shape::ends_a_word(view, end + digits) {
        return None;
    }
    let stem = word.split(view::is_apostrophe).next().filter(|stem| stem.chars().nth(1).is_some()).unwrap_or(word);
    let function = view.tongue.is_function_word(stem) && digits == 0;
    let next = view.next(end);
    match shape::case(stem) {
        Case::None => None,
        Case::Lower => {
            (function && next.is_some_and(char::is_whitespace)).then(|| Right::Lower(CARRIES_ON.contains(&stem)))
        }
        Case::Single => right_single(view, word, end),
        _ if function => Some(Right::Starter),
        _ if digits > 0 => Some(Right::Mixed),
        Case::Capital => (!is_name_ending(stem, next)).then_some(Right::Capital),
        Case::Upper => (!lists::is_ending(stem)).then(|| Right::Upper(stem.chars().count())),
        Case::Mixed => stem.starts_with(char::is_uppercase).then_some(Right::Mixed),
    }
}

/// `Booking.Com`: an ending of names that nothing but its place in a sentence could make a word.
fn is_name_ending(word: &str, next: Option<char>) -> bool {
    word.len() > 2 && lists::is_ending(word) && next.is_none_or(|c| !c.is_alphabetic())
}

/// A capital that stands alone: `A`, `I`, a Cyrillic preposition, the mark of an item (`B. `).
fn right_single(view: &View<'_>, word: &str, end: usize) -> Option<Right> {
    let next = view.next(end)?;
    let after = view.next(end + next.len_utf8());
    match next {
        '.' => return after.filter(|c| c.is_whitespace() || c.is_uppercase()).map(|_| Right::Item),
        ':' => return after.filter(|c| c.is_whitespace()).map(|_| Right::Item),
        '-' => return after.filter(|c| c.is_lowercase()).map(|_| Right::Capital),
        _ => {}
    }
    let alone = next.is_whitespace() || next == ',' && !word.is_ascii();
    (alone && (view.tongue.is_function_word(word) || !word.is_ascii())).then_some(Right::Starter)
}

/// How sure it is that a blank is missing between the two; `None`: not sure enough.
fn decide(left: Left, stop: Stop, right: Right) -> Option<f32> {
    match (left, stop, right) {
        (Left::No, ..) => None,
        (_, Stop::Closed, Right::Number) => None,
        (_, Stop::Ellipsis, Right::Number | Right::Count | Right::Lower(_)) => None,
        (_, Stop::Closed, _) => Some(SURE),
        (_, _, Right::Starter) => Some(SURE),
        (Left::Prose, Stop::Full, Right::Number | Right::Lower(false)) => None,
        (Left::Prose, Stop::Firm, Right::Lower(false)) => None,
        (Left::Prose, ..) => Some(SURE),
        (Left::Name, _, Right::Lower(true)) => Some(FAIR),
        (Left::Name | Left::Number, _, Right::Capital | Right::Quote | Right::Mark) => Some(FAIR),
        (Left::Name | Left::Number, _, Right::Upper(letters)) if letters >= LONG_UPPER => Some(FAIR),
        (Left::Name | Left::Number, _, Right::Bullet) => Some(FAIR),
        (Left::Doubtful, Stop::Firm, Right::Capital) => Some(FAIR),
        _ => None,
    }
}
