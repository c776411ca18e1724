//! What is no text: what goes, and what stays.

use std::time::Duration;

use dehusk::article::Kind;
use dehusk::{Cleaned, Options, Stages, clean};
use proptest::prelude::*;

use crate::invariants::hygiene::{RULES, hold};
use crate::tool::computed;

fn cleaned_as(kind: Kind, text: &str, normalize: bool) -> Cleaned<'_> {
    let options = Options { kind: Some(kind), normalize, ..Options::default() };
    clean(text.as_bytes(), &options)
}

fn rules(cleaned: &Cleaned) -> String {
    cleaned.edits.iter().map(|edit| edit.rule).collect::<Vec<_>>().join(" ")
}

/// Clean `text`, and once more: the second time finds nothing of ours.
fn settled(kind: Kind, text: &str, normalize: bool) -> Cleaned<'_> {
    let once = cleaned_as(kind, text, normalize);
    let text_once = once.text();
    let twice = cleaned_as(Kind::Text, &text_once, normalize);
    let again: Vec<_> = twice.edits.iter().filter(|edit| !edit.cut).collect();
    assert!(again.is_empty(), "{text:?} gave {text_once:?}, then {again:?}");
    once
}

/// Prose that no rule has anything to say of, so that the judge keeps what stands beside it.
const PROSE: &str = "The harbour was quiet in the morning, and the boats that had gone out the day before came back one \
    by one with little to show for it. Nobody on the quay asked them why, because everybody there knew the answer.";

const MENDED: &[(&str, &str, &str)] = &[
    ("The bell\u{7} rang\u{0} twice.", "The bell rang twice.", "control-character control-character"),
    ("A C1\u{81} control.", "A C1 control.", "control-character"),
    ("\u{1b}[1;31mRed\u{1b}[0m paint dried.", "Red paint dried.", "terminal-escape terminal-escape"),
    ("\u{1b}]8;;http://a.example/\u{7}Link\u{1b}]8;;\u{1b}\\ text.", "Link text.", "terminal-escape terminal-escape"),
    ("An open \u{1b}]command stays.", "An open ]command stays.", "control-character"),
    ("Hy\u{ad}phen\u{ad}ation is soft.", "Hyphenation is soft.", "zero-width zero-width"),
    ("A zero\u{200b}width blank.", "A zerowidth blank.", "zero-width"),
    ("Word\u{2060}joiner, inner\u{feff}mark.", "Wordjoiner, innermark.", "zero-width zero-width"),
    ("Auf\u{200c}lage and x\u{200d}y.", "Auflage and xy.", "zero-width zero-width"),
    ("A flood\u{200b}\u{200c}\u{200d}\u{2060}\u{200b} of them.", "A flood of them.", "zero-width"),
    ("One \u{200b} blank.", "One blank.", "zero-width"),
    ("\u{200b} At the ends \u{feff}", "At the ends", "zero-width zero-width zero-width"),
    (
        "He is gone, she said.\u{200b}The door was open.",
        "He is gone, she said. The door was open.",
        "sentence-join zero-width",
    ),
    (
        "He is gone, she said\u{ad}.The door was open.",
        "He is gone, she said. The door was open.",
        "zero-width sentence-join",
    ),
    ("The \u{202e}evil\u{202c} name.", "The evil name.", "bidi-control bidi-control"),
    ("Left\u{200e} alone\u{200f} here.", "Left alone here.", "bidi-control bidi-control"),
    ("Cafe\u{301} and nin\u{303}o.", "Caf\u{e9} and ni\u{f1}o.", "composed composed"),
    ("Cafe\u{ad}\u{301} closed.", "Caf\u{e9} closed.", "composed"),
    ("The \u{212b}ngstr\u{f6}m unit.", "The \u{c5}ngstr\u{f6}m unit.", "composed"),
    ("\u{1112}\u{1161}\u{11ab}\u{ae00}.", "\u{d55c}\u{ae00}.", "composed"),
    ("Hidden\u{e0041}\u{e0042} tags.", "Hidden tags.", "zero-width"),
];

#[test]
fn what_is_no_text_goes() {
    for (before, after, want) in MENDED {
        let page = [PROSE, "\n\n", before, "\n\n", PROSE].concat();
        let cleaned = settled(Kind::Text, &page, false);
        assert_eq!(cleaned.text(), [PROSE, "\n\n", after, "\n\n", PROSE].concat(), "{before:?}");
        assert_eq!(rules(&cleaned), *want, "{before:?}");
    }
}

#[test]
fn odd_line_ends_inside_a_block_are_blanks() {
    for (before, after) in [
        ("One\u{2028}line end.", "One line end."),
        ("One \u{2029} more.", "One more."),
        ("Three\u{b}\u{b}\u{2028}of them.", "Three of them."),
        ("The last.\u{2028}Then none.", "The last. Then none."),
    ] {
        let page = format!("<p>{PROSE}</p><p>{before}</p><p>{PROSE}</p>");
        assert_eq!(settled(Kind::Html, &page, false).text(), format!("{PROSE}\n\n{after}\n\n{PROSE}"), "{before:?}");
    }
}

