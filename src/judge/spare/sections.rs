//! A document in numbered sections in, what stays of them out: a numbered heading does not lose all of its words, and terms,
//! policies and statutes keep the sentences that rules know from the foot of other pages.

use super::Draft;
use crate::article::Span;
use crate::judge::rules::Category;

/// Words of a heading at most, and bytes of its number.
const HEADING_WORDS: f32 = 10.0;
const LONGEST_NUMBER: usize = 10;
/// So many headings that count on are those of a document.
const LEAST: usize = 3;
/// The text of a section has at least so many words, unless it is a label.
const BODY_WORDS: f32 = 6.0;
/// A document is about its terms if so many sections speak of such things and all have this share of its words.
const SPEAKING: usize = 2;
const MOST_WORDS: f32 = 0.6;
/// Lines above the first section that are its title.
const TITLE_LINES: usize = 2;

/// Mark the blocks that stay.
pub fn mark(draft: &Draft, stay: &mut [bool]) {
    let headings = longest_series(draft);
    if headings.len() < LEAST {
        return;
    }
    let sections = sections(draft, &headings);
    let stats = |block: usize| &draft.page.stats[block];
    for section in &sections {
        let is_emptied = draft.keep[section.start] && !draft.keep[section.start + 1..section.end].contains(&true);
        for block in section.clone().skip(1).filter(|_| is_emptied) {
            stay[block] = stats(block).ends_sentence && stats(block).words >= BODY_WORDS;
        }
    }
    if are_terms(draft, &sections) {
        let first = headings[0];
        stay[..if first <= TITLE_LINES { first } else { 0 }].fill(true);
        for section in sections {
            stay[section.start] = true;
            section.skip(1).for_each(|block| stay[block] = stats(block).ends_sentence || !draft.page.husk[block]);
        }
    }
}

/// Is the document about what it says there?
fn are_terms(draft: &Draft, sections: &[Span]) -> bool {
    let terms = [Category::Consent, Category::Legal, Category::Newsletter, Category::Paywall, Category::Account];
    let is_term = |block: usize| {
        let mut categories = draft.hits[block].iter().filter_map(|hit| draft.own.category(hit.rule));
        categories.any(|category| terms.contains(&category))
    };
    let speaking = sections.iter().filter(|section| (section.start + 1..section.end).any(is_term)).count();
    let words =
        |blocks: &mut dyn Iterator<Item = usize>| blocks.map(|block| draft.page.stats[block].words).sum::<f32>();
    let inside = words(&mut sections.iter().flat_map(Clone::clone));
    speaking >= SPEAKING && inside >= MOST_WORDS * words(&mut (0..draft.keep.len()))
}

/// The blocks of each section with its heading. Where no blank line tells the end of the last one, it has one block.
fn sections(draft: &Draft, headings: &[usize]) -> Vec<Span> {
    let mut sections: Vec<Span> = headings.windows(2).map(|pair| pair[0]..pair[1]).collect();
    if let Some(last) = headings.last() {
        let body = (last + 1).min(draft.keep.len() - 1);
        let (start, end) = draft.page.paragraph_of(body);
        sections.push(*last..if start >= *last { end } else { body + 1 });
    }
    sections
}

/// The most headings whose numbers count on.
fn longest_series(draft: &Draft) -> Vec<usize> {
    let is_short = |block: &usize| {
        let stats = &draft.page.stats[*block];
        stats.words <= HEADING_WORDS && !stats.ends_sentence
    };
    let numbered = (0..draft.keep.len()).filter(is_short).filter_map(|block| Some((block, number(draft.text(block))?)));
    let numbered: Vec<(usize, Vec<u32>)> = numbered.collect();
    let series = numbered.chunk_by(|(_, one), (_, next)| one < next && next[0] <= one[0] + 1);
    let longest = series.max_by_key(|series| series.len()).unwrap_or_default();
    longest.iter().map(|(block, _)| *block).collect()
}

/// The number of a heading: of "2.1 Analytics" 2 and 1.
fn number(text: &str) -> Option<Vec<u32>> {
    let end = text.find(|char: char| !char.is_ascii_digit() && !matches!(char, '.' | '/'))?;
    let (number, rest) = text.split_at(end);
    let words = rest.strip_prefix(')').unwrap_or(rest);
    let is_heading = words.starts_with(' ') && words.trim_start().starts_with(char::is_uppercase);
    if !is_heading || end > LONGEST_NUMBER {
        return None;
    }
    let parts: Option<Vec<u32>> =
        number.split(['.', '/']).filter(|part| !part.is_empty()).map(|part| part.parse().ok()).collect();
    parts.filter(|parts| !parts.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_numbers() {
        assert_eq!(number("2.1 Analytics"), Some(vec![2, 1]));
        assert_eq!(number("3. Advertising"), Some(vec![3]));
        assert_eq!(number("24/33 Website"), Some(vec![24, 33]));
        assert_eq!(number("1) Cookies"), Some(vec![1]));
        for text in ["3", "31 people", "Cookies", "1. ", "... And so on"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
