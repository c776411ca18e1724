//! Rules for husk: each holds on its own examples, the engine is total, and its time is linear.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use dehusk::judge::rules::{self, Category, Scope, Switches};
use dehusk::languages::LANGUAGES;
use proptest::prelude::*;

/// Sprites and bars joined with prose, blanks and odd characters: what the engine meets, and worse.
const SHARDS: &[&str] = &[
    "Share this article",
    "Read more",
    "Tweet",
    "icon fb",
    "icon",
    "twitter",
    "On Monday",
    "the bridge",
    ".",
    "!",
    " ",
    "\n",
    "é",
    "Ж",
    "“",
    "”",
    "|",
    "12 comments",
    "Menu",
    "©",
    "2020",
    "\u{a0}",
    "漢字",
    "Advertisement",
    "a",
    "B",
];

#[test]
fn every_rule_holds_on_its_examples() {
    let failures: Vec<_> = rules::all().iter().flat_map(rules::test).collect();
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_rule_says_what_it_is() {
    let mut ids = HashSet::new();
    for rule in rules::all() {
        assert!(ids.insert(rule.id), "{}: id used twice", rule.id);
        assert!(is_kebab(rule.id), "{}: id is not kebab-case", rule.id);
        assert!(rule.why.len() >= 10 && rule.why.ends_with('.'), "{}: why is no sentence", rule.id);
        assert!(rule.hit.len() >= 2, "{}: needs two hits", rule.id);
        assert!(rule.miss.len() >= 2, "{}: needs two misses", rule.id);
        assert!(!rule.patterns.is_empty(), "{}: no pattern", rule.id);
        assert_ne!(rule.category, Category::Own, "{}: no category", rule.id);
        assert_eq!(rules::fault(rule), None, "{}", rule.id);
        let gated = matches!(rule.scope, Scope::Cues | Scope::Anywhere) && !rule.option;
        assert_eq!(gated, !rule.needs.is_empty(), "{}: needs", rule.id);
        assert!(rule.scope == Scope::Cues || rule.least == 1, "{}: only cues are counted", rule.id);
        assert!(rule.scope != Scope::Cues || (1..=rule.patterns.len()).contains(&rule.least), "{}: least", rule.id);
    }
}

#[test]
fn language_folders_are_well_formed() {
    for language in LANGUAGES {
        let code = language.code;
        assert!(code == "any" || (code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase())), "{code}");
        let rules = rules::all().iter().filter(|rule| rule.language == code).count();
        assert!(language.junk.is_empty() || rules > 0, "{code}: junk.toml without a rule");
    }
}

#[test]
fn optional_rules_are_silent_until_asked() {
    for rule in rules::all().iter().filter(|rule| rule.option) {
        for text in rule.hit {
            let text = text.replace("{{", "").replace("}}", "");
            assert!(
                rules::hits(&text, &Switches::default()).iter().all(|hit| hit.rule != rule.id),
                "{}: fires unasked",
                rule.id
            );
        }
    }
}

#[test]
fn a_broken_file_is_refused_with_its_reason() {
    let bad =
        "[[rule]]\nid = 'a'\ncategory = 'share'\nwhy = 'x'\nscope = 'piece'\npatterns = ['(']\nhit = []\nmiss = []";
    let engine = rules::Engine::new(rules::parse("xx", bad, "").unwrap());
    assert!(engine.is_err_and(|problem| problem.contains("rule a")));
    assert!(rules::parse("xx", &bad.replace("'share'", "'nonsense'"), "").is_err());
    assert!(rules::parse("xx", &bad.replace("'('", "'ok'"), "").is_ok());
}

#[test]
fn hostile_lines_take_linear_time() {
    let hostile = [
        "Share this story on Facebook ".repeat(20_000),
        "Share this story on Facebook".repeat(20_000),
        "Share this story on Facebook ".repeat(20_000) + "x",
        "Read More x".repeat(40_000),
        "icon ".repeat(200_000),
        "icon a ".repeat(100_000) + "X",
        "Home > ".repeat(10_000),
        ". A".repeat(60_000),
        "Aa".repeat(60_000),
        ".".repeat(600_000),
        "Related: ".repeat(10_000),
    ];
    for text in hostile {
        let begun = Instant::now();
        let found = rules::hits(&text, &Switches::default());
        let taken = begun.elapsed();
        let start: String = text.chars().take(30).collect();
        assert!(found.iter().all(|hit| hit.span.end <= text.len()));
        assert!(taken < Duration::from_secs(20), "{start:?}: {taken:?}");
    }
}

fn is_kebab(id: &str) -> bool {
    id.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

fn check_spans(text: &str) {
    let mut past = 0;
    for hit in rules::hits(text, &Switches::default()) {
        assert!(hit.span.start >= past && hit.span.end > hit.span.start, "{hit:?} in {text:?}");
        assert!(text.get(hit.span.clone()).is_some(), "{hit:?} not on character boundaries of {text:?}");
        assert!((0.0..=1.0).contains(&hit.confidence));
        past = hit.span.end;
    }
}

proptest! {
    #[test]
    fn spans_are_sound_on_any_text(text in any::<String>()) {
        check_spans(&text);
    }

    #[test]
    fn spans_are_sound_on_shards(parts in proptest::collection::vec(proptest::sample::select(SHARDS), 0..30)) {
        check_spans(&parts.concat());
    }
}
