//! Tar archives. The entries are taken as they lie, so that long names have a bound; nothing that is not a regular
//! file is a document.

use std::io::Read;

use tar::{Archive, Entry, EntryType, PaxExtensions};

use crate::batch::read::containers::{Container, Facts, Records, inner, records};
use crate::batch::read::load::{self, Opened};
use crate::batch::read::stream::Stream;
use crate::batch::write::names;
use crate::batch::{Reason, Refusal};

/// Tar.
pub const CONTAINER: Container = Container { name: "tar", sniff, read, only: None };

/// Where a tar header has its mark.
const MARK_AT: usize = 257;

/// The longest long name, with whatever else is said of an entry before it.
const MAX_EXTENSION: u64 = 64 * 1024;

fn sniff(head: &[u8], _: &str) -> bool {
    head.get(MARK_AT..).is_some_and(|rest| rest.starts_with(b"ustar"))
}

fn read(opened: Opened, records: &mut Records) -> Result<(), Refusal> {
    let mut archive = Archive::new(opened.into_stream());
    // Blocks of NUL end an archive; another may be behind them, or the rest of one that is damaged.
    archive.set_ignore_zeros(true);
    let entries = archive.entries().map_err(Reason::BadTar.of())?.raw(true);
    let (mut number, mut long) = (0, None);
    for entry in entries {
        let mut entry = entry.map_err(Reason::BadTar.of())?;
        match entry.header().entry_type() {
            EntryType::GNULongName => long = Some(until_nul(extension(&mut entry)?)),
            EntryType::XHeader => long = path_of(&extension(&mut entry)?).or(long),
            EntryType::GNULongLink | EntryType::XGlobalHeader => {}
            kind => {
                number += 1;
                let path = long.take().unwrap_or_else(|| entry.path_bytes().into_owned());
                member(number, kind, &names::shown(&path), &mut entry, records)?;
            }
        }
        if !records.open() {
            break;
        }
    }
    Ok(())
}

/// Put one entry.
fn member(
    number: u64,
    kind: EntryType,
    path: &str,
    entry: &mut Entry<Stream>,
    records: &mut Records,
) -> Result<(), Refusal> {
    let reason = match kind {
        EntryType::Directory => {
            records.pass("folders");
            return Ok(());
        }
        EntryType::Regular | EntryType::Continuous => None,
        EntryType::Link | EntryType::Symlink => Some(Reason::LinkInArchive),
        EntryType::Char | EntryType::Block => Some(Reason::Device),
        EntryType::Fifo => Some(Reason::Fifo),
        _ => Some(Reason::UnsupportedMember),
    };
    let facts = Facts { member: Some(path.to_owned()), ..Facts::default() };
    let size = entry.size();
    let reason = reason.or_else(|| (size > records.limits().bytes).then_some(Reason::TooLarge));
    let inner = match reason.map_or_else(|| inner::of_path(path).ok_or(Reason::UnsafePath), Err) {
        Ok(inner) => inner,
        Err(reason) => {
            records.refuse(number, reason.into(), facts);
            return Ok(());
        }
    };
    let bytes = load::bounded(&mut *entry, size, records.limits()).map_err(|refusal| cut(refusal, path))?;
    if (bytes.len() as u64) < size {
        return Err(cut(Reason::BadTar.into(), path));
    }
    match records::refusal(&bytes, path) {
        Some(refusal) => records.refuse(number, refusal, facts),
        None => records.document(number, &inner, bytes, facts, Vec::new()),
    }
    Ok(())
}

/// An error inside an entry ends the archive.
fn cut(refusal: Refusal, path: &str) -> Refusal {
    let reason = if refusal.reason == Reason::Unreadable { Reason::BadTar } else { refusal.reason };
    let message = refusal.message.unwrap_or_else(|| "cut off".to_owned());
    Refusal { reason, message: Some(format!("in {path}: {message}")) }
}

/// What stands before an entry and belongs to it.
fn extension(entry: &mut Entry<Stream>) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    entry.take(MAX_EXTENSION + 1).read_to_end(&mut bytes).map_err(Reason::BadTar.of())?;
    if bytes.len() as u64 > MAX_EXTENSION {
        return Err(Refusal::because(Reason::BadTar)(format!("a name of over {MAX_EXTENSION} bytes")));
    }
    Ok(bytes)
}

fn until_nul(mut bytes: Vec<u8>) -> Vec<u8> {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    bytes.truncate(end);
    bytes
}

/// The path in an extended header.
fn path_of(header: &[u8]) -> Option<Vec<u8>> {
    let fields = PaxExtensions::new(header).filter_map(Result::ok);
    fields.filter(|field| field.key_bytes() == b"path").last().map(|field| field.value_bytes().to_vec())
}
