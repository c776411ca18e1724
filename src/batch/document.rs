//! One document of a run: read, cleaned, judged worth a file or not, written. What became of it is an event.

use std::sync::LazyLock;
use std::time::Instant;

use regex::Regex;

use crate::article::{Cleaned, Kind, Note};
use crate::batch::guard::guarded;
use crate::batch::manifest::{Entry, Hash, Made};
use crate::batch::memory::Recalled;
use crate::batch::page::Page;
use crate::batch::parallel::Worked;
use crate::batch::read::{assets, load, sniff};
use crate::batch::write::place::Unwritten;
use crate::batch::write::{names, review};
use crate::batch::{Counts, Error, Event, Facts, Item, Job, Limits, Output, Reason, Refusal, Source, Status, cuts};
use crate::decode::decode;
use crate::options::{Options, Stages};
use crate::write::Article;

/// The result of one document.
pub struct Done {
    /// What became of it.
    pub event: Event,
    /// What the caller is to print: the article of a stream, or what a preview shows of it.
    pub text: Option<String>,
    /// What a report shows of it, if one is made.
    pub page: Option<Page>,
    /// Its line of `--keep-cuts`.
    pub cuts: Option<String>,
    /// What the manifest is to say of it.
    pub entry: Option<Entry>,
    /// It goes to the folder of what is to be looked at.
    pub review: bool,
    /// Why the run cannot go on.
    pub stop: Option<Error>,
}

impl Done {
    fn of(event: Event) -> Done {
        Done { event, text: None, page: None, cuts: None, entry: None, review: false, stop: None }
    }
}

/// What keeps a document from being done.
enum Fault {
    /// Of this document.
    Document(Refusal),
    /// Of the run.
    Run(Error),
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Fault {
        Fault::Document(refusal)
    }
}

/// Hash and number of the bytes of a document.
type Input = Option<(Hash, u64)>;

/// Do all that the job asks for with one item.
pub(super) fn process(mut item: Item, job: &Job, limits: &Limits) -> Worked<Done> {
    let (began, took) = (Instant::now(), item.bytes(limits));
    let source = std::mem::replace(&mut item.source, Source::Refused(Reason::Empty.into()));
    let mut input = None;
    let result = guarded(|| attempt(&item, source, job, limits, &mut input))
        .unwrap_or_else(|message| Err(Refusal { reason: Reason::Panic, message: Some(message) }.into()));
    let mut done = match result {
        Ok(done) => done,
        Err(Fault::Document(refusal)) => Done::of(refused(&item, refusal)),
        Err(Fault::Run(error)) => {
            let refusal = Refusal { reason: Reason::NotWritten, message: Some(error.to_string()) };
            Done { stop: Some(error), ..Done::of(refused(&item, refusal)) }
        }
    };
    if let (Some(memory), None) = (&job.memory, &done.entry) {
        done.entry = Some(memory.entry(&item, &done.event, input, None));
    }
    done.event.ms = began.elapsed().as_millis().try_into().unwrap_or(u64::MAX);
    let takes = [&done.text, &done.cuts].into_iter().flatten().map(|text| text.len() as u64).sum();
    Worked { result: done, took, takes }
}

