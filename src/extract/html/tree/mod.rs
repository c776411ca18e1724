//! Tokens → the arena: which elements are open, what a tag closes unsaid, and where misplaced content belongs.
//! Source: WHATWG HTML, section 13.2.6, over a stack that is bounded.
//!
//! Wanted differences from the standard, all because text must not be lost or glued:
//! - Elements deeper than the bound, and those beyond the bound on their number, are not kept apart.
//! - Frames are passed over and `<noframes>` is read as markup, since the text of such a page stands there.
//! - `<noscript>` is read as markup, as by a browser that runs no scripts.
//! - A `<template>` that is a shadow root is read as markup: browsers show it.
//! - A stray end tag of a block and a stray part of a table are blanks.
//! - A paragraph ends before a table in any page, with or without a doctype: no text moves by that.

mod body;
mod foreign;
mod formatting;
mod head;
mod rare;
mod stack;
mod table;

use self::formatting::Formatting;
use self::stack::{Light, NO_NODE, Open, Space, Stack};
use super::arena::{Arena, Bytes, Node, Step, number};
use super::attributes::{Attributes, Key};
use super::hints::{Class, Hints, Known};
use super::tags::{Name, Tag};
use crate::article::Span;
use crate::options::Bounds;

/// Where in a page we are: the standard's insertion modes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    BeforeHtml,
    BeforeHead,
    InHead,
    InHeadNoScript,
    AfterHead,
    InBody,
    InTable,
    InCaption,
    InColumns,
    InRows,
    InRow,
    InCell,
}

/// What became of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Done,
    /// The mode is another now: look at it again.
    Again,
}

/// Builds a page's tree.
pub struct Tree<'a> {
    source: &'a str,
    arena: Arena,
    known: Known,
    stack: Stack,
    /// Elements that are kept apart.
    most: usize,
    formatting: Formatting,
    /// The document says that it is XML.
    is_xml: bool,
    mode: Mode,
    /// What is put into a table but is no part of it goes before the table.
    fostering: bool,
    /// The form that has had no end tag yet, by its serial number.
    form: Option<u32>,
    /// The `<head>` has been met.
    headed: bool,
    /// The page has frames.
    framed: bool,
    serials: u32,
    /// The content of the last start tag is no markup.
    pub raw: Option<Tag>,
    /// What the last source of a picture says of its image, which comes after it.
    picture: Option<Bytes>,
    /// The last script is a formula: on a line of its own?
    tex: Option<bool>,
}

impl<'a> Tree<'a> {
    /// An empty tree of `source`.
    pub fn new(source: &'a str, bounds: &Bounds) -> Self {
        Tree {
            source,
            arena: Arena::new(),
            known: Known::default(),
            stack: Stack::new(bounds.depth),
            most: bounds.blocks,
            formatting: Formatting::default(),
            is_xml: source.trim_start().starts_with("<?xml"),
            mode: Mode::BeforeHtml,
            fostering: false,
            form: None,
            headed: false,
            framed: false,
            serials: 0,
            raw: None,
            picture: None,
            tex: None,
        }
    }

    /// A start tag. If `raw` is set then, its content is no markup.
    pub fn start(&mut self, name: Name, with: &Attributes) {
        if self.starts_foreign(name.tag) && self.start_foreign(name, with) == Next::Done {
            return;
        }
        while self.start_in_mode(name, with) == Next::Again {}
    }

    fn start_in_mode(&mut self, name: Name, with: &Attributes) -> Next {
        match self.mode {
            Mode::InBody => self.start_in_body(name, with),
            Mode::BeforeHtml | Mode::BeforeHead | Mode::InHead | Mode::InHeadNoScript | Mode::AfterHead => {
                return self.start_before_body(name, with);
            }
            _ => return self.start_in_table(name, with),
        }
        Next::Done
    }

    /// An end tag.
    pub fn end(&mut self, name: Name) {
        if !matches!(name.tag, Tag::Body | Tag::Html) && self.stack.ends_beyond() {
            return self.emit(if name.tag.is_block() { Step::Edge(name.tag) } else { Step::Seam });
        }
        if self.is_foreign() && self.end_foreign(name) == Next::Done {
            return;
        }
        while self.end_in_mode(name) == Next::Again {}
    }

    fn end_in_mode(&mut self, name: Name) -> Next {
        match self.mode {
            Mode::InBody => self.end_in_body(name),
            Mode::BeforeHtml | Mode::BeforeHead | Mode::InHead | Mode::InHeadNoScript | Mode::AfterHead => {
                return self.end_before_body(name);
            }
            _ => return self.end_in_table(name),
        }
        Next::Done
    }

