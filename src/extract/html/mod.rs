//! HTML → blocks, in one pass over the source: no tree is built, so nothing can be deep, wide or slow in it.

mod blocks;
pub mod entities;
mod head;
pub mod hints;
pub mod tags;
mod tokens;
mod tree;

use self::blocks::{Blocks, Gap, Place};
use self::head::Head;
use self::hints::Hints;
use self::tags::{Flow, Tag};
use self::tokens::{Attributes, Token, Tokens};
use self::tree::{Open, Popped, Stack, State};
use crate::article::{Element, Extracted, Mark, Role, Span};

/// Take a page apart. Linear in its size, whatever its markup.
pub fn extract(source: &str, empty: Extracted) -> Extracted {
    let mut tokens = Tokens::new(source);
    let mut reader = Reader {
        source,
        blocks: Blocks::new(empty),
        stack: Stack::new(),
        head: Head::default(),
        apart: None,
        titled: false,
    };
    while let Some(token) = tokens.next() {
        match token {
            Token::Text(span) => reader.text(span),
            Token::Start(tag, with) => reader.start(tag, &with),
            Token::End(tag) => reader.end(tag),
        }
        tokens.foreign = reader.stack.state().foreign;
    }
    reader.finish()
}

struct Reader<'a> {
    source: &'a str,
    blocks: Blocks,
    stack: Stack,
    head: Head,
    /// An element that stands apart has just ended and nothing has come since.
    apart: Option<Tag>,
    /// The next text is the content of `<title>`.
    titled: bool,
}

