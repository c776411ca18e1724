//! Blocks as lines of Markdown: the marks at line starts, and what stands between two blocks.

use crate::article::{Block, Role};
use crate::write::md::inline::longest_run;

/// Blanks before an item for every list around it: enough below `-` and below a number of two digits.
const INDENT: usize = 4;

/// The longest number that a list item may have: more digits are no list to Markdown.
const MAX_NUMBER: u32 = 999_999_999;

/// The page so far.
#[derive(Default)]
pub struct Layout {
    out: String,
    /// What was added last; it decides on what stands before the next.
    last: Option<Role>,
    /// Where the last block ends in the extracted text.
    end: usize,
    /// How deep the last list item was put.
    depth: usize,
    /// The rows of a table that is not done.
    rows: Vec<Vec<String>>,
}

impl Layout {
    /// Where the last block ends in the extracted text.
    pub fn end(&self) -> usize {
        self.end
    }

    /// Add a block: its text with inline markup, and the gap before it in the extracted text.
    pub fn add(&mut self, block: &Block, is_title: bool, gap: &str, text: String) {
        let role = match block.role {
            Role::Heading(level) => Role::Heading(level.clamp(1, 6)),
            _ if is_title => Role::Heading(1),
            role => role,
        };
        self.end = block.span.end;
        if role == Role::Cell {
            self.cell(gap, text);
        } else {
            self.table();
            self.line(role, gap, &text);
        }
    }

    /// The page, with a line end.
    pub fn finish(mut self) -> String {
        self.table();
        if self.out.is_empty() { self.out } else { self.out + "\n" }
    }

    fn line(&mut self, role: Role, gap: &str, text: &str) {
        let close = gap.matches('\n').count() < 2;
        let between = match (self.last, role) {
            (None, _) => "",
            (Some(Role::ListItem { .. }), Role::ListItem { .. }) => "\n",
            (Some(Role::Quote), Role::Quote) => "\n>\n",
            (Some(Role::Paragraph), Role::Paragraph) if close => "\\\n",
            _ => "\n\n",
        };
        self.out.push_str(between);
        let text = text.trim();
        match role {
            Role::Heading(level) => {
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                self.out.push_str(&"#".repeat(level.into()));
                self.out.push(' ');
                self.out.push_str(&open_ended(&text));
            }
            Role::ListItem { number, depth } => self.item(number, depth, text),
            Role::Code => self.code(text),
            Role::Quote => self.lines(text, "> ", "> "),
            Role::Paragraph | Role::Caption | Role::Cell => self.lines(text, "", ""),
        }
        self.last = Some(role);
    }

    fn item(&mut self, number: Option<u32>, depth: u8, text: &str) {
        let deepest = if matches!(self.last, Some(Role::ListItem { .. })) { self.depth + 1 } else { 0 };
        self.depth = usize::from(depth.saturating_sub(1)).min(deepest);
        let indent = " ".repeat(INDENT * self.depth);
        let mark = number.map_or_else(|| "-".to_owned(), |number| format!("{}.", number.min(MAX_NUMBER)));
        let rest = " ".repeat(indent.len() + mark.len() + 1);
        self.lines(text, &format!("{indent}{mark} "), &rest);
    }

    fn code(&mut self, text: &str) {
        let fence = "`".repeat((longest_run(text, '`') + 1).max(3));
        let text = text.trim_matches('\n');
        self.out.push_str(&format!("{fence}\n{text}\n{fence}"));
    }

    /// Lines that stay lines: each but the last ends in a hard break.
    fn lines(&mut self, text: &str, first: &str, rest: &str) {
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
        self.out.push_str(first);
        while let Some(line) = lines.next() {
            self.out.push_str(&guarded(line));
            if lines.peek().is_some() {
                self.out.push_str("\\\n");
                self.out.push_str(rest);
            }
        }
    }

    fn cell(&mut self, gap: &str, text: String) {
        if gap.matches('\n').count() > 1 {
            self.table();
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|");
        match self.rows.last_mut() {
            Some(row) if !gap.contains('\n') => row.push(text),
            _ => self.rows.push(vec![text]),
        }
    }

    /// Put the table that is waiting. One column is no table but paragraphs.
    fn table(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        if width < 2 {
            rows.iter().flatten().for_each(|text| self.line(Role::Cell, "\n\n", text));
            return;
        }
        let mut lines: Vec<String> = rows.into_iter().map(|row| line_of(row, width)).collect();
        lines.insert(1, format!("|{}", " --- |".repeat(width)));
        if self.last.is_some() {
            self.out.push_str("\n\n");
        }
        self.out.push_str(&lines.join("\n"));
        self.last = Some(Role::Cell);
    }
}

fn line_of(mut row: Vec<String>, width: usize) -> String {
    row.resize(width, String::new());
    format!("| {} |", row.join(" | "))
}

/// A heading's text; `#` at its end would be taken for the end of the markup.
fn open_ended(text: &str) -> String {
    let (stem, end) = text.split_at(text.trim_end_matches('#').len());
    if end.is_empty() { stem.to_owned() } else { format!("{stem}\\{end}") }
}

/// A line that does not begin like a heading, a list, a rule or a fence.
fn guarded(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = line.split_at(digits);
    if line.starts_with(['#', '+', '-', '=', '~', '|']) {
        format!("\\{line}")
    } else if digits > 0 && rest.starts_with(['.', ')']) {
        format!("{number}\\{rest}")
    } else {
        line.to_owned()
    }
}
