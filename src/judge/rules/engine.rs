//! Rules in, a matcher over any text out. The order: is the whole text husk, is it a notice, and if neither, which
//! pieces of it go.

use std::collections::HashSet;

use regex::{Regex, RegexSet};

use super::chain::{Allowed, Phrases, is_sure, set, skip};
use super::data::compiled;
use super::pieces::{self, Edge};
use super::{Hit, Rule, Scope};
use crate::article::{RuleId, Span};

/// Rules made ready to look for. The default has none.
#[derive(Default)]
pub struct Engine {
    rules: Vec<Rule>,
    phrases: Phrases,
    gate: Option<Regex>,
    cues: RegexSet,
    cue_rules: Vec<usize>,
    anywhere: Vec<(usize, Regex)>,
}

impl Engine {
    /// Compile these rules, or say which pattern is no expression.
    pub fn new(rules: Vec<Rule>) -> Result<Self, String> {
        Engine::compile(rules.clone()).map_err(|error| culprit(&rules).unwrap_or_else(|| error.to_string()))
    }

    fn compile(rules: Vec<Rule>) -> Result<Self, regex::Error> {
        let of = |scope: Scope| {
            let chosen = rules.iter().enumerate().filter(move |(_, rule)| rule.scope == scope);
            chosen.flat_map(|(at, rule)| rule.patterns.iter().map(move |p| (at, compiled(p, rule.case))))
        };
        let gate = Some(gate(&rules)?);
        let cues = set(of(Scope::Cues).map(|(_, source)| source))?;
        let cue_rules = of(Scope::Cues).map(|(at, _)| at).collect();
        let anywhere =
            of(Scope::Anywhere).map(|(at, source)| Ok((at, Regex::new(&source)?))).collect::<Result<_, _>>()?;
        let phrases = Phrases::new(&rules)?;
        Ok(Engine { rules, phrases, gate, cues, cue_rules, anywhere })
    }

    /// The rules, in order.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// What of this text is husk: ascending, disjoint; `asked` are the optional rules that are on.
    pub fn hits(&self, text: &str, asked: &[RuleId]) -> Vec<Hit> {
        let on = |rule: &Rule| !rule.option || asked.contains(&rule.id);
        let gated = !asked.is_empty() || self.gate.as_ref().is_some_and(|gate| gate.is_match(text));
        let notice = || if gated { self.notice(text, &on) } else { None };
        if let Some(rule) = self.whole(text, &on).or_else(notice) {
            return self.hit(0..text.len(), rule).into_iter().collect();
        }
        let mut found = if gated { self.scattered(text, &on) } else { Vec::new() };
        self.pieces(text, &on, &mut found);
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
        let asked = [rule.id];
        let cut = |text: &str| self.hits(text, if rule.option { &asked } else { &[] });
        let mut failures = Vec::new();
        for example in &rule.hit {
            let (text, wanted) = marked(example);
            let found = cut(&text);
            if !found.iter().any(|hit| hit.rule == rule.id) {
                failures.push(format!("{}: does not fire on {text:?}", rule.id));
            } else if found.iter().map(|hit| hit.span.clone()).ne(wanted) {
                let spans: Vec<_> = found.iter().filter_map(|hit| text.get(hit.span.clone())).collect();
                failures.push(format!("{}: cuts {spans:?} of {text:?}", rule.id));
            }
        }
        for text in &rule.miss {
            failures.extend(cut(text).iter().map(|hit| format!("{}: {} fires on {text:?}", rule.id, hit.rule)));
        }
        failures
    }

    fn whole(&self, text: &str, on: &dyn Fn(&Rule) -> bool) -> Option<usize> {
        let allowed = Allowed { rules: &self.rules, on, whole: true };
        let run = self.phrases.run(text, skip(text, 0), &allowed, &mut HashSet::new())?;
        (run.resume == text.len()).then_some(run.rule)
    }

    fn notice(&self, text: &str, on: &dyn Fn(&Rule) -> bool) -> Option<usize> {
        let fits = |rule: &Rule| rule.scope == Scope::Cues && text.len() <= rule.longest && on(rule);
        if !self.rules.iter().any(fits) {
            return None;
        }
        if !self.cues.is_match(text) {
            return None;
        }
        let mut counts = vec![0; self.rules.len()];
        for cue in self.cues.matches(text) {
            if let Some(count) = self.cue_rules.get(cue).and_then(|rule| counts.get_mut(*rule)) {
                *count += 1;
            }
        }
        self.rules.iter().zip(counts).position(|(rule, count)| fits(rule) && count >= rule.least)
    }

    fn scattered(&self, text: &str, on: &dyn Fn(&Rule) -> bool) -> Vec<(Span, usize)> {
        let live = self.anywhere.iter().filter(|(rule, _)| self.rules.get(*rule).is_some_and(on));
        let live = live.filter(|(_, regex)| regex.is_match(text));
        live.flat_map(|(rule, regex)| places(regex, text).map(|span| (span, *rule))).collect()
    }

    fn pieces(&self, text: &str, on: &dyn Fn(&Rule) -> bool, found: &mut Vec<(Span, usize)>) {
        let allowed = Allowed { rules: &self.rules, on, whole: false };
        let mut dead = HashSet::new();
        let mut past = 0;
        for (start, edge) in pieces::starts(text) {
            if start < past {
                continue;
            }
            let Some(run) = self.phrases.run(text, start, &allowed, &mut dead) else { continue };
            past = run.resume;
            let span = start..stop(text, run.end, run.resume);
            if run.strong && (edge == Edge::Clean || is_sure(text, span.clone())) {
                found.push((span, run.rule));
            }
        }
    }

    fn hit(&self, span: Span, rule: usize) -> Option<Hit> {
        let rule = self.rules.get(rule)?;
        Some(Hit { span, rule: rule.id, confidence: confidence(rule.scope) })
    }
}

/// What a text must hold for any rule that looks beyond the starts of pieces: one pass over words tells most texts.
fn gate(rules: &[Rule]) -> Result<Regex, regex::Error> {
    let gated = rules.iter().filter(|rule| !rule.option && matches!(rule.scope, Scope::Cues | Scope::Anywhere));
    let needs: Vec<_> = gated.flat_map(|rule| &rule.needs).map(|need| regex::escape(need)).collect();
    Regex::new(&format!("(?i-u:{})", needs.join("|")))
}

/// The first pattern that does not compile.
fn culprit(rules: &[Rule]) -> Option<String> {
    rules.iter().find_map(|rule| {
        let error = rule.patterns.iter().find_map(|p| Regex::new(&compiled(p, rule.case)).err())?;
        Some(format!("{}/junk.toml: rule {}: {error}", rule.language, rule.id))
    })
}

/// How sure a hit is, by what it took to make it. The more context a scope asks for, the surer.
fn confidence(scope: Scope) -> f32 {
    match scope {
        Scope::Anywhere => 0.99,
        Scope::Piece | Scope::Cues => 0.95,
        Scope::Block => 0.9,
        Scope::Beside | Scope::Filler => 0.8,
    }
}

/// Where it matches: all of it, or its group `cut`.
fn places<'a>(regex: &'a Regex, text: &'a str) -> impl Iterator<Item = Span> + 'a {
    let found = regex.captures_iter(text).filter_map(|c| c.name("cut").or_else(|| c.get(0)).map(|m| m.range()));
    found.filter(|span| !span.is_empty())
}

/// The end of a piece: the separators after its last phrase belong to it, blanks at the end do not.
fn stop(text: &str, end: usize, resume: usize) -> usize {
    let tail = text.get(end..resume).unwrap_or_default();
    end + tail.trim_end().len()
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
