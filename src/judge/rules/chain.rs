//! A place in a text in, the sequence of husk phrases that starts there out. Work per place is bounded: a phrase is
//! looked for in a window, and a place that led nowhere is not tried twice.

use crate::text::floor;
use std::cell::{OnceCell, RefCell};
use std::cmp::Reverse;

use foldhash::{HashMap, HashSet};

use super::patterns::{Patterns, Seen};
use super::pieces::{self, Edge};
use super::prose;
use super::{Rule, Scope};
use crate::article::Span;
use crate::languages::{self, Key};
use crate::work::Effort;

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

/// The phrases of a text. Each place that something starts at as a phrase does is looked at once.
pub(super) struct Phrases<'a> {
    pub patterns: &'a Patterns,
    /// By number.
    pub rules: &'a [Rule],
    /// Is this rule on?
    pub on: &'a dyn Fn(&Rule) -> bool,
    pub text: &'a str,
    /// Words that the text holds.
    pub seen: Seen,
    pub effort: &'a Effort,
    known: RefCell<HashMap<usize, Vec<Phrase>>>,
}

/// A phrase at a place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Phrase {
    length: usize,
    strength: u8,
    /// Of two alike the rule that comes first is the better one.
    rule: Reverse<usize>,
}

/// What a row of phrases is worth so far: the strongest phrase speaks for all.
#[derive(Default)]
struct Row {
    first: Option<usize>,
    strength: u8,
    fillers: usize,
}

const FILLER: u8 = 0;
const INSIDE: u8 = 2;

