//! Boxes that stand in a text and are none of it go whole: the sign-up of a newsletter. The model judges block by block and
//! leaves headings and sentences that speak to any reader.

use super::model::page::Page;
use super::own::Asked;
use super::rules::{Category, Hit, is_whole};
use super::together::{blocks_of, share_linked};
use crate::article::{Element, Mark, Span};
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

/// A label of a box has no more words.
const LABEL_WORDS: f32 = 6.0;
/// What is below it is links for this share, or it is none of other articles: "Recommended" stands above what a game needs, too. In
/// a list without a box of its own for more: it may be one of works that the text cites.
const LINKED: f64 = 0.15;
const LISTED: f64 = 0.5;

/// What stands in a box that a label opens which rules know as one of related articles, or in a list right below such a label, is
/// husk by that rule: the titles and teasers there are no part of this article. A label that the model has cut is asked about
/// where something below it stays. (Out of fold: articles 95.52 → 95.55, labelled articles 93.14 → 93.28, L3S 95.93 → 96.00.)
pub fn mark_related(page: &Page, asked: &Asked, keep: &[bool], hits: &mut [Vec<Hit>]) {
    let Page { extracted, stats, .. } = page;
    for element in extracted.elements.iter().skip(1).filter(|element| is_box(page, element)) {
        let Span { start, end } = blocks_of(element);
        let (label, least) = match element.tag {
            Tag::Ul | Tag::Ol => (start.checked_sub(1).filter(|label| stands_in(page, *label, element.parent)), LISTED),
            _ => (Some(start), LINKED),
        };
        let is_label = |label: &usize| stats[*label].words <= LABEL_WORDS && page.title != Some(*label);
        let Some(label) = label.filter(|label| is_label(label) && keep[label + 1..end].contains(&true)) else {
            continue;
        };
        let text = extracted.text_of(&extracted.blocks[label]);
        let told = if keep[label] { hits[label].clone() } else { asked.hits(text) };
        let is_linked = share_linked(&extracted.blocks[label + 1..end]) >= least;
        if is_linked && is_related(asked, &told, text) {
            for (hits, block) in hits[label..end].iter_mut().zip(&extracted.blocks[label..end]) {
                *hits = told.iter().take(1).map(|hit| Hit { span: 0..block.span.len(), ..hit.clone() }).collect();
            }
        }
    }
}

/// Bytes that may stand between label and link, and behind it: a colon, an arrow.
const SIGNS: usize = 8;

/// A block that is such a label and links behind it leads to other articles: "Lire aussi Le port s'agrandit". With a colon rules see
/// that themselves; without one only the link tells where the label ends.
pub fn mark_teasers(page: &Page, asked: &Asked, keep: &[bool], hits: &mut [Vec<Hit>]) {
    for (index, block) in page.extracted.blocks.iter().enumerate() {
        if !keep[index] || block.link_bytes == 0 || block.role.is_heading() {
            continue;
        }
        let mut links = page.extracted.inlines_in(&block.span).filter(|inline| matches!(inline.mark, Mark::Link(_)));
        let Some(link) = links.next() else { continue };
        let label = page.extracted.text.get(block.span.start..link.span.start).unwrap_or_default().trim();
        let rest = block.span.len() - (block.link_bytes as usize).min(block.span.len());
        if label.is_empty() || rest > label.len() + SIGNS || label.split_whitespace().count() > LABEL_WORDS as usize {
            continue;
        }
        let told = asked.hits(label);
        if is_related(asked, &told, label) {
            hits[index] = told.into_iter().map(|hit| Hit { span: 0..block.span.len(), ..hit }).collect();
        }
    }
}

/// Is a text a label of related articles through and through, by what the rules told of it?
fn is_related(asked: &Asked, told: &[Hit], text: &str) -> bool {
    is_whole(told, text.len()) && asked.own.first_category(told) == Some(Category::Related)
}

/// Does a block stand right inside of this element, by itself or in a heading or paragraph of its own?
fn stands_in(page: &Page, block: usize, parent: u32) -> bool {
    let own = page.extracted.blocks[block].element;
    let mut around = page.extracted.around(own as usize);
    own == parent || around.any(|(_, element)| element.parent == parent && blocks_of(element) == (block..block + 1))
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
    use super::super::own::Own;
    use super::super::together::tests::stay;
    use super::super::{are_whole, known_husk};
    use super::*;
    use crate::work::Effort;

    fn left(html: &str) -> Vec<String> {
        stay(html, &["kept"], 1.0, |page, _, keep| let_go(page, keep))
    }

    #[test]
    fn related_articles_go_with_their_label() {
        let left = |html: &str| {
            stay(html, &["kept", "Related"], 1.0, |page, _, keep| {
                let (own, effort) = (Own::default(), Effort::endless());
                let asked = own.asked(page.language, &effort);
                let mut hits = known_husk(page.extracted, &asked, |_| true);
                mark_related(page, &asked, keep, &mut hits);
                let husk = are_whole(page.extracted, &hits);
                keep.iter_mut().zip(husk).for_each(|(keep, husk)| *keep &= !husk);
            })
        };
        let boxed = |label: &str, title: &str| {
            format!("<p>kept text<div><h4>{label}</h4><p>{title}<p>kept: in March</div><p>kept end")
        };
        let link = "<a href=x>kept: boats of the harbour</a>";
        assert_eq!(left(&boxed("Related articles", link)), ["kept text", "kept end"]);
        assert_eq!(left(&boxed("kept boats", link)).len(), 5);
        assert_eq!(left(&boxed("Recommended", "kept: 16 GB of memory")).len(), 4);
        let list = |label: &str| format!("<p>kept text{label}<ul><li>{link}<li>{link}</ul><p>kept end");
        assert_eq!(left(&list("<h4>Related articles</h4>")), ["kept text", "kept end"]);
        assert_eq!(left(&list("<p><b>Related articles</b></p>")), ["kept text", "kept end"]);
        assert_eq!(left(&list("<h4>kept</h4>")).len(), 5);
    }

    #[test]
    fn labels_go_with_the_links_behind_them() {
        let left = |line: &str| {
            stay(&format!("<p>kept text{line}<p>kept end"), &["kept"], 1.0, |page, _, keep| {
                let (own, effort) = (Own::default(), Effort::endless());
                let asked = own.asked(page.language, &effort);
                let mut hits = vec![Vec::new(); keep.len()];
                mark_teasers(page, &asked, keep, &mut hits);
                let husk = are_whole(page.extracted, &hits);
                keep.iter_mut().zip(husk).for_each(|(keep, husk)| *keep &= !husk);
            })
            .len()
        };
        assert_eq!(left("<p>Lire aussi <a href=x>kept: le port</a>"), 2);
        assert_eq!(left("<div><span>Leggi anche:</span><a href=x>kept: il porto</a></div>"), 2);
        assert_eq!(left("<p><b>Читайте также</b> → <a href=x>kept: порт</a>"), 2);
        assert_eq!(left("<p>The mayor said <a href=x>kept: the harbour</a>"), 3);
        assert_eq!(left("<p>Lire aussi <a href=x>kept: le port</a>, dit le maire à la fin."), 3);
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
