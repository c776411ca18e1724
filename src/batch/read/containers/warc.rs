//! WARC and WET: pages as a crawler kept them, record by record. Read here and not by a library because every length
//! and every header in it may be a lie: headers are bounded, a record whose end is not where it should be is reported,
//! and the next one is looked for.

use std::io::{self, BufRead, Read};

use crate::article::{Kind, Note};
use crate::batch::read::containers::http::{self, Media, Payload};
use crate::batch::read::containers::{Container, Facts, Records, inner, records};
use crate::batch::read::load::Opened;
use crate::batch::read::stream::Stream;
use crate::batch::{Limits, Reason, Refusal};

/// WARC.
pub const CONTAINER: Container = Container { name: "WARC", sniff, read, only: None };

/// The longest header of a record; as much again may be the header of HTTP.
const MAX_HEADER: u64 = 64 * 1024;

fn sniff(head: &[u8], _: &str) -> bool {
    head.starts_with(b"WARC/1.") || head.starts_with(b"WARC/0.")
}

fn read(opened: Opened, records: &mut Records) -> Result<(), Refusal> {
    let mut stream = opened.into_stream();
    let (mut number, mut found) = (0, find(&mut stream)?.0);
    while found && records.open() {
        number += 1;
        let mut record = Record::read(&mut stream, records.limits())?;
        let after = find(&mut stream);
        if let (Ok((_, passed @ 1..)), None) = (&after, &record.fault) {
            record.fault = Some(bad(format!("its length is wrong: {passed} bytes behind it belong to no record")));
        }
        record.put(number, records);
        found = after?.0;
    }
    Ok(())
}

/// Go behind the first line of the next record. Is there one, and how many bytes were passed over to find it?
fn find(stream: &mut Stream) -> Result<(bool, u64), Refusal> {
    let (mut passed, mut begins_line) = (0, true);
    loop {
        let mut line = Vec::new();
        let count = stream.by_ref().take(MAX_HEADER).read_until(b'\n', &mut line)?;
        if count == 0 {
            return Ok((false, passed));
        }
        if begins_line && sniff(&line, "") {
            return Ok((true, passed));
        }
        begins_line = line.ends_with(b"\n");
        let is_blank = line.iter().all(u8::is_ascii_whitespace);
        passed += if is_blank { 0 } else { count as u64 };
    }
}

fn bad(message: impl ToString) -> Refusal {
    Refusal { reason: Reason::BadWarc, message: Some(message.to_string()) }
}

/// A record as it lies.
#[derive(Default)]
struct Record {
    header: Header,
    /// Empty if it was not worth reading.
    body: Vec<u8>,
    /// What is wrong with it.
    fault: Option<Refusal>,
}

/// What is wanted of a record's header.
#[derive(Default)]
struct Header {
    kind: String,
    url: Option<String>,
    date: Option<String>,
    media: String,
    truncated: Option<String>,
    length: Option<String>,
}

impl Record {
    /// Read a record, from behind its first line.
    fn read(stream: &mut Stream, limits: &Limits) -> Result<Record, Refusal> {
        let mut record = Record::default();
        record.fault = record.header.read(stream)?.err();
        if record.fault.is_some() {
            return Ok(record);
        }
        let Some(length) = record.header.length.as_deref().and_then(|length| length.parse::<u64>().ok()) else {
            record.fault = Some(bad(match &record.header.length {
                Some(length) => format!("Content-Length: {length:?}"),
                None => "no Content-Length".to_owned(),
            }));
            return Ok(record);
        };
        let mut body = stream.take(length);
        let is_large = length > limits.bytes.saturating_add(MAX_HEADER);
        if record.header.is_document() && !is_large {
            body.read_to_end(&mut record.body)?;
        } else {
            io::copy(&mut body, &mut io::sink())?;
        }
        record.fault = match body.limit() {
            0 if is_large => Some(Reason::TooLarge.into()),
            0 => None,
            missing => Some(bad(format!("cut off: {missing} of {length} bytes are not there"))),
        };
        Ok(record)
    }

