//! JSON: one array of the objects that JSON Lines has a line each, as many crawlers and data frames write it. What a number
//! counts are its objects.

use std::io::BufRead;

use crate::batch::containers::json_lines::{Document, UTF8_MARK, bad};
use crate::batch::containers::{Container, Facts, Records};
use crate::batch::load::Opened;
use crate::batch::stream::Stream;
use crate::batch::{Reason, Refusal};

/// A JSON array.
pub const CONTAINER: Container = Container { name: "JSON", sniff, read, only: None };

/// Fields that an object with a document has, one or the other.
const FIELDS: [&[u8]; 2] = [b"\"text\"", b"\"html\""];

/// By a first object that has a document. Of one that goes on behind the head its name must tell, and a field.
fn sniff(head: &[u8], name: &str) -> bool {
    let text = head.strip_prefix(UTF8_MARK).unwrap_or(head).trim_ascii_start();
    let Some(text) = text.strip_prefix(b"[").map(<[u8]>::trim_ascii_start).filter(|text| text.starts_with(b"{")) else {
        return false;
    };
    let mut object = Object::default();
    match text.iter().position(|byte| object.ends_with(*byte)) {
        Some(end) => std::str::from_utf8(&text[..=end]).is_ok_and(|object| Document::of(object).is_ok()),
        None => {
            let names = FIELDS.iter().any(|field| memchr::memmem::find(text, field).is_some());
            name.to_ascii_lowercase().ends_with(".json") && names
        }
    }
}

fn read(opened: Opened, records: &mut Records) -> Result<(), Refusal> {
    let mut stream = opened.into_stream();
    let mut number = 0;
    while records.open() {
        let Some(object) = object(&mut stream, records.limits().bytes)? else { break };
        number += 1;
        let text = object.and_then(|bytes| String::from_utf8(bytes).map_err(|_| bad("not UTF-8")));
        match text.and_then(|text| Document::of(&text)) {
            Ok(document) => document.put(number, records),
            Err(refusal) => records.refuse(number, refusal, Facts::default()),
        }
    }
    Ok(())
}

/// The next object, its brackets included; one longer than the limit is passed over. `None` at the end.
fn object(stream: &mut Stream, limit: u64) -> Result<Option<Result<Vec<u8>, Refusal>>, Refusal> {
    let (mut state, mut object, mut length) = (Object::default(), Vec::new(), 0);
    loop {
        let buffer = stream.fill_buf()?;
        if buffer.is_empty() {
            return Ok((length > 0).then(|| Err(bad("cut off"))));
        }
        let start = if length == 0 { buffer.iter().position(|byte| *byte == b'{') } else { Some(0) };
        let Some(start) = start else {
            let all = buffer.len();
            stream.consume(all);
            continue;
        };
        let end = buffer[start..].iter().position(|byte| state.ends_with(*byte)).map(|end| start + end + 1);
        let taken = &buffer[start..end.unwrap_or(buffer.len())];
        length += taken.len() as u64;
        if length <= limit {
            object.extend_from_slice(taken);
        }
        let used = end.unwrap_or(buffer.len());
        stream.consume(used);
        if end.is_some() {
            return Ok(Some(if length <= limit { Ok(object) } else { Err(Reason::TooLarge.into()) }));
        }
    }
}

/// Where in an object the reading is.
#[derive(Default)]
struct Object {
    depth: usize,
    in_text: bool,
    is_escaped: bool,
}

impl Object {
    /// Does the object end with this byte, the next one of it?
    fn ends_with(&mut self, byte: u8) -> bool {
        let was_escaped = std::mem::take(&mut self.is_escaped);
        match (self.in_text, byte) {
            (true, _) if was_escaped => {}
            (true, b'\\') => self.is_escaped = true,
            (_, b'"') => self.in_text = !self.in_text,
            (false, b'{') => self.depth += 1,
            (false, b'}') => {
                self.depth = self.depth.saturating_sub(1);
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }
}
