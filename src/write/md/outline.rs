//! Blocks → a tree of what stands in what: quotes, lists, tables, definitions, notes, and the leaves in them. The page's
//! elements say it. A block goes where the elements around it put it, and always behind the block before it, so that
//! the order of the text is never another than in the record.

use super::between;
use super::inline::thing;
use super::signatures::Signature;
use crate::article::{Alone, Block, Cleaned, Detail, Extracted, Role, Side};
use crate::extract::html::tags::Tag;
use crate::extract::notes::Notes;
use crate::write::Show;

/// Things inside things; deeper ones go into the last. What stands before a line is so no longer than a few hundred bytes.
const MAX_NEST: usize = 16;

/// In a longer text than this there are fewer: every line would be many times as long.
const LONG_TEXT: usize = 4 << 20;
const MAX_NEST_IF_LONG: usize = 3;

/// What a branch is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Root,
    Quote,
    /// A list, numbered or not.
    List(bool),
    /// An item, and its number.
    Item(Option<u32>),
    /// A list of terms and definitions.
    Definitions,
    Term,
    Definition,
    Table,
    /// A cell at this row and column, and where its text stands there.
    Cell(u32, u32, Option<Side>),
    /// A footnote and its label.
    Note(String),
}

/// Something that holds others.
#[derive(Clone, Debug)]
pub struct Branch {
    /// What it is.
    pub kind: Kind,
    /// What is in it.
    pub children: Vec<Child>,
}

/// What stands in a branch: another branch, or a leaf, each by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Child {
    Branch(usize),
    Leaf(usize),
}

/// What a leaf is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    Paragraph,
    Heading(u8),
    /// Code in this language.
    Code(Option<String>),
    /// Who signed the post that follows.
    Signature,
}

/// One line of a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// The text of a block.
    Block(usize),
    /// One of `Structure::alone`.
    Alone(usize),
    /// One of the signatures.
    Signature(usize),
}

/// A paragraph, a heading, a piece of code.
#[derive(Clone, Debug)]
pub struct Leaf {
    /// What it is.
    pub form: Form,
    /// Its lines.
    pub lines: Vec<Line>,
    /// The heading or the code block that it is, as an element.
    element: Option<u32>,
}

/// A document as a tree; branch 0 is the root.
#[derive(Debug)]
pub struct Outline {
    pub branches: Vec<Branch>,
    pub leaves: Vec<Leaf>,
}

/// The tree of the blocks that are kept, and of what is to be shown between them.
pub fn outline(cleaned: &Cleaned, kept: &[bool], notes: &Notes, signatures: &[Signature], show: Show) -> Outline {
    let extracted = &cleaned.extracted;
    let mut builder = Builder::new(extracted, notes);
    let alone = extracted.structure.alone.iter().enumerate();
    let places = between::shown(extracted, kept);
    let shown = |alone: &Alone| places.get(alone.before as usize) == Some(&true) && thing(&alone.mark, show).is_some();
    let mut alone = alone.filter(|(_, alone)| shown(alone)).peekable();
    let mut signatures = signatures.iter().enumerate().peekable();
    for (at, block) in extracted.blocks.iter().enumerate() {
        while let Some((number, thing)) = alone.next_if(|(_, thing)| thing.before as usize <= at) {
            builder.leaf(thing.element, Form::Paragraph, None, Line::Alone(number), false);
        }
        if let Some((number, signed)) = signatures.next_if(|(_, signed)| signed.block == at) {
            builder.leaf(signed.element, Form::Signature, None, Line::Signature(number), false);
        }
        if kept.get(at).copied().unwrap_or(true) {
            builder.block(at, block, cleaned.title == Some(at));
        }
    }
    for (number, thing) in alone {
        builder.leaf(thing.element, Form::Paragraph, None, Line::Alone(number), false);
    }
    builder.outline
}

