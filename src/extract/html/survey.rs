//! What one must know of a page before one hands it to a reader that is not bounded in depth: how much of it there is,
//! and where its texts stand.

use std::collections::HashMap;

use super::arena::Step;
use super::entities;
use super::tags::{Flow, Name, Tag};
use super::tokens::{Token, Tokens};
use super::tree::Tree;
use crate::article::Span;
use crate::options::Bounds;

/// How much work a page is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// Start and end tags.
    pub tags: usize,
    /// Most elements that are open at once; those that end unsaid are not counted.
    pub open: usize,
    /// Most formatting elements that are open at once. They begin anew in every block.
    pub formatting: usize,
    /// What comparing each attribute with those before it in its tag comes to.
    pub attributes: usize,
}

/// A page as one reads it to the end.
#[derive(Debug)]
pub struct Survey {
    /// How much work it is.
    pub measure: Measure,
    /// Its texts in the order of the tree: where each stands, white space around it left out, and whether it has
    /// references in it.
    pub texts: Vec<(Span, bool)>,
}

/// Read a page.
pub fn survey(source: &str) -> Survey {
    let mut tokens = Tokens::new(source);
    let mut tree = Tree::new(source, &Bounds::default());
    let mut counts = Counts::default();
    while let Some(token) = tokens.next() {
        match token {
            Token::Text(span) => tree.text(span),
            Token::Raw(tag, span) => tree.raw_text(tag, span),
            Token::Start(name) => {
                counts.start(name, source.get(tokens.attributes.span.clone()).unwrap_or_default());
                tree.start(name, &tokens.attributes);
                tokens.raw = tree.raw.take();
            }
            Token::End(name) => {
                counts.end(name);
                tree.end(name);
            }
        }
        tokens.foreign = tree.holds_cdata();
    }
    let text = |step| match step {
        Step::Text(start, end) => Some((trimmed(source, start as usize..end as usize), true)),
        Step::Verbatim(start, end) => Some((trimmed(source, start as usize..end as usize), false)),
        _ => None,
    };
    Survey { measure: counts.most, texts: tree.finish().walk().filter_map(|(step, _)| text(step)).collect() }
}

/// The characters of a text that are neither white space nor nothing to be seen.
pub fn visible(source: &str, span: &Span, references: bool) -> String {
    let raw = source.get(span.clone()).unwrap_or_default();
    if !references || !entities::has_any(raw) {
        return shown(raw);
    }
    let mut text = String::with_capacity(raw.len());
    entities::decode_into(raw, &mut text);
    shown(&text)
}

/// The characters of a text without those that show nothing.
pub fn shown(text: &str) -> String {
    text.chars().filter(|char| !is_blank(*char)).collect()
}

/// White space of every kind, zero-width space and inner byte-order mark included.
pub fn is_blank(char: char) -> bool {
    char.is_whitespace() || matches!(char, '\u{200b}' | '\u{feff}')
}

fn trimmed(source: &str, span: Span) -> Span {
    let text = source.get(span.clone()).unwrap_or_default();
    let start = span.start + text.len() - text.trim_ascii_start().len();
    start..start + text.trim_ascii().len()
}

/// Start tags that wait for their end tags.
#[derive(Default)]
struct Counts {
    most: Measure,
    waiting: HashMap<u32, usize>,
    open: usize,
    formatting: usize,
}

impl Counts {
    fn start(&mut self, name: Name, attributes: &str) {
        let parts = attributes.bytes().filter(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\''));
        let parts = parts.count();
        self.most.attributes = self.most.attributes.saturating_add(parts.saturating_mul(parts));
        self.most.tags += 1;
        if !waits(name.tag) {
            return;
        }
        *self.waiting.entry(name.hash).or_default() += 1;
        self.open += 1;
        self.formatting += usize::from(name.tag.is_formatting());
        self.most.open = self.most.open.max(self.open);
        self.most.formatting = self.most.formatting.max(self.formatting);
    }

    fn end(&mut self, name: Name) {
        self.most.tags += 1;
        let Some(waiting) = self.waiting.get_mut(&name.hash).filter(|waiting| **waiting > 0) else { return };
        *waiting -= 1;
        self.open -= 1;
        self.formatting -= usize::from(name.tag.is_formatting());
    }
}

/// Does an element stay open until its end tag comes?
fn waits(tag: Tag) -> bool {
    !(matches!(tag.flow(), Flow::Void | Flow::Raw | Flow::RcData) || tag.is_implied() || tag.is_table_part())
}
