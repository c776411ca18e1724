//! What a whole document says of its tight stops (`x.Y`), before any of them is mended: names of code recur and
//! stand among code, run-on sentences do neither.

use foldhash::{HashMap, HashSet};

use crate::repair::lists::Tongue;
use crate::repair::view::View;

/// What code leaves in a text and prose does not, by first letters.
const CODE_MARKS: [(u8, &[u8]); 5] = [(b'(', b")"), (b':', b":"), (b'=', b"{\">"), (b'{', b"\""), (b'<', b"/")];
/// From so many lines or names on that are marked as code a document is about code.
const FEW_LINES: usize = 3;
/// How a line of code starts.
const CODE_STARTS: &[&str] = &["import ", "using ", "global using ", "#include", "class ", "def ", "//", "package "];
/// How a line of code ends.
const CODE_ENDS: &[&str] = &["{", "}", "};", "\";", "()", "):"];

/// The evidence of one document.
#[derive(Debug, Default)]
pub struct Evidence<'t> {
    /// What stands on both sides of a stop: how often, and whether a sentence may begin so.
    pairs: HashMap<(&'t str, &'t str), (u32, bool)>,
    /// What stands behind a stop in code that is marked as such.
    members: HashSet<&'t str>,
    /// Lines of it.
    code_lines: usize,
    technical: bool,
    run_ons: usize,
}

impl<'t> Evidence<'t> {
    /// Read one stretch more.
    pub fn add(&mut self, stretch: &'t str, tongue: Tongue) {
        self.technical |= has_code(stretch);
        let view = View { text: stretch, floor: 0, tongue };
        for at in memchr::memchr_iter(b'.', stretch.as_bytes()) {
            if view.next(at + 1).is_some_and(char::is_uppercase) {
                let (left, right) = (view.word_before(at), view.word_after(at + 1));
                let begins = tongue.is_function_word(right);
                let (count, may_begin) = self.pairs.entry((left, right)).or_default();
                (*count, *may_begin) = (*count + 1, *may_begin || begins);
                let run_on = left.len() > 1 && left.ends_with(char::is_lowercase) && begins;
                self.run_ons += usize::from(run_on);
            }
        }
    }

    /// Read some code, marked as such.
    pub fn add_code(&mut self, code: &'t str) {
        self.code_lines += code.lines().count();
        let view = View { text: code, floor: 0, tongue: Tongue::default() };
        let stops = memchr::memchr_iter(b'.', code.as_bytes());
        let stops = stops.filter(|stop| view.next(stop + 1).is_some_and(char::is_uppercase));
        self.members.extend(stops.map(|stop| view.word_after(stop + 1)));
    }

    /// Is it a document about code? A key or a name that is set like code does not make it one.
    pub fn is_technical(&self) -> bool {
        self.technical || self.code_lines >= FEW_LINES
    }

    /// How many sentences run together beyond doubt.
    pub fn run_ons(&self) -> usize {
        self.run_ons
    }

    /// Does what stands around a stop look like the name of a thing (`models.Model`, `Some.Brand`), as far as the
    /// document tells? Names of code are ASCII.
    pub fn names(&self, left: &str, right: &str) -> bool {
        let code = self.technical && left.is_ascii() && right.is_ascii();
        let known = self.pairs.get(&(left, right)).filter(|(count, _)| *count > 1);
        self.members.contains(right)
            || code && self.run_ons == 0
            || known.is_some_and(|(_, begins)| code || !begins || left.starts_with(char::is_uppercase))
    }
}

fn has_code(stretch: &str) -> bool {
    let bytes = stretch.as_bytes();
    let is_mark = |at: usize| {
        let (first, next) = (bytes.get(at), bytes.get(at + 1));
        CODE_MARKS.iter().any(|(mark, behind)| first == Some(mark) && next.is_some_and(|next| behind.contains(next)))
    };
    is_code_line(stretch)
        || memchr::memchr3_iter(b'(', b':', b'=', bytes).any(is_mark)
        || memchr::memchr2_iter(b'{', b'<', bytes).any(is_mark)
}

/// Is the stretch a line of code that nobody marked as such?
pub fn is_code_line(stretch: &str) -> bool {
    stretch.ends_with(';') && stretch.contains(['=', '('])
        || CODE_ENDS.iter().any(|end| stretch.ends_with(end))
        || CODE_STARTS.iter().any(|start| stretch.starts_with(start)) && !stretch.ends_with(['.', '!', '?', '”', '"'])
}
