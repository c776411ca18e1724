//! Pages that are about what is husk elsewhere, such as the rules of a discussion, privacy, or a newsletter: what rules take for husk
//! in them is their text.

use super::model::page::Page;
use super::own::Own;
use super::rules::{Category, Hit};

/// What pages are about. (Teasers and labels empty the cards of any list.)
const SUBJECTS: [Category; 6] = [
    Category::Comments,
    Category::Consent,
    Category::Legal,
    Category::Newsletter,
    Category::Paywall,
    Category::Promotion,
];
/// So many sections that rules would empty make a page one about it.
const FEWEST: usize = 2;
/// A section is emptied if no more than this share of its bytes would be left.
const LEFT: f32 = 0.5;

/// Let all stay of which such sections are, if there are enough of them. (Out of fold no training page comes out otherwise.)
pub fn let_stay(page: &Page, keep: &[bool], own: &Own, hits: &mut [Vec<Hit>]) {
    let subject = |hit: &Hit| own.category(hit.rule).filter(|category| SUBJECTS.contains(category));
    let lost =
        |block: usize| hits[block].iter().filter(|hit| subject(hit).is_some()).map(|hit| hit.span.len()).sum::<usize>();
    let is_emptied = |heading: &usize| hits[*heading].is_empty() && is_emptied(page, *heading, keep, lost);
    let emptied: Vec<usize> = (0..keep.len()).filter(is_emptied).collect();
    if emptied.len() < FEWEST {
        return;
    }
    let sections = emptied.iter().map(|heading| heading + 1..page.section_ends[*heading]);
    let of_section = sections.flat_map(|section| hits[section].iter().flatten());
    let about: Vec<Category> = of_section.filter_map(subject).collect();
    hits.iter_mut().for_each(|hits| hits.retain(|hit| !subject(hit).is_some_and(|subject| about.contains(&subject))));
}

/// Does a heading stay, of whose text most would go that stays but for the rules?
fn is_emptied(page: &Page, heading: usize, keep: &[bool], lost: impl Fn(usize) -> usize) -> bool {
    let blocks = &page.extracted.blocks;
    let is_heading = blocks[heading].role.is_heading() && page.title != Some(heading);
    if !is_heading || !keep[heading] {
        return false;
    }
    let section = (heading + 1..page.section_ends[heading]).filter(|block| keep[*block]);
    let (mut all, mut left) = (0, 0);
    for block in section {
        let bytes = blocks[block].span.len();
        all += bytes;
        left += bytes - lost(block).min(bytes);
    }
    all > 0 && left as f32 <= LEFT * all as f32
}

#[cfg(test)]
mod tests {
    use crate::Options;

    fn left(page: &str) -> String {
        crate::clean(page.as_bytes(), &Options::default()).text()
    }

    #[test]
    fn a_page_about_rules_keeps_them() {
        let section = |heading: &str, text: &str| format!("<h2>{heading}</h2><p>{text}</p>");
        let first = section("Manners", "Please keep your comments civil and on topic. ");
        let second = section("Removal", "Comments that contain abuse or advertising will be deleted.");
        let head = "<title>House rules</title><main><h1>House rules</h1><p>Our readers have talked here since the year 2004, \
            and on most days it is a pleasure to read what they write. These rules are why.</p>";
        let both = left(&format!("{head}{first}{second}</main>"));
        assert!(both.contains("on topic") && both.contains("will be deleted"), "{both}");
        let one = left(&format!("{head}<p>So they say.</p>{second}</main>"));
        assert!(!one.contains("will be deleted"), "{one}");
    }
}
