//! Undoes mojibake: text that somebody read in a wrong charset and saved again.
//!
//! Line by line, as often as it helps: where neighbours, put back into bytes, are UTF-8, and the characters that
//! come out are likelier in some language than what stood there.

use std::borrow::Cow;

use encoding_rs::{UTF_8, WINDOWS_1252};

use super::misread::{self, READINGS, Reading};
use super::models::NAT;
use super::relabel::{self, Verdict};
use super::runs;
use super::speech::Speech;
use crate::article::{Mended, Span};

/// How much likelier the new text must be: where there are many places, where there are few, and where all
/// that comes out is invisible.
const MARGIN: u64 = 8 * NAT as u64;
const MARGIN_OF_FEW: u64 = 12 * NAT as u64;
const MARGIN_OF_BLANK: u64 = 15 * NAT as u64;
/// Bytes of a line's words that are weighed: more do not make it surer.
const ENOUGH: usize = 2048;
/// A word without end is weighed in parts.
const LONGEST_WORD: usize = 400;
/// Nobody shows more broken places in a line than these.
const MOST_QUOTED: usize = 4;
const OPENING: &str = "\"'`([>“‘«„";
const CLOSING: &str = "\"'`)]<”’»“";
/// Quotation marks as HTML writes them.
const QUOTES: [&str; 7] = ["&quot;", "&#34;", "&#39;", "&lsquo;", "&ldquo;", "&laquo;", "&bdquo;"];
/// Text misread more often than this is past help.
const LAYERS: usize = 6;
/// What one kind of mending brings to light another may mend.
const ROUNDS: usize = 3;

/// The text with its mojibake undone, and what was done.
pub fn undo(mut text: Cow<'_, str>) -> (Cow<'_, str>, Vec<Mended>) {
    let mut record: Vec<Mended> = Vec::new();
    let mut legacy = None;
    for _ in 0..ROUNDS {
        let Some(mended) = round(&text, &mut legacy, &mut record) else { break };
        text = Cow::Owned(mended);
    }
    (text, record)
}

/// Every kind of mojibake, one after the other. `None` if there is none. Lines of a legacy charset come first: some of
/// their neighbours look like UTF-8 by chance.
fn round(text: &str, legacy: &mut Option<Verdict>, record: &mut Vec<Mended>) -> Option<String> {
    let mut signs = Signs::of(text);
    let mut mended: Option<String> = None;
    if signs.odd
        && let Some(verdict) = legacy.take().or_else(|| relabel::examine(text))
    {
        let reread = |line: &str| Some((verdict.reread(line)?, WINDOWS_1252.name(), verdict.charset()));
        mended = by_line(text, record, reread);
        signs = mended.as_deref().map_or(signs, Signs::of);
        *legacy = Some(verdict);
    }
    if signs.misread {
        let undone = |line: &str| {
            let (text, charset) = if legacy.is_some() && relabel::is_meant(line) { None } else { undo_line(line) }?;
            Some((text, charset, UTF_8.name()))
        };
        if let Some(undone) = by_line(mended.as_deref().unwrap_or(text), record, undone) {
            signs = Signs::of(&undone);
            mended = Some(undone);
        }
    }
    if signs.c1 {
        let reread = |line: &str| Some((without_c1(line)?, "ISO-8859-1", WINDOWS_1252.name()));
        mended = by_line(mended.as_deref().unwrap_or(text), record, reread).or(mended);
    }
    mended
}

/// What hints at mojibake. Nearly every text is free of it, so one look must be enough to tell.
#[derive(Clone, Copy, Default)]
struct Signs {
    /// Neighbours that could be UTF-8.
    misread: bool,
    /// A line in which no western language would put its letters so.
    odd: bool,
    /// C1 controls.
    c1: bool,
}

