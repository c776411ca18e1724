//! The frequent characters of Chinese, Japanese and Korean: in a text that is read rightly nearly every
//! character is one of them, in one that is read wrongly hardly any.

use std::sync::LazyLock;

/// Most frequent first, one list a language; made by `models/make.py`.
const SOURCES: [&str; 4] = [
    include_str!("models/zh-hans.txt"),
    include_str!("models/zh-hant.txt"),
    include_str!("models/ja.txt"),
    include_str!("models/ko.txt"),
];

static FREQUENT: LazyLock<[Vec<char>; 4]> = LazyLock::new(|| {
    SOURCES.map(|list| {
        let mut chars: Vec<char> = list.chars().filter(|char| !char.is_control()).collect();
        chars.sort_unstable();
        chars
    })
});

/// How many characters of a text there are in all (ASCII aside), and how many are frequent ones in the language
/// that fits best.
pub fn frequent(chars: impl Iterator<Item = char>) -> (usize, usize) {
    let (mut all, mut kana, mut hits) = (0, 0, [0usize; 4]);
    for char in chars.filter(|char| !char.is_ascii()) {
        all += 1;
        kana += usize::from(matches!(
            char,
            '\u{3001}' | '\u{3002}' | '\u{3041}'..='\u{30ff}' | '\u{ff01}' | '\u{ff0c}' | '\u{ff1f}'
        ));
        for (list, hits) in FREQUENT.iter().zip(&mut hits) {
            *hits += usize::from(char >= '\u{3100}' && list.binary_search(&char).is_ok());
        }
    }
    (all, kana + hits.into_iter().max().unwrap_or(0))
}
