//! JSON Lines in → JSON Lines out: a record a line, cleaned in parallel by what stands in the buffer, written in
//! order, and answered before more input is waited for.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::Path;

use encoding_rs::Encoding;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde::Serialize;

use crate::article::{Cleaned, Kind, Metadata, Post, RuleId};
use crate::batch::lines::{Line, Lines};
use crate::batch::record::{Record, quoted};
use crate::batch::{Counts, Error, Reason, document};
use crate::options::Options;

/// The longest line; a longer one is a bad line. It bounds memory.
const MAX_LINE: usize = 256 * 1024 * 1024;

/// The field that says what was done.
pub const OURS: &str = "dehusk";

/// The field that says where a record was found.
const URL: &str = "url";

/// What a run of `pipe` does with each record.
pub struct Pipe {
    /// Settings of `clean()`; its encoding is that of the stream.
    pub options: Options,
    /// Field of the plain text, and of the result.
    pub text_field: String,
    /// Field of the page.
    pub html_field: String,
    /// Field that names the record in errors.
    pub id_field: String,
    /// Field that keeps the text as it was.
    pub keep_original: Option<String>,
}

/// What was done with one record.
#[derive(Serialize)]
struct Did<'a> {
    kind: Kind,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Reason>,
    words_kept: usize,
    words_cut: usize,
    mends: usize,
    confidence: f32,
    rules: BTreeMap<RuleId, usize>,
    metadata: &'a Metadata,
    #[serde(skip_serializing_if = "<[Post]>::is_empty")]
    comments: &'a [Post],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<&'static str>,
}

impl Pipe {
    /// Read to the end. Returns how many lines were bad.
    pub fn run(&self, from: impl Read, mut to: impl Write, pool: &rayon::ThreadPool) -> Result<usize, Error> {
        let (mut lines, mut bad) = (Lines::new(from, MAX_LINE), 0);
        while let Some(batch) = lines.read().map_err(Error::at(Path::new("stdin")))? {
            let answers: Vec<Answer> = pool.install(|| batch.par_iter().map(|line| self.answer(line)).collect());
            for answer in answers.into_iter().flatten() {
                let (text, fault) = answer;
                to.write_all(text.as_bytes())?;
                bad += usize::from(fault);
            }
            if !batch.is_empty() {
                to.flush()?;
            }
        }
        Ok(bad)
    }

    /// The answer to one line, and whether the line was bad; none to a blank one.
    fn answer(&self, line: &Line) -> Answer {
        let Some(bytes) = &line.bytes else {
            return Some((fault(line.number, None, &format!("longer than {MAX_LINE} bytes")), true));
        };
        let text = match decoded(bytes, self.options.encoding) {
            Some(text) if text.trim().is_empty() => return None,
            Some(text) => text,
            None => return Some((fault(line.number, None, "not valid in the encoding of the stream"), true)),
        };
        let mut record = match Record::parse(text.trim()) {
            Ok(record) => record,
            Err(error) => return Some((fault(line.number, None, &format!("not a JSON object: {error}")), true)),
        };
        match self.clean(&mut record) {
            Ok(()) => Some((record.write(), false)),
            Err(error) => Some((fault(line.number, record.json(&self.id_field), &error), true)),
        }
    }

    /// Clean the text of a record in its place.
    fn clean(&self, record: &mut Record) -> Result<(), String> {
        let body = record.document(&self.html_field, &self.text_field)?;
        let body = body.ok_or_else(|| format!("neither \"{}\" nor \"{}\"", self.text_field, self.html_field))?;
        let kind = self.options.kind.filter(|_| body.kind == Kind::Text).unwrap_or(body.kind);
        let url = record.text(URL).ok().flatten();
        let options = Options { kind: Some(kind), encoding: Some(encoding_rs::UTF_8), url, ..self.options.clone() };
        let (mut cleaned, text) = document::clean_guarded(body.text.as_bytes(), &options)?;
        cleaned.notes.extend(body.note);
        let content = document::has_content(&cleaned, &text);
        self.keep_original(record)?;
        record.set(&self.text_field, quoted(if content { &text } else { "" }));
        record.set(OURS, did(&cleaned, &text, content));
        Ok(())
    }

    fn keep_original(&self, record: &mut Record) -> Result<(), String> {
        let Some(field) = &self.keep_original else { return Ok(()) };
        if record.json(field).is_some() {
            return Err(format!("field \"{field}\" is there already"));
        }
        if let Some(original) = record.json(&self.text_field).map(str::to_owned) {
            record.set(field, original);
        }
        Ok(())
    }
}

/// A line of output, and whether it tells of a bad line.
type Answer = Option<(String, bool)>;

fn did(cleaned: &Cleaned, text: &str, content: bool) -> String {
    let counts = Counts::of(cleaned, text);
    let did = Did {
        kind: cleaned.extracted.kind,
        reason: (!content).then_some(Reason::NoContent),
        words_kept: counts.words_kept,
        words_cut: counts.words_cut,
        mends: counts.mends,
        confidence: cleaned.confidence,
        rules: counts.rules.iter().map(|(rule, tally)| (*rule, tally.edits)).collect(),
        metadata: &cleaned.metadata,
        comments: &cleaned.comments,
        notes: cleaned.notes.iter().map(|note| note.code).collect(),
    };
    serde_json::to_string(&did).unwrap_or_else(|_| "null".to_owned())
}

fn fault(line: usize, id: Option<&str>, error: &str) -> String {
    format!("{{\"line\":{line},\"id\":{},\"error\":{}}}\n", id.unwrap_or("null"), quoted(error))
}

fn decoded<'a>(bytes: &'a [u8], encoding: Option<&'static Encoding>) -> Option<Cow<'a, str>> {
    let encoding = encoding.unwrap_or(encoding_rs::UTF_8);
    encoding.decode_without_bom_handling_and_without_replacement(bytes)
}
