//! Tags before the body starts.

use super::stack::{Light, NO_NODE};
use super::{Mode, Next, Tree};
use crate::extract::html::attributes::{Attributes, Key};
use crate::extract::html::tags::{Flow, Name, Tag};

impl Tree<'_> {
    /// Does it belong into the head, wherever it stands?
    pub(super) fn is_of_head(&self, tag: Tag) -> bool {
        match tag {
            Tag::NoFrames => !self.framed,
            Tag::Base | Tag::BaseFont | Tag::BgSound | Tag::Link | Tag::Meta => true,
            Tag::Script | Tag::Style | Tag::Template | Tag::Title => true,
            _ => false,
        }
    }

    pub(super) fn before_body(&self) -> bool {
        matches!(self.mode, Mode::BeforeHtml | Mode::BeforeHead | Mode::InHead | Mode::InHeadNoScript | Mode::AfterHead)
    }

    /// Something has come that does not belong where we are: go one step further towards the body.
    pub(super) fn leave_early_mode(&mut self) {
        self.mode = match self.mode {
            Mode::BeforeHtml => {
                self.insert(Tag::Html.into(), &Attributes::new(self.source));
                Mode::BeforeHead
            }
            Mode::BeforeHead => {
                self.insert_unsaid(Tag::Head);
                self.headed = true;
                Mode::InHead
            }
            Mode::InHead => {
                self.pop();
                Mode::AfterHead
            }
            Mode::InHeadNoScript => {
                self.pop();
                Mode::InHead
            }
            Mode::InColumns => {
                self.pop();
                Mode::InTable
            }
            _ => {
                self.insert(Tag::Body.into(), &Attributes::new(self.source));
                Mode::InBody
            }
        };
    }

    pub(super) fn start_before_body(&mut self, name: Name, with: &Attributes) -> Next {
        match (self.mode, name.tag) {
            (Mode::BeforeHtml, Tag::Html) => {
                self.insert(name, with);
                self.mode = Mode::BeforeHead;
            }
            (Mode::BeforeHtml, _) => return self.again(),
            (_, Tag::Html) => self.merge(Tag::Html, with),
            (Mode::BeforeHead, Tag::Head) => self.leave_early_mode(),
            (Mode::InHead, Tag::NoScript) => {
                self.insert(name, with);
                self.mode = Mode::InHeadNoScript;
            }
            (Mode::InHeadNoScript, Tag::Base | Tag::Script | Tag::Template | Tag::Title) => return self.again(),
            (Mode::InHead | Mode::InHeadNoScript | Mode::AfterHead, tag) if self.is_of_head(tag) => {
                self.start_of_head(name, with);
            }
            (Mode::InHead | Mode::InHeadNoScript | Mode::AfterHead, Tag::Head)
            | (Mode::InHeadNoScript, Tag::NoScript) => {}
            (Mode::AfterHead, Tag::Body) => {
                self.insert(name, with);
                self.mode = Mode::InBody;
            }
            (Mode::AfterHead, Tag::Frameset) => self.framed = true,
            _ => return self.again(),
        }
        Next::Done
    }

    fn again(&mut self) -> Next {
        self.leave_early_mode();
        Next::Again
    }

    /// What belongs into the head.
    pub(super) fn start_of_head(&mut self, name: Name, with: &Attributes) {
        match name.tag.flow() {
            Flow::Raw | Flow::RcData => {
                self.raw = Some(name.tag);
                if name.tag == Tag::Script {
                    self.script(with);
                }
            }
            Flow::Void => {}
            _ => self.start_template(name, with),
        }
    }

    fn start_template(&mut self, name: Name, with: &Attributes) {
        let shown = with.has(Key::ShadowRootMode) && self.light() == Light::Shown;
        let (node, light) = if shown { (self.node(name, with), Light::Shown) } else { (NO_NODE, Light::Inert) };
        if self.open_in(name, node, super::Space::Html, light).is_some() {
            self.formatting.mark();
            self.mode = Mode::InBody;
        }
    }

    /// Attributes that come late to an element that is there once.
    pub(super) fn merge(&mut self, tag: Tag, with: &Attributes) {
        let index = usize::from(tag == Tag::Body);
        let node =
            self.stack.get(index).filter(|open| open.name.tag == tag && !self.in_template()).map(|open| open.node);
        let hints = self.class(with).1.of_tag(tag);
        if let Some(node) = node.and_then(|node| self.arena.nodes.get_mut(node as usize)) {
            node.hints = node.hints.and(hints);
        }
    }

    pub(super) fn end_before_body(&mut self, name: Name) -> Next {
        match (self.mode, name.tag) {
            (Mode::InHead, Tag::Head) | (Mode::InHeadNoScript, Tag::NoScript) => self.leave_early_mode(),
            (Mode::InHead | Mode::AfterHead, Tag::Template) => self.end_template(),
            (Mode::InHeadNoScript, Tag::Br) => return self.again(),
            (Mode::InHeadNoScript, _) => {}
            (Mode::BeforeHtml | Mode::BeforeHead, Tag::Head) => return self.again(),
            (_, Tag::Body | Tag::Html | Tag::Br) => return self.again(),
            _ => {}
        }
        Next::Done
    }

    pub(super) fn end_template(&mut self) {
        if let Some(index) = self.stack.find(|tag| tag == Tag::Template, |_| false) {
            self.pop_to(index);
            self.formatting.clear_to_mark();
            self.reset_mode();
        }
    }
}
