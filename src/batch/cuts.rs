//! `--keep-cuts`: what was cut and mended in a document, as a line from which the extracted text can be rebuilt. The text
//! that came out goes through from edit to edit; where an edit is, its replacement goes out and its `text` comes back.

use serde::Serialize;

use crate::article::{Cleaned, Edit};

#[derive(Serialize)]
struct Record<'a> {
    id: &'a str,
    output: Option<&'a str>,
    edits: Vec<Cut<'a>>,
}

#[derive(Serialize)]
struct Cut<'a> {
    /// In the extracted text, as are its bytes.
    start: usize,
    end: usize,
    text: &'a str,
    replacement: &'a str,
    cut: bool,
    rule: &'a str,
    confidence: f32,
}

/// The line of a document. `output` is where it went; none if nothing was left of it.
pub fn line(id: &str, output: Option<&str>, cleaned: &Cleaned) -> String {
    let edits = cleaned.edits.iter().map(|edit| cut(cleaned, edit)).collect();
    serde_json::to_string(&Record { id, output, edits }).map_or_else(|_| String::new(), |line| line + "\n")
}

fn cut<'a>(cleaned: &'a Cleaned, edit: &'a Edit) -> Cut<'a> {
    Cut {
        start: edit.span.start,
        end: edit.span.end,
        text: cleaned.extracted.text.get(edit.span.clone()).unwrap_or_default(),
        replacement: &edit.replacement,
        cut: edit.cut,
        rule: edit.rule,
        confidence: edit.confidence,
    }
}
