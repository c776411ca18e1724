//! Rules in, a matcher over any text out. The order: is the whole text husk, is it a notice, and if neither, which
//! pieces of it go.

use std::borrow::Cow;

use foldhash::HashSet;
use regex::Regex;

use super::chain::{Phrases, is_sure, skip};
use super::cited::is_cited;
use super::index::Index;
use super::notice;
use super::patterns::Patterns;
use super::pieces::{self, Edge};
use super::prose::runs_on;
use super::quotes;
use super::speech::is_told;
use super::switches::Switches;
use super::unseen::Shown;
use super::{Hit, Rule, Scope};
use crate::article::Span;
use crate::work::Effort;

/// An expression may look at all that is left of a text for each place that it is found at, and mostly looks at little: of so
/// many bytes that are left one is counted as a step.
const GLANCED: usize = 32;

/// Rules made ready to look for.
pub struct Engine {
    rules: Cow<'static, [Rule]>,
    pub(super) patterns: Patterns,
    /// Is there a rule of which no word is known, and that is on by itself?
    wordless: bool,
}

/// One question put to an engine.
struct Query<'a> {
    engine: &'a Engine,
    phrases: Phrases<'a>,
    /// Is a rule on that goes by no word?
    asked: bool,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_list().entries(self.rules.iter()).finish()
    }
}

impl Engine {
    /// Make these rules ready, or say which pattern is no expression.
    pub fn new(rules: Vec<Rule>) -> Result<Self, String> {
        let index = Index::new(&rules)?;
        Ok(Engine::with(rules.into(), index))
    }

    /// With a table made before.
    pub(super) fn with(rules: Cow<'static, [Rule]>, index: Index) -> Self {
        let patterns = Patterns::new(&rules, index);
        let wordless = rules.iter().enumerate().any(|(at, rule)| !rule.option && patterns.is_wordless(at, rule));
        Engine { rules, patterns, wordless }
    }

    /// The rules, in order.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// What of this text is husk, as far as the effort permits to look: ascending, disjoint.
    pub fn hits(&self, text: &str, switches: &Switches, effort: &Effort) -> Vec<Hit> {
        if effort.is_spent() {
            return Vec::new();
        }
        let Some(shown) = Shown::of(text) else { return self.hits_shown(text, switches, effort) };
        let hits = self.hits_shown(&shown.text, switches, effort).into_iter();
        hits.map(|hit| Hit { span: shown.back(hit.span.clone()), ..hit }).collect()
    }

    /// The same for a text without characters that nobody sees.
    fn hits_shown(&self, text: &str, switches: &Switches, effort: &Effort) -> Vec<Hit> {
        let on = |rule: &Rule| switches.asks(rule);
        let asked = self.wordless || !switches.on.is_empty();
        let phrases = Phrases::new(&self.patterns, &self.rules, &on, text, effort);
        let query = Query { engine: self, phrases, asked };
        if let Some(rule) = query.whole() {
            return self.hit(0..text.len(), rule).into_iter().collect();
        }
        let mut found = query.scattered();
        match query.notice() {
            Some((span, rule)) if span.len() == text.len() => return self.hit(span, rule).into_iter().collect(),
            notice => found.extend(notice),
        }
        query.pieces(&mut found);
        found.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        let mut past = 0;
        found.retain(|(span, _)| {
            span.start >= past && {
                past = span.end;
                true
            }
        });
        if let Some((_, rule)) = found.first()
            && nothing_left(text, &found)
        {
            return self.hit(0..text.len(), *rule).into_iter().collect();
        }
        found.into_iter().filter_map(|(span, rule)| self.hit(span, rule)).collect()
    }

    /// Check a rule against its own examples: one line a failure.
    pub fn test(&self, rule: &Rule) -> Vec<String> {
        let switches =
            Switches { language: rule.languages.first().copied(), ..Switches::on(rule.option.then_some(rule.id)) };
        check_examples(rule, |text| self.hits(text, &switches, &Effort::endless()))
    }

    fn hit(&self, span: Span, rule: usize) -> Option<Hit> {
        let rule = self.rules.get(rule)?;
        Some(Hit { span, rule: rule.id, confidence: confidence(rule.scope) })
    }
}

