//! A stream → its lines, as they come: all that one reading completes.

use std::io::{self, Read};

use crate::decode::utf8::UTF8_MARK;

/// Bytes read at a time.
const PIECE: usize = 1024 * 1024;

/// A line of input, its end included; no bytes if it was too long to keep.
pub struct Line {
    /// Counted from 1.
    pub number: usize,
    /// What it holds.
    pub bytes: Option<Vec<u8>>,
}

/// Cuts a stream into lines.
pub struct Lines<R> {
    from: R,
    /// Bytes of the longest line that is kept: it bounds memory.
    longest: usize,
    piece: Vec<u8>,
    /// A line whose end has not come yet.
    open: Vec<u8>,
    too_long: bool,
    number: usize,
}

impl<R: Read> Lines<R> {
    /// Of this stream.
    pub fn new(from: R, longest: usize) -> Lines<R> {
        Lines { from, longest, piece: vec![0; PIECE], open: Vec::new(), too_long: false, number: 0 }
    }

    /// Read once: the lines that are complete now, at the end also the one that has no line end. `None` behind that.
    pub fn read(&mut self) -> io::Result<Option<Vec<Line>>> {
        let read = loop {
            match self.from.read(&mut self.piece) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        if read == 0 {
            let is_open = self.too_long || !self.open.is_empty();
            return Ok(is_open.then(|| vec![self.close()]));
        }
        let piece = std::mem::take(&mut self.piece);
        let mut lines = Vec::new();
        for part in piece.get(..read).unwrap_or_default().split_inclusive(|byte| *byte == b'\n') {
            self.extend(part);
            if part.ends_with(b"\n") {
                lines.push(self.close());
            }
        }
        self.piece = piece;
        Ok(Some(lines))
    }

    fn extend(&mut self, part: &[u8]) {
        self.too_long |= self.open.len() + part.len() > self.longest;
        if self.too_long {
            self.open = Vec::new();
        } else {
            self.open.extend_from_slice(part);
        }
    }

    fn close(&mut self) -> Line {
        self.number += 1;
        let mut bytes = std::mem::take(&mut self.open);
        if self.number == 1 && bytes.starts_with(UTF8_MARK) {
            bytes.drain(..UTF8_MARK.len());
        }
        Line { number: self.number, bytes: (!std::mem::take(&mut self.too_long)).then_some(bytes) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives so many bytes at a time.
    struct Slow<'a>(&'a [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let most = self.1.min(into.len());
            self.0.read(&mut into[..most])
        }
    }

    fn lines(text: &[u8], step: usize) -> Vec<(usize, Option<String>)> {
        let mut lines = Lines::new(Slow(text, step), 8);
        let mut all = Vec::new();
        while let Some(some) = lines.read().expect("read") {
            all.extend(
                some.into_iter().map(|line| (line.number, line.bytes.map(|b| String::from_utf8(b).expect("text")))),
            );
        }
        all
    }

    #[test]
    fn pieces_make_lines_and_none_is_lost() {
        let line = |number, text: &str| (number, Some(text.to_owned()));
        for step in [1, 3, 100] {
            assert_eq!(lines(b"\xef\xbb\xbfa\n\nbcd", step), [line(1, "a\n"), line(2, "\n"), line(3, "bcd")]);
            assert_eq!(
                lines(b"1234567\n12345678\n12345678", step),
                [line(1, "1234567\n"), (2, None), line(3, "12345678")]
            );
            assert_eq!(lines(b"a\n1234567890123456", step), [line(1, "a\n"), (2, None)]);
            assert_eq!(lines(b"", step), []);
        }
    }

    #[test]
    fn a_long_line_is_copied_once() {
        let text = vec![b'a'; 16 << 20];
        let mut lines = Lines::new(Slow(&text, 4096), text.len());
        let start = std::time::Instant::now();
        let mut longest = 0;
        while let Some(some) = lines.read().expect("read") {
            longest = some.iter().filter_map(|line| line.bytes.as_ref()).map(Vec::len).max().unwrap_or(longest);
        }
        assert_eq!(longest, text.len());
        assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
    }
}
