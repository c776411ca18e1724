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
    (WINDOWS_1250, 3, CENTRAL),
    (WINDOWS_1251, 3, CYRILLIC),
    (WINDOWS_1253, 3, "el"),
    (WINDOWS_1254, 3, "tr"),
    (WINDOWS_1255, 3, "he"),
    (WINDOWS_1256, 3, "ar fa"),
    (WINDOWS_1257, 3, "lt lv et"),
    (WINDOWS_1258, 3, "vi"),
    (WINDOWS_874, 3, "th"),
    (ISO_8859_2, 3, CENTRAL),
    (ISO_8859_3, 5, "mt eo tr"),
    (ISO_8859_4, 5, "lv lt et se"),
    (ISO_8859_5, 4, CYRILLIC),
    (ISO_8859_6, 4, "ar"),
    (ISO_8859_7, 3, "el"),
    (ISO_8859_8_I, 4, "he"),
    (ISO_8859_10, 6, "se is et lt"),
    (ISO_8859_13, 5, "lt lv et pl"),
    (ISO_8859_14, 6, "cy ga br"),
    (ISO_8859_15, 4, WESTERN),
    (ISO_8859_16, 6, "ro pl hu hr sl sq"),
    (KOI8_R, 3, "ru bg"),
    (KOI8_U, 3, "uk ru be"),
    (IBM866, 4, "ru uk be bg"),
    (MACINTOSH, 5, WESTERN),
    (X_MAC_CYRILLIC, 5, CYRILLIC),
];
