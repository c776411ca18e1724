//! An expression in; out, what every text that it matches must start with, and words of which it must hold one. With
//! these most texts are told from husk without an expression being looked at. Shared with the build script.
//!
//! Starts are compared in folded form: letters in small case, a run of digits as one `0`, everything else left out.
//! So "12 Comments (3)" starts as `0comments0`, and the start of an expression can be told past blanks and counts.

use std::collections::BTreeSet;

use regex_syntax::hir::{Class, Hir, HirKind, Repetition};

/// Folded letters that a start has at most. More tells phrases better apart, but the table grows.
pub const DEPTH: usize = 6;
/// Different starts that an expression may have; with more of them they are made shorter.
const MOST_STARTS: usize = 400;
/// A class of more letters than this may be anything.
const MOST_LETTERS: usize = 12;
/// Characters of a class that are looked at: enough for every class that holds few letters.
const MOST_CHARACTERS: u32 = 256;
/// Needed words shorter than this, in bytes, are in every other text.
const LEAST_NEEDED: usize = 4;
/// Words that stand in every other text although they are longer: they are needed only where nothing better is known.
const COMMON: [&str; 12] =
    ["from", "have", "here", "more", "page", "that", "this", "what", "when", "will", "with", "your"];
/// Different words of which one is needed; more are no quick test.
const MOST_NEEDED: usize = 120;

/// Letters that an expression takes for others when it ignores case (the long s, the sign for kelvin, old shapes of
/// Cyrillic letters). They stand in no text that is scraped today, and would make the starts many times as many.
pub fn is_archaic(char: char) -> bool {
    matches!(char, 'ſ' | '\u{212a}' | '\u{1c80}'..='\u{1c88}')
}

/// A character as it counts in a start, if it does.
pub fn fold(char: char) -> Option<char> {
    match char {
        'a'..='z' => Some(char),
        'A'..='Z' => Some(char.to_ascii_lowercase()),
        '0'..='9' => Some('0'),
        _ if char.is_ascii() || !char.is_alphanumeric() => None,
        _ => char.to_lowercase().next(),
    }
}

/// What matches start with: each match starts with one of these, folded. Short ones say little, the empty one nothing.
pub fn starts(hir: &Hir) -> BTreeSet<String> {
    for depth in (1..=DEPTH).rev() {
        let mut walk = Walk { depth, closed: BTreeSet::new() };
        if let Some(open) = walk.extend(hir, BTreeSet::from([String::new()])) {
            return shortest(open.into_iter().chain(walk.closed).collect());
        }
    }
    BTreeSet::from([String::new()])
}

/// Without those that another one is the beginning of.
fn shortest(all: BTreeSet<String>) -> BTreeSet<String> {
    let mut kept: BTreeSet<String> = BTreeSet::new();
    for start in all {
        if kept.last().is_none_or(|last| !start.starts_with(last.as_str())) {
            kept.insert(start);
        }
    }
    kept
}

struct Walk {
    depth: usize,
    /// Starts that are long enough, or after which anything may come.
    closed: BTreeSet<String>,
}

impl Walk {
    /// The starts `open`, each followed by what `hir` matches; `None` if they become too many.
    fn extend(&mut self, hir: &Hir, open: BTreeSet<String>) -> Option<BTreeSet<String>> {
        if open.is_empty() {
            return Some(open);
        }
        let out = match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => open,
            HirKind::Literal(literal) => self.literal(&literal.0, open),
            HirKind::Class(class) => self.class(class, open),
            HirKind::Capture(group) => self.extend(&group.sub, open)?,
            HirKind::Concat(parts) => parts.iter().try_fold(open, |open, part| self.extend(part, open))?,
            HirKind::Alternation(parts) => {
                let mut out = BTreeSet::new();
                for part in parts {
                    out.extend(self.extend(part, open.clone())?);
                }
                out
            }
            HirKind::Repetition(repetition) => self.repeat(repetition, open)?,
        };
        (out.len() + self.closed.len() <= MOST_STARTS).then_some(out)
    }

    fn repeat(&mut self, repetition: &Repetition, open: BTreeSet<String>) -> Option<BTreeSet<String>> {
        let mut out = if repetition.min == 0 { open.clone() } else { BTreeSet::new() };
        let mut latest = open;
        for round in 1..=repetition.max.unwrap_or(u32::MAX) {
            let longer = self.extend(&repetition.sub, latest)?;
            let before = out.len();
            if round >= repetition.min {
                out.extend(longer.iter().cloned());
                if out.len() == before {
                    break;
                }
            }
            latest = longer;
        }
        Some(out)
    }

    fn literal(&mut self, bytes: &[u8], open: BTreeSet<String>) -> BTreeSet<String> {
        let Ok(text) = std::str::from_utf8(bytes) else {
            self.closed.extend(open);
            return BTreeSet::new();
        };
        text.chars().fold(open, |open, char| self.push(&open, &BTreeSet::from([fold(char)])))
    }

    fn class(&mut self, class: &Class, open: BTreeSet<String>) -> BTreeSet<String> {
        match letters(class) {
            Some(letters) => self.push(&open, &letters),
            None => {
                self.closed.extend(open);
                BTreeSet::new()
            }
        }
    }

    fn push(&mut self, open: &BTreeSet<String>, letters: &BTreeSet<Option<char>>) -> BTreeSet<String> {
        let mut out = BTreeSet::new();
        for start in open {
            for letter in letters {
                let again = *letter == Some('0') && start.ends_with('0');
                let longer: String = start.chars().chain(letter.filter(|_| !again)).collect();
                let full = longer.chars().count() >= self.depth;
                if full {
                    self.closed.insert(longer)
                } else {
                    out.insert(longer)
                };
            }
        }
        out
    }
}

