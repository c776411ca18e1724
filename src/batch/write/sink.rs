//! What a run leaves behind: files, the stream, the lines of `--keep-cuts`, and the manifest of it all. Results come here
//! one by one, in order.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::batch::manifest::{Entry, Hash, Journal, Known, Left, Made, OWN, Run};
use crate::batch::read::input::resolved;
use crate::batch::write::earlier::Earlier;
use crate::batch::write::line_file::{self, LineFile};
use crate::batch::write::pack::Packing;
use crate::batch::write::shards::{Shape, Shards};
use crate::batch::write::{names, review};
use crate::batch::{Done, Error, Event, Gate, Inputs, Job, Memory, Others, Output, Place, Reason, Status, cuts};
use crate::options::Options;
use crate::write::{Format, Show};

/// Where results end.
pub struct Sink {
    place: Arc<Place>,
    /// How the files lie that articles share, in a format that has such.
    shape: Option<Shape>,
    stream: Option<Shards>,
    /// The same for those that are to be looked at.
    review: Option<Shards>,
    /// What they had before.
    lines: Earlier,
    /// The file of `--keep-cuts`.
    cuts: Option<LineFile>,
    journal: Journal,
    /// What of OUT is of other inputs.
    others: Arc<Others>,
    format: &'static Format,
}

/// What a run left behind at its end.
#[derive(Default)]
pub struct Ended {
    /// Of what is left over, or was removed.
    pub events: Vec<Event>,
    /// Lines of other inputs, and of what could not be read, that the stream still has.
    pub kept: usize,
}

/// What a run is to write.
pub struct Wanted<'a> {
    /// The output folder.
    pub out: &'a Path,
    /// What articles are written as.
    pub format: &'static Format,
    /// How the files lie that articles share, in a format that has such.
    pub shape: Option<Shape>,
    /// Settings of `clean()`.
    pub options: Options,
    /// What of a page is written beside its text.
    pub show: Show,
    /// Which articles go to a folder of their own.
    pub gate: Gate,
    /// The file of `--keep-cuts`.
    pub keep_cuts: Option<&'a Path>,
    /// Is everything to be cleaned again, up to date or not?
    pub force: bool,
}

impl Sink {
    /// Open the output folder for a run over these inputs. Returns also the job that goes with it.
    pub fn open(wanted: Wanted, inputs: &Inputs) -> Result<(Sink, Job), Error> {
        let Wanted { out, format, shape, options, show, gate, keep_cuts, force } = wanted;
        if let Some(file) = keep_cuts {
            allow_cuts(file, out, format, shape.as_ref(), inputs)?;
        }
        let place = Arc::new(Place::open(out, shape.is_some())?);
        let review = shape.clone().map(|shape| Shards::new(&place, shape, review::FOLDER));
        let stream = shape.clone().map(|shape| Shards::new(&place, shape, "").begun()).transpose()?;
        let (cuts, earlier_cuts) = keep_cuts.map(cuts_file).transpose()?.unzip();
        let manifest = place.manifest();
        let known = Arc::new(Known::load(&manifest)?);
        let settings = Hash::of_settings(format.name, &options, show, &gate);
        let others = Arc::new(Others::new(Arc::clone(&known), out, inputs)?);
        let journal = Journal::open(Arc::clone(&known), &manifest, &Run::new(format.name, settings))?;
        let lines = place.earlier();
        let memory = Memory { known, settings, scope: inputs.scope(), lines, cuts: earlier_cuts, force };
        let output = format.stream.map_or_else(|| Output::Folder(Arc::clone(&place)), Output::Stream);
        let (memory, keep_cuts) = (Some(memory), cuts.is_some());
        let job = Job { options, format, show, output, gate, report: false, metadata: false, keep_cuts, memory };
        let lines = place.earlier();
        Ok((Sink { place, shape, stream, review, lines, cuts, journal, others, format }, job))
    }

    /// What of the output folder is of other inputs: the documents of this run stay clear of it.
    pub fn others(&self) -> Arc<Others> {
        Arc::clone(&self.others)
    }

    /// What is to be said of the manifest, if it cannot be read.
    pub fn warning(&self) -> Option<String> {
        let fault = self.journal.known().fault()?;
        Some(format!("{}: {fault}", self.place.manifest().display()))
    }

