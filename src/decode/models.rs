//! Character models of the languages: what it costs that one character follows another.
//!
//! Made by `models/make.py`; `models/README.md` says from what. Costs are in sixths of a nat (`-ln p * 6`).

use std::sync::LazyLock;

/// A cost: the higher, the less likely.
pub type Cost = u32;
/// Costs in one nat.
pub const NAT: Cost = 6;

/// What stands for a character that a model does not know. Each costs the same after any symbol.
const OTHER_LETTER: Cost = 13 * NAT;
const FOREIGN_LETTER: Cost = 15 * NAT;
const RARE_SIGN: Cost = 13 * NAT;
const NO_TEXT: Cost = 18 * NAT;
const UNKNOWN: [Cost; 4] = [OTHER_LETTER, FOREIGN_LETTER, RARE_SIGN, NO_TEXT];

/// Which ASCII letter it is says nothing in a language of another script, but has to be paid for.
const ANY_ASCII_LETTER: Cost = 3 * NAT;

/// Up to and with Cyrillic.
const NEAR: u32 = 0x530;

/// The model of one language.
pub struct Model {
    /// ISO 639-1 code.
    pub code: &'static str,
    latin: bool,
    /// Sorted by character.
    symbols: Vec<(char, u8)>,
    /// The symbols of the first characters of Unicode, at once.
    near: Vec<u8>,
    width: usize,
    costs: Vec<u8>,
}

impl Model {
    fn parse(code: &'static str, text: &'static str) -> Self {
        let mut lines = text.lines();
        let alphabet: Vec<char> = lines.next().unwrap_or_default().chars().collect();
        let latin = alphabet.contains(&'b');
        let known = alphabet.len();
        let width = known + UNKNOWN.len();
        let mut rows: Vec<Vec<u8>> =
            lines.map(|line| line.bytes().map(|byte| byte.saturating_sub(b'!')).collect()).collect();
        let after_blank = rows.first().cloned().unwrap_or_default();
        rows.resize(width, after_blank);
        let mut costs = Vec::with_capacity(width * width);
        for row in &rows {
            let cell = |at: usize| row.get(at).copied().unwrap_or(NO_TEXT as u8);
            let ascii = |at: usize| if !latin && alphabet.get(at) == Some(&'a') { ANY_ASCII_LETTER as u8 } else { 0 };
            costs.extend((0..known).map(|at| cell(at) + ascii(at)));
            costs.extend(UNKNOWN.map(|cost| cost as u8));
        }
        let mut symbols: Vec<(char, u8)> = alphabet.into_iter().zip(0..).collect();
        symbols.sort_unstable();
        let mut near: Vec<u8> = UNKNOWN_NEAR[usize::from(latin)].iter().map(|kind| known as u8 + kind).collect();
        for (symbol, number) in &symbols {
            if let Some(slot) = near.get_mut(*symbol as usize) {
                *slot = *number;
            }
        }
        if !latin {
            let letter = near[usize::from(b'a')];
            near[usize::from(b'a')..=usize::from(b'z')].fill(letter);
        }
        Self { code, latin, symbols, near, width, costs }
    }

    /// Is it written in the Latin script?
    pub fn is_latin(&self) -> bool {
        self.latin
    }

    /// The symbol of a folded character (see [`fold`]).
    pub fn symbol(&self, char: char) -> u8 {
        self.near.get(char as usize).copied().unwrap_or_else(|| self.find(char))
    }

    fn find(&self, char: char) -> u8 {
        let char = if !self.latin && char.is_ascii_lowercase() { 'a' } else { char };
        match self.symbols.binary_search_by_key(&char, |&(symbol, _)| symbol) {
            Ok(at) => self.symbols.get(at).map_or(0, |&(_, number)| number),
            Err(_) => (self.width - UNKNOWN.len()) as u8 + unknown(char, self.latin),
        }
    }

    /// What it costs that `second` follows `first`.
    pub fn cost(&self, first: u8, second: u8) -> Cost {
        self.costs.get(usize::from(first) * self.width + usize::from(second)).map_or(NO_TEXT, |&cost| Cost::from(cost))
    }
}

