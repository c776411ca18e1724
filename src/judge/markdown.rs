//! A text with Markdown links in, the text that a reader sees out, byte for byte where it was: `[Home](https://…)` is the
//! word "Home" to rules and model, with blanks around it. Pictures are the words that stand for them.

use std::sync::LazyLock;

use regex::Regex;

use crate::article::{Block, Extracted, Kind, Span, Verdict};

/// A picture, then a link: its words are the first group. What looks like an address tells it from a call in code.
static FORMS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let form = |start: &str| {
        let address =
            r##"<?(?:https?:|//|/|\.{1,2}/|#|\?|mailto:|javascript:|data:|www\.)[^()\s]*(?:\([^()\s]*\)[^()\s]*)*"##;
        Regex::new(&format!(r#"{start}\[([^\[\]\n]*)\]\({address}(?:[ ]+"[^"\n]*")?\)"#))
    };
    ["!", ""].into_iter().filter_map(|start| form(start).ok()).collect()
});

/// A text in which markup is blank.
pub struct Shown {
    /// The text, and blocks without the blanks at their ends.
    pub extracted: Extracted,
    /// Links and pictures, ascending: all of each, and its words.
    links: Vec<(Span, Span)>,
}

impl Shown {
    /// What a reader sees of a text; nothing if that is all of it.
    pub fn of(extracted: &Extracted) -> Option<Shown> {
        if extracted.kind != Kind::Text || memchr::memmem::find(extracted.text.as_bytes(), b"](").is_none() {
            return None;
        }
        let mut shown = extracted.clone();
        let mut links = Vec::new();
        for form in &*FORMS {
            let found = form
                .captures_iter(&shown.text)
                .filter_map(|found| Some((found.get(0)?.range(), found.get(1)?.range())));
            let found: Vec<(Span, Span)> = found.collect();
            shown.text = blanked(&shown.text, &found);
            links.extend(found);
        }
        if links.is_empty() {
            return None;
        }
        links.sort_by_key(|(all, _)| (all.start, std::cmp::Reverse(all.end)));
        shown.blocks.iter_mut().for_each(|block| block.span = trimmed(&shown.text, &block.span));
        Some(Shown { extracted: shown, links })
    }

    /// The verdicts over the text with its markup: a link goes or stays whole.
    pub fn restore(&self, verdicts: Vec<Verdict>, blocks: &[Block]) -> Vec<Verdict> {
        let mut restored: Vec<Verdict> = Vec::with_capacity(verdicts.len());
        for verdicts in verdicts.chunk_by(|one, next| one.block == next.block) {
            let Some(block) = verdicts.first().and_then(|first| blocks.get(first.block)) else { continue };
            let mut start = block.span.start;
            for (at, verdict) in verdicts.iter().enumerate() {
                let end = match verdicts.get(at + 1) {
                    Some(next) => self.parted(next.span.start, verdict.cut).clamp(start, block.span.end),
                    None => block.span.end,
                };
                if start < end {
                    restored.push(Verdict { span: start..end, ..verdict.clone() });
                }
                start = end;
            }
        }
        restored
    }

    /// Where what is parted at this place is parted when no link may be. The words go with what they are mostly in.
    fn parted(&self, at: usize, is_cut_before: bool) -> usize {
        let behind = self.links.partition_point(|(all, _)| all.start < at);
        let around = self.links[..behind].iter().rev().take(2).find(|(all, _)| at < all.end);
        match around {
            None => at,
            Some((all, words)) if at <= words.start || at < words.end && is_cut_before => all.start,
            Some((all, _)) => all.end,
        }
    }
}

/// The text with blanks in the place of all but the words of these links.
fn blanked(text: &str, links: &[(Span, Span)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (all, words) in links {
        out.push_str(&text[at..all.start]);
        out.extend(std::iter::repeat_n(' ', words.start - all.start));
        out.push_str(&text[words.clone()]);
        out.extend(std::iter::repeat_n(' ', all.end - words.end));
        at = all.end;
    }
    out.push_str(&text[at..]);
    out
}

fn trimmed(text: &str, span: &Span) -> Span {
    let words = text.get(span.clone()).unwrap_or_default();
    let start = span.start + words.len() - words.trim_start().len();
    let end = span.start + words.trim_end().len();
    if start < end { start..end } else { span.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::Options;

    fn shown(text: &str) -> Option<Shown> {
        let options = Options { kind: Some(Kind::Text), ..Options::default() };
        Shown::of(&crate::extract::extract(text, &options))
    }

    #[test]
    fn links_are_their_words() {
        let text =
            "* [Home](https://a.example/)\n* [![logo](/l.png) News](/n \"All\")\n\nSee [the (old) pier](../p_(b)).";
        let shown = shown(text).unwrap();
        let lines: Vec<&str> = shown.extracted.text.lines().map(str::trim_end).collect();
        let words: Vec<Vec<&str>> = lines.iter().map(|line| line.split_whitespace().collect()).collect();
        let want: [&[&str]; 4] = [&["*", "Home"], &["*", "logo", "News"], &[], &["See", "the", "(old)", "pier", "."]];
        assert_eq!(words, want);
        assert_eq!(shown.extracted.text.len(), text.len());
    }

    #[test]
    fn both_forms_are_expressions() {
        assert_eq!(FORMS.len(), 2);
    }

    #[test]
    fn code_and_notes_are_no_links() {
        for text in ["call a[i](x) twice", "as said [1] (see there)", "[x]: https://a.example", "nothing"] {
            assert!(shown(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_link_goes_or_stays_whole() {
        let text = "She said so. [Share this](https://a.example/share) Then she left.";
        let shown = shown(text).unwrap();
        let verdict = |span: Span, cut| Verdict { block: 0, span, cut, rule: "test", confidence: 1.0 };
        let parted = |first: usize, second: usize| {
            let verdicts = vec![verdict(0..first, false), verdict(first..second, true), verdict(second..64, false)];
            let block = Block { span: 0..text.len(), ..shown.extracted.blocks[0].clone() };
            let restored = shown.restore(verdicts, &[block]);
            restored.iter().map(|verdict| &text[verdict.span.clone()]).collect::<Vec<_>>()
        };
        let want = ["She said so. ", "[Share this](https://a.example/share)", " Then she left."];
        assert_eq!(parted(14, 50), want);
        assert_eq!(parted(13, 24), want);
        assert_eq!(parted(14, 51), ["She said so. ", "[Share this](https://a.example/share) ", "Then she left."]);
    }
}
