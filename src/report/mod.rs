//! A run's results in, one HTML file out: what was cut, and why, for a person to look at. Results are counted as they
//! come; of the documents to be shown the texts wait in a temporary file, so that memory does not grow with the run.

mod charts;
mod choose;
mod reasons;
mod render;
mod totals;

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::batch::page::Page;
use crate::batch::{Error, Event, Rank, shown};
use crate::judge::rules::Rule;
use choose::Chosen;
use render::Row;
use totals::Totals;

/// Documents that are shown, if nothing else is asked for.
pub const USUAL_LIMIT: usize = 5000;

/// Every report ends so, and no article does.
const ENDING: &[u8] = b".html";

/// What a report has near its start.
const MARK: &[u8] = b"<meta name=\"generator\" content=\"dehusk\">";
/// How near.
const WITHIN: u64 = 256;

/// Bytes of texts that one report holds; the least affected documents beyond it are shown without theirs.
const MOST_BYTES: u64 = 128 * 1024 * 1024;

/// What the report says it is of.
pub struct Subject<'a> {
    /// The inputs as they were given.
    pub input: String,
    /// The output folder; `None`: a preview.
    pub output: Option<String>,
    /// The rules of the user, which say why themselves.
    pub rules: &'a [Rule],
}

/// A report that is being made.
pub struct Report {
    path: PathBuf,
    texts: BufWriter<File>,
    /// Bytes in `texts`.
    length: u64,
    count: usize,
    limit: usize,
    totals: Totals,
    chosen: Chosen<Rank, Shown>,
}

/// A document that is shown, and where its text waits.
struct Shown {
    row: Row,
    text: Option<(u64, u64)>,
}

impl Report {
    /// Begin a report that will be the file `path` and shows so many documents; of more, those that `seed` draws.
    /// What is there and is no report stays.
    pub fn begin(path: &Path, limit: usize, seed: u64) -> Result<Report, Error> {
        let usage = |fault: &str| Err(Error::Usage(format!("--report {}: {fault}", shown(path))));
        if !path.file_name().is_some_and(|name| name.as_encoded_bytes().ends_with(ENDING)) {
            return usage("the name of a report ends in .html");
        }
        if path.symlink_metadata().is_ok() && !is_report(path) {
            return usage("something of this name is there already, and it is no report");
        }
        let texts = tempfile::tempfile_in(folder(path)).map_err(Error::at(path))?;
        Ok(Report {
            path: path.to_owned(),
            texts: BufWriter::new(texts),
            length: 0,
            count: 0,
            limit,
            totals: Totals::default(),
            chosen: Chosen::new(limit, seed),
        })
    }

    /// Count one result; keep it for now if it is to be shown.
    pub fn add(&mut self, event: &Event, page: Option<&Page>) -> Result<(), Error> {
        let place = totals::place(&event.path, page);
        self.totals.add(event, page, place);
        let (texts, length) = (&mut self.texts, &mut self.length);
        let make = || {
            let text = match page {
                Some(page) => {
                    texts.write_all(page.text.as_bytes())?;
                    let start = *length;
                    *length += page.text.len() as u64;
                    Some((start, page.text.len() as u64))
                }
                None => None,
            };
            Ok(Shown { row: Row::of(event, page, place), text })
        };
        let number = self.count;
        self.count += 1;
        self.chosen.offer(number, &event.path, Rank::of(event), make).map_err(Error::at(&self.path))
    }

    /// Write the page.
    pub fn finish(self, subject: &Subject) -> Result<(), Error> {
        let path = self.path.clone();
        self.write(subject).map_err(Error::at(&path))
    }

    fn write(self, subject: &Subject) -> io::Result<()> {
        let mut texts = self.texts.into_inner().map_err(io::IntoInnerError::into_error)?;
        let mut shown = self.chosen.ranked();
        fit(&mut shown);
        let affected: Vec<usize> = shown.iter().take(render::MOST_AFFECTED).map(|(number, _)| *number).collect();
        shown.sort_by_key(|(number, _)| *number);
        let (numbers, shown): (Vec<usize>, Vec<Shown>) = shown.into_iter().unzip();
        let (rows, places): (Vec<Row>, Vec<_>) = shown.into_iter().map(|one| (one.row, one.text)).unzip();
        let affected = affected.iter().filter_map(|number| numbers.binary_search(number).ok()).collect();
        let page = render::page(subject, &self.totals, &rows, affected, self.limit).map_err(io::Error::other)?;
        let mut file = temporary(folder(&self.path))?;
        let mut out = BufWriter::new(file.as_file_mut());
        out.write_all(page.as_bytes())?;
        for (at, place) in places.iter().enumerate() {
            if let Some((start, length)) = place {
                write!(out, "<script type=\"application/json\" id=\"d{at}\">")?;
                texts.seek(SeekFrom::Start(*start))?;
                io::copy(&mut (&texts).take(*length), &mut out)?;
                out.write_all(b"</script>\n")?;
            }
        }
        out.write_all(b"</body>\n</html>\n")?;
        out.flush()?;
        drop(out);
        file.persist(&self.path).map_err(|error| error.error)?;
        Ok(())
    }
}

/// Leave out the texts that there is no room for, from the first of them on: those of the least affected documents.
fn fit(shown: &mut [(usize, Shown)]) {
    let mut room = MOST_BYTES;
    for (_, one) in shown {
        let length = one.text.map_or(0, |(_, length)| length);
        if length > room {
            one.row.leave_out();
            (one.text, room) = (None, 0);
        } else {
            room -= length;
        }
    }
}

/// Does a report stand there, which may be written anew?
fn is_report(path: &Path) -> bool {
    let mut start = Vec::new();
    let mut read = || File::open(path)?.take(WITHIN).read_to_end(&mut start);
    path.is_file() && read().is_ok() && memchr::memmem::find(&start, MARK).is_some()
}

/// The folder that the file lies in.
fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A new file that everybody may read, as other outputs.
fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".report-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}
