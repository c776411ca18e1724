//! The one-byte charsets of the web, and the languages that were written in each.

use std::sync::LazyLock;

use encoding_rs::*;

use super::models::{Cost, MODELS, NAT, fold};

/// A one-byte charset as the statistics see it.
pub struct Charset {
    /// The charset.
    pub encoding: &'static Encoding,
    /// How much rarer it is than windows-1252, as a cost.
    pub rarity: Cost,
    /// The character of each byte.
    pub chars: [char; 256],
    /// Small, capital or neither, of each byte.
    pub cases: [Case; 256],
    /// Per language: its place in `MODELS`, and the symbol of each byte.
    pub languages: Vec<(usize, [u8; 256])>,
}

/// What case a character has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// No letter, or of a script without cases.
    None,
    /// A small letter.
    Small,
    /// A capital letter.
    Capital,
}

impl Case {
    /// Of a character.
    pub fn of(char: char) -> Self {
        match char {
            _ if char.is_lowercase() && !matches!(char, 'ª' | 'º') => Self::Small,
            _ if char.is_uppercase() => Self::Capital,
            _ => Self::None,
        }
    }

    /// What it costs that a character of one case follows one of another: a capital hardly ever follows a
    /// small letter.
    pub fn cost(self, next: Self) -> Cost {
        match (self, next) {
            (Self::Small, Self::Capital) => 6 * NAT,
            (Self::None, Self::Capital) => 9,
            (Self::Capital, Self::Capital) => 9,
            (Self::Capital, Self::Small) => 3,
            (Self::None, Self::Small) => 1,
            _ => 0,
        }
    }
}

/// All of them, made at the first use.
pub static CHARSETS: LazyLock<Vec<Charset>> = LazyLock::new(|| TABLE.iter().map(charset).collect());

fn charset(&(encoding, rarity, codes): &(&'static Encoding, Cost, &str)) -> Charset {
    let mut chars = ['\0'; 256];
    for (byte, place) in (0..=u8::MAX).zip(&mut chars) {
        *place = encoding.decode_without_bom_handling(&[byte]).0.chars().next().unwrap_or('\u{fffd}');
    }
    let languages = codes.split(' ').filter_map(|code| {
        let at = MODELS.iter().position(|model| model.code == code)?;
        let model = MODELS.get(at)?;
        Some((at, chars.map(|char| model.symbol(fold(char)))))
    });
    Charset { encoding, rarity: rarity * NAT, cases: chars.map(Case::of), languages: languages.collect(), chars }
}

const WESTERN: &str = "en fr de es pt it nl sv da nb fi is ca gl eu oc br ga sq et";
const CENTRAL: &str = "pl cs sk hu sl hr ro sq de en";
const CYRILLIC: &str = "ru bg uk sr mk be";

/// Charset, rarity in nats, languages.
const TABLE: [(&Encoding, Cost, &str); 27] = [
    (WINDOWS_1252, 0, WESTERN),
    (WINDOWS_1250, 1, CENTRAL),
    (WINDOWS_1251, 0, CYRILLIC),
    (WINDOWS_1253, 1, "el"),
    (WINDOWS_1254, 1, "tr"),
    (WINDOWS_1255, 1, "he"),
    (WINDOWS_1256, 1, "ar fa"),
    (WINDOWS_1257, 1, "lt lv et"),
    (WINDOWS_1258, 1, "vi"),
    (WINDOWS_874, 1, "th"),
    (ISO_8859_2, 1, CENTRAL),
    (ISO_8859_3, 3, "mt eo tr"),
    (ISO_8859_4, 3, "lv lt et se"),
    (ISO_8859_5, 2, CYRILLIC),
    (ISO_8859_6, 2, "ar"),
    (ISO_8859_7, 1, "el"),
    (ISO_8859_8_I, 2, "he"),
    (ISO_8859_10, 4, "se is et lt"),
    (ISO_8859_13, 3, "lt lv et pl"),
    (ISO_8859_14, 4, "cy ga br"),
    (ISO_8859_15, 2, WESTERN),
    (ISO_8859_16, 4, "ro pl hu hr sl sq"),
    (KOI8_R, 1, "ru bg"),
    (KOI8_U, 1, "uk ru be"),
    (IBM866, 2, "ru uk be bg"),
    (MACINTOSH, 3, WESTERN),
    (X_MAC_CYRILLIC, 3, CYRILLIC),
];
