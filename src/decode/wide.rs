//! The frequent characters of Chinese, Japanese and Korean: in a text that is read rightly most characters are
//! among them, in one that is read wrongly few are. That tells the many-byte charsets apart.

use std::sync::LazyLock;

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GBK, SHIFT_JIS};

/// Most frequent first, one list a language; made by `models/make.py`.
const SOURCES: [(u8, &str); 4] = [
    (SIMPLIFIED, include_str!("models/zh-hans.txt")),
    (TRADITIONAL, include_str!("models/zh-hant.txt")),
    (JAPANESE, include_str!("models/ja.txt")),
    (KOREAN, include_str!("models/ko.txt")),
];
const SIMPLIFIED: u8 = 1;
const TRADITIONAL: u8 = 2;
const JAPANESE: u8 = 4;
const KOREAN: u8 = 8;
const EVERY: u8 = SIMPLIFIED | TRADITIONAL | JAPANESE | KOREAN;

const CHARSETS: [(&Encoding, u8); 5] =
    [(SHIFT_JIS, JAPANESE), (EUC_JP, JAPANESE), (GBK, SIMPLIFIED | TRADITIONAL), (BIG5, TRADITIONAL), (EUC_KR, KOREAN)];

/// Of all characters beyond ASCII, this share in percent must be frequent ones.
const ENOUGH: usize = 45;
/// Of so many characters one may be malformed.
const MALFORMED: usize = 50;
/// They stand together: for so many of them at most one is alone, or borders on an ASCII letter.
const TOGETHER: usize = 3;

/// The languages in which each character of the first plane is frequent.
static FREQUENT: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut table = vec![0; 1 << 16];
    let mut mark = |char: char, languages: u8| {
        if let Some(place) = table.get_mut(char as usize) {
            *place |= languages;
        }
    };
    for (language, list) in SOURCES {
        list.chars().filter(|char| !char.is_ascii()).for_each(|char| mark(char, language));
    }
    ('\u{3041}'..='\u{30fe}').for_each(|char| mark(char, JAPANESE));
    "、。「」，！？：".chars().for_each(|char| mark(char, EVERY));
    table
});

/// How a text is made up, ASCII aside.
#[derive(Default)]
struct Makeup {
    /// Characters by the set of languages they are frequent in.
    sets: [usize; 16],
    malformed: usize,
    /// Borders with ASCII letters.
    borders: usize,
    /// Characters with ASCII on both sides.
    alone: usize,
}

impl Makeup {
    fn of(text: &str) -> Self {
        let table: &[u8] = &FREQUENT;
        let mut makeup = Self::default();
        let (mut before, mut run) = (' ', 0usize);
        for char in text.chars().chain([' ']) {
            if char.is_ascii() {
                makeup.borders += usize::from(char.is_ascii_alphabetic() && run > 0);
                makeup.alone += usize::from(run == 1);
                run = 0;
            } else {
                let languages = table.get(char as usize).copied().unwrap_or(0);
                makeup.sets[usize::from(languages & EVERY)] += 1;
                makeup.borders += usize::from(before.is_ascii_alphabetic());
                makeup.malformed += usize::from(char == char::REPLACEMENT_CHARACTER);
                run += 1;
            }
            before = char;
        }
        makeup
    }

    /// In thousandths, the share of characters that are frequent in the languages, if that makes it a text.
    fn fits(&self, languages: u8, least: usize) -> Option<usize> {
        let all: usize = self.sets.iter().sum();
        let of = |(set, number): (usize, &usize)| if set & usize::from(languages) != 0 { *number } else { 0 };
        let frequent: usize = self.sets.iter().enumerate().map(of).sum();
        let is_text = all >= least
            && frequent * 100 >= all * ENOUGH
            && self.malformed * MALFORMED <= all
            && self.borders.max(self.alone) * TOGETHER <= all;
        is_text.then(|| frequent * 1000 / all)
    }
}

/// The many-byte charset in which the bytes are Chinese, Japanese or Korean, in at least so many characters.
pub fn charset(sample: &[u8], least: usize) -> Option<&'static Encoding> {
    if sample.iter().filter(|byte| !byte.is_ascii()).count() < least {
        return None;
    }
    let readings = CHARSETS.into_iter().filter_map(|(encoding, languages)| {
        let text = encoding.decode_without_bom_handling(sample).0;
        Makeup::of(&text).fits(languages, least).map(|share| (share, encoding))
    });
    readings.max_by_key(|&(share, _)| share).map(|(_, encoding)| encoding)
}

/// Is a text Chinese, Japanese or Korean, of at least so many characters?
pub fn is_text(text: &str, least: usize) -> bool {
    let makeup = Makeup::of(text);
    [SIMPLIFIED, TRADITIONAL, JAPANESE, KOREAN].into_iter().any(|language| makeup.fits(language, least).is_some())
}
