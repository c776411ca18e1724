//! Undoes legacy mojibake: text of one legacy charset that was read as windows-1252 ("Ïðèâåò" for "Привет").
//!
//! Lines in which no western language would put its letters so are put back into bytes and taken together. Only
//! if they make good text of another language, in another charset, are they read anew.

use std::sync::{LazyLock, OnceLock};

use encoding_rs::{Encoding, WINDOWS_1252};

use super::census::Census;
use super::charsets::CHARSETS;
use super::misread::WESTERN;
use super::models::{Cost, MODELS, Model, NAT};
use super::single::{self, Reading};
use super::{detect, runs, wide};

/// A pair of characters that costs this much in every western language is odd.
const ODD: Cost = 5 * NAT;
/// A line is suspect if at least one in so many of its characters beyond ASCII stands in an odd pair.
const ODD_SHARE: usize = 3;
/// How much likelier the new reading must be: for all lines together, and for each.
const MARGIN: u64 = 24 * NAT as u64;
const LINE_MARGIN: u64 = 8 * NAT as u64;
/// Right text costs 2 to 3 nats a character in its own language.
const SURE: u64 = 4 * NAT as u64;
/// How far the language may be from the one that suits the ASCII words nearby best.
const AT_HOME: u64 = 4 * NAT as u64;
/// Of all letters beyond ASCII, one in so many may stand beside an ASCII letter in a language of another script.
const MIXED_SHARE: u64 = 20;
/// Of so many bytes of UTF-8 that was misread one may be lost.
const FEW_LOST: usize = 4;
/// Bytes looked at for East Asian text.
const WIDE_SAMPLE: usize = 1024;
/// Characters that make it one for sure.
const FEWEST_WIDE: usize = 8;

/// The charset that the suspect lines of a text are really in.
pub struct Verdict {
    charset: Charset,
}

enum Charset {
    OneByte(Reading),
    Wide(&'static Encoding),
}

/// Look for lines that are in another charset than they were read in.
pub fn examine(text: &str) -> Option<Verdict> {
    let mut bytes = Vec::new();
    for (_, line) in runs::lines_beyond_ascii(text).filter(|(_, line)| is_meant(line)) {
        as_bytes(line, &mut bytes)?;
    }
    if bytes.is_empty() {
        return None;
    }
    let wide = wide::charset(&detect::beyond_ascii(&bytes, WIDE_SAMPLE), FEWEST_WIDE).map(Charset::Wide);
    wide.or_else(|| one_byte(&bytes).map(Charset::OneByte)).map(|charset| Verdict { charset })
}

impl Verdict {
    /// Name of the charset.
    pub fn charset(&self) -> &'static str {
        match &self.charset {
            Charset::OneByte(reading) => reading.encoding.name(),
            Charset::Wide(encoding) => encoding.name(),
        }
    }

    /// The line read anew, if it is one of those meant.
    pub fn reread(&self, line: &str) -> Option<String> {
        let mut bytes = Vec::new();
        as_bytes(line, &mut bytes)?;
        match self.charset {
            _ if is_utf8(&bytes) => None,
            Charset::Wide(encoding) if is_suspect(line) => {
                encoding.decode_without_bom_handling_and_without_replacement(&bytes).map(|text| text.into_owned())
            }
            Charset::OneByte(reading) => {
                let census = Census::of(&bytes);
                let cost = single::cost(&census, &reading);
                let better = !single::is_western(&census, cost.saturating_add(LINE_MARGIN));
                better.then(|| reading.encoding.decode_without_bom_handling(&bytes).0.into_owned())
            }
            Charset::Wide(_) => None,
        }
    }
}

/// Is the line suspect, and no UTF-8 that was misread?
pub fn is_meant(line: &str) -> bool {
    let mut bytes = Vec::new();
    is_suspect(line) && as_bytes(line, &mut bytes).is_some() && !is_utf8(&bytes)
}

/// Are the bytes beyond ASCII UTF-8, but for a few that were lost on the way?
fn is_utf8(bytes: &[u8]) -> bool {
    let beyond = |part: &[u8]| part.iter().filter(|byte| !byte.is_ascii()).count();
    let invalid: usize = bytes.utf8_chunks().map(|chunk| beyond(chunk.invalid())).sum();
    invalid * FEW_LOST <= beyond(bytes)
}

/// Append the line as windows-1252. `None` if it cannot be that.
fn as_bytes(line: &str, bytes: &mut Vec<u8>) -> Option<()> {
    let mut at = 0;
    for (start, run) in runs::beyond_ascii(line) {
        bytes.extend_from_slice(line.as_bytes().get(at..start)?);
        for char in run.chars() {
            bytes.push(WESTERN.byte(char)?);
        }
        at = start + run.len();
    }
    bytes.extend_from_slice(line.as_bytes().get(at..)?);
    Some(())
}