/// The letters of a class as they count, `None` if it may be anything.
fn letters(class: &Class) -> Option<BTreeSet<Option<char>>> {
    let Class::Unicode(class) = class else { return None };
    let size: u32 = class.ranges().iter().map(|range| range.end() as u32 - range.start() as u32 + 1).sum();
    let few = size <= MOST_CHARACTERS;
    let all = class.ranges().iter().take_while(|_| few).flat_map(|range| range.start()..=range.end());
    let letters: BTreeSet<Option<char>> = all.filter(|char| !is_archaic(*char)).map(fold).collect();
    (few && letters.len() <= MOST_LETTERS).then_some(letters)
}

/// Words in small case of which one stands in every match; none if there is no such choice of words.
pub fn needed(hir: &Hir) -> Vec<String> {
    let need = Need::of(hir);
    need.best().map(|words| words.into_iter().collect()).unwrap_or_default()
}

/// What a part of an expression asks for.
#[derive(Clone, Default)]
struct Need {
    /// All that it matches, if that is little.
    exact: Option<BTreeSet<String>>,
    /// One of these is in every match.
    inside: Option<BTreeSet<String>>,
}

impl Need {
    fn exactly(texts: impl IntoIterator<Item = String>) -> Need {
        let texts: BTreeSet<String> = texts.into_iter().collect();
        Need { exact: (texts.len() <= MOST_NEEDED).then_some(texts), inside: None }
    }

    fn best(self) -> Option<BTreeSet<String>> {
        better(self.exact, self.inside)
    }

    fn of(hir: &Hir) -> Need {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => Need::exactly([String::new()]),
            HirKind::Literal(text) => String::from_utf8(text.0.to_vec())
                .map_or_else(|_| Need::default(), |text| Need::exactly([text.to_lowercase()])),
            HirKind::Class(class) => letters_as_they_are(class),
            HirKind::Capture(group) => Need::of(&group.sub),
            HirKind::Repetition(repetition) => Need::repeated(repetition),
            HirKind::Concat(parts) => Need::joined(parts),
            HirKind::Alternation(parts) => Need::either(parts),
        }
    }

    fn repeated(repetition: &Repetition) -> Need {
        let part = Need::of(&repetition.sub);
        match (repetition.min, repetition.max, &part.exact) {
            (0, Some(1), Some(exact)) => Need::exactly(exact.iter().cloned().chain([String::new()])),
            (0, ..) => Need::default(),
            _ => Need { exact: None, inside: part.best() },
        }
    }

    fn joined(parts: &[Hir]) -> Need {
        let mut so_far = Some(BTreeSet::from([String::new()]));
        let (mut inside, mut whole) = (None, true);
        for part in parts {
            let part = Need::of(part);
            let longer = so_far.as_ref().zip(part.exact.as_ref()).map(|(before, after)| {
                let pairs = before.iter().flat_map(|one| after.iter().map(move |two| format!("{one}{two}")));
                pairs.collect::<BTreeSet<_>>()
            });
            match longer.filter(|longer| longer.len() <= MOST_NEEDED) {
                Some(longer) => so_far = Some(longer),
                None => {
                    inside = better(inside, so_far.take());
                    whole = false;
                    so_far = Some(part.exact.unwrap_or_else(|| BTreeSet::from([String::new()])));
                }
            }
            inside = better(inside, part.inside);
        }
        if whole { Need { exact: so_far, inside } } else { Need { exact: None, inside: better(inside, so_far) } }
    }

    fn either(parts: &[Hir]) -> Need {
        let parts: Vec<Need> = parts.iter().map(Need::of).collect();
        let exact: Option<Vec<_>> = parts.iter().map(|part| part.exact.clone()).collect();
        let inside: Option<Vec<_>> = parts.into_iter().map(Need::best).collect();
        let few = |texts: &BTreeSet<String>| texts.len() <= MOST_NEEDED;
        Need {
            exact: exact.map(|all| all.into_iter().flatten().collect()).filter(few),
            inside: inside.map(|all| all.into_iter().flatten().collect()).filter(few),
        }
    }
}

/// A class that is one letter in both cases, or a few letters.
fn letters_as_they_are(class: &Class) -> Need {
    let Class::Unicode(class) = class else { return Need::default() };
    let size: u32 = class.ranges().iter().map(|range| range.end() as u32 - range.start() as u32 + 1).sum();
    if size > MOST_LETTERS as u32 {
        return Need::default();
    }
    let all = class.ranges().iter().flat_map(|range| range.start()..=range.end());
    Need::exactly(all.filter(|char| !is_archaic(*char)).map(|char| char.to_lowercase().collect()))
}

/// A sign such as © tells as much as a word does.
fn is_rare(char: char) -> bool {
    !char.is_ascii() && !char.is_alphanumeric() && !char.is_whitespace()
}

/// That one of two choices of words which tells more: its shortest word is longer, or it has fewer words. A common word
/// tells nothing.
fn better(one: Option<BTreeSet<String>>, other: Option<BTreeSet<String>>) -> Option<BTreeSet<String>> {
    let is_long = |word: &String| word.len() >= LEAST_NEEDED || word.chars().any(is_rare);
    let weight = |word: &String| if COMMON.contains(&word.trim()) { 0 } else { LEAST_NEEDED.max(word.len()) };
    let worth = |words: &BTreeSet<String>| words.iter().map(weight).min().unwrap_or(0);
    let good = |words: &BTreeSet<String>| !words.is_empty() && words.iter().all(is_long);
    match (one.filter(good), other.filter(good)) {
        (Some(one), Some(other)) if (worth(&one), other.len()) >= (worth(&other), one.len()) => Some(one),
        (Some(one), None) => Some(one),
        (_, other) => other,
    }
}
