//! The kept text → the language it is in, and how surely.

use std::ops::RangeInclusive;

use crate::article::{Extracted, Role};
use crate::judge::{Judged, kept_blocks};
use crate::languages;

/// Blocks that are asked; more only take time.
const ASKED: usize = 32;
/// Shorter ones say little.
const SHORTEST: usize = 40;

/// A language and the share of the text, in bytes, that is in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spoken {
    /// ISO 639-1.
    pub code: &'static str,
    /// 0 to 1.
    pub share: f32,
}

/// The language of most of the kept text, if it is one that is known.
pub fn detect(extracted: &Extracted, judged: &Judged) -> Option<Spoken> {
    let kept = kept_blocks(extracted.blocks.len(), &judged.verdicts);
    let blocks = extracted.blocks.iter().zip(kept).filter(|(block, kept)| *kept && block.role != Role::Code);
    let texts = blocks.filter_map(|(block, _)| extracted.text.get(block.span.clone()));
    of(texts.filter(|text| text.len() >= SHORTEST))
}

/// The language of most of these texts.
pub fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Spoken> {
    let (mut all, mut found): (usize, Vec<(&'static str, usize)>) = (0, Vec::new());
    let mut last: Option<&'static languages::Language> = None;
    for text in texts.take(ASKED) {
        all += text.len();
        let mut by_words = || {
            let same = last.filter(|language| languages::is_surely(text, language));
            let language = same.or_else(|| languages::detect(text))?;
            last = Some(language);
            Some(language.code)
        };
        let Some(code) = by_script(text).or_else(&mut by_words) else { continue };
        match found.iter_mut().find(|(known, _)| *known == code) {
            Some((_, bytes)) => *bytes += text.len(),
            None => found.push((code, text.len())),
        }
    }
    let (code, bytes) = found.into_iter().max_by_key(|(_, bytes)| *bytes)?;
    Some(Spoken { code, share: bytes as f32 / all.max(1) as f32 })
}

/// Languages by the letters that all or nearly all texts are in which are written with them.
const SCRIPTS: [(&str, RangeInclusive<char>); 6] = [
    ("ko", '\u{ac00}'..='\u{d7a3}'),
    ("el", '\u{370}'..='\u{3ff}'),
    ("he", '\u{5d0}'..='\u{5ea}'),
    ("ar", '\u{620}'..='\u{64a}'),
    ("th", '\u{e01}'..='\u{e4d}'),
    ("hi", '\u{904}'..='\u{95f}'),
];

/// Letters of those scripts that other languages use: Persian, Urdu and Kurdish, Yiddish.
const OF_OTHERS: [(&str, &[char]); 2] =
    [("ar", &['پ', 'چ', 'گ', 'ژ', 'ٹ', 'ڈ', 'ے', 'ی', 'ک', 'ڕ', 'ێ', 'ڵ', 'ۆ']), ("he", &['װ', 'ײ'])];

/// Words that tell Hindi from Marathi and Nepali.
const HINDI: [&str; 2] = ["है", "में"];

/// A language that has a script of its own.
fn by_script(text: &str) -> Option<&'static str> {
    const LOOKED_AT: usize = 120;
    if text.is_ascii() {
        return None;
    }
    let (mut letters, mut kana, mut han) = (0, 0, 0);
    let mut others = [0; SCRIPTS.len()];
    for char in text.chars().filter(|char| char.is_alphabetic()).take(LOOKED_AT) {
        letters += 1;
        match char {
            '\u{3040}'..='\u{30ff}' => kana += 1,
            '\u{4e00}'..='\u{9fff}' => han += 1,
            _ => {
                let script = SCRIPTS.iter().position(|(_, letters)| letters.contains(&char));
                script.into_iter().for_each(|at| others[at] += 1);
            }
        }
    }
    let most = |count: i32| count > 0 && 2 * count > letters;
    if most(kana + han) {
        return Some(if kana * 10 > kana + han { "ja" } else { "zh" });
    }
    let ((code, _), _) = SCRIPTS.iter().zip(others).find(|(_, count)| most(*count))?;
    let is_other = OF_OTHERS.iter().any(|(own, letters)| own == code && text.contains(*letters));
    let is_own = *code != "hi" || HINDI.iter().any(|word| text.contains(word));
    (is_own && !is_other).then_some(*code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts() {
        assert_eq!(by_script("きょうは天気がいい"), Some("ja"));
        assert_eq!(by_script("今天天气很好"), Some("zh"));
        assert_eq!(by_script("오늘 날씨가 좋다"), Some("ko"));
        assert_eq!(by_script("Ο καιρός είναι καλός σήμερα"), Some("el"));
        assert_eq!(by_script("مزج الطقس جميل اليوم"), Some("ar"));
        assert_eq!(by_script("מזג האוויר יפה היום"), Some("he"));
        assert_eq!(by_script("วันนี้อากาศดี"), Some("th"));
        assert_eq!(by_script("आज मौसम अच्छा है"), Some("hi"));
        for text in
            ["The weather is fine", "هوا امروز خوب است، گفت پدر", "मराठी ही माझी भाषा आहे, शाळा", "π is a number"]
        {
            assert_eq!(by_script(text), None, "{text}");
        }
    }
}
