//! JSON: the objects that JSON Lines has a line each, in one array, as many crawlers and data frames write them, or over
//! several lines, as scrapers write one to a file. What a number counts are the objects.

use std::io::BufRead;

use crate::batch::read::containers::json_lines::{Document, bad};
use crate::batch::read::containers::{Container, Facts, Records};
use crate::batch::read::load::Opened;
use crate::batch::read::stream::Stream;
use crate::batch::{Reason, Refusal};
use crate::decode::utf8::UTF8_MARK;

/// JSON that is not JSON Lines.
pub const CONTAINER: Container = Container { name: "JSON", sniff, read, only: None };

/// Fields that an object with a document has, one or the other.
const FIELDS: [&[u8]; 2] = [b"\"text\"", b"\"html\""];

/// By an array of nothing, or by a first object that has a document: in an array, or of several lines with nothing but objects behind it. Of one
/// that goes on behind the head its name must tell, and a field.
fn sniff(head: &[u8], name: &str) -> bool {
    let text = head.strip_prefix(UTF8_MARK).unwrap_or(head).trim_ascii_start();
    let array = text.strip_prefix(b"[").map(<[u8]>::trim_ascii_start);
    if array.and_then(|array| array.strip_prefix(b"]")).is_some_and(|behind| behind.trim_ascii().is_empty()) {
        return true;
    }
    let text = array.unwrap_or(text);
    if !text.starts_with(b"{") {
        return false;
    }
    let mut reader = Reader::default();
    match text.iter().position(|byte| reader.place(*byte) == Place::End) {
        Some(end) => {
            let (object, rest) = text.split_at(end + 1);
            let is_json =
                array.is_some() || object.contains(&b'\n') && matches!(rest.trim_ascii_start(), [] | [b'{', ..]);
            is_json && Document::of(&String::from_utf8_lossy(object)).is_ok()
        }
        None => name.to_ascii_lowercase().ends_with(".json") && names_a_document(text),
    }
}

/// Has the object that begins here a field of a document, which is none of an object within it?
fn names_a_document(text: &[u8]) -> bool {
    let mut reader = Reader::default();
    text.iter().enumerate().any(|(at, byte)| {
        let may_be_name = reader.depth == 1 && !reader.in_text;
        reader.place(*byte);
        let behind = FIELDS.iter().find_map(|field| text[at..].strip_prefix(*field));
        may_be_name && behind.is_some_and(|rest| rest.trim_ascii_start().starts_with(b":"))
    })
}

fn read(opened: Opened, records: &mut Records) -> Result<(), Refusal> {
    let mut stream = opened.into_stream();
    let mut number = 0;
    while records.open() {
        let Some(object) = object(&mut stream, records.limits().bytes)? else { break };
        number += 1;
        match object.and_then(Document::read) {
            Ok(document) => document.into_iter().for_each(|document| document.put(number, records)),
            Err(refusal) => records.refuse(number, refusal, Facts::default()),
        }
    }
    Ok(())
}

/// The next object, its brackets included; one longer than the limit is passed over. `None` at the end.
fn object(stream: &mut Stream, limit: u64) -> Result<Option<Result<Vec<u8>, Refusal>>, Refusal> {
    let (mut reader, mut object, mut length) = (Reader::default(), Vec::new(), 0);
    loop {
        let buffer = stream.fill_buf()?;
        if buffer.is_empty() {
            return Ok((length > 0 || reader.in_text).then(|| Err(bad("cut off"))));
        }
        let (mut start, mut used, mut place) = (0, 0, Place::Before);
        for byte in buffer {
            place = reader.place(*byte);
            used += 1;
            match place {
                Place::Before => start = used,
                Place::Inside => {}
                Place::End => break,
            }
        }
        let taken = &buffer[start..used];
        length += taken.len() as u64;
        if length <= limit {
            object.extend_from_slice(taken);
        }
        stream.consume(used);
        if place == Place::End {
            return Ok(Some(if length <= limit { Ok(object) } else { Err(Reason::TooLarge.into()) }));
        }
    }
}

/// Where a byte stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before the object.
    Before,
    /// In it.
    Inside,
    /// It is its last.
    End,
}

/// Reads up to the end of an object, byte by byte.
#[derive(Default)]
struct Reader {
    depth: usize,
    in_text: bool,
    is_escaped: bool,
}

impl Reader {
    /// Where the next byte stands.
    fn place(&mut self, byte: u8) -> Place {
        let was_escaped = std::mem::take(&mut self.is_escaped);
        match (self.in_text, byte) {
            (true, _) if was_escaped => {}
            (true, b'\\') => self.is_escaped = true,
            (_, b'"') => self.in_text = !self.in_text,
            // A quotation mark that stands astray between objects hides no more than its line.
            (true, b'\n') if self.depth == 0 => self.in_text = false,
            (false, b'{') => self.depth += 1,
            (false, b'}') if self.depth > 0 => {
                self.depth -= 1;
                return if self.depth == 0 { Place::End } else { Place::Inside };
            }
            _ => {}
        }
        if self.depth == 0 { Place::Before } else { Place::Inside }
    }
}
