//! The tree of a document → lines of Markdown.

use super::emphasis::{self, Part, Style};
use super::escape::{Signs, heading_end, line_start, longest_run};
use super::outline::{Branch, Child, Form, Kind, Line, Outline};
use super::page::Page;
use super::signatures::Signature;
use super::table;
use crate::article::Alone;
use crate::write::Show;
use crate::write::ink::Ink;

/// The longest number that a list item may have: more digits are no list to Markdown.
const MAX_NUMBER: u32 = 999_999_999;

/// What is to be written.
pub struct Layout<'a> {
    /// The tree.
    pub outline: &'a Outline,
    /// The text of each block.
    pub texts: &'a [Vec<Part>],
    /// What stands between blocks.
    pub alone: &'a [Alone],
    /// Who signed the posts.
    pub signatures: &'a [Signature],
    /// What is asked for.
    pub show: Show,
}

/// What stands right before something, in the same branch.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    /// A paragraph in an item: a list follows without a blank line.
    Paragraph,
    /// A term or a definition of this list.
    Defined(usize),
    /// An item of this list; numbered or not; with the other mark or not; made of more than one piece.
    Item {
        list: usize,
        ordered: bool,
        other: bool,
        wide: bool,
    },
    Other,
}

/// What stands in a branch: a child, and the list that it is an item of.
type Entry = (Child, usize);

