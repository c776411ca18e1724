//! Words that run together ("press releaseand", "byObama"): where a blank goes, on evidence.
//!
//! A token is looked at only if no lexicon knows it and the document has it once. `glue.rs` asks the lexicon of the
//! paragraph's language whether it comes apart into two words (or three) that it rather is than a new word;
//! `humps.rs` looks at capitals inside tokens, `numbers.rs` at numbers with a word behind them. Where the language is
//! not known, no word is parted.

mod glue;
mod humps;
mod numbers;

use std::cell::{Cell, OnceCell};

use foldhash::{HashMap, HashSet};

use crate::article::RuleId;
use crate::languages::{self, Key, Lexicon, without_possessive};
use crate::repair::evidence::{self, Evidence};
use crate::repair::lists::Tongue;
use crate::repair::mends::Mend;
use crate::repair::shape::{self, Case};
use crate::repair::view;
use crate::text;

/// Fewest bytes of a token that may be two words.
const SHORTEST: usize = 4;
/// Most bytes of one.
const LONGEST: usize = 64;

/// Most hyphens of such words: more are part of an address.
const HYPHENS: usize = 2;
/// Slots for known words met lately: 32 KB, which the nearest cache holds.
const WORDS_SEEN: usize = 2048;
/// One blank lost beyond doubt in so many words makes a document one that loses blanks.
const WORDS_A_LOSS: usize = 1000;
/// So many words as `useMemo`, each of which comes again, are names of code in a document that has lost no blanks.
const NAMES_OF_CODE: usize = 2;
/// Confidence from which on a join is beyond doubt.
const SURE: f32 = 0.93;

/// A place inside a token where a blank goes.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Part {
    /// After this many bytes.
    at: usize,
    rule: RuleId,
    confidence: f32,
}

/// A token that may be several words.
#[derive(Clone, Copy)]
struct Token<'t> {
    stretch: usize,
    at: usize,
    text: &'t str,
    case: Case,
}

/// What the document says of its own words.
struct Document<'t> {
    texts: &'t [&'t str],
    /// How often each token stands there that its language does not know.
    unknown: HashMap<Key, u32>,
    /// All its words, as they are written; read when first asked for.
    words: OnceCell<HashSet<&'t str>>,
    /// Is it about code?
    technical: bool,
    /// Did it lose blanks in places that are beyond doubt? Then doubtful ones are more likely lost too.
    loses_blanks: bool,
}

impl Document<'_> {
    /// Does the token stand there once?
    fn has_once(&self, token: &str) -> bool {
        self.unknown.get(&Key::of(token)) == Some(&1)
    }

    /// Does a word that no lexicon knows stand there by itself?
    fn shows(&self, word: &str) -> bool {
        self.unknown.contains_key(&Key::of(word))
    }

    /// Does it stand there by itself, written so?
    fn writes(&self, word: &str) -> bool {
        self.words
            .get_or_init(|| self.texts.iter().flat_map(|text| words(text)).map(|(_, word)| word).collect())
            .contains(word)
    }
}

/// The blanks that are missing inside the words of a document, for each of its stretches.
pub fn joins(texts: &[&str], tongues: &[Tongue], evidence: &Evidence<'_>) -> Vec<Vec<Mend>> {
    let mut document = Document {
        texts,
        unknown: HashMap::default(),
        words: OnceCell::new(),
        technical: evidence.is_technical(),
        loses_blanks: false,
    };
    let mut open = Vec::new();
    let mut all = 0;
    let mut seen = SEEN.take();
    for (stretch, (text, tongue)) in texts.iter().zip(tongues).enumerate() {
        let Some(lexicon) = tongue.lexicon() else { continue };
        seen.turn_to(lexicon);
        let before = open.len();
        for (at, word) in words(text) {
            all += 1;
            if !(SHORTEST..=LONGEST).contains(&word.len()) {
                continue;
            }
            let written = Written::of(text, at, word.len());
            if !seen.has(written) {
                let token = Token { stretch, at, text: word, case: Case::None };
                if look_at(token, lexicon, &mut document, &mut open) {
                    seen.put(written);
                }
            }
        }
        if evidence::is_code_line(text) {
            open.truncate(before);
        }
    }
    SEEN.set(seen);
    open.retain(|token| {
        let text = texts.get(token.stretch).copied().unwrap_or_default();
        !is_attached(text, token.at, token.text)
    });
    let is_lossy = |sure: usize| sure > 0 && sure * WORDS_A_LOSS >= all;
    document.loses_blanks = is_lossy(evidence.run_ons());
    let mut found = all_parts(&open, tongues, &document);
    let sure = found.iter().filter(|part| part.1.confidence >= SURE).count();
    if !document.loses_blanks && is_lossy(evidence.run_ons() + sure) {
        document.loses_blanks = true;
        found = all_parts(&open, tongues, &document);
    }
    let again =
        open.iter().map(|token| token.text).filter(|word| !document.has_once(word) && humps::is_like_code(word));
    if !document.loses_blanks && again.collect::<HashSet<_>>().len() >= NAMES_OF_CODE {
        found.retain(|(token, part)| part.confidence >= SURE || !humps::is_like_code(token.text));
    }
    let mut mends: Vec<Vec<Mend>> = texts.iter().map(|_| Vec::new()).collect();
    for (token, part) in found {
        if let Some(list) = mends.get_mut(token.stretch) {
            list.push(Mend { at: token.at + part.at, rule: part.rule, confidence: part.confidence });
        }
    }
    mends
}

