//! Rules for husk: each holds on its own examples, the engine is total, and its time is linear.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use dehusk::judge::rules::{self, Category, Scope, Switches};
use dehusk::languages::LANGUAGES;
use dehusk::work::Effort;
use proptest::prelude::*;

use crate::tool::{ARTICLE, Work, computed};

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
        let folder = languages().join(code).join("junk");
        let rules = rules::all().iter().filter(|rule| rule.language == code).count();
        assert_eq!(folder.is_dir(), rules > 0, "{code}: rules without a folder, or a folder without rules");
    }
}

/// A fragment that one file alone names stands in that file.
#[test]
fn fragments_are_named_where_they_stand() {
    let mut all = 0;
    for language in LANGUAGES.iter().filter(|language| language.code != "any") {
        let folder = languages().join(language.code).join("junk");
        let listed = std::fs::read_dir(&folder).into_iter().flatten().map(|file| file.unwrap().path());
        let files: Vec<(bool, toml::Table, String)> = listed
            .map(|path| {
                let text = std::fs::read_to_string(&path).unwrap();
                let (head, _) = text.split_once("[[rule]]").unwrap_or((&text, ""));
                (path.ends_with("fragments.toml"), toml::from_str(head).unwrap(), text)
            })
            .collect();
        for (is_shared, head, text) in &files {
            let fragments = head.get("fragments").and_then(toml::Value::as_table);
            for name in fragments.into_iter().flat_map(toml::Table::keys) {
                let called = format!("{{{name}}}");
                let naming = files.iter().filter(|(.., text)| text.contains(&called)).count();
                let here = text.contains(&called);
                assert!(if *is_shared { naming > 1 } else { here && naming == 1 }, "{}: {name}", language.code);
                all += 1;
            }
        }
    }
    assert!(all > 100, "{all}");
}

fn languages() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/languages")
}

