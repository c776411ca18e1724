//! How far lines are indented, where that says something: code, outlines, verse. What is printed as it was written in a page's
//! source is indented by chance.

use super::wrap::starts_anew;
use super::{ends_sentence, indent, is_code};
use crate::article::Span;

/// A line of so many characters, or a sentence of so many words, is prose.
const LONG: usize = 60;
const SENTENCE: usize = 8;
/// Of all lines of prose, this many in a hundred must stand at the margin where indentation is to say something.
const AT_MARGIN: usize = 95;
/// In code, this many lines in ten are such as prose has not; in fewer lines than these nobody can tell.
const CODE_IN_TEN: usize = 6;
const LEAST_CODE: usize = 10;

/// Marks the beginning and the end of code in Markdown.
const FENCES: [&str; 2] = ["```", "~~~"];

/// A group of lines without a blank one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// Blanks that are left out in front of its lines.
    pub margin: usize,
    /// It stands, or begins, between fences: its lines are what they are.
    pub is_fenced: bool,
}

/// Is a text code as a whole?
pub fn is_program(text: &str, lines: &[Span]) -> bool {
    let filled = || lines.iter().filter(|line| !line.is_empty());
    let code = filled().filter(|line| is_code(&text[(*line).clone()])).count();
    let all = filled().count();
    all >= LEAST_CODE && code * 10 >= all * CODE_IN_TEN
}

/// What there is to say of each group of lines. A group that is no prose is indented against its neighbours that are none.
pub fn groups(text: &str, groups: &[&[Span]]) -> Vec<Group> {
    let own = |group: &[Span]| group.iter().map(|line| indent(text, line).len()).min().unwrap_or(0);
    let fenced = fenced(text, groups);
    let prose: Vec<Vec<bool>> =
        groups.iter().map(|group| group.iter().map(|line| is_prose(&text[line.clone()])).collect()).collect();
    let says_something = says_something(text, groups, &prose);
    let is_item = |line: &Span| starts_anew(&text[line.clone()]);
    let is_text = |(group, prose): (&&[Span], &Vec<bool>)| prose.contains(&true) || group.iter().any(is_item);
    let tied: Vec<bool> = groups.iter().zip(&prose).map(|group| says_something && !is_text(group)).collect();
    let is_tied = |at: usize| fenced[at] || tied[at];
    let mut out = Vec::with_capacity(groups.len());
    while let Some(rest) = groups.get(out.len()..).filter(|rest| !rest.is_empty()) {
        let start = out.len();
        let tied = (start..groups.len()).take_while(|at| is_tied(*at) && fenced[*at] == fenced[start]).count().max(1);
        let margin = rest[..tied].iter().map(|group| own(group)).min().unwrap_or(0);
        out.extend(fenced[start..start + tied].iter().map(|is_fenced| Group { margin, is_fenced: *is_fenced }));
    }
    out
}

/// Which groups stand between fences, as a whole or in part. A fence that nothing closes is none.
fn fenced(text: &str, groups: &[&[Span]]) -> Vec<bool> {
    let mut fenced = vec![false; groups.len()];
    let mut open: Option<(&str, usize)> = None;
    for (at, group) in groups.iter().enumerate() {
        for line in group.iter().map(|line| &text[line.clone()]) {
            let Some(fence) = FENCES.into_iter().find(|fence| line.starts_with(fence)) else { continue };
            match open {
                None => open = Some((fence, at)),
                Some((own, first)) if own == fence => {
                    fenced[first..=at].fill(true);
                    open = None;
                }
                Some(_) => {}
            }
        }
    }
    fenced
}

/// Does prose stand at one margin, which no line is left of?
fn says_something(text: &str, groups: &[&[Span]], prose: &[Vec<bool>]) -> bool {
    let lines = || groups.iter().flat_map(|group| group.iter());
    let Some(margin) = lines().map(|line| indent(text, line).len()).min() else { return false };
    let (mut all, mut at_margin) = (0, 0);
    for (line, _) in lines().zip(prose.iter().flatten()).filter(|(_, is_prose)| **is_prose) {
        all += 1;
        at_margin += usize::from(indent(text, line).len() == margin);
    }
    at_margin * 100 >= all * AT_MARGIN
}

fn is_prose(line: &str) -> bool {
    let is_sentence = || ends_sentence(line) && line.split_whitespace().count() >= SENTENCE;
    !is_code(line) && !starts_anew(line) && (line.chars().count() >= LONG || is_sentence())
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::*;

    /// The margin of each group of lines, and whether it is fenced.
    fn read(text: &str) -> Vec<(usize, bool)> {
        let lines: Vec<Span> = lines(text).collect();
        let of: Vec<&[Span]> = lines.split(|line| line.is_empty()).filter(|group| !group.is_empty()).collect();
        groups(text, &of).into_iter().map(|group| (group.margin, group.is_fenced)).collect()
    }

    const PROSE: &str = "Last week we read a file, and this week we write a class, which is easier than it sounds.";

    #[test]
    fn code_and_verse_are_indented_as_a_whole() {
        let code = format!("{PROSE}\n\n    class Boat:\n\n        def row(self):\n            pass\n\n{PROSE}");
        assert_eq!(read(&code), [(0, false), (4, false), (4, false), (0, false)]);
        assert_eq!(read("The Ferryman\n\nI rowed you over\n\n    Row, ferryman\n\nI rowed"), [(0, false); 4]);
    }

    #[test]
    fn what_is_indented_by_chance_is_not() {
        let page = format!("        Home\n\n    The boat\n\n            {PROSE}\n\n        {PROSE}\n\n      Share");
        assert_eq!(read(&page).iter().map(|group| group.0).collect::<Vec<_>>(), [8, 4, 12, 8, 6]);
    }

    #[test]
    fn fences_hold_what_is_between_them() {
        let text = "Look:\n\n```python\nclass Boat:\n\n    def row(self):\n\n        pass\n```\n\nSo it is.";
        assert_eq!(read(text), [(0, false), (0, true), (0, true), (0, true), (0, false)]);
        assert!(read("```\nIt never ends\n\nSo it is").iter().all(|group| !group.1));
        let cut_off = "~~~\nclass Boat:\n\n    pass\n~~~\n\nSo it is.\n\n```\nclass Ship:\n\n    pass";
        assert_eq!(read(cut_off).iter().map(|group| group.1).collect::<Vec<_>>(), [true, true, false, false, false]);
    }

    #[test]
    fn programs_are_told_from_texts() {
        let is = |text: &str| is_program(text, &lines(text).collect::<Vec<_>>());
        assert!(is(&"pub const BOATS: u32 = 4;\n".repeat(10)));
        assert!(!is(&format!("{PROSE}\n").repeat(10)) && !is(&"let boats = 4;\n".repeat(3)));
    }
}
