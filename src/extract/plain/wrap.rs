//! Text that was wrapped at a fixed width: a line goes on in the next one where that one's first word had no room.

use super::{Joint, ends_sentence, indent, is_code, is_unended};
use crate::article::Span;
use crate::languages::Language;
use crate::text::is_bullet;

/// Widths, in characters, that programs wrap at.
const WIDTHS: std::ops::RangeInclusive<usize> = 50..=100;
/// Fewer lines that go on prove nothing. Two will do that end with words which no line ends with, in
/// a text without a line beyond all widths.
const LEAST_PAIRS: usize = 3;
const LEAST_UNENDED: usize = 2;
/// Of the lines that go on in lower case, this many in ten must have been full.
const FULL_IN_TEN: usize = 8;

/// Of all lines that go on, this many in ten must be no longer than the width.
const WITHIN_IN_TEN: usize = 9;
/// Blanks before a line of code in Markdown.
const CODE_INDENT: usize = 4;

/// A line this much short of the width may be full: some programs count the line end, people wrap by eye.
const SLACK: usize = 3;

/// Ends a line of Markdown that is not to be joined with the next.
const HARD_BREAK: &str = "  ";
/// Parts what is laid out in a line: the cells of a row, the columns of a head, the times of a subtitle. Such lines are not
/// wrapped.
const LAID_OUT: [&str; 3] = [" | ", "   ", " --> "];
/// More digits than so many are a year, and no list mark.
const MOST_DIGITS: usize = 3;

/// The width that a text was wrapped at, if it was: the largest that a line which goes on in the next one has, few longer
/// ones aside, if most of them are full. Code is not wrapped. `language` is asked for where the lines are few.
pub fn width(text: &str, lines: &[Span], language: impl Fn() -> Option<&'static Language>) -> Option<usize> {
    let filled = lines.windows(2).filter(|pair| !pair[0].is_empty() && !pair[1].is_empty());
    let prose = filled.filter(|pair| indent(text, &pair[1]).len() < CODE_INDENT);
    let pairs: Vec<(&str, &str)> = prose
        .map(|pair| (&text[pair[0].clone()], &text[pair[1].clone()]))
        .filter(|(line, next)| !ends_sentence(line) && next.starts_with(char::is_lowercase))
        .filter(|(line, next)| !is_code(line) && !is_code(next))
        .collect();
    let is_within = |line: &Span| text[line.clone()].chars().count() <= *WIDTHS.end();
    let few = (LEAST_UNENDED..LEAST_PAIRS).contains(&pairs.len()) && lines.iter().all(is_within);
    let language = if few { language() } else { None };
    let unended = |(line, _): &(&str, &str)| language.is_some_and(|language| is_unended(line, language));
    let least = if few && pairs.iter().all(unended) { LEAST_UNENDED } else { LEAST_PAIRS };
    let pairs: Vec<(usize, usize)> =
        pairs.into_iter().map(|(line, next)| (line.chars().count(), first_word(next))).collect();
    let mut widths: Vec<usize> = pairs.iter().map(|(line, _)| *line).filter(|width| WIDTHS.contains(width)).collect();
    widths.sort_unstable();
    widths.dedup();
    widths.into_iter().rev().find(|width| {
        let within = pairs.iter().filter(|(line, _)| line <= width);
        let full = within.clone().filter(|(line, next)| line + 1 + next > *width).count();
        let count = within.count();
        count >= least && count * 10 >= pairs.len() * WITHIN_IN_TEN && full * 10 >= count * FULL_IN_TEN
    })
}

/// The width of a text that is known to be wrapped: that of its longest line, as far as programs wrap there.
pub fn longest(text: &str, lines: &[Span]) -> usize {
    let widths = lines.iter().map(|line| text[line.clone()].chars().count());
    widths.filter(|width| WIDTHS.contains(width)).max().unwrap_or(*WIDTHS.end())
}

