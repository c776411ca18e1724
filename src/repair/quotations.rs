//! Quotations that the page marks and that browsers put quotation marks around → edits that do so. (HTML, section 15.3.8;
//! CLDR for the marks.)

use std::collections::BTreeMap;

use crate::article::{Edit, Extracted, Inline, Mark, RuleId, Span};

const MARKED: RuleId = "quotation-marks";

/// Languages whose marks are others than those of English: the outer pair, and that inside of one.
const MARKS: [(&str, [char; 4]); 9] = [
    ("de", ['„', '“', '‚', '‘']),
    ("es", ['«', '»', '“', '”']),
    ("fr", ['«', '»', '«', '»']),
    ("it", ['«', '»', '“', '”']),
    ("ja", ['「', '」', '『', '』']),
    ("nl", ['‘', '’', '“', '”']),
    ("pl", ['„', '”', '«', '»']),
    ("ru", ['«', '»', '„', '“']),
    ("sv", ['”', '”', '’', '’']),
];
const ENGLISH: [char; 4] = ['“', '”', '‘', '’'];

/// What stands at the ends of quotations: a page that has it there shows no marks beside it.
const QUOTES: [char; 14] = ['"', '\'', '“', '”', '„', '‘', '’', '‚', '«', '»', '「', '」', '『', '』'];

/// Edits of the first and the last character of each quotation, ascending; none where `taken` says that a span is.
pub fn edits(extracted: &Extracted, taken: impl Fn(&Span) -> bool) -> Vec<Edit> {
    let marks = marks(extracted.language.as_deref().unwrap_or_default());
    // What is put before and behind a character: the marks of several quotations may meet there.
    let mut beside: BTreeMap<usize, (String, String)> = BTreeMap::new();
    let mut around: Vec<usize> = Vec::new();
    for inline in extracted.inlines.iter().filter(|inline| inline.mark == Mark::Quotation) {
        let Some((first, last)) = ends(extracted, inline) else { continue };
        if [first, last].iter().any(|at| taken(&span(extracted, *at))) {
            continue;
        }
        while around.pop_if(|end| *end <= inline.span.start).is_some() {}
        let pair = if around.len().is_multiple_of(2) { 0 } else { 2 };
        around.push(inline.span.end);
        beside.entry(first).or_default().0.push(marks[pair]);
        beside.entry(last).or_default().1.insert(0, marks[pair + 1]);
    }
    let edit = |(at, (before, behind)): (usize, (String, String))| {
        let span = span(extracted, at);
        let replacement = format!("{before}{}{behind}", &extracted.text[span.clone()]).into();
        Edit { span, replacement, cut: false, rule: MARKED, confidence: 1.0 }
    };
    beside.into_iter().map(edit).collect()
}

/// Where the first and the last character of a quotation stand, if it has no marks of its own.
fn ends(extracted: &Extracted, inline: &Inline) -> Option<(usize, usize)> {
    let text = extracted.text.get(inline.span.clone())?;
    let inner = text.trim();
    let start = inline.span.start + text.len() - text.trim_start().len();
    let before = extracted.text.get(..start)?.chars().next_back();
    let behind = extracted.text.get(start + inner.len()..)?.chars().next();
    let last = inner.chars().next_back()?;
    let all = [before, inner.chars().next(), Some(last), behind];
    let has_own = all.iter().flatten().any(|char| QUOTES.contains(char));
    (!has_own).then(|| (start, start + inner.len() - last.len_utf8()))
}

/// The character at `at`.
fn span(extracted: &Extracted, at: usize) -> Span {
    let length = extracted.text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    at..at + length
}

fn marks(language: &str) -> [char; 4] {
    let primary = language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    MARKS.iter().find(|(known, _)| *known == primary).map_or(ENGLISH, |(_, marks)| *marks)
}

#[cfg(test)]
mod tests {
    use crate::options::Options;

    #[test]
    fn quotations_get_the_marks_of_their_language() {
        let body =
            "<p>The ferry came in at seven with forty people on board, and nobody on the quay knew why it was late.";
        let read = |language: &str, text: &str| {
            let page = format!("<html lang={language}><article><h1>Ferry</h1>{body}<p>{text}{body}</article>");
            let text = crate::clean(page.as_bytes(), &Options::default()).text();
            text.split("\n\n").nth(2).unwrap_or_default().to_owned()
        };
        for (language, text, want) in [
            (
                "en",
                "She called it <q>a lamp</q>, and that was all of it.",
                "She called it “a lamp”, and that was all of it.",
            ),
            ("en-GB", "He said: <q>I <b>heard</b> <q>a</q></q>", "He said: “I heard ‘a’”"),
            (
                "de",
                "Sie nannte es <q>eine <q>Lampe</q> im Haus</q> und ging.",
                "Sie nannte es „eine ‚Lampe‘ im Haus“ und ging.",
            ),
            ("fr", "Elle disait <q>la lampe</q> et <q>la nuit</q>.", "Elle disait «la lampe» et «la nuit»."),
            ("en", "She called it “<q>a lamp</q>”, and that was all.", "She called it “a lamp”, and that was all."),
            ("en", "It is <q>x<sup>2</sup></q> in all of the cases.", "It is x² in all of the cases."),
        ] {
            assert_eq!(read(language, text), want);
        }
    }
}
