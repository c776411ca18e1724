//! `explain`: one file, its charset and every block in order with what was decided on it and why.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use crate::article::{Block, Cleaned, Decoding, Edit, Kind, Note, Role, Span, Verdict};
use crate::batch::names::printable;
use crate::batch::{self, Error, Reason};
use crate::cli::{End, args, say};
use crate::options::Options;

/// Characters of a block that are shown.
const SNIPPET: usize = 72;

/// The rule of a block that no rule was asked about, as with `--stages decode,extract`.
const UNJUDGED: &str = "not-judged";

/// The whole of `--json`.
#[derive(Serialize)]
struct Explanation<'a> {
    path: String,
    decoding: &'a Decoding,
    kind: Kind,
    title: Option<usize>,
    confidence: f32,
    blocks: Vec<Line<'a>>,
    mends: Vec<&'a Edit>,
    notes: Vec<&'a Note>,
}

/// One verdict on a block.
#[derive(Serialize)]
struct Line<'a> {
    block: usize,
    verdict: &'static str,
    rule: &'a str,
    confidence: f32,
    role: Role,
    source: Span,
    span: Span,
    text: &'a str,
}

/// Explain what `clean` does with a file.
pub fn run(args: &args::Explain, options: &Options) -> Result<End, Error> {
    let shown = printable(&args.file.to_string_lossy());
    let is_stdin = args.file == Path::new("-");
    let file = if is_stdin { args.file.clone() } else { batch::real_path(&args.file)? };
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
    let explanation = explanation(shown, &cleaned, &notes);
    let mut out = io::stdout().lock();
    if args.json {
        writeln!(out, "{}", serde_json::to_string(&explanation).map_err(io::Error::other)?)?;
    } else {
        out.write_all(in_words(&explanation).as_bytes())?;
    }
    Ok(End::Done)
}

fn explanation<'a>(path: String, cleaned: &'a Cleaned, notes: &'a [Note]) -> Explanation<'a> {
    Explanation {
        path,
        decoding: &cleaned.decoding,
        kind: cleaned.extracted.kind,
        title: cleaned.title,
        confidence: cleaned.confidence,
        blocks: lines(cleaned),
        mends: cleaned.edits.iter().filter(|edit| !edit.cut).collect(),
        notes: notes.iter().chain(&cleaned.notes).collect(),
    }
}

/// A line for every verdict; verdicts are in the order of the blocks.
fn lines(cleaned: &Cleaned) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut verdicts = cleaned.verdicts.iter().peekable();
    for (at, block) in cleaned.extracted.blocks.iter().enumerate() {
        let before = lines.len();
        while let Some(verdict) = verdicts.next_if(|verdict| verdict.block <= at) {
            lines.push(line(cleaned, at, block, Some(verdict)));
        }
        if lines.len() == before {
            lines.push(line(cleaned, at, block, None));
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
        role: block.role,
        source: block.source.clone(),
        text: cleaned.extracted.text.get(span.clone()).unwrap_or_default(),
        span,
    }
}

fn in_words(explained: &Explanation) -> String {
    let mut out = String::new();
    let decoding = explained.decoding;
    let _ = write!(out, "{}: {}, decided by {}", explained.path, decoding.charset, word(&decoding.evidence));
    if let Some(label) = &decoding.declared {
        let _ = write!(out, ", declared {}", printable(label));
    }
    if decoding.replaced > 0 {
        let _ = write!(out, ", {} places that are no text", decoding.replaced);
    }
    if decoding.strays > 0 {
        let _ = write!(out, ", {} stray bytes read as windows-1252", decoding.strays);
    }
    for mended in &decoding.mended {
        let _ = write!(out, ", {} lines of {} misread as {}", mended.lines, mended.charset, mended.misread_as);
    }
    let _ = writeln!(out, "\nread as {}, confidence {:.2}\n", word(&explained.kind), explained.confidence);
    for line in &explained.blocks {
        let title = if explained.title == Some(line.block) { " (title)" } else { "" };
        let source = format!("{}..{}", line.source.start, line.source.end);
        let (verdict, rule, sure, text) = (line.verdict, line.rule, line.confidence, snippet(line.text));
        let _ = writeln!(out, "{verdict:4}  {rule:24}  {sure:.2}  {source:15}  {text}{title}");
    }
    for edit in &explained.mends {
        let at = format!("{}..{}", edit.span.start, edit.span.end);
        let _ = writeln!(out, "mend  {:24}  {:.2}  {at:15}  {:?}", edit.rule, edit.confidence, edit.replacement);
    }
    for note in &explained.notes {
        let _ = writeln!(out, "note  {}: {}", note.code, printable(&note.message));
    }
    out
}

/// The beginning of a text on one line.
fn snippet(text: &str) -> String {
    let mut words = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    let start: String = words.by_ref().take(SNIPPET).collect();
    printable(&start) + if words.next().is_some() { "…" } else { "" }
}

/// The word that JSON has for it.
fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
