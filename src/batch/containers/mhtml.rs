//! MHTML: a page saved with all it shows, as a mail message. Its main HTML part is the one document in it.

use mailparse::{MailHeaderMap, ParsedMail};

use crate::batch::containers::http::Media;
use crate::batch::containers::{Container, Facts, Records, records};
use crate::batch::load::Opened;
use crate::batch::{Reason, Refusal};

/// MHTML.
pub const CONTAINER: Container = Container { name: "MHTML", sniff, read };

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
    head.contains("mime-version:") && head.contains("multipart/related")
}

fn read(opened: Opened, records: &mut Records) -> Result<(), Refusal> {
    let message = opened.bytes(records.limits())?;
    let mail = mailparse::parse_mail(&message).map_err(Refusal::because(Reason::BadMhtml))?;
    let Some(part) = mail.parts().find(|part| is_page(part)) else {
        return Err(Refusal::because(Reason::NoDocuments)("no part is a page"));
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
        fetched: field("Date"),
        transport,
        ..Facts::default()
    };
    records.only(bytes, facts);
    Ok(())
}

fn is_page(part: &ParsedMail) -> bool {
    matches!(part.ctype.mimetype.as_str(), "text/html" | "application/xhtml+xml")
}