impl Layout<'_> {
    /// The whole page.
    pub fn page(&self) -> Ink {
        let mut page = Page::default();
        if let Some(root) = self.outline.branches.first() {
            self.branch(root, &mut page);
        }
        page.finish()
    }

    /// The content of a branch. Calls itself for what is inside, as deep as an outline may be.
    fn branch(&self, branch: &Branch, page: &mut Page) {
        let entries = self.entries(branch);
        let mut before = Before::Nothing;
        for (at, entry) in entries.iter().enumerate() {
            before = self.entry(*entry, entries.get(at + 1), before, page);
            if before == Before::Paragraph && !matches!(branch.kind, Kind::Item(_)) {
                before = Before::Other;
            }
        }
    }

    /// The children of a branch, with those of branches that show nothing of their own in their place.
    fn entries(&self, branch: &Branch) -> Vec<Entry> {
        let mut entries = Vec::new();
        let mut ahead: Vec<Entry> = branch.children.iter().rev().map(|child| (*child, 0)).collect();
        while let Some((child, list)) = ahead.pop() {
            let Child::Branch(number) = child else {
                entries.push((child, 0));
                continue;
            };
            let Some(inner) = self.outline.branches.get(number) else { continue };
            let passed = match inner.kind {
                Kind::Root | Kind::Cell(..) => Some(0),
                Kind::List(_) | Kind::Definitions => Some(number),
                Kind::Table => (!table::holds_data(self.outline, inner, &|leaf| self.length(leaf))).then_some(0),
                _ => None,
            };
            match passed {
                Some(list) => ahead.extend(inner.children.iter().rev().map(|child| (*child, list))),
                None => entries.push((child, list)),
            }
        }
        entries
    }

    /// Write one entry; what it is to the next.
    fn entry(&self, (child, list): Entry, next: Option<&Entry>, before: Before, page: &mut Page) -> Before {
        let number = match child {
            Child::Branch(number) => number,
            Child::Leaf(number) => {
                part(before, page);
                return self.leaf(number, page);
            }
        };
        let Some(branch) = self.outline.branches.get(number) else { return before };
        match &branch.kind {
            Kind::Item(number) => self.item(branch, *number, list, before, page),
            Kind::Term if self.is_term(branch) && next.is_some_and(|next| self.defines(*next, list)) => {
                part(before, page);
                self.branch(branch, page);
                Before::Defined(list)
            }
            Kind::Definition if before == Before::Defined(list) => {
                self.held(branch, ":   ", "    ", page);
                before
            }
            Kind::Quote => {
                part(before, page);
                self.held(branch, "> ", "> ", page);
                Before::Other
            }
            Kind::Note(label) => {
                part(before, page);
                self.held(branch, &format!("[^{label}]: "), "    ", page);
                Before::Other
            }
            Kind::Table => {
                part(before, page);
                self.table(branch, page);
                Before::Other
            }
            _ => {
                part(before, page);
                self.branch(branch, page);
                Before::Other
            }
        }
    }

    /// The content of a branch, with something before its lines.
    fn held(&self, branch: &Branch, first: &str, rest: &str, page: &mut Page) {
        page.open(first, rest);
        self.branch(branch, page);
        page.close();
    }

    fn item(&self, branch: &Branch, number: Option<u32>, list: usize, before: Before, page: &mut Page) -> Before {
        let ordered = matches!(self.outline.branches.get(list), Some(Branch { kind: Kind::List(true), .. }));
        let number = number.filter(|_| ordered).map(|number| number.min(MAX_NUMBER));
        let wide = branch.children.iter().filter(|child| matches!(child, Child::Leaf(_))).count() > 1;
        let (mut other, mut apart) = (false, true);
        match before {
            Before::Item { list: last, ordered: same, other: mark, wide: was } if last == list => {
                (other, apart) = (mark && same == ordered, was || wide);
            }
            // Two lists side by side would be read as one, did they have the same mark.
            Before::Item { ordered: same, other: mark, .. } if same == ordered => other = !mark,
            Before::Paragraph => apart = number.is_some_and(|number| number != 1),
            _ => {}
        }
        if apart {
            part(before, page);
        }
        let mark = match (number, other) {
            (Some(number), false) => format!("{number}. "),
            (Some(number), true) => format!("{number}) "),
            (None, false) => "- ".to_owned(),
            (None, true) => "+ ".to_owned(),
        };
        self.held(branch, &mark, &" ".repeat(mark.len()), page);
        Before::Item { list, ordered, other, wide }
    }

    /// Does a branch hold one paragraph and nothing else?
    fn is_term(&self, branch: &Branch) -> bool {
        matches!(branch.children[..], [Child::Leaf(leaf)] if self.form(leaf) == Some(&Form::Paragraph))
    }

    /// Is this a definition in this list?
    fn defines(&self, (child, of): Entry, list: usize) -> bool {
        let Child::Branch(number) = child else { return false };
        of == list && self.outline.branches.get(number).is_some_and(|branch| branch.kind == Kind::Definition)
    }

    fn form(&self, leaf: usize) -> Option<&Form> {
        self.outline.leaves.get(leaf).map(|leaf| &leaf.form)
    }

    fn table(&self, table: &Branch, page: &mut Page) {
        let mut cells = Vec::new();
        for child in &table.children {
            match child {
                Child::Leaf(number) => {
                    self.leaf(*number, page);
                    page.blank();
                }
                Child::Branch(_) => {}
            }
        }
        for (row, column, cell) in table::cells(self.outline, table) {
            let mut text = Ink::default();
            for leaf in table::leaves(self.outline, cell) {
                for line in self.lines(leaf, true) {
                    if !text.is_empty() {
                        text.own("<br>");
                    }
                    text.append(&line);
                }
            }
            cells.push((row, column, text));
        }
        let sides = table::sides(self.outline, table);
        table::lines(&cells, &sides).iter().for_each(|line| page.line(line));
    }

    /// Write a leaf.
    fn leaf(&self, number: usize, page: &mut Page) -> Before {
        match self.form(number) {
            Some(Form::Heading(level)) => {
                let mut line = Ink::default();
                line.own(&format!("{} ", "#".repeat((*level).into())));
                for (at, text) in self.lines(number, false).enumerate() {
                    if at > 0 {
                        line.own(" ");
                    }
                    line.append(&text);
                }
                if let Some(at) = heading_end(line.text()) {
                    line.insert_own(at, "\\");
                }
                page.line(&line);
                Before::Other
            }
            Some(Form::Code(language)) => {
                self.code(number, language.as_deref(), page);
                Before::Other
            }
            _ => {
                let mut lines = self.lines(number, false).peekable();
                while let Some(mut line) = lines.next() {
                    if let Some(at) = line_start(line.text()) {
                        line.insert_own(at, "\\");
                    }
                    if lines.peek().is_some() {
                        line.own("\\");
                    }
                    page.line(&line);
                }
                Before::Paragraph
            }
        }
    }

    fn code(&self, leaf: usize, language: Option<&str>, page: &mut Page) {
        let text = self.parts(leaf).map(|parts| plain(&parts)).collect::<Vec<_>>().join("\n");
        let fence = "`".repeat((longest_run(&text, '`') + 1).max(3));
        let mut own = Ink::default();
        own.own(&fence);
        own.own(language.unwrap_or_default());
        page.line(&own);
        for line in text.split(['\n', '\r']) {
            if line.is_empty() { page.blank() } else { page.line(&Ink::of(line)) }
        }
        page.line(&own.slice(0..fence.len()));
    }

    /// The text of a leaf, a line each.
    fn lines(&self, leaf: usize, cell: bool) -> impl Iterator<Item = Ink> {
        let count = |sign: char| {
            let signs = self.parts(leaf).flatten().map(|part| match part {
                Part::Text(text) => text.matches(sign).count(),
                Part::Own(_) => usize::from(sign == '$'),
                Part::Open(Style::Strike) => usize::from(sign == '~'),
                _ => 0,
            });
            signs.sum::<usize>()
        };
        let signs = Signs { dollars: count('$') > 1, tildes: count('~') > 1 };
        let lines = self.parts(leaf).flat_map(Lines::of).map(move |parts| emphasis::line(&parts, signs, cell));
        lines.filter(|line| !line.is_empty())
    }

    /// The parts of each line of a leaf.
    fn parts(&self, leaf: usize) -> impl Iterator<Item = Vec<Part>> {
        let lines = self.outline.leaves.get(leaf).map(|leaf| leaf.lines.as_slice()).unwrap_or_default();
        lines.iter().map(|line| match line {
            Line::Block(number) => self.texts.get(*number).cloned().unwrap_or_default(),
            Line::Alone(number) => {
                let thing = self.alone.get(*number).and_then(|alone| super::inline::thing(&alone.mark, self.show));
                thing.map(Part::Own).into_iter().collect()
            }
            Line::Signature(number) => {
                let signed = self.signatures.get(*number).map(|signed| super::strong(&signed.text));
                signed.map(Part::Own).into_iter().collect()
            }
        })
    }

    /// Bytes of a leaf's text.
    fn length(&self, leaf: usize) -> usize {
        self.parts(leaf).map(|parts| plain(&parts).len()).sum()
    }
}

