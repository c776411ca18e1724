//! Formatting elements that a block cut off and that start anew behind it, and end tags that cross blocks: the
//! standard's list of active formatting elements and its adoption agency.

use super::Tree;
use super::stack::{NO_NODE, Open};
use crate::article::Span;
use crate::extract::html::arena::Step;
use crate::extract::html::attributes::Attributes;
use crate::extract::html::tags::{Name, Tag};

/// More formatting elements than this are not started anew in one place.
const MOST_OPEN: usize = 32;

/// This many may be started anew in any page, and beyond it as many as the page has start tags.
const MOST_ANEW: usize = 50_000;

/// Alike elements more than this are not started anew (the standard's "Noah's Ark clause").
const MOST_ALIKE: usize = 3;

/// Blocks that one end tag reaches across.
const MOST_BLOCKS: usize = 8;

/// A formatting element that has had no end tag yet.
#[derive(Clone, Debug)]
struct Format {
    name: Name,
    node: u32,
    /// Of its element, open or ended by a block around it.
    serial: u32,
    /// Its attributes in the source.
    attributes: Span,
}

/// The list of active formatting elements; `None` keeps those of a cell or an object apart from those outside.
#[derive(Default)]
pub struct Formatting {
    list: Vec<Option<Format>>,
    /// How many elements were started anew.
    anew: usize,
    /// How many formatting elements were started by tags.
    pub tags: usize,
}

impl Formatting {
    /// What comes now is apart from what is in the list.
    pub fn mark(&mut self) {
        self.list.push(None);
    }

    /// What was kept apart has ended.
    pub fn clear_to_mark(&mut self) {
        while self.list.pop().is_some_and(|entry| entry.is_some()) {}
    }

    /// Those since the last mark.
    fn recent(&self) -> usize {
        self.list.iter().rposition(Option::is_none).map_or(0, |mark| mark + 1)
    }

    /// The last of this name since the last mark.
    fn last(&self, tag: Tag) -> Option<usize> {
        let recent = self.recent();
        let named = |entry: &Option<Format>| entry.as_ref().is_some_and(|format| format.name.tag == tag);
        self.list[recent..].iter().rposition(named).map(|index| recent + index)
    }

    fn add(&mut self, format: Format, source: &str) {
        let recent = self.recent();
        let alike = |entry: &Option<Format>| {
            entry.as_ref().is_some_and(|other| {
                other.name == format.name
                    && source.get(other.attributes.clone()) == source.get(format.attributes.clone())
            })
        };
        let mut same = self.list[recent..].iter().rev().filter(|entry| alike(entry));
        let crowd = same.nth(MOST_ALIKE - 1).is_some();
        let first = self.list[recent..].iter().position(alike).filter(|_| crowd);
        if let Some(index) = first {
            self.list.remove(recent + index);
        } else if self.list.len() - recent >= MOST_OPEN {
            self.list.remove(recent);
        }
        self.list.push(Some(format));
    }

    fn get(&self, index: usize) -> Option<&Format> {
        self.list.get(index)?.as_ref()
    }

    /// Where it stands since the last mark.
    fn place_of(&self, serial: u32) -> Option<usize> {
        let recent = self.recent();
        let this = |entry: &Option<Format>| entry.as_ref().is_some_and(|format| format.serial == serial);
        self.list[recent..].iter().rposition(this).map(|index| recent + index)
    }
}

