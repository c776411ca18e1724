//! The text of a `junk.toml` in, its rules out, or a line that says what is wrong with it. Shared with the build script.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::rule::{Category, Rule, Scope};

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

/// Read one file of rules. `shared` is a file whose fragments may be used too. Rules live as long as the program.
pub fn parse(language: &'static str, text: &str, shared: &str) -> Result<Vec<Rule>, String> {
    let wrong = |error: toml::de::Error| format!("{language}/junk.toml: {error}");
    let mut fragments = toml::from_str::<File>(shared).map_err(wrong)?.fragments;
    let file: File = toml::from_str(text).map_err(wrong)?;
    fragments.extend(file.fragments);
    Ok(file.rules.into_iter().map(|entry| rule(language, entry, &fragments)).collect())
}

fn rule(language: &'static str, entry: Entry, fragments: &Fragments) -> Rule {
    let patterns = entry.patterns.iter().map(|pattern| resolve(pattern, fragments)).collect();
    let usual = if entry.scope == Scope::Cues { LONGEST_NOTICE } else { LONGEST_PHRASE };
    Rule {
        id: entry.id.leak(),
        category: entry.category,
        why: entry.why.leak(),
        language,
        scope: entry.scope,
        option: entry.option,
        case: entry.case,
        needs: keep(entry.needs),
        least: entry.least.unwrap_or(1),
        longest: entry.longest.unwrap_or(usual),
        patterns: keep(patterns),
        hit: keep(entry.hit),
        miss: keep(entry.miss),
    }
}

/// For as long as the program runs: a file of rules is read once.
fn keep(texts: Vec<String>) -> &'static [&'static str] {
    texts.into_iter().map(|text| &*text.leak()).collect::<Vec<_>>().leak()
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
pub fn compiled(pattern: &str, case: bool) -> String {
    let spelt = SHORTHANDS.iter().fold(pattern.to_owned(), |text, (short, long)| text.replace(short, long));
    format!("(?{}:{spelt})", if case { "-i" } else { "i" })
}
