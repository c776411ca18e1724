//! The steps of the tree → blocks: which element and role text has, and where blocks part.

use super::arena::{Arena, Node, Step, number};
use super::attributes::Key;
use super::blocks::{At, Blocks, Gap, Place};
use super::entities;
use super::formulas::Around;
use super::shape::Grid;
use super::shielded;
use super::tags::{Flow, Tag};
use super::tokens::{Token, Tokens};
use crate::article::{Element, Extracted, Mark, Role, Span};

/// Walk over a page's tree.
pub fn blocks(source: &str, arena: &Arena, most: usize, empty: Extracted) -> Extracted {
    let mut walk = Walk {
        source,
        arena,
        blocks: Blocks::new(empty, most),
        open: Vec::new(),
        known: 0,
        apart: false,
        grids: Vec::new(),
        formula: None,
        shown: (At::default(), 0),
        line_end: None,
        line_put: None,
        filling: u32::MAX,
        last_image: String::new(),
        looked_at: 0,
        read_out: 0..0,
    };
    for (step, behind) in arena.walk() {
        walk.step(step, behind);
    }
    walk.finish()
}

/// What holds inside an element, inherited.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct State {
    /// Not shown.
    pub(super) hidden: bool,
    /// White space counts.
    pub(super) preformatted: bool,
    /// Its lines end in `<br>`, as those of code do: a line end of the source behind that says nothing.
    pub(super) broken: bool,
    /// Between lines of code, each of which is an element: nothing else begins a line.
    pub(super) between_lines: bool,
    /// Inside a link.
    pub(super) linked: bool,
    /// Inside a block quotation.
    pub(super) quoted: bool,
    /// Inside a table cell.
    pub(super) cell: bool,
    /// Inside a caption.
    pub(super) caption: bool,
    /// Level of the heading around it, 0 for none.
    pub(super) heading: u8,
    /// Lists around it.
    pub(super) lists: u8,
    /// Number of the list item around it, or in a list that of the next item, if the list is ordered.
    pub(super) number: Option<u32>,
    /// Inside a list item.
    pub(super) item: bool,
    /// The element around it that is program text in a line: code, or the declaration of a function.
    pub(super) program: Option<u32>,
    /// What it holds is left out, or other text was put in its place.
    pub(super) left_out: bool,
}

/// An open element.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) node: u32,
    pub(super) tag: Tag,
    pub(super) state: State,
    /// Its number in `Extracted::elements`, once there was text in it.
    pub(super) element: u32,
    /// The block that is the first one inside.
    pub(super) first: u32,
    /// Where its text starts, in the extracted text.
    pub(super) text_start: At,
    /// Of a cell: row and column.
    pub(super) cell: (u32, u32),
}

pub(super) struct Walk<'a> {
    pub(super) source: &'a str,
    pub(super) arena: &'a Arena,
    pub(super) blocks: Blocks,
    pub(super) open: Vec<Open>,
    /// How many of the open elements have a number in `Extracted::elements`.
    pub(super) known: usize,
    /// An element that stands apart has just ended and nothing has come since.
    pub(super) apart: bool,
    /// The tables that are open.
    pub(super) grids: Vec<Grid>,
    /// The formula that is open.
    pub(super) formula: Option<Around>,
    /// Where the last element that shows a formula stands, in the extracted text.
    pub(super) shown: (At, usize),
    /// Bytes of text where the last element that is a line of code ended.
    pub(super) line_end: Option<usize>,
    /// Where the last line end was put that is not in the source.
    pub(super) line_put: Option<usize>,
    /// The paragraph that is all that the cell around it holds: it parts nothing.
    pub(super) filling: u32,
    /// Where the last image is.
    pub(super) last_image: String,
    /// How far the source has been looked at for what elements hold that may be left out.
    pub(super) looked_at: usize,
    /// What was there for screen readers alone last, in the extracted text.
    pub(super) read_out: Span,
}

