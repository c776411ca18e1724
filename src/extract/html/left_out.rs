//! What stands in a page's text and is none of it: numbers beside lines of code, links to edit a section, links from a
//! note back to where it is referred to, buttons behind a heading, what screen readers have just been told. An element is left
//! out for what its names say and what it holds together.

use super::attributes::Key;
use super::blocks::At;
use super::entities;
use super::tags::{Flow, Tag};
use super::tokens::{Token, Tokens};
use super::walk::Walk;
use crate::text::floor;

/// Class words of elements that hold the number of a line of code, or those of all lines.
const LINE_NUMBERS: [&str; 14] = [
    "ln",
    "lnt",
    "lineno",
    "linenos",
    "linenumber",
    "linenumbers",
    "line-number",
    "line-numbers",
    "gutter",
    "rouge-gutter",
    "hljs-ln-line",
    "hljs-ln-numbers",
    "blob-num",
    "crayon-nums",
];

/// Class words of the buttons above code that SyntaxHighlighter shows.
const BUTTONS: [&str; 1] = ["toolbar"];

/// Class words of what MediaWiki and Sphinx put beside their text: links to edit a section, back from a note, to the source.
const BESIDE: [&str; 4] = ["mw-editsection", "editsection", "mw-cite-backlink", "viewcode-link"];

/// Class words of links back from a note.
const BACK: [&str; 4] = ["footnote-backref", "data-footnote-backref", "footnote-back", "reversefootnote"];

/// Class words of links that are a sign alone: a heading's or a declaration's to itself.
const SIGNS: [&str; 1] = ["headerlink"];

/// What such a link of old MediaWiki leads to from a note.
const CITED: &str = "#cite_ref";

/// Class and text of a link of Sphinx to the source of what is declared.
const SOURCE: (&str, &str) = ("internal", "[source]");

/// Class words of numbers and marks that stand before what they belong to, and of what is around them: a note of Sphinx,
/// where links back may stand beside the number; a note and an item of LaTeXML.
const LABELS: [(&str, &str); 5] = [
    ("label", "footnote"),
    ("backrefs", "footnote"),
    ("ltx_note_mark", "ltx_note_content"),
    ("ltx_tag_note", "ltx_note_content"),
    ("ltx_tag_item", "ltx_item"),
];

/// Class words of what is there for screen readers alone: "Post", "minutes".
const READERS: [&str; 4] = ["sr-only", "u-srOnly", "screen-reader-text", "visually-hidden"];

/// Signs that stand for a box to tick, as screen readers are told.
const BOXES: [char; 3] = ['▢', '☐', '□'];

/// Bytes of the source that are looked at to see what an element holds.
const NEAR: usize = 8 * 1024;

/// The same for a cell with the numbers of all lines.
const GUTTER: usize = 64 * 1024;

/// Bytes of text that is left out at most, numbers of lines aside.
const LONGEST: usize = 400;

/// What an element may be left out as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Numbers of lines of code.
    Numbers,
    /// The numbers of all lines, in a cell of their own beside the code.
    Gutter,
    /// What its name alone says is no text.
    Named,
    /// The number or the mark of a note or an item.
    Label,
    /// A link that may lead back from a note.
    Back,
    /// A link that may be no more than a sign.
    Sign,
    /// A link that may lead to the source of what is declared.
    Source,
    /// A box to tick, for screen readers.
    Box,
    /// What has just been said to screen readers, for those who see.
    Again,
}

/// What an element holds.
struct Held {
    /// Its text, with a blank for each tag.
    text: String,
    /// There is preformatted text in it.
    code: bool,
    /// It says that it leads back.
    back: bool,
}

