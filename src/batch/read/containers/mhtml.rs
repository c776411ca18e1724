//! Mail messages of several parts, such as MHTML: a page saved with all it shows. The first HTML part is the one document in
//! it, or, where there is none, the first text. Other HTML parts are frames in it; a note says that there are some.

use jiff::fmt::rfc2822::DateTimeParser;
use mailparse::{MailHeaderMap, ParsedMail};

use crate::article::{Kind, Note};
use crate::batch::read::containers::http::Media;
use crate::batch::read::containers::{Container, Facts, Records, records};
use crate::batch::read::load::Opened;
use crate::batch::{Reason, Refusal};

/// MHTML, and other mail of several parts.
pub const CONTAINER: Container = Container { name: "MHTML", sniff, read, only: Some(only) };

/// The kinds of messages that hold a document, and more.
const MULTIPARTS: [&str; 3] = ["multipart/related", "multipart/alternative", "multipart/mixed"];

const TEXT: &str = "text/plain";

/// Where the header of the message must have said what it is.
const MAX_HEADER: usize = 8 * 1024;

fn sniff(head: &[u8], _: &str) -> bool {
    let head = head.get(..MAX_HEADER).unwrap_or(head);
    let first = head.split(|byte| *byte == b':').next().unwrap_or_default();
    if first.len() == head.len() || !first.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-') {
        return false;
    }
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let head = head.split("\r\n\r\n").next().and_then(|head| head.split("\n\n").next()).unwrap_or_default();
    head.contains("boundary=") && MULTIPARTS.iter().any(|kind| head.contains(kind))
}

fn read(opened: Opened, records: &mut Records) -> Result<(), Refusal> {
    let message = opened.bytes(records.limits())?;
    let (bytes, facts, notes) = document(&message)?;
    records.only(bytes, facts, notes);
    Ok(())
}

fn only(message: &[u8]) -> Result<Vec<u8>, Refusal> {
    let (bytes, facts, _) = document(message)?;
    Ok(facts.transport.map(|charset| charset.decode(&bytes).0.into_owned().into_bytes()).unwrap_or(bytes))
}

fn document(message: &[u8]) -> Result<(Vec<u8>, Facts, Vec<Note>), Refusal> {
    let mail = mailparse::parse_mail(message).map_err(Refusal::because(Reason::BadMhtml))?;
    let text = || mail.parts().find(|part| part.ctype.mimetype == TEXT);
    let Some(part) = mail.parts().find(|part| is_page(part)).or_else(text) else {
        return Err(Refusal::because(Reason::NoDocuments)("no part is a page or a text"));
    };
    let bytes = part.get_body_raw().map_err(Refusal::because(Reason::BadMhtml))?;
    if let Some(refusal) = records::refusal(&bytes, "") {
        return Err(refusal);
    }
    let field = |name: &str| mail.headers.get_first_value(name).map(|value| value.trim().to_owned());
    let transport = part.headers.get_first_value("Content-Type").and_then(|value| Media::of(&value).charset);
    let location = part.headers.get_first_value("Content-Location");
    let facts = Facts {
        url: field("Snapshot-Content-Location").or(location),
        fetched: field("Date").as_deref().and_then(time),
        transport,
        kind: Some(if is_page(part) { Kind::Html } else { Kind::Text }),
        ..Facts::default()
    };
    let others = mail.parts().filter(|part| is_page(part)).count().saturating_sub(1);
    let note = || Note { code: "other-pages", message: format!("{others} more HTML parts, which are not read") };
    Ok((bytes, facts, (others > 0).then(note).into_iter().collect()))
}

/// The time of a mail (RFC 5322) as web archives write theirs: ISO 8601, in UTC. A weekday that is not that day's is passed over.
fn time(date: &str) -> Option<String> {
    let zoned = DateTimeParser::new().relaxed_weekday(true).parse_zoned_datetime(date).ok()?;
    Some(zoned.timestamp().to_string())
}

fn is_page(part: &ParsedMail) -> bool {
    matches!(part.ctype.mimetype.as_str(), "text/html" | "application/xhtml+xml")
}
