//! How likely a piece of text is in the language that suits it best.

use super::charsets::Case;
use super::models::{Cost, MODELS, Model, fold};

/// The cost of some pieces of text taken together, in the best of all languages. Each stands between blanks.
pub fn least_cost<'a>(pieces: impl Iterator<Item = &'a str> + Clone) -> u64 {
    let cases: u64 = pieces.clone().map(case_cost).sum();
    let costs = MODELS.iter().map(|model| pieces.clone().map(|piece| cost(piece, model)).sum::<u64>());
    cases + costs.min().unwrap_or(0)
}

/// The cost of a piece of text in one language, letter case aside.
pub fn cost(piece: &str, model: &Model) -> u64 {
    let blank = model.symbol(' ');
    let mut before = blank;
    let mut sum: Cost = 0;
    for char in piece.chars() {
        let symbol = model.symbol(fold(char));
        sum += model.cost(before, symbol);
        before = symbol;
    }
    u64::from(sum + model.cost(before, blank))
}

/// What the letter case of a piece of text costs. After two capitals a small letter is as odd as the reverse.
pub fn case_cost(piece: &str) -> u64 {
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