    /// Character data.
    pub fn text(&mut self, span: Span) {
        let white = is_white(self.source.as_bytes().get(span.clone()).unwrap_or_default());
        let (start, end) = (number(span.start), number(span.end));
        let step = if white { Step::White(start, end) } else { Step::Text(start, end) };
        if self.starts_foreign(Tag::P) {
            return self.emit(step);
        }
        while self.mode == Mode::InColumns || self.before_body() {
            if white {
                return;
            }
            self.leave_early_mode();
        }
        let misplaced = self.in_table_gap();
        if white {
            if !misplaced || !is_table_context(self.stack.tag()) {
                self.emit(step);
            }
            return;
        }
        self.fostering = misplaced;
        self.reconstruct();
        self.emit(step);
        self.fostering = false;
    }

    /// The content of an element that holds no markup; browsers show two kinds of it.
    pub fn raw_text(&mut self, tag: Tag, span: Span) {
        let step = Step::Verbatim(number(span.start), number(span.end));
        match tag {
            Tag::Plaintext => self.emit(step),
            Tag::Xmp => {
                self.fostering = self.in_table_gap();
                self.end_paragraph();
                self.reconstruct();
                if self.insert(Tag::Pre.into(), &Attributes::new(self.source)).is_some() {
                    self.emit(step);
                    self.pop();
                }
                self.fostering = false;
            }
            Tag::Script => {
                if let Some(display) = self.tex.take() {
                    self.emit(Step::Tex(number(span.start), number(span.end), display));
                }
            }
            _ => {}
        }
    }

    /// Are there as many elements, or steps for as many, as are kept apart?
    pub fn is_full(&self) -> bool {
        const STEPS: usize = 4;
        self.arena.nodes.len() >= self.most || self.arena.step_count() / STEPS >= self.most
    }

    /// What stands in the source from here on belongs to the innermost element that is open, whatever its markup.
    pub fn rest(&mut self, from: usize) {
        self.arena.too_many = true;
        self.emit(Step::Rest(number(from)));
    }

    /// The finished tree.
    pub fn finish(mut self) -> Arena {
        self.pop_to(0);
        self.arena.too_deep = self.stack.was_full;
        self.arena
    }

    /// The lane that content goes to now.
    fn lane(&self) -> u32 {
        let lane = self.stack.top().map_or(0, |open| open.lane);
        if !self.fostering || !is_table_context(self.stack.tag()) {
            return lane;
        }
        let table = self.stack.find(|tag| tag == Tag::Table, |tag| tag == Tag::Template);
        table.and_then(|index| self.stack.get(index)).map_or(lane, |table| table.before)
    }

    fn light(&self) -> Light {
        self.stack.top().map_or(Light::Shown, |open| open.light)
    }

    fn emit(&mut self, step: Step) {
        if self.light() == Light::Shown {
            self.arena.step(self.lane(), step);
        }
    }

    fn serial(&mut self) -> u32 {
        self.serials = self.serials.wrapping_add(1);
        self.serials
    }

    /// What the class says, and what all names together say the element is for.
    fn class(&mut self, with: &Attributes) -> (Class, Hints) {
        let class = with.bytes_of(Key::Class).map_or(Class::NONE, |class| self.known.class(self.source, class));
        let others = [Key::Id, Key::Role, Key::Itemprop].into_iter().filter_map(|key| with.get(key));
        (class, others.fold(class.hints, |hints, name| hints.and(Hints::of(name.as_bytes()))))
    }

    /// Add an element of this tag to the arena; its number.
    fn add(&mut self, tag: Tag, foreign: bool, with: &Attributes) -> u32 {
        // The label of a tab is a button, whatever it is made of.
        let is_tab = tag == Tag::Li && with.get(Key::Role).is_some_and(|role| role == "tab");
        let (class, hints) = self.class(with);
        let hints = hints.of_tag(tag);
        let lines = class.code && matches!(tag, Tag::Div | Tag::Table);
        let tag = match tag {
            _ if is_tab => Tag::Button,
            Tag::Blockquote if with.are_of_post() => Tag::Div,
            _ if lines => Tag::Pre,
            _ => tag,
        };
        let first_number = with.get(Key::Start).filter(|_| tag == Tag::Ol).and_then(|start| start.trim().parse().ok());
        let node = self.arena.node(Node {
            foreign,
            hidden: with.hide(),
            lines,
            first_number: first_number.unwrap_or(1),
            hints,
            signature: (class.stem ^ tag as u32).wrapping_mul(0x0100_0193),
            href: with.bytes_of(Key::Href),
            class: with.bytes_of(Key::Class).filter(|_| !foreign).unwrap_or_default(),
            attributes: number(with.span.start),
            marked: with.mark(),
            ..Node::plain(tag)
        });
        self.remember(tag, foreign, with);
        node
    }

