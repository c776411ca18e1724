//! Which one-byte charset, in which language, makes the most likely text of the bytes.

use std::sync::LazyLock;

use encoding_rs::Encoding;

use super::census::Census;
use super::charsets::{CHARSETS, Charset};
use super::models::{MODELS, Model, NAT, fold};

/// The language around a word is a hint, not a proof: names and quotations are foreign.
const MOST_FOR_LANGUAGE: u64 = 14 * NAT as u64;
/// With so many ASCII letters nearby for each byte beyond ASCII, the text is hardly of another script.
const LATIN_AROUND: u64 = 3;
/// What a page's own word on its language is worth.
const LANGUAGE_DECLARED: u64 = 8 * NAT as u64;
/// A reading that costs this much more than the best is not followed to its end.
const HOPELESS: u64 = 60 * NAT as u64;

/// How well a charset explains the bytes, in its best language.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// The charset.
    pub encoding: &'static Encoding,
    /// The language: place in `MODELS`.
    pub language: usize,
    /// The lower, the likelier.
    pub cost: u64,
}

/// Every charset that explains the bytes nearly as well as the best, best first. `bonus` says what a charset has
/// in its favour beforehand.
pub fn readings(census: &Census, language: Option<&str>, bonus: impl Fn(&'static Encoding) -> u64) -> Vec<Reading> {
    let penalties = language_penalties(census, language);
    let mut found: Vec<Reading> = Vec::new();
    let mut best = u64::MAX;
    let most = CHARSETS.iter().map(|charset| bonus(charset.encoding)).max().unwrap_or(0);
    for charset in CHARSETS.iter() {
        let start = u64::from(charset.rarity) + most - bonus(charset.encoding);
        let limit = |best: u64| best.saturating_add(HOPELESS);
        let Some(cases) = case_cost(census, charset, start, limit(best)) else { continue };
        let mut of_charset: Option<Reading> = None;
        for (place, symbols) in &charset.languages {
            let start = cases + penalties.get(*place).copied().unwrap_or(0);
            let bound = of_charset.map_or(limit(best), |reading| reading.cost);
            if let Some(cost) = pair_cost(census, *place, symbols, start, bound) {
                of_charset = Some(Reading { encoding: charset.encoding, language: *place, cost });
                best = best.min(cost);
            }
        }
        found.extend(of_charset);
    }
    found.retain(|reading| reading.cost <= best.saturating_add(HOPELESS));
    found.sort_by_key(|reading| reading.cost);
    found
}

/// The cost of the bytes in one charset and language, nothing else considered.
pub fn cost(census: &Census, reading: &Reading) -> u64 {
    let charset = CHARSETS.iter().find(|charset| charset.encoding == reading.encoding);
    let cost = charset.and_then(|charset| {
        let (_, symbols) = charset.languages.iter().find(|(language, _)| *language == reading.language)?;
        let cases = case_cost(census, charset, 0, u64::MAX)?;
        pair_cost(census, reading.language, symbols, cases, u64::MAX)
    });
    cost.unwrap_or(u64::MAX)
}

/// Is there a language of the Latin script in which the bytes, as windows-1252, cost no more than `limit`?
pub fn is_western(census: &Census, limit: u64) -> bool {
    western_cost(census, limit).is_some()
}

/// The cost of the bytes as windows-1252 in the Latin language that suits them best, if it is no more than `limit`.
fn western_cost(census: &Census, limit: u64) -> Option<u64> {
    let cases = case_cost(census, CHARSETS.first()?, 0, limit)?;
    let cost = |least: u64, (language, symbols): &(usize, [u8; 256])| {
        pair_cost(census, *language, symbols, cases, least).unwrap_or(least)
    };
    let least = WESTERN.iter().fold(limit.saturating_add(1), cost);
    (least <= limit).then_some(least)
}

/// Can any charset but windows-1252 be better than that by more than `margin`, if all that is nearby speaks for it?
/// A quick look that spares most texts a thorough one.
pub fn may_be_other(census: &Census, margin: u64) -> bool {
    let western = western_cost(census, u64::MAX).unwrap_or(u64::MAX);
    let Some(bound) = western.checked_sub(margin.saturating_add(1)) else { return false };
    CHARSETS.iter().skip(1).any(|charset| {
        let Some(cases) = case_cost(census, charset, u64::from(charset.rarity), bound) else { return false };
        let fits = |language: &usize, symbols| pair_cost(census, *language, symbols, cases, bound).is_some();
        charset.languages.iter().any(|(language, symbols)| fits(language, symbols))
    })
}

/// For every language of the Latin script the symbols of the bytes of windows-1252.
static WESTERN: LazyLock<Vec<(usize, [u8; 256])>> = LazyLock::new(|| {
    let Some(charset) = CHARSETS.first() else { return Vec::new() };
    let latin = MODELS.iter().enumerate().filter(|(_, model)| model.is_latin());
    latin.map(|(language, model)| (language, charset.chars.map(|char| model.symbol(fold(char))))).collect()
});

fn case_cost(census: &Census, charset: &Charset, start: u64, bound: u64) -> Option<u64> {
    let mut sum = start;
    for &(first, second, number) in &census.pairs {
        let cost = charset.cases[usize::from(first)].cost(charset.cases[usize::from(second)]);
        sum += u64::from(cost) * u64::from(number);
        if sum > bound {
            return None;
        }
    }
    Some(sum)
}

fn pair_cost(census: &Census, language: usize, symbols: &[u8; 256], start: u64, bound: u64) -> Option<u64> {
    let model = MODELS.get(language)?;
    let mut sum = start;
    for &(first, second, number) in &census.pairs {
        let cost = model.cost(symbols[usize::from(first)], symbols[usize::from(second)]);
        sum += u64::from(cost) * u64::from(number);
        if sum > bound {
            return None;
        }
    }
    Some(sum)
}

/// What each language has against it, from the ASCII text nearby and from what the page says.
fn language_penalties(census: &Census, declared: Option<&str>) -> Vec<u64> {
    let around: u64 = census.ascii.iter().map(|&(_, _, number)| u64::from(number)).sum();
    let amid_latin = around > census.high * LATIN_AROUND;
    let undeclared = |model: &Model| declared.is_some_and(|code| !code.starts_with(model.code));
    let penalty = |(model, foreign): (&Model, u64)| {
        let foreign = if amid_latin && !model.is_latin() { MOST_FOR_LANGUAGE } else { foreign.min(MOST_FOR_LANGUAGE) };
        foreign + if undeclared(model) { LANGUAGE_DECLARED } else { 0 }
    };
    MODELS.iter().zip(foreignness(census)).map(penalty).collect()
}

/// How much worse than the best of them each language explains the ASCII text nearby. Of a language in another
/// script it says nothing.
pub fn foreignness(census: &Census) -> Vec<u64> {
    let cost = |model: &Model| -> u64 {
        let blank = model.symbol(' ');
        let mut letters = [blank; 26];
        for (letter, symbol) in ('a'..='z').zip(&mut letters) {
            *symbol = model.symbol(letter);
        }
        let symbol = |byte: u8| letters.get(usize::from(byte.wrapping_sub(b'a'))).copied().unwrap_or(blank);
        let cost = |&(first, second, number): &(u8, u8, u32)| {
            u64::from(model.cost(symbol(first), symbol(second))) * u64::from(number)
        };
        census.ascii.iter().map(cost).sum()
    };
    let costs: Vec<Option<u64>> = MODELS.iter().map(|model| model.is_latin().then(|| cost(model))).collect();
    let least = costs.iter().flatten().min().copied().unwrap_or(0);
    costs.into_iter().map(|cost| cost.map_or(0, |cost| cost - least)).collect()
}