impl Signs {
    fn of(text: &str) -> Signs {
        let mut signs = Signs::default();
        let mut pairs = relabel::Pairs::default();
        let mut at = 0;
        for (start, run) in runs::beyond_ascii(text) {
            let gap = text.as_bytes().get(at..start).unwrap_or_default();
            if memchr::memchr(b'\n', gap).is_some() {
                signs.odd |= std::mem::take(&mut pairs).are_suspect();
            }
            pairs.add(text, start, run);
            signs.misread |= misread::suspects_of(run) != 0;
            signs.c1 |= has_c1(run);
            at = start + run.len();
        }
        signs.odd |= pairs.are_suspect();
        signs
    }
}

/// C1 controls stand in no text: somebody took windows-1252 for ISO-8859-1.
fn without_c1(line: &str) -> Option<String> {
    let reread = |char| if is_c1(char) { misread::WESTERN.char(char as u8).unwrap_or(char) } else { char };
    let text: String = line.chars().map(reread).collect();
    (text != line).then_some(text)
}

/// In UTF-8 they are `C2 80` to `C2 9F`.
fn has_c1(run: &str) -> bool {
    run.as_bytes().windows(2).any(|pair| matches!(pair, [0xc2, ..0xa0]))
}

fn is_c1(char: char) -> bool {
    matches!(char, '\u{80}'..='\u{9f}')
}

/// Mend line by line; there is nothing to mend in ASCII. `None` if nothing was mended.
fn by_line(
    text: &str,
    record: &mut Vec<Mended>,
    mend: impl Fn(&str) -> Option<(String, &'static str, &'static str)>,
) -> Option<String> {
    let mut out = String::new();
    let mut at = 0;
    for (start, line) in runs::lines_beyond_ascii(text) {
        if let Some((mended, misread_as, charset)) = mend(line) {
            note(record, misread_as, charset);
            out.push_str(text.get(at..start).unwrap_or_default());
            out.push_str(&mended);
            at = start + line.len();
        }
    }
    (at > 0).then(|| out + text.get(at..).unwrap_or_default())
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
        let least = if mended.is_some() { MARGIN } else { MARGIN_OF_FEW };
        let Some(next) = undo_layer(current, least) else { break };
        mended = Some(next);
    }
    mended
}

/// One layer. `of_few` is the margin for one or two places: less where the line was broken for sure.
fn undo_layer(line: &str, of_few: u64) -> Option<(String, &'static str)> {
    let suspects = misread::suspects(line);
    let tried =
        READINGS.iter().enumerate().filter(|(number, _)| suspects >> number & 1 == 1).filter_map(|(_, reading)| {
            let found = consistent(line, sequences(line, reading), reading)?;
            let gain = gain(line, &found, of_few)?;
            Some((gain, found, reading))
        });
    let (_, found, reading) = tried.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    Some((replaced(line, &found), reading.charset))
}

/// The sequences, without those in words that have more characters beyond ASCII than the sequences explain: such
/// words are of another charset. `None` if these are not the exception.
fn consistent(line: &str, sequences: Vec<Sequence>, reading: &Reading) -> Option<Vec<Sequence>> {
    if sequences.iter().all(|sequence| sequence.lost) {
        return None;
    }
    let words = words(line, &sequences)?;
    let all = sequences.len();
    let mut left = sequences.into_iter().peekable();
    let mut kept = Vec::new();
    for word in words {
        let mut inside = Vec::new();
        while let Some(sequence) = left.next_if(|sequence| sequence.start < word.span.end) {
            inside.push(sequence);
        }
        let is_high = |char: &char| (char.is_alphabetic() || DRAWN.contains(char)) && reading.byte(*char).is_some();
        let high = |text: &str| text.chars().filter(is_high).count();
        let covered: usize = inside.iter().map(|sequence| line.get(sequence.start..sequence.end).map_or(0, high)).sum();
        let unexplained = line.get(word.span).map_or(0, high) - covered;
        if unexplained <= inside.len() / 2 {
            kept.extend(inside.into_iter().filter(|sequence| !sequence.by_chance));
        }
    }
    (kept.len() * 2 > all).then_some(kept)
}

/// Lines and blocks of drawings, which stand together like letters.
const DRAWN: std::ops::Range<char> = '\u{2500}'..'\u{25a0}';

