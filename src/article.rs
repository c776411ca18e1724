//! The shapes that pass from stage to stage. Everything else in the crate makes them or reads them.
//!
//! `Decoded` (bytes became text) → `Extracted` (text became blocks) → `Verdict` (keep or cut, and why) →
//! `Edit` (what is taken out of or changed in the extracted text) → `Cleaned` (all of it together: the record).

use std::borrow::Cow;
use std::ops::Range;

use serde::Serialize;

pub use crate::extract::structure::{Alone, Detail, Side, Structure};
pub use crate::metadata::Metadata;
pub use crate::posts::Post;

/// Bytes `start..end` of a text; which text is said where it is used.
pub type Span = Range<usize>;

/// Stable name of a rule, such as `share-bar` or `sentence-join`. Ids never change their meaning.
pub type RuleId = &'static str;

/// The word that files and lists have for one of several values.
pub fn word(value: impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

/// What a document was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Markup: blocks come from elements.
    Html,
    /// Plain text, as an extractor left it: blocks come from lines.
    Text,
}

/// What the charset was decided on, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// The caller said so (`--encoding`).
    Option,
    /// A byte-order mark.
    Bom,
    /// NUL bytes at every other place: UTF-16 without a mark.
    NulPattern,
    /// Escape sequences that only ISO-2022-JP has.
    Escapes,
    /// The bytes are valid UTF-8, or all but a few stray ones are.
    Utf8,
    /// What the server said in its `Content-Type`.
    Transport,
    /// A `<meta>` element or an XML declaration.
    Declared,
    /// The statistical detector, over the whole file.
    Detected,
}

/// How bytes became text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decoding {
    /// WHATWG name of the charset, such as `windows-1252`.
    pub charset: &'static str,
    /// What decided it.
    pub evidence: Evidence,
    /// The label the document declares, where it has one and whether or not it was followed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declared: Option<String>,
    /// Places that are no text in this charset and became U+FFFD.
    #[serde(skip_serializing_if = "is_zero")]
    pub replaced: usize,
    /// Stray bytes in UTF-8 that were read as windows-1252.
    #[serde(skip_serializing_if = "is_zero")]
    pub strays: usize,
    /// Mojibake undone.
    #[serde(rename = "mojibake", skip_serializing_if = "Vec::is_empty")]
    pub mended: Vec<Mended>,
}

#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// Lines that somebody had read in a wrong charset before they came here, and that were read anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mended {
    /// The wrong charset.
    pub misread_as: &'static str,
    /// The right one.
    pub charset: &'static str,
    /// How many lines.
    pub lines: usize,
}

/// A document as text.
#[derive(Clone, Debug)]
pub struct Decoded<'a> {
    /// The text, line ends as they were, without a byte-order mark; the bytes themselves where they are it already.
    pub text: Cow<'a, str>,
    /// How it was come by.
    pub decoding: Decoding,
}

/// What a block is in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Running text, or anything that is nothing else.
    Paragraph,
    /// A heading of this level, 1 to 6.
    Heading(u8),
    /// An item of a list; `depth` counts the lists around it, from 1.
    ListItem {
        /// In an ordered list: its number.
        number: Option<u32>,
        /// Lists around it, this one included.
        depth: u8,
    },
    /// A cell of a table.
    Cell,
    /// White space counts: program text, verse.
    Code,
    /// Inside a block quotation.
    Quote,
    /// Of a figure or a table.
    Caption,
}

impl Role {
    /// Is it a heading, of whatever level?
    pub fn is_heading(self) -> bool {
        matches!(self, Role::Heading(_))
    }
}

/// One leaf block: a run of text between two block boundaries.
#[derive(Clone, Debug)]
pub struct Block {
    /// In the extracted text; never empty, no white space at either end (code aside).
    pub span: Span,
    /// In the decoded source.
    pub source: Span,
    /// What it is.
    pub role: Role,
    /// Bytes of it that stand inside links.
    pub link_bytes: u32,
    /// The innermost element around it: index into `Extracted::elements`.
    pub element: u32,
    /// Not shown by a browser (`hidden`, `display:none`, `aria-hidden`).
    pub hidden: bool,
}

