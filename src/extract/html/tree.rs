//! Which elements are open: implied end tags, scopes and misnesting, as far as they matter to text.
//! Source: WHATWG HTML, section 13.2.6, on a stack that is bounded instead of a tree that is not.

use super::tags::Tag;

/// Elements deeper than this are not kept apart from the one around them (as browsers do); their text stays.
const DEEPEST: usize = 512;

/// An open element.
#[derive(Debug)]
pub struct Open {
    /// Its name.
    pub tag: Tag,
    /// Its number in `Extracted::elements`.
    pub element: u32,
    /// What it changes for the text inside.
    pub state: State,
    /// Where its text starts, in the extracted text.
    pub text_start: usize,
    /// Where its link leads, if it is one.
    pub href: Option<String>,
}

/// What holds inside an element, inherited.
#[derive(Clone, Copy, Debug, Default)]
pub struct State {
    /// Not shown.
    pub hidden: bool,
    /// No text of the page at all (`template`, SVG).
    pub skipped: bool,
    /// Inside SVG or MathML.
    pub foreign: bool,
    /// White space counts.
    pub preformatted: bool,
    /// Inside a link.
    pub linked: bool,
    /// Inside a block quotation.
    pub quoted: bool,
    /// Inside a table cell.
    pub cell: bool,
    /// Inside a caption.
    pub caption: bool,
    /// Level of the heading around it, 0 for none.
    pub heading: u8,
    /// Lists around it.
    pub lists: u8,
    /// Number of the list item around it, if its list is ordered.
    pub number: Option<u32>,
    /// Inside a list item.
    pub item: bool,
}

/// The stack of open elements.
pub struct Stack {
    open: Vec<Open>,
    /// How many of each are on the stack, so that an end tag without a start costs nothing.
    counts: Vec<u32>,
    /// Start tags beyond `DEEPEST` that are not on the stack.
    beyond: usize,
}

/// What popped off, innermost first.
pub type Popped = Vec<Open>;

impl Stack {
    /// No element open.
    pub fn new() -> Self {
        Stack { open: Vec::new(), counts: vec![0; Tag::COUNT], beyond: 0 }
    }

    /// The innermost open element.
    pub fn top(&self) -> Option<&Open> {
        self.open.last()
    }

    /// What holds for text here.
    pub fn state(&self) -> State {
        self.top().map(|open| open.state).unwrap_or_default()
    }

    /// Is one of these open?
    pub fn has(&self, tag: Tag) -> bool {
        self.counts[tag as usize] > 0
    }

    /// The number of the next item of the innermost list, if that is ordered.
    pub fn next_number(&mut self) -> Option<u32> {
        let index = self.find(|t| matches!(t, Tag::Ol | Tag::Ul | Tag::Menu | Tag::Dir), |t| t == Tag::Li)?;
        let number = self.open[index].state.number.as_mut()?;
        *number = number.saturating_add(1);
        Some(*number - 1)
    }

    /// Is there room for one more?
    pub fn has_room(&mut self) -> bool {
        let room = self.open.len() < DEEPEST;
        self.beyond += usize::from(!room);
        room
    }

    /// Put an element on the stack.
    pub fn push(&mut self, open: Open) {
        self.counts[open.tag as usize] += 1;
        self.open.push(open);
    }

    fn pop_from(&mut self, index: usize) -> Popped {
        self.beyond = 0;
        let popped: Popped = self.open.drain(index..).rev().collect();
        for open in &popped {
            self.counts[open.tag as usize] -= 1;
        }
        popped
    }

    /// The innermost element that `wanted` names, looking no further out than one that `wall` names.
    fn find(&self, wanted: impl Fn(Tag) -> bool, wall: impl Fn(Tag) -> bool) -> Option<usize> {
        for (index, open) in self.open.iter().enumerate().rev() {
            if wanted(open.tag) {
                return Some(index);
            }
            if wall(open.tag) {
                return None;
            }
        }
        None
    }

