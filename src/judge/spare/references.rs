//! The lines below a heading such as "References" in, those out that stay with it: what a text refers to looks like labels and
//! links, and stands where texts end.

use super::Draft;
use crate::languages;
use crate::text::is_bullet;

/// So many works are a list; one line may be of anything.
const FEWEST: usize = 2;
/// Digits of a year.
const YEAR: usize = 4;

/// Mark the works that a text names below such a heading that stays.
pub fn mark(draft: &Draft, stay: &mut [bool]) {
    let headings =
        (0..stay.len()).filter(|block| draft.keep[*block] && languages::is_sources_heading(draft.text(*block)));
    for heading in headings.collect::<Vec<_>>() {
        let names_work = |block: &usize| draft.hits[*block].is_empty() && names_work(draft.text(*block));
        let works = (heading + 1..stay.len()).take_while(names_work).count();
        if works >= FEWEST {
            stay[heading + 1..=heading + works].fill(true);
        }
    }
}

/// Is the line an item with a number or a sign, or does it tell a year or an address?
fn names_work(line: &str) -> bool {
    let (number, rest) = line.split_once(['.', ')', ']']).unwrap_or_default();
    let number = number.trim_start_matches(['[', '(']);
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let mut words = line.split(|char: char| !char.is_alphanumeric());
    let has_year = words.any(|word| word.len() == YEAR && word.bytes().all(|byte| byte.is_ascii_digit()));
    is_number && !rest.is_empty() || line.starts_with(is_bullet) || has_year || line.contains("://")
}

#[cfg(test)]
mod tests {
    use crate::Options;

    #[test]
    fn works_stay_below_their_heading() {
        let body = "The town council voted 7–6 last night to close Mill Bridge for a year. Councillor Venn called it madness.\n\n\
            The work will cost £2.1m, of which the county pays half. The rest will come from parking charges.\n\n";
        let list = "[1] Venn, M. Bridges.\n\n[2] Kestrel, J. Piers (Tern Press, 1998).\n\nhttps://bridges.example/venn";
        let left = |heading: &str| {
            let text = format!("{body}{heading}\n\n{list}\n\n© 2025 The Courier. All rights reserved.\n");
            crate::clean(text.as_bytes(), &Options::default()).text()
        };
        for heading in ["References", "7. Sources:", "Literatur"] {
            let text = left(heading);
            assert!(text.contains(list) && !text.contains("rights"), "{text}");
        }
    }
}