impl Query<'_> {
    /// Rules of this scope that are on and some word of which the text holds.
    fn open(&self, scope: Scope) -> impl Iterator<Item = (usize, &Rule)> {
        let patterns = &self.engine.patterns;
        let none = self.phrases.seen.is_empty() && !self.asked;
        let rules = if none { &[] } else { patterns.by_word(scope) };
        let rules = rules.iter().map(|at| (*at, &self.engine.rules[*at]));
        rules.filter(|(at, rule)| patterns.is_open(*at, &self.phrases.seen) && (self.phrases.on)(rule))
    }

    fn whole(&self) -> Option<usize> {
        let text = self.phrases.text;
        let run = self.phrases.run(skip(text, 0), true, &mut HashSet::default())?;
        (run.resume == text.len() && !self.is_told(&(0..text.len()), run.rule)).then_some(run.rule)
    }

    fn notice(&self) -> Option<(Span, usize)> {
        let patterns = &self.engine.patterns;
        let place = |pattern: usize| patterns.find(pattern, self.phrases.text, self.phrases.effort);
        let mut open = self.open(Scope::Cues).filter(|(_, rule)| self.phrases.text.len() <= rule.longest);
        open.find_map(|(at, rule)| {
            let possible = || patterns.of(at).filter(|pattern| patterns.may_be_in(*pattern, &self.phrases.seen));
            if possible().count() < rule.least {
                return None;
            }
            let cues = possible().filter_map(place).filter(|cue| !notice::is_quoted(self.phrases.text, cue));
            let cues: Vec<Span> = cues.collect();
            (cues.len() >= rule.least).then(|| notice::extent(self.phrases.text, &cues, rule))?.map(|span| (span, at))
        })
    }

    fn scattered(&self) -> Vec<(Span, usize)> {
        let patterns = &self.engine.patterns;
        let live = self.open(Scope::Anywhere).flat_map(|(at, _)| patterns.of(at).map(move |pattern| (at, pattern)));
        let live = live.filter(|(_, pattern)| patterns.may_be_in(*pattern, &self.phrases.seen));
        let live = live.filter_map(|(at, pattern)| Some((at, patterns.regex(pattern)?)));
        let Phrases { text, effort, .. } = self.phrases;
        live.flat_map(|(at, regex)| places(regex, text, effort).map(move |span| (span, at))).collect()
    }

    fn pieces(&self, found: &mut Vec<(Span, usize)>) {
        let text = self.phrases.text;
        let mut dead = HashSet::default();
        let mut past = 0;
        for (start, edge) in pieces::starts(text) {
            if start < past {
                continue;
            }
            let Some(run) = self.phrases.run(start, false, &mut dead) else { continue };
            past = run.resume;
            let span = quotes::with_bracket(text, start..stop(text, run.end, run.resume));
            let weight = run.strong || run.beside && pieces::is_glued_in(text, &span);
            let sure = edge == Edge::Clean || is_sure(text, span.clone());
            let is_prose = || text.get(span.clone()).is_some_and(runs_on);
            let is_whole =
                || !(quotes::tears(text, &span) || is_cited(text, start) || pieces::is_numbered(text, &span));
            let is_line = || self.phrases.scope(run.rule) == Scope::Inside && pieces::is_line(text, &span);
            if weight && sure && is_whole() && !is_line() && !self.is_told(&span, run.rule) && !is_prose() {
                found.push((span, run.rule));
            }
        }
    }

    fn is_told(&self, span: &Span, rule: usize) -> bool {
        self.engine.rules.get(rule).is_some_and(|rule| is_told(self.phrases.text, span, rule))
    }
}

/// How sure a hit is, by what it took to make it. The more context a scope asks for, the surer.
fn confidence(scope: Scope) -> f32 {
    match scope {
        Scope::Anywhere => 0.99,
        Scope::Piece | Scope::Inside | Scope::Cues => 0.95,
        Scope::Block => 0.9,
        Scope::Beside | Scope::Filler => 0.8,
    }
}

/// Where it matches, as far as the effort permits to look: all of it, or its group `cut`.
fn places<'a>(regex: &'a Regex, text: &'a str, effort: &'a Effort) -> impl Iterator<Item = Span> + 'a {
    let found = regex.captures_iter(text).take_while(|_| !effort.is_spent());
    let spans = found.filter_map(|c| c.name("cut").or_else(|| c.get(0)).map(|m| m.range()));
    let counted = spans.inspect(|span| effort.take(((text.len() - span.start) / GLANCED) as u64));
    counted.filter(|span| !span.is_empty())
}

/// The end of a piece: the separators after its last phrase belong to it, blanks at the end and what opens there do not.
fn stop(text: &str, end: usize, resume: usize) -> usize {
    let tail = text.get(end..resume).unwrap_or_default();
    end + quotes::before_opening(text, tail, resume).len()
}

/// Is there nothing but separators outside the spans?
fn nothing_left(text: &str, found: &[(Span, usize)]) -> bool {
    let mut at = 0;
    for (span, _) in found {
        if skip(text, at) < span.start {
            return false;
        }
        at = span.end;
    }
    skip(text, at) == text.len()
}

/// Check the examples of a rule: one line a failure. `cut` says what goes from a text.
pub fn check_examples(rule: &Rule, cut: impl Fn(&str) -> Vec<Hit>) -> Vec<String> {
    let mut failures = Vec::new();
    for example in rule.hit {
        let (text, wanted) = marked(example);
        let found = cut(&text);
        if !found.iter().any(|hit| hit.rule == rule.id) {
            failures.push(format!("{}: does not fire on {text:?}", rule.id));
        } else if found.iter().map(|hit| hit.span.clone()).ne(wanted) {
            let spans: Vec<_> = found.iter().filter_map(|hit| text.get(hit.span.clone())).collect();
            failures.push(format!("{}: cuts {spans:?} of {text:?}", rule.id));
        }
    }
    for text in rule.miss {
        failures.extend(cut(text).iter().map(|hit| format!("{}: {} fires on {text:?}", rule.id, hit.rule)));
    }
    failures
}

/// Is there nothing in this text but what parts phrases?
pub fn shows_nothing(text: &str) -> bool {
    skip(text, 0) == text.len()
}

/// The text of an example without its marks, and what the marks enclose; without marks: all of it.
fn marked(example: &str) -> (String, Vec<Span>) {
    let mut text = String::with_capacity(example.len());
    let mut spans = Vec::new();
    for part in example.split("{{") {
        let Some((inside, after)) = part.split_once("}}") else {
            text.push_str(part);
            continue;
        };
        spans.push(text.len()..text.len() + inside.len());
        text.push_str(inside);
        text.push_str(after);
    }
    if spans.is_empty() {
        spans.push(0..text.len());
    }
    (text, spans)
}