    /// Write what is to be written of a result, and write down that it was. An error ends the run.
    pub fn take(&mut self, done: &mut Done) -> Result<(), Error> {
        if let Some(error) = done.stop.take() {
            return Err(error);
        }
        let Some(mut entry) = done.entry.take() else { return Ok(()) };
        let stream = if done.review { &mut self.review } else { &mut self.stream };
        if let (Some(stream), Some(text)) = (stream, &done.text) {
            let (name, at) = stream.write(text)?;
            done.event.output = Some(name.clone());
            entry.output = entry.output.map(|made| Made { name, at: Some(at), ..made });
        }
        if entry.status == Status::Error.word()
            && let Some(made) = self.journal.line(entry.id(), self.format.name)
        {
            entry.output = self.copy(&made)?;
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
        for stream in self.stream.iter_mut().chain(&mut self.review) {
            let _next_run_makes_it_anew = stream.flush();
        }
        let _next_run_makes_it_anew = self.cuts.as_mut().map(LineFile::flush);
    }

    /// The run over these inputs came to its end: what is left over is removed if it is to be.
    pub fn finish(mut self, inputs: &Inputs, prune: bool) -> Result<Ended, Error> {
        let kept = self.keep_lines(prune)?;
        let left = self.journal.leftovers(inputs.scope(), |path| inputs.want(path), self.shape.is_some());
        let mut made = Vec::new();
        for stream in self.stream.take().into_iter().chain(self.review.take()) {
            made.append(&mut stream.finish()?);
        }
        if let Some(cuts) = self.cuts.take() {
            let cuts = cuts.end()?;
            cuts.name()?;
        }
        self.place.tidy()?;
        let replaces = |name: &str| self.shape.as_ref().is_some_and(|shape| shape.replaces(name));
        let old = self.journal.streams(made, inputs.scope(), replaces)?;
        let mut events = Vec::new();
        for (spot, left) in left.into_iter().chain(old) {
            let is_replaced = replaces(&left.output.name);
            let event = self.sweep(left, prune || is_replaced)?;
            if event.as_ref().is_none_or(|event| event.status == Status::Pruned || prune) {
                self.journal.forget(spot);
            }
            events.extend(event);
        }
        self.journal.finish()?;
        Ok(Ended { events, kept })
    }

    /// Copy what the stream has of other inputs, and of what could not be looked into, behind what this run met. Returns how
    /// many lines those are.
    fn keep_lines(&mut self, prune: bool) -> Result<usize, Error> {
        let (others, mut kept) = (Arc::clone(&self.others), 0);
        for entry in self.journal.lines_not_met(self.format.name) {
            let stays = others.keep(&entry, prune) || self.journal.is_closed(&entry.path);
            let Some(made) = entry.output.as_ref().filter(|_| stays) else { continue };
            if let Some(output) = self.copy(made)? {
                self.journal.record(Entry { output: Some(output), ..entry })?;
                kept += 1;
            }
        }
        Ok(kept)
    }

    /// Copy a line that the stream had before. Returns where it is now; nothing if it is not there any more.
    fn copy(&mut self, made: &Made) -> Result<Option<Made>, Error> {
        let is_review = made.name.starts_with(review::FOLDER);
        let stream = if is_review { &mut self.review } else { &mut self.stream };
        let Some((stream, text)) = stream.as_mut().zip(self.lines.line(made)) else { return Ok(None) };
        let (name, at) = stream.write(&text)?;
        Ok(Some(Made { name, at: Some(at), ..made.clone() }))
    }

    /// What is to be said of an output left over; nothing if somebody has removed it. It is removed if it is to be and is as
    /// it was written; a line of a stream goes with the stream.
    fn sweep(&self, left: Left, prune: bool) -> Result<Option<Event>, Error> {
        let Left { path, output, .. } = left;
        let event = |status, reason| {
            Some(Event { output: Some(output.name.clone()), reason, ..Event::new(path.clone(), status) })
        };
        if output.at.is_some() {
            return Ok(event(if prune { Status::Pruned } else { Status::Left }, None));
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

/// May this be the file of `--keep-cuts`? Not in an input, nor where the run writes something else; and what is there
/// and is no such file stays.
fn allow_cuts(file: &Path, out: &Path, format: &Format, shape: Option<&Shape>, inputs: &Inputs) -> Result<(), Error> {
    inputs.allow_file(file)?;
    let usage = |fault: &str| Err(Error::Usage(format!("--keep-cuts {}: {fault}", file.display())));
    if file.symlink_metadata().is_ok() && !cuts::is_record(file) {
        return usage("something of this name is there already, and it is no record of cuts");
    }
    let (real, out) = (resolved(file)?, resolved(out)?);
    let is_output = |name: &Path| match shape {
        Some(shape) => shape.may_write(name.strip_prefix(review::FOLDER).unwrap_or(name)),
        None => names::has_ending(&name.to_string_lossy(), format.ending),
    };
    match real.strip_prefix(out) {
        Ok(name) if name.starts_with(OWN) || is_output(name) => usage("an output may get this name"),
        _ => Ok(()),
    }
}

/// Begin the file of `--keep-cuts`, which lies where the user wants it, packed if its name says so.
fn cuts_file(file: &Path) -> Result<(LineFile, Earlier), Error> {
    let name = file.file_name().ok_or_else(|| Error::OverInput(file.to_owned()))?.to_string_lossy();
    let part = file.with_file_name(format!(".{name}.{}", line_file::PART));
    line_file::set_aside(&part)?;
    let lines = LineFile::create(file.to_owned(), part.clone(), Packing::of_name(&name))?;
    Ok((lines, Earlier::file(file, &part)))
}