struct Builder<'a> {
    extracted: &'a Extracted,
    notes: &'a Notes,
    /// For each element the innermost one, itself included, that holds others.
    holders: Vec<u32>,
    /// For each element the heading or code block that it is or is in.
    wholes: Vec<u32>,
    outline: Outline,
    /// The element of each branch; of several lists in one the last.
    sources: Vec<u32>,
    /// The branches that are open, with their elements.
    spine: Vec<(u32, usize)>,
    /// Where the last block ends.
    end: usize,
}

impl<'a> Builder<'a> {
    fn new(extracted: &'a Extracted, notes: &'a Notes) -> Self {
        let (mut holders, mut wholes) = (Vec::new(), Vec::new());
        for (at, element) in extracted.elements.iter().enumerate() {
            let own = u32::try_from(at).unwrap_or(u32::MAX);
            let inherit = |of: &[u32]| of.get(element.parent as usize).copied().unwrap_or(0);
            // A table in code is the frame of its lines.
            let in_code =
                || extracted.elements.get(inherit(&wholes) as usize).is_some_and(|whole| whole.tag == Tag::Pre);
            let is_frame = matches!(element.tag, Tag::Table | Tag::Td | Tag::Th) && in_code();
            let holds = is_holder(element.tag) && !is_frame || notes.label(own).is_some();
            let whole = element.tag.heading().is_some() || element.tag == Tag::Pre;
            let holder = if holds { own } else { inherit(&holders) };
            let whole = if whole { own } else { inherit(&wholes) };
            holders.push(holder);
            wholes.push(whole);
        }
        let root = Branch { kind: Kind::Root, children: Vec::new() };
        let outline = Outline { branches: vec![root], leaves: Vec::new() };
        Builder { extracted, notes, holders, wholes, outline, sources: vec![0], spine: Vec::new(), end: 0 }
    }

    fn block(&mut self, at: usize, block: &Block, is_title: bool) {
        let whole = self.wholes.get(block.element as usize).copied().filter(|element| *element != 0);
        let form = match block.role {
            Role::Heading(level) => Form::Heading(level.clamp(1, 6)),
            Role::Code => Form::Code(self.language(block.element)),
            _ if is_title => Form::Heading(1),
            _ => Form::Paragraph,
        };
        let gap = self.extracted.text.get(self.end..block.span.start).unwrap_or_default();
        let close = gap.matches('\n').count() < 2;
        self.end = block.span.end;
        let whole = if form == Form::Paragraph { None } else { whole };
        self.leaf(block.element, form, whole, Line::Block(at), close);
    }

    /// Add a line: to the last leaf, if it goes on, or as a new one.
    fn leaf(&mut self, element: u32, form: Form, whole: Option<u32>, line: Line, close: bool) {
        self.enter(element);
        let branch = self.spine.last().map_or(0, |(_, branch)| *branch);
        let Some(parent) = self.outline.branches.get_mut(branch) else { return };
        if let Some(Child::Leaf(last)) = parent.children.last()
            && let Some(last) = self.outline.leaves.get_mut(*last)
            && last.form == form
            && if form == Form::Paragraph { close } else { whole.is_some() && last.element == whole }
        {
            return last.lines.push(line);
        }
        parent.children.push(Child::Leaf(self.outline.leaves.len()));
        self.outline.leaves.push(Leaf { form, lines: vec![line], element: whole });
    }

    /// Open the branches that are around an element, and close those that are not.
    fn enter(&mut self, element: u32) {
        let mut path = Vec::new();
        let mut at = self.holders.get(element as usize).copied().unwrap_or(0);
        while at != 0 {
            path.push(at);
            // A note stands by itself, whatever is around it.
            let parent = self.extracted.elements.get(at as usize).map_or(0, |element| element.parent);
            let next = self.holders.get(parent as usize).copied().unwrap_or(0);
            at = if self.notes.label(at).is_some() { 0 } else { next };
        }
        path.reverse();
        let long = self.extracted.text.len() > LONG_TEXT;
        path.truncate(if long { MAX_NEST_IF_LONG } else { MAX_NEST });
        let shared = path.iter().zip(&self.spine).take_while(|(one, (other, _))| *one == other).count();
        self.spine.truncate(shared);
        for element in path.into_iter().skip(shared) {
            self.open(element);
        }
    }

