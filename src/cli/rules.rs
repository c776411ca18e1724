//! `rules`: the rules for husk listed, or checked against their own examples. Those built in, or those of a file.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

use crate::batch::Error;
use crate::batch::names::printable;
use crate::cli::args::Rules;
use crate::cli::{End, say};
use crate::judge::rules::{self, Engine, Rule};
use crate::languages::LANGUAGES;

/// What the rules of a file given by the user count as.
const FROM_FILE: &str = "file";

/// The folder whose fragments serve every file of rules.
const SHARED: &str = "any";

/// List or test.
pub fn run(command: &Rules) -> Result<End, Error> {
    match command {
        Rules::List { file: None } => list(rules::all()),
        Rules::List { file: Some(file) } => list(engine(file)?.rules()),
        Rules::Test { file: None } => test(rules::all(), rules::test),
        Rules::Test { file: Some(file) } => {
            let engine = engine(file)?;
            test(engine.rules(), |rule| engine.test(rule))
        }
    }
}

fn list(rules: &[Rule]) -> Result<End, Error> {
    let mut out = String::new();
    for rule in rules {
        let asked = if rule.option { " (only if asked for)" } else { "" };
        let category = serde_json::to_value(rule.category).ok();
        let category = category.as_ref().and_then(|word| word.as_str()).unwrap_or_default();
        let _ = writeln!(out, "{:28}  {:4}  {category:12}  {}{asked}", rule.id, rule.language, rule.why);
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

/// The rules of a file, ready to run.
fn engine(file: &Path) -> Result<Engine, Error> {
    let text = std::fs::read_to_string(file).map_err(Error::at(file))?;
    let shared = LANGUAGES.iter().find(|language| language.code == SHARED).map_or("", |language| language.junk);
    let usage = |problem: String| {
        let problem = problem.lines().collect::<Vec<_>>().join(" ");
        Error::Usage(format!("{}: {problem}", file.display()))
    };
    let engine = rules::parse(FROM_FILE, &text, shared).and_then(Engine::new);
    engine.map_err(usage)
}
