//! Words that run together ("press releaseand"), where one part is a function word. There is no lexicon here: the
//! document itself has to show that the other part is a word. Evidence from lexicons belongs beside [`Words::joins`].

use std::collections::HashMap;

use crate::languages::{self, LANGUAGES};
use crate::repair::{lists, view};

/// Function words that stick to the word before them. Left out are those that end many words (`as`, `at`, `in`,
/// `it`, `on`, `or`).
const TAILS: &[&str] = &[
    "and", "because", "for", "from", "have", "is", "of", "that", "the", "their", "this", "to", "was", "were", "which",
    "with", "would",
];
/// Function words that stick to the word after them. Left out are those that start many words (`in`, `to`, `with`).
const HEADS: &[&str] = &["and", "because", "from", "of", "that", "the", "their", "which"];
/// First halves of pairs of function words (`ofthe`), which are no words whatever the document says.
const PAIR_FIRST: &[&str] =
    &["and", "as", "at", "but", "by", "for", "from", "if", "in", "is", "of", "on", "that", "to", "was", "when", "with"];
/// Second halves of such pairs.
const PAIR_SECOND: &[&str] = &["the", "their", "these", "this", "those", "your"];
/// Words that look like two.
const WHOLE: &[&str] = &[
    "absinthe",
    "ampersand",
    "analysis",
    "androgynous",
    "android",
    "armband",
    "arthritis",
    "beforehand",
    "breathe",
    "broadband",
    "bulletproof",
    "catharsis",
    "chassis",
    "clothe",
    "command",
    "contraband",
    "diagnosis",
    "emphasis",
    "esperanto",
    "farmland",
    "firebrand",
    "fireproof",
    "firsthand",
    "foolproof",
    "genesis",
    "grandstand",
    "headband",
    "hepatitis",
    "highland",
    "homeland",
    "husband",
    "hypothesis",
    "loathe",
    "mainland",
    "manifesto",
    "memento",
    "metaphor",
    "metropolis",
    "nemesis",
    "offbeat",
    "offline",
    "offload",
    "offset",
    "offshore",
    "offspring",
    "paralysis",
    "parenthesis",
    "photosynthesis",
    "potato",
    "prosthesis",
    "seethe",
    "shorthand",
    "soothe",
    "soundproof",
    "stiletto",
    "swathe",
    "synthesis",
    "theater",
    "theatre",
    "theology",
    "theorem",
    "thereby",
    "thesaurus",
    "thousand",
    "tomato",
    "understand",
    "waterproof",
    "withstand",
    "woodland",
    "wristband",
];
/// Parts that make one word with a function word (`thereof`, `hereto`, `forthwith`, `whichever`).
const MAKES_ONE: &[&str] = &["ever", "forth", "here", "hither", "soever", "there", "where"];
/// Fewest letters of the part that the document has to show.
const SHORTEST: usize = 4;
/// Most letters of a token that is taken apart.
const LONGEST: usize = 30;
/// Share of function words, in percent, from which on a text counts as English. Prose has 35 to 50, other languages
/// below 15.
const ENGLISH: u64 = 22;
/// Fewest words to tell a language by.
const FEWEST: u64 = 20;
/// Confidence of a pair of function words.
const PAIR: f32 = 0.95;
/// Confidence where the document shows the other part.
const SHOWN: f32 = 0.9;

/// The words of a document and how often each stands there.
#[derive(Debug, Default)]
pub struct Words<'t> {
    counts: HashMap<&'t str, u64>,
    total: u64,
}

impl<'t> Words<'t> {
    /// Count the words of one stretch more.
    pub fn add(&mut self, stretch: &'t str) {
        for (_, word) in words(stretch) {
            *self.counts.entry(word).or_default() += 1;
            self.total += 1;
        }
    }

    /// Is the text English, by its function words?
    pub fn are_english(&self) -> bool {
        let english = LANGUAGES.iter().filter(|language| language.code == "en");
        let known: u64 = english
            .flat_map(|language| languages::entries(language.function_words))
            .filter_map(|word| self.counts.get(word))
            .sum();
        self.total >= FEWEST && known * 100 >= self.total * ENGLISH
    }

    /// The tokens to take apart, and where. A part that is taken apart itself proves nothing.
    pub fn joins(&self) -> HashMap<&'t str, Split<'t>> {
        let open = self.counts.iter().filter_map(|(&token, &count)| Some((token, self.split(token, count)?)));
        let found: HashMap<_, _> = open.collect();
        found
            .iter()
            .filter(|(_, split)| !found.contains_key(split.shown))
            .map(|(&token, &split)| (token, split))
            .collect()
    }

    /// Where `token` comes apart, if it does.
    fn split(&self, token: &'t str, count: u64) -> Option<Split<'t>> {
        let fits = (SHORTEST..=LONGEST).contains(&token.len()) && token.bytes().all(|c| c.is_ascii_alphabetic());
        if !fits || WHOLE.contains(&token) {
            return None;
        }
        let pair =
            PAIR_FIRST.iter().find(|first| token.strip_prefix(**first).is_some_and(|t| PAIR_SECOND.contains(&t)));
        if let Some(first) = pair {
            return Some(Split { at: first.len(), shown: "", confidence: PAIR });
        }
        let (tails, heads) = if count == 1 { (TAILS, HEADS) } else { (&[][..], &[][..]) };
        let before = tails.iter().filter_map(|tail| token.strip_suffix(tail)).find(|rest| self.shows(rest));
        let after = || heads.iter().filter_map(|head| token.strip_prefix(head)).find(|rest| self.shows(rest));
        before
            .map(|rest| Split { at: rest.len(), shown: rest, confidence: SHOWN })
            .or_else(|| after().map(|rest| Split { at: token.len() - rest.len(), shown: rest, confidence: SHOWN }))
    }

    /// Does `part` stand in the document as a word of its own?
    fn shows(&self, part: &str) -> bool {
        part.len() >= SHORTEST
            && self.counts.contains_key(part)
            && !MAKES_ONE.contains(&part)
            && !lists::is_function_word(part)
    }
}

/// How a token comes apart.
#[derive(Clone, Copy, Debug)]
pub struct Split<'t> {
    /// After this many bytes.
    pub at: usize,
    /// The part that stands elsewhere too; empty for a pair of function words.
    shown: &'t str,
    /// 0 to 1.
    pub confidence: f32,
}

/// The words of a text with their offsets. Letters of any script, digits, apostrophes and `_` hold a word together.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = text.as_ptr() as usize;
    text.split(|c: char| !(c.is_alphanumeric() || c == '_' || view::is_apostrophe(c)))
        .map(|word| word.trim_matches(view::is_apostrophe))
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - start, word))
}

/// Is what touches the word at `at` a sign that it is a handle, a path or a part of code?
pub fn is_attached(text: &str, at: usize, word: &str) -> bool {
    let before = text.get(..at).and_then(|t| t.chars().next_back());
    let after = text.get(at + word.len()..).and_then(|t| t.chars().next());
    before.is_some_and(|c| "@#/\\-&$".contains(c)) || after.is_some_and(|c| "@/\\=(".contains(c))
}
