//! What a run leaves behind: files, the stream, the lines of `--keep-cuts`, and the manifest of it all. Results come here
//! one by one, in order.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::batch::line_file::Stream;
use crate::batch::manifest::{Hash, Journal, Known, Left, Made, Run};
use crate::batch::{Done, Error, Event, Inputs, Job, Memory, Output, Place, Reason, Status};
use crate::options::Options;
use crate::write::{Format, Show};

/// Where results end.
pub struct Sink {
    place: Arc<Place>,
    /// One file for all articles.
    stream: Option<Stream>,
    /// The file of `--keep-cuts`.
    cuts: Option<Stream>,
    journal: Journal,
}

/// What a run is to write.
pub struct Wanted<'a> {
    /// The output folder.
    pub out: &'a Path,
    /// What articles are written as.
    pub format: &'static Format,
    /// Settings of `clean()`.
    pub options: Options,
    /// What of a page is written beside its text.
    pub show: Show,
    /// The file of `--keep-cuts`.
    pub keep_cuts: Option<&'a Path>,
    /// Is everything to be cleaned again, up to date or not?
    pub force: bool,
}

impl Sink {
    /// Open the output folder for a run over these inputs. Returns also the job that goes with it.
    pub fn open(wanted: Wanted, inputs: &Inputs) -> Result<(Sink, Job), Error> {
        let Wanted { out, format, options, show, keep_cuts, force } = wanted;
        let place = Arc::new(Place::open(out, format.stream)?);
        let stream = format.stream.map(|name| place.stream(name)).transpose()?;
        let cuts = keep_cuts.map(|file| cuts_file(file, inputs)).transpose()?;
        let manifest = place.manifest();
        let known = Arc::new(Known::load(&manifest)?);
        let settings = Hash::of_settings(format.name, &options, show);
        let journal = Journal::open(Arc::clone(&known), &manifest, &Run::new(format.name, settings))?;
        let memory = Memory {
            known,
            settings,
            scope: inputs.scope(),
            lines: stream.as_ref().map(Stream::earlier).unwrap_or_default(),
            cuts: cuts.as_ref().map(Stream::earlier),
            force,
        };
        let output = format.stream.map_or_else(|| Output::Folder(Arc::clone(&place)), Output::Stream);
        let job = Job { options, format, show, output, report: false, keep_cuts: cuts.is_some(), memory: Some(memory) };
        Ok((Sink { place, stream, cuts, journal }, job))
    }

    /// Write what is to be written of a result, and write down that it was. An error ends the run.
    pub fn take(&mut self, done: &mut Done) -> Result<(), Error> {
        if let Some(error) = done.stop.take() {
            return Err(error);
        }
        let Some(mut entry) = done.entry.take() else { return Ok(()) };
        if let (Some(stream), Some(text)) = (&mut self.stream, &done.text) {
            let at = stream.write(text)?;
            entry.output.iter_mut().for_each(|made| made.at = Some(at));
        }
        if let (Some(file), Some(line)) = (&mut self.cuts, &done.cuts) {
            let at = file.write(line)?;
            entry.cuts = Some(Made::new("", Some(at), line.as_bytes()));
        }
        self.journal.record(entry)
    }

    /// The run is broken off: wait for what is being written, and leave the rest as it is. Nothing more is written for as
    /// long as the process lives.
    pub fn break_off(&mut self) {
        std::mem::forget(self.place.quiet());
        for stream in self.stream.iter_mut().chain(&mut self.cuts) {
            let _next_run_makes_it_anew = stream.flush();
        }
    }

    /// The run over these inputs came to its end. Returns what is left over, removed if it is to be.
    pub fn finish(mut self, inputs: &Inputs, prune: bool) -> Result<Vec<Event>, Error> {
        let left = self.journal.leftovers(inputs.scope(), |path| inputs.want(path));
        let rewritten = self.stream.is_some();
        for stream in self.stream.take().into_iter().chain(self.cuts.take()) {
            stream.finish()?;
        }
        let mut events = Vec::new();
        for (spot, left) in left {
            let event = self.sweep(left, prune, rewritten)?;
            if event.as_ref().is_none_or(|event| event.status == Status::Pruned || prune) {
                self.journal.forget(spot);
            }
            events.extend(event);
        }
        self.journal.finish()?;
        Ok(events)
    }

    /// What is to be said of an output left over; nothing if somebody has removed it. Only what is as it was written is
    /// removed. A stream that was `rewritten` does not hold it any more.
    fn sweep(&self, left: Left, prune: bool, rewritten: bool) -> Result<Option<Event>, Error> {
        let Left { path, output, .. } = left;
        let event = |status, reason| {
            Some(Event { output: Some(output.name.clone()), reason, ..Event::new(path.clone(), status) })
        };
        if output.at.is_some() {
            return Ok(event(if rewritten { Status::Pruned } else { Status::Left }, None));
        }
        match self.place.holds(&output) {
            None => Ok(None),
            Some(false) => Ok(event(Status::Left, Some(Reason::Edited))),
            Some(true) if prune => {
                self.place.remove(&output.name).map_err(Error::at(&PathBuf::from(&output.name)))?;
                Ok(event(Status::Pruned, None))
            }
            Some(true) => Ok(event(Status::Left, None)),
        }
    }
}

/// Begin the file of `--keep-cuts`, which lies where the user wants it.
fn cuts_file(file: &Path, inputs: &Inputs) -> Result<Stream, Error> {
    inputs.allow_file(file)?;
    let name = file.file_name().ok_or_else(|| Error::OverInput(file.to_owned()))?;
    let part = file.with_file_name(format!(".{}.part", name.to_string_lossy()));
    Stream::create(file.to_owned(), part)
}