impl Walk<'_> {
    fn step(&mut self, step: Step, behind: &[Step]) {
        match step {
            Step::Open(node) => self.open(node, behind),
            Step::Close(node) => self.close(node),
            Step::Rest(from) => self.rest(from),
            _ if self.state().left_out => {}
            Step::White(..) if self.state().between_lines => {}
            Step::White(..) if !self.state().preformatted => self.blocks.blank(),
            Step::Text(start, end) | Step::White(start, end) => self.text(start, end, true),
            Step::Verbatim(start, end) => self.text(start, end, false),
            Step::Edge(tag) => self.boundary(tag),
            Step::Break => self.blocks.line_break(self.state().preformatted),
            Step::Rule => self.blocks.part(Gap::Paragraph),
            Step::Seam => self.blocks.seam(),
            Step::Blank => self.blocks.blank(),
            Step::Image(node) => self.image(node),
            Step::Check(done) => self.check(done),
            Step::Tex(start, end, display) => self.script(start, end, display),
            Step::Lane(_) => {}
        }
    }

    /// The text of what is left of the source, a line for each of its blocks.
    fn rest(&mut self, from: u32) {
        let mut tokens = Tokens::at(self.source, from as usize);
        while let Some(token) = tokens.next() {
            match token {
                Token::Text(span) => self.text(number(span.start), number(span.end), true),
                Token::Raw(Tag::Xmp | Tag::Plaintext, span) => self.text(number(span.start), number(span.end), false),
                Token::Raw(..) => {}
                Token::Start(name) | Token::End(name) if name.tag.is_block() || name.tag == Tag::Br => {
                    self.blocks.new_line();
                }
                Token::Start(name) if matches!(name.tag.flow(), Flow::Raw | Flow::RcData) => {
                    tokens.raw = Some(name.tag)
                }
                Token::Start(_) | Token::End(_) => self.blocks.seam(),
            }
        }
    }

    pub(super) fn state(&self) -> State {
        self.open.last().map(|open| open.state).unwrap_or_default()
    }

    fn text(&mut self, start: u32, end: u32, references: bool) {
        let mut span = start as usize..end as usize;
        let Some(mut raw) = self.source.get(span.clone()) else { return };
        let state = self.state();
        if state.broken && self.blocks.document().text.ends_with('\n') {
            raw = raw.trim_start_matches(['\r', '\n']);
            span.start = span.end - raw.len();
        }
        if !references && !state.preformatted && raw.bytes().all(|byte| byte.is_ascii_whitespace()) {
            return self.blocks.blank();
        }
        let place = self.place_here(references);
        self.blocks.text(raw, span, place);
    }

    /// The place that text belongs to which comes now.
    fn place_here(&mut self, references: bool) -> Place {
        self.apart = false;
        let state = self.state();
        let State { hidden, linked, preformatted, program, .. } = state;
        Place { element: self.element(), role: role(state), hidden, linked, preformatted, program, references }
    }

    /// Put a mail address that is hidden in place of what the element that has just started holds.
    fn open_address(&mut self, node: u32) {
        let Some((start, end)) = self.arena.rare(node, Key::CfEmail) else { return };
        let span = start as usize..end as usize;
        let Some(address) = self.source.get(span.clone()).and_then(shielded::address) else { return };
        let place = self.place_here(false);
        self.blocks.text(&address, span, place);
        if let Some(open) = self.open.last_mut() {
            open.state.left_out = true;
        }
    }

    /// The innermost element that has a number.
    pub(super) fn around(&self) -> u32 {
        self.known.checked_sub(1).and_then(|last| self.open.get(last)).map_or(0, |open| open.element)
    }

    /// The number of the innermost open element; it and those around it get theirs now if they have none.
    fn element(&mut self) -> u32 {
        let mut parent = self.around();
        let first = self.known;
        let elements = &mut self.blocks.document().elements;
        for open in self.open.iter_mut().skip(first) {
            open.element = u32::try_from(elements.len()).unwrap_or(u32::MAX);
            let node = self.arena.nodes.get(open.node as usize);
            let (hints, signature) = node.map(|node| (node.hints, node.signature)).unwrap_or_default();
            let (attributes, marked) = node.map(|node| (node.attributes, node.marked)).unwrap_or_default();
            let blocks = open.first..open.first;
            elements.push(Element { tag: open.tag, parent, hints, signature, blocks, attributes, marked });
            parent = open.element;
        }
        self.known = self.open.len();
        self.describe(first);
        parent
    }

    fn open(&mut self, number: u32, behind: &[Step]) {
        let Some(node) = self.arena.nodes.get(number as usize) else { return };
        let tag = node.tag;
        self.filling = if self.fills_cell(number, behind) { number } else { self.filling };
        if let Some(left) = node.left {
            self.boundary(left);
        }
        if node.is_broken() && !self.state().preformatted {
            self.boundary(Tag::Pre);
        } else if tag.is_block() && number != self.filling && !node.foreign && !self.state().between_lines {
            self.boundary(tag);
        } else {
            if tag.stands_apart() && std::mem::take(&mut self.apart) {
                self.blocks.blank();
            }
            self.blocks.seam();
            self.code_line(number);
        }
        let mut state = inside(self.state(), node);
        state.between_lines &= node.lines || !self.rare(number).is_code_line();
        if tag == Tag::Li {
            state.number = self.next_number(number);
        }
        if matches!(tag, Tag::Code | Tag::Kbd | Tag::Samp | Tag::Tt) || self.rare(number).is_declaration(tag) {
            state.program = state.program.or(Some(number));
        }
        let cell = self.place(tag, number);
        let (first, text_start) = (self.blocks.count(), self.blocks.position());
        self.open.push(Open { node: number, tag, state, element: 0, first, text_start, cell });
        if self.state().left_out {
            return;
        }
        self.open_formula(node, number);
        self.open_address(number);
        if self.is_left_out(number)
            && let Some(open) = self.open.last_mut()
        {
            open.state.left_out = true;
            if !open.state.preformatted {
                self.blocks.blank();
            }
        }
    }

    /// The number of the next item of the innermost list, if that is ordered.
    fn next_number(&mut self, item: u32) -> Option<u32> {
        let said = self.rare(item).number(Key::Value);
        let is_list = |open: &Open| matches!(open.tag, Tag::Ol | Tag::Ul | Tag::Menu | Tag::Dir);
        let list = self.open.iter_mut().rev().take_while(|open| open.tag != Tag::Li).find(|open| is_list(open))?;
        let next = list.state.number.as_mut()?;
        let number = said.unwrap_or(*next);
        *next = number.saturating_add(1);
        Some(number)
    }

    fn close(&mut self, node: u32) {
        let Some(index) = self.open.iter().rposition(|open| open.node == node) else { return };
        // One that others outlast was taken out from around them: it ended before they began.
        let ends_here = index + 1 == self.open.len();
        let known = index < self.known;
        self.known -= usize::from(known);
        self.close_formula(node);
        let open = self.open.remove(index);
        if open.tag == Tag::Table {
            self.grids.pop();
        }
        if open.state.preformatted && !open.state.left_out && self.rare(node).is_code_line() {
            self.line_end = Some(self.blocks.document().text.len());
        }
        self.read_out(open.tag, node, open.text_start);
        let Some(node) = self.arena.nodes.get(node as usize) else { return };
        if open.tag == Tag::A && open.state.linked {
            // It has ended before the elements inside it: what comes in them is linked no more.
            self.open.iter_mut().skip(index).for_each(|open| open.state.linked = false);
        }
        let is_block = open.tag.is_block() && !node.foreign;
        if open.state.broken && !self.state().broken {
            self.boundary(Tag::Pre);
        } else if ends_here && open.node != self.filling && is_block && !self.state().between_lines {
            self.boundary(open.tag);
        }
        self.apart = open.tag.stands_apart() || self.apart;
        self.blocks.seam();
        if known {
            self.mark(&open, node);
            let end = self.blocks.count();
            if let Some(element) = self.blocks.document().elements.get_mut(open.element as usize) {
                element.blocks.end = end;
            }
        }
    }

    fn mark(&mut self, open: &Open, node: &Node) {
        let mark = match open.tag {
            Tag::A => {
                let href = node.href.and_then(|(start, end)| self.source.get(start as usize..end as usize));
                let href = href.filter(|href| href.len() <= LONGEST_ADDRESS);
                let Some(href) = href.filter(|_| self.blocks.has_text_since(open.text_start)) else { return };
                let hidden = self.rare(open.node).value(Key::CfEmail);
                Mark::Link(shielded::link(href, hidden).unwrap_or_else(|| entities::decode_attribute(href)))
            }
            Tag::Em | Tag::I => Mark::Emphasis,
            Tag::Strong | Tag::B => Mark::Strong,
            Tag::Del | Tag::S | Tag::Strike => Mark::Strike,
            Tag::Sup => Mark::Superscript,
            Tag::Sub => Mark::Subscript,
            Tag::Q => Mark::Quotation,
            Tag::Dt if self.rare(open.node).is_declaration(open.tag) => Mark::Declaration,
            Tag::Code | Tag::Kbd | Tag::Samp | Tag::Tt if !open.state.preformatted => Mark::Code,
            _ => return,
        };
        self.blocks.mark(open.text_start, mark);
    }

    /// A block element starts or ends here.
    fn boundary(&mut self, tag: Tag) {
        self.apart = false;
        let nested = self.state().lists > 0;
        self.blocks.part(match tag.flow() {
            Flow::Cell => Gap::Cell,
            Flow::Line => Gap::Line,
            _ if matches!(tag, Tag::Ul | Tag::Ol | Tag::Menu | Tag::Dir) && nested => Gap::Line,
            _ if matches!(tag, Tag::Tbody | Tag::Thead | Tag::Tfoot) => Gap::Line,
            _ => Gap::Paragraph,
        });
    }

    fn finish(self) -> Extracted {
        let mut document = self.blocks.finish();
        let all = u32::try_from(document.blocks.len()).unwrap_or(u32::MAX);
        if let Some(root) = document.elements.first_mut() {
            root.blocks = 0..all;
        }
        document
    }
}

