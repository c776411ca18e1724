//! What a program wrote around the text of a page → what it says, and what is left. `lynx -dump` numbers the links and lists
//! their addresses below; Jina's reader puts title, address and date above.

use std::ops::Range;

use crate::article::Span;
use crate::extract::html::head::Head;

/// What Jina's reader names above a text, and the line that the text begins behind.
const NAMES: [&str; 5] = ["Title", "URL Source", "Published Time", "Number of Pages", "Warning"];
const TITLE: &str = "Title";
const ADDRESS: &str = "URL Source";
const TEXT: &str = "Markdown Content:";

/// What stands above lists of addresses is a word or two.
const LONGEST_HEADING: usize = 24;
/// Digits of a link's number.
const MOST_DIGITS: usize = 5;
/// What addresses start with.
const SCHEMES: [&str; 6] = ["http://", "https://", "mailto:", "file://", "ftp://", "javascript:"];

/// A text, and what a program wrote around it.
pub struct Framed {
    /// Lines of the text itself, by number.
    pub lines: Range<usize>,
    /// Numbers of links in it, ascending.
    numbers: Vec<Span>,
}

impl Framed {
    /// Look at the lines of a text; what is said of it goes to the head.
    pub fn read(text: &str, lines: &[Span], head: &mut Head) -> Framed {
        let first = reader_head(text, lines, head).unwrap_or(0);
        let whole = Framed { lines: first..lines.len(), numbers: Vec::new() };
        let Some((last, count)) = addresses(text, lines).filter(|(last, _)| *last > first) else { return whole };
        let body = lines[first].start..lines[last].start;
        let numbers = numbers(text, body, count);
        // Marks of footnotes stand behind words, and some of many are not found before them.
        if numbers.len() * 2 < count { whole } else { Framed { lines: first..last, numbers } }
    }

    /// Was it wrapped by what wrote the frame?
    pub fn is_wrapped(&self) -> bool {
        !self.numbers.is_empty()
    }

    /// This stretch of the text without numbers of links; those between two words leave a blank.
    pub fn push(&self, text: &str, stretch: Span, out: &mut String) {
        let first = self.numbers.partition_point(|number| number.start < stretch.start);
        let mut at = stretch.start;
        for number in self.numbers[first..].iter().take_while(|number| number.end <= stretch.end) {
            out.push_str(&text[at..number.start]);
            if at < number.start && out.ends_with(char::is_alphanumeric) {
                out.push(' ');
            }
            at = number.end;
        }
        out.push_str(&text[at..stretch.end]);
    }
}

/// Behind the lines that Jina's reader put above.
fn reader_head(text: &str, lines: &[Span], head: &mut Head) -> Option<usize> {
    let filled = lines.iter().enumerate().filter(|(_, line)| !line.is_empty());
    let mut values: Vec<(&str, Span, Span)> = Vec::new();
    for (number, line) in filled.take(NAMES.len() + 1) {
        let words = &text[line.clone()];
        if words == TEXT {
            let value = |wanted: &str| values.iter().find(|(name, ..)| *name == wanted);
            value(ADDRESS)?;
            head.title = value(TITLE).map(|(.., span)| span.clone());
            head.metas.extend(values.into_iter().map(|(_, name, value)| (name, value)));
            return Some(number + 1);
        }
        let name = NAMES.into_iter().find(|name| words.strip_prefix(name).is_some_and(|rest| rest.starts_with(':')))?;
        let value = words[name.len() + 1..].trim_start();
        values.push((name, line.start..line.start + name.len(), line.end - value.len()..line.end));
    }
    None
}

/// The line that heads the addresses of all links at the end of a text, and how many these are.
fn addresses(text: &str, lines: &[Span]) -> Option<(usize, usize)> {
    let (mut last, mut next) = (0, None);
    for (at, line) in lines.iter().enumerate().rev().filter(|(_, line)| !line.is_empty()) {
        let words = &text[line.clone()];
        match address(words) {
            Some(number) if next.is_none_or(|next| number == next) && number > 0 => {
                last = last.max(number);
                next = Some(number - 1);
            }
            // The addresses of links that are not seen have a line of their own above them.
            None if words.len() <= LONGEST_HEADING => match next? {
                0 => return Some((at, last)),
                _ if words.ends_with(':') => {}
                _ => return None,
            },
            _ => return None,
        }
    }
    None
}