/// One element of the page that has text below it.
#[derive(Clone, Debug)]
pub struct Element {
    /// Its name.
    pub tag: crate::extract::html::tags::Tag,
    /// The element around it; the root is its own parent.
    pub parent: u32,
    /// What its class, id, role and name say it is for.
    pub hints: crate::extract::html::hints::Hints,
    /// Hash of its name and its first class: equal for the units of a list of cards, posts or rows.
    pub signature: u32,
    /// The blocks inside it.
    pub blocks: Range<u32>,
    /// Where its attributes start in the decoded source.
    pub attributes: u32,
    /// They say what its content is, for machines (microdata, RDFa, `rel`).
    pub marked: bool,
}

impl Element {
    /// The element around everything.
    pub fn root() -> Self {
        Element {
            tag: crate::extract::html::tags::Tag::Other,
            parent: 0,
            hints: crate::extract::html::hints::Hints::default(),
            signature: 0,
            blocks: 0..0,
            attributes: 0,
            marked: false,
        }
    }
}

/// Markup inside a block that a writer may want to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// In the extracted text.
    pub span: Span,
    /// What it is.
    pub mark: Mark,
}

/// The kinds of inline markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A link and where it leads.
    Link(String),
    /// `<em>`, `<i>`.
    Emphasis,
    /// `<strong>`, `<b>`.
    Strong,
    /// `<code>`, `<kbd>`, `<samp>`.
    Code,
    /// `<del>`, `<s>`.
    Strike,
    /// `<sup>`.
    Superscript,
    /// `<sub>`.
    Subscript,
    /// `<q>`: browsers put quotation marks around it.
    Quotation,
    /// What a manual says that a function or a class looks like: program text, though not shown as code.
    Declaration,
    /// A formula; what is marked is how the page shows it to those who see no formulas.
    Formula(Formula),
    /// An image. It has no text: its span is a place.
    Image {
        /// The text that stands for it.
        alt: String,
        /// Where it is.
        src: String,
    },
    /// A box before an item of a list of tasks: is it done? It has no text.
    Check(bool),
}

/// A formula as the page has it in TeX.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    /// Without dollar signs.
    pub tex: String,
    /// On a line of its own?
    pub display: bool,
}

/// A document as blocks.
#[derive(Clone, Debug)]
pub struct Extracted {
    /// What it was read as.
    pub kind: Kind,
    /// Every block's text in reading order. What stands between two blocks is their gap: white space, a tab
    /// between cells of a row, one line end where they belong together, two where they are paragraphs.
    pub text: String,
    /// Their spans ascend and do not overlap.
    pub blocks: Vec<Block>,
    /// Element 0 is the root. Plain text has only that.
    pub elements: Vec<Element>,
    /// Ascending by start. A mark may reach over several blocks and the gaps between them.
    pub inlines: Vec<Inline>,
    /// For writers.
    pub structure: Structure,
    /// What the head of the page holds, and where.
    pub head: crate::extract::html::head::Head,
    /// The title that the head of the page gives: `og:title`, else `<title>`.
    pub headline: Option<String>,
    /// What the head of the page says that it is about.
    pub summary: Option<String>,
    /// The language that the page declares, such as `en-GB`.
    pub language: Option<String>,
    /// The address that the page gives itself, as it stands there.
    pub url: Option<String>,
    /// Elements were deeper within each other than are kept apart.
    pub too_deep: bool,
    /// There were more elements or lines than are kept apart.
    pub too_many: bool,
}

impl Extracted {
    /// The text of a block.
    pub fn text_of(&self, block: &Block) -> &str {
        self.text.get(block.span.clone()).unwrap_or_default()
    }

    /// The innermost element around a block.
    pub fn element_of(&self, block: &Block) -> Option<&Element> {
        self.elements.get(block.element as usize)
    }

