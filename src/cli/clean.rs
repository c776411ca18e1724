//! `clean`: arguments → a batch job, its results → stdout, stderr and the exit code.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use globset::{Glob, GlobSet, GlobSetBuilder};

use crate::batch::{
    self, Documents, Done, Ended, Error, Event, Filter, Gate, Inputs, Interrupt, Job, Output, Shape, Sink, Status,
    Wanted,
};
use crate::cli::args::{Clean, Switch};
use crate::cli::preview::{self, Totals};
use crate::cli::progress::Progress;
use crate::cli::table::{HEAD, Sort, Table};
use crate::cli::terminal::{Screen, When};
use crate::cli::{End, diff, is_closed_pipe, no_pipe, say, welcome};
use crate::options::Options;
use crate::report::{Report, Subject};
use crate::text::printable;
use crate::write::{self, Format, Show};

/// Where it reads from and writes to when nothing is said.
const DEFAULT_INPUT: &str = "raw";
const DEFAULT_OUTPUT: &str = "cleaned";

/// What is said of outputs left over.
const LEFT: &str = "left: outputs of earlier runs whose document is gone, or gives nothing or another name now; -v lists \
    them, --prune removes them";

/// What is said where stdout would carry two kinds of data.
const ONE_KIND: &str =
    "stdout carries one kind of data: --dry-run or --check, --diff, --json, or the document of - or -o -";

/// Formats that options are for.
const TXT: &str = "txt";
const MD: &str = "md";

/// What is said of a document that would be written otherwise than it is, but of which no edit is made.
const IN_FORM: &str = "changes in form alone (markup, charset, line ends, blank lines), which no diff shows";

/// The one kind of data that stdout carries.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Nothing,
    Lines,
    Diff,
    Events,
    Document,
}

/// Clean what the arguments name.
pub fn run(args: &Clean, options: Options, screen: Screen) -> Result<End, Error> {
    let shown = shown(args)?;
    let name = args.format.as_deref().unwrap_or_default();
    let format = write::format(name).ok_or_else(|| Error::Usage(format!("no format {name}")))?;
    let (shape, gate) = (shape(args, format)?, gate(args)?);
    let inputs = inputs(args, format, shape.as_ref())?;
    let (sink, job) = job(args, options, (format, shape, gate), (shown, screen), inputs.as_ref())?;
    if let Some(warning) = sink.as_ref().and_then(Sink::warning) {
        say(&format!("dehusk: {warning}"));
    }
    let (seed, sort) = (args.seed.unwrap_or_default(), args.sort.unwrap_or_default());
    let report = args.report.as_ref().map(|path| Report::begin(path, args.report_limit, seed)).transpose()?;
    let pool = batch::pool(args.threads.unwrap_or(0).into())?;
    let prints_on_the_way = shown != Shown::Nothing && !(shown == Shown::Lines && sort != Sort::Path);
    let progress = if args.quiet || args.verbose { When::Never } else { args.progress };
    let documents = match &inputs {
        Some(inputs) => {
            let documents = Documents::of(inputs.clone(), format.ending, args.bounds.limits());
            documents.beside(&gate).among(sink.as_ref().map(Sink::others))
        }
        None => Documents::stdin(args.bounds.limits()),
    };
    let mut run = Run {
        args,
        shown,
        interrupt: if sink.is_some() { Interrupt::watch()? } else { Interrupt::default() },
        sink,
        report,
        out: io::stdout().lock(),
        totals: Totals::default(),
        table: Table::new(sort, screen),
        progress: Progress::new(inputs.clone(), documents.course(), progress, prints_on_the_way),
    };
    if shown == Shown::Lines {
        writeln!(run.out, "{HEAD}")?;
    }
    let writes = run.sink.is_some();
    let ran = batch::run(documents, &job, &pool, |done| run.take(done));
    match ran.and_then(|()| run.finish(&job, inputs.as_ref())) {
        Err(error) if writes && is_closed_pipe(&error) => Ok(End::BrokenOff),
        ended => ended,
    }
}

