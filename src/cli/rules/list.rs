//! `rules list`: a line a rule; with `--long` also its source, its state, and how often it struck in the last run.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

use crate::article::word;
use crate::batch::{Error, last_tallies, shown};
use crate::cli::End;
use crate::config::Config;
use crate::judge::own::Own;
use crate::judge::rules::{self, Rule};

/// List the rules of a file, with those built in if `all` are wanted.
pub fn run(config: &Config, all: bool, long: bool, output: &Path) -> Result<End, Error> {
    let own = if all { config.own()? } else { config.own_instead()?.into() };
    let built_in = if all { rules::all() } else { &[] };
    let mut out = String::new();
    if long {
        in_full(built_in, config, &own, output, &mut out)?;
    } else {
        built_in.iter().chain(own.rules()).for_each(|rule| in_short(rule, &mut out));
    }
    io::stdout().write_all(out.as_bytes())?;
    Ok(End::Done)
}

fn in_short(rule: &Rule, out: &mut String) {
    let asked = if rule.option { " (only if asked for)" } else { "" };
    let _ = writeln!(out, "{:28}  {:4}  {:12}  {}{asked}", rule.id, rule.language, word(rule.category), rule.why);
}

fn in_full(built_in: &[Rule], config: &Config, own: &Own, output: &Path, out: &mut String) -> Result<(), Error> {
    let struck = last_tallies(output)?;
    let count = |id: &str| match &struck {
        Some(struck) => struck.get(id).map_or("0".to_owned(), |(places, words)| format!("{places} ({words} words)")),
        None => "-".to_owned(),
    };
    let head = ["rule", "from", "category", "scope", "state", "struck", "why"];
    let [rule, from, category, kind, is, times, why] = head;
    let _ = writeln!(out, "{rule:28}  {from:20}  {category:12}  {kind:8}  {is:8}  {times:>16}  {why}");
    let mut line = |rule: &str, source: &str, category: &str, scope: &str, state: &str, why: &str| {
        let count = count(rule);
        let _ = writeln!(out, "{rule:28}  {source:20}  {category:12}  {scope:8}  {state:8}  {count:>16}  {why}");
    };
    for rule in built_in {
        let source = format!("built in ({})", rule.language);
        line(rule.id, &source, &word(rule.category), &word(rule.scope), state(rule, own), rule.why);
    }
    let lines: BTreeMap<&str, usize> = config.rule_lines().collect();
    for rule in own.rules() {
        let source = format!("{}:{}", shown(config.path()), lines.get(rule.id).copied().unwrap_or(0));
        let state = if rule.option { "optional" } else { "on" };
        line(rule.id, &source, &word(rule.category), &word(rule.scope), state, rule.why);
    }
    for (site, at) in own.sites().iter().zip(config.site_lines()) {
        let source = format!("{}:{at}", shown(config.path()));
        line(site.name(), &source, "site", "page", "on", "Rules for the pages of a site.");
    }
    Ok(())
}

fn state(rule: &Rule, own: &Own) -> &'static str {
    match (own.switches.asks(rule), rule.option) {
        (true, false) => "on",
        (true, true) => "enabled",
        (false, _) if own.switches.off.contains(rule.id) => "off",
        _ => "optional",
    }
}
