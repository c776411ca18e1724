//! One stream of attributes as the Dolma toolkit reads them: a line `{"id","attributes"}` for each document of
//! `--stages decode,extract --format jsonl`, in the same order and under the same name, so that it can be laid beside
//! that one. Spans are `[start, end, score]` in characters of its text.
//!
//! `dehusk__cut` is all that goes (`span_replacement` by nothing), `dehusk__cut__RULE` that of one rule. `dehusk__blank`
//! are the characters behind which a blank is missing (replacement `{} `: the mixer takes no empty spans).
//! `dehusk__mend` are the other repairs.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::article::Edit;
use crate::write::ink::Ink;
use crate::write::{Article, Format, Rendered};

/// Attributes for Dolma.
pub const FORMAT: Format = Format {
    name: "dolma",
    ending: ".jsonl",
    help: "one stream of Dolma attributes: what is cut and mended, as spans of the text of --stages decode,extract",
    stream: Some("articles.jsonl"),
    describes_extracted: true,
    tells_metadata: false,
    render,
};

/// `[start, end, score]`.
type Scored = (usize, usize, f32);

#[derive(Serialize)]
struct Record<'a> {
    id: &'a str,
    attributes: BTreeMap<String, Vec<Scored>>,
}

fn render(article: &Article) -> Rendered {
    let record =
        Record { id: article.id, attributes: attributes(&article.cleaned.extracted.text, &article.cleaned.edits) };
    let mut out = Ink::default();
    out.own(&serde_json::to_string(&record).map_or_else(|_| String::new(), |line| line + "\n"));
    out.into()
}

fn attributes(text: &str, edits: &[Edit]) -> BTreeMap<String, Vec<Scored>> {
    let names = ["dehusk__cut", "dehusk__blank", "dehusk__mend"];
    let mut attributes: BTreeMap<String, Vec<Scored>> = names.map(|name| (name.to_owned(), Vec::new())).into();
    let mut characters = Characters { text, at: 0, count: 0 };
    for run in edits.chunk_by(|one, next| one.cut && next.cut && one.span.end == next.span.start) {
        let kept = kept_gap(text, run);
        for (number, edit) in run.iter().enumerate() {
            let mut span = edit.span.clone();
            let is_blank = !edit.cut && span.is_empty() && edit.replacement == " ";
            match kept {
                Some((at, Side::Front, length)) if at == number => span.start += length,
                Some((at, Side::Back, length)) if at == number => span.end -= length,
                _ if is_blank => span.start -= text[..span.start].chars().next_back().map_or(0, char::len_utf8),
                _ => {}
            }
            let scored = (characters.before(span.start), characters.before(span.end), edit.confidence);
            let mut add = |name: String| attributes.entry(name).or_default().push(scored);
            match (edit.cut, is_blank) {
                (true, _) => {
                    add("dehusk__cut".to_owned());
                    add(format!("dehusk__cut__{}", edit.rule.replace('-', "_")));
                }
                (false, true) => add("dehusk__blank".to_owned()),
                (false, false) => add("dehusk__mend".to_owned()),
            }
        }
    }
    attributes
}

#[derive(Clone, Copy)]
enum Side {
    Front,
    Back,
}

/// A run of cuts leaves a gap, which is the widest that it took: the edit whose span it can stay out of, on which side,
/// and how long it is. Where no gap is left, or one that was not there, there is none.
fn kept_gap(text: &str, run: &[Edit]) -> Option<(usize, Side, usize)> {
    let gap = run.last().filter(|edit| edit.cut && !edit.replacement.is_empty())?.replacement.as_ref();
    let at = |edit: &Edit| text.get(edit.span.clone()).unwrap_or_default();
    let back = run.len() - 1;
    if run.last().is_some_and(|edit| at(edit).ends_with(gap)) {
        return Some((back, Side::Back, gap.len()));
    }
    run.iter().position(|edit| at(edit).starts_with(gap)).map(|number| (number, Side::Front, gap.len()))
}

/// Counts characters up to bytes that are asked for in ascending order.
struct Characters<'t> {
    text: &'t str,
    at: usize,
    count: usize,
}

impl Characters<'_> {
    fn before(&mut self, byte: usize) -> usize {
        if byte < self.at {
            return self.count - self.text[byte..self.at].chars().count();
        }
        self.count += self.text[self.at..byte].chars().count();
        self.at = byte;
        self.count
    }
}