impl Walk<'_> {
    /// Is the element that has just started left out?
    pub(super) fn is_left_out(&mut self, number: u32) -> bool {
        let Some(kind) = self.may_be(number) else { return false };
        let Some(node) = self.arena.nodes.get(number as usize) else { return false };
        let attributes = node.attributes as usize;
        if attributes < self.looked_at {
            return false;
        }
        let reach = if kind == Kind::Gutter { GUTTER } else { NEAR };
        let end = floor(self.source, attributes + reach);
        let start = self.source.get(..attributes).and_then(|before| before.rfind('<'));
        let Some(mut tokens) = start.zip(self.source.get(..end)).map(|(start, near)| Tokens::at(near, start)) else {
            return false;
        };
        let mut held = held(self.source, &mut tokens, node.tag, matches!(kind, Kind::Numbers | Kind::Gutter));
        if let Some(held) = &mut held {
            held.code |= self.state().preformatted;
        }
        self.looked_at = tokens.at;
        let said = self.blocks.document().text.get(self.read_out.clone()).unwrap_or_default();
        held.is_some_and(|held| kind.fits(&held, said.trim()))
    }

    /// An element has ended whose text starts there: is it for screen readers alone?
    pub(super) fn read_out(&mut self, tag: Tag, node: u32, start: At) {
        if tag == Tag::Span && is_for_readers(self.rare(node).class()) {
            self.read_out = self.blocks.byte(start)..self.blocks.document().text.len();
        }
    }

    /// What the element's names say that it may be.
    fn may_be(&mut self, number: u32) -> Option<Kind> {
        let end = self.blocks.document().text.len();
        let (open, around) = self.open.split_last()?;
        let rare = self.rare(number);
        let href = self.arena.nodes.get(number as usize)?.href;
        if let Some((start, end)) = href.filter(|_| open.tag == Tag::A) {
            let href = self.source.get(start as usize..end as usize)?;
            let kind = match rare.class() {
                class if has(class, &BACK) => Kind::Named,
                class if has(class, &SIGNS) || href.contains(CITED) => Kind::Sign,
                class if has(class, &[SOURCE.0]) => Kind::Source,
                _ => Kind::Back,
            };
            return href.contains('#').then_some(kind);
        }
        match open.tag {
            Tag::Pre | Tag::Code => None,
            Tag::Button if open.state.heading > 0 => self.is_behind_words_of_heading().then_some(Kind::Named),
            Tag::Div if open.state.between_lines && has(rare.class(), &BUTTONS) => Some(Kind::Named),
            _ if open.state.preformatted && open.tag != Tag::Td => {
                has(rare.class(), &LINE_NUMBERS).then_some(Kind::Numbers)
            }
            Tag::Td => has(rare.class(), &LINE_NUMBERS).then_some(Kind::Gutter),
            Tag::Span if has(rare.class(), &BESIDE) => Some(Kind::Named),
            Tag::Span if open.state.hidden && self.read_out.end == end => Some(Kind::Again),
            Tag::Span if is_for_readers(rare.class()) => Some(Kind::Box),
            Tag::Span | Tag::Sup => {
                let holder = around.last().map_or("", |around| self.rare(around.node).class());
                let is_label = |(label, of): &(&str, &str)| has(rare.class(), &[label]) && has(holder, &[of]);
                LABELS.iter().any(is_label).then_some(Kind::Label)
            }
            _ => None,
        }
    }

    /// Do words of the heading that is open stand before this?
    fn is_behind_words_of_heading(&self) -> bool {
        let heading = self.open.iter().rfind(|open| open.tag.heading().is_some());
        heading.is_some_and(|heading| self.blocks.has_text_since(heading.text_start))
    }
}

impl Kind {
    /// Is an element that may be this by its names that by what it holds, too? `said` is what screen readers were told last.
    fn fits(self, held: &Held, said: &str) -> bool {
        let text = held.text.trim();
        match self {
            Kind::Numbers => ascend(text),
            Kind::Gutter => held.code && ascend(text),
            Kind::Named => true,
            Kind::Label => !text.contains(char::is_alphabetic),
            Kind::Box => text.chars().all(|char| BOXES.contains(&char)),
            Kind::Again => text == said,
            Kind::Sign => !text.contains(char::is_alphanumeric),
            Kind::Source => text == SOURCE.1,
            Kind::Back if text.starts_with(['↩', '⤴']) => !text.contains(char::is_alphabetic),
            Kind::Back => held.back && !text.contains(char::is_alphanumeric),
        }
    }
}

/// Does a class say that the element is there for screen readers alone?
pub(super) fn is_for_readers(class: &str) -> bool {
    has(class, &READERS)
}

/// Is one of these words in the class?
fn has(class: &str, words: &[&str]) -> bool {
    class.split_ascii_whitespace().any(|word| words.contains(&word))
}

/// Nothing but numbers, each one more than that before it?
fn ascend(text: &str) -> bool {
    let numbers: Option<Vec<u32>> = text.split_whitespace().map(|word| word.parse().ok()).collect();
    let one_more = |pair: &[u32]| pair[0].checked_add(1) == Some(pair[1]);
    numbers.is_some_and(|numbers| !numbers.is_empty() && numbers.windows(2).all(one_more))
}

/// What the element that starts next holds, if it ends in the source; if it is to hold numbers, and does not, nothing.
fn held(source: &str, tokens: &mut Tokens, tag: Tag, numbers: bool) -> Option<Held> {
    tokens.next()?;
    let back = tokens.attributes.get(Key::Role) == Some("doc-backlink");
    let mut held = Held { text: String::new(), code: false, back };
    let mut depth = 0usize;
    loop {
        match tokens.next()? {
            Token::Text(span) => {
                let before = held.text.len();
                entities::decode_into(source.get(span)?, &mut held.text);
                let is_number = || held.text[before..].chars().all(|c| c.is_ascii_digit() || c.is_whitespace());
                if !(if numbers { is_number() } else { held.text.len() <= LONGEST }) {
                    return None;
                }
            }
            Token::Raw(..) => return None,
            Token::End(name) if name.tag == tag && depth == 0 => return Some(held),
            Token::End(name) => depth -= usize::from(name.tag == tag),
            Token::Start(name) if matches!(name.tag.flow(), Flow::Raw | Flow::RcData) => return None,
            Token::Start(name) if tag == Tag::Td && name.tag == Tag::Table => return None,
            Token::Start(name) if tag == Tag::Td && matches!(name.tag, Tag::Td | Tag::Th | Tag::Tr) => {
                return Some(held);
            }
            Token::Start(name) => {
                held.text.push(' ');
                held.code |= name.tag == Tag::Pre;
                depth += usize::from(name.tag == tag);
            }
        }
    }
}
