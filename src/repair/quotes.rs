//! On which side of a word a straight quote stands, when nothing but its partner can tell (`wrote."Since 2012`).

use crate::repair::view::View;

/// How far back the partner of a single quote or an angled one is looked for, in bytes.
const FAR: usize = 400;

/// Which way a quote faces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// It opens: the blank goes before it.
    Opens,
    /// It closes: the blank goes after it.
    Closes,
}

/// Follows the quotes of one stretch of text from left to right.
#[derive(Debug, Default)]
pub struct Quotes {
    /// Quotes are read up to here.
    read: usize,
    /// How many double quotes are open there.
    open: usize,
}

impl Quotes {
    /// The side of the straight double quote at `at`. To be asked in ascending order.
    pub fn side(&mut self, view: &View<'_>, at: usize) -> Side {
        self.read_to(view.text, at);
        let side = if self.open > 0 && !a_close_follows(view.text, at) { Side::Closes } else { Side::Opens };
        self.read = at + 1;
        self.open = usize::from(side == Side::Opens);
        side
    }

    /// Does the curly quote at `at` close? It does not where none is open and a word follows: some writers
    /// open with it. To be asked in ascending order.
    pub fn curly_closes(&mut self, view: &View<'_>, at: usize) -> bool {
        self.read_to(view.text, at);
        self.open > 0 || view.next(at + '”'.len_utf8()).is_none_or(is_bare_after)
    }

    fn read_to(&mut self, text: &str, at: usize) {
        while let Some(found) = next_quote(text, self.read).filter(|&found| found < at) {
            self.open = match mark(text, found) {
                Mark::Opens => self.open + 1,
                Mark::Closes if is_final(text, found) => 0,
                Mark::Closes => self.open.saturating_sub(1),
                Mark::Either => usize::from(self.open == 0),
            };
            self.read = found + 1;
        }
    }
}

/// Does the straight single quote at `at`, which stands right after a stop, close? It does if one opened before it.
pub fn single_closes(view: &View<'_>, at: usize) -> bool {
    let back = view.back(at, FAR);
    back.char_indices().any(|(i, c)| c == '\'' && opens(back, i, c)) || view.next(at + 1).is_none_or(is_bare_after)
}

/// Does the angled quote at `at` close? It does if the last one before it opened, whichever way they point here.
pub fn angled_closes(view: &View<'_>, at: usize) -> bool {
    let back = view.back(at, FAR);
    back.char_indices().rev().find(|&(_, c)| matches!(c, '«' | '»')).is_some_and(|(i, c)| opens(back, i, c))
}

/// Does the quote „so“ that points like an opening one close at `at`?
pub fn low_closes(view: &View<'_>, at: usize) -> bool {
    view.back(at, FAR).chars().rev().find(|c| matches!(c, '„' | '“' | '”')) == Some('„')
}

/// Does the quote `c` at `at` look like one that opens?
fn opens(text: &str, at: usize, c: char) -> bool {
    let before = text.get(..at).and_then(|t| t.chars().next_back());
    let after = text.get(at + c.len_utf8()..).and_then(|t| t.chars().next());
    let free = before.is_none_or(|c| is_bare_before(c) || ".!?…".contains(c));
    free && (c == '«' || !after.is_none_or(is_bare_after))
}

fn is_bare_before(c: char) -> bool {
    c.is_whitespace() || "([{—–".contains(c)
}

fn is_bare_after(c: char) -> bool {
    c.is_whitespace() || ",;:.!?)]}—–".contains(c)
}

/// What a quote's neighbours say of it.
#[derive(PartialEq)]
enum Mark {
    Opens,
    Closes,
    Either,
}

/// A quote of speech closes after a stop or a comma; one around a word inside it (`the "low" offer`) does not.
fn is_final(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|t| t.ends_with(['.', ',', '!', '?']))
        || text.get(..at.saturating_sub(2)).is_some_and(|t| t.ends_with(['.', ',', '!', '?']))
}

/// Byte offset of the next double quote of any shape, from `from` on. Curly ones are found by their last byte.
fn next_quote(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let rest = bytes.get(from..)?;
    memchr::memchr3_iter(b'"', 0x9c, 0x9d, rest)
        .map(|found| from + found)
        .find(|&at| bytes.get(at) == Some(&b'"') || bytes.get(at.saturating_sub(2)..at) == Some(&[0xe2, 0x80]))
}

fn mark(text: &str, at: usize) -> Mark {
    match text.as_bytes().get(at) {
        Some(0x9c) if after_low_quote(text, at) => Mark::Closes,
        Some(0x9c) => Mark::Opens,
        Some(0x9d) if straight(text, at.saturating_sub(2), at) != Mark::Opens => Mark::Closes,
        Some(0x9d) => Mark::Opens,
        _ => straight(text, at, at),
    }
}

/// German writes „so“: there the quote that opens elsewhere stands right after a letter or a stop, and closes.
fn after_low_quote(text: &str, at: usize) -> bool {
    let before = text.get(..at.saturating_sub(2)).and_then(|t| t.chars().next_back());
    let after = text.get(at + 1..).and_then(|t| t.chars().next());
    !before.is_none_or(is_bare_before) && after.is_none_or(is_bare_after)
}

fn straight(text: &str, start: usize, last: usize) -> Mark {
    let before = text.get(..start).and_then(|t| t.chars().next_back());
    let after = text.get(last + 1..).and_then(|t| t.chars().next());
    match (before.is_none_or(is_bare_before), after.is_none_or(is_bare_after)) {
        (true, false) => Mark::Opens,
        (false, true) => Mark::Closes,
        _ => Mark::Either,
    }
}

/// Is the next quote one that closes beyond doubt, such as `,"` before a blank? Then one that closed here too
/// would be a close without its partner. Only such marks are asked as no mend ever changes.
fn a_close_follows(text: &str, at: usize) -> bool {
    let Some(next) = next_quote(text, at + 1) else { return false };
    match text.as_bytes().get(next) {
        Some(b'"') => {
            let after = text.get(next + 1..).and_then(|t| t.chars().next());
            text.get(..next).is_some_and(|t| t.ends_with(',')) && after.is_some_and(char::is_whitespace)
        }
        Some(0x9d) => true,
        _ => false,
    }
}
