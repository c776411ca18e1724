//! Kept text → edits: what is no text taken out, run-ons mended. An edit is a span, its replacement and a reason.
//!
//! Hygiene comes first (`hygiene/`: characters that nobody sees, letters in pieces, references left in plain text), and
//! run-ons are looked for in what it leaves. Words that run together are parted first (`words.rs`, on evidence from the whole document), then sentences and
//! clauses (`sentences.rs`, `commas.rs`), each stop looked at once with what stands around it (`view.rs`, `shape.rs`).
//! For run-ons only blanks are put in, and mending the result again finds nothing more.

mod commas;
mod evidence;
mod hygiene;
mod lists;
mod quotes;
mod sentences;
mod shape;
mod view;
mod words;

pub use hygiene::note;

use std::borrow::Cow;
use std::collections::HashMap;

use crate::article::{Edit, Extracted, Kind, Mark, Role, RuleId, Span};
use crate::options::{Options, Repair, Stages};
use crate::repair::evidence::Evidence;
use crate::repair::hygiene::{Tidied, Wanted};
use crate::repair::quotes::Quotes;
use crate::repair::view::View;
use crate::repair::words::{Split, Words};

/// How often a stretch is read at most. Two readings settle all but contrived text.
const ROUNDS: usize = 4;

/// Mend what is left when `cuts` (ascending, not overlapping) are taken out. Returns cuts and mends together,
/// ascending, not overlapping.
pub fn mend(extracted: &Extracted, mut cuts: Vec<Edit>, options: &Options) -> Vec<Edit> {
    if !matches!(options.stages, Stages::Repair | Stages::RepairOnly) {
        return cuts;
    }
    let pieces = kept(extracted, &cuts);
    let (texts, tidied): (Vec<_>, Vec<_>) =
        tidy(extracted, &pieces, options).into_iter().map(|tidied| (tidied.text, tidied.edits)).unzip();
    let mut words = Words::default();
    if options.repair == Repair::Full {
        texts.iter().for_each(|text| words.add(text));
    }
    let splits = if words.are_english() { words.joins() } else { HashMap::new() };
    let mut evidence = Evidence::default();
    texts.iter().for_each(|text| evidence.add(text));
    let mut mends = Vec::new();
    let mut anything_before = false;
    for ((piece, text), tidied) in pieces.iter().zip(&texts).zip(tidied) {
        let joins = if evidence::is_code_line(text) { Vec::new() } else { mend_stretch(text, &splits, &evidence) };
        let joins = joins.into_iter().map(Mend::into_edit).collect();
        let mut edits = hygiene::over(text, tidied, joins);
        edits.iter_mut().for_each(|edit| edit.span = edit.span.start + piece.start..edit.span.end + piece.start);
        if text.is_empty() {
            let free = mends.last().map_or(0, |last: &Edit| last.span.end);
            close_gap(extracted, piece, anything_before, &mut cuts, free, &mut edits);
        }
        anything_before |= !text.is_empty();
        mends.append(&mut edits);
    }
    spare_code(extracted, &mut mends);
    merge(cuts, mends)
}

/// The pieces as run-ons are to be looked for in them. Alone, the stage puts in blanks and does nothing else.
fn tidy<'t>(extracted: &'t Extracted, pieces: &[Span], options: &Options) -> Vec<Tidied<'t>> {
    let stretches = pieces.iter().map(|piece| extracted.text.get(piece.clone()).unwrap_or_default());
    let mut all: Vec<_> = stretches.map(Tidied::new).collect();
    if options.stages == Stages::RepairOnly {
        return all;
    }
    let wanted = Wanted { entities: false, normalize: options.normalize };
    all.iter_mut().for_each(|tidied| tidied.tidy(wanted));
    if extracted.kind == Kind::Text && hygiene::entities_are_many(all.iter().map(|tidied| tidied.text.as_ref())) {
        all.iter_mut().for_each(|tidied| tidied.tidy(Wanted { entities: true, ..wanted }));
    }
    all
}

/// Of this piece hygiene leaves nothing. If it is a whole block, its edits take a gap beside it along; what stands
/// before `free` is taken already.
fn close_gap(extracted: &Extracted, piece: &Span, kept: bool, cuts: &mut [Edit], free: usize, edits: &mut [Edit]) {
    let index = extracted.blocks.partition_point(|block| block.span.start < piece.start);
    if extracted.blocks.get(index).is_none_or(|block| block.span != *piece) {
        return;
    }
    let Some(span) = hygiene::with_gap(&extracted.blocks, index, kept, cuts) else { return };
    if let Some(first) = edits.first_mut() {
        first.span.start = span.start.max(free);
    }
    if let Some(last) = edits.last_mut() {
        last.span.end = span.end;
    }
}

/// The stretches of running text that no cut touches, in order. None reaches over a cut or over the end of a block.
fn kept(extracted: &Extracted, cuts: &[Edit]) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut cuts = cuts.iter().map(|cut| cut.span.clone()).peekable();
    for block in extracted.blocks.iter().filter(|block| block.role != Role::Code) {
        let mut at = block.span.start;
        while let Some(cut) = cuts.next_if(|cut| cut.end <= block.span.start) {
            at = at.max(cut.end);
        }
        while let Some(cut) = cuts.peek().filter(|cut| cut.start < block.span.end) {
            if at < cut.start {
                pieces.push(at..cut.start);
            }
            at = at.max(cut.end);
            if cut.end > block.span.end {
                break;
            }
            cuts.next();
        }
        if at < block.span.end {
            pieces.push(at..block.span.end);
        }
    }
    pieces
}

