//! `explain`: one file, its charset and every block in order with what was decided on it and why, and what was mended.

mod words;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::article::{Block, Cleaned, Decoding, Edit, Kind, Note, Role, RuleId, Span, Verdict};
use crate::batch::{self, Error, Reason};
use crate::cli::terminal::Screen;
use crate::cli::{End, args, no_pipe, say};
use crate::judge;
use crate::options::Options;
use crate::text::printable;

/// The rule of a block that no rule was asked about, as with `--stages decode,extract`.
const UNJUDGED: &str = "not-judged";

/// Contributions of the model that are told of a block.
const TOLD: usize = 3;

/// The whole of `--json`.
#[derive(Serialize)]
struct Explanation<'a> {
    path: String,
    decoding: &'a Decoding,
    kind: Kind,
    title: Option<usize>,
    confidence: f32,
    blocks: Vec<Line<'a>>,
    mends: Vec<Mend<'a>>,
    notes: Vec<&'a Note>,
}

/// One verdict on a block.
#[derive(Serialize)]
struct Line<'a> {
    block: usize,
    verdict: &'static str,
    rule: RuleId,
    confidence: f32,
    /// What spoke most for it (above 0) or against it, in log odds.
    model: Vec<Share>,
    role: Role,
    /// The line of the source that it begins on, from 1.
    line: usize,
    source: Span,
    span: Span,
    text: &'a str,
}

/// What one reason adds to the log odds of a block to be content.
#[derive(Serialize)]
struct Share {
    reason: RuleId,
    share: f32,
}

/// One repair.
#[derive(Serialize)]
struct Mend<'a> {
    block: usize,
    #[serde(flatten)]
    edit: &'a Edit,
    taken: &'a str,
}

/// Explain what `clean` does with a file.
pub fn run(args: &args::Explain, options: &Options, screen: Screen) -> Result<End, Error> {
    let shown = printable(&args.file.to_string_lossy());
    let is_stdin = args.file == Path::new("-");
    let file = if is_stdin { args.file.clone() } else { file(&args.file)? };
    let (bytes, notes) = match batch::load(&file) {
        Ok(loaded) => loaded,
        Err(refusal) => {
            let message = refusal.message.map_or_else(String::new, |message| format!(" ({message})"));
            say(&format!("dehusk: {shown}: {}{message}", refusal.reason.word()));
            return Ok(End::Failed);
        }
    };
    let options = Options { path: Some(args.file.to_string_lossy().into_owned()), ..options.clone() };
    let cleaned = match batch::clean_guarded(&bytes, &options) {
        Ok((cleaned, _)) => cleaned,
        Err(message) => {
            say(&format!("dehusk: {shown}: {} ({message})", Reason::Panic.word()));
            return Ok(End::Failed);
        }
    };
    let mut explanation = explanation(shown, &cleaned, &notes, &options);
    if let Some(line) = args.at {
        explanation.only_at(line_span(&cleaned.source, line)?);
    }
    let mut out = io::stdout().lock();
    if args.json {
        writeln!(out, "{}", serde_json::to_string(&explanation).map_err(io::Error::other)?)?;
    } else {
        out.write_all(words::in_words(&explanation, &cleaned, args.at, screen).as_bytes())?;
    }
    Ok(End::Done)
}

/// The path of a file with its links resolved.
fn file(path: &Path) -> Result<PathBuf, Error> {
    no_pipe(path)?;
    if path.is_dir() { Err(Error::Folder(path.to_owned())) } else { batch::real_path(path) }
}

fn explanation<'a>(path: String, cleaned: &'a Cleaned, notes: &'a [Note], options: &Options) -> Explanation<'a> {
    let blocks = lines(cleaned, options);
    Explanation {
        path,
        decoding: &cleaned.decoding,
        kind: cleaned.extracted.kind,
        title: cleaned.title,
        confidence: cleaned.confidence,
        mends: mends(cleaned),
        blocks,
        notes: notes.iter().chain(&cleaned.notes).collect(),
    }
}

impl Explanation<'_> {
    /// Leave only what stands on these bytes of the source.
    fn only_at(&mut self, at: Span) {
        self.blocks.retain(|line| line.source.start < at.end && at.start < line.source.end);
        let blocks: Vec<usize> = self.blocks.iter().map(|line| line.block).collect();
        self.mends.retain(|mend| blocks.contains(&mend.block));
    }
}

/// The bytes of a line of the source, numbered from 1, its line end included.
fn line_span(source: &str, line: u32) -> Result<Span, Error> {
    let mut ends = memchr::memchr_iter(b'\n', source.as_bytes()).map(|at| at + 1);
    let start = if line > 1 { ends.nth(line as usize - 2) } else { Some(0) };
    match start.filter(|start| *start < source.len()) {
        Some(start) => Ok(start..ends.next().unwrap_or(source.len())),
        None => Err(Error::Usage(format!("there is no line {line}; the last is {}", source.lines().count()))),
    }
}

/// A line for every verdict; verdicts are in the order of the blocks.
fn lines<'a>(cleaned: &'a Cleaned, options: &Options) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = Vec::new();
    let mut shares =
        if cleaned.verdicts.is_empty() { Vec::new() } else { judge::shares(&cleaned.extracted, options) }.into_iter();
    let mut verdicts = cleaned.verdicts.iter().peekable();
    let ends: Vec<usize> = memchr::memchr_iter(b'\n', cleaned.source.as_bytes()).collect();
    for (at, block) in cleaned.extracted.blocks.iter().enumerate() {
        let at_line = 1 + ends.partition_point(|end| *end < block.source.start);
        let shares = shares.next().unwrap_or_default();
        let before = lines.len();
        while let Some(verdict) = verdicts.next_if(|verdict| verdict.block <= at) {
            lines.push(line(cleaned, at, block, Some(verdict)));
        }
        if lines.len() == before {
            lines.push(line(cleaned, at, block, None));
        }
        for line in &mut lines[before..] {
            line.line = at_line;
            line.model = shares.iter().take(TOLD).map(|(reason, share)| Share { reason, share: *share }).collect();
        }
    }
    lines
}

fn line<'a>(cleaned: &'a Cleaned, at: usize, block: &Block, verdict: Option<&Verdict>) -> Line<'a> {
    let span = verdict.map_or_else(|| block.span.clone(), |verdict| verdict.span.clone());
    Line {
        block: at,
        verdict: if verdict.is_some_and(|verdict| verdict.cut) { "cut" } else { "keep" },
        rule: verdict.map_or(UNJUDGED, |verdict| verdict.rule),
        confidence: verdict.map_or(1.0, |verdict| verdict.confidence),
        model: Vec::new(),
        role: block.role,
        line: 1,
        source: block.source.clone(),
        text: cleaned.extracted.text.get(span.clone()).unwrap_or_default(),
        span,
    }
}

/// The repairs, each with the block that it stands in.
fn mends<'a>(cleaned: &'a Cleaned) -> Vec<Mend<'a>> {
    let mut block = 0;
    let blocks = &cleaned.extracted.blocks;
    let mend = |edit: &'_ Edit| {
        while blocks.get(block + 1).is_some_and(|next| next.span.start <= edit.span.start) {
            block += 1;
        }
        block
    };
    let mends: Vec<&Edit> = cleaned.edits.iter().filter(|edit| !edit.cut).collect();
    let places: Vec<usize> = mends.iter().copied().map(mend).collect();
    let taken = |edit: &Edit| cleaned.extracted.text.get(edit.span.clone()).unwrap_or_default();
    mends.into_iter().zip(places).map(|(edit, block)| Mend { block, edit, taken: taken(edit) }).collect()
}
