//! A place in a text in, the sequence of husk phrases that starts there out. Work per place is bounded: a phrase is
//! looked for in a window, and a place that led nowhere is not tried twice.

use std::cell::OnceCell;
use std::cmp::Reverse;

use foldhash::HashSet;

use super::patterns::{Patterns, Seen};
use super::pieces::{self, Edge};
use super::{Rule, Scope};
use crate::article::Span;
use crate::languages;

/// Bytes that a phrase is looked for in. More than the longest phrase; bounds the work at each place.
const WINDOW: usize = 512;
/// Seams that a match is tried to end at: bounds the work.
const MOST_SEAMS: usize = 4;
/// So many fillers in a row are a bar of their own: "Home About Help Contact". Three may be a heading.
const FILLERS: usize = 4;
/// A husk word of this many bytes is not the first half of a name, as "Tweet" is of "TweetDeck".
const LONG_WORD: usize = 12;

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
    /// Does it hold more than fillers?
    pub beside: bool,
}

/// What may be made use of, and where.
pub(super) struct Allowed<'a> {
    /// By rule.
    pub rules: &'a [Rule],
    /// Is this rule on?
    pub on: &'a dyn Fn(&Rule) -> bool,
    /// Is the whole block asked about, or a piece of it?
    pub whole: bool,
    /// Words that the block holds.
    pub seen: &'a Seen,
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

    /// Nothing but a few words that may be any: a sentence of them speaks for nothing that follows.
    fn is_idle(&self) -> bool {
        self.strength == FILLER && self.fillers < FILLERS
    }

    fn rule(&self) -> Option<usize> {
        self.first.filter(|_| self.strength > FILLER || self.fillers >= FILLERS)
    }
}

/// The longest row of phrases from `start` that ends at an edge.
pub(super) fn run(
    patterns: &Patterns,
    text: &str,
    start: usize,
    allowed: &Allowed,
    dead: &mut HashSet<usize>,
) -> Option<Run> {
    let mut at = start;
    let mut visited = Vec::new();
    let mut row = Row::default();
    let mut best = None;
    while dead.is_empty() || !dead.contains(&at) {
        let found = longest(patterns, text, at, allowed);
        if found != Found::Unlike {
            visited.push(at);
        }
        let Found::Ends(end, rule) = found else { break };
        row.add(rule, allowed.scope(rule));
        let resume = skip(text, end);
        if pieces::is_hyphen(text, end, resume)
            || !allowed.whole && row.is_idle() && pieces::ends_sentence(text, end, resume)
        {
            break;
        }
        if pieces::end(text, resume).is_some_and(|edge| edge == Edge::Clean || is_sure(text, start..end)) {
            let (strong, beside) = (row.strength == PIECE, row.strength > FILLER);
            best = row.rule().map(|rule| Run { end, resume, rule, strong, beside });
            visited.clear();
        }
        at = resume;
    }
    dead.extend(visited);
    best
}

/// What stands at a place.
#[derive(PartialEq)]
enum Found {
    /// Nothing that starts as a phrase does; that is told so quickly that it need not be remembered.
    Unlike,
    /// No phrase, although it starts like one.
    Other,
    /// A phrase that ends here, of this rule.
    Ends(usize, usize),
}

fn longest(patterns: &Patterns, text: &str, at: usize, allowed: &Allowed) -> Found {
    let Some(window) = text.get(at..clip(text, at + WINDOW)) else { return Found::Unlike };
    let (mut tried, seams) = (false, OnceCell::new());
    let mut best = None;
    patterns.candidates(window, allowed.seen, |pattern, rule| {
        if !allowed.permits(rule) {
            return;
        }
        tried = true;
        let Some(length) = length(|text| patterns.length(pattern, text), window, &seams) else { return };
        if 0 < length && length <= allowed.longest(rule) {
            best = best.max(Some((length, strength(allowed.scope(rule)), Reverse(rule))));
        }
    });
    match best {
        Some((length, _, Reverse(rule))) => Found::Ends(at + length, rule),
        None if tried => Found::Other,
        None => Found::Unlike,
    }
}

/// So many words behind a glue seam are not the rest of a phrase ("You|Tube") but the text that it was glued to.
const GLUED_WORDS: usize = 4;
/// Nor is a word in small case of this many bytes the first half of a name, as the "i" of "iPhone" is.
const SMALL_WORD: usize = 3;

/// How long the match at the start of the window is. "The rest of the sentence" ends where other text was glued on.
/// `seams` are those of the window, once they were looked for.
fn length(phrase: impl Fn(&str) -> Option<usize>, window: &str, seams: &OnceCell<Vec<usize>>) -> Option<usize> {
    let whole = phrase(window);
    let matched = window.get(..whole.unwrap_or(window.len()))?;
    let words = last_words(matched);
    let Some(last) = words.first() else { return whole };
    let all = || pieces::starts(window).filter(|(_, edge)| *edge == Edge::Seam).map(|(at, _)| at).collect();
    let seams = seams.get_or_init(all).iter().copied().take_while(|seam| seam < last);
    let glued = seams.filter(|seam| is_glued(matched, *seam, &words)).take(MOST_SEAMS);
    let mut ends = glued.filter(|seam| phrase(&window[..*seam]) == Some(*seam));
    ends.next().or(whole)
}

/// Where the last words of a text start that white space stands before, the last one first: so many as tell whether
/// other text was glued on.
fn last_words(text: &str) -> Vec<usize> {
    let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    text.split_whitespace().rev().map(start).take(GLUED_WORDS).take_while(|start| *start > 0).collect()
}

/// Is what stands behind this seam other text, and not the second half of a name? `words` are the last words.
fn is_glued(text: &str, seam: usize, words: &[usize]) -> bool {
    let (before, behind) = text.split_at(seam);
    let parts = |char: char| !char.is_alphanumeric();
    let halves = before.rsplit(parts).next().zip(behind.split(parts).next());
    if halves.is_some_and(|(one, two)| languages::is_name(&text[seam - one.len()..seam + two.len()])) {
        return false;
    }
    let word = before.rsplit(|char: char| !char.is_alphabetic()).next().unwrap_or_default();
    let is_small = word.len() >= SMALL_WORD && word.starts_with(char::is_lowercase);
    let is_word = behind.chars().nth(1).is_some_and(|char| char.is_lowercase() || char.is_whitespace());
    let others = if is_small && is_word { 1 } else { GLUED_WORDS };
    words.get(others - 1).is_some_and(|start| seam < *start)
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
