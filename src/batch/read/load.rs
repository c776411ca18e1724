//! A path → the bytes of one document, unpacked, or why there are none. Sizes are bounded while reading and while
//! unpacking; nothing but regular files is opened.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::article::Note;
use crate::batch::read::containers::container;
use crate::batch::read::documents::Source;
use crate::batch::read::sniff;
use crate::batch::read::stream::{Course, Meter, Peek, Stream};
use crate::batch::read::unpack::{self, Junk};
use crate::batch::write::names;
use crate::batch::{Limits, Reason, Refusal};

/// First bytes that tell what a file is. A document that is no longer is read with them.
const HEAD: usize = 64 * 1024;

/// The bytes of a document and what was odd about them.
pub type Loaded = (Vec<u8>, Vec<Note>);

/// A file that has been opened: a stream of what is in it, unpacked if it is packed.
pub struct Opened {
    /// Its beginning at hand.
    stream: Peek<Stream>,
    packed: bool,
    /// Where it lies, and its bytes there. Standard input has none.
    file: Option<(PathBuf, u64)>,
    course: Arc<Course>,
    /// Bytes read of the file.
    count: Arc<AtomicU64>,
    /// What stands behind the end of the packed data.
    junk: Junk,
}

/// Read and unpack one document; `-` is standard input.
pub fn load(path: &Path) -> Result<Loaded, Refusal> {
    let limits = Limits::default();
    if path == Path::new("-") {
        return stdin(&limits);
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    single(Opened::file(path, &limits, &Arc::default())?, &name, &limits)
}

/// Read and unpack standard input.
pub fn stdin(limits: &Limits) -> Result<Loaded, Refusal> {
    let course = Arc::default();
    let meter = Meter::new(io::stdin(), &course);
    single(Opened::new(meter, None, course, limits)?, "", limits)
}

/// Read one document where one was asked for.
fn single(opened: Opened, name: &str, limits: &Limits) -> Result<Loaded, Refusal> {
    let Some(container) = container(opened.head(), names::without_compression(name)) else {
        return opened.document(limits);
    };
    match container.only {
        Some(only) => Ok((only(&opened.bytes(limits)?)?, Vec::new())),
        None => Err(Refusal::because(Reason::UnsupportedContainer)(container.name)),
    }
}

/// Read a regular file as it lies.
pub fn read(path: &Path, limits: &Limits) -> Result<Vec<u8>, Refusal> {
    let (file, size) = regular(path)?;
    bounded(file, size, limits)
}

fn regular(path: &Path) -> Result<(File, u64), Refusal> {
    let unreadable = |error: io::Error| Refusal::because(Reason::Unreadable)(error);
    let look = fs::symlink_metadata(path).map_err(unreadable)?;
    if !look.is_file() {
        return Err(Reason::Device.into());
    }
    Ok((File::open(path).map_err(unreadable)?, look.len()))
}

impl Opened {
    /// Open a regular file.
    pub fn file(path: &Path, limits: &Limits, course: &Arc<Course>) -> Result<Opened, Refusal> {
        let (file, size) = regular(path)?;
        Opened::new(Meter::new(file, course), Some((path.to_owned(), size)), course.clone(), limits)
    }

    /// Look at the beginning, and unpack.
    fn new<R: Read + Send + 'static>(
        from: Meter<R>,
        file: Option<(PathBuf, u64)>,
        course: Arc<Course>,
        limits: &Limits,
    ) -> Result<Opened, Refusal> {
        let (count, junk) = (from.count(), Junk::default());
        let from: Stream = Box::new(BufReader::with_capacity(HEAD, from));
        let size = file.as_ref().map_or(u64::MAX, |(_, size)| *size);
        let stream = Peek::new(from, HEAD, size)?;
        let Some(compression) = unpack::compression(stream.head()) else {
            return Ok(Opened { stream, packed: false, file, course, count, junk });
        };
        let unpacked = compression.open(Box::new(stream), count.clone(), junk.clone(), limits)?;
        let stream = Peek::new(unpacked, HEAD, u64::MAX)?;
        if unpack::compression(stream.head()).is_some() {
            return Err(Reason::NestedCompression.into());
        }
        Ok(Opened { stream, packed: true, file, course, count, junk })
    }

    /// The first bytes of what is in it.
    pub fn head(&self) -> &[u8] {
        self.stream.head()
    }

    /// What stands behind the end of the packed data, known once all of it has been read.
    pub fn junk(&self) -> Junk {
        self.junk.clone()
    }

    /// What is in it.
    pub fn into_stream(self) -> Stream {
        Box::new(self.stream)
    }

    /// The file as it lies and its size, if it is not packed: for what must be read from its end.
    pub fn into_file(self) -> Result<(Meter<File>, u64), Refusal> {
        match self.file {
            Some((path, _)) if !self.packed => {
                let (file, size) = regular(&path)?;
                Ok((Meter::new(file, &self.course), size))
            }
            _ => Err(Refusal::because(Reason::NestedContainer)("packed once more")),
        }
    }

    /// All that is in it.
    pub fn bytes(self, limits: &Limits) -> Result<Vec<u8>, Refusal> {
        match self.stream.whole() {
            Ok(bytes) if bytes.len() as u64 <= limits.bytes => Ok(bytes),
            Ok(_) => Err(Reason::TooLarge.into()),
            Err(stream) => bounded(stream, HEAD as u64, limits),
        }
    }

    /// It as one document. What is small or packed is read now.
    pub fn source(self, limits: &Limits) -> Result<Source, Refusal> {
        let (path, size) = match &self.file {
            Some((path, size)) if !self.packed && *size > HEAD as u64 => (path.clone(), *size),
            _ => return self.document(limits).map(Source::Bytes),
        };
        if let Some(reason) = sniff::refusal(self.head()) {
            return Err(reason.into());
        }
        if size > limits.bytes {
            return Err(Reason::TooLarge.into());
        }
        self.course.add(size.saturating_sub(self.count.load(Ordering::Relaxed)));
        Ok(Source::File(path, size))
    }

    fn document(self, limits: &Limits) -> Result<Loaded, Refusal> {
        if let Some(reason) = sniff::refusal(self.head()) {
            return Err(reason.into());
        }
        let junk = self.junk();
        let bytes = self.bytes(limits)?;
        Ok((bytes, junk.note().into_iter().collect()))
    }
}

/// Read to the end, but no more than the limit. So many bytes are expected; one more tells that it was the end.
pub fn bounded(from: impl Read, expected: u64, limits: &Limits) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected.min(limits.bytes)).unwrap_or(0) + 1);
    from.take(limits.bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limits.bytes { Err(Reason::TooLarge.into()) } else { Ok(bytes) }
}
