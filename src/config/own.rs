//! Rules, switches and phrases of a configuration file → what the judge makes use of.

use std::collections::{BTreeSet, HashSet};

use scraper::Selector;
use toml::Spanned;

use crate::article::{Kind, RuleId, word};
use crate::batch::Error;
use crate::config::fault::{Source, instead, near};
use crate::config::file::File;
use crate::judge::own::{KEEP_PHRASE, Own};
use crate::judge::rules::{self, Fragments, Rule, Switches};
use crate::judge::site::{SITE_BODY, SITE_STRIP, Site, Spec};
use crate::judge::{CONTENT, TITLE, model};
use crate::repair;

/// What rules of one's own say they come from.
pub const OWN: &str = "own";
/// Ids that say why something stays.
const RESERVED: [RuleId; 5] = [CONTENT, TITLE, KEEP_PHRASE, SITE_STRIP, SITE_BODY];

/// What the file adds to the judge. With `replace`, its rules take the place of built-in ones of the same id, as when
/// the rules built in are tested; otherwise that is an error.
pub fn own(file: &File, source: &Source, replace: bool) -> Result<Own, Error> {
    let rules = own_rules(file, source, replace)?;
    let mut switches = switches(file, source, &rules)?;
    let rules: Vec<Rule> = rules.into_iter().filter(|rule| !switches.off.contains(rule.id)).collect();
    let is_own = |rule: &&Rule| rules.iter().any(|own| own.id == rule.id);
    let mut others = Vec::new();
    if replace && rules::all().iter().any(|rule| is_own(&rule)) {
        others.extend(rules::all().iter().filter(|rule| !is_own(rule)).cloned());
        switches.off.extend(rules::all().iter().map(|rule| rule.id));
    }
    let cut_confidence = cut_confidence(file, source)?;
    let keep: Vec<String> = file.keep.iter().map(|phrase| phrase.get_ref().clone()).collect();
    if let Some(blank) = file.keep.iter().find(|phrase| phrase.get_ref().trim().is_empty()) {
        return Err(source.fault(&blank.span(), "a phrase to keep must not be empty"));
    }
    let own = Own::new(switches, cut_confidence).with_rules(rules, others);
    let start = file.keep.first().map(Spanned::span).unwrap_or_default();
    let own = own.and_then(|own| own.with_keep(&keep)).map_err(|fault| source.fault(&start, &fault))?;
    Ok(own.with_sites(sites(file, source)?))
}

fn sites(file: &File, source: &Source) -> Result<Vec<Site>, Error> {
    let site = |spec: &Spanned<Spec>| {
        let wrong = |fault: String| source.fault(&spec.span(), &fault);
        match unreadable(spec.get_ref()) {
            Some(selector) => Err(wrong(format!("the selector '{selector}' cannot be read"))),
            None => Site::new(spec.get_ref().clone()).map_err(wrong),
        }
    };
    file.sites.iter().map(site).collect()
}

/// A selector that is none. What the parser says of it may have several lines, which are for its makers.
fn unreadable(spec: &Spec) -> Option<&String> {
    let Spec { strip, body, title, author, date, .. } = spec;
    [strip, body, title, author, date].into_iter().flatten().find(|selector| Selector::parse(selector).is_err())
}

/// The fragments that patterns may name: those of the file and those that serve all.
fn fragments(file: &File) -> Fragments {
    let mut all = rules::fragments(rules::shared()).unwrap_or_default();
    all.extend(file.fragments.clone());
    all
}

fn own_rules(file: &File, source: &Source, replace: bool) -> Result<Vec<Rule>, Error> {
    let fragments = fragments(file);
    let built_in: HashSet<RuleId> = rules::all().iter().map(|rule| rule.id).collect();
    let features = [Kind::Html, Kind::Text].into_iter().flat_map(model::features);
    let reasons: HashSet<RuleId> = features.map(model::features::Feature::rule).collect();
    let mut known = HashSet::new();
    let mut all = Vec::new();
    for entry in &file.rules {
        let rule = rules::rule(OWN, entry.get_ref().clone(), &fragments);
        let wrong = |fault: &str| Err(source.fault(&entry.span(), &format!("rule {}: {fault}", rule.id)));
        if let Some(fault) = rules::fault(&rule) {
            return wrong(&fault);
        }
        if !replace && built_in.contains(rule.id) {
            return wrong("a rule built in has this id");
        }
        if repair::RULES.iter().any(|(mend, _)| *mend == rule.id) {
            return wrong("a mend has this id");
        }
        if RESERVED.contains(&rule.id) || reasons.contains(rule.id) {
            return wrong("the judge has a reason of this name");
        }
        if !known.insert(rule.id) {
            return wrong("this id is used twice");
        }
        all.push(rule);
    }
    Ok(all)
}

/// Rules that are switched on and off, by id or by category.
fn switches(file: &File, source: &Source, own: &[Rule]) -> Result<Switches, Error> {
    let ids = |names: &[Spanned<String>]| {
        let mut ids = BTreeSet::new();
        for name in names {
            ids.extend(meant(name, source, own)?);
        }
        Ok::<_, Error>(ids)
    };
    Ok(Switches { on: ids(&file.enable)?, off: ids(&file.disable)?, language: None })
}

/// The rules of this id or category.
fn meant(name: &Spanned<String>, source: &Source, own: &[Rule]) -> Result<Vec<RuleId>, Error> {
    let all = || rules::all().iter().chain(own);
    let is_meant = |rule: &&Rule| rule.id == name.get_ref() || word(rule.category) == *name.get_ref();
    let ids: Vec<RuleId> = all().filter(is_meant).map(|rule| rule.id).collect();
    if !ids.is_empty() {
        return Ok(ids);
    }
    let mut known: Vec<String> = all().map(|rule| word(rule.category)).collect();
    known.sort();
    known.dedup();
    let names = || known.iter().map(String::as_str);
    let instead = match near(name.get_ref(), names().chain(all().map(|rule| rule.id))) {
        Some(other) => format!("did you mean \"{other}\"?"),
        None => instead(name.get_ref(), names()),
    };
    Err(source.fault(&name.span(), &format!("no rule or category \"{}\"; {instead}", name.get_ref())))
}

fn cut_confidence(file: &File, source: &Source) -> Result<f32, Error> {
    let Some(value) = &file.cut_confidence else { return Ok(0.0) };
    if !(0.0..=1.0).contains(value.get_ref()) {
        return Err(source.fault(&value.span(), "cut-confidence is from 0 to 1"));
    }
    Ok(*value.get_ref() as f32)
}
