//! A number with a word behind it ("2012and", "10kmfrom"). Ordinals, units and model names have a number before
//! letters too, so the word must be a function word of three letters.

use crate::repair::lists::Tongue;
use crate::repair::words::Part;

/// Units that stand right behind their number.
const UNITS: &[&str] =
    &["GB", "MB", "TB", "cm", "ft", "kg", "km", "kmh", "lb", "lbs", "mg", "ml", "mm", "mph", "m", "g"];
/// Fewest letters of the word: `42nd`, `5pm`, `3in` have two.
const FEWEST: usize = 3;
/// Confidence of such a join.
const CONFIDENCE: f32 = 0.88;

/// Where the token comes apart, if it does.
pub fn part(token: &str, tongue: Tongue) -> Option<Part> {
    let digits = token.bytes().take_while(u8::is_ascii_digit).count();
    let rest = token.get(digits..)?;
    let is_word = |word: &str| {
        word.chars().count() >= FEWEST && word.chars().all(char::is_lowercase) && tongue.is_own_function_word(word)
    };
    let units = UNITS.iter().filter_map(|unit| rest.strip_prefix(unit)).find(|word| is_word(word));
    let word = if is_word(rest) { rest } else { units? };
    Some(Part { at: token.len() - word.len(), rule: "word-join", confidence: CONFIDENCE })
}