fn strength(scope: Scope) -> u8 {
    match scope {
        Scope::Filler => FILLER,
        Scope::Inside => INSIDE,
        Scope::Piece => INSIDE + 1,
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

impl<'a> Phrases<'a> {
    pub fn new(
        patterns: &'a Patterns,
        rules: &'a [Rule],
        on: &'a dyn Fn(&Rule) -> bool,
        text: &'a str,
        effort: &'a Effort,
    ) -> Self {
        Phrases { patterns, rules, on, text, seen: patterns.seen(text), effort, known: RefCell::default() }
    }

    /// The longest row of phrases from `start` that ends at an edge. `whole`: all of the text is asked about, not a piece.
    /// `dead`: places that led nowhere.
    pub fn run(&self, start: usize, whole: bool, dead: &mut HashSet<usize>) -> Option<Run> {
        let text = self.text;
        let mut at = start;
        let mut visited = Vec::new();
        let mut row = Row::default();
        let mut best = None;
        while dead.is_empty() || !dead.contains(&at) {
            let found = self.longest(at, whole);
            if found != Found::Unlike {
                visited.push(at);
            }
            let Found::Ends(end, rule) = found else { break };
            // A word that stands apart from the phrases before it must be sure by itself.
            let sure_from = if text[..at].ends_with(char::is_whitespace) { at } else { start };
            row.add(rule, self.scope(rule));
            let resume = skip(text, end);
            if pieces::is_hyphen(text, end, resume)
                || !whole && row.is_idle() && pieces::ends_sentence(text, end, resume)
            {
                break;
            }
            let is_sure = || is_sure(text, sure_from..end);
            let is_edge = |edge: Edge| edge == Edge::Clean || is_sure();
            if pieces::end(text, resume).is_some_and(is_edge) || self.begins(resume, rule) && is_sure() {
                let (strong, beside) = (row.strength >= INSIDE, row.strength > FILLER);
                best = row.rule().map(|rule| Run { end, resume, rule, strong, beside });
                visited.clear();
            }
            at = resume;
        }
        dead.extend(visited);
        best
    }

    fn longest(&self, at: usize, whole: bool) -> Found {
        let best = |phrases: &Vec<Phrase>| {
            let barred = if whole { Scope::Inside } else { Scope::Block };
            let permitted = phrases.iter().filter(|phrase| self.scope(phrase.rule.0) != barred);
            permitted.max().map_or(Found::Other, |phrase| Found::Ends(at + phrase.length, phrase.rule.0))
        };
        if let Some(known) = self.known.borrow().get(&at) {
            return best(known);
        }
        let Some(phrases) = self.at(at) else { return Found::Unlike };
        let found = best(&phrases);
        self.known.borrow_mut().insert(at, phrases);
        found
    }

    /// The phrases at a place; `None` if nothing starts there as a phrase does.
    fn at(&self, at: usize) -> Option<Vec<Phrase>> {
        let window = window(self.text, at).filter(|_| !self.effort.is_spent())?;
        let (mut phrases, seams) = (None, OnceCell::new());
        self.patterns.candidates(window, at, &self.seen, |pattern, number| {
            let Some(rule) = self.rules.get(number).filter(|rule| (self.on)(rule)) else { return };
            let phrases = phrases.get_or_insert_with(Vec::new);
            let phrase = |text: &str| self.patterns.length(pattern, text, self.effort);
            let length = length(phrase, window, &seams).map(|end| before_prose(phrase, &window[..end], rule.language));
            if let Some(length) = length.filter(|length| (1..=rule.longest).contains(length)) {
                phrases.push(Phrase { length, strength: strength(rule.scope), rule: Reverse(number) });
            }
        });
        phrases
    }

    /// Does a sentence of prose begin at this place, without an end of what this rule takes?
    fn begins(&self, at: usize, rule: usize) -> bool {
        self.rules.get(rule).is_some_and(|rule| prose::begins(self.text, at, rule.language))
    }

    /// Where a rule strikes.
    pub fn scope(&self, rule: usize) -> Scope {
        self.rules.get(rule).map_or(Scope::Filler, |rule| rule.scope)
    }
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

/// So many words behind a glue seam are not the rest of a phrase ("You|Tube") but the text that it was glued to.
const GLUED_WORDS: usize = 4;
/// Nor is a word in small case of this many bytes the first half of a name, as the "i" of "iPhone" is.
const SMALL_WORD: usize = 3;
/// What accounts and hashtags begin with: they are written together ("@FerryTimes").
const HANDLE: [char; 2] = ['@', '#'];

/// How long the match at the start of the window is. "The rest of the sentence" ends where other text was glued on.
/// `seams` are those of the window, once they were looked for.
fn length(phrase: impl Fn(&str) -> Option<usize>, window: &str, seams: &OnceCell<Vec<usize>>) -> Option<usize> {
    let whole = phrase(window);
    let all = || pieces::starts(window).filter(|(_, edge)| *edge == Edge::Seam).map(|(at, _)| at).collect();
    let seams = seams.get_or_init(all);
    if seams.is_empty() {
        return whole;
    }
    let matched = window.get(..whole.unwrap_or(window.len()))?;
    let words = last_words(matched);
    let seams = seams.iter().copied().take_while(|seam| words.first().is_some_and(|last| seam < last));
    let glued = seams.filter(|seam| is_glued(matched, *seam, &words)).take(MOST_SEAMS);
    let mut ends = glued.filter(|seam| phrase(&window[..*seam]) == Some(*seam));
    ends.next().or(whole)
}

/// How long the match is that ends before prose which begins in it without an end of what is before, if there is one.
fn before_prose(phrase: impl Fn(&str) -> Option<usize>, matched: &str, language: &str) -> usize {
    let mut ends = prose::unended(matched, language).map(|at| matched[..at].trim_end());
    ends.find(|before| phrase(before) == Some(before.len())).map_or(matched.len(), str::len)
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
    let word = before.rsplit(|char: char| !char.is_alphabetic()).next().unwrap_or_default();
    let is_handle = before.rsplit(char::is_whitespace).next().is_some_and(|word| word.contains(HANDLE));
    let is_small = word.len() >= SMALL_WORD && word.starts_with(char::is_lowercase) && !is_handle;
    let next = behind.split(|char: char| !char.is_alphanumeric()).next().unwrap_or_default();
    let is_acronym = next.chars().count() > 1 && next.chars().all(char::is_uppercase);
    let is_word = is_acronym || behind.chars().nth(1).is_some_and(|char| char.is_lowercase() || char.is_whitespace());
    let is_function =
        !next.chars().skip(1).any(char::is_uppercase) && languages::function_word(Key::of(next)).is_some();
    let others = if is_function || is_small && is_word { 1 } else { GLUED_WORDS };
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

/// What a phrase is looked for in at a place.
pub(super) fn window(text: &str, at: usize) -> Option<&str> {
    text.get(at..floor(text, at + WINDOW))
}