fn one_byte(bytes: &[u8]) -> Option<Reading> {
    let census = Census::of(bytes);
    if !single::may_be_other(&census, MARGIN) {
        return None;
    }
    let best = *single::readings(&census, None, |_| 0).first()?;
    let sure = single::cost(&census, &best) <= SURE * census.total();
    let better = !single::is_western(&census, best.cost.saturating_add(MARGIN));
    (best.encoding != WINDOWS_1252 && sure && better && is_at_home(&census, best.language)).then_some(best)
}

/// A language of the Latin script must also suit the ASCII words nearby better than any other; one of another
/// script does not mix its letters with ASCII ones in a word.
fn is_at_home(census: &Census, language: usize) -> bool {
    if MODELS.get(language).is_some_and(Model::is_latin) {
        return single::foreignness(census).get(language).is_some_and(|&foreign| foreign <= AT_HOME);
    }
    let mixed = |&&(first, second, _): &&(u8, u8, u32)| {
        first.is_ascii_alphabetic() && !second.is_ascii() || second.is_ascii_alphabetic() && !first.is_ascii()
    };
    let mixed: u64 = census.pairs.iter().filter(mixed).map(|&(_, _, number)| u64::from(number)).sum();
    mixed * MIXED_SHARE <= census.high
}

/// Does the line, as windows-1252, hold enough pairs of characters that no western language has?
fn is_suspect(line: &str) -> bool {
    let mut pairs = Pairs::default();
    runs::beyond_ascii(line).take_while(|(start, run)| pairs.add(line, *start, run)).for_each(drop);
    pairs.are_suspect()
}

/// The pairs of characters of a line that are beyond ASCII.
#[derive(Clone, Copy, Default)]
pub struct Pairs {
    odd: usize,
    high: usize,
    /// Some of them are letters, or beside one: misread text is never signs alone.
    in_words: bool,
    /// The line is not windows-1252.
    foreign: bool,
}

impl Pairs {
    /// Count those of a run that starts at `start` in `text`. False if they make no difference any more.
    pub fn add(&mut self, text: &str, start: usize, run: &str) -> bool {
        if self.foreign {
            return false;
        }
        let bytes = text.as_bytes();
        let is_telling = &*IS_TELLING;
        let mut before = start.checked_sub(1).and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
        let mut told = false;
        for char in run.chars() {
            let Some(byte) = WESTERN.byte(char) else {
                self.foreign = true;
                return false;
            };
            let tells = is_telling[usize::from(byte)];
            self.odd += usize::from((told || tells) && is_odd(before, byte));
            self.high += 1;
            self.in_words |= char.is_alphabetic() || before.is_ascii_alphabetic();
            (before, told) = (byte, tells);
        }
        let after = bytes.get(start + run.len()).copied().unwrap_or(b' ');
        self.in_words |= after.is_ascii_alphabetic();
        self.odd += usize::from(told && is_odd(before, after));
        true
    }

    /// Are enough of them odd?
    pub fn are_suspect(self) -> bool {
        !self.foreign && self.in_words && self.odd > 0 && self.odd * ODD_SHARE >= self.high
    }
}

/// Signs that stand anywhere in right text: a pair of which only they are part is never odd.
const COMMON_SIGNS: &str = "…‘’“”•–—™\u{a0}©«®°·»×÷";

static IS_TELLING: LazyLock<[bool; 256]> = LazyLock::new(|| {
    let common: Vec<u8> = COMMON_SIGNS.chars().filter_map(|char| WESTERN.byte(char)).collect();
    std::array::from_fn(|byte| byte >= 0x80 && !common.iter().any(|&sign| usize::from(sign) == byte))
});

fn is_odd(first: u8, second: u8) -> bool {
    let row = ODD_PAIRS.get(usize::from(first)).map(|row| row.get_or_init(|| odd_after(first)));
    row.is_some_and(|row| row[usize::from(second)])
}

/// Whether a pair is odd, by its first character and its second. Few rows are ever looked at.
static ODD_PAIRS: [OnceLock<[bool; 256]>; 256] = [const { OnceLock::new() }; 256];

fn odd_after(first: u8) -> [bool; 256] {
    let languages = CHARSETS.first().map_or(&[][..], |western| &western.languages);
    std::array::from_fn(|second| {
        let cost = |(language, symbols): &(usize, [u8; 256])| {
            let model = MODELS.get(*language)?;
            Some(model.cost(symbols[usize::from(first)], symbols[second]))
        };
        languages.iter().filter_map(cost).min().is_some_and(|cost| cost >= ODD)
    })
}
