//! JSON Lines: an object a line, with the fields that `pipe` reads: `html` or `text`, `url`, `id`.

use std::io::{BufRead, Read};

use crate::batch::containers::inner;
use crate::batch::containers::{Container, Facts, Records};
use crate::batch::load::Opened;
use crate::batch::record::{Body, Record};
use crate::batch::stream::Stream;
use crate::batch::{Reason, Refusal};
use crate::decode::utf8::UTF8_MARK;

/// JSON Lines.
pub const CONTAINER: Container = Container { name: "JSON Lines", sniff, read, only: None };

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
    std::str::from_utf8(line).is_ok_and(|line| Document::of(line.trim()).is_ok())
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
            String::from_utf8(line).map_err(|_| bad("not UTF-8"))
        });
        match line {
            Ok(line) if line.trim().is_empty() => {}
            Ok(line) => match Document::of(line.trim()) {
                Ok(document) => {
                    drop(line);
                    document.put(number, records);
                }
                Err(refusal) => records.refuse(number, refusal, Facts::default()),
            },
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
}

impl Document {
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
        Ok(Document { body, facts })
    }

    pub fn put(self, number: u64, records: &mut Records) {
        let name = match (&self.facts.url, &self.facts.member) {
            (Some(url), _) if !url.is_empty() => inner::of_url(url),
            (_, Some(id)) if !id.is_empty() => inner::of_id(id),
            _ => number.to_string(),
        };
        let notes = self.body.note.into_iter().collect();
        records.document(number, &name, self.body.text.into_bytes(), self.facts, notes);
    }
}
