//! A place in a text in, the sequence of husk phrases that starts there out. Work per place is bounded: a phrase is
//! looked for in a window, and a place that led nowhere is not tried twice.

use std::collections::HashSet;
use std::sync::OnceLock;

use regex::{Regex, RegexSet};

use super::data::compiled;
use super::pieces::{self, Edge};
use super::{Rule, Scope};

/// Bytes that a phrase is looked for in. More than the longest phrase; bounds the work at each place.
const WINDOW: usize = 1024;

/// All phrases of all rules that go by phrase.
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
    /// The rule that answers for it: the first that may go alone, else the first.
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

    fn is_piece(&self, rule: usize) -> bool {
        self.rules.get(rule).is_some_and(|r| r.scope == Scope::Piece)
    }
}

impl Phrases {
    /// Gather the phrases of these rules.
    pub fn new(rules: &[Rule]) -> Self {
        let by_phrase = |rule: &&(usize, &Rule)| matches!(rule.1.scope, Scope::Block | Scope::Beside | Scope::Piece);
        let rules: Vec<_> = rules.iter().enumerate().collect();
        let each: Vec<Phrase> = rules
            .iter()
            .filter(by_phrase)
            .flat_map(|(at, rule)| rule.patterns.iter().map(|p| (*at, format!(r"\A{}", compiled(p, rule.case)))))
            .map(|(rule, source)| Phrase { rule, source, regex: OnceLock::new() })
            .collect();
        let set = RegexSet::new(each.iter().map(|phrase| &phrase.source)).unwrap_or_default();
        Phrases { set, each }
    }

    /// The longest row of phrases from `start` that ends at an edge.
    pub fn run(&self, text: &str, start: usize, allowed: &Allowed, dead: &mut HashSet<usize>) -> Option<Run> {
        let mut at = start;
        let mut visited = Vec::new();
        let (mut rule, mut strong) = (None, false);
        let mut best = None;
        while !dead.contains(&at) {
            visited.push(at);
            let Some((end, found)) = self.longest(text, at, allowed) else { break };
            if rule.is_none() || (!strong && allowed.is_piece(found)) {
                rule = Some(found);
            }
            strong |= allowed.is_piece(found);
            let resume = skip(text, end);
            if let (Some(edge), Some(rule)) = (pieces::end(text, resume), rule)
                && (edge == Edge::Clean || has_blank(text, start, end))
            {
                best = Some(Run { end, resume, rule, strong });
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
        found.max_by_key(|(end, rule)| (*end, std::cmp::Reverse(*rule)))
    }
}

/// The place after the separators at `at`.
pub(super) fn skip(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    text.len() - rest.trim_start_matches(pieces::is_separator).len()
}

/// A single word at a glue seam may be half of a name ("TweetDeck"); two are not.
fn has_blank(text: &str, start: usize, end: usize) -> bool {
    text.get(start..end).is_some_and(|run| run.contains(char::is_whitespace))
}

fn clip(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