const KEPT: &[&str] = &[
    "می\u{200c}خواهم به خانه\u{200c}ها بروم و کتاب\u{200c}های تازه بخوانم.",
    "यह क्\u{200d}ष और श्\u{200c}र का उदाहरण है।",
    "The family 👨\u{200d}👩\u{200d}👧\u{200d}👦 and 👩🏽\u{200d}⚕\u{fe0f}, ❤\u{fe0f}\u{200d}🔥 and 🏳\u{fe0f}\u{200d}🌈 came along.",
    "Flags 🇳🇴 and 🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} flew over the harbour.",
    "ภาษาไทย\u{200b}ไม่มี\u{200b}ช่องว่าง",
    "ភាសា\u{200b}ខ្មែរ\u{200b}សរសេរ",
    "日本語\u{200b}の文章です。",
    "שלום\u{200f}! (3\u{200f}) בית",
    "العربية\u{200f} (ABC\u{200e}) نص",
    "The caf\u{e9} of S\u{f8}ren, “quoted” ﬁrst and ＡＢＣ.",
    "The firm of Smith &amp; Sons, later Smith &amp; Daughters, sold nails.",
    "In a page one writes &nbsp; for the blank that does not break, and &nbsp; again for the next.",
    "Write &copy; or &reg; or &euro; or &pound; or &yen; for the sign, and &amp; for the one that begins them.",
    "Tabs\tstay where they stand.",
    "ह\u{200d} ه\u{200d} q\u{301}",
];

#[test]
fn what_means_something_stays() {
    for text in KEPT {
        let page = [PROSE, "\n\n", text, "\n\n", PROSE].concat();
        let cleaned = cleaned_as(Kind::Text, &page, false);
        assert_eq!(rules(&cleaned), "", "{text:?}");
        assert_eq!(cleaned.text(), page);
    }
}

#[test]
fn floods_of_what_means_something_are_thinned() {
    for (before, after) in
        [("خانه\u{200c}\u{200c}\u{200c}ها", "خانه\u{200c}ها"), ("ไทย\u{200b}\u{200b}ไทย", "ไทย\u{200b}ไทย")]
    {
        assert_eq!(settled(Kind::Text, &format!("{PROSE}\n\n{before}"), false).text(), format!("{PROSE}\n\n{after}"));
    }
}

/// A document that was escaped and never read back.
const ESCAPED: &str = "&quot;It&#x27;s the wind,&quot; she said. He didn&#39;t think so.\n\nThe men of Smith &amp; Sons had\
    &nbsp;gone by then, and their boat wasn&amp;#39;t at the quay. The&shy;re was nothing to see, 3 &lt; 4 or not.\n\n\
    &nbsp;\n\n&ldquo;Come home,&rdquo; he said at last&hellip;They went up the hill. &unknown; &#xfffd; stay.";

#[test]
fn references_of_an_escaped_text_are_decoded() {
    let cleaned = settled(Kind::Text, ESCAPED, false);
    let want = "\"It's the wind,\" she said. He didn't think so.\n\nThe men of Smith & Sons had\u{a0}gone by then, and \
        their boat wasn't at the quay. There was nothing to see, 3 < 4 or not.\n\n“Come home,” he said at last… They \
        went up the hill. &unknown; &#xfffd; stay.";
    assert_eq!(cleaned.text(), want);
    assert!(cleaned.edits.iter().all(|edit| matches!(edit.rule, "entity" | "sentence-join")), "{}", rules(&cleaned));
}

#[test]
fn code_and_tags_of_an_escaped_text_stay() {
    let code = "if (a &amp;&amp; b) { c = &quot;d&quot;; }";
    let tags = "The writer typed &lt;b&gt; here and didn&#39;t close it.";
    let text = [ESCAPED, "\n\n", code, "\n\n", tags].concat();
    let cleaned = settled(Kind::Text, &text, false).text();
    assert!(cleaned.contains(code), "{cleaned}");
    assert!(cleaned.ends_with("The writer typed &lt;b&gt; here and didn't close it."), "{cleaned}");
}

#[test]
fn code_of_a_page_stays() {
    let page = format!("<p>{PROSE}</p><pre>a\u{200b}b\u{202e}c e\u{301}</pre><p>{PROSE}</p>");
    let cleaned = cleaned_as(Kind::Html, &page, true);
    assert!(cleaned.text().contains("a\u{200b}b\u{202e}c e\u{301}") && rules(&cleaned).is_empty());
}

