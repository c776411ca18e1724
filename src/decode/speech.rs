//! How likely some pieces of text are in the language that suits them best.

use super::charsets::Case;
use super::models::{Cost, MODELS, Model, fold};

/// Pieces of text, ready to be weighed in many languages. Each stands between blanks.
#[derive(Default)]
pub struct Speech {
    folded: Vec<char>,
    cases: u64,
}

impl Speech {
    /// The pieces, one after the other.
    pub fn of<'a>(pieces: impl Iterator<Item = &'a str>) -> Self {
        let mut speech = Self::default();
        for piece in pieces {
            speech.cases += case_cost(piece);
            speech.folded.push(' ');
            speech.folded.extend(piece.chars().map(fold));
        }
        speech.folded.push(' ');
        speech
    }

    /// The cost in the best of all languages.
    pub fn least_cost(&self) -> u64 {
        let least = MODELS.iter().fold(Cost::MAX, |least, model| self.cost(model, least).unwrap_or(least));
        self.cases + u64::from(least)
    }

    /// The cost in one language, letter case aside, if it is less than `limit`.
    fn cost(&self, model: &Model, limit: Cost) -> Option<Cost> {
        let mut before = model.symbol(' ');
        let mut sum: Cost = 0;
        for &char in &self.folded {
            let symbol = model.symbol(char);
            sum = sum.saturating_add(model.cost(before, symbol));
            if sum >= limit {
                return None;
            }
            before = symbol;
        }
        Some(sum)
    }
}

/// What the letter case of a piece of text costs. After two capitals a small letter is as odd as the reverse.
fn case_cost(piece: &str) -> u64 {
    let (mut before, mut last) = (Case::None, Case::None);
    let mut sum: Cost = 0;
    for char in piece.chars() {
        let case = Case::of(char);
        let odd = (before, last, case) == (Case::Capital, Case::Capital, Case::Small);
        sum += if odd { Case::Small.cost(Case::Capital) } else { last.cost(case) };
        (before, last) = (last, case);
    }
    u64::from(sum)
}