    /// An element and those around it, with their numbers, from the inside out; without the root.
    pub fn around(&self, element: usize) -> impl Iterator<Item = (usize, &Element)> {
        let numbered = |number: usize| (number > 0).then_some((number, self.elements.get(number)?));
        // An element comes behind the one around it: a number that does not fall would go round in a circle.
        std::iter::successors(numbered(element), move |(number, element)| {
            numbered(element.parent as usize).filter(|(around, _)| around < number)
        })
    }

    /// The marks that begin in a block; one that begins it may take in the gap before.
    pub fn inlines_in(&self, block: &Span) -> impl Iterator<Item = &Inline> {
        let before = self.text.get(..block.start).unwrap_or_default().trim_end().len();
        let first = self.inlines.partition_point(|inline| inline.span.start < before);
        let (start, end) = (block.start, block.end);
        let inlines = self.inlines.get(first..).unwrap_or_default().iter();
        inlines.take_while(move |inline| inline.span.start < end).filter(move |inline| inline.span.end > start)
    }
}

/// Keep or cut: what was decided on a block or on a part of one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    /// Index of the block.
    pub block: usize,
    /// In the extracted text; within the block's span.
    pub span: Span,
    /// Take it out?
    pub cut: bool,
    /// Why.
    pub rule: RuleId,
    /// 0 to 1: how sure.
    pub confidence: f32,
}

/// A removal or a change: put `replacement` where `span` was.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Edit {
    /// In the extracted text. A removal takes the gap beside the block too.
    pub span: Span,
    /// Empty or white space for removals; a blank for joins mended.
    pub replacement: Cow<'static, str>,
    /// Does it take text out (a verdict) or mend it (a repair)?
    pub cut: bool,
    /// Why.
    pub rule: RuleId,
    /// 0 to 1: how sure.
    pub confidence: f32,
}

/// Something that the reader of a result should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// Stable name.
    pub code: &'static str,
    /// In words.
    pub message: String,
}

/// The record of one document: what came out, and everything that was done on the way.
#[derive(Clone, Debug)]
pub struct Cleaned<'a> {
    /// How the bytes were read.
    pub decoding: Decoding,
    /// The decoded text; the bytes themselves where they are it already.
    pub source: Cow<'a, str>,
    /// The blocks before anything was cut.
    pub extracted: Extracted,
    /// One or more for every block that was judged, in order.
    pub verdicts: Vec<Verdict>,
    /// Removals and repairs over `extracted.text`: ascending, not overlapping. Replaying them gives `text()`.
    pub edits: Vec<Edit>,
    /// Block that stands as the title, if the document shows one.
    pub title: Option<usize>,
    /// Who wrote it, when, where: what the document says of itself.
    pub metadata: Metadata,
    /// On a page of a forum: the posts that the article is made of.
    pub posts: Vec<Post>,
    /// If asked for: what readers said of the article, which is no part of it.
    pub comments: Vec<Post>,
    /// How well the choice of blocks is expected to be, 0 to 1.
    pub confidence: f32,
    /// Odd things met on the way.
    pub notes: Vec<Note>,
    /// The work that it took, as [`crate::work`] counts it.
    pub work: u64,
}

impl Cleaned<'_> {
    /// The article as plain text: the edits replayed over the extracted text.
    pub fn text(&self) -> String {
        replay(&self.extracted.text, &self.edits)
    }

    /// The record by itself, for those that have no bytes to keep beside it.
    pub fn into_owned(self) -> Cleaned<'static> {
        Cleaned { source: Cow::Owned(self.source.into_owned()), ..self }
    }
}

/// Put the edits into the text. `edits` ascend and do not overlap; spans outside the text are ignored.
pub fn replay(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        if let Some(kept) = text.get(at..edit.span.start) {
            out.push_str(kept);
            out.push_str(&edit.replacement);
            at = edit.span.end;
        }
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}