/// For each line of a run what joins it to the one before, if it goes on there.
pub fn joints(text: &str, run: &[Span], width: usize) -> Vec<Option<Joint>> {
    let joint = |pair: &[Span]| {
        let (line, next) = (&text[pair[0].clone()], &text[pair[1].clone()]);
        let hard = text[pair[0].end..].starts_with(HARD_BREAK);
        let code = indent(text, &pair[1]).len() >= CODE_INDENT && (is_code(line) || is_code(next));
        let skip = quotation(line).filter(|mark| Some(*mark) == quotation(next)).map_or(0, str::len);
        let goes_on = !hard && !code && goes_on(&line[skip..], &next[skip..], width.saturating_sub(skip));
        goes_on.then_some(Joint { between: if line.ends_with('-') { "" } else { " " }, skip })
    };
    std::iter::once(None).chain(run.windows(2).map(joint)).collect()
}

/// The mark of quotation that a line starts with: "> ".
fn quotation(line: &str) -> Option<&str> {
    let length = line.len() - line.trim_start_matches(['>', ' ']).len();
    line.get(..length).filter(|mark| mark.starts_with('>'))
}

/// Does `line` go on in `next`?
fn goes_on(line: &str, next: &str, width: usize) -> bool {
    let is_laid_out = |line: &str| LAID_OUT.iter().any(|sign| line.contains(sign));
    if starts_anew(next) || is_rule(line) || is_laid_out(line) || is_laid_out(next) {
        return false;
    }
    let length = line.chars().count();
    let full = length + SLACK + first_word(next) > width && length <= width + width / 8;
    let mid_sentence = !ends_sentence(line) && next.chars().next().is_some_and(char::is_lowercase);
    full || mid_sentence && length * 2 > width
}

fn first_word(line: &str) -> usize {
    line.split_whitespace().next().map_or(0, |word| word.chars().count())
}

/// A list mark, a heading, a table row or a quotation mark of Markdown starts the line.
pub fn starts_anew(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - rest.len();
    let numbered = (1..=MOST_DIGITS).contains(&digits) && rest.starts_with([')', '.']) && rest[1..].starts_with(' ');
    let marked = line.starts_with(is_bullet) && line.chars().nth(1).is_some_and(char::is_whitespace);
    numbered || marked || line.starts_with(['#', '|', '>']) || is_rule(line)
}

fn is_rule(line: &str) -> bool {
    line.chars().all(|c| matches!(c, '-' | '+' | '=' | '*' | '_' | '|' | ' ' | '~' | ':'))
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::*;

    /// What joins each line to the one before, in a text of this width.
    fn joined(text: &str) -> Vec<Option<Joint>> {
        joints(text, &lines(text).collect::<Vec<_>>(), 40)
    }

    #[test]
    fn two_lines_that_nothing_ends_are_wrapped() {
        let width = |text: &str| width(text, &lines(text).collect::<Vec<_>>(), || Language::of("en"));
        let text = "At the end of the lane there was a mill that had stood there since the time of the\nold king.\n\n\
                    Nobody had seen the miller, and nobody asked after him, not even in the days of the\nworst winter.";
        assert_eq!(width(text), Some(83));
        assert_eq!(width(&text.replace("of the\n", "of kings\n")), None);
        assert_eq!(width(text.split("\n\n").next().unwrap()), None);
    }

    #[test]
    fn what_is_laid_out_is_not_joined() {
        for text in [
            "00:00:02.550 --> 00:00:02.560 position:0%\nso today we are going to talk of dough",
            "Request for Comments: 9999      Riverton\nuniversity of the sea and the harbours",
            "+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+\nand so on until the end of all the fields",
        ] {
            assert_eq!(joined(text), [None, None], "{text}");
        }
    }

    #[test]
    fn quotations_are_joined_behind_their_marks() {
        let quotation = "> A light that goes out at night is\n> worse than none, as sailors say.\n>\n> So it is.";
        let goes_on = Some(Joint { between: " ", skip: 2 });
        assert_eq!(joined(quotation), [None, goes_on, None, None]);
        assert_eq!(joined("> A light that goes out at night is\n> > worse than none at all."), [None, None]);
        assert_eq!(joined("A light that goes out at night, she\n> worse than none at all"), [None, None]);
    }
}
