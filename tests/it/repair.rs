//! Run-ons: what is mended, what is left alone, and what is still missed; and the promises every mend keeps.

use std::time::Duration;

use dehusk::article::{Block, Edit, Extracted, Inline, Mark, Role};
use dehusk::{Options, Repair, Stages, clean, repair};
use proptest::prelude::*;

use crate::tool::computed;

const WILD: &str = include_str!("../repairs/wild.tsv");
const UNCHANGED: &str = include_str!("../repairs/unchanged.tsv");
const KNOWN_FAILURES: &str = include_str!("../repairs/known_failures.tsv");

fn options() -> Options {
    Options { stages: Stages::RepairOnly, ..Options::default() }
}

fn mended(text: &str) -> String {
    dehusk::clean(text.as_bytes(), &options()).text()
}

fn pairs(table: &str) -> impl Iterator<Item = (&str, &str)> {
    table.lines().filter(|line| !line.is_empty()).map(|line| line.split_once('\t').unwrap_or((line, "")))
}

#[test]
fn run_ons_of_the_wild_are_mended() {
    for (input, expected) in pairs(WILD) {
        assert_eq!(mended(input), expected);
    }
}

#[test]
fn what_is_right_is_left_alone() {
    for line in UNCHANGED.lines().chain(pairs(WILD).map(|(_, expected)| expected)) {
        assert_eq!(mended(line), line);
    }
}

#[test]
fn known_failures_still_fail() {
    for (input, expected) in pairs(KNOWN_FAILURES) {
        assert_ne!(mended(input), expected, "mended now: move it to wild.tsv");
    }
}

#[test]
fn safe_repair_parts_no_words() {
    let text = "The museum of the town is old and the roof of it is new.We walked to the museumand saw it with them.";
    let safe = Options { repair: Repair::Safe, ..options() };
    let rules = |options| dehusk::clean(text.as_bytes(), options).edits.iter().map(|e| e.rule).collect::<Vec<_>>();
    assert_eq!(rules(&safe), ["sentence-join"]);
    assert_eq!(rules(&options()), ["sentence-join", "word-join"]);
}

#[test]
fn a_passage_that_stands_twice_is_mended_twice() {
    let passage = "The ferry left the harbour at noon with forty people on board.Nobody on the quay could say why.";
    let mended = mended(&format!("{passage}\n\nSo the paper said.\n\n{passage}\n"));
    assert_eq!(mended.matches("on board. Nobody").count(), 2, "{mended}");
}

#[test]
fn code_speaks_for_the_paragraph_that_it_stands_in() {
    let prose = "At five the bell rings.Everyone leaves. The rest of us stay here.Nobody knows why.";
    let calls = "He wrote open() in May.";
    let mended = |text: String| mended(&text).lines().last().unwrap_or_default().to_owned();
    let parted = prose.replace("rings.", "rings. ").replace("here.", "here. ");
    assert_eq!(mended(format!("{calls}\n\n{prose}")), parted);
    assert_eq!(mended(format!("{calls}\n\nShe called close() in June.\n\n{prose}")), prose);
    assert_eq!(mended(format!("{calls} {prose}")), format!("{calls} {prose}"));
}

#[test]
fn stages_before_repair_mend_nothing() {
    let extracted = extracted("It rained.Nobody came.");
    for stages in [Stages::Decode, Stages::Extract, Stages::Judge] {
        let options = Options { stages, ..Options::default() };
        assert_eq!(repair::mend(&extracted, Vec::new(), &options), []);
    }
}

#[test]
fn nothing_is_mended_inside_or_across_a_cut() {
    let text = "It rained.Nobody came.Then it stopped.Everyone danced.";
    let extracted = extracted(text);
    for (from, to) in [(0, 10), (10, 22), (5, 15), (22, 38), (0, text.len()), (38, text.len())] {
        let cut = Edit { span: from..to, replacement: "".into(), cut: true, rule: "test", confidence: 1.0 };
        let edits = repair::mend(&extracted, vec![cut.clone()], &options());
        assert!(edits.contains(&cut));
        assert!(edits.iter().all(|edit| edit.cut || edit.span.end < from || edit.span.start > to));
        assert_apart(&edits);
    }
}

#[test]
fn code_is_left_alone() {
    let mut extracted = extracted("It rained.Nobody came.");
    extracted.inlines.push(Inline { span: 0..12, mark: Mark::Code });
    assert_eq!(repair::mend(&extracted, Vec::new(), &options()), []);
    extracted.inlines.clear();
    extracted.blocks.iter_mut().for_each(|block: &mut Block| block.role = Role::Code);
    assert_eq!(repair::mend(&extracted, Vec::new(), &options()), []);
}

#[test]
fn long_lines_take_linear_time() {
    let lines = ["saidThe.Next", ".", "a.A", "x,y", "\"", ".\"A", "word.'A", "the", "…", "A.\u{201d}", "n:N"];
    for unit in lines {
        let text = unit.repeat(300_000 / unit.len());
        let begin = computed();
        mended(&text);
        let taken = computed() - begin;
        assert!(taken < Duration::from_secs(10), "{unit:?} took {taken:?}");
    }
}

fn extracted(text: &str) -> Extracted {
    dehusk::clean(text.as_bytes(), &options()).extracted
}