fn attempt(item: &Item, source: Source, job: &Job, limits: &Limits, input: &mut Input) -> Result<Done, Fault> {
    let (path, id) = (names::shown(&item.relative), item.identity.id.as_str());
    let (bytes, mut notes) = match source {
        Source::Bytes(loaded) => loaded,
        Source::File(path, _) => (load::read(&path, limits)?, Vec::new()),
        Source::Refused(refusal) => return Err(refusal.into()),
    };
    if let Some(memory) = &job.memory {
        let hash = Hash::of_document(&bytes, &item.facts);
        *input = Some((hash, bytes.len() as u64));
        if let Some(recalled) = memory.recall(item, hash, job) {
            return Ok(current(item, recalled, job));
        }
    }
    let options = options(job, &item.facts, &path);
    let decoded = decode(&bytes, &options);
    if let Some(reason) = unfit(&decoded.text, &path, job, &options) {
        return Err(Refusal::from(reason).into());
    }
    let cleaned = crate::clean_decoded(decoded, &options);
    let text = cleaned.text();
    let (member, fetched) = (item.facts.member.as_deref(), item.facts.fetched.as_deref());
    let verbatim = job.options.stages == Stages::Decode;
    let article =
        Article { cleaned: &cleaned, text: &text, id, path: &path, member, fetched, verbatim, show: job.show };
    let mut event = cleaned_event(item, &article, status(&bytes, &text), job);
    let page = job.report.then(|| Page::of(&cleaned));
    if !is_worth_it(&article, job) {
        return Ok(Done { page, ..nothing(&article, item, event, job) });
    }
    if item.output.renamed || id != path {
        notes.push(Note { code: "renamed", message: "another document has this name, letter case aside".to_owned() });
    }
    event.notes.append(&mut notes);
    let review = job.gate.note(&event);
    let name =
        review.as_ref().map_or_else(|| item.output.name.clone(), |_| review::FOLDER.to_owned() + &item.output.name);
    let (text, made) = put(&article, &name, job)?;
    let is_review = review.is_some();
    event.notes.extend(review);
    event.output = made.as_ref().map(|made| made.name.clone());
    let cuts = job.keep_cuts.then(|| cuts::line(id, event.output.as_deref(), &cleaned));
    let entry = job.memory.as_ref().map(|memory| memory.entry(item, &event, *input, made));
    Ok(Done { text, page, cuts, entry, review: is_review, ..Done::of(event) })
}

/// Does an article deserve a file?
fn is_worth_it(article: &Article, job: &Job) -> bool {
    let cleaned = article.cleaned;
    if job.format.describes_extracted { !is_blank(&cleaned.extracted.text) } else { has_content(cleaned, article.text) }
}

/// A document of which nothing is left.
fn nothing(article: &Article, item: &Item, event: Event, job: &Job) -> Done {
    let text = match &job.output {
        Output::Preview(show) => show.map(|show| show(&Article { text: "", ..*article }, &item.output.name)),
        _ => None,
    };
    let cuts = job.keep_cuts.then(|| cuts::line(article.id, None, article.cleaned));
    Done { text, cuts, ..Done::of(Event { status: Status::Skipped, reason: Some(Reason::NoContent), ..event }) }
}

/// Why a decoded document is not cleaned, if so.
fn unfit(text: &str, path: &str, job: &Job, options: &Options) -> Option<Reason> {
    if job.options.stages != Stages::Decode && sniff::is_mostly_control(text) {
        return Some(Reason::Binary);
    }
    let looked_at = job.options.kind.is_none() && matches!(job.options.stages, Stages::Judge | Stages::Repair);
    (looked_at && assets::is_asset(path, text, options)).then_some(Reason::NotText)
}

/// What a container says is evidence; what the user says goes before it.
fn options(job: &Job, facts: &Facts, path: &str) -> Options {
    let asked = &job.options;
    Options {
        article_only: !(job.metadata || job.format.tells_metadata),
        kind: asked.kind.or(facts.kind),
        encoding: if facts.decoded { Some(encoding_rs::UTF_8) } else { asked.encoding },
        transport: asked.transport.or(facts.transport),
        url: facts.url.clone().or_else(|| asked.url.clone()),
        path: Some(path.to_owned()),
        ..asked.clone()
    }
}

/// Send the article where the job says. Returns what the caller is to print, and what is made of it.
fn put(article: &Article, name: &str, job: &Job) -> Result<(Option<String>, Option<Made>), Fault> {
    match &job.output {
        Output::Folder(place) => {
            let file = (job.format.render)(article).text;
            place.write(name, file.as_bytes()).map_err(|unwritten| match unwritten {
                Unwritten::This(error) => Refusal::because(Reason::NotWritten)(error).into(),
                Unwritten::Any(error) => Fault::Run(error),
            })?;
            Ok((None, Some(Made::new(name, None, file.as_bytes()))))
        }
        Output::Stream(file) => {
            let line = (job.format.render)(article).text;
            let made = (!file.is_empty()).then(|| Made::new(file, Some(0), line.as_bytes()));
            Ok((Some(line), made))
        }
        Output::Preview(show) => Ok((show.map(|show| show(article, name)), None)),
    }
}

