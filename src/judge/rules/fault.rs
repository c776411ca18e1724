//! A rule in, what is wrong with it out: what stops the build of a built-in rule must be told to the author of another.

use std::sync::LazyLock;

use regex::Regex;

use super::assemble::{Assembler, TOO_LARGE};
use super::data::compiled;
use super::{Rule, Scope};
use crate::languages::Language;

/// Characters of a pattern that are shown.
const SHOWN: usize = 40;
/// A phrase is looked for in a window of somewhat more bytes.
const LONGEST_PHRASE: usize = 480;

/// What is left of a fragment that is not there.
static FRAGMENT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\{[a-z][a-z_-]*\}").ok());

/// What is wrong with a rule, if anything.
pub fn fault(rule: &Rule) -> Option<String> {
    let count = rule.patterns.len();
    if !is_kebab(rule.id) {
        return Some("an id is made of small letters, digits and single hyphens".to_owned());
    }
    if count == 0 {
        return Some("needs patterns or phrases".to_owned());
    }
    if rule.scope == Scope::Cues && !(1..=count).contains(&rule.least) {
        return Some(format!("least must be from 1 to {count}, the number of its patterns"));
    }
    if rule.scope != Scope::Cues && rule.least != 1 {
        return Some("least counts patterns of the scope cues".to_owned());
    }
    if let Some(code) = rule.languages.iter().find(|code| Language::of(code).is_none_or(|l| l.lexicon().is_none())) {
        return Some(format!("the language {code:?} is not one of those that are told apart"));
    }
    rule.patterns.iter().find_map(|pattern| Some((pattern, pattern_fault(rule, pattern)?))).map(|(pattern, fault)| {
        let start: String = pattern.chars().take(SHOWN).collect();
        let more = if start.len() < pattern.len() { "…" } else { "" };
        format!("the pattern '{start}{more}' {fault}")
    })
}

fn pattern_fault(rule: &Rule, pattern: &str) -> Option<String> {
    let source = compiled(pattern, rule.case);
    let is_phrase = rule.scope.is_phrase();
    if let Some(name) = FRAGMENT.as_ref().and_then(|regex| regex.find(pattern)) {
        return Some(format!("names a fragment that is not there: {}", name.as_str()));
    }
    let hir = match regex_syntax::parse(&source) {
        Err(regex_syntax::Error::Parse(error)) => return Some(format!("is no expression: {}", error.kind())),
        Err(regex_syntax::Error::Translate(error)) => return Some(format!("is no expression: {}", error.kind())),
        Err(_) => return Some("is no expression".to_owned()),
        Ok(hir) => hir,
    };
    match hir.properties().minimum_len() {
        Some(least) if is_phrase && least > LONGEST_PHRASE => {
            Some(format!("is longer than {LONGEST_PHRASE} bytes: use the scope cues or anywhere"))
        }
        Some(0) => Some("matches nothing at all".to_owned()),
        _ if rule.scope != Scope::Anywhere => Assembler::default().add(&hir).err(),
        _ => Regex::new(&source).is_err().then(|| TOO_LARGE.to_owned()),
    }
}

fn is_kebab(id: &str) -> bool {
    id.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}
