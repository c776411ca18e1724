//! Cards, posts and other units of a list → what stands at one place in each of them, as titles, names and prices do, stays
//! in all of them if it does in most.
//!
//! (The program out of fold on 1,213 training pages: F1 86.65 → 86.66, collections 67.78 → 67.92, CleanEval and L3S as before.
//! To cut what stays in few of them scores more, but of posts whose neighbours are short it takes the text. Not to count what has
//! been met before, as the name of who posts again, brings back buttons: 86.72 → 86.70.)

use foldhash::{HashMap, HashSet};

use super::{Page, blocks_of};
use crate::article::Span;

/// Units whose blocks are compared.
const FEWEST: u32 = 3;
/// So many in ten of the blocks at one place stay by themselves.
const MOST_IN_TEN: u32 = 6;
/// What is less likely content than this goes in any case.
const LEAST: f32 = 0.15;
/// So likely is what stays of units of which nothing did, and it stands nowhere else: the short reply among long ones.
const LEAST_OF_WHOLE: f32 = 0.3;
/// More words that stand elsewhere too are a quotation, or the text of an advertisement.
const WORDS_MET_BEFORE: f32 = 8.0;

/// How many blocks stand at one place, and how many of them stay.
#[derive(Default)]
struct Votes {
    all: u32,
    kept: u32,
}

/// Keep the rest of what stays in most units.
pub fn hold(page: &Page, chances: &[f32], keep: &mut [bool]) {
    let mut places: HashMap<(u32, u32), Votes> = HashMap::default();
    for (place, block) in units(page).flat_map(|unit| places_in(page, unit)) {
        let votes = places.entry(place).or_default();
        votes.all += 1;
        votes.kept += u32::from(keep[block]);
    }
    let is_most = |votes: &Votes| votes.all >= FEWEST && votes.kept * 10 >= votes.all * MOST_IN_TEN;
    let torn = places.into_iter().filter(|(_, votes)| votes.kept < votes.all && is_most(votes));
    let most: HashSet<(u32, u32)> = torn.map(|(place, _)| place).collect();
    if most.is_empty() {
        return;
    }
    let may_stay = |block: usize, goes_whole: bool| {
        let may_repeat = !goes_whole && page.stats[block].words <= WORDS_MET_BEFORE;
        let least = if goes_whole { LEAST_OF_WHOLE } else { LEAST };
        (may_repeat || !page.repeated[block]) && chances[block] >= least && !page.extracted.blocks[block].hidden
    };
    for (list, blocks) in units(page) {
        let goes_whole = !keep[blocks.clone()].contains(&true);
        let places = places_in(page, (list, blocks));
        let stay = places.filter(|(place, block)| most.contains(place) && may_stay(*block, goes_whole));
        stay.for_each(|(_, block)| keep[block] = true);
    }
}

/// All units: the number of their list, and their blocks.
fn units(page: &Page) -> impl Iterator<Item = (u32, Span)> {
    let elements = &page.extracted.elements;
    page.units.all(elements).map(|(unit, list)| (list, blocks_of(&elements[unit])))
}

/// The blocks of a unit that are in none inside of it, each with its place: its list and its make.
fn places_in(page: &Page, (list, blocks): (u32, Span)) -> impl Iterator<Item = ((u32, u32), usize)> {
    let innermost = move |block: &usize| page.units.number(page.extracted.blocks[*block].element, 0) == list;
    blocks.filter(innermost).map(move |block| ((list, page.kin.number(block)), block))
}

#[cfg(test)]
mod tests {
    use super::super::tests::stay;
    use super::hold;

    fn held(html: &str, kept: &[&str], chance: f32) -> Vec<String> {
        stay(html, kept, chance, hold)
    }

    fn cards(titles: [&str; 4]) -> String {
        let card =
            |title: &str| format!("<div class=card><a href=x>{title}</a><p>text: the ferry left at noon</p></div>");
        titles.map(card).concat()
    }

    #[test]
    fn titles_stay_in_all_cards() {
        let page = cards(["kept Ann", "kept Ben", "Cid", "kept Dan"]);
        assert_eq!(held(&page, &["kept", "text"], 0.4).len(), 8);
        assert_eq!(held(&page, &["kept", "text"], 0.1).len(), 7);
        assert_eq!(held(&cards(["kept Ann", "Ben", "Cid", "kept Dan"]), &["kept", "text"], 0.4).len(), 6);
    }

    #[test]
    fn a_card_of_which_nothing_stays_must_be_likelier() {
        let page = cards(["kept Ann", "kept Ben", "Cid", "kept Dan"]);
        assert_eq!(held(&page, &["kept"], 0.2).len(), 3);
        assert_eq!(held(&page, &["kept"], 0.4).len(), 4);
    }

    #[test]
    fn prices_may_be_the_same_and_long_texts_may_not() {
        let row = |name: &str, behind: &str| format!("<div class=row><b>kept {name}</b><p>{behind}</p></div>");
        let page = |behind: &str| {
            let first = ["Ann", "Ben", "Cid"].map(|name| row(name, &format!("kept {name} {behind}"))).concat();
            format!("<p>{behind}</p>{first}{}", row("Dan", behind))
        };
        assert_eq!(held(&page("9.50"), &["kept"], 0.4).len(), 8);
        let text = "nobody could say why the ferry left at noon on this day";
        assert_eq!(held(&page(text), &["kept"], 0.4).len(), 7);
    }
}