/// Where all these tokens come apart.
fn all_parts<'t>(open: &[Token<'t>], tongues: &[Tongue], document: &Document<'_>) -> Vec<(Token<'t>, Part)> {
    let of = |token: &Token<'t>| {
        let tongue = tongues.get(token.stretch).copied().unwrap_or_default();
        let token = *token;
        parts(&token, tongue, document).into_iter().map(move |part| (token, part))
    };
    open.iter().flat_map(of).collect()
}

thread_local! {
    /// What was met in the document before is met again in the next one.
    static SEEN: Cell<Seen> = const { Cell::new(Seen { words: Vec::new(), lexicon: 0 }) };
}

/// The bytes of a word, zero behind them; zero for a word that has too many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Written(u128);

impl Written {
    /// The word of so many bytes at this place.
    fn of(text: &str, at: usize, length: usize) -> Written {
        const MOST: usize = size_of::<u128>();
        let bytes = text.as_bytes().get(at..).unwrap_or_default();
        match bytes.first_chunk::<MOST>() {
            _ if length > MOST => Written(0),
            Some(whole) => Written(u128::from_le_bytes(*whole) & u128::MAX >> (8 * (MOST - length))),
            None => Written(bytes.iter().take(length).rev().fold(0, |word, byte| word << 8 | u128::from(*byte))),
        }
    }

    fn slot(self) -> usize {
        let folded = self.0 as u64 ^ ((self.0 >> 64) as u64).rotate_left(23);
        (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize % WORDS_SEEN
    }
}

/// Known words met lately: most of a text is a few hundred of them, and the lexicon lies further off.
#[derive(Default)]
struct Seen {
    words: Vec<Written>,
    lexicon: u64,
}

impl Seen {
    /// Forget all if this is another lexicon than before.
    fn turn_to(&mut self, lexicon: &Lexicon) {
        if self.lexicon != lexicon.id() {
            *self = Seen { words: vec![Written(0); WORDS_SEEN], lexicon: lexicon.id() };
        }
    }

    fn has(&self, word: Written) -> bool {
        word != Written(0) && self.words.get(word.slot()) == Some(&word)
    }

    fn put(&mut self, word: Written) {
        if let Some(seen) = self.words.get_mut(word.slot()) {
            *seen = word;
        }
    }
}

/// Is a token a word of the language? If not, it is noted down.
fn look_at<'t>(
    mut token: Token<'t>,
    lexicon: &Lexicon,
    document: &mut Document<'_>,
    open: &mut Vec<Token<'t>>,
) -> bool {
    let first = token.text.as_bytes().first().copied().unwrap_or_default();
    if first.is_ascii_digit() {
        open.push(token);
        return false;
    }
    let key = Key::of(token.text);
    if lexicon.frequency(key) > 0 || lexicon.knows(without_possessive(token.text)) || languages::is_term(key) {
        return true;
    }
    *document.unknown.entry(key).or_default() += 1;
    if token.text.chars().all(|c| (c.is_alphabetic() && !shape::is_unspaced(c)) || view::is_apostrophe(c)) {
        token.case = shape::case(token.text);
        open.push(token);
    }
    false
}

/// Where the token comes apart.
fn parts(token: &Token<'_>, tongue: Tongue, document: &Document<'_>) -> Vec<Part> {
    let text = document.texts.get(token.stretch).copied().unwrap_or_default();
    if token.text.starts_with(|c: char| c.is_ascii_digit()) {
        return numbers::part(token.text, tongue).into_iter().collect();
    }
    match token.case {
        Case::Lower | Case::Capital => glue::parts(token, text, tongue, document),
        Case::Mixed => humps::parts(token, text, tongue, document),
        _ => Vec::new(),
    }
}