    /// A new HTML element of the arena.
    fn node(&mut self, name: Name, with: &Attributes) -> u32 {
        if self.light() == Light::Inert { NO_NODE } else { self.add(name.tag, false, with) }
    }

    /// Open an HTML element with these attributes; its serial number, if there was room.
    fn insert(&mut self, name: Name, with: &Attributes) -> Option<u32> {
        let node = self.node(name, with);
        self.open(name, node)
    }

    /// Open an HTML element that no tag asked for.
    fn insert_unsaid(&mut self, tag: Tag) -> Option<u32> {
        if self.stack.is_full() { None } else { self.open(tag.into(), NO_NODE) }
    }

    fn open(&mut self, name: Name, node: u32) -> Option<u32> {
        self.open_in(name, node, Space::Html, self.light())
    }

    fn open_in(&mut self, name: Name, node: u32, space: Space, light: Light) -> Option<u32> {
        if !self.stack.has_room() {
            self.emit(if name.tag.is_block() { Step::Edge(name.tag) } else { Step::Seam });
            return None;
        }
        let lane = self.lane();
        let before = if name.tag == Tag::Table && space == Space::Html { self.arena.lane() } else { lane };
        if before != lane {
            self.emit(Step::Lane(before));
        }
        if node != NO_NODE && light == Light::Shown {
            self.arena.step(lane, Step::Open(node));
        }
        let serial = self.serial();
        self.stack.push(Open { name, node, serial, outer: NO_NODE, lane, before, space, light });
        Some(serial)
    }

    fn ended(&mut self, open: Open) {
        for node in [open.node, open.outer] {
            if node != NO_NODE && open.light == Light::Shown {
                self.arena.step(open.lane, Step::Close(node));
            }
        }
    }

    fn pop(&mut self) {
        if let Some(open) = self.stack.pop() {
            self.ended(open);
        }
    }

    /// End the element at `index` and all inside it.
    fn pop_to(&mut self, index: usize) {
        while self.stack.len() > index {
            self.pop();
        }
    }

    /// End elements that need no end tag, but not `except`.
    fn end_implied(&mut self, except: Tag) {
        while self.stack.tag().is_implied() && self.stack.tag() != except {
            self.pop();
        }
    }

    /// End a paragraph that is open, unless it is around a button.
    fn end_paragraph(&mut self) {
        if self.stack.has(Tag::P)
            && let Some(index) = self.stack.find(|tag| tag == Tag::P, |tag| tag.is_wall() || tag == Tag::Button)
        {
            self.pop_to(index);
        }
    }

    fn in_template(&self) -> bool {
        self.stack.has(Tag::Template)
    }

    /// Find out where we are from what is open.
    fn reset_mode(&mut self) {
        self.mode = Mode::InBody;
        for tag in self.stack.tags().iter().rev() {
            self.mode = match tag {
                Tag::Td | Tag::Th => Mode::InCell,
                Tag::Tr => Mode::InRow,
                Tag::Tbody | Tag::Thead | Tag::Tfoot => Mode::InRows,
                Tag::Caption => Mode::InCaption,
                Tag::Colgroup => Mode::InColumns,
                Tag::Table => Mode::InTable,
                Tag::Head => Mode::InHead,
                Tag::Html if !self.headed => Mode::BeforeHead,
                Tag::Html => Mode::AfterHead,
                Tag::Template | Tag::Body => Mode::InBody,
                _ => continue,
            };
            return;
        }
    }
}

/// Is this nothing but white space? Indents are long, so they are looked at many bytes at a time.
fn is_white(text: &[u8]) -> bool {
    if text.first().is_some_and(|byte| *byte > b' ') {
        return false;
    }
    const STRIDE: usize = 16;
    let white = |bytes: &[u8; STRIDE]| {
        bytes.iter().fold(true, |white, byte| white & ((*byte == b' ') | (*byte >= 9) & (*byte <= 13) & (*byte != 11)))
    };
    match text.last_chunk() {
        Some(end) => text.as_chunks().0.iter().all(white) && white(end),
        None => text.iter().all(u8::is_ascii_whitespace),
    }
}

/// Is content that is no part of a table misplaced here?
fn is_table_context(tag: Tag) -> bool {
    matches!(tag, Tag::Table | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Tr)
}