fn assert_apart(edits: &[Edit]) {
    for pair in edits.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start && pair[0].span != pair[1].span, "{pair:?}");
    }
}

fn assert_kept_promises(text: &str) {
    let cleaned = dehusk::clean(text.as_bytes(), &options());
    let out = cleaned.text();
    assert_apart(&cleaned.edits);
    assert!(cleaned.edits.iter().all(|e| e.span.is_empty() && e.replacement == " " && !e.cut), "{:?}", cleaned.edits);
    let solid = |text: &str| text.split_whitespace().collect::<String>();
    assert_eq!(solid(&out), solid(&cleaned.extracted.text));
    assert_eq!(mended(&out), out, "not settled: {text:?}");
}

/// What the rules look at.
const PIECES: &[&str] = &[
    ".", "!", "?", "…", ",", ";", ":", "\"", "'", "“", "”", "‘", "’", "«", "»", "„", "(", ")", "[", " ", " ", "\n",
    "The", "the", "and", "He", "Word", "word", "wordand", "ofthe", "AI", "NATO", "A", "I", "U.S", "J", "p.m", "2",
    "12", "2012", "%", "$5", "-", "– ", "#", "@", "/", "_", "=", "com", "PDF", "Дом", "дом", "У", "今", "\u{200d}",
    "http://", "www.", "re", "e",
];

/// Text made of such pieces.
fn tangled() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|found| found.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn tangled_text_keeps_the_promises(text in tangled()) {
        assert_kept_promises(&text);
    }

    #[test]
    fn any_text_keeps_the_promises(text in "\\PC{0,80}") {
        assert_kept_promises(&text);
    }

    #[test]
    fn english_text_keeps_the_promises(text in tangled()) {
        assert_kept_promises(&format!("the word of the house and the man is not in it with them to be that of all. {text}"));
    }
}

#[test]
fn formulas_once_and_digits_as_they_are_seen() {
    let prose = "It is what everybody who went to school in the harbour has learnt by heart and forgotten again.";
    let text = |part: &str| {
        let page = format!("<article><h1>Circles</h1><p>{part} {prose}</p><p>{prose} {prose}</p></article>");
        let cleaned = clean(page.as_bytes(), &Options::default());
        let line = cleaned.text().lines().find(|line| line.ends_with(prose)).unwrap_or_default().to_owned();
        line.strip_suffix(prose).unwrap_or_default().trim().to_owned()
    };
    let math = "<math><semantics><mrow><mi>a</mi><mo>=</mo><mi>b</mi></mrow>\
        <annotation encoding=application/x-tex>a=\\frac{b}{1}</annotation></semantics></math>";
    let cases = [
        (format!("It is {math} here."), "It is a=\\frac{b}{1} here."),
        (format!("So <span class=katex>{math}<span>a=b</span></span> here."), "So a=\\frac{b}{1} here."),
        ("Of x<sup>2</sup>, H<sub>2</sub>O, 10<sup>-3</sup> m.".to_owned(), "Of x², H₂O, 10⁻³ m."),
        ("Of 2 <sup>1</sup>/<sub>4</sub> m, 1/<sub>2</sub> m.".to_owned(), "Of 2 1/4 m, 1/2 m."),
        ("Of 2<sup>1</sup>⁄<sub>4</sub> m.".to_owned(), "Of 2 1⁄4 m."),
        ("Of 60 m<sup>2</sup>/3 people.".to_owned(), "Of 60 m²/3 people."),
        ("The 5<sup>th</sup> of May.".to_owned(), "The 5th of May."),
        ("As said<sup><a href='#n1'>1</a></sup>.".to_owned(), "As said1."),
    ];
    for (part, wanted) in cases {
        assert_eq!(text(&part), wanted);
    }
}

#[test]
fn a_formula_that_fills_a_cell_stands_once() {
    let end = "It was written in the winter by people who had time, and it has worked for all of us ever since then.";
    let math = "<math><mi>a</mi><annotation encoding=application/x-tex>a=b</annotation></math>";
    let page = format!("<h1>Files</h1><p>{end}<table><tr><td>{math}<td>(1)</table><p>{end}");
    let text =
        clean(page.as_bytes(), &Options { kind: Some(dehusk::article::Kind::Html), ..Options::default() }).text();
    assert!(text.contains("\n\na=b\t(1)\n"), "{text}");
}

#[test]
fn code_tells_what_is_a_name() {
    let options = Options { kind: Some(dehusk::article::Kind::Html), stages: Stages::Repair, ..Options::default() };
    let end = "It was written in the winter by people who had time, and it has worked for all of us ever since then.";
    let text = |page: &str| clean(format!("<h1>Files</h1><p>{end}</p>{page}<p>{end}</p>").as_bytes(), &options).text();
    let shown = "<pre>f, err := os.Create(name)\nif err != nil {\n    return\n}</pre>";
    let prose = "<p>When the call to os.Create fails, the logfile stays as it was, and nobody loses a line of it.</p>";
    let text_beside_code = text(&format!("{shown}{prose}"));
    assert!(text_beside_code.contains("call to os.Create fails, the logfile stays"), "{text_beside_code}");
    let raised =
        text("<p>The boats carry mail,<sup><a href='#n4'>4</a></sup> fish and passengers over the sound all day.</p>");
    assert!(raised.contains("mail,4 fish") || raised.contains("mail,⁴ fish"), "{raised}");
}
