//! `--keep-cuts`: what was cut and mended in a document, as a line from which the extracted text can be rebuilt. The text
//! that came out goes through from edit to edit; where an edit is, its replacement goes out and its `text` comes back.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use crate::article::{Cleaned, Edit};
use crate::batch::write::pack::{self, Packing};

#[derive(Serialize)]
struct Record<'a> {
    id: &'a str,
    output: Option<&'a str>,
    edits: Vec<Cut<'a>>,
}

/// As much of a line as tells that it is one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the names of the fields are all that is asked for")]
struct Sketch {
    id: String,
    output: Option<String>,
    edits: Vec<IgnoredAny>,
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

/// Is this a file of such lines, packed as its name says, or an empty one?
pub fn is_record(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|look| look.is_file()) && begins_with_a_line(path).unwrap_or(false)
}

fn begins_with_a_line(path: &Path) -> io::Result<bool> {
    let from: Box<dyn Read> = match Packing::of_name(&path.to_string_lossy()) {
        Some(packing) => pack::unpacked(path, packing)?,
        None => Box::new(File::open(path)?),
    };
    let first = serde_json::Deserializer::from_reader(BufReader::new(from)).into_iter::<Sketch>().next();
    Ok(first.is_none_or(|line| line.is_ok()))
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