    fn open(&mut self, element: u32) {
        let kind = self.kind(element);
        let mut parent = self.spine.last().map_or(0, |(_, branch)| *branch);
        // A list right in a list belongs to the item before it.
        if matches!(kind, Kind::List(_))
            && let Some(Branch { kind: Kind::List(_), children }) = self.outline.branches.get(parent)
            && let Some(Child::Branch(item)) = children.last()
            && matches!(self.outline.branches.get(*item), Some(Branch { kind: Kind::Item(_), .. }))
        {
            parent = *item;
        }
        if let Some(list) = self.goes_on(parent, element, &kind) {
            self.sources[list] = element;
            return self.spine.push((element, list));
        }
        let number = self.outline.branches.len();
        self.outline.branches.push(Branch { kind, children: Vec::new() });
        self.sources.push(element);
        if let Some(parent) = self.outline.branches.get_mut(parent) {
            parent.children.push(Child::Branch(number));
        }
        self.spine.push((element, number));
    }

    /// The list without numbers right before this one, if both have one item and nothing is between them: some write a list
    /// for each item.
    fn goes_on(&self, parent: usize, element: u32, kind: &Kind) -> Option<usize> {
        let Child::Branch(list) = *self.outline.branches.get(parent)?.children.last()? else { return None };
        if [kind, &self.outline.branches.get(list)?.kind].iter().any(|kind| **kind != Kind::List(false)) {
            return None;
        }
        let (one, other) =
            (self.extracted.elements.get(self.sources[list] as usize)?, self.extracted.elements.get(element as usize)?);
        let adjoin = one.parent == other.parent && one.blocks.end == other.blocks.start;
        (adjoin && one.blocks.len() == 1 && other.blocks.len() == 1).then_some(list)
    }

    fn kind(&self, element: u32) -> Kind {
        if let Some(label) = self.notes.label(element) {
            return Kind::Note(label.to_owned());
        }
        match self.extracted.elements.get(element as usize).map_or(Tag::Other, |element| element.tag) {
            Tag::Blockquote => Kind::Quote,
            Tag::Ol => Kind::List(true),
            Tag::Li => Kind::Item(self.details(element).find_map(|detail| match detail {
                Detail::Number(number) => Some(*number),
                _ => None,
            })),
            Tag::Dl => Kind::Definitions,
            Tag::Dt => Kind::Term,
            Tag::Dd => Kind::Definition,
            Tag::Table => Kind::Table,
            Tag::Td | Tag::Th => {
                let place = self.details(element).find_map(|detail| match detail {
                    Detail::Cell { row, column, side } => Some(Kind::Cell(*row, *column, *side)),
                    _ => None,
                });
                place.unwrap_or(Kind::Cell(0, 0, None))
            }
            _ => Kind::List(false),
        }
    }

    /// What is known of an element.
    fn details(&self, element: u32) -> impl Iterator<Item = &'a Detail> + use<'a> {
        let details = &self.extracted.structure.details;
        let first = details.partition_point(|(of, _)| *of < element);
        let own = details.get(first..).unwrap_or_default().iter();
        own.take_while(move |(of, _)| *of == element).map(|(_, detail)| detail)
    }

    /// The language of code: what the elements between it and the code block say.
    fn language(&self, element: u32) -> Option<String> {
        let whole = self.wholes.get(element as usize).copied().unwrap_or(0);
        let inside = self.extracted.around(element as usize).take_while(|(at, _)| *at >= whole as usize);
        inside.flat_map(|(at, _)| self.details(at as u32)).find_map(|detail| match detail {
            Detail::Language(name) => Some(name.clone()),
            _ => None,
        })
    }
}

fn is_holder(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Blockquote
            | Tag::Ol
            | Tag::Ul
            | Tag::Menu
            | Tag::Dir
            | Tag::Li
            | Tag::Dl
            | Tag::Dt
            | Tag::Dd
            | Tag::Table
            | Tag::Td
            | Tag::Th
    )
}
