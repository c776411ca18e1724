//! The record of one document → what the report shows of it: a few figures, and its text in pieces as JSON. Made on
//! the thread that cleaned the document, so that the run never holds more records than it works on.

use serde::Serialize;

use crate::article::{Cleaned, Edit, Kind};
use crate::text::{count_words, floor};
use crate::url;

/// Bytes of extracted text that are shown of one document.
const MOST_TEXT: usize = 256 * 1024;

/// Bytes of a title that are shown.
const MOST_TITLE: usize = 300;
/// A host with more is none.
const MOST_HOST: usize = 253;

/// Cuts are counted by how sure they are: below the first bound, from it to the next, …
pub const BOUNDS: [f32; 4] = [0.6, 0.7, 0.8, 0.9];

/// Words cut, by confidence.
pub type Bands = [usize; BOUNDS.len() + 1];

/// What the report shows of a document, beyond its event.
#[derive(Clone, Debug)]
pub struct Page {
    /// The title it shows, or else the one it is said to have.
    pub title: Option<String>,
    /// Host of its canonical address.
    pub site: Option<String>,
    /// What it was read as.
    pub kind: Kind,
    /// Words cut, by how sure the cuts are.
    pub bands: Bands,
    /// Its text, as JSON that can stand in a `<script>`.
    pub text: String,
}

/// The extracted text in pieces, in order.
#[derive(Serialize)]
struct Text<'a> {
    pieces: Vec<Piece<'a>>,
    /// Bytes at the end that are not shown.
    rest: usize,
}

/// A piece of the text.
#[derive(Serialize)]
#[serde(untagged)]
enum Piece<'a> {
    Kept(&'a str),
    Edit(Change<'a>),
}

/// What was there, what stands there now, rule, confidence in hundredths, cut (1) or mended (0).
#[derive(Serialize)]
struct Change<'a>(&'a str, &'a str, &'a str, u32, u8);

impl Page {
    /// Take from the record what will be shown.
    pub fn of(cleaned: &Cleaned) -> Page {
        let extracted = &cleaned.extracted;
        let title = cleaned.title.and_then(|at| extracted.blocks.get(at));
        let title = title.and_then(|block| extracted.text.get(block.span.clone()));
        let title = title.or(cleaned.metadata.title.as_deref());
        Page {
            title: title.map(|title| title[..floor(title, MOST_TITLE)].to_owned()),
            site: cleaned.metadata.url.as_deref().and_then(host).map(str::to_owned),
            kind: extracted.kind,
            bands: bands(cleaned),
            text: in_script(&text(&extracted.text, &cleaned.edits)),
        }
    }
}

/// A value as JSON that cannot end the `<script>` it stands in, nor be taken for the start of another.
pub fn in_script(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).unwrap_or_default();
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

fn text<'a>(whole: &'a str, edits: &'a [Edit]) -> Text<'a> {
    let end = floor(whole, MOST_TEXT);
    let (mut pieces, mut at) = (Vec::new(), 0);
    for edit in edits {
        let (start, stop) = (edit.span.start, edit.span.end.min(end));
        let (Some(kept), Some(gone)) = (whole.get(at..start.min(end)), whole.get(start..stop)) else { break };
        if !kept.is_empty() {
            pieces.push(Piece::Kept(kept));
        }
        let percent = (edit.confidence * 100.0).round() as u32;
        pieces.push(Piece::Edit(Change(gone, &edit.replacement, edit.rule, percent, edit.cut.into())));
        at = stop;
    }
    let kept = whole.get(at..end).unwrap_or_default();
    if !kept.is_empty() {
        pieces.push(Piece::Kept(kept));
    }
    Text { pieces, rest: whole.len() - end }
}

fn bands(cleaned: &Cleaned) -> Bands {
    let mut bands = Bands::default();
    for edit in cleaned.edits.iter().filter(|edit| edit.cut) {
        let band = BOUNDS.iter().take_while(|bound| edit.confidence >= **bound).count();
        bands[band] += count_words(cleaned.extracted.text.get(edit.span.clone()).unwrap_or_default());
    }
    bands
}

/// The host of an address.
fn host(url: &str) -> Option<&str> {
    let host = url::without_www(url::host(url)?);
    (1..=MOST_HOST).contains(&host.len()).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Span;

    fn edit(span: Span, replacement: &'static str, cut: bool) -> Edit {
        Edit { span, replacement: replacement.into(), cut, rule: "r", confidence: 0.875 }
    }

    #[test]
    fn pieces_give_the_text_and_the_result() {
        let edits = [edit(0..2, "", true), edit(5..5, " ", false)];
        let json = in_script(&text("a\nbc.D</script>", &edits));
        let expected = r#"{"pieces":[["a\n","","r",88,1],"bc.",[""," ","r",88,0],"D\u003c/script>"],"rest":0}"#;
        assert_eq!(json, expected);
    }

    #[test]
    fn what_is_too_long_is_left_out_at_a_character() {
        let whole = "é".repeat(MOST_TEXT);
        let edits = [edit(10..2 * MOST_TEXT, "", true), edit(2 * MOST_TEXT..2 * MOST_TEXT, " ", false)];
        let text = text(&whole, &edits);
        assert_eq!((text.pieces.len(), text.rest), (2, MOST_TEXT));
    }

    #[test]
    fn hosts() {
        for (url, want) in [
            ("https://www.a.example/b?c", Some("a.example")),
            ("//u:p@b.example:80", Some("b.example")),
            ("/news/1", None),
            ("https:///x", None),
        ] {
            assert_eq!(host(url), want, "{url}");
        }
    }
}