/// A document that is up to date.
fn current(item: &Item, recalled: Recalled, job: &Job) -> Done {
    let Recalled { entry, status, reason, text, cuts } = recalled;
    let output = entry.output.as_ref().map(|made| made.name.clone());
    let review = output.as_deref().and_then(|output| job.gate.recalled(output));
    let event = Event { status, reason, output, notes: review.iter().cloned().collect(), ..event(item) };
    Done { text, cuts, entry: Some(entry), review: review.is_some(), ..Done::of(event) }
}

fn refused(item: &Item, refusal: Refusal) -> Event {
    let notes = refusal.message.map(|message| Note { code: refusal.reason.word(), message });
    let (status, reason) = (refusal.reason.status(), Some(refusal.reason));
    Event { status, reason, notes: notes.into_iter().collect(), ..event(item) }
}

/// An event that knows its path and nothing else.
fn event(item: &Item) -> Event {
    let hex = || item.relative.iter().map(|byte| format!("{byte:02x}")).collect();
    let path = names::shown(&item.relative);
    Event {
        member: item.facts.member.clone(),
        url: item.facts.url.clone(),
        fetched: item.facts.fetched.clone(),
        path_hex: std::str::from_utf8(&item.relative).is_err().then(hex),
        ..Event::new(if path.is_empty() { ".".to_owned() } else { path }, Status::Error)
    }
}

/// What cleaning made of a document.
fn cleaned_event(item: &Item, article: &Article, status: Status, job: &Job) -> Event {
    let cleaned = article.cleaned;
    Event {
        status,
        decoding: Some(cleaned.decoding.clone()),
        counts: Some(Counts::of(cleaned, article.text)),
        confidence: Some(cleaned.confidence),
        metadata: job.metadata.then(|| cleaned.metadata.clone()),
        notes: cleaned.notes.clone(),
        ..event(item)
    }
}

/// Unchanged: the bytes of the article are those of the document, white space at the end aside.
fn status(bytes: &[u8], text: &str) -> Status {
    let rest = bytes.strip_prefix(text.trim_end().as_bytes()).and_then(|rest| std::str::from_utf8(rest).ok());
    if rest.is_some_and(|rest| rest.trim().is_empty()) { Status::Unchanged } else { Status::Cleaned }
}

/// Is there more than nothing or a lone title? A plain text that nothing was cut from may well be one line.
pub(super) fn has_content(cleaned: &Cleaned, text: &str) -> bool {
    if is_blank(text) {
        return false;
    }
    let page = cleaned.extracted.kind == Kind::Html || cleaned.edits.iter().any(|edit| edit.cut);
    let title = cleaned.title.and_then(|at| cleaned.extracted.blocks.get(at));
    let title = title.and_then(|block| cleaned.extracted.text.get(block.span.clone()));
    !(page && title.is_some_and(|title| title.trim() == text.trim()))
}

/// Nothing that is seen: what Unicode calls a default ignorable code point is not.
static BLANK: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[\s\p{Cc}\p{Default_Ignorable_Code_Point}]*$").ok());

fn is_blank(text: &str) -> bool {
    BLANK.as_ref().is_some_and(|blank| blank.is_match(text))
}

/// Clean text that is in memory, as `pipe` and `explain` do; a panic becomes the error.
pub fn clean_guarded<'a>(bytes: &'a [u8], options: &Options) -> Result<(Cleaned<'a>, String), String> {
    guarded(|| {
        let cleaned = crate::clean(bytes, options);
        let text = cleaned.text();
        (cleaned, text)
    })
}
