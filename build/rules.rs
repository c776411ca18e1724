//! The rules of all languages as a table in Rust, so that a run need not read them. A file that holds a fault stops the
//! build.

#[allow(dead_code)]
#[path = "../src/judge/rules/assemble.rs"]
mod assemble;
#[allow(dead_code)]
#[path = "../src/judge/rules/data.rs"]
mod data;
#[allow(dead_code)]
#[path = "../src/judge/rules/firsts.rs"]
mod firsts;
#[allow(dead_code)]
#[path = "../src/judge/rules/index.rs"]
mod index;
#[allow(dead_code)]
#[path = "../src/judge/rules/program.rs"]
mod program;
#[allow(dead_code)]
#[path = "../src/judge/rules/rule.rs"]
mod rule;
#[allow(dead_code)]
#[path = "../src/judge/rules/starts.rs"]
mod starts;

use std::fmt::{Debug, Write as _};

use self::index::Index;
use self::rule::Rule;

/// A file of rules.
pub struct File {
    /// The category of its rules, or `FRAGMENTS`.
    pub name: String,
    /// What is in it.
    pub text: String,
}

/// The file of what patterns of several files name.
const FRAGMENTS: &str = "fragments";

/// The text of a language's shared fragments.
pub fn fragments(files: &[File]) -> String {
    files.iter().find(|file| file.name == FRAGMENTS).map(|file| file.text.clone()).unwrap_or_default()
}

/// Code of `RULES` and `INDEX`, and the bytes of `steps.bin` that it asks for, from each language's files of rules;
/// `shared` holds fragments for all.
pub fn table(languages: &[(&str, Vec<File>)], shared: &str) -> Result<(String, Vec<u8>), String> {
    let rules = read(languages, shared)?;
    let index = Index::new(&rules)?;
    if let Some(pattern) = index.untold().map(usize::from).find(|at| may_begin_anywhere(&index, *at)) {
        let rule = &rules[usize::from(index.rules[pattern])];
        let pattern = rule.patterns[pattern - index.patterns(index.rules[pattern].into()).start];
        return Err(format!(
            "{}: rule {}: this pattern may begin with any letter and holds no word of four letters or more, so that it would \
             be tried everywhere: {pattern}",
            rule.language, rule.id
        ));
    }
    let mut code = String::from(
        "/// All rules: by language, those that are broad last, by category.\npub static RULES: &[Rule] = &[\n",
    );
    rules.iter().for_each(|rule| code.push_str(&entry(rule)));
    let _ = writeln!(code, "];\n/// Fragments that every pattern may name.\npub static FRAGMENTS: &str = {shared:?};");
    code.push_str("/// What makes them quick to look for.\npub static INDEX: Index = Index {\n");
    let mut list = |name: &str, items: &dyn Debug| {
        let _ = writeln!(code, "    {name}: Cow::Borrowed(&{items:?}),");
    };
    list("rules", &index.rules);
    list("first", &index.first);
    list("nodes", &index.nodes);
    list("labels", &index.labels);
    list("targets", &index.targets);
    list("root", &index.root);
    list("found", &index.found);
    list("words", &index.words);
    list("asked", &index.asked);
    list("asks", &index.asks);
    list("opened", &index.opened);
    list("opens", &index.opens);
    code.push_str("    programs: Programs {\n");
    let mut list = |name: &str, items: &dyn Debug| {
        let _ = writeln!(code, "        {name}: Cow::Borrowed(&{items:?}),");
    };
    list("first", &index.programs.first);
    list("starts", &index.programs.starts);
    list("tables", &index.programs.tables);
    code.push_str("        steps: Cow::Borrowed(include_bytes!(concat!(env!(\"OUT_DIR\"), \"/steps.bin\")).as_chunks::<PACKED>().0),\n");
    let sets = index
        .programs
        .sets
        .iter()
        .map(|set| format!("Set {{ ascii: {:?}, wide: Cow::Borrowed(&{:?}) }}", set.ascii, set.wide));
    let sets = sets.collect::<Vec<_>>().join(", ");
    let _ = writeln!(code, "        sets: Cow::Borrowed(&[{sets}]),\n    }},\n}};");
    Ok((code, index.programs.steps.concat()))
}

/// The rules, in the order in which they are asked.
fn read(languages: &[(&str, Vec<File>)], shared: &str) -> Result<Vec<Rule>, String> {
    let mut rules = Vec::new();
    for (language, files) in languages {
        let first = rules.len();
        let own = fragments(files);
        for File { name, text } in files.iter().filter(|file| file.name != FRAGMENTS) {
            let wrong = |fault: String| format!("{language}/junk/{name}.toml: {fault}");
            let read = data::parse(language.to_string().leak(), text, &[shared, &own]).map_err(wrong)?;
            if let Some(rule) = read.iter().find(|rule| format!("{:?}", rule.category).to_lowercase() != *name) {
                return Err(wrong(format!("rule {} is of another category", rule.id)));
            }
            rules.extend(read);
        }
        // Of rules that take the same text, the first gives it its name.
        rules[first..].sort_by_key(|rule| (rule.broad, rule.category));
    }
    Ok(rules)
}

/// May a match of this pattern begin with any letter?
fn may_begin_anywhere(index: &Index, pattern: usize) -> bool {
    let starts = index.programs.starts.get(pattern).map(|set| usize::from(*set));
    let starts = starts.and_then(|set| index.programs.sets.get(set));
    starts.is_none_or(|set| set.may_have(b'e'))
}

fn entry(rule: &Rule) -> String {
    let Rule { id, category, why, language, languages, scope, broad, option, case, needs, .. } = rule;
    let Rule { least, longest, patterns, hit, miss, .. } = rule;
    format!(
        "    Rule {{ id: {id:?}, category: Category::{category:?}, why: {why:?}, language: {language:?}, \
         languages: &{languages:?}, scope: Scope::{scope:?}, broad: {broad}, option: {option}, case: {case}, needs: &{needs:?}, least: {least}, \
         longest: {longest}, patterns: &{patterns:?}, hit: &{hit:?}, miss: &{miss:?} }},\n"
    )
}