#[test]
fn optional_rules_are_silent_until_asked() {
    for rule in rules::all().iter().filter(|rule| rule.option) {
        for text in rule.hit {
            let text = text.replace("{{", "").replace("}}", "");
            assert!(
                rules::hits(&text, &Switches::default(), &Effort::endless()).iter().all(|hit| hit.rule != rule.id),
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
    let engine = rules::Engine::new(rules::parse("xx", bad, &[]).unwrap());
    assert!(engine.is_err_and(|problem| problem.contains("rule a")));
    assert!(rules::parse("xx", &bad.replace("'share'", "'nonsense'"), &[]).is_err());
    assert!(rules::parse("xx", &bad.replace("'('", "'ok'"), &[]).is_ok());
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
        "Tweet".repeat(120_000),
        "Tweet ".repeat(120_000) + "x",
    ];
    for text in hostile {
        let begun = computed();
        let found = rules::hits(&text, &Switches::default(), &Effort::endless());
        let taken = computed() - begun;
        let start: String = text.chars().take(30).collect();
        assert!(found.iter().all(|hit| hit.span.end <= text.len()));
        assert!(taken < Duration::from_secs(60), "{start:?}: {taken:?}");
    }
}

fn is_kebab(id: &str) -> bool {
    id.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

fn check_spans(text: &str) {
    let mut past = 0;
    for hit in rules::hits(text, &Switches::default(), &Effort::endless()) {
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

#[test]
fn a_file_of_one_category_is_tested_in_the_company_of_the_others() {
    let work = Work::with(&[]);
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/languages/en/junk/share.toml");
    let ran = work.run(&["rules", "test", file]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{}", ran.err);
}

#[test]
fn the_rules_of_the_settings_file_are_tested_with_the_others() {
    let work = Work::with(&[]);
    let rule = "[[rule]]\nid = 'motto'\nwhy = 'A motto.'\nscope = 'piece'\nphrases = ['The tide waits']\n";
    work.put(
        "dehusk.toml",
        format!("{rule}hit = ['The tide waits.', 'No tide']\nmiss = ['The tide waits']\n").as_bytes(),
    );
    let ran = work.run(&["rules", "test"]);
    assert_eq!(ran.code, Some(1));
    assert_eq!(ran.out, "motto: does not fire on \"No tide\"\nmotto: motto fires on \"The tide waits\"\n");
    let count = rules::all().len() + 1;
    assert!(ran.err.starts_with(&format!("{count} rules, ")), "{}", ran.err);
    assert_eq!(work.run(&["rules", "test", "--isolated"]).code, Some(0));
}

#[test]
fn a_list_in_full_says_source_state_and_how_often() {
    let work = Work::with(&[("a.txt", format!("{ARTICLE}\nThe tide waits\n").as_bytes())]);
    let rule = "[[rule]]\nid = 'motto'\nwhy = 'A motto.'\nphrases = ['The tide waits']\n";
    work.put("dehusk.toml", format!("disable = ['share']\nenable = ['dateline']\n{rule}").as_bytes());
    let list = |args: &[&str]| {
        let ran = work.run(&[&["rules", "list", "--long"], args].concat());
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
        let cells = |line: &str| line.split("  ").map(str::trim).filter(|c| !c.is_empty()).map(str::to_owned).collect();
        ran.out.lines().map(cells).collect::<Vec<Vec<String>>>()
    };
    let of = |lines: &[Vec<String>], id: &str| lines.iter().find(|line| line[0] == id).expect(id)[1..6].join("|");
    let lines = list(&[]);
    assert_eq!(of(&lines, "motto"), "dehusk.toml:3|own|block|on|-");
    assert_eq!(of(&lines, "share-prompt"), "built in (en)|share|piece|off|-");
    assert_eq!(of(&lines, "dateline"), "built in (en)|dateline|anywhere|enabled|-");
    assert_eq!(of(&lines, "photo-credit"), "built in (en)|credit|piece|optional|-");
    assert_eq!(of(&list(&["-o", "out"]), "motto"), "dehusk.toml:3|own|block|on|-");
    // Two files of one path.
    work.put("other/a.txt", work.read("raw/a.txt").as_bytes());
    for input in ["raw", "other"] {
        work.run(&["clean", input, "-o", "out", "--force"]);
    }
    let lines = list(&["-o", "out"]);
    assert_eq!(
        (of(&lines, "motto"), of(&lines, "dateline")),
        ("dehusk.toml:3|own|block|on|2 (6 words)".to_owned(), "built in (en)|dateline|anywhere|enabled|0".to_owned(),)
    );
}

#[test]
fn why_names_the_rule_that_cuts_and_those_that_come_near() {
    let work = Work::with(&[]);
    work.put("dehusk.toml", b"disable = ['newsletter']\n");
    let why = |text: &str| work.run(&["rules", "why", text]).out;
    let cut = why("The bridge is open. Share this article");
    assert!(
        cut.starts_with("cut   share-prompt ") && cut.contains("\"Share this article\"  built in (en), share: "),
        "{cut}"
    );
    let near = why("He asked readers to share this article with friends.");
    assert!(near.starts_with("keep  no rule cuts this"), "{near}");
    assert!(near.contains("near  share-prompt ") && near.contains("strikes only from one sentence end"), "{near}");
    let optional = why("OSLO, May 3 (Harbour Press) - The ferry sails again.");
    assert!(optional.contains("near  dateline ") && optional.contains("must be asked for with enable"), "{optional}");
    let long = why(&format!("OSLO, May 3 (Harbour Press) - {}", "The ferry sails again today. ".repeat(20)));
    assert!(long.contains("near  dateline "), "{long}");
    let off = why("Sign up for our newsletter");
    assert!(off.contains("is switched off"), "{off}");
}

#[test]
fn a_heading_of_a_page_goes_whole_or_not_at_all() {
    let page = |heading: &str| {
        let text =
            "<p>The old bridge over the harbour is open to carts again, and the ferry sails on Sundays alone.</p>";
        format!("<title>The ferry</title><article><h1>The ferry</h1>{text}<h2>{heading}</h2>{text}</article>")
    };
    let left = |heading: &str| dehusk::clean(page(heading).as_bytes(), &dehusk::Options::default()).text();
    let heading = "We’d love to hear from you… Write to the ferry!";
    assert!(left(heading).contains(heading));
    assert!(!left("We’d love to hear from you.").contains("love"));
    assert!(left("Fares and times ¶").contains("Fares and times\n"));
}
