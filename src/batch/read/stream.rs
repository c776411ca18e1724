//! Bytes on their way from a file: counted, stopped when nobody wants more, and with a beginning that can be looked
//! at. Every error in a stream is a [`Refusal`] already.

use std::io::{self, BufRead, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::batch::{Reason, Refusal};

/// Any stream.
pub type Stream = Box<dyn BufRead + Send>;

/// How far the reading of a run has come; shared with who shows it, and who may stop it.
#[derive(Default)]
pub struct Course {
    bytes: AtomicU64,
    done: AtomicU64,
    stopped: AtomicBool,
}

impl Course {
    /// Let the reader come to an end.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// Bytes of the input read so far.
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Bytes of the input whose documents are done.
    pub fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    /// The documents of so many bytes from the beginning of the input are done.
    pub fn done_until(&self, bytes: u64) {
        self.done.store(bytes, Ordering::Relaxed);
    }

    /// The input is read from its beginning once more.
    pub fn begin_again(&self) {
        self.bytes.store(0, Ordering::Relaxed);
    }

    /// So many bytes more have been read.
    pub fn add(&self, bytes: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }
}

/// Counts what is read of one file.
pub struct Meter<R> {
    inner: R,
    course: Arc<Course>,
    count: Arc<AtomicU64>,
}

impl<R: Read> Meter<R> {
    /// From its beginning.
    pub fn new(inner: R, course: &Arc<Course>) -> Meter<R> {
        Meter { inner, course: course.clone(), count: Arc::default() }
    }

    /// Where the bytes of this file are counted.
    pub fn count(&self) -> Arc<AtomicU64> {
        self.count.clone()
    }
}

impl<R: Read> Read for Meter<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.course.stopped.load(Ordering::Relaxed) {
            return Err(io::Error::other("stopped"));
        }
        let read = loop {
            match self.inner.read(to) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read.map_err(Reason::Unreadable.of())?,
            }
        };
        self.course.add(read as u64);
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl<R: Seek> Seek for Meter<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

/// A stream whose first bytes have been read and are still to come.
pub struct Peek<R> {
    head: Vec<u8>,
    at: usize,
    /// There is nothing behind the head.
    whole: bool,
    /// What went wrong behind the head.
    error: Option<io::Error>,
    inner: R,
}

impl<R: BufRead> Peek<R> {
    /// Read so many bytes, or all there are. `expected`: how many there may be. What is read before an error is good.
    pub fn new(mut inner: R, size: usize, expected: u64) -> io::Result<Peek<R>> {
        let mut head = Vec::with_capacity(size.min(usize::try_from(expected).unwrap_or(size)) + 1);
        let error = inner.by_ref().take(size as u64).read_to_end(&mut head).err();
        match error {
            Some(error) if head.is_empty() => Err(error),
            error => Ok(Peek { whole: error.is_none() && head.len() < size, head, at: 0, error, inner }),
        }
    }

    /// The first bytes.
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// All bytes, if the head has them.
    pub fn whole(self) -> Result<Vec<u8>, Self> {
        if self.whole && self.at == 0 { Ok(self.head) } else { Err(self) }
    }
}

impl<R: BufRead> Read for Peek<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(to)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Peek<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self.head.get(self.at..) {
            Some(rest) if !rest.is_empty() => Ok(rest),
            _ if self.whole => Ok(&[]),
            _ => match self.error.take() {
                Some(error) => Err(error),
                None => self.inner.fill_buf(),
            },
        }
    }

    fn consume(&mut self, count: usize) {
        if self.at < self.head.len() {
            self.at += count;
        } else {
            self.inner.consume(count);
        }
    }
}

impl Reason {
    /// A function that turns an error into this refusal, unless it is one already.
    pub fn of(self) -> impl FnOnce(io::Error) -> io::Error {
        move |error| match error.get_ref().is_some_and(|inner| inner.is::<Refusal>()) {
            true => error,
            false => io::Error::other(Refusal { reason: self, message: Some(error.to_string()) }),
        }
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Refusal {
        error.downcast::<Refusal>().unwrap_or_else(Refusal::because(Reason::Unreadable))
    }
}
