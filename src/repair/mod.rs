//! Kept text → edits: what is no text taken out, run-ons mended. An edit is a span, its replacement and a reason.
//!
//! What the eye reads otherwise than the letters stand comes before all (`readings.rs`: formulas, raised digits). Hygiene
//! is next (`hygiene/`: characters that nobody sees, letters in pieces, references left in plain text), and
//! run-ons are looked for in what it leaves (`run_ons.rs`). Words that run together are parted first (`words/`, on
//! evidence from lexicons and from the whole document), then sentences and clauses (`sentences.rs`, `commas.rs`), each
//! stop looked at once with what stands around it (`view.rs`, `shape.rs`). For run-ons only blanks are put in, and
//! mending the result again finds nothing more.

mod caseless;
mod closers;
mod commas;
mod evidence;
mod hygiene;
mod layout;
mod lists;
mod mends;
mod quotations;
mod quotes;
mod readings;
mod rules;
mod run_ons;
mod sentences;
mod shape;
mod view;
mod words;

pub use hygiene::note;
pub use rules::RULES;

use crate::article::{Edit, Extracted, Inline, Kind, Mark, Role, Span};
use crate::options::{Options, Stages};
use crate::repair::hygiene::{Tidied, Wanted};
use crate::repair::mends::Mend;

/// Mend what is left when `cuts` (ascending, not overlapping) are taken out. Returns cuts and mends together,
/// ascending, not overlapping.
pub fn mend(extracted: &Extracted, mut cuts: Vec<Edit>, options: &Options) -> Vec<Edit> {
    if !matches!(options.stages, Stages::Repair | Stages::RepairOnly) {
        return cuts;
    }
    if options.stages == Stages::Repair {
        let readings = readings::edits(extracted, &cuts);
        cuts = merge(cuts, readings);
    }
    let pieces = kept(extracted, &cuts);
    let (texts, tidied): (Vec<_>, Vec<_>) =
        tidy(extracted, &pieces, options).into_iter().map(|tidied| (tidied.text, tidied.edits)).unzip();
    let joins = run_ons::joins(&texts, options.repair, &code(extracted));
    let mut mends = Vec::new();
    let mut anything_before = false;
    for (((piece, text), tidied), joins) in pieces.iter().zip(&texts).zip(tidied).zip(joins) {
        let mut joins: Vec<_> = joins.into_iter().map(Mend::into_edit).collect();
        if options.stages != Stages::RepairOnly && !evidence::is_code_line(text) {
            joins.extend(layout::edits(text));
            joins.sort_by_key(|edit| edit.span.start);
        }
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
    spare_raised(extracted, &mut mends);
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

/// What is marked as code in the document.
fn code(extracted: &Extracted) -> Vec<&str> {
    let blocks = extracted.blocks.iter().filter(|block| block.role == Role::Code).map(|block| &block.span);
    let inlines = extracted.inlines.iter().filter(|inline| is_program(inline)).map(|inline| &inline.span);
    blocks.chain(inlines).filter_map(|span| extracted.text.get(span.clone())).collect()
}

fn is_program(inline: &Inline) -> bool {
    matches!(inline.mark, Mark::Code | Mark::Declaration)
}

/// Take back the blanks that were put inside inline code, or between two stretches of it that stand side by side.
fn spare_code(extracted: &Extracted, mends: &mut Vec<Edit>) {
    let mut code = extracted.inlines.iter().filter(|inline| is_program(inline)).map(|i| &i.span).peekable();
    let mut end = 0;
    mends.retain(|mend| {
        let at = mend.span.start;
        while let Some(span) = code.next_if(|span| span.end <= at) {
            end = span.end;
        }
        let splits = |span: &&Span| span.start < at || span.start == at && end == at;
        !mend.span.is_empty() || !code.peek().is_some_and(splits)
    });
}

/// Take back the blanks that were put before raised text: marks of notes stand right behind the word or the comma.
fn spare_raised(extracted: &Extracted, mends: &mut Vec<Edit>) {
    let raised = extracted.inlines.iter().filter(|inline| inline.mark == Mark::Superscript);
    let starts: Vec<usize> = raised.map(|inline| inline.span.start).collect();
    mends.retain(|mend| !mend.span.is_empty() || starts.binary_search(&mend.span.start).is_err());
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
