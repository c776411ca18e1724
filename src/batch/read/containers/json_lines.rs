//! JSON Lines: an object a line, with the fields that `pipe` reads: `html` or `text`, `url`, `id`.

use std::io::{BufRead, Read};

use crate::article::Note;
use crate::batch::read::containers::inner;
use crate::batch::read::containers::{Container, Facts, Records};
use crate::batch::read::load::Opened;
use crate::batch::read::stream::Stream;
use crate::batch::record::{Body, Record};
use crate::batch::{Reason, Refusal};
use crate::decode::decode;
use crate::decode::utf8::UTF8_MARK;
use crate::options::Options;

/// JSON Lines.
pub const CONTAINER: Container = Container { name: "JSON Lines", sniff, read, only: None };

/// What is said of a record whose bytes are not those of JSON.
const NOT_UTF8: &str = "the record is not UTF-8, as JSON has to be: its charset was detected";

/// By its name if it begins like JSON, else by a first line that has a document: an article may begin with a brace.
fn sniff(head: &[u8], name: &str) -> bool {
    let text = head.strip_prefix(UTF8_MARK).unwrap_or(head).trim_ascii_start();
    if !matches!(text.first(), Some(b'{' | b'[')) {
        return false;
    }
    let name = name.to_ascii_lowercase();
    if name.ends_with(".jsonl") || name.ends_with(".ndjson") {
        return true;
    }
    let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    Document::of(String::from_utf8_lossy(line).trim()).is_ok()
}

fn read(opened: Opened, records: &mut Records) -> Result<(), Refusal> {
    let mut stream = opened.into_stream();
    let mut number = 0;
    while records.open() {
        number += 1;
        let Some(line) = line(&mut stream, records.limits().bytes)? else { break };
        let line = line.and_then(|line| {
            let line =
                if number == 1 { line.strip_prefix(UTF8_MARK).map(<[u8]>::to_vec).unwrap_or(line) } else { line };
            Document::read(line)
        });
        match line {
            Ok(None) => {}
            Ok(Some(document)) => document.put(number, records),
            Err(refusal) => records.refuse(number, refusal, Facts::default()),
        }
    }
    Ok(())
}

/// The next line without its end; one longer than the limit is passed over. `None` at the end.
fn line(stream: &mut Stream, limit: u64) -> Result<Option<Result<Vec<u8>, Refusal>>, Refusal> {
    let mut line = Vec::new();
    stream.by_ref().take(limit.saturating_add(1)).read_until(b'\n', &mut line)?;
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if line.len() as u64 > limit {
        stream.skip_until(b'\n')?;
        return Ok(Some(Err(Reason::TooLarge.into())));
    } else if line.is_empty() {
        return Ok(None);
    }
    Ok(Some(Ok(line)))
}

pub(super) fn bad(message: impl ToString) -> Refusal {
    Refusal { reason: Reason::BadLine, message: Some(message.to_string()) }
}

/// What a line holds, or an object of an array.
pub(super) struct Document {
    body: Body,
    facts: Facts,
    /// What was odd about its bytes.
    charset: Option<Note>,
}

impl Document {
    /// The document of a line; none if that is blank. Bytes that are not UTF-8 are read as any other text is.
    pub fn read(line: Vec<u8>) -> Result<Option<Document>, Refusal> {
        let (line, is_odd) = match String::from_utf8(line) {
            Ok(line) => (line, false),
            Err(error) => (decode(error.as_bytes(), &Options::default()).text.into_owned(), true),
        };
        if line.trim().is_empty() {
            return Ok(None);
        }
        let mut document = Document::of(line.trim())?;
        document.charset = is_odd.then(|| Note { code: "not-utf8", message: NOT_UTF8.to_owned() });
        Ok(Some(document))
    }

    pub fn of(line: &str) -> Result<Document, Refusal> {
        let record = Record::parse(line).map_err(bad)?;
        let body = record.document("html", "text").map_err(bad)?;
        let body = body.ok_or_else(|| bad("neither \"text\" nor \"html\""))?;
        let id = || record.json("id").filter(|id| *id != "null").map(str::to_owned);
        let facts = Facts {
            url: record.text("url").ok().flatten(),
            member: record.text("id").unwrap_or_else(|_| id()),
            decoded: true,
            kind: Some(body.kind),
            ..Facts::default()
        };
        Ok(Document { body, facts, charset: None })
    }

    pub fn put(self, number: u64, records: &mut Records) {
        let name = match (&self.facts.url, &self.facts.member) {
            (Some(url), _) if !url.is_empty() => inner::of_url(url),
            (_, Some(id)) if !id.is_empty() => inner::of_id(id),
            _ => number.to_string(),
        };
        let notes = self.body.note.into_iter().chain(self.charset).collect();
        records.document(number, &name, self.body.text.into_bytes(), self.facts, notes);
    }
}