/// The number before an address.
fn address(line: &str) -> Option<usize> {
    let (number, address) = line.split_once(". ")?;
    SCHEMES.iter().any(|scheme| address.trim_start().starts_with(scheme)).then(|| number.parse().ok())?
}

/// The numbers of so many links, each before what it is the number of.
fn numbers(text: &str, body: Span, count: usize) -> Vec<Span> {
    let (mut found, mut last) = (Vec::new(), 0);
    for (at, _) in text[body.clone()].match_indices('[') {
        let start = body.start + at;
        let inside = &text.as_bytes()[start + 1..body.end];
        let Some(length) = inside.iter().take(MOST_DIGITS + 1).position(|byte| *byte == b']') else { continue };
        let (digits, rest) = (&text[start + 1..start + 1 + length], &text[start + length + 2..body.end]);
        let Some(number) = digits.parse().ok().filter(|number| (last + 1..=count).contains(number)) else { continue };
        if rest.starts_with(|char: char| !char.is_whitespace() && !matches!(char, '.' | ',' | ';' | ':' | ')')) {
            last = number;
            found.push(start..start + length + 2);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::*;

    /// The text that is left.
    fn left(text: &str) -> String {
        let lines: Vec<Span> = lines(text).collect();
        let framed = Framed::read(text, &lines, &mut Head::default());
        let mut out = String::new();
        for line in &lines[framed.lines.clone()] {
            framed.push(text, line.clone(), &mut out);
            out.push('\n');
        }
        out.trim().to_owned()
    }

    #[test]
    fn links_of_lynx_lose_their_numbers() {
        let list = "References\n\n   1. https://a.example/\n   2. mailto:b@a.example\n\n   Hidden links:\n   3. https://a.example/c\n";
        assert_eq!(
            left(&format!("[1]Home[2]News\nThe ferry [sic] of the [3]docks.\n\n{list}")),
            "Home News\nThe ferry [sic] of the docks."
        );
    }

    #[test]
    fn notes_and_other_lists_stay() {
        for text in [
            "The ferry sails.[1] It is late.[2]\n\nReferences\n\n1. https://a.example/\n2. https://b.example/",
            "[1]Home [2]News\n\nReferences\n\n2. https://a.example/\n3. https://b.example/",
            "[1]Home\n\nReferences\n\n1. https://a.example/\n\nAnd so on.",
            "See:\n1. https://a.example/",
        ] {
            assert_eq!(left(text), text);
        }
    }

    #[test]
    fn brackets_that_nothing_closes_cost_little() {
        let text = format!("{}[1é]Home\n\nReferences\n\n1. https://a.example/", "[".repeat(1 << 20));
        let start = std::time::Instant::now();
        assert_eq!(left(&text), text);
        assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
    }

    #[test]
    fn what_a_reader_says_is_the_head() {
        let text =
            "Title: The ferry\n\nURL Source: https://a.example/f\n\nMarkdown Content:\nThe ferry\n===\n\nIt sails.";
        let mut head = Head::default();
        let lines: Vec<Span> = lines(text).collect();
        let framed = Framed::read(text, &lines, &mut head);
        assert_eq!(&text[lines[framed.lines.start].clone()], "The ferry");
        assert_eq!(head.title.map(|span| &text[span]), Some("The ferry"));
        for text in
            ["Title: The ferry\n\nMarkdown Content:\nIt sails.", "Title: The ferry\n\nIt sails.\n\nURL Source: none"]
        {
            assert_eq!(left(text), text);
        }
    }

    #[test]
    fn what_a_reader_put_above_a_text_is_metadata() {
        let text = "Title: The ferry sails\n\nURL Source: https://harbour.example/f\n\nPublished Time: 2024-03-14T09:12:00Z\n\n\
                    Markdown Content:\nThe ferry sails\n===\n\nIt left at noon with forty people on board, said the mayor.";
        let cleaned = crate::clean(text.as_bytes(), &crate::Options::default());
        let about = &cleaned.metadata;
        assert_eq!(about.title.as_deref(), Some("The ferry sails"));
        assert_eq!(about.url.as_deref(), Some("https://harbour.example/f"));
        assert_eq!(about.published.as_deref(), Some("2024-03-14T09:12:00Z"));
        assert!(cleaned.text().starts_with("The ferry sails\n==="), "{}", cleaned.text());
    }
}
