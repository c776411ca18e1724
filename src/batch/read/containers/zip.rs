//! Zip archives: members in the order of the directory at the end, each as large as it turns out to be, whatever the
//! directory says.

use std::collections::HashMap;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use crate::batch::read::containers::{Container, Facts, Records, inner, records};
use crate::batch::read::load::{self, Opened};
use crate::batch::write::names;
use crate::batch::{Reason, Refusal};

/// Zip.
pub const CONTAINER: Container = Container { name: "zip", sniff, read, only: None };

/// Members that make a zip a document of an office or a program: what else is in it is no page.
const PARTS: [&str; 2] = ["[Content_Types].xml", "META-INF/MANIFEST.MF"];
/// The most that may be read to know what is in an archive: about half a million members.
const MAX_DIRECTORY: u64 = 64 << 20;
/// Bytes of an entry of the directory, before the name.
const HEADER: usize = 46;

/// A zip that is nothing more: office documents, books and programs are zips too.
fn sniff(head: &[u8], _: &str) -> bool {
    let plain = || infer::get(head).is_none_or(|kind| kind.mime_type() == "application/zip");
    head.starts_with(b"PK\x05\x06") || head.starts_with(b"PK\x03\x04") && plain()
}

fn read(opened: Opened, records: &mut Records) -> Result<(), Refusal> {
    let (file, size) = opened.into_file()?;
    let left = Arc::new(AtomicU64::new(MAX_DIRECTORY));
    let file = Allowance { inner: BufReader::new(file), left: left.clone() };
    let mut archive = ZipArchive::new(file).map_err(|error| without_directory(bad(error)))?;
    left.store(u64::MAX, Ordering::Relaxed);
    if PARTS.iter().any(|part| archive.index_for_name(part).is_some()) {
        return Err(Reason::Binary.into());
    }
    let (mut packed, mut unpacked) = (0u64, 0u64);
    for at in 0..archive.len() {
        if !records.open() {
            break;
        }
        let number = at as u64 + 1;
        let path = archive.by_index_data(at).map(|entry| path(entry.name_raw())).map_err(bad)?;
        match archive.by_index(at) {
            Ok(mut file) => {
                packed = packed.saturating_add(file.compressed_size());
                unpacked += member(number, path, &mut file, records);
            }
            Err(error) => records.refuse(number, bad(error), named(path)),
        }
        let many = unpacked > records.limits().bytes && unpacked / records.limits().ratio.max(1) > size;
        if many || packed > size {
            let message = format!("{unpacked} bytes and more out of {size}");
            return Err(Refusal { reason: Reason::Bomb, message: Some(message) });
        }
    }
    if archive.has_duplicate_names() {
        let numbers = archive.len() as u64 + 1..;
        for (number, name) in numbers.zip(hidden(archive).map_err(Reason::BadZip.of())?) {
            let refusal = Refusal::because(Reason::UnsupportedMember)("a later member has this name");
            records.refuse(number, refusal, named(path(&name)));
        }
    }
    Ok(())
}

/// Names of members that a later one hides, since it has the same: whoever unpacks the archive keeps that.
fn hidden<R: Read + Seek>(archive: ZipArchive<R>) -> io::Result<Vec<Vec<u8>>> {
    let start = archive.central_directory_start();
    let mut file = archive.into_inner();
    file.seek(SeekFrom::Start(start))?;
    let (mut names, mut count) = (Vec::new(), HashMap::new());
    loop {
        let mut header = [0; HEADER];
        if file.read_exact(&mut header).is_err() || !header.starts_with(b"PK\x01\x02") {
            break;
        }
        let size = |at: usize| u64::from(u16::from_le_bytes([header[at], header[at + 1]]));
        let mut name = Vec::new();
        file.by_ref().take(size(28)).read_to_end(&mut name)?;
        io::copy(&mut file.by_ref().take(size(30) + size(32)), &mut io::sink())?;
        *count.entry(name.clone()).or_insert(0) += 1;
        names.push(name);
    }
    names.retain(|name| {
        let left = count.entry(name.clone()).or_default();
        *left -= 1;
        *left > 0
    });
    Ok(names)
}

/// Put one member. Returns how many bytes came out of it.
fn member<R: Read + Seek>(number: u64, path: String, file: &mut ZipFile<R>, records: &mut Records) -> u64 {
    if file.is_dir() {
        records.pass("folders");
        return 0;
    }
    let facts = named(path.clone());
    let inner = match (file.is_symlink(), inner::of_path(&path)) {
        (true, _) => return refuse(number, Reason::LinkInArchive.into(), facts, records, 0),
        (_, None) => return refuse(number, Reason::UnsafePath.into(), facts, records, 0),
        (_, Some(inner)) => inner,
    };
    let size = file.size();
    let bytes = match load::bounded(&mut *file, size, records.limits()) {
        Ok(bytes) => bytes,
        Err(refusal) if refusal.reason == Reason::TooLarge => {
            return refuse(number, refusal, facts, records, records.limits().bytes);
        }
        Err(refusal) => return refuse(number, Refusal { reason: Reason::BadZip, ..refusal }, facts, records, size),
    };
    let count = bytes.len() as u64;
    match records::refusal(&bytes, &path) {
        Some(refusal) => records.refuse(number, refusal, facts),
        None => records.document(number, &inner, bytes, facts, Vec::new()),
    }
    count
}

fn refuse(number: u64, refusal: Refusal, facts: Facts, records: &mut Records, unpacked: u64) -> u64 {
    records.refuse(number, refusal, facts);
    unpacked
}

/// Without the directory at its end nothing in an archive is found.
fn without_directory(refusal: Refusal) -> Refusal {
    Refusal { message: refusal.message.map(|why| format!("none of its members can be read: {why}")), ..refusal }
}

/// A name as text.
fn path(name: &[u8]) -> String {
    String::from_utf8(name.to_vec()).unwrap_or_else(|_| names::shown(name))
}

fn named(path: String) -> Facts {
    Facts { member: Some(path), ..Facts::default() }
}

fn bad(error: ZipError) -> Refusal {
    match error {
        ZipError::UnsupportedArchive(what) => Refusal::because(Reason::UnsupportedMember)(what),
        other => Refusal::because(Reason::BadZip)(other),
    }
}

/// A file of which so much may be read.
struct Allowance<R> {
    inner: R,
    left: Arc<AtomicU64>,
}

impl<R: Read> Read for Allowance<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(to)?;
        let left = self.left.load(Ordering::Relaxed).checked_sub(read as u64);
        let left = left.ok_or_else(|| io::Error::other(format!("its directory has over {MAX_DIRECTORY} bytes")))?;
        self.left.store(left, Ordering::Relaxed);
        Ok(read)
    }
}

impl<R: Seek> Seek for Allowance<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}