/// A blank line, unless nothing stands before it.
fn part(before: Before, page: &mut Page) {
    if before != Before::Nothing {
        page.blank();
    }
}

fn plain(parts: &[Part]) -> String {
    super::inline::plain(parts)
}

/// The parts of a block as lines without white space at their ends; most blocks are one line, and some have millions.
struct Lines {
    parts: std::vec::IntoIter<Part>,
    /// A text that has been begun, and how far.
    text: Option<(String, usize)>,
    /// Has the last line been given?
    ended: bool,
}

impl Lines {
    fn of(parts: Vec<Part>) -> Lines {
        Lines { parts: parts.into_iter(), text: None, ended: false }
    }
}

impl Iterator for Lines {
    type Item = Vec<Part>;

    fn next(&mut self) -> Option<Vec<Part>> {
        let mut line = Vec::new();
        while !self.ended {
            let Some((text, at)) = &mut self.text else {
                match self.parts.next() {
                    Some(Part::Text(text)) => self.text = Some((text, 0)),
                    Some(part) => line.push(part),
                    None => {
                        self.ended = true;
                        return Some(super::inline::trimmed(line));
                    }
                }
                continue;
            };
            let rest = text.get(*at..).unwrap_or_default();
            let end = memchr::memchr2(b'\n', b'\r', rest.as_bytes());
            let piece = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
            if !piece.is_empty() {
                line.push(Part::Text(piece.to_owned()));
            }
            match end {
                Some(end) => {
                    *at += end + 1;
                    return Some(super::inline::trimmed(line));
                }
                None => self.text = None,
            }
        }
        None
    }
}
