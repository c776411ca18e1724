//! A place in a text in, the sequence of husk phrases that starts there out. Work per place is bounded: a phrase is
//! looked for in a window, and a place that led nowhere is not tried twice.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::OnceLock;

use regex::{Regex, RegexSet, RegexSetBuilder};

use super::data::compiled;
use super::pieces::{self, Edge};
use super::{Rule, Scope};
use crate::article::Span;

/// Bytes that a phrase is looked for in. More than the longest phrase; bounds the work at each place.
const WINDOW: usize = 512;
/// Memory that the compiled phrases may take, and the same again for what is remembered while searching. The default
/// is too small for some hundreds of patterns.
const SET_BYTES: usize = 64 << 20;
/// So many fillers in a row are a bar of their own: "Home About Help Contact". Three may be a heading.
const FILLERS: usize = 4;
/// A husk word of this many bytes is not the first half of a name, as "Tweet" is of "TweetDeck".
const LONG_WORD: usize = 12;

/// All phrases of all rules that go by phrase.
#[derive(Default)]
pub(super) struct Phrases {
    set: RegexSet,
    each: Vec<Phrase>,
}

struct Phrase {
    rule: usize,
    source: String,
    regex: OnceLock<Option<Regex>>,
}

/// Phrases in a row, from an edge to an edge.
pub(super) struct Run {
    /// Where the last phrase ends.
    pub end: usize,
    /// Where the separators after it end.
    pub resume: usize,
    /// The rule that answers for it: the first of the strongest.
    pub rule: usize,
    /// Does it hold a phrase that may go from inside a block?
    pub strong: bool,
}

/// What may be made use of, and where.
pub(super) struct Allowed<'a> {
    /// By rule.
    pub rules: &'a [Rule],
    /// Is this rule on?
    pub on: &'a dyn Fn(&Rule) -> bool,
    /// Is the whole block asked about, or a piece of it?
    pub whole: bool,
}

impl Allowed<'_> {
    fn permits(&self, rule: usize) -> bool {
        self.rules.get(rule).is_some_and(|r| (self.on)(r) && (self.whole || r.scope != Scope::Block))
    }

    fn longest(&self, rule: usize) -> usize {
        self.rules.get(rule).map_or(0, |r| r.longest)
    }

    fn scope(&self, rule: usize) -> Scope {
        self.rules.get(rule).map_or(Scope::Filler, |r| r.scope)
    }
}

/// What a row of phrases is worth so far: the strongest phrase speaks for all.
#[derive(Default)]
struct Row {
    first: Option<usize>,
    strength: u8,
    fillers: usize,
}

const FILLER: u8 = 0;
const PIECE: u8 = 2;

fn strength(scope: Scope) -> u8 {
    match scope {
        Scope::Filler => FILLER,
        Scope::Piece => PIECE,
        _ => FILLER + 1,
    }
}

impl Row {
    fn add(&mut self, rule: usize, scope: Scope) {
        let strength = strength(scope);
        if self.first.is_none() || strength > self.strength {
            self.first = Some(rule);
            self.strength = strength;
        }
        self.fillers += usize::from(strength == FILLER);
    }

    fn rule(&self) -> Option<usize> {
        self.first.filter(|_| self.strength > FILLER || self.fillers >= FILLERS)
    }
}

impl Phrases {
    /// Gather the phrases of these rules.
    pub fn new(rules: &[Rule]) -> Result<Self, regex::Error> {
        let by_phrase = |rule: &&(usize, &Rule)| !matches!(rule.1.scope, Scope::Anywhere | Scope::Cues);
        let rules: Vec<_> = rules.iter().enumerate().collect();
        let each: Vec<Phrase> = rules
            .iter()
            .filter(by_phrase)
            .flat_map(|(at, rule)| rule.patterns.iter().map(|p| (*at, format!(r"\A{}", compiled(p, rule.case)))))
            .map(|(rule, source)| Phrase { rule, source, regex: OnceLock::new() })
            .collect();
        let set = set(each.iter().map(|phrase| phrase.source.clone()))?;
        Ok(Phrases { set, each })
    }

    /// The longest row of phrases from `start` that ends at an edge.
    pub fn run(&self, text: &str, start: usize, allowed: &Allowed, dead: &mut HashSet<usize>) -> Option<Run> {
        let mut at = start;
        let mut visited = Vec::new();
        let mut row = Row::default();
        let mut best = None;
        while !dead.contains(&at) {
            visited.push(at);
            let Some((end, found)) = self.longest(text, at, allowed) else { break };
            row.add(found, allowed.scope(found));
            let resume = skip(text, end);
            if pieces::is_hyphen(text, end, resume) {
                break;
            }
            if pieces::end(text, resume).is_some_and(|edge| edge == Edge::Clean || is_sure(text, start..end)) {
                best = row.rule().map(|rule| Run { end, resume, rule, strong: row.strength == PIECE });
                visited.clear();
            }
            at = resume;
        }
        dead.extend(visited);
        best
    }

    fn longest(&self, text: &str, at: usize, allowed: &Allowed) -> Option<(usize, usize)> {
        let window = text.get(at..clip(text, at + WINDOW))?;
        if !self.set.is_match(window) {
            return None;
        }
        let found = self.set.matches(window).into_iter().filter_map(|index| {
            let phrase = self.each.get(index).filter(|phrase| allowed.permits(phrase.rule))?;
            let regex = phrase.regex.get_or_init(|| Regex::new(&phrase.source).ok()).as_ref()?;
            let length = regex.find(window)?.end();
            (0 < length && length <= allowed.longest(phrase.rule)).then_some((at + length, phrase.rule))
        });
        found.max_by_key(|(end, rule)| (*end, strength(allowed.scope(*rule)), Reverse(*rule)))
    }
}

/// Many expressions as one.
pub(super) fn set(sources: impl Iterator<Item = String>) -> Result<RegexSet, regex::Error> {
    RegexSetBuilder::new(sources).size_limit(SET_BYTES).dfa_size_limit(SET_BYTES).build()
}

/// The place after the separators at `at`.
pub(super) fn skip(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    text.len() - rest.trim_start_matches(pieces::is_separator).len()
}

/// Does this stand on its own at a glue seam? A single short word may be half of a name.
pub(super) fn is_sure(text: &str, span: Span) -> bool {
    text.get(span).is_some_and(|run| run.len() >= LONG_WORD || run.contains(char::is_whitespace))
}

fn clip(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
