//! Tags in the body.

use super::Tree;
use super::stack::{Light, Space};
use crate::extract::html::arena::Step;
use crate::extract::html::attributes::{Attributes, Key};
use crate::extract::html::tags::{Flow, Name, Tag};

impl Tree<'_> {
    pub(super) fn start_in_body(&mut self, name: Name, with: &Attributes) {
        let tag = name.tag;
        match tag {
            Tag::Html | Tag::Body => self.merge(tag, with),
            Tag::Frameset => self.framed = true,
            Tag::Head | Tag::Frame => {}
            _ if tag.is_table_part() => self.emit(Step::Blank),
            _ if self.is_of_head(tag) => self.start_of_head(name, with),
            Tag::Table => self.start_table(name, with),
            Tag::Form => self.start_form(name, with),
            Tag::Li => self.start_item(name, with, |tag| tag == Tag::Li),
            Tag::Dd | Tag::Dt => self.start_item(name, with, |tag| matches!(tag, Tag::Dd | Tag::Dt)),
            Tag::Plaintext => {
                self.end_paragraph();
                self.insert(name, with);
                self.raw = Some(tag);
            }
            Tag::Button | Tag::Select => self.start_control(name, with),
            Tag::Opt | Tag::OptGroup => self.start_option(name, with),
            Tag::Rb | Tag::Rtc | Tag::Rp | Tag::Rt => self.start_ruby_part(name, with),
            Tag::Math => self.start_drawing(name, with, Space::Math),
            Tag::Svg => self.start_drawing(name, with, Space::Svg),
            Tag::Applet | Tag::Marquee | Tag::Object => {
                self.reconstruct();
                if self.insert(name, with).is_some() {
                    self.formatting.mark();
                }
            }
            Tag::NoFrames => {
                self.insert(Tag::NoScript.into(), with);
            }
            _ if tag.is_formatting() => self.start_formatted(name, with),
            _ => self.start_plain(name, with),
        }
    }

    /// A start tag whose name asks for nothing but what its class of elements does.
    fn start_plain(&mut self, name: Name, with: &Attributes) {
        let tag = name.tag;
        match tag.flow() {
            Flow::Void => self.start_void(tag, with),
            Flow::Raw | Flow::RcData => {
                self.emit(Step::Seam);
                self.raw = Some(tag);
            }
            _ if tag.ends_p() => {
                self.end_paragraph();
                if tag.heading().is_some() && self.stack.tag().heading().is_some() {
                    self.pop();
                }
                self.insert(name, with);
            }
            _ => {
                self.reconstruct();
                self.insert(name, with);
            }
        }
    }

    fn start_void(&mut self, tag: Tag, with: &Attributes) {
        match tag {
            Tag::Br => self.break_line(),
            Tag::Source => self.picture = with.bytes_of(Key::Srcset).or(self.picture),
            Tag::Hr => {
                self.end_paragraph();
                if self.stack.in_scope(Tag::Select).is_some() {
                    self.end_implied(Tag::Other);
                }
                self.emit(Step::Rule);
            }
            Tag::Img | Tag::Image | Tag::Input => {
                if tag == Tag::Input
                    && let Some(index) = self.stack.in_scope(Tag::Select)
                {
                    self.pop_to(index);
                }
                self.reconstruct();
                if tag == Tag::Input { self.input(with) } else { self.image(with) }
            }
            _ => {}
        }
    }

    fn start_formatted(&mut self, name: Name, with: &Attributes) {
        if name.tag == Tag::A {
            self.end_link();
        }
        self.reconstruct();
        if name.tag == Tag::Nobr && self.stack.in_scope(Tag::Nobr).is_some() {
            self.end_formatting(name);
            self.reconstruct();
        }
        self.start_formatting(name, with);
    }

    fn start_table(&mut self, name: Name, with: &Attributes) {
        self.end_paragraph();
        if self.insert(name, with).is_some() {
            self.mode = super::Mode::InTable;
        }
    }

    fn start_form(&mut self, name: Name, with: &Attributes) {
        if self.form.is_some() && !self.in_template() {
            return;
        }
        self.end_paragraph();
        let form = self.insert(name, with);
        if !self.in_template() {
            self.form = form;
        }
    }

    fn start_item(&mut self, name: Name, with: &Attributes, alike: fn(Tag) -> bool) {
        let barrier = |tag: Tag| tag.is_special() && !matches!(tag, Tag::Address | Tag::Div | Tag::P);
        let any = if name.tag == Tag::Li { self.stack.has(Tag::Li) } else { true };
        if any && let Some(index) = self.stack.find(alike, barrier) {
            self.pop_to(index);
        }
        self.end_paragraph();
        self.insert(name, with);
    }

    fn start_control(&mut self, name: Name, with: &Attributes) {
        if let Some(index) = self.stack.in_scope(name.tag) {
            self.pop_to(index);
            if name.tag == Tag::Select {
                return;
            }
        }
        self.reconstruct();
        self.insert(name, with);
    }

    fn start_option(&mut self, name: Name, with: &Attributes) {
        if self.stack.in_scope(Tag::Select).is_some() {
            self.end_implied(if name.tag == Tag::Opt { Tag::OptGroup } else { Tag::Other });
        } else if self.stack.tag() == Tag::Opt {
            self.pop();
        }
        self.reconstruct();
        self.insert(name, with);
    }

    fn start_ruby_part(&mut self, name: Name, with: &Attributes) {
        if self.stack.in_scope(Tag::Ruby).is_some() {
            self.end_implied(if matches!(name.tag, Tag::Rp | Tag::Rt) { Tag::Rtc } else { Tag::Other });
        }
        self.insert(name, with);
    }

    fn start_drawing(&mut self, name: Name, with: &Attributes, space: Space) {
        self.reconstruct();
        let light = if space == Space::Svg { self.light().max(Light::Drawn) } else { self.light() };
        self.open_foreign(name, with, space, light);
    }

    /// A line ends; code in which lines do is preformatted: phpBB and SMF write it so.
    fn break_line(&mut self) {
        self.reconstruct();
        if self.stack.has(Tag::Code) && !self.stack.has(Tag::Td) && !self.stack.has(Tag::Th) {
            let code = self.stack.find(|tag| tag == Tag::Code, Tag::is_block).and_then(|index| self.stack.get(index));
            let node = code.and_then(|code| self.arena.nodes.get_mut(code.node as usize));
            node.into_iter().for_each(|node| node.breaks = node.breaks.saturating_add(1));
        }
        self.emit(Step::Break);
    }

    pub(super) fn end_in_body(&mut self, name: Name) {
        let tag = name.tag;
        match tag {
            Tag::Body | Tag::Html => {}
            Tag::P => self.end_p(),
            Tag::Br => self.break_line(),
            Tag::Form => self.end_form(),
            Tag::Template => self.end_template(),
            Tag::Li => {
                let wall = |tag: Tag| tag.is_wall() || matches!(tag, Tag::Ol | Tag::Ul);
                let item = if self.stack.has(tag) { self.stack.find(|t| t == tag, wall) } else { None };
                self.end_at(item, tag);
            }
            Tag::Applet | Tag::Marquee | Tag::Object => {
                let open = self.stack.in_scope(tag);
                if self.end_at(open, tag) {
                    self.formatting.clear_to_mark();
                }
            }
            _ if tag.pairs() || matches!(tag, Tag::Dd | Tag::Dt) => {
                let open = self.stack.in_scope(tag);
                self.end_at(open, tag);
            }
            _ if tag.heading().is_some() => {
                let open = self.stack.find(|tag| tag.heading().is_some(), Tag::is_wall);
                self.end_at(open, tag);
            }
            _ if tag.is_formatting() => self.end_formatting(name),
            _ if tag.is_table_part() || tag == Tag::Table => self.emit(Step::Blank),
            Tag::NoFrames if self.framed => self.end_other(Tag::NoScript.into()),
            _ => self.end_other(name),
        }
    }

    /// End the element at this place, or nothing if there is none. Was there one?
    fn end_at(&mut self, place: Option<usize>, tag: Tag) -> bool {
        match place {
            Some(index) => self.pop_to(index),
            None => self.stray(tag),
        }
        place.is_some()
    }

    fn end_p(&mut self) {
        let wall = |tag: Tag| tag.is_wall() || tag == Tag::Button;
        match if self.stack.has(Tag::P) { self.stack.find(|tag| tag == Tag::P, wall) } else { None } {
            Some(index) => self.pop_to(index),
            None => self.emit(Step::Edge(Tag::P)),
        }
    }

    fn end_form(&mut self) {
        if self.in_template() {
            let open = self.stack.in_scope(Tag::Form);
            self.end_at(open, Tag::Form);
            return;
        }
        let place = self.form.take().and_then(|serial| self.stack.place_of(serial));
        let Some(place) = place.filter(|place| !self.stack.tags()[*place..].iter().any(|tag| tag.is_wall())) else {
            return self.stray(Tag::Form);
        };
        self.end_implied(Tag::Other);
        match self.stack.get(place).map(|form| form.node) {
            // What is open inside stays inside, though the form is open no more.
            Some(node) if place + 1 < self.stack.len() => {
                self.stack.remove(place);
                if let Some(inner) = self.stack.get_mut(place) {
                    inner.outer = node;
                }
            }
            _ => self.pop(),
        }
    }

    /// The end tag of an element that is nothing special.
    pub(super) fn end_other(&mut self, name: Name) {
        for index in (0..self.stack.len()).rev() {
            let here = self.stack.get(index).filter(|open| open.space == Space::Html);
            if here.is_some_and(|open| open.name == name) {
                return self.pop_to(index);
            }
            if self.stack.tags().get(index).is_none_or(|tag| tag.is_special()) {
                break;
            }
        }
        self.stray(name.tag);
    }
}
