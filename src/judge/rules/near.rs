//! A text in, the rules that know something in it and yet stay silent out, each with why: for the author of a rule, who
//! wonders why nothing happens.

use std::collections::BTreeMap;

use super::chain::window;
use super::{Engine, Rule, Scope, Switches};
use crate::article::{RuleId, Span};
use crate::work::Effort;

/// Places of a text that are looked at.
const MOST_PLACES: usize = 1000;

/// A match of fewer bytes is nothing to speak of, unless it is a good part of the text.
const WORTH_SAYING: usize = 8;
const GOOD_PART: usize = 3;

/// A rule that comes near.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// Which.
    pub rule: RuleId,
    /// What it knows of the text.
    pub span: Span,
    /// Why it stays silent.
    pub shy: Shy,
}

/// Why a rule stays silent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shy {
    /// It is switched off.
    Off,
    /// It must be asked for.
    Unasked,
    /// The text is not in its language.
    Language,
    /// More stands around it than its scope allows.
    Scope(Scope),
    /// Of so many patterns that must be there, so many are.
    Few(usize, usize),
    /// What it knows is longer than it may take.
    Long,
}

impl Engine {
    /// The rules that know something in this text and yet do not strike: one entry a rule, for the longest stretch.
    pub fn near(&self, text: &str, switches: &Switches) -> Vec<Near> {
        let hits = self.hits(text, switches, &Effort::endless());
        let mut best: BTreeMap<usize, (Span, usize)> = BTreeMap::new();
        let mut add = |rule: usize, span: Span, patterns: usize| {
            let slot = best.entry(rule).or_insert((0..0, 0));
            if span.len() > slot.0.len() {
                slot.0 = span;
            }
            slot.1 += patterns;
        };
        self.phrases_in(text, &mut add);
        self.words_in(text, &mut add);
        let near = |(at, (span, patterns)): (usize, (Span, usize))| {
            let rule = self.rules().get(at).filter(|rule| hits.iter().all(|hit| hit.rule != rule.id))?;
            Some(Near { rule: rule.id, shy: shy(rule, &span, patterns, switches), span })
        };
        let worth = |span: &Span| span.len() >= WORTH_SAYING || span.len() * GOOD_PART >= text.len();
        best.into_iter().filter(|(_, (span, _))| worth(span)).filter_map(near).collect()
    }

    /// What phrases match at the starts of words.
    fn phrases_in(&self, text: &str, add: &mut impl FnMut(usize, Span, usize)) {
        let seen = self.patterns.seen(text);
        let mut before = ' ';
        let is_start = |(_, char): &(usize, char)| {
            let starts = char.is_alphanumeric() && !before.is_alphanumeric() || !char.is_alphanumeric();
            before = *char;
            starts && !char.is_whitespace()
        };
        for (at, _) in text.char_indices().filter(is_start).take(MOST_PLACES) {
            let Some(window) = window(text, at) else { continue };
            self.patterns.candidates(window, at, &seen, |pattern, rule| {
                let length = self.patterns.length(pattern, window, &Effort::endless()).unwrap_or(0);
                if length > 0 {
                    add(rule, at..at + length, 1);
                }
            });
        }
    }

    /// What cues and shapes match anywhere.
    fn words_in(&self, text: &str, add: &mut impl FnMut(usize, Span, usize)) {
        let seen = self.patterns.seen(text);
        let rules = [Scope::Cues, Scope::Anywhere].into_iter().flat_map(|scope| self.patterns.by_word(scope));
        for rule in rules.filter(|rule| self.patterns.is_open(**rule, &seen)) {
            let patterns = self.patterns.of(*rule).filter(|pattern| self.patterns.may_be_in(*pattern, &seen));
            patterns
                .filter_map(|pattern| self.patterns.find(pattern, text, &Effort::endless()))
                .for_each(|span| add(*rule, span, 1));
        }
    }
}

fn shy(rule: &Rule, span: &Span, patterns: usize, switches: &Switches) -> Shy {
    if switches.off.contains(rule.id) {
        Shy::Off
    } else if rule.option && !switches.on.contains(rule.id) {
        Shy::Unasked
    } else if !switches.asks(rule) {
        Shy::Language
    } else if rule.scope == Scope::Cues && patterns < rule.least {
        Shy::Few(rule.least, patterns)
    } else if span.len() > rule.longest {
        Shy::Long
    } else {
        Shy::Scope(rule.scope)
    }
}