#[test]
fn forms_change_only_when_asked() {
    let text = format!("{PROSE}\n\n“It’s ﬁne,” he said of the ｆｕｌｌ　ｗｉｄｔｈ ｶﾞ.");
    assert_eq!(cleaned_as(Kind::Text, &text, false).text(), text);
    let plain = settled(Kind::Text, &text, true);
    assert_eq!(plain.text(), format!("{PROSE}\n\n\"It's fine,\" he said of the full width ガ."));
    assert!(plain.edits.iter().all(|edit| edit.rule == "normalized"));
}

#[test]
fn a_note_says_where_writing_direction_was_turned() {
    let notes = |text: &str| cleaned_as(Kind::Text, &format!("{PROSE}\n\n{text}"), false).notes;
    assert_eq!(notes("A plain line."), []);
    assert_eq!(notes("An \u{202e}odd\u{202c} one.").iter().map(|note| note.code).collect::<Vec<_>>(), ["bidi-control"]);
}

#[test]
fn repair_alone_leaves_it_all() {
    let options = Options { stages: Stages::RepairOnly, normalize: true, ..Options::default() };
    for (before, ..) in MENDED {
        let edits = clean(before.as_bytes(), &options).edits;
        assert!(edits.iter().all(|edit| !RULES.contains(&edit.rule)), "{before:?}");
    }
}

const MORE: &str = "At noon the boats went out again, and on the quay nobody believed that the harbour had answered them, \
    because the morning had taught everybody how little there was to ask.";

#[test]
fn empty_blocks_take_their_gap_along() {
    for (before, after) in [
        (format!("\u{7}\u{200b}\n\n{PROSE}"), PROSE.to_owned()),
        (format!("{PROSE}\n\n\u{200b}\n\n{MORE}"), format!("{PROSE}\n\n{MORE}")),
        (format!("{PROSE}\n\n\u{200b}\n\n\u{ad}"), PROSE.to_owned()),
        (format!("\u{200b}\n\n\u{ad}\n\n{PROSE}\n\n\u{7}\n\n\u{7}\n\n{MORE}"), format!("{PROSE}\n\n{MORE}")),
    ] {
        assert_eq!(settled(Kind::Text, &before, false).text(), after, "{before:?}");
    }
}

#[test]
fn floods_take_linear_time() {
    let units = [
        "\u{301}",
        "\u{301}\u{323}",
        "\u{200b}",
        "a\u{ad}",
        "\u{200d}",
        "\u{1b}",
        "\u{1b}]",
        "\u{1b}[1;",
        "\u{9b}",
        "\u{200e}",
        "א\u{200e}",
        "a\u{200e}\n",
        "&#39;a",
        "&amp;",
        "&amp;#39;",
        "&",
        "&lt;",
        "\u{2028}",
        "\u{7} ",
        "e\u{301}",
        "\u{1161}",
        "“",
        "\u{200b}\n\n",
        " \n",
        "\u{e0041}",
    ];
    for unit in units {
        for normalize in [false, true] {
            let text = format!("{PROSE}\n\na{}", unit.repeat(1_200_000 / unit.len()));
            let begin = computed();
            cleaned_as(Kind::Text, &text, normalize).text();
            let taken = computed() - begin;
            assert!(taken < Duration::from_secs(8), "{unit:?} took {taken:?}");
        }
    }
}

/// What the passes look at.
const PIECES: &[&str] = &[
    "word",
    "The",
    "said.",
    ".",
    "é",
    "e",
    "\u{301}",
    "\u{323}",
    " ",
    " ",
    "\n",
    "\n\n",
    "\u{200b}",
    "\u{200c}",
    "\u{200d}",
    "\u{200e}",
    "\u{200f}",
    "\u{202e}",
    "\u{ad}",
    "\u{feff}",
    "\u{2028}",
    "\u{b}",
    "\u{7}",
    "\u{1b}",
    "\u{1b}[0m",
    "[1m",
    "\u{1b}]",
    "\u{9b}",
    "ไทย",
    "نص",
    "क्",
    "👩",
    "🔥",
    "\u{fe0f}",
    "🏴",
    "\u{e0067}",
    "\u{180e}",
    "\u{2329}",
    "\u{212b}",
    "\u{1100}",
    "\u{1161}",
    "&nbsp;",
    "&#39;",
    "&amp;",
    "amp;",
    "a&quot;b",
    "&shy;",
    "&#8205;",
    "&lt;",
    "&gt;",
    "&",
    ";",
    "“",
    "ﬁ",
    "　",
    "！",
];

fn tangled() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|found| found.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn tangled_text_settles(text in tangled(), full in any::<bool>(), normalize in any::<bool>()) {
        let around = if full { ESCAPED } else { PROSE };
        let text = format!("{around}\n\n{around} {text}\n\n{around}");
        let cleaned = settled(Kind::Text, &text, normalize);
        if !normalize {
            let ours = cleaned.edits.iter().filter(|edit| !edit.cut && RULES.contains(&edit.rule));
            ours.for_each(|edit| hold(Kind::Text, &cleaned.extracted.text[edit.span.clone()], edit));
        }
    }
}