/// The words of a text with their offsets. Letters of any script, digits, apostrophes and `_` hold a word together.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = past(text, at, false);
        at = past(text, start, true);
        (at > start).then(|| (start, text.get(start..at).unwrap_or_default()))
    })
    .filter_map(|(at, word)| {
        if let [first, .., last] = word.as_bytes()
            && first.is_ascii_alphanumeric()
            && last.is_ascii_alphanumeric()
        {
            return Some((at, word));
        }
        let bare = word.trim_start_matches(view::is_apostrophe);
        let at = at + word.len() - bare.len();
        let bare = bare.trim_end_matches(view::is_apostrophe);
        (!bare.is_empty()).then_some((at, bare))
    })
}

/// What a byte says of the character that it starts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hold {
    /// It holds a word together.
    Yes,
    No,
    /// It is beyond ASCII.
    Beyond,
}

static HOLDS: [Hold; 256] = {
    let mut holds = [Hold::Beyond; 256];
    let mut byte = 0u8;
    while byte.is_ascii() {
        let word = byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'\'';
        holds[byte as usize] = if word { Hold::Yes } else { Hold::No };
        byte += 1;
    }
    holds
};

/// Does a character beyond ASCII hold a word together?
fn holds(c: char) -> bool {
    c.is_alphanumeric() || view::is_apostrophe(c)
}

/// Behind the characters from `at` on that hold a word together, or that do not.
#[inline]
fn past(text: &str, at: usize, inside: bool) -> usize {
    let wanted = if inside { Hold::Yes } else { Hold::No };
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    match rest.iter().enumerate().find(|(_, byte)| HOLDS[usize::from(**byte)] != wanted) {
        Some((length, byte)) if byte.is_ascii() => at + length,
        Some((length, _)) => past_beyond(text, at + length, inside),
        None => text.len(),
    }
}

/// The same where a character beyond ASCII stands at `at`.
fn past_beyond(text: &str, mut at: usize, inside: bool) -> usize {
    for c in text.get(at..).unwrap_or_default().chars() {
        let of_word = if c.is_ascii() { HOLDS[c as usize] == Hold::Yes } else { holds(c) };
        if of_word != inside {
            return at;
        }
        at += c.len_utf8();
    }
    at
}

/// Does a sentence start with the word at `at`, as far as what stands before it tells?
fn starts_sentence(text: &str, at: usize) -> bool {
    let before =
        text.get(..at).unwrap_or_default().trim_end_matches(|c: char| c.is_whitespace() || "\"“‘'(«„".contains(c));
    before.is_empty()
        || before.ends_with(['.', '!', '?', ':', '…', '•', '”'])
        || text.get(before.len()..at).is_some_and(|gap| gap.contains('\n'))
}

/// Is what touches the word at `at` a sign that it is a handle, a path, a host, a formula or a part of code?
fn is_attached(text: &str, at: usize, word: &str) -> bool {
    let mut before = text.get(..at).unwrap_or_default().chars().rev();
    let mut after = text.get(at + word.len()..).unwrap_or_default().chars();
    let (last, next) = (before.next(), after.next());
    let second = after.next();
    (last == Some('-') || next == Some('-')) && !is_in_compound(text, at)
        || next == Some('.') && second.is_some_and(|c| c.is_lowercase() || c.is_numeric())
        || last.is_some_and(|c| ".@#/\\&$:_+%~=<{`^|*".contains(c))
        || next.is_some_and(|c| "@/\\=(&_+%<>{}`^|*:".contains(c) && !is_end_of_clause(c, text, at + word.len()))
}

/// Is the word at `at` part of words of prose that hyphens hold together (`high-techcooking`), and no path or name?
fn is_in_compound(text: &str, at: usize) -> bool {
    let before = text::tail(text.get(..at).unwrap_or_default(), LONGEST);
    let after = text::head(text.get(at..).unwrap_or_default(), 2 * LONGEST);
    let start = at - before.len() + before.rfind(char::is_whitespace).map_or(0, |blank| blank + 1);
    let end = at + after.find(char::is_whitespace).unwrap_or(after.len());
    let token = text.get(start..end).unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric());
    token.len() <= LONGEST
        && token.matches('-').count() <= HYPHENS
        && token.chars().all(|c| c.is_alphabetic() || c == '-' || view::is_apostrophe(c))
}

/// A colon with a blank after it ends a clause; a bracket after a blank is not met here.
fn is_end_of_clause(c: char, text: &str, at: usize) -> bool {
    c == ':' && text.get(at + 1..).unwrap_or_default().chars().next().is_none_or(char::is_whitespace)
}
