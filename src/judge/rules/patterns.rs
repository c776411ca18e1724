//! The patterns of all rules: which of them may match is told by the table. Only those that match anywhere are compiled,
//! when they are first asked; the others have steps.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use super::data::compiled;
use super::index::Index;
use super::phrase;
use super::words::Words;
use super::{Rule, Scope};
use crate::article::Span;
use crate::work::Effort;

/// What the engine asks.
pub(super) struct Patterns {
    index: Index,
    /// By number, those of `Scope::Anywhere`.
    each: BTreeMap<usize, Pattern>,
    words: Words,
    cues: Vec<usize>,
    anywhere: Vec<usize>,
    /// Patterns of which nothing at all is known.
    untold: Vec<u16>,
    /// Those of which only a word is known, not how they start: the word, and the pattern, ascending.
    told: Vec<(u16, u16)>,
    /// The words that they are told by.
    telling: Bits,
}

struct Pattern {
    source: &'static str,
    case: bool,
    /// As it is asked about any place of a text; `None` within if it is too large to compile.
    regex: OnceLock<Option<Regex>>,
}

/// What is known of a text before any expression is asked.
#[derive(Default)]
pub(super) struct Seen {
    words: Bits,
    /// Where each word stands, ascending; empty if that is not known.
    places: Vec<(usize, u16)>,
    /// Patterns that may match at any place of it.
    wild: Vec<u16>,
}

impl Seen {
    /// Does it hold no word of the table?
    pub fn is_empty(&self) -> bool {
        self.words.0.is_empty()
    }

    /// May it hold one of these words, or are none asked for?
    fn may_hold(&self, words: &[u16]) -> bool {
        words.is_empty() || self.words.any(words)
    }

    /// The words that stand in a part of the text.
    fn within(&self, part: Span) -> Bits {
        let mut words = Bits(vec![0; self.words.0.len()]);
        let first = self.places.partition_point(|(at, _)| *at < part.start);
        let there = self.places[first..].iter().take_while(|(at, _)| *at < part.end);
        there.for_each(|(_, word)| words.add(usize::from(*word)));
        words
    }
}

/// Words of the table: a bit each, empty where there is none.
#[derive(Default)]
struct Bits(Vec<u64>);

impl Bits {
    /// None of the words of a table.
    fn of(index: &Index) -> Bits {
        Bits(vec![0; index.words.len() / 64 + 1])
    }

    fn add(&mut self, word: usize) {
        if let Some(bits) = self.0.get_mut(word / 64) {
            *bits |= 1 << (word % 64);
        }
    }

    fn any(&self, words: &[u16]) -> bool {
        let has = |word: usize| self.0.get(word / 64).is_some_and(|bits| bits & (1 << (word % 64)) != 0);
        words.iter().any(|word| has(usize::from(*word)))
    }
}

impl Patterns {
    pub fn new(rules: &[Rule], index: Index) -> Self {
        let pattern = |rule: &Rule, source| Pattern { source, case: rule.case, regex: OnceLock::new() };
        let all = rules.iter().flat_map(|rule| rule.patterns.iter().map(move |source| (rule, *source))).enumerate();
        let each = all.filter(|(_, (rule, _))| rule.scope == Scope::Anywhere);
        let of = |scope| rules.iter().enumerate().filter(move |(_, rule)| rule.scope == scope).map(|(at, _)| at);
        let asks = |pattern: u16| index.asks(usize::from(pattern));
        let wild = index.wild().iter();
        let mut told: Vec<_> =
            wild.flat_map(|pattern| asks(*pattern).iter().map(move |word| (*word, *pattern))).collect();
        told.sort_unstable();
        let mut telling = Bits::of(&index);
        told.iter().for_each(|(word, _)| telling.add(usize::from(*word)));
        Patterns {
            each: each.map(|(number, (rule, source))| (number, pattern(rule, source))).collect(),
            words: Words::new(&index.words),
            cues: of(Scope::Cues).collect(),
            anywhere: of(Scope::Anywhere).collect(),
            untold: index.untold().collect(),
            told,
            telling,
            index,
        }
    }

