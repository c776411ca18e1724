//! `dehusk.toml`: where it is found, what it changes, what is said of its faults.

use crate::tool::{ARTICLE, Ran, Work};

const OWN: &str = r#"
disable = ["share-prompt"]
keep = ["posted by the quay"]

[[rule]]
id = "harbour-motto"
why = "The motto that the paper puts under everything."
scope = "piece"
phrases = ["The tide waits for no one"]
hit = ["The ferry sailed. {{The tide waits for no one.}}"]
miss = ["She said that the tide waits for no one."]
"#;

/// An article with a block of husk behind it.
fn with(husk: &str) -> Vec<u8> {
    format!("{ARTICLE}\n{husk}\n").into_bytes()
}

fn clean(work: &Work, args: &[&str]) -> String {
    let ran = work.run(&[&["clean"], args].concat());
    assert_eq!((ran.code, ran.err.is_empty()), (Some(0), false), "{}", ran.err);
    work.read("cleaned/a.txt")
}

/// A run that must be refused with this line.
fn refused(config: &str, line: &str) {
    let work = Work::with(&[("a.txt", ARTICLE.as_bytes())]);
    work.put("dehusk.toml", config.as_bytes());
    let ran = work.run(&["clean"]);
    assert_eq!(ran.code, Some(2), "{config}: {}", ran.err);
    assert_eq!(ran.err, format!("dehusk: dehusk.toml:{line}\n"), "{config}");
    assert!(!work.path("cleaned").exists());
}

