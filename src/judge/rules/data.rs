//! The text of a file of rules in, the rules out, or a line that says what is wrong with it. Shared with the build script.

use std::collections::{BTreeMap, HashSet};
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::rule::{Category, Rule, Scope};

/// Longest stretch a rule takes unless it says otherwise. Husk that is longer is a notice and known by cues.
const LONGEST_PHRASE: usize = 200;
/// The same for `Scope::Cues`: about 250 words, the size of a long notice; an article in one block is longer.
const LONGEST_NOTICE: usize = 1500;

/// Bytes more than it has that a phrase may take: white space that is wider in the text, other apostrophes.
const SPARE: usize = 40;

/// Fragments by name: `{name}` in a pattern stands for them.
pub type Fragments = BTreeMap<String, String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    fragments: Fragments,
    #[serde(default, rename = "rule")]
    rules: Vec<Entry>,
}

/// A `[[rule]]` as it is written.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Stable name.
    pub id: String,
    /// What sort of husk.
    #[serde(default)]
    pub category: Category,
    /// Why such text is husk.
    pub why: String,
    /// Where it may strike; the shyest unless said.
    #[serde(default)]
    pub scope: Scope,
    /// Only in documents in these languages; none: in all.
    #[serde(default)]
    pub languages: Vec<String>,
    #[serde(default)]
    broad: bool,
    #[serde(default)]
    option: bool,
    #[serde(default)]
    case: bool,
    #[serde(default)]
    needs: Vec<String>,
    least: Option<usize>,
    longest: Option<usize>,
    /// Regular expressions.
    #[serde(default)]
    pub patterns: Vec<String>,
    /// Texts as they stand.
    #[serde(default)]
    pub phrases: Vec<String>,
    /// Texts that it must cut.
    #[serde(default)]
    pub hit: Vec<String>,
    /// Texts of which nothing may be cut.
    #[serde(default)]
    pub miss: Vec<String>,
}

/// Read one file of rules. `shared` are files whose fragments may be used too. Rules live as long as the program.
pub fn parse(language: &'static str, text: &str, shared: &[&str]) -> Result<Vec<Rule>, String> {
    let wrong = |error: toml::de::Error| error.to_string();
    let file: File = toml::from_str(text).map_err(wrong)?;
    let mut all = Fragments::new();
    for text in shared {
        all.extend(fragments(text).map_err(wrong)?);
    }
    all.extend(file.fragments);
    Ok(file.rules.into_iter().map(|entry| rule(language, entry, &all)).collect())
}

/// The fragments of a file of rules.
pub fn fragments(text: &str) -> Result<Fragments, toml::de::Error> {
    toml::from_str::<File>(text).map(|file| file.fragments)
}

/// The rule that an entry describes.
pub fn rule(language: &'static str, entry: Entry, fragments: &Fragments) -> Rule {
    let patterns = entry.patterns.iter().map(|pattern| resolve(pattern, fragments));
    let patterns = patterns.chain(entry.phrases.iter().map(|phrase| literal(phrase))).collect();
    let usual = if entry.scope == Scope::Cues { LONGEST_NOTICE } else { LONGEST_PHRASE };
    let longest = entry.phrases.iter().map(|phrase| phrase.len() + SPARE).max().unwrap_or(0).max(usual);
    Rule {
        id: lasting(entry.id),
        category: entry.category,
        why: lasting(entry.why),
        language,
        languages: all_lasting(entry.languages),
        scope: entry.scope,
        broad: entry.broad,
        option: entry.option,
        case: entry.case,
        needs: all_lasting(entry.needs),
        least: entry.least.unwrap_or(1),
        longest: entry.longest.unwrap_or(longest),
        patterns: all_lasting(patterns),
        hit: all_lasting(entry.hit),
        miss: all_lasting(entry.miss),
    }
}

/// The pattern of a text as it stands. A blank in it stands for any white space.
fn literal(phrase: &str) -> String {
    let words: Vec<String> = phrase.split_whitespace().map(|word| word.replace('\\', "\u{0}")).collect();
    regex_syntax::escape(&words.join(" ")).replace('\u{0}', r"\x5c")
}

/// For as long as the program runs, and the same text only once: a file that is read again takes nothing more.
pub fn lasting(text: String) -> &'static str {
    static KNOWN: Mutex<Option<HashSet<&'static str>>> = Mutex::new(None);
    known(&KNOWN, &*text, || text.clone().leak())
}

fn all_lasting(texts: Vec<String>) -> &'static [&'static str] {
    static KNOWN: Mutex<Option<HashSet<&'static [&'static str]>>> = Mutex::new(None);
    let texts: Vec<&'static str> = texts.into_iter().map(lasting).collect();
    known(&KNOWN, &*texts, || texts.clone().leak())
}

fn known<T: ?Sized + Eq + Hash>(
    known: &Mutex<Option<HashSet<&'static T>>>,
    wanted: &T,
    make: impl Fn() -> &'static mut T,
) -> &'static T {
    let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
    let known = known.get_or_insert_default();
    if let Some(there) = known.get(wanted) {
        return there;
    }
    let made: &'static T = make();
    known.insert(made);
    made
}

/// Fragments may name others, down to this depth: one that names itself must come to an end.
const NESTED: usize = 3;

/// Put the fragments in. An unknown name is left and fails to compile.
fn resolve(pattern: &str, fragments: &Fragments) -> String {
    let mut out = pattern.to_owned();
    for _ in 0..NESTED {
        let named = fragments.iter().map(|(name, fragment)| (format!("{{{name}}}"), fragment));
        let named: Vec<_> = named.filter(|(name, _)| out.contains(name)).collect();
        for (name, fragment) in &named {
            out = out.replace(name, &format!("(?:{fragment})"));
        }
        if named.is_empty() {
            break;
        }
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