    /// Which words of the table this text holds.
    pub fn seen(&self, text: &str) -> Seen {
        let mut seen = Seen::default();
        let lower = text.bytes().any(may_be_capital).then(|| text.to_lowercase());
        let read = lower.as_deref().unwrap_or(text);
        self.words.find(read.as_bytes(), |word, at| {
            if seen.is_empty() {
                seen.words = Bits::of(&self.index);
            }
            seen.words.add(word);
            let word = u16::try_from(word).unwrap_or(u16::MAX);
            seen.places.push((at, word));
            if self.telling.any(&[word]) {
                seen.wild.extend(self.told_by(word));
            }
        });
        seen.wild.extend(&self.untold);
        seen.wild.sort_unstable();
        seen.wild.dedup();
        let is_shifted =
            |char: char| !char.is_ascii() && char.to_lowercase().map(char::len_utf8).sum::<usize>() != char.len_utf8();
        if lower.is_some() && text.chars().any(is_shifted) {
            seen.places.clear();
        }
        seen.places.sort_unstable();
        seen
    }

    /// The patterns of which only this word is known.
    fn told_by(&self, word: u16) -> impl Iterator<Item = u16> {
        let first = self.told.partition_point(|(of, _)| *of < word);
        self.told[first..].iter().take_while(move |(of, _)| *of == word).map(|(_, pattern)| *pattern)
    }

    /// The rules of a scope that goes by words.
    pub fn by_word(&self, scope: Scope) -> &[usize] {
        match scope {
            Scope::Cues => &self.cues,
            Scope::Anywhere => &self.anywhere,
            _ => &[],
        }
    }

    /// Does the text hold a word that this rule needs?
    pub fn is_open(&self, rule: usize, seen: &Seen) -> bool {
        seen.may_hold(self.index.opens(rule))
    }

    /// The patterns of a rule.
    pub fn of(&self, rule: usize) -> Range<usize> {
        self.index.patterns(rule)
    }

    /// Does the text hold a word that stands in every match of this pattern?
    pub fn may_be_in(&self, pattern: usize, seen: &Seen) -> bool {
        seen.may_hold(self.index.asks(pattern))
    }

    /// Can this rule strike in a text that holds no word of the table?
    pub fn is_wordless(&self, at: usize, rule: &Rule) -> bool {
        let by_word = !rule.scope.is_phrase() && rule.needs.is_empty();
        by_word && self.of(at).any(|pattern| self.index.asks(pattern).is_empty())
    }

    /// The phrases that may start at a place of the text and end in the window that starts there, each with its rule.
    pub fn candidates(&self, window: &str, at: usize, seen: &Seen, mut each: impl FnMut(usize, usize)) {
        let near = OnceCell::new();
        let mut ask = |pattern: usize| {
            let words = self.index.asks(pattern);
            if !seen.may_hold(words) || !phrase::may_start(&self.index.programs, pattern, window) {
                return;
            }
            let near = || near.get_or_init(|| seen.within(at..at + window.len()));
            if words.is_empty() || seen.places.is_empty() || near().any(words) {
                each(pattern, usize::from(self.index.rules[pattern]));
            }
        };
        seen.wild.iter().for_each(|pattern| ask(usize::from(*pattern)));
        self.index.candidates(window, ask);
    }

    /// The expression of a pattern of `Scope::Anywhere`; others have steps.
    pub fn regex(&self, pattern: usize) -> Option<&Regex> {
        let Pattern { source, case, regex } = self.each.get(&pattern)?;
        regex.get_or_init(|| Regex::new(&compiled(source, *case)).ok()).as_ref()
    }

    /// Where the first match of a pattern in the text is.
    pub fn find(&self, pattern: usize, text: &str, effort: &Effort) -> Option<Span> {
        match self.regex(pattern) {
            Some(regex) => regex.find(text).map(|found| found.range()),
            None => phrase::find(&self.index.programs, pattern, text, effort),
        }
    }

    /// How long the match of a pattern at the start of the window is.
    pub fn length(&self, pattern: usize, window: &str, effort: &Effort) -> Option<usize> {
        phrase::length(&self.index.programs, pattern, window, effort)
    }
}

/// First bytes of the letters that are neither ASCII nor written alike in small and capital: Latin, Greek, Cyrillic.
fn may_be_capital(byte: u8) -> bool {
    matches!(byte, 0xc3..=0xdf)
}
