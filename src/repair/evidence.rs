//! What a whole document says of its tight stops (`x.Y`), before any of them is mended: names of code recur and
//! stand among code, run-on sentences do neither.

use foldhash::{HashMap, HashSet};

use crate::repair::lists::Tongue;
use crate::repair::view::View;

/// What code leaves in a text and prose does not, by first letters.
const CODE_MARKS: [(u8, &[u8]); 5] = [(b'(', b")"), (b':', b":"), (b'=', b"{\">"), (b'{', b"\""), (b'<', b"/")];
/// From so many lines or names on that are marked as code a document is about code.
const FEW_LINES: usize = 3;
/// So many stretches with signs of code make a document one about code; one of them speaks for itself alone.
const FEW_STRETCHES: usize = 2;
/// So many words that stand before the stops of several names each (`fmt.Errorf`, `fmt.Println`) are namespaces.
const FEW_NAMESPACES: usize = 2;
/// Of the lower-case words before stops, one in so many must be such: where sentences run together, two of many words recur.
const NAMESPACES: usize = 3;
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
    /// Stretches that hold signs of code.
    technical: usize,
    run_ons: usize,
    /// Does a lower-case word stand before any of the stops?
    behind_prose: bool,
    /// What stands before a stop.
    lefts: HashMap<&'t str, Left<'t>>,
    /// Are names of namespaces all that stands around tight stops?
    has_namespaces: bool,
}

/// What the document has behind a word and a stop.
#[derive(Debug)]
struct Left<'t> {
    /// The first of the names.
    first: &'t str,
    /// Is there another one?
    several: bool,
    run_ons: usize,
}

impl Left<'_> {
    fn is_namespace(&self, word: &str) -> bool {
        self.several && word.is_ascii() && word.starts_with(|char: char| char.is_ascii_lowercase())
    }

    fn is_family(&self, word: &str) -> bool {
        self.several && self.run_ons == 0 && word.starts_with(char::is_uppercase)
    }
}

impl<'t> Evidence<'t> {
    /// Read one stretch more.
    pub fn add(&mut self, stretch: &'t str, tongue: Tongue) {
        self.technical += usize::from(has_code(stretch));
        let view = View { text: stretch, floor: 0, tongue };
        for at in memchr::memchr_iter(b'.', stretch.as_bytes()) {
            if view.next(at + 1).is_some_and(char::is_uppercase) {
                let (left, right) = (view.word_before(at), view.word_after(at + 1));
                let begins = tongue.is_function_word(right);
                let (count, may_begin) = self.pairs.entry((left, right)).or_default();
                (*count, *may_begin) = (*count + 1, *may_begin || begins);
                let run_on = left.len() > 1 && left.ends_with(char::is_lowercase) && begins;
                self.run_ons += usize::from(run_on);
                self.behind_prose |= left.starts_with(char::is_lowercase);
                let known = self.lefts.entry(left).or_insert(Left { first: right, several: false, run_ons: 0 });
                known.several |= known.first != right;
                known.run_ons += usize::from(run_on);
            }
        }
    }

    /// All is read: are names of code all that stands around tight stops, or do sentences run together elsewhere?
    pub fn settle(&mut self) {
        let namespaces = self.lefts.iter().filter(|(word, left)| left.is_namespace(word));
        let (count, run_ons) = namespaces.fold((0, 0), |(count, sum), (_, left)| (count + 1, sum + left.run_ons));
        let lower = self.lefts.keys().filter(|word| word.starts_with(char::is_lowercase)).count();
        self.has_namespaces = count >= FEW_NAMESPACES && count * NAMESPACES >= lower && run_ons == self.run_ons;
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
        self.technical > 0 || self.code_lines >= FEW_LINES
    }

    /// How many sentences run together beyond doubt.
    pub fn run_ons(&self) -> usize {
        self.run_ons
    }

    /// As it is seen from a stretch.
    pub fn seen_from(&self, stretch: &str) -> Seen<'_, 't> {
        Seen { evidence: self, has_code: self.technical > 0 && has_code(stretch) }
    }
}

/// The evidence of a document, and what one stretch of it adds.
pub struct Seen<'e, 't> {
    evidence: &'e Evidence<'t>,
    /// Signs of code stand in the stretch.
    has_code: bool,
}

impl Seen<'_, '_> {
    /// Does this stand before a stop as namespaces do, in a document that has many of them and no run-on sentences?
    pub fn is_namespace(&self, word: &str) -> bool {
        let known = |word: &str| self.evidence.lefts.get(word).is_some_and(|left| left.is_namespace(word));
        self.evidence.has_namespaces && known(word)
    }

    /// Does what stands around a stop look like the name of a thing (`models.Model`, `Some.Brand`), as far as the
    /// document tells? Names of code are ASCII. Where nothing but names stands before tight stops, one with several
    /// words behind it is that of a maker (`Яндекс.Музыка`, `Яндекс.Такси`).
    pub fn names(&self, left: &str, right: &str) -> bool {
        let of = self.evidence;
        let is_technical = self.has_code || of.technical >= FEW_STRETCHES || of.has_namespaces;
        let code = is_technical && left.is_ascii() && right.is_ascii();
        let known = of.pairs.get(&(left, right)).filter(|(count, _)| *count > 1);
        of.members.contains(right)
            || !of.behind_prose && of.lefts.get(left).is_some_and(|left_of| left_of.is_family(left))
            || code && (of.run_ons == 0 || of.has_namespaces)
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
