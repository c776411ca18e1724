//! A line of names → each by itself. Words that part names in one language stand inside of last names in another.

use super::bodies;
use super::words::WORDS;

/// What parts names beside the words for "and".
const SIGNS: [char; 6] = [',', ';', '&', '/', '+', '、'];

/// What may be one name.
pub struct Part {
    /// Its words, a blank between them.
    pub text: String,
    /// Does a comma stand before it?
    pub behind_comma: bool,
}

/// Cut at commas, ampersands and the words for "and".
pub fn parts(line: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut behind_comma = false;
    for piece in line.split_inclusive(SIGNS) {
        let words: Vec<&str> = piece.trim_end_matches(SIGNS).split_whitespace().collect();
        let mut part: Vec<&str> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            if is_and(word) && part.len() > 1 && !is_joint(&words, at) {
                parts.push(Part { text: part.join(" "), behind_comma });
                behind_comma = false;
                part.clear();
            } else if !(part.is_empty() && is_and(word)) {
                part.push(word);
            }
        }
        parts.push(Part { text: part.join(" "), behind_comma });
        behind_comma = piece.ends_with(',');
    }
    parts
}

/// A word for "and"? Where names are in capitals, it is too.
fn is_and(word: &str) -> bool {
    let is_shouted = || word.chars().all(char::is_uppercase) && word.chars().nth(1).is_some();
    WORDS.and.contains(word) || is_shouted() && WORDS.and.contains(&word.to_lowercase())
}

/// Does a word for "and" stand inside of a name: between particles ("von und zu"), or before nothing but one more last
/// name, of somebody who has two names already?
fn is_joint(words: &[&str], at: usize) -> bool {
    let near = |at: usize| words.get(at).copied().unwrap_or_default();
    let (before, behind) = (near(at.wrapping_sub(1)), near(at + 1));
    let is_last_name = |word: &str| {
        word.starts_with(char::is_uppercase) && !WORDS.roles.contains(&word.to_lowercase()) && !bodies::stands_in(word)
    };
    is_and(near(at))
        && (is_particle(before) && is_particle(behind)
            || at > 1
                && WORDS.joints.contains(near(at))
                && is_last_name(behind)
                && words.get(at + 2).is_none_or(|next| is_and(next)))
}

/// Written as names are: with capitals, but for particles; one word may be anything.
pub fn is_proper(name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    let fits = |(at, word): (usize, &&str)| {
        let is_inside = at + 1 < words.len();
        let is_small = is_inside && is_particle(word) || is_elided(word) || is_joint(&words, at);
        is_small || !word.starts_with(char::is_lowercase)
    };
    words.len() == 1 || words.iter().enumerate().all(fits)
}

/// A word that is written small inside of names?
pub fn is_particle(word: &str) -> bool {
    WORDS.particles.contains(word)
}

/// A particle and a name in one word: "d’Ornano", "dell’Aquila".
fn is_elided(word: &str) -> bool {
    const LONGEST: usize = 4;
    word.split_once(['’', '\''])
        .is_some_and(|(particle, name)| (1..=LONGEST).contains(&particle.len()) && name.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_or_two() {
        let cases: [(&str, &[&str]); 8] = [
            ("Ann Reed, Tom Hale and Jo Byrd", &["Ann Reed", "Tom Hale", "Jo Byrd"]),
            ("Ana Costa e Silva", &["Ana Costa e Silva"]),
            ("Ana Costa e Silva e Rui Melo", &["Ana Costa e Silva", "Rui Melo"]),
            ("Ana Costa e Rui Melo", &["Ana Costa", "Rui Melo"]),
            ("Juan Ramón y Gil", &["Juan Ramón y Gil"]),
            ("Juan Ramón y Redacción", &["Juan Ramón", "Redacción"]),
            ("Carl von und zu Hohn und Jana Fels", &["Carl von und zu Hohn", "Jana Fels"]),
            ("Anna Rossi ed Elena", &["Anna Rossi", "Elena"]),
        ];
        for (line, names) in cases {
            let found: Vec<String> = parts(line).into_iter().map(|part| part.text).collect();
            assert_eq!(found, names, "{line}");
        }
    }

    #[test]
    fn capitals() {
        for name in ["Ana d’Ornano", "Nico dell'Orto", "Ana de los Ríos", "Ana Costa e Silva", "jwood"] {
            assert!(is_proper(name), "{name}");
        }
        for name in ["Ana e Rui", "Ann with tea", "We don't Know", "Ann y"] {
            assert!(!is_proper(name), "{name}");
        }
    }
}