/// Which of the unknown a character is in a language of the Latin script or of another.
fn unknown(char: char, latin: bool) -> u8 {
    match char {
        '\u{1f000}'..='\u{1faff}' => 2,
        '\u{80}'..='\u{9f}' | '\0'..='\u{1f}' | '\u{7f}' | '¤' => 3,
        '\u{300}'..='\u{36f}' | '\u{2e80}'..='\u{d7ff}' | '\u{e000}'..='\u{f8ff}' | '\u{fff0}'.. => 3,
        _ if !char.is_alphabetic() => 2,
        _ if is_latin(char) == latin => 0,
        _ => 1,
    }
}

/// The same for the first characters of Unicode at once: in other scripts, in the Latin one.
static UNKNOWN_NEAR: LazyLock<[Vec<u8>; 2]> = LazyLock::new(|| {
    [false, true].map(|latin| (0..NEAR).filter_map(char::from_u32).map(|char| unknown(char, latin)).collect())
});

fn is_latin(char: char) -> bool {
    matches!(char, 'a'..='z' | 'A'..='Z' | '\u{aa}' | '\u{ba}' | '\u{c0}'..='\u{24f}' | '\u{300}'..='\u{36f}' | '\u{1e00}'..='\u{1eff}')
}

/// Letters become small, digits `0`, white space a blank, ASCII punctuation a full stop.
pub fn fold(char: char) -> char {
    match char {
        'a'..='z' => char,
        'A'..='Z' => char.to_ascii_lowercase(),
        '0'..='9' => '0',
        ' ' | '\t' | '\n' | '\r' => ' ',
        '!'..='~' => '.',
        'İ' => 'i',
        _ => char.to_lowercase().next().unwrap_or(char),
    }
}

/// The alphabetic languages.
pub static MODELS: LazyLock<Vec<Model>> =
    LazyLock::new(|| SOURCES.iter().map(|(code, text)| Model::parse(code, text)).collect());

macro_rules! sources {
    ($($code:literal)*) => { [$(($code, include_str!(concat!("models/", $code, ".txt")))),*] };
}

const SOURCES: [(&str, &str); 46] = sources!["ar" "be" "bg" "br" "ca" "cs" "cy" "da" "de" "el" "en" "eo" "es" "et"
    "eu" "fa" "fi" "fr" "ga" "gl" "he" "hr" "hu" "is" "it" "lt" "lv" "mk" "mt" "nb" "nl" "oc" "pl" "pt" "ro" "ru" "se"
    "sk" "sl" "sq" "sr" "sv" "th" "tr" "uk" "vi"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_model_is_a_whole_matrix() {
        for (code, text) in SOURCES {
            let symbols = text.lines().next().unwrap().chars().count();
            assert!(text.lines().skip(1).all(|row| row.len() == symbols && row.is_ascii()), "{code}");
            assert_eq!(text.lines().count(), symbols + 1, "{code}");
        }
        assert!(SOURCES.is_sorted());
    }

    #[test]
    fn near_characters_are_those_that_are_found() {
        for model in MODELS.iter() {
            assert!(
                (0..NEAR).filter_map(char::from_u32).all(|char| model.symbol(char) == model.find(char)),
                "{}",
                model.code
            );
        }
    }

    #[test]
    fn a_sentence_is_likeliest_in_its_own_language() {
        let cost = |code: &str, text: &str| -> Cost {
            let model = MODELS.iter().find(|model| model.code == code).unwrap();
            let symbols: Vec<u8> = text.chars().map(|char| model.symbol(fold(char))).collect();
            symbols.windows(2).map(|pair| model.cost(pair[0], pair[1])).sum()
        };
        let sentence = " Der Fährmann wartete noch lange am anderen Ufer. ";
        assert!(["en", "fr", "cs", "ru"].iter().all(|other| cost("de", sentence) < cost(other, sentence)));
    }
}