/// One run's open ends.
struct Run<'a> {
    args: &'a Clean,
    shown: Shown,
    /// None: nothing is written to a folder.
    sink: Option<Sink>,
    interrupt: Interrupt,
    report: Option<Report>,
    out: io::StdoutLock<'static>,
    totals: Totals,
    table: Table,
    progress: Progress,
}

impl Run<'_> {
    /// Print, count and write one result, if there is one.
    fn take(&mut self, done: Option<Done>) -> Result<(), Error> {
        if let Some(code) = self.interrupt.caught() {
            self.break_off(code);
        }
        let Some(mut done) = done else { return Ok(()) };
        let written = self.sink.as_mut().map_or(Ok(()), |sink| sink.take(&mut done));
        if let Some(report) = &mut self.report {
            report.add(&done.event, done.page.as_ref())?;
        }
        if let (Shown::Diff | Shown::Document, Some(text)) = (self.shown, &done.text) {
            self.out.write_all(text.as_bytes())?;
        }
        self.tell(&done.event)?;
        if self.shown == Shown::Diff && done.event.status == Status::Cleaned && done.text.as_deref() == Some("") {
            self.progress.say(&format!("{}  {IN_FORM}", printable(&done.event.path)));
        }
        self.progress.step(|| self.totals.summary());
        written
    }

    /// Print and count one event.
    fn tell(&mut self, event: &Event) -> Result<(), Error> {
        self.totals.add(event);
        match self.shown {
            Shown::Lines => write!(self.out, "{}", self.table.add(event).unwrap_or_default())?,
            Shown::Events => writeln!(self.out, "{}", serde_json::to_string(event).map_err(io::Error::other)?)?,
            _ => {}
        }
        let told = self.args.verbose || event.status == Status::Error || self.is_stdin() && event.reason.is_some();
        if told && self.shown != Shown::Lines {
            self.progress.say(&preview::line(event));
        }
        Ok(())
    }

    /// Somebody wants the run to end. Documents that are being cleaned are not waited for, files being written are.
    fn break_off(&mut self, code: i32) -> ! {
        if let Some(sink) = &mut self.sink {
            sink.break_off();
        }
        let _nobody_listens = self.out.flush();
        self.progress.end(&self.totals.summary());
        if !self.args.quiet {
            say(&format!("interrupted ({}): the next run goes on from here", self.totals.summary()));
        }
        std::process::exit(code)
    }

    fn finish(mut self, job: &Job, inputs: Option<&Inputs>) -> Result<End, Error> {
        let ended = match (self.sink.take(), inputs) {
            (Some(sink), Some(inputs)) => sink.finish(inputs, self.args.prune)?,
            _ => Ended::default(),
        };
        ended.events.iter().try_for_each(|event| self.tell(event))?;
        self.progress.end(&self.totals.summary());
        if let Some(list) = self.args.files_from.as_ref().filter(|_| self.totals.is_empty()) {
            return Err(Error::NoInput(list.clone()));
        }
        if let Some(report) = self.report.take() {
            report.finish(&subject(self.args, job))?;
        }
        if self.shown == Shown::Lines {
            write!(self.out, "{}{}", self.table.finish(), self.totals.by_reason())?;
        }
        self.out.flush()?;
        if !self.args.quiet && !self.is_stdin() && self.shown != Shown::Lines {
            say(&self.totals.summary());
            if ended.kept > 0 {
                say(&format!("{} of other inputs, or of what could not be read, kept", ended.kept));
            }
            if self.totals.count(Status::Left) > 0 && !self.args.prune {
                say(LEFT);
            }
        }
        let change = self.args.check && self.totals.has_changes();
        Ok(if change || self.totals.count(Status::Error) > 0 { End::Failed } else { End::Done })
    }

    fn is_stdin(&self) -> bool {
        is_stdin(self.args)
    }
}

