//! The stack of open elements, bounded in depth, and the scopes that the standard looks for elements in.

use crate::extract::html::tags::{Name, Tag};

/// No element of the arena: an element that the standard puts in unsaid, or a part of one that has ended.
pub const NO_NODE: u32 = u32::MAX;

/// How the tags inside an element are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    /// As HTML.
    Html,
    /// As SVG.
    Svg,
    /// As MathML.
    Math,
    /// In MathML, its words: HTML but for two tags.
    MathText,
    /// In MathML, an annotation: SVG may start here.
    Annotation,
    /// In SVG or MathML: HTML may start here.
    HtmlPoint,
}

/// Is the text inside an element text of the page?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Light {
    /// Yes.
    Shown,
    /// No: a drawing.
    Drawn,
    /// No, nor in anything inside: a template.
    Inert,
}

/// An open element.
#[derive(Clone, Copy, Debug)]
pub struct Open {
    /// As it stands in its tag.
    pub name: Name,
    /// Its number in the arena, or `NO_NODE`.
    pub node: u32,
    /// No other open element has this number.
    pub serial: u32,
    /// A node around this element that has had its end tag, but ends with it only; or `NO_NODE`.
    pub outer: u32,
    /// The lane of what is inside.
    pub lane: u32,
    /// Of a table: the lane of what is misplaced in it.
    pub before: u32,
    /// How tags inside are read.
    pub space: Space,
    /// Is text inside text of the page?
    pub light: Light,
}

/// The stack of open elements. The tags lie beside the elements, so that a search runs over few bytes; an element of
/// SVG or MathML has the tag `ForeignObject` there if HTML may start in it, else `Other`.
pub struct Stack {
    open: Vec<Open>,
    tags: Vec<Tag>,
    /// How many of each are on the stack, so that a search in vain costs nothing.
    counts: [u32; Tag::COUNT],
    /// Elements deeper than this are not kept apart from the one around them (as browsers do); their text stays.
    deepest: usize,
    /// Start tags beyond that, which are not on the stack.
    beyond: usize,
    /// There were such.
    pub was_full: bool,
}

impl Stack {
    /// No element open, and room for so many.
    pub fn new(deepest: usize) -> Self {
        Stack { open: Vec::new(), tags: Vec::new(), counts: [0; Tag::COUNT], deepest, beyond: 0, was_full: false }
    }

    /// Is there no room for one more?
    pub fn is_full(&self) -> bool {
        self.open.len() >= self.deepest
    }

    /// How many elements are open.
    pub fn len(&self) -> usize {
        self.open.len()
    }

    /// The innermost open element.
    pub fn top(&self) -> Option<&Open> {
        self.open.last()
    }

    /// The element at this place, outermost first.
    pub fn get(&self, index: usize) -> Option<&Open> {
        self.open.get(index)
    }

    /// The element at this place, to change it.
    pub fn get_mut(&mut self, index: usize) -> Option<&mut Open> {
        self.open.get_mut(index)
    }

    /// The tag of the innermost open element.
    pub fn tag(&self) -> Tag {
        self.tags.last().copied().unwrap_or(Tag::Other)
    }

    /// The tags of all of them, outermost first.
    pub fn tags(&self) -> &[Tag] {
        &self.tags
    }

    /// Is one of these open?
    pub fn has(&self, tag: Tag) -> bool {
        self.counts[tag as usize] > 0
    }

    /// Is there room for one more? If not, its end tag will be passed over too.
    pub fn has_room(&mut self) -> bool {
        let full = self.is_full();
        self.beyond += usize::from(full);
        self.was_full |= full;
        !full
    }

    /// Does an end tag here belong to a start tag that found no room?
    pub fn ends_beyond(&mut self) -> bool {
        let beyond = self.beyond > 0;
        self.beyond = self.beyond.saturating_sub(1);
        beyond
    }

    /// Put an element inside all others.
    pub fn push(&mut self, open: Open) {
        let tag = tag_of(&open);
        self.counts[tag as usize] += 1;
        self.open.push(open);
        self.tags.push(tag);
    }

    /// Put an element at this place, or inside all others if there are fewer.
    pub fn insert(&mut self, index: usize, open: Open) {
        let (index, tag) = (index.min(self.open.len()), tag_of(&open));
        self.counts[tag as usize] += 1;
        self.open.insert(index, open);
        self.tags.insert(index, tag);
    }

    /// Take the element at this place away.
    pub fn remove(&mut self, index: usize) -> Option<Open> {
        self.beyond = 0;
        if index >= self.open.len() {
            return None;
        }
        self.counts[self.tags.remove(index) as usize] -= 1;
        Some(self.open.remove(index))
    }

    /// Take the innermost element away.
    pub fn pop(&mut self) -> Option<Open> {
        self.beyond = 0;
        self.counts[self.tags.pop()? as usize] -= 1;
        self.open.pop()
    }

    /// The place of the innermost element that `wanted` names, looking no further out than one that `wall` names.
    pub fn find(&self, wanted: impl Fn(Tag) -> bool, wall: impl Fn(Tag) -> bool) -> Option<usize> {
        for (index, tag) in self.tags.iter().enumerate().rev() {
            if wanted(*tag) {
                return Some(index);
            }
            if wall(*tag) {
                return None;
            }
        }
        None
    }

    /// The place of the innermost `tag`, if it is in scope.
    pub fn in_scope(&self, tag: Tag) -> Option<usize> {
        if self.has(tag) { self.find(|t| t == tag, Tag::is_wall) } else { None }
    }

    /// The place of the innermost `tag` of the table that is read.
    pub fn in_table(&self, tag: Tag) -> Option<usize> {
        if self.has(tag) {
            self.find(|t| t == tag, |t| matches!(t, Tag::Html | Tag::Table | Tag::Template))
        } else {
            None
        }
    }

    /// The place of the element with this serial number.
    pub fn place_of(&self, serial: u32) -> Option<usize> {
        self.open.iter().rposition(|open| open.serial == serial)
    }
}

/// What stands for an element among the tags of the stack.
fn tag_of(open: &Open) -> Tag {
    match open.space {
        Space::Html if open.name.tag == Tag::ForeignObject => Tag::Other,
        Space::Html => open.name.tag,
        Space::Svg | Space::Math => Tag::Other,
        Space::MathText | Space::Annotation | Space::HtmlPoint => Tag::ForeignObject,
    }
}