#[test]
fn rules_of_ones_own_cut_and_are_named() {
    let work = Work::with(&[("a.txt", &with("The tide waits for no one."))]);
    assert!(clean(&work, &[]).contains("The tide waits"));
    work.put("dehusk.toml", OWN.as_bytes());
    assert!(!clean(&work, &[]).contains("The tide waits"));
    assert!(clean(&work, &["--isolated"]).contains("The tide waits"));
    let told = work.run(&["explain", "raw/a.txt"]).out;
    assert!(told.lines().any(|line| line.starts_with("cut   harbour-motto ") && line.contains("0.95")), "{told}");
    let piped = work.run_with(&["pipe"], br#"{"text":"The boat left at noon. The tide waits for no one."}"#);
    assert_eq!(piped.json()[0]["text"], "The boat left at noon.");
    assert_eq!(piped.json()[0]["dehusk"]["rules"]["harbour-motto"], 1);
}

#[test]
fn the_file_is_found_from_the_working_folder_upwards() {
    let work = Work::with(&[("a.txt", &with("The tide waits for no one."))]);
    work.put("dehusk.toml", OWN.as_bytes());
    work.put("deep/er/x", b"");
    let run = |args: &[&str]| {
        let mut command = work.command(&[&["clean", "../../raw", "-o", "out"], args].concat());
        let ran = Ran::from(command.current_dir(work.path("deep/er")).output().unwrap());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        work.read("deep/er/out/a.txt")
    };
    assert!(!run(&[]).contains("The tide waits"));
    assert!(run(&["--isolated"]).contains("The tide waits"));
    work.put("deep/dehusk.toml", b"");
    assert!(run(&[]).contains("The tide waits"), "the nearest one counts");
    assert!(!run(&["--config", "../../dehusk.toml"]).contains("The tide waits"));
}

#[test]
fn switches_work_by_rule_and_by_category() {
    let credit = "Photo: Ann Miller/Harbour Press";
    let work = Work::with(&[("a.txt", &with(&format!("Share this article\n\n{credit}")))]);
    let text = clean(&work, &[]);
    assert!(!text.contains("Share this"), "{text}");
    for (config, share, photo) in [
        ("disable = ['share-prompt', 'share-button']\ncut-confidence = 0.99", true, true),
        ("disable = ['share']\nmin-confidence = 0.99", true, true),
        ("enable = ['photo-credit']", false, false),
        ("enable = ['credit']", false, false),
        ("keep = ['ann  miller']\nenable = ['credit']", false, true),
        ("cut-confidence = 1.0", true, true),
    ] {
        work.put("dehusk.toml", config.as_bytes());
        let text = clean(&work, &[]);
        assert_eq!((text.contains("Share this"), text.contains(credit)), (share, photo), "{config}: {text}");
    }
}

#[test]
fn a_kept_phrase_keeps_its_block_from_rules_and_model() {
    let husk = "Home | News | Sport | Weather | Contact | Posted by the quay | Log in | Subscribe | Cookies";
    let work = Work::with(&[("a.txt", format!("{husk}\n\n{ARTICLE}").as_bytes())]);
    assert!(!clean(&work, &[]).contains("Posted by"));
    work.put("dehusk.toml", OWN.as_bytes());
    assert!(clean(&work, &[]).contains("Posted by the quay"));
    let told = work.run(&["explain", "raw/a.txt"]).out;
    assert!(told.contains("keep  keep-phrase"), "{told}");
}

#[test]
fn a_rule_for_some_languages_is_silent_in_others() {
    let rule = "[[rule]]\nid = 'motto'\nwhy = 'A motto.'\nphrases = ['The tide waits for no one']\n";
    let work = Work::with(&[("a.txt", &with("The tide waits for no one."))]);
    for (languages, stays) in [("['de', 'nl']", true), ("['en']", false), ("[]", false)] {
        work.put("dehusk.toml", format!("{rule}languages = {languages}\n").as_bytes());
        assert_eq!(clean(&work, &[]).contains("The tide waits"), stays, "{languages}");
    }
}

#[test]
fn a_block_of_own_and_built_in_husk_is_husk() {
    let rule = "[[rule]]\nid = 'motto'\nwhy = 'A motto.'\nscope = 'piece'\nphrases = ['The tide waits for no one']\n";
    let work = Work::with(&[("a.txt", &with("The tide waits for no one. Print this page | Tweet"))]);
    work.put("dehusk.toml", rule.as_bytes());
    let told = work.run(&["explain", "raw/a.txt"]).out;
    assert!(told.lines().any(|line| line.starts_with("cut   motto ") && line.ends_with("| Tweet")), "{told}");
}

#[test]
fn settings_come_from_the_file_and_the_command_line_wins() {
    let work = Work::with(&[("a.txt", ARTICLE.as_bytes()), ("b.html", b"<p>The board met.Nobody came.</p>")]);
    work.put("dehusk.toml", b"stages = 'decode,extract'\nformat = 'md'\nexclude = ['a.*']\nthreads = 1\n");
    assert_eq!(work.run(&["clean"]).code, Some(0));
    assert_eq!(work.tree("cleaned").len(), 1);
    assert!(work.read("cleaned/b.html.md").contains("met.Nobody"));
    assert_eq!(work.run(&["clean", "--format", "txt", "--exclude", "*.html", "-o", "other"]).code, Some(0));
    assert_eq!(work.read("other/a.txt"), ARTICLE);
    assert_eq!(work.tree("other").len(), 1);
}

#[test]
fn a_dump_says_what_holds_and_reads_back() {
    let work = Work::with(&[]);
    work.put("dehusk.toml", format!("dial = \"recall\"\nthreads = 3{OWN}").as_bytes());
    let dump = work.run(&["clean", "--dump-config", "--threads", "2", "--repair", "safe"]);
    assert_eq!((dump.code, dump.err.as_str()), (Some(0), ""));
    for line in [
        "stages = \"decode,extract,judge,repair\"  # default",
        "dial = \"recall\"  # dehusk.toml:1",
        "repair = \"safe\"  # command line",
        "threads = 2  # command line",
        "format = \"txt\"  # default",
        "disable = [\"share-prompt\"]  # dehusk.toml:3",
        "[[rule]]  # dehusk.toml:6",
    ] {
        assert!(dump.out.lines().any(|other| other == line), "{line}\n{}", dump.out);
    }
    work.put("again.toml", dump.out.as_bytes());
    let again = work.run(&["clean", "--dump-config", "--config", "again.toml"]);
    let values =
        |dump: &str| dump.lines().map(|line| line.split("  # ").next().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(values(&again.out), values(&dump.out));
    for args in [&["pipe", "--dump-config"][..], &["explain", "x", "--dump-config"]] {
        assert!(work.run(args).out.contains("dial = \"recall\"  # dehusk.toml:1"), "{args:?}");
    }
}

#[test]
fn faults_name_file_line_and_column() {
    refused("disabel = []", "1:1: unknown key \"disabel\"; did you mean \"disable\"?");
    refused("\n kind = 'htlm'", "2:9: kind: \"htlm\" is none of auto, html, text");
    refused("stages = 'judge'", "1:10: stages: legal are beginnings of decode,extract,judge,repair, or repair alone");
    refused("threads = -1", "1:11: threads: from 0 to 1024");
    refused("threads = 'x'", "1:11: invalid type: string \"x\", expected i64");
    refused("format = 'pdf'", "1:10: format: \"pdf\" is none of txt, md, jsonl, dolma");
    refused("cut-confidence = 7.0", "1:18: cut-confidence is from 0 to 1");
    refused("disable = ['share-promt']", "1:12: no rule or category \"share-promt\"; did you mean \"share-prompt\"?");
    refused("keep = ['  ']", "1:9: a phrase to keep must not be empty");
    refused("include = ['a', '[']", "1:11: include: error parsing glob '[': unclosed character class; missing ']'");
    refused(
        "\nexclude = ['a{']",
        "2:11: exclude: error parsing glob 'a{': unclosed alternate group; missing '}' (maybe escape '{' with '[{]'?)",
    );
    let site = "[[site]]\nhost = 'a.example'\nstrip = ['.b', 'p::bad(']";
    refused(site, "1:1: the selector 'p::bad(' cannot be read");
    refused("x = ", "1:5: string values must be quoted, expected literal string");
}

#[test]
fn faults_of_rules_name_the_rule() {
    let rule = |more: &str| format!("[[rule]]\nid = 'motto'\nwhy = 'A motto.'\n{more}\n");
    refused(&rule("patern = []"), "4:1: unknown key \"patern\"; did you mean \"patterns\"?");
    refused(&rule("category = 'shar'"), "4:12: unknown value \"shar\"; did you mean \"share\"?");
    refused(&rule(""), "1:1: rule motto: needs patterns or phrases");
    refused(&rule("patterns = ['(']"), "1:1: rule motto: the pattern '(' is no expression: unclosed group");
    let large = "1:1: rule motto: the pattern '(\\w{500}){500}' makes too large a machine";
    refused(&rule("scope = 'anywhere'\npatterns = ['(\\w{500}){500}']"), large);
    let fragment = "1:1: rule motto: the pattern 'on {netwrok}' names a fragment that is not there: {netwrok}";
    refused(&rule("patterns = ['on {netwrok}']"), fragment);
    refused(&rule("patterns = ['x*']"), "1:1: rule motto: the pattern 'x*' matches nothing at all");
    let language = "1:1: rule motto: the language \"xx\" is not one of those that are told apart";
    refused(&rule("patterns = ['x']\nlanguages = ['xx']"), language);
    refused(
        &rule("phrases = ['x']").replace("motto", "share-prompt"),
        "1:1: rule share-prompt: a rule built in has this id",
    );
    refused(
        &rule("phrases = ['x']").replace("motto", "outside"),
        "1:1: rule outside: the judge has a reason of this name",
    );
    refused(&rule("phrases = ['x']").replace("motto", "sentence-join"), "1:1: rule sentence-join: a mend has this id");
    refused(
        &rule("phrases = ['x']").replace("motto", "Motto"),
        "1:1: rule Motto: an id is made of small letters, digits and single hyphens",
    );
    refused(&rule("phrases = ['x']").repeat(2), "5:1: rule motto: this id is used twice");
    refused("[[rule]]\nid = 'motto'\nphrases = ['x']", "1:1: missing field `why`");
}

#[test]
fn a_file_that_is_not_there_is_an_error() {
    let work = Work::with(&[("a.txt", ARTICLE.as_bytes())]);
    let ran = work.run(&["clean", "--config", "none.toml"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.starts_with("dehusk: none.toml: "), "{}", ran.err);
    assert_eq!(work.run(&["clean", "--config", "x", "--isolated"]).code, Some(2));
}