/// What stdout carries; asking for two kinds is an error.
fn shown(args: &Clean) -> Result<Shown, Error> {
    if let Some(message) = misfit(args) {
        return Err(Error::Usage(message.to_owned()));
    }
    let preview = args.dry_run || args.check;
    let asked = [
        (preview && !args.diff, Shown::Lines),
        (args.diff, Shown::Diff),
        (args.json, Shown::Events),
        (!preview && (is_stdin(args) || writes_stdout(args)), Shown::Document),
    ];
    let mut asked = asked.iter().filter(|(asked, _)| *asked).map(|(_, shown)| *shown);
    match (asked.next(), asked.next()) {
        (_, Some(_)) => Err(Error::Usage(ONE_KIND.to_owned())),
        (one, None) => Ok(one.unwrap_or(Shown::Nothing)),
    }
}

/// What is wrong where an option would do nothing without another, or two do not go together.
fn misfit(args: &Clean) -> Option<&'static str> {
    let (preview, stdout, stdin) = (args.dry_run || args.check, writes_stdout(args), is_stdin(args));
    let format = args.format.as_deref().and_then(write::format);
    let is_format = |name: &str| format.is_some_and(|format| format.name == name);
    let misfits = [
        (args.diff && !preview, "--diff goes with --dry-run or --check"),
        (args.diff && !is_format(TXT), "--diff shows plain text and goes with --format txt"),
        (args.sample.is_some() && !preview, "--sample goes with --dry-run or --check"),
        (args.sort.is_some() && (!preview || args.diff), "--sort goes with --dry-run or --check, and not with --diff"),
        (
            args.seed.is_some() && args.sample.is_none() && args.report.is_none(),
            "--seed goes with --sample or --report",
        ),
        ((args.links.is_some() || args.images.is_some()) && !is_format(MD), "--links and --images go with --format md"),
        (args.null && args.files_from.is_none(), "-0 and --null go with --files-from"),
        (
            (args.prune || args.keep_cuts.is_some()) && (preview || stdout || stdin),
            "--prune and --keep-cuts go with an output folder, and not with --dry-run or --check",
        ),
        (args.input.len() > 1 && stdin, "- is one document on stdin and takes no other input beside it"),
        (stdin && args.output.is_some() && !stdout, "- writes to stdout and takes no output folder"),
        (
            stdout && !stdin && !preview && format.is_some_and(|format| format.stream.is_none()),
            "-o - writes one stream and needs --format jsonl",
        ),
    ];
    misfits.into_iter().find(|(misfits, _)| *misfits).map(|(_, message)| message)
}

fn writes_stdout(args: &Clean) -> bool {
    args.output.as_deref() == Some(Path::new("-"))
}

fn is_stdin(args: &Clean) -> bool {
    args.input.iter().any(|path| path == Path::new("-"))
}

fn writes_a_folder(args: &Clean) -> bool {
    !is_stdin(args) && folder(args) != Path::new("-")
}

/// How the files lie that articles share; none: each has its own.
fn shape(args: &Clean, format: &Format) -> Result<Option<Shape>, Error> {
    let asked = args.compress.is_some() || args.shard_size.is_some();
    if asked && !(writes_a_folder(args) && format.stream.is_some()) {
        return Err(Error::Usage(
            "--compress and --shard-size go with --format jsonl or dolma and an output folder".into(),
        ));
    }
    Ok(format.stream.map(|name| Shape { name, packing: args.compress, shard: args.shard_size.map(|size| size.0) }))
}

/// Which articles go to a folder of their own.
fn gate(args: &Clean) -> Result<Gate, Error> {
    let gate = Gate { min_words: args.min_words, min_confidence: args.min_confidence };
    if gate.is_asked() && !writes_a_folder(args) {
        return Err(Error::Usage("--min-words and --min-confidence go with an output folder".to_owned()));
    }
    Ok(gate)
}

