//! Tags in SVG and MathML.

use super::stack::{Light, NO_NODE, Space};
use super::{Next, Tree};
use crate::extract::html::attributes::{Attributes, Key};
use crate::extract::html::tags::{Name, Tag};

impl Tree<'_> {
    /// Are CDATA sections text here?
    pub fn holds_cdata(&self) -> bool {
        self.is_xml || self.is_foreign()
    }

    /// In SVG or MathML?
    pub(super) fn is_foreign(&self) -> bool {
        self.stack.top().is_some_and(|open| open.space != Space::Html)
    }

    /// Is a start tag here read by the rules of SVG and MathML?
    pub(super) fn starts_foreign(&self, tag: Tag) -> bool {
        match self.stack.top().map_or(Space::Html, |open| open.space) {
            Space::Html | Space::HtmlPoint => false,
            Space::Svg | Space::Math => true,
            Space::MathText => matches!(tag, Tag::Mglyph | Tag::Malignmark),
            Space::Annotation => tag != Tag::Svg,
        }
    }

    pub(super) fn start_foreign(&mut self, name: Name, with: &Attributes) -> Next {
        if name.tag.breaks_out() || name.tag == Tag::Font && with.has(Key::Look) {
            self.break_out();
            return Next::Again;
        }
        let around = self.stack.top().map_or(Space::Svg, |open| open.space);
        let family = if matches!(around, Space::Svg) { Space::Svg } else { Space::Math };
        let html =
            |kind: &str| kind.eq_ignore_ascii_case("text/html") || kind.eq_ignore_ascii_case("application/xhtml+xml");
        let space = match (family, name.tag) {
            (Space::Svg, Tag::ForeignObject | Tag::Desc | Tag::Title) => Space::HtmlPoint,
            (Space::Math, Tag::Mi | Tag::Mo | Tag::Mn | Tag::Ms | Tag::Mtext) => Space::MathText,
            (Space::Math, Tag::AnnotationXml) if with.get(Key::Encoding).is_some_and(html) => Space::HtmlPoint,
            (Space::Math, Tag::AnnotationXml) => Space::Annotation,
            _ => family,
        };
        let light = match self.light() {
            Light::Drawn if name.tag == Tag::ForeignObject => Light::Shown,
            light => light,
        };
        self.open_foreign(name, with, space, light);
        Next::Done
    }

    pub(super) fn open_foreign(&mut self, name: Name, with: &Attributes, space: Space, light: Light) {
        if with.self_closing {
            return self.emit(super::Step::Seam);
        }
        let node = if light == Light::Shown { self.add(name.tag, true, with) } else { NO_NODE };
        self.open_in(name, node, space, light);
    }

    /// A tag that has no place in SVG or MathML ends them.
    fn break_out(&mut self) {
        while self.stack.top().is_some_and(|open| matches!(open.space, Space::Svg | Space::Math | Space::Annotation)) {
            self.pop();
        }
    }

    /// An end tag where the innermost element is one of SVG or MathML.
    pub(super) fn end_foreign(&mut self, name: Name) -> Next {
        if matches!(name.tag, Tag::Br | Tag::P) {
            self.break_out();
            return Next::Again;
        }
        for index in (0..self.stack.len()).rev() {
            let Some(open) = self.stack.get(index) else { break };
            if open.space == Space::Html {
                return Next::Again;
            }
            if open.name == name {
                self.pop_to(index);
                return Next::Done;
            }
        }
        Next::Done
    }
}
