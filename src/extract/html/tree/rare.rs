//! What is remembered of few elements, so that writers can show them as they are: cells that span others, numbers of
//! list items, languages of code, ids of notes, images, formulas, mail
//! addresses.

use super::Tree;
use super::stack::Light;
use crate::extract::html::arena::{Node, Step};
use crate::extract::html::attributes::{Attributes, Key};
use crate::extract::html::tags::Tag;

/// Everything that any element is asked for, so that most of them are passed over at once.
const ALL: [Key; 16] = [
    Key::Colspan,
    Key::Rowspan,
    Key::Align,
    Key::Style,
    Key::Value,
    Key::DataLang,
    Key::Alttext,
    Key::Display,
    Key::Encoding,
    Key::Alt,
    Key::Src,
    Key::DataSrc,
    Key::Srcset,
    Key::CfEmail,
    Key::Id,
    Key::Name,
];

/// What is asked of an element.
fn asked(tag: Tag, foreign: bool) -> &'static [Key] {
    match tag {
        _ if foreign => &[Key::Alttext, Key::Display, Key::Encoding],
        Tag::Td | Tag::Th => &[Key::Colspan, Key::Rowspan, Key::Align, Key::Style],
        Tag::Li => &[Key::Value],
        Tag::Pre | Tag::Code | Tag::Div | Tag::Figure => &[Key::DataLang],
        Tag::A | Tag::Span => &[Key::CfEmail],
        Tag::Img => &[Key::Alt, Key::Src, Key::DataSrc, Key::Srcset],
        _ => &[],
    }
}

/// May this be the id of a note? They are numbered or named so.
fn names_note(id: &str) -> bool {
    const LONGEST_ID: usize = 80;
    id.len() <= LONGEST_ID
        && (id.ends_with(|c: char| c.is_ascii_digit()) || id.starts_with("fn") || id.contains("note"))
}

impl Tree<'_> {
    /// Remember what is asked of the element that was added last.
    pub(super) fn remember(&mut self, tag: Tag, foreign: bool, with: &Attributes) {
        if !with.has_any(&ALL) {
            return;
        }
        for key in asked(tag, foreign) {
            if let Some(value) = with.bytes_of(*key) {
                self.arena.remember(*key, value);
            }
        }
        let key = if tag == Tag::A && !with.has(Key::Id) { Key::Name } else { Key::Id };
        if let Some(value) = with.bytes_of(key).filter(|_| with.get(key).is_some_and(names_note)) {
            self.arena.remember(Key::Id, value);
        }
    }

    /// An input; a box that nobody can tick says something of the text.
    pub(super) fn input(&mut self, with: &Attributes) {
        let is_box = with.get(Key::Type).is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"));
        let is_mark = is_box && with.has(Key::Disabled) && !with.hide();
        self.emit(if is_mark { Step::Check(with.has(Key::Checked)) } else { Step::Seam });
    }

    /// An image: it parts words like anything without text, and it may be shown.
    pub(super) fn image(&mut self, with: &Attributes) {
        let picture = self.picture.take().filter(|_| !with.has(Key::Srcset));
        let says_something = with.has_any(&[Key::Alt, Key::Src, Key::DataSrc, Key::Srcset]) || picture.is_some();
        if self.light() != Light::Shown || !says_something {
            return self.emit(Step::Seam);
        }
        let class = with.bytes_of(Key::Class).unwrap_or_default();
        let node = Node { class, hidden: with.hide(), ..Node::plain(Tag::Img) };
        let node = self.arena.node(node);
        self.remember(Tag::Img, false, with);
        if let Some(sizes) = picture {
            self.arena.remember(Key::Srcset, sizes);
        }
        self.emit(Step::Image(node));
    }

    /// A `<script>` starts: is it a formula?
    pub(super) fn script(&mut self, with: &Attributes) {
        let kind = with.get(Key::Type).unwrap_or_default();
        let is_tex = kind.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("math/tex"));
        self.tex = is_tex.then(|| kind.contains("display"));
    }
}