impl Tree<'_> {
    /// Start a formatting element.
    pub(super) fn start_formatting(&mut self, name: Name, with: &Attributes) {
        self.formatting.tags += 1;
        let node = self.node(name, with);
        if let Some(serial) = self.open(name, node) {
            self.formatting.add(Format { name, node, serial, attributes: with.span.clone() }, self.source);
        }
    }

    /// Start anew what a block cut off.
    pub(super) fn reconstruct(&mut self) {
        let mut from = self.formatting.list.len();
        while from > 0 {
            let format = self.formatting.get(from - 1);
            if format.is_none_or(|format| self.stack.place_of(format.serial).is_some()) {
                break;
            }
            from -= 1;
        }
        for index in from..self.formatting.list.len() {
            let Some(Format { name, node, .. }) = self.formatting.get(index).cloned() else { continue };
            self.formatting.anew += 1;
            if self.formatting.anew > MOST_ANEW + self.formatting.tags {
                return self.formatting.list.truncate(self.formatting.recent());
            }
            let serial = self.open(name, node);
            if let (Some(Some(format)), Some(serial)) = (self.formatting.list.get_mut(index), serial) {
                format.serial = serial;
            }
        }
    }

    /// An end tag of a formatting element.
    pub(super) fn end_formatting(&mut self, name: Name) {
        let top = self.stack.top().filter(|open| open.name == name && self.stack.tag() == name.tag);
        if top.is_some_and(|open| self.formatting.place_of(open.serial).is_none()) {
            return self.pop();
        }
        for _ in 0..MOST_BLOCKS {
            let Some(entry) = self.formatting.last(name.tag) else { return self.end_other(name) };
            let Some(serial) = self.formatting.get(entry).map(|format| format.serial) else { return };
            let Some(place) = self.stack.place_of(serial) else {
                self.formatting.list.remove(entry);
                return self.stray(name.tag);
            };
            let inside = &self.stack.tags()[place + 1..];
            if inside.iter().any(|tag| tag.is_wall()) {
                return self.stray(name.tag);
            }
            let Some(block) = inside.iter().position(|tag| tag.is_special()) else {
                self.pop_to(place);
                self.formatting.list.remove(entry);
                return;
            };
            self.adopt(entry, place, place + 1 + block);
        }
    }

    /// End the formatting element at `place` outside of the block inside it at `block`; it goes on in the block for
    /// what is there already.
    fn adopt(&mut self, entry: usize, place: usize, block: usize) {
        let Some(ended) = self.stack.get(place).copied() else { return };
        let between: Vec<u32> =
            (place + 1..block).filter_map(|at| self.stack.get(at)).map(|open| open.serial).collect();
        let inner = self.stack.get(block).map_or(NO_NODE, |block| block.node);
        let mut entry = entry;
        for (distance, serial) in between.into_iter().rev().enumerate() {
            let listed = self.formatting.place_of(serial);
            if let Some(listed) = listed.filter(|_| distance >= 3) {
                self.formatting.list.remove(listed);
                entry -= usize::from(listed < entry);
            }
            if (listed.is_none() || distance >= 3)
                && let Some(at) = self.stack.place_of(serial)
            {
                self.leave(at, inner);
                self.take(at);
            }
        }
        self.take(place);
        let Some(block) = self.stack.tags()[place..].iter().position(|tag| tag.is_special()) else { return };
        let serial = self.serial();
        self.stack.insert(place + block + 1, Open { node: NO_NODE, outer: NO_NODE, serial, ..ended });
        if let Some(Some(format)) = self.formatting.list.get_mut(entry) {
            format.serial = serial;
        }
    }

    /// The element at `index` is about to end before the node `inner` inside it began.
    fn leave(&mut self, index: usize, inner: u32) {
        let tag = self.stack.tags().get(index).copied().filter(|tag| tag.is_block());
        if let (Some(tag), Some(node)) = (tag, self.arena.nodes.get_mut(inner as usize)) {
            node.left = Some(tag);
        }
    }

    /// End an element though others inside it stay open.
    pub(super) fn take(&mut self, index: usize) {
        if let Some(open) = self.stack.remove(index) {
            self.ended(open);
        }
    }

    /// A second link inside a link ends the first, wherever that is.
    pub(super) fn end_link(&mut self) {
        let Some(entry) = self.formatting.last(Tag::A) else { return };
        let Some(serial) = self.formatting.get(entry).map(|format| format.serial) else { return };
        self.end_formatting(Tag::A.into());
        if let Some(entry) = self.formatting.place_of(serial) {
            self.formatting.list.remove(entry);
        }
        if let Some(place) = self.stack.place_of(serial) {
            self.take(place);
        }
    }

    /// An end tag without a start: words that it stands between are two where a block was meant to end.
    pub(super) fn stray(&mut self, tag: Tag) {
        self.emit(if tag.is_block() { Step::Blank } else { Step::Seam });
    }
}