/// The inputs of the run; none: one document on stdin. An output that would lie in an input is refused here.
fn inputs(args: &Clean, format: &Format, shape: Option<&Shape>) -> Result<Option<Inputs>, Error> {
    if is_stdin(args) {
        return Ok(None);
    }
    let default = [PathBuf::from(DEFAULT_INPUT)];
    let out = Some(folder(args)).filter(|out| !(args.dry_run || args.check || *out == Path::new("-")));
    let usage = |error: globset::Error| Error::Usage(error.to_string());
    let include = if args.include.is_empty() { None } else { Some(globs(&args.include).map_err(usage)?) };
    let filter = Filter { include, exclude: globs(&args.exclude).map_err(usage)? };
    if let Some(list) = &args.files_from {
        return Ok(Some(Inputs::listed(list, args.null, out, filter)?));
    }
    if args.input.is_empty() && !Path::new(DEFAULT_INPUT).exists() {
        return Err(welcome::no_input(DEFAULT_INPUT));
    }
    args.input.iter().try_for_each(|path| no_pipe(path))?;
    let inputs = Inputs::new(if args.input.is_empty() { &default } else { &args.input }, filter)?;
    if let Some(path) = &args.report {
        inputs.allow_file(path)?;
    }
    let inputs = match args.sample {
        Some(count) => inputs.sampled(count, args.seed.unwrap_or_default()),
        None => inputs,
    };
    if let Some(out) = out {
        inputs.allow_output(out, format.ending, shape)?;
    }
    Ok(Some(inputs))
}

/// What the report says it is of: names as they were given, be it that of a list.
fn subject<'a>(args: &Clean, job: &'a Job) -> Subject<'a> {
    let given = args.input.iter().chain(&args.files_from);
    let names: Vec<String> = given.map(|path| printable(&path.to_string_lossy())).collect();
    let written = !(args.dry_run || args.check);
    Subject {
        input: if names.is_empty() { DEFAULT_INPUT.to_owned() } else { names.join(", ") },
        output: written
            .then(|| if is_stdin(args) { "stdout".to_owned() } else { printable(&folder(args).to_string_lossy()) }),
        rules: job.options.own.rules(),
    }
}

fn folder(args: &Clean) -> &Path {
    args.output.as_deref().unwrap_or(Path::new(DEFAULT_OUTPUT))
}

/// What is to be done with every document, and where the results go if it is a folder. A report shows every document, so
/// for one all are cleaned.
fn job(
    args: &Clean,
    options: Options,
    (format, shape, gate): (&'static Format, Option<Shape>, Gate),
    (shown, screen): (Shown, Screen),
    inputs: Option<&Inputs>,
) -> Result<(Option<Sink>, Job), Error> {
    let (preview, report) = (args.dry_run || args.check, args.report.is_some());
    let metadata = report || args.verbose || matches!(shown, Shown::Lines | Shown::Events);
    let show = Show { links: args.links != Some(Switch::Off), images: args.images == Some(Switch::On) };
    match inputs {
        Some(inputs) if !preview && shown != Shown::Document => {
            let (keep_cuts, force) = (args.keep_cuts.as_deref(), args.force || report);
            let wanted = Wanted { out: folder(args), format, shape, options, show, gate, keep_cuts, force };
            let (sink, job) = Sink::open(wanted, inputs)?;
            Ok((Some(sink), Job { report, metadata, ..job }))
        }
        _ => {
            let output =
                if preview { Output::Preview(args.diff.then(|| diff::view(screen))) } else { Output::Stream("") };
            Ok((None, Job { options, format, show, output, gate, report, metadata, memory: None, keep_cuts: false }))
        }
    }
}

/// A set of patterns.
pub fn globs(patterns: &[String]) -> Result<GlobSet, globset::Error> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        set.add(Glob::new(pattern)?);
    }
    set.build()
}
