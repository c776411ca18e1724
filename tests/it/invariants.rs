//! What must hold whatever the input: used by the property tests, by the inputs kept in `tests/fuzzed/`, and by the fuzz
//! targets, which are told from each other by the functions of [`TARGETS`].

#[path = "invariants/hygiene.rs"]
pub mod hygiene;
#[path = "invariants/records.rs"]
mod records;

use dehusk::article::{Edit, Extracted, Kind, replay};
use dehusk::extract::html::entities;
use dehusk::{Cleaned, Options, Stages, clean, decode, extract};

pub use self::records::records;

/// A fuzz target.
type Target = fn(&[u8]);

/// The fuzz targets by name.
pub const TARGETS: &[(&str, Target)] = &[
    ("clean", whole),
    ("decode", decoding),
    ("html", html),
    ("plain", plain),
    ("records", records),
    ("repair", repair),
];

/// Units of work for a byte: two bytes can be a block, and a byte of an old charset three of text.
const MOST_WORK: u64 = 1000;

/// The whole of `clean()`. The first byte chooses the settings.
pub fn whole(data: &[u8]) {
    let Some((first, bytes)) = data.split_first() else { return };
    let all = settings();
    let options = &all[usize::from(*first) % all.len()];
    let cleaned = clean(bytes, options);
    hold(&cleaned);
    assert!(
        cleaned.work <= MOST_WORK * (bytes.len() as u64 + 1),
        "{} units of work for {} bytes",
        cleaned.work,
        bytes.len()
    );
    if options.stages == Stages::Repair && cleaned.extracted.kind == Kind::Text {
        settled(&cleaned);
    }
}

/// Bytes → text. The text is read again as it is, unless it holds what says how bytes are to be read.
pub fn decoding(bytes: &[u8]) {
    let options = Options::default();
    let once = decode::decode(bytes, &options);
    assert!(once.text.matches(char::REPLACEMENT_CHARACTER).count() >= once.decoding.replaced);
    if !once.text.contains(['\u{feff}', '\0', '\u{1b}']) {
        assert_eq!(decode::decode(once.text.as_bytes(), &options).text, once.text, "decoding settles");
    }
}

/// Markup → blocks.
pub fn html(bytes: &[u8]) {
    let (text, options) = (String::from_utf8_lossy(bytes), Options { kind: Some(Kind::Html), ..Options::default() });
    sound(&text, &extract::extract(&text, &options));
}

/// Plain text → blocks.
pub fn plain(bytes: &[u8]) {
    let (text, options) = (String::from_utf8_lossy(bytes), Options { kind: Some(Kind::Text), ..Options::default() });
    let extracted = extract::extract(&text, &options);
    let mut left = solid(&text);
    assert!(solid(&extracted.text).all(|c| left.any(|had| had == c)), "nothing is invented");
}

/// Text → text without run-ons: blanks go in, and the second time there is nothing to mend. It is known to be UTF-8:
/// a blank more or less between NUL bytes can make the rest look like UTF-16.
pub fn repair(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (stages, kind, encoding) = (Stages::RepairOnly, Some(Kind::Text), Some(encoding_rs::UTF_8));
    let options = Options { stages, kind, encoding, ..Options::default() };
    let cleaned = clean(text.as_bytes(), &options);
    hold(&cleaned);
    let is_blank = |edit: &Edit| edit.span.is_empty() && edit.replacement == " " && !edit.cut;
    assert!(cleaned.edits.iter().all(is_blank), "{:?}", cleaned.edits);
    let once = cleaned.text();
    let again = clean(once.as_bytes(), &options);
    assert!(again.edits.is_empty(), "mended again: {:?}", again.edits);
}

/// Cleaned again, the text of an article is mended nowhere.
fn settled(cleaned: &Cleaned) {
    let options = Options { kind: Some(Kind::Text), ..Options::default() };
    let once = cleaned.text();
    let again = clean(once.as_bytes(), &options);
    let mends: Vec<_> = again.edits.iter().filter(|edit| !edit.cut).collect();
    assert!(mends.is_empty(), "mended again: {mends:?}");
}

/// All settings that reach different code.
pub fn settings() -> Vec<Options> {
    let mut all = Vec::new();
    for stages in [Stages::Decode, Stages::Extract, Stages::Judge, Stages::Repair, Stages::RepairOnly] {
        for kind in [None, Some(Kind::Html), Some(Kind::Text)] {
            all.push(Options { stages, kind, ..Options::default() });
        }
    }
    all
}