    /// Close what a start tag closes without saying so.
    pub fn before_start(&mut self, tag: Tag) -> Popped {
        let mut popped = Popped::new();
        if tag.ends_p()
            && self.has(Tag::P)
            && let Some(index) = self.find(|t| t == Tag::P, Tag::is_wall)
        {
            popped = self.pop_from(index);
        }
        let special = |t: Tag| t.is_block() && !matches!(t, Tag::Address | Tag::Div | Tag::P);
        let index = match tag {
            Tag::Li if self.has(Tag::Li) => self.find(|t| t == Tag::Li, special),
            Tag::Dd | Tag::Dt if self.has(Tag::Dd) || self.has(Tag::Dt) => {
                self.find(|t| matches!(t, Tag::Dd | Tag::Dt), special)
            }
            Tag::Td | Tag::Th => self.find(|t| matches!(t, Tag::Td | Tag::Th), |t| t == Tag::Table),
            Tag::Tr => self.find(|t| t == Tag::Tr, |t| t == Tag::Table),
            Tag::Tbody | Tag::Thead | Tag::Tfoot => {
                self.find(|t| matches!(t, Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Caption), |t| t == Tag::Table)
            }
            Tag::Opt => self.find(|t| t == Tag::Opt, |t| t != Tag::OptGroup),
            Tag::OptGroup => self.find(|t| matches!(t, Tag::Opt | Tag::OptGroup), |t| t == Tag::Select),
            Tag::A if self.has(Tag::A) => self.find(|t| t == Tag::A, Tag::is_wall),
            _ if tag.heading().is_some() => {
                self.open.len().checked_sub(1).filter(|top| self.open[*top].tag.heading().is_some())
            }
            _ => None,
        };
        if let Some(index) = index {
            popped.extend(if tag == Tag::A { self.close_formatting(index) } else { self.pop_from(index) });
        }
        popped
    }

    /// Close what an end tag closes. `None`: it closes nothing.
    pub fn end(&mut self, tag: Tag) -> Option<Popped> {
        if self.beyond > 0 && !matches!(tag, Tag::Body | Tag::Html) {
            self.beyond -= 1;
            return None;
        }
        if tag.heading().is_some() {
            let index = self.find(|t| t.heading().is_some(), Tag::is_wall)?;
            return Some(self.pop_from(index));
        }
        if !self.has(tag) || matches!(tag, Tag::Body | Tag::Html) {
            return None;
        }
        let table_part = matches!(
            tag,
            Tag::Table
                | Tag::Td
                | Tag::Th
                | Tag::Tr
                | Tag::Tbody
                | Tag::Thead
                | Tag::Tfoot
                | Tag::Caption
                | Tag::Template
        );
        let index = if table_part {
            self.find(|t| t == tag, |t| t == Tag::Table || t == Tag::Template)
        } else if tag.is_formatting() {
            self.find(|t| t == tag, Tag::is_wall)
        } else if tag.is_block() || tag.is_wall() {
            self.find(|t| t == tag, Tag::is_wall)
        } else {
            self.find(|t| t == tag, Tag::is_block)
        }?;
        Some(if tag.is_formatting() { self.close_formatting(index) } else { self.pop_from(index) })
    }

    /// Close a formatting element at `index`: with everything in it, unless a block started inside, which stays open.
    fn close_formatting(&mut self, index: usize) -> Popped {
        if !self.open[index..].iter().any(|open| open.tag.is_block()) {
            return self.pop_from(index);
        }
        let closed = self.open.remove(index);
        self.counts[closed.tag as usize] -= 1;
        if closed.state.linked {
            for open in &mut self.open[index..] {
                open.state.linked = false;
            }
        }
        vec![closed]
    }

    /// Everything that is still open.
    pub fn end_all(&mut self) -> Popped {
        self.pop_from(0)
    }
}
