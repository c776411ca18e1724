//! The record → cheap figures by which a corpus is filtered. They are named and measured as in Dolma's Gopher tagger
//! (`word_count`, `symbol_to_word_ratio` …) and datatrove's repetition and language filters (`dup_line_frac`,
//! `language_score` …); what neither has is ours (`link_density`, `share_cut`, `confidence`). Nothing is decided here.

mod words;

use std::collections::HashSet;

use serde::Serialize;

use crate::article::Cleaned;

/// The figures of one document. Fractions are 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Signals {
    /// Words, white space parting them.
    pub word_count: u32,
    /// Characters of a word.
    pub mean_word_length: f32,
    /// Words with `#` or `…` in them.
    pub symbol_to_word_ratio: f32,
    /// Words with a letter in them.
    pub fraction_of_words_with_alpha_character: f32,
    /// Lines, empty ones included, that start with `*` or `-`.
    pub fraction_of_lines_starting_with_bullet_point: f32,
    /// Lines that end in `…`.
    pub fraction_of_lines_ending_with_ellipsis: f32,
    /// Lines that were there before.
    pub dup_line_frac: f32,
    /// Characters in them.
    pub dup_line_char_frac: f32,
    /// Paragraphs that were there before.
    pub dup_para_frac: f32,
    /// Characters in them.
    pub dup_para_char_frac: f32,
    /// Share of the text that is in the detected language; 0 if none was.
    pub language_score: f32,
    /// Share of the kept text that stands in links.
    pub link_density: f32,
    /// Share of the extracted text that was cut.
    pub share_cut: f32,
    /// How well the choice of blocks is expected to be.
    pub confidence: f32,
}

impl Signals {
    /// Measure a record; `text` is `cleaned.text()`.
    pub fn of(cleaned: &Cleaned, text: &str) -> Signals {
        let words = words::measure(text);
        let lines = Repetition::of(text.lines());
        let paragraphs = Repetition::of(text.split("\n\n"));
        let (kept, linked, cut) = shares(cleaned);
        Signals {
            word_count: words.words as u32,
            mean_word_length: part(words.chars, words.words),
            symbol_to_word_ratio: part(words.symbols, words.words),
            fraction_of_words_with_alpha_character: part(words.alphabetic, words.words),
            fraction_of_lines_starting_with_bullet_point: part(words.bullets, words.lines),
            fraction_of_lines_ending_with_ellipsis: part(words.ellipses, words.lines),
            dup_line_frac: part(lines.repeated, lines.all),
            dup_line_char_frac: part(lines.repeated_chars, words.all_chars),
            dup_para_frac: part(paragraphs.repeated, paragraphs.all),
            dup_para_char_frac: part(paragraphs.repeated_chars, words.all_chars),
            language_score: rounded(cleaned.metadata.language_share),
            link_density: part(linked.min(kept), kept),
            share_cut: part(cut, kept + cut),
            confidence: rounded(cleaned.confidence),
        }
    }
}

/// Bytes kept, those of them in links, and bytes cut. Of a block that stays in part its links are taken to be spread evenly.
fn shares(cleaned: &Cleaned) -> (usize, usize, usize) {
    let blocks = &cleaned.extracted.blocks;
    if cleaned.verdicts.is_empty() {
        let all = blocks.iter().map(|block| block.span.len()).sum();
        return (all, blocks.iter().map(|block| block.link_bytes as usize).sum(), 0);
    }
    let (mut kept, mut linked, mut cut) = (0, 0, 0);
    for verdict in &cleaned.verdicts {
        let bytes = verdict.span.len();
        if verdict.cut {
            cut += bytes;
        } else if let Some(block) = blocks.get(verdict.block) {
            kept += bytes;
            linked += block.link_bytes as usize * bytes / block.span.len().max(1);
        }
    }
    (kept, linked, cut)
}

/// How much of a text was there before.
struct Repetition {
    all: usize,
    repeated: usize,
    repeated_chars: usize,
}

impl Repetition {
    fn of<'a>(parts: impl Iterator<Item = &'a str>) -> Repetition {
        let mut met = HashSet::new();
        let mut found = Repetition { all: 0, repeated: 0, repeated_chars: 0 };
        for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
            found.all += 1;
            if !met.insert(part) {
                found.repeated += 1;
                found.repeated_chars += part.chars().count();
            }
        }
        found
    }
}

fn part(of: usize, all: usize) -> f32 {
    if all == 0 { 0.0 } else { rounded(of as f32 / all as f32) }
}

/// Four digits behind the point are plenty.
fn rounded(value: f32) -> f32 {
    (value * 10_000.0).round() / 10_000.0
}