fn solid(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_whitespace())
}

/// What must hold for any result whatsoever: it can be replayed, and nothing in it is invented.
pub fn hold(cleaned: &Cleaned) {
    let extracted = &cleaned.extracted;
    let mut at = 0;
    for block in &extracted.blocks {
        assert!(at <= block.span.start && block.span.start < block.span.end, "blocks ascend and are not empty");
        assert!(extracted.text[at..block.span.start].chars().all(|c| !c.is_alphanumeric()), "gaps hold no text");
        assert!(cleaned.source.get(block.source.clone()).is_some(), "a block points into the source");
        at = block.span.end;
    }
    assert!(at <= extracted.text.len());
    let mut past = 0;
    for edit in &cleaned.edits {
        assert!(past <= edit.span.start && edit.span.start <= edit.span.end, "edits ascend and do not overlap");
        assert!(extracted.text.get(edit.span.clone()).is_some(), "an edit lies on characters");
        let taken = &extracted.text[edit.span.clone()];
        if !edit.cut && hygiene::RULES.contains(&edit.rule) {
            hygiene::hold(extracted.kind, taken, edit);
        } else {
            assert!(edit.replacement.chars().all(char::is_whitespace), "an edit adds nothing but white space");
            let hyphen = edit.rule == "line-hyphen" && taken.trim_end() == "-" && edit.replacement.is_empty();
            assert!(edit.cut || hyphen || solid(taken).next().is_none(), "a repair takes no character");
        }
        let is_known = dehusk::repair::RULES.iter().any(|(mend, _)| *mend == edit.rule);
        assert_eq!(is_known, !edit.cut, "{}: mends, and nothing else, have the names of mends", edit.rule);
        assert!(!edit.rule.is_empty() && (0.0..=1.0).contains(&edit.confidence));
        past = edit.span.end;
    }
    for verdict in &cleaned.verdicts {
        let block = &extracted.blocks[verdict.block];
        assert!(block.span.start <= verdict.span.start && verdict.span.end <= block.span.end);
        assert!(!verdict.rule.is_empty() && (0.0..=1.0).contains(&verdict.confidence));
    }
    let text = cleaned.text();
    assert_eq!(text, replay(&extracted.text, &cleaned.edits), "the record gives the output");
    let hygiene = |edit: &&Edit| !edit.cut && hygiene::RULES.contains(&edit.rule);
    let tidied = replay(&extracted.text, &cleaned.edits.iter().filter(hygiene).cloned().collect::<Vec<_>>());
    let mut left = solid(&tidied);
    assert!(solid(&text).all(|c| left.any(|had| had == c)), "nothing is invented");
}

/// What must hold for any document: spans ascend, with white space only between them, and each block's characters stand
/// where the block says that it comes from.
pub fn sound(source: &str, document: &Extracted) {
    let mut end = 0;
    for block in &document.blocks {
        let gap = document.text.get(end..block.span.start).expect("spans ascend on char boundaries");
        assert!(gap.chars().all(is_unseen), "{gap:?} is no gap in {source}");
        assert!(!document.text[block.span.clone()].trim().is_empty());
        let held = source.get(block.source.clone()).expect("a range of the source");
        let text = &document.text[block.span.clone()];
        assert!(holds(held, text), "{text:?} does not come from {held:?} in {source}");
        assert!((block.element as usize) < document.elements.len());
        end = block.span.end;
    }
    assert!(document.text[end..].is_empty());
    for (number, element) in document.elements.iter().enumerate() {
        assert!((element.parent as usize) < number.max(1));
        assert!(element.blocks.start <= element.blocks.end && element.blocks.end as usize <= document.blocks.len());
    }
    for inline in &document.inlines {
        assert!(document.text.get(inline.span.clone()).is_some_and(|text| !text.is_empty() || inline.mark.is_thing()));
    }
}

/// Do the characters of a block stand in this part of the source, in that order? Markup may stand between them, and
/// references may stand for them; in a few elements there are none.
fn holds(source: &str, text: &str) -> bool {
    let in_order = |source: &str| {
        let mut left = source.chars();
        text.chars().filter(|char| !is_unseen(*char)).all(|wanted| left.any(|char| char == wanted))
    };
    in_order(source) || in_order(&entities::decode(source))
}

/// White space, and what shows nothing.
fn is_unseen(char: char) -> bool {
    char.is_whitespace() || matches!(char, '\u{200b}' | '\u{feff}')
}
