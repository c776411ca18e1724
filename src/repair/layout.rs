//! What a page's layout left inside running text: words parted by a hyphen at the end of a line ("inter- national"),
//! and doubled blanks.

use crate::article::{Edit, RuleId, Span};
use crate::languages::{self, Key, Lexicon};
use crate::text;

/// A hyphen of a line's end taken out.
pub const LINE_HYPHEN: RuleId = "line-hyphen";
/// One blank in place of two or three.
pub const DOUBLED_BLANK: RuleId = "doubled-blank";
/// A blank at which no line ends.
const HARD: char = '\u{a0}';
/// So many blanks, hard ones among them, are one too many; more are a gap.
const MOST_BLANKS: usize = 3;
/// What parts the cells of a drawn row.
const BARS: [char; 3] = ['|', '│', '║'];
/// Fewest letters on each side of a hyphen.
const FEWEST: usize = 2;
/// Twice the Zipf frequency from which on the word without the hyphen is no chance find.
const COMMON: u8 = 6;
/// The same from which on a half is a word itself, so that a hyphen may belong between them (`well-known`).
const WORD: u8 = 4;
/// Longest word looked at, in bytes.
const LONGEST: usize = 40;

/// All of both kinds in a stretch, ascending.
pub fn edits(text: &str) -> Vec<Edit> {
    let mut found = doubled_blanks(text);
    found.extend(line_hyphens(text));
    found.sort_by_key(|edit| edit.span.start);
    found.dedup_by(|next, before| next.span.start < before.span.end);
    found
}

fn edit(span: Span, replacement: &'static str, rule: RuleId, confidence: f32) -> Edit {
    Edit { span, replacement: replacement.into(), cut: false, rule, confidence }
}

/// Two or three blanks where one is enough: an editor writes a hard one beside another so that none is lost. In a text with
/// wider gaps, or between bars, they draw a table, and stay.
fn doubled_blanks(text: &str) -> Vec<Edit> {
    if !has_doubled_blank(text.as_bytes()) || text.contains('\t') || is_row(text) {
        return Vec::new();
    }
    let runs = text.split(|char| !matches!(char, ' ' | HARD)).filter(|run| run.chars().nth(1).is_some());
    if runs.clone().any(|run| run.contains("   ") || run.chars().count() > MOST_BLANKS) {
        return Vec::new();
    }
    let span = |run: &str| {
        let start = run.as_ptr() as usize - text.as_ptr() as usize;
        start..start + run.len()
    };
    let inside = |run: &Span| run.start > 0 && !text[..run.start].ends_with('\n') && run.end < text.len();
    let doubled = runs.filter(|run| run.contains(' ')).map(span).filter(inside);
    doubled.map(|run| edit(run, " ", DOUBLED_BLANK, 1.0)).collect()
}

/// A row of a table drawn in characters: bars stand at both ends.
fn is_row(text: &str) -> bool {
    BARS.iter().any(|bar| text.starts_with(*bar) && text.ends_with(*bar))
}

/// Without a way out, so that many bytes are looked at at once. Some letters end as a hard blank does.
fn has_doubled_blank(bytes: &[u8]) -> bool {
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    let [first_of_hard, last_of_hard] = [0xc2, 0xa0];
    pairs.fold(false, |found, (first, second)| {
        let begins = (*second == b' ') | (*second == first_of_hard);
        found | (*first == b' ') & begins | (*first == last_of_hard) & (*second == b' ')
    })
}

/// Hyphens inside a word that only a line's end put there.
fn line_hyphens(text: &str) -> Vec<Edit> {
    let mut lexicon = None;
    let hyphens = memchr::memchr_iter(b'-', text.as_bytes()).filter_map(|at| {
        let left = letters_before(text, at)?;
        let (gap, right) = letters_after(text, at + 1)?;
        let lexicon = lexicon.get_or_insert_with(|| languages::detect(text).and_then(|language| language.lexicon()));
        is_one_word(lexicon.as_ref()?, left, right, gap).then(|| edit(at..at + 1 + gap, "", LINE_HYPHEN, 0.9))
    });
    hyphens.collect()
}

/// Is it a word without the hyphen, and not two with it? After a blank it cannot be a compound, only a first half
/// of one (`pre- and post-war`), and then the two make no word.
fn is_one_word(lexicon: &Lexicon, left: &str, right: &str, gap: usize) -> bool {
    let frequency = |word: &str| lexicon.frequency(Key::of(word));
    let whole = frequency(&[left, right].concat()) >= COMMON;
    let halves = frequency(left) >= WORD && frequency(right) >= WORD;
    whole && (gap > 0 || !halves)
}

/// The small letters before `at`, if they are a whole word that no other hyphen holds.
fn letters_before(text: &str, at: usize) -> Option<&str> {
    let seen = text::tail(text.get(..at)?, LONGEST);
    let start = seen.char_indices().rev().take_while(|(_, c)| c.is_alphabetic()).last()?.0;
    let word = seen.get(start..)?;
    let free = seen.get(..start)?.chars().next_back().is_none_or(|c| c.is_whitespace() || "(“\"„«".contains(c));
    let small = word.chars().skip(1).all(char::is_lowercase) && word.chars().count() >= FEWEST;
    (free && small).then_some(word)
}

/// The small letters at `at` or behind one blank, if they are a whole word; and the bytes of that blank.
fn letters_after(text: &str, at: usize) -> Option<(usize, &str)> {
    let rest = text::head(text.get(at..)?, LONGEST);
    let gap = usize::from(rest.starts_with([' ', '\n']));
    let rest = rest.get(gap..)?;
    let end = rest.find(|c: char| !c.is_lowercase()).unwrap_or(rest.len());
    let word = rest.get(..end)?;
    let next = rest.get(end..)?.chars().next();
    let free = next.is_none_or(|c| c.is_whitespace() || ".,;:!?)”\"’".contains(c));
    (free && word.chars().count() >= FEWEST).then_some((gap, word))
}
