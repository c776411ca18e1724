//! Labels of a text, each on its line → what the rules say of a row of them as of one line, what goes with one that heads a
//! list, and what stays with others: the cells of a table.

use super::model::page::Page;
use super::own::{Asked, Own};
use super::rules::{Category, Hit};
use crate::article::{Block, Extracted};
use crate::text::is_bullet;

/// Longest label of a row, in bytes.
const LONGEST: usize = 24;
/// So many labels are a row: two may be words of the text.
const LEAST: usize = 3;
/// What ends a line that the lines below belong to.
const INTRODUCES: [char; 3] = [':', '?', ','];
/// Titles of pages have fewer words.
const TITLE_WORDS: f32 = 20.0;
/// So many lines of so few words are the cells of a table, if one in so many is a number.
const LEAST_CELLS: usize = 9;
const CELL_WORDS: f32 = 3.0;
const NUMBERS: usize = 3;
/// Lists of links to other pages are shorter.
const MOST_ITEMS: usize = 8;

/// Networks one a line ("Facebook", "Twitter", "Email") are buttons as they are in one line.
pub fn rows(extracted: &Extracted, asked: &Asked, hits: &mut [Vec<Hit>]) {
    let introduces =
        |(block, hits): (&Block, &Vec<Hit>)| hits.is_empty() && extracted.text_of(block).ends_with(INTRODUCES);
    let introduces: Vec<bool> = extracted.blocks.iter().zip(hits.iter()).map(introduces).collect();
    let is_label = |at: usize| extracted.blocks[at].span.len() <= LONGEST && !introduces[at];
    let is_below = |at: usize| {
        let gap = extracted.blocks[at - 1].span.end..extracted.blocks[at].span.start;
        extracted.text.get(gap).is_some_and(|gap| gap == "\n")
    };
    let mut start = 0;
    while start < hits.len() {
        let mut end = start + 1;
        while is_label(start) && end < hits.len() && is_label(end) && is_below(end) {
            end += 1;
        }
        let is_introduced = start > 0 && introduces[start - 1];
        if end - start >= LEAST && !is_introduced {
            for (at, lines) in (start..).zip(extracted.blocks[start..end].windows(LEAST)) {
                let Some(hit) = is_row(extracted, asked, lines) else { continue };
                for (line, hits) in lines.iter().zip(&mut hits[at..]).filter(|(_, hits)| hits.is_empty()) {
                    hits.push(Hit { span: 0..line.span.len(), ..hit.clone() });
                }
            }
        }
        start = end;
    }
}

/// Are these lines buttons, read as one line?
fn is_row(extracted: &Extracted, asked: &Asked, lines: &[Block]) -> Option<Hit> {
    let span = lines.first()?.span.start..lines.last()?.span.end;
    let found = asked.hits(extracted.text.get(span.clone())?);
    let whole = found.into_iter().next().filter(|hit| hit.span.len() == span.len());
    whole.filter(|hit| asked.own.category(hit.rule) == Some(Category::Share))
}

/// A list of titles goes with the "Read more" that heads it.
pub fn let_lists_go(page: &Page, own: &Own, hits: &[Vec<Hit>], keep: &mut [bool]) {
    let is_item = |at: usize| {
        let stats = &page.stats[at];
        let is_title = stats.words < TITLE_WORDS && !stats.ends_sentence;
        is_title && page.extracted.text_of(&page.extracted.blocks[at]).starts_with(is_bullet)
    };
    let heads = |at: usize| page.husk[at] && !is_item(at) && own.first_category(&hits[at]) == Some(Category::Related);
    for label in 0..keep.len() {
        let items = (label + 1..keep.len()).take_while(|at| is_item(*at)).take(MOST_ITEMS + 1).count();
        if (1..=MOST_ITEMS).contains(&items) && !keep[label] && heads(label) {
            keep[label + 1..=label + items].fill(false);
        }
    }
}

/// The cells of a table that stays for the most part stay all: one without its neighbours is out of its column.
pub fn hold_cells(page: &Page, keep: &mut [bool]) {
    let is_cell = |at: usize| !page.husk[at] && page.stats[at].words <= CELL_WORDS && !page.stats[at].ends_sentence;
    let is_number = |at: &usize| page.stats[*at].digits > 0.0 && page.stats[*at].letters == 0.0;
    for cells in page.rows(is_cell).into_iter().filter(|cells| cells.len() >= LEAST_CELLS) {
        let kept = keep[cells.clone()].iter().filter(|keep| **keep).count();
        let is_table = cells.clone().filter(is_number).count() * NUMBERS >= cells.len();
        if is_table && kept * 2 > cells.len() {
            keep[cells].fill(true);
        }
    }
}

#[cfg(test)]
mod tests {
    const PROSE: [&str; 2] = [
        "Orrin Vale will keep all four of its night bus routes until the spring, councillors decided early on Thursday, ending \
         months of doubt for shift workers at the hospital and the docks.",
        "The vote, 23 to 19, came at 4.40am. “I have never been so glad to see the first bus of the morning,” said Cllr Ann \
         Farrow, who had proposed the change.",
    ];

    fn cleaned(above: &str, between: &str) -> String {
        crate::clean(format!("{above}{}\n{between}{}", PROSE[0], PROSE[1]).as_bytes(), &crate::Options::default())
            .text()
    }

    #[test]
    fn networks_one_a_line_are_buttons() {
        let head = "Council votes to keep night buses\nBy Maren Ashdown\n";
        let text = cleaned(&format!("{head}Facebook\nTwitter\nEmail\n"), "");
        assert!(text.starts_with(head) && !text.contains("Twitter"), "{text}");
        for list in ["It posts on these:\nFacebook\nTwitter\nInstagram\n", "Facebook\nTwitter\n"] {
            assert!(cleaned(head, list).contains(list), "{list}");
        }
    }

    #[test]
    fn lists_go_with_the_label_above_them() {
        let list = "• Bus fares to rise by 20p in April\n• Why the N4 is always late\n\n";
        assert!(!cleaned("", &format!("\nRead more\n\n{list}")).contains('•'));
        assert!(cleaned("", &format!("\nThe plan has two parts:\n\n{list}")).contains(list.trim()));
        assert!(cleaned("", "\nRead more\n\n• The fares will rise by 20p.\n\n").contains("20p"));
    }

    #[test]
    fn cells_of_a_table_stay_together() {
        let table = "Team\nP\nW\nPts\nBrook\n30\n19\n63\nVale\n30\n18\n59\nCastle\n30\n15\n54\n";
        assert!(cleaned("Brook win at the last minute\n", &format!("Table\n{table}")).contains(table));
    }

    #[test]
    fn a_headline_between_menu_and_buttons_stays() {
        let menu = "Council votes to keep night buses | Orrin Courier\nHome\nNews\nSport\nOpinion\nJobs\nSign in\n";
        let head = "Council votes to keep night buses\n";
        let text = cleaned(&format!("{menu}{head}14 March 2024\nFacebook\nTwitter\nEmail\n"), "");
        assert!(text.contains(head) && !text.contains("Sport"), "{text}");
    }
}