/// A place for a blank, and why.
struct Mend {
    at: usize,
    rule: RuleId,
    confidence: f32,
}

impl Mend {
    fn into_edit(self) -> Edit {
        let (rule, confidence) = (self.rule, self.confidence);
        Edit { span: self.at..self.at, replacement: Cow::Borrowed(" "), cut: false, rule, confidence }
    }
}

/// Words first, then sentences and clauses as they stand with the words parted. A blank may show that another is
/// missing beside it, so the text is read again until nothing is found.
fn mend_stretch(stretch: &str, splits: &HashMap<&str, Split<'_>>, evidence: &Evidence<'_>) -> Vec<Mend> {
    let mut mends = part_words(stretch, splits);
    for _ in 0..ROUNDS {
        let found = join_clauses(&with_blanks(stretch, &mends), evidence);
        if found.is_empty() {
            break;
        }
        mends = merged(mends, found);
    }
    mends
}

fn with_blanks<'t>(stretch: &'t str, mends: &[Mend]) -> Cow<'t, str> {
    if mends.is_empty() {
        return Cow::Borrowed(stretch);
    }
    let mut out = String::with_capacity(stretch.len() + mends.len());
    let mut from = 0;
    for mend in mends {
        out.push_str(stretch.get(from..mend.at).unwrap_or_default());
        out.push(' ');
        from = mend.at;
    }
    out.push_str(stretch.get(from..).unwrap_or_default());
    Cow::Owned(out)
}

/// `found` are places in the text that has the blanks of `known`: all of them as places in the text without.
fn merged(known: Vec<Mend>, found: Vec<Mend>) -> Vec<Mend> {
    let mut all = Vec::with_capacity(known.len() + found.len());
    let mut known = known.into_iter().peekable();
    let mut blanks = 0;
    for mend in found {
        while let Some(before) = known.next_if(|one| one.at + blanks < mend.at) {
            all.push(before);
            blanks += 1;
        }
        all.push(Mend { at: mend.at - blanks, ..mend });
    }
    all.extend(known);
    all
}

fn part_words(stretch: &str, splits: &HashMap<&str, Split<'_>>) -> Vec<Mend> {
    if splits.is_empty() {
        return Vec::new();
    }
    let known = words::words(stretch).filter_map(|(at, word)| Some((at, word, splits.get(word)?)));
    known
        .filter(|(at, word, _)| !words::is_attached(stretch, *at, word))
        .map(|(at, _, split)| Mend { at: at + split.at, rule: "word-join", confidence: split.confidence })
        .collect()
}

/// Sentences and clauses that run together, from left to right.
fn join_clauses(stretch: &str, evidence: &Evidence<'_>) -> Vec<Mend> {
    let mut mends = Vec::new();
    let mut view = View { text: stretch, floor: 0 };
    let mut quotes = Quotes::default();
    for at in candidates(stretch) {
        if at < view.floor {
            continue;
        }
        let comma = matches!(stretch.as_bytes().get(at), Some(b',' | b';' | b':'));
        let found = if comma { commas::join(&view, at) } else { sentences::join(&view, at, &mut quotes, evidence) };
        if let Some(join) = found.filter(|join| join.at > view.floor) {
            let rule = if comma { "comma-join" } else { "sentence-join" };
            mends.push(Mend { at: join.at, rule, confidence: join.confidence });
            view.floor = join.at;
        }
    }
    mends
}

/// Offsets of the marks after which a blank may be missing: . ! ? … , ; : with something else than a blank after it.
fn candidates(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let tight = move |at: &usize| bytes.get(at + 1).is_some_and(|next| !next.is_ascii_whitespace());
    let stops = memchr::memchr3_iter(b'.', b'!', b'?', bytes).filter(tight);
    let commas = memchr::memchr3_iter(b',', b';', b':', bytes).filter(tight);
    let mut rows = (stops.peekable(), commas.peekable(), memchr::memmem::find_iter(bytes, "…").peekable());
    std::iter::from_fn(move || {
        let (stop, comma, dots) = (rows.0.peek(), rows.1.peek(), rows.2.peek());
        let first = [stop, comma, dots].into_iter().flatten().copied().min()?;
        rows.0.next_if_eq(&first).or_else(|| rows.1.next_if_eq(&first)).or_else(|| rows.2.next_if_eq(&first))
    })
}

/// Take back the blanks that were put inside inline code.
fn spare_code(extracted: &Extracted, mends: &mut Vec<Edit>) {
    let mut code = extracted.inlines.iter().filter(|inline| inline.mark == Mark::Code).map(|i| &i.span).peekable();
    mends.retain(|mend| {
        while code.next_if(|span| span.end <= mend.span.start).is_some() {}
        !mend.span.is_empty() || code.peek().is_none_or(|span| mend.span.start <= span.start)
    });
}

/// Both in one ascending row.
fn merge(cuts: Vec<Edit>, mends: Vec<Edit>) -> Vec<Edit> {
    if cuts.is_empty() {
        return mends;
    }
    let mut all = cuts;
    all.extend(mends);
    all.sort_by_key(|edit| (edit.span.start, edit.span.end));
    all
}