impl Reader<'_> {
    fn text(&mut self, span: Span) {
        let Some(raw) = self.source.get(span.clone()) else { return };
        if std::mem::take(&mut self.titled) {
            self.head.title(raw);
            return;
        }
        let state = self.stack.state();
        if state.skipped {
            return;
        }
        self.apart = None;
        let place = Place {
            element: self.stack.top().map_or(0, |open| open.element),
            role: role(state),
            hidden: state.hidden,
            linked: state.linked,
            preformatted: state.preformatted,
        };
        self.blocks.text(raw, span, place);
    }

    fn start(&mut self, tag: Tag, with: &Attributes) {
        self.leave_foreign(tag);
        match tag {
            Tag::Html => self.head.html(with),
            Tag::Meta => self.head.meta(with),
            Tag::Link => self.head.link(with),
            Tag::Title => self.titled = !self.stack.state().foreign,
            Tag::Br => return self.blocks.line_break(self.stack.state().preformatted),
            _ => {}
        }
        let popped = self.stack.before_start(tag);
        self.closed(popped);
        match tag.flow() {
            Flow::Void if tag == Tag::Hr => return self.blocks.part(Gap::Paragraph),
            Flow::Void => {
                if matches!(tag, Tag::Img | Tag::Input) {
                    self.blocks.seam();
                }
                return;
            }
            Flow::Raw => return,
            Flow::RcData if tag == Tag::Title && self.titled => return,
            Flow::Block | Flow::Line | Flow::Cell => self.boundary(tag),
            Flow::Inline | Flow::RcData => {
                if tag.stands_apart() && self.apart.take().is_some() {
                    self.blocks.blank();
                }
                self.blocks.seam();
            }
        }
        if self.stack.has_room() {
            self.push(tag, with);
        }
    }

    fn push(&mut self, tag: Tag, with: &Attributes) {
        let parent = self.stack.top().map_or(0, |open| open.element);
        let mut state = inside(self.stack.state(), tag, with);
        if tag == Tag::Li {
            state.number = self.stack.next_number();
        }
        let names = [with.class, with.id, with.role, with.itemprop];
        let hints = names.into_iter().flatten().map(Hints::of).fold(Hints::default(), Hints::and);
        let first = self.blocks.count();
        let text_start = self.blocks.position();
        let document = self.blocks.document();
        let element = u32::try_from(document.elements.len()).unwrap_or(u32::MAX);
        document.elements.push(Element { tag, parent, hints, blocks: first..first });
        let href = with.href.filter(|_| tag == Tag::A).map(entities::decode);
        self.stack.push(Open { tag, element, state, text_start, href });
    }

    fn end(&mut self, tag: Tag) {
        match tag {
            Tag::Br => self.blocks.line_break(self.stack.state().preformatted),
            Tag::P if !self.stack.has(Tag::P) => self.blocks.part(Gap::Paragraph),
            _ => {
                if let Some(popped) = self.stack.end(tag) {
                    self.closed(popped);
                } else if tag.is_block() {
                    self.boundary(tag);
                }
                self.apart = tag.stands_apart().then_some(tag).or(self.apart);
                self.blocks.seam();
            }
        }
    }

    /// Elements ended, by a tag of theirs or without one.
    fn closed(&mut self, popped: Popped) {
        for open in popped {
            if open.tag.is_block() {
                self.boundary(open.tag);
            }
            let mark = match open.tag {
                Tag::A => open.href.map(Mark::Link),
                Tag::Em | Tag::I => Some(Mark::Emphasis),
                Tag::Strong | Tag::B => Some(Mark::Strong),
                Tag::Code | Tag::Kbd | Tag::Samp | Tag::Tt if !open.state.preformatted => Some(Mark::Code),
                _ => None,
            };
            if let Some(mark) = mark {
                self.blocks.mark(open.text_start, mark);
            }
            let end = self.blocks.count();
            if let Some(element) = self.blocks.document().elements.get_mut(open.element as usize) {
                element.blocks.end = end;
            }
        }
    }

    /// A block element starts or ends here.
    fn boundary(&mut self, tag: Tag) {
        self.apart = None;
        let nested = self.stack.state().lists > 0;
        self.blocks.part(match tag.flow() {
            Flow::Cell => Gap::Cell,
            Flow::Line => Gap::Line,
            _ if matches!(tag, Tag::Ul | Tag::Ol | Tag::Menu | Tag::Dir) && nested => Gap::Line,
            _ if matches!(tag, Tag::Tbody | Tag::Thead | Tag::Tfoot) => Gap::Line,
            _ => Gap::Paragraph,
        });
    }

    /// A tag that has no place in SVG or MathML ends them, as the standard says.
    fn leave_foreign(&mut self, tag: Tag) {
        if self.stack.state().foreign && (tag.is_block() || tag.is_formatting()) && tag != Tag::A {
            for root in [Tag::Svg, Tag::Math] {
                if let Some(popped) = self.stack.end(root) {
                    self.closed(popped);
                }
            }
        }
    }

    fn finish(mut self) -> Extracted {
        let popped = self.stack.end_all();
        self.closed(popped);
        let mut document = self.blocks.finish();
        let all = u32::try_from(document.blocks.len()).unwrap_or(u32::MAX);
        if let Some(root) = document.elements.first_mut() {
            root.blocks = 0..all;
        }
        document.metadata = self.head.finish();
        document
    }
}

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
fn inside(around: State, tag: Tag, with: &Attributes) -> State {
    let mut state = around;
    state.hidden |= is_hidden(with);
    match tag {
        Tag::Svg | Tag::Math => {
            state.foreign = true;
            state.skipped |= tag == Tag::Svg;
        }
        Tag::Template | Tag::Textarea => state.skipped = true,
        Tag::Title if around.foreign => state.skipped = true,
        Tag::Pre | Tag::Plaintext => state.preformatted = true,
        Tag::A => state.linked |= with.href.is_some(),
        Tag::Blockquote => state.quoted = true,
        Tag::Td | Tag::Th => (state.cell, state.item) = (true, false),
        Tag::Table => (state.cell, state.item) = (false, false),
        Tag::Caption | Tag::Figcaption => state.caption = true,
        Tag::Ul | Tag::Menu | Tag::Dir => (state.lists, state.number) = (around.lists.saturating_add(1), None),
        Tag::Ol => {
            let first = with.start.and_then(|start| start.trim().parse::<u32>().ok()).unwrap_or(1);
            (state.lists, state.number) = (around.lists.saturating_add(1), Some(first));
        }
        Tag::Li => state.item = true,
        _ => {}
    }
    if let Some(level) = tag.heading() {
        state.heading = level;
    }
    state
}

fn is_hidden(with: &Attributes) -> bool {
    let says = |style: &str| {
        let style: String =
            style.chars().take(200).filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
        style.contains("display:none") || style.contains("visibility:hidden")
    };
    with.hidden.is_some_and(|value| !value.eq_ignore_ascii_case("until-found"))
        || with.aria_hidden.is_some_and(|value| value.eq_ignore_ascii_case("true"))
        || with.style.is_some_and(says)
}
