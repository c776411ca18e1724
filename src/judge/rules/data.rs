//! The text of a `junk.toml` in, its rules out, or a line that says what is wrong with it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Category, Rule, Scope};
use crate::languages::Language;

/// Longest stretch a rule takes unless it says otherwise. Husk that is longer is a notice and known by cues.
const LONGEST_PHRASE: usize = 200;
/// The same for `Scope::Cues`: about 250 words, the size of a long notice; an article in one block is longer.
const LONGEST_NOTICE: usize = 1500;

/// Fragments by name: `{name}` in a pattern stands for them.
type Fragments = BTreeMap<String, String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    fragments: Fragments,
    #[serde(default, rename = "rule")]
    rules: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    category: Category,
    why: String,
    scope: Scope,
    #[serde(default)]
    option: bool,
    #[serde(default)]
    case: bool,
    #[serde(default)]
    needs: Vec<String>,
    least: Option<usize>,
    longest: Option<usize>,
    patterns: Vec<String>,
    hit: Vec<String>,
    miss: Vec<String>,
}

/// Read the rules of all languages. A file that cannot be read gives a problem and no rules; the others stand.
/// The fragments of `any` serve every language.
pub(super) fn load(languages: &'static [Language]) -> (Vec<Rule>, Vec<String>) {
    let shared = languages.iter().find(|language| language.code == "any").map(|language| language.junk);
    let (mut rules, mut problems) = (Vec::new(), Vec::new());
    for language in languages {
        match parse(language.code, language.junk, shared.unwrap_or_default()) {
            Ok(found) => rules.extend(found),
            Err(problem) => problems.push(problem),
        }
    }
    (rules, problems)
}

/// Read one file of rules. `shared` is a file whose fragments may be used too. Ids live as long as the program.
pub fn parse(language: &'static str, text: &str, shared: &str) -> Result<Vec<Rule>, String> {
    let wrong = |error: toml::de::Error| format!("{language}/junk.toml: {error}");
    let mut fragments = toml::from_str::<File>(shared).map_err(wrong)?.fragments;
    let file: File = toml::from_str(text).map_err(wrong)?;
    fragments.extend(file.fragments);
    Ok(file.rules.into_iter().map(|entry| rule(language, entry, &fragments)).collect())
}

fn rule(language: &'static str, entry: Entry, fragments: &Fragments) -> Rule {
    let patterns = entry.patterns.iter().map(|pattern| resolve(pattern, fragments)).collect::<Vec<_>>();
    let usual = if entry.scope == Scope::Cues { LONGEST_NOTICE } else { LONGEST_PHRASE };
    Rule {
        id: entry.id.leak(),
        category: entry.category,
        why: entry.why,
        language,
        scope: entry.scope,
        option: entry.option,
        case: entry.case,
        needs: entry.needs,
        least: entry.least.unwrap_or(1),
        longest: entry.longest.unwrap_or(usual),
        patterns,
        hit: entry.hit,
        miss: entry.miss,
    }
}

/// Put the fragments in. One pass: a fragment holds no other. An unknown name is left and fails to compile.
fn resolve(pattern: &str, fragments: &Fragments) -> String {
    let mut out = pattern.to_owned();
    for (name, fragment) in fragments {
        out = out.replace(&format!("{{{name}}}"), &format!("(?:{fragment})"));
    }
    out
}

/// What stands for what in a pattern. The classes of the regex crate know all of Unicode and cost thousands of states;
/// here letters are those of the Latin, Greek and Cyrillic blocks. Folding the case of "all but a few" costs most.
const SHORTHANDS: &[(&str, &str)] = &[
    (r"[^.!?\n]", r"(?-i:[^.!?\n])"),
    (r"[^\n]", r"(?-i:[^\n])"),
    ("’", "'"),
    ("'", "['’]"),
    (" ?", r"[\x20\t\n\u{a0}]*"),
    (" ", r"[\x20\t\n\u{a0}]+"),
    (r"\s", r"[\x20\t\r\n\u{a0}]"),
    (r"\w", r"[0-9A-Za-z_\u{c0}-\u{24f}\u{370}-\u{52f}]"),
    (r"\d", "[0-9]"),
    (r"\b", r"(?-u:\b)"),
];

/// The expression as the regex crate is to read it: a blank stands for any white space, an apostrophe for both
/// shapes of it.
pub(super) fn compiled(pattern: &str, case: bool) -> String {
    let spelt = SHORTHANDS.iter().fold(pattern.to_owned(), |text, (short, long)| text.replace(short, long));
    format!("(?{}:{spelt})", if case { "-i" } else { "i" })
}