/// A longer address leads nowhere, and a link that is started anew in every paragraph would be as many copies of it.
/// (Sitemaps allow 2,048 characters: sitemaps.org/protocol.html.)
const LONGEST_ADDRESS: usize = 2048;

fn role(state: State) -> Role {
    match state {
        State { preformatted: true, .. } => Role::Code,
        State { heading: 1.., .. } => Role::Heading(state.heading),
        State { caption: true, .. } => Role::Caption,
        State { item: true, .. } => Role::ListItem { number: state.number, depth: state.lists },
        State { cell: true, .. } => Role::Cell,
        State { quoted: true, .. } => Role::Quote,
        _ => Role::Paragraph,
    }
}

/// What holds inside an element, given what holds around it.
fn inside(around: State, node: &Node) -> State {
    let mut state = around;
    state.hidden |= node.hidden;
    match node.tag {
        Tag::Pre | Tag::Plaintext | Tag::Listing | Tag::Xmp => {
            (state.preformatted, state.between_lines) = (true, node.lines);
        }
        Tag::Code if node.is_broken() => (state.broken, state.preformatted) = (!state.preformatted, true),
        Tag::A => state.linked |= node.href.is_some(),
        Tag::Blockquote => state.quoted = true,
        Tag::Td | Tag::Th => (state.cell, state.item) = (true, false),
        Tag::Table => (state.cell, state.item) = (false, false),
        Tag::Caption | Tag::Figcaption => state.caption = true,
        Tag::Ul | Tag::Menu | Tag::Dir => (state.lists, state.number) = (around.lists.saturating_add(1), None),
        Tag::Ol => (state.lists, state.number) = (around.lists.saturating_add(1), Some(node.first_number)),
        Tag::Li => state.item = true,
        _ => {}
    }
    if let Some(level) = node.tag.heading() {
        state.heading = level;
    }
    state
}
