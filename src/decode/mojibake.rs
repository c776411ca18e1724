//! Undoes mojibake: text that somebody read in a wrong charset and saved again.
//!
//! Line by line, as often as it helps: where neighbours, put back into bytes, are UTF-8, and the characters that
//! come out are likelier in some language than what stood there.

use encoding_rs::UTF_8;

use super::misread::{self, READINGS, Reading};
use super::models::NAT;
use super::speech;
use crate::article::{Mended, Span};

/// How much likelier the new text must be.
const MARGIN: u64 = 8 * NAT as u64;
/// Text misread more often than this is past help.
const LAYERS: usize = 3;

/// The text with its mojibake undone, and what was done.
pub fn undo(text: String) -> (String, Vec<Mended>) {
    let mut record: Vec<Mended> = Vec::new();
    if misread::suspects(&text) == 0 {
        return (text, record);
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        match undo_line(line) {
            Some((mended, misread_as)) => {
                note(&mut record, misread_as, UTF_8.name());
                out.push_str(&mended);
            }
            None => out.push_str(line),
        }
    }
    (out, record)
}

fn note(record: &mut Vec<Mended>, misread_as: &'static str, charset: &'static str) {
    match record.iter_mut().find(|entry| entry.misread_as == misread_as && entry.charset == charset) {
        Some(entry) => entry.lines += 1,
        None => record.push(Mended { misread_as, charset, lines: 1 }),
    }
}

fn undo_line(line: &str) -> Option<(String, &'static str)> {
    let mut mended: Option<(String, &'static str)> = None;
    for _ in 0..LAYERS {
        let current = mended.as_ref().map_or(line, |(text, _)| text);
        let Some(next) = undo_layer(current) else { break };
        mended = Some(next);
    }
    mended
}

fn undo_layer(line: &str) -> Option<(String, &'static str)> {
    let suspects = misread::suspects(line);
    let tried = READINGS.iter().enumerate().filter(|(number, _)| suspects >> number & 1 == 1).filter_map(|(_, reading)| {
        let found = sequences(line, reading);
        let gain = gain(line, &found)?;
        Some((gain, found, reading))
    });
    let (_, found, reading) = tried.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    Some((replaced(line, &found), reading.encoding.name()))
}

/// A UTF-8 sequence that was misread: where it stands, and the character it is.
struct Sequence {
    start: usize,
    end: usize,
    char: char,
}

/// All places where characters, put back into bytes, are a UTF-8 sequence.
fn sequences(line: &str, reading: &Reading) -> Vec<Sequence> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(char) = line.get(at..).and_then(|rest| rest.chars().next()) {
        let sequence = sequence(line, at, reading);
        at = sequence.as_ref().map_or(at + char.len_utf8(), |sequence| sequence.end);
        found.extend(sequence);
    }
    found
}

fn sequence(line: &str, start: usize, reading: &Reading) -> Option<Sequence> {
    let mut chars = line.get(start..)?.chars();
    let lead = reading.byte(chars.next()?)?;
    let length = match lead {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    for place in bytes.get_mut(1..length)? {
        let char = chars.next()?;
        *place = if char == ' ' { 0xa0 } else { reading.byte(char)? };
    }
    let char = std::str::from_utf8(bytes.get(..length)?).ok()?.chars().next()?;
    let end = line.len() - chars.as_str().len();
    Some(Sequence { start, end, char })
}

fn replaced(line: &str, sequences: &[Sequence]) -> String {
    let mut out = String::with_capacity(line.len());
    let mut at = 0;
    for sequence in sequences {
        out.push_str(line.get(at..sequence.start).unwrap_or_default());
        out.push(sequence.char);
        at = sequence.end;
    }
    out.push_str(line.get(at..).unwrap_or_default());
    out
}

/// How much likelier the words around the sequences become, if that is enough.
fn gain(line: &str, sequences: &[Sequence]) -> Option<u64> {
    let words = words(line, sequences)?;
    let before = speech::least_cost(words.iter().filter_map(|word| line.get(word.span.clone())));
    let after = speech::least_cost(words.iter().map(|word| word.mended.as_str()));
    before.checked_sub(after).filter(|&gain| gain >= MARGIN)
}

/// A word, or a few that a sequence joins, before and after mending.
struct Word {
    span: Span,
    mended: String,
}

/// The words that the sequences stand in.
fn words(line: &str, sequences: &[Sequence]) -> Option<Vec<Word>> {
    let mut words: Vec<Word> = Vec::new();
    let mut at = 0;
    for sequence in sequences {
        if words.last().is_none_or(|word| sequence.start >= word.span.end) {
            if let Some(word) = words.last_mut() {
                word.mended.push_str(line.get(at..word.span.end)?);
                at = word.span.end;
            }
            at += line.get(at..sequence.start)?.rfind(is_gap).map_or(0, |gap| gap + 1);
            words.push(Word { span: at..sequence.end, mended: String::new() });
        }
        let word = words.last_mut()?;
        word.mended.push_str(line.get(at..sequence.start)?);
        word.mended.push(sequence.char);
        at = sequence.end;
        if word.span.end <= at {
            let tail = line.get(at..)?;
            word.span.end = at + tail.find(is_gap).unwrap_or(tail.len());
        }
    }
    let word = words.last_mut()?;
    word.mended.push_str(line.get(at..word.span.end)?);
    Some(words)
}

fn is_gap(char: char) -> bool {
    char.is_ascii_whitespace() || matches!(char, '<' | '>')
}