/// A UTF-8 sequence that was misread: where it stands, and the character it is. A sequence of which a byte was
/// lost on the way is U+FFFD.
struct Sequence {
    start: usize,
    end: usize,
    char: char,
    lost: bool,
    /// A blank that no reading makes of its byte is part of it: it tells against the reading and is left alone.
    by_chance: bool,
}

/// All places where characters, put back into bytes, are a UTF-8 sequence.
fn sequences(line: &str, reading: &Reading) -> Vec<Sequence> {
    let mut found = Vec::new();
    let mut at = 0;
    for (start, run) in runs::beyond_ascii(line) {
        at = start.max(at);
        while let Some(char) = line.get(at..start + run.len()).and_then(|rest| rest.chars().next()) {
            let sequence = sequence(line, at, reading);
            at = sequence.as_ref().map_or(at + char.len_utf8(), |sequence| sequence.end);
            found.extend(sequence);
        }
    }
    found
}

fn sequence(line: &str, start: usize, reading: &Reading) -> Option<Sequence> {
    let mut chars = line.get(start..)?.chars();
    let first = chars.next()?;
    let lead = reading.byte(first)?;
    let length = match lead {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    let (mut lost, mut blank) = (false, false);
    for place in bytes.get_mut(1..length)? {
        let char = chars.next()?;
        blank = char == ' ';
        lost |= char == char::REPLACEMENT_CHARACTER;
        *place = match char {
            ' ' => NO_BREAK_SPACE,
            char::REPLACEMENT_CHARACTER => 0x80,
            _ => reading.byte(char).filter(|byte| (0x80..0xc0).contains(byte))?,
        };
    }
    let end = line.len() - chars.as_str().len();
    let by_chance = first.is_whitespace() || blank && reading.byte('\u{a0}') != Some(NO_BREAK_SPACE);
    if lost {
        return Some(Sequence { start, end, char: char::REPLACEMENT_CHARACTER, lost, by_chance });
    }
    let char = std::str::from_utf8(bytes.get(..length)?).ok()?.chars().next()?;
    let melted = blank && char == 'à' && !A_GOES_ON.iter().any(|rest| chars.as_str().starts_with(rest));
    Some(Sequence { start, end: if melted { end - 1 } else { end }, char, lost, by_chance })
}

/// Becomes a plain blank on many ways. After `Ã` it is the second half of `à`, which in most languages ends a
/// word, so that the blank is often two in one: not if there is a blank more, nor in Portuguese words.
const NO_BREAK_SPACE: u8 = 0xa0;
const A_GOES_ON: [&str; 4] = [" ", "\n", "s ", "quel"];

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
fn gain(line: &str, sequences: &[Sequence], of_few: u64) -> Option<u64> {
    let words = words(line, sequences)?;
    let mut seen = 0;
    let enough = |word: &&Word| {
        seen += word.span.len();
        seen < ENOUGH
    };
    let weighed = words.len().min(1 + words.iter().take_while(enough).count());
    let weighed = words.get(..weighed)?;
    let before = Speech::of(weighed.iter().filter_map(|word| line.get(word.span.clone()))).least_cost();
    let after = Speech::of(weighed.iter().map(|word| word.mended.as_str())).least_cost();
    before.checked_sub(after).filter(|&gain| gain >= margin(line, sequences, of_few))
}

/// A single odd place beside healthy text beyond ASCII is a name or a quotation.
fn margin(line: &str, sequences: &[Sequence], of_few: u64) -> u64 {
    let healthy =
        |part: Option<&str>| part.is_some_and(|part| part.chars().any(|char| !char.is_ascii() && !is_c1(char)));
    match sequences {
        _ if is_quotation(line, sequences) || are_signs(line, sequences) => u64::MAX,
        [only] if healthy(line.get(..only.start)) || healthy(line.get(only.end..)) => u64::MAX,
        [only] if only.char == '\u{a0}' => MARGIN_OF_BLANK,
        [_] | [_, _] => of_few,
        _ => MARGIN,
    }
}

/// Of letters that no western text has more than one make a word: where none adjoins another, a sign or a letter and
/// the blank, dash or quotation mark behind it stand as they were written (`3×\u{a0}4`, `PERÚ–CHILE`, `»BORNHOLM Ø«`).
fn are_signs(line: &str, sequences: &[Sequence]) -> bool {
    let adjoin = |pair: &[Sequence]| matches!(pair, [one, next] if one.end == next.start);
    let is_sign = |sequence: &Sequence| {
        let mut chars = line.get(sequence.start..).unwrap_or_default().chars();
        let (first, second) = (chars.next(), chars.next());
        is_foreign(sequence.char)
            && (first.is_some_and(|char| !char.is_alphabetic())
                || second.is_some_and(|char| char.is_whitespace() || BEHIND_A_WORD.contains(char)))
    };
    sequences.iter().all(is_sign) && !sequences.windows(2).any(adjoin)
}

const BEHIND_A_WORD: &str = "–—…‘’“”«»";

/// Is it a rare letter of the Latin script, a mark on a letter, or a letter of the scripts from Cyrillic to Mongolian or
/// from Han to Hangul?
fn is_foreign(char: char) -> bool {
    matches!(char, '\u{180}'..='\u{24f}' | '\u{300}'..='\u{36f}' | '\u{400}'..='\u{1dff}' | '\u{2e80}'..='\u{d7ff}')
}

/// A text about mojibake shows it on purpose: with the right character in the same line, or between quotation
/// marks or tags and nothing else there.
fn is_quotation(line: &str, sequences: &[Sequence]) -> bool {
    if sequences.len() > MOST_QUOTED {
        return false;
    }
    let starts = sequences.iter().map(|sequence| sequence.start).chain([line.len()]);
    let ends = [0].into_iter().chain(sequences.iter().map(|sequence| sequence.end));
    let healthy: Vec<&str> = ends.zip(starts).filter_map(|(end, start)| line.get(end..start)).collect();
    let shown = |(sequence, (before, after)): (&Sequence, (&&str, &&str))| {
        healthy.iter().any(|part| part.contains(sequence.char))
            || before.ends_with(|char| OPENING.contains(char)) && after.starts_with(|char| CLOSING.contains(char))
            || QUOTES.iter().any(|quote| before.ends_with(quote)) && after.starts_with('&')
    };
    sequences.iter().zip(healthy.iter().zip(healthy.iter().skip(1))).all(shown)
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
        let is_long = |word: &Word| word.mended.len() > LONGEST_WORD;
        if words.last().is_none_or(|word| sequence.start >= word.span.end || is_long(word)) {
            if let Some(word) = words.last_mut() {
                word.span.end = if is_long(word) { at } else { word.span.end };
                word.mended.push_str(line.get(at..word.span.end)?);
                at = word.span.end;
            }
            at = word_start(line, at, sequence.start)?;
            words.push(Word { span: at..sequence.end, mended: String::new() });
        }
        let word = words.last_mut()?;
        word.mended.push_str(line.get(at..sequence.start)?);
        word.mended.push(sequence.char);
        at = sequence.end;
        if word.span.end <= at {
            let tail = line.get(at..)?;
            word.span.end = at + word_length(tail);
        }
    }
    let word = words.last_mut()?;
    word.mended.push_str(line.get(at..word.span.end)?);
    Some(words)
}

/// Where the word begins that has come to `to`, at `from` the earliest.
fn word_start(line: &str, from: usize, to: usize) -> Option<usize> {
    let chars = line.get(from..to)?.char_indices().rev().take(LONGEST_WORD);
    let start = chars.take_while(|&(_, char)| !is_gap(char)).last().map(|(at, _)| from + at);
    Some(start.unwrap_or(to))
}

/// How far the word goes on.
fn word_length(tail: &str) -> usize {
    let mut rest = tail.char_indices().take(LONGEST_WORD).skip_while(|&(_, char)| !is_gap(char));
    let limit = || tail.char_indices().nth(LONGEST_WORD).map(|(at, _)| at);
    rest.next().map(|(at, _)| at).or_else(limit).unwrap_or(tail.len())
}

fn is_gap(char: char) -> bool {
    char.is_ascii_whitespace() || matches!(char, '<' | '>')
}
