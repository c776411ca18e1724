//! `rules`: the rules for husk listed, or checked against their own examples. Those built in and those of a file.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

use crate::batch::Error;
use crate::batch::names::printable;
use crate::cli::args::Rules;
use crate::cli::{End, say};
use crate::config::{Config, Place, word};
use crate::judge::rules::{self, Rule};

/// List or test.
pub fn run(command: &Rules) -> Result<End, Error> {
    match command {
        Rules::List { file: None } => list(rules::all()),
        Rules::List { file: Some(file) } => list(read(file)?.own_instead()?.rules()),
        Rules::Test { file: None } => test(rules::all(), rules::test),
        Rules::Test { file: Some(file) } => {
            let own = read(file)?.own_instead()?;
            test(own.rules(), |rule| own.test(rule))
        }
    }
}

fn read(file: &Path) -> Result<Config, Error> {
    Config::read(&Place::Given(file))
}

fn list(rules: &[Rule]) -> Result<End, Error> {
    let mut out = String::new();
    for rule in rules {
        let asked = if rule.option { " (only if asked for)" } else { "" };
        let _ = writeln!(out, "{:28}  {:4}  {:12}  {}{asked}", rule.id, rule.language, word(rule.category), rule.why);
    }
    io::stdout().write_all(out.as_bytes())?;
    Ok(End::Done)
}

fn test(rules: &[Rule], check: impl Fn(&Rule) -> Vec<String>) -> Result<End, Error> {
    let failures: Vec<String> = rules.iter().flat_map(check).collect();
    for failure in &failures {
        writeln!(io::stdout(), "{}", printable(failure))?;
    }
    let examples: usize = rules.iter().map(|rule| rule.hit.len() + rule.miss.len()).sum();
    say(&format!("{} rules, {examples} examples, {} failures", rules.len(), failures.len()));
    Ok(if failures.is_empty() { End::Done } else { End::Failed })
}