    /// Put it as a document, or report why it is none.
    fn put(self, number: u64, records: &mut Records) {
        if self.header.is_of_the_crawler() && self.fault.is_none() {
            return records.pass(&self.header.kind);
        }
        let facts = Facts { url: self.header.url.clone(), fetched: self.header.date.clone(), ..Facts::default() };
        match self.document(facts.clone(), records.limits()) {
            Ok((bytes, facts, notes)) => {
                let name = facts.url.as_deref().map_or_else(|| number.to_string(), inner::of_url);
                records.document(number, &name, bytes, facts, notes);
            }
            Err(refusal) => records.refuse(number, refusal, facts),
        }
    }

    fn document(self, facts: Facts, limits: &Limits) -> Result<(Vec<u8>, Facts, Vec<Note>), Refusal> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        if !self.header.is_document() {
            let kind = if self.header.kind.is_empty() { "none" } else { &self.header.kind };
            return Err(Refusal::because(Reason::UnsupportedMember)(format!("a record of the type {kind}")));
        }
        let is_http = self.header.media.starts_with("application/http");
        let mut payload = match is_http {
            true => http::payload(&self.body, limits)?,
            false => Payload { media: Media::of(&self.header.media), bytes: self.body, notes: Vec::new() },
        };
        if !payload.media.is_text() {
            return Err(Refusal::because(Reason::NotText)(payload.media.essence));
        }
        if let Some(refusal) = records::refusal(&payload.bytes, "") {
            return Err(refusal);
        }
        if let Some(why) = self.header.truncated {
            payload.notes.push(Note { code: "truncated", message: format!("by the crawler: {why}") });
        }
        let kind = (self.header.kind == "conversion").then_some(Kind::Text);
        Ok((payload.bytes, Facts { transport: payload.media.charset, kind, ..facts }, payload.notes))
    }
}

impl Header {
    /// Read it with the blank line behind it.
    fn read(&mut self, stream: &mut Stream) -> Result<Result<(), Refusal>, Refusal> {
        let mut stream = stream.take(MAX_HEADER);
        loop {
            let mut line = Vec::new();
            stream.read_until(b'\n', &mut line)?;
            if !line.ends_with(b"\n") {
                let message = if stream.limit() == 0 { "a header too long" } else { "cut off in its header" };
                return Ok(Err(bad(message)));
            }
            let line = String::from_utf8_lossy(&line);
            let Some((name, value)) = line.split_once(':') else {
                if line.trim().is_empty() {
                    return Ok(Ok(()));
                }
                continue;
            };
            self.set(name, value.trim());
        }
    }

    /// Of a field given twice, the first counts.
    fn set(&mut self, name: &str, value: &str) {
        let first = |field: &mut Option<String>| {
            field.get_or_insert_with(|| value.to_owned());
        };
        match name.to_ascii_lowercase().as_str() {
            "warc-type" if self.kind.is_empty() => self.kind = value.to_ascii_lowercase(),
            "warc-target-uri" => {
                self.url.get_or_insert_with(|| value.trim_matches(['<', '>']).to_owned());
            }
            "warc-date" => first(&mut self.date),
            "content-type" if self.media.is_empty() => self.media = value.to_ascii_lowercase(),
            "warc-truncated" => first(&mut self.truncated),
            "content-length" => first(&mut self.length),
            _ => {}
        }
    }

    /// May it hold a page or a text?
    fn is_document(&self) -> bool {
        matches!(self.kind.as_str(), "response" | "resource" | "conversion")
    }

    /// Is it what the crawler notes for itself? There is one to nearly every page, so that is counted and not told of.
    fn is_of_the_crawler(&self) -> bool {
        matches!(self.kind.as_str(), "warcinfo" | "request" | "metadata")
    }
}
