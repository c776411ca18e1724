//! Boxes that stand in a text and are none of it go whole: the sign-up of a newsletter. The model judges block by block and
//! leaves headings and sentences that speak to any reader.

use super::model::page::Page;
use super::together::blocks_of;
use crate::article::{Element, Span};
use crate::extract::html::hints::Hints;
use crate::extract::html::tags::Tag;

/// A box has no more blocks, and no more words.
const MOST_BLOCKS: usize = 12;
const MOST_WORDS: f32 = 80.0;

/// Let all go that stands with the form of a newsletter, if the form itself went. The title stays, and so do goods
/// to subscribe to.
pub fn let_go(page: &Page, keep: &mut [bool]) {
    let (newsletter, goods) = (Hints::named(&["newsletter"]), Hints::named(&["shop"]));
    let is_named = |element: &Element| element.hints.meets(newsletter) && !element.hints.meets(goods);
    let elements = &page.extracted.elements;
    let forms = elements.iter().filter(|element| element.tag == Tag::Form);
    let is_cut = |blocks: &Span| !blocks.is_empty() && !keep[blocks.clone()].contains(&true);
    let asked: Vec<Span> = forms.map(blocks_of).filter(is_cut).collect();
    for element in elements.iter().skip(1).filter(|element| is_named(element) && is_box(page, element)) {
        let blocks = blocks_of(element);
        let next = asked.partition_point(|form| form.start < blocks.start);
        let asks = asked.get(next).is_some_and(|form| form.end <= blocks.end);
        if asks {
            keep[blocks].fill(false);
        }
    }
}

/// Is an element small enough to be beside the text, and not around its title?
fn is_box(page: &Page, element: &Element) -> bool {
    let blocks = blocks_of(element);
    let is_titled = page.title.is_some_and(|title| blocks.contains(&title));
    !is_titled
        && (1..=MOST_BLOCKS).contains(&blocks.len())
        && page.stats[blocks].iter().map(|stats| stats.words).sum::<f32>() <= MOST_WORDS
}

#[cfg(test)]
mod tests {
    use super::super::together::tests::stay;
    use super::*;

    fn left(html: &str) -> Vec<String> {
        stay(html, &["kept"], 1.0, |page, _, keep| let_go(page, keep))
    }

    #[test]
    fn sign_ups_go_whole() {
        let sign_up = |class: &str, field: &str| {
            format!(
                "<p>kept text<div class={class}><h3>kept: Sign up</h3><p>kept: It is free.</p>{field}</div><p>kept end"
            )
        };
        let form = "<form><button>Send</button></form>";
        assert_eq!(left(&sign_up("newsletter-box", form)), ["kept text", "kept end"]);
        assert_eq!(left(&sign_up("ferry-box", form)).len(), 4);
        assert_eq!(left(&sign_up("'product subscription'", form)).len(), 4);
        assert_eq!(left(&sign_up("newsletter-box", "<p>Send</p>")).len(), 4);
        let letter = format!("<p>kept: {}", "the ferry sails at noon ".repeat(20));
        assert_eq!(left(&sign_up("newsletter-box", &format!("{letter}{form}"))).len(), 5);
    }
}
