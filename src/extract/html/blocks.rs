//! The text side of reading a page: characters in, blocks out. Knows white space, gaps and marks, not tags.

use std::cmp::Reverse;

use super::entities;
use super::survey::is_blank;
use crate::article::{Alone, Block, Extracted, Inline, Mark, Role, Span};

/// What parts a block from the one before it, weakest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nothing asked for one: still the same block.
    #[default]
    None,
    /// Beside each other in a row.
    Cell,
    /// On the next line.
    Line,
    /// After a blank line.
    Paragraph,
}

impl Gap {
    fn text(self) -> &'static str {
        match self {
            Gap::None => "",
            Gap::Cell => "\t",
            Gap::Line => "\n",
            Gap::Paragraph => "\n\n",
        }
    }
}

/// The place in the page that text belongs to.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Innermost element.
    pub element: u32,
    /// What blocks here are.
    pub role: Role,
    /// Not shown.
    pub hidden: bool,
    /// Inside a link.
    pub linked: bool,
    /// White space counts.
    pub preformatted: bool,
    /// The element around it that is program text.
    pub program: Option<u32>,
    /// The text has character references in it.
    pub references: bool,
}

/// A place in the text, taken while that is written.
#[derive(Clone, Copy, Debug, Default)]
pub struct At {
    byte: usize,
    /// The number of the block that was open then, or that came next.
    block: usize,
}

/// Gathers text into the blocks of a document.
pub struct Blocks {
    out: Extracted,
    /// Blocks that are kept apart.
    most: usize,
    /// The block being written; its span and source end where they end so far.
    open: Option<Block>,
    gap: Gap,
    /// White space is due before the next character.
    blank: bool,
    /// An inline element ended or started since the last character.
    seam: bool,
    /// The element that text was added from last.
    last: u32,
    /// What was program text around that.
    program: Option<u32>,
    /// The first mark of the block that is open.
    marks: usize,
    /// Things without text that came since the last block ended, each with an element around it.
    things: Vec<(u32, Mark)>,
    /// Blanks that preformatted text begins with, before an element.
    indent: String,
    scratch: String,
}

impl Blocks {
    /// Start on an empty document, for so many blocks.
    pub fn new(out: Extracted, most: usize) -> Self {
        Blocks {
            out,
            most,
            open: None,
            gap: Gap::None,
            blank: false,
            seam: false,
            last: 0,
            program: None,
            marks: 0,
            things: Vec::new(),
            indent: String::new(),
            scratch: String::new(),
        }
    }

    /// The document so far.
    pub fn document(&mut self) -> &mut Extracted {
        &mut self.out
    }

    /// Number of the next block to be closed.
    pub fn count(&self) -> u32 {
        u32::try_from(self.out.blocks.len() + usize::from(self.open.is_some())).unwrap_or(u32::MAX)
    }

    /// Where the next character will stand.
    pub fn position(&self) -> At {
        let byte = self.out.text.len() + usize::from(self.blank && self.open.is_some());
        At { byte, block: self.out.blocks.len() }
    }

    /// White space at the end of a block goes when that is closed, so a place behind it is now the block's end.
    pub fn byte(&self, at: At) -> usize {
        self.out.blocks.get(at.block).map_or(at.byte, |block| at.byte.min(block.span.end))
    }

    /// End the block; the next one is at least `gap` away.
    pub fn part(&mut self, gap: Gap) {
        if self.out.blocks.len() >= self.most && self.open.is_some() {
            self.out.too_many = true;
            return self.new_line();
        }
        self.close();
        self.leave_alone();
        self.gap = self.gap.max(gap);
    }

    /// What comes now stands on a line of its own, in the same block.
    pub fn new_line(&mut self) {
        if self.open.is_some() && !self.out.text.ends_with('\n') {
            self.out.text.push('\n');
        }
        (self.blank, self.seam) = (false, false);
    }

    /// A `<br>`: two in a row make a paragraph. Inside preformatted text it is a line end.
    pub fn line_break(&mut self, preformatted: bool) {
        if preformatted && self.open.is_some() {
            self.out.text.push('\n');
        } else {
            let gap = if self.open.is_none() && self.gap >= Gap::Line { Gap::Paragraph } else { Gap::Line };
            self.part(gap);
        }
    }

    /// An inline element starts or ends here: two words may meet.
    pub fn seam(&mut self) {
        self.seam = true;
    }

    /// Two inline elements meet here that are never parts of one word.
    pub fn blank(&mut self) {
        self.blank = true;
    }

    /// Something without text stands here, inside this element.
    pub fn thing(&mut self, element: u32, mark: Mark) {
        let at = self.position().byte;
        match &self.open {
            Some(block) if block.role == Role::Code => {}
            Some(_) => self.out.inlines.push(Inline { span: at..at, mark }),
            None => self.things.push((element, mark)),
        }
    }

    /// What came since the last block ended is in no block.
    fn leave_alone(&mut self) {
        if self.things.is_empty() {
            return;
        }
        let before = self.count();
        let alone = self.things.drain(..).map(|(element, mark)| Alone { before, element, mark });
        self.out.structure.alone.extend(alone);
    }

    /// Add character data as it stands in the source, at `source`.
    pub fn text(&mut self, raw: &str, source: Span, place: Place) {
        let white = raw.len() - raw.trim_ascii_start().len();
        let trimmed = raw.trim_ascii();
        let bare = source.start + white..source.start + white + trimmed.len();
        if !place.references || !entities::has_any(trimmed) {
            return self.plain(raw, bare, place);
        }
        let mut text = std::mem::take(&mut self.scratch);
        text.clear();
        entities::decode_into(raw, &mut text);
        self.plain(&text, bare, place);
        self.scratch = text;
    }

    fn plain(&mut self, text: &str, source: Span, place: Place) {
        if place.preformatted { self.verbatim(text, &source, place) } else { self.words(text, &source, place) }
    }

    fn words(&mut self, text: &str, source: &Span, place: Place) {
        let behind = text.trim_ascii_start();
        self.blank |= behind.len() < text.len();
        let mut words = behind.trim_ascii_end();
        if self.open.is_none() {
            while let Some(first) = words.split_ascii_whitespace().next().filter(|word| shows_nothing(word)) {
                words = words[first.len()..].trim_ascii_start();
            }
        }
        if words.is_empty() {
            return;
        }
        if self.open.is_none() {
            self.start(source, place);
        } else if (self.blank || self.seam && self.words_meet(words, place)) && !self.out.text.ends_with('\n') {
            self.out.text.push(' ');
        }
        let at = self.out.text.len();
        self.copy(words);
        self.account(at, source, place);
        (self.blank, self.seam) = (text.ends_with(|c: char| c.is_ascii_whitespace()), false);
    }

    /// Add words with one blank between two of them.
    fn copy(&mut self, words: &str) {
        let bytes = words.as_bytes();
        if is_tidy(bytes) {
            return self.out.text.push_str(words);
        }
        let (mut start, mut at) = (0, 0);
        while let Some(word) = bytes.get(at..).and_then(|rest| rest.iter().position(u8::is_ascii_whitespace)) {
            let space = at + word;
            let length = bytes[space..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            if length > 1 || bytes[space] != b' ' {
                self.out.text.push_str(&words[start..space]);
                self.out.text.push(' ');
                start = space + length;
            }
            at = space + length;
        }
        self.out.text.push_str(&words[start..]);
    }

    /// Does the text end like a word and `word` start like the next one, where two elements meet? Not so in the names
    /// of a program.
    fn words_meet(&self, word: &str, place: Place) -> bool {
        let last = self.out.text.chars().next_back();
        if place.program.is_some() && (place.program == self.program || self.program.is_some() && last == Some('.')) {
            return false;
        }
        last.is_some_and(|c| c.is_lowercase() || matches!(c, '.' | '!' | '?' | ';' | ',' | ')'))
            && word.chars().next().is_some_and(char::is_uppercase)
    }

    fn verbatim(&mut self, text: &str, source: &Span, place: Place) {
        let mut text = text;
        if self.open.is_none() {
            if text.trim_matches(is_blank).is_empty() {
                let line = text.rfind('\n').map_or(text, |line_end| &text[line_end + 1..]);
                self.indent.truncate(if line.len() < text.len() { 0 } else { self.indent.len() });
                return self.indent.push_str(line);
            }
            let indent = std::mem::take(&mut self.indent);
            self.start(source, place);
            self.out.text.push_str(if text.starts_with(['\n', '\r']) { "" } else { &indent });
            text = text.trim_start_matches(['\n', '\r']);
        } else if self.blank {
            self.out.text.push(' ');
        }
        (self.blank, self.seam) = (false, false);
        let at = self.out.text.len();
        for (number, line) in text.split("\r\n").enumerate() {
            if number > 0 {
                self.out.text.push('\n');
            }
            // A blank that keeps its line together is a blank in code, whose lines are never broken.
            self.out.text.extend(
                line.split('\u{a0}').enumerate().flat_map(|(part, text)| [if part > 0 { " " } else { "" }, text]),
            );
        }
        self.account(at, source, place);
    }

    fn start(&mut self, source: &Span, place: Place) {
        if !self.out.text.is_empty() {
            self.out.text.push_str(self.gap.text());
        }
        self.gap = Gap::None;
        self.marks = self.out.inlines.len();
        self.last = place.element;
        let at = self.out.text.len();
        self.open = Some(Block {
            span: at..at,
            source: source.clone(),
            role: place.role,
            link_bytes: 0,
            element: place.element,
            hidden: place.hidden,
        });
        let things = self.things.drain(..).map(|(_, mark)| Inline { span: at..at, mark });
        self.out.inlines.extend(things);
    }

    /// The text from `at` on has come from this place.
    fn account(&mut self, at: usize, source: &Span, place: Place) {
        self.program = place.program;
        let Some(block) = &mut self.open else { return };
        block.source = block.source.start.min(source.start)..block.source.end.max(source.end);
        if place.linked {
            let bytes = self.out.text.as_bytes()[at..].iter().filter(|byte| **byte != b' ').count();
            block.link_bytes = block.link_bytes.saturating_add(u32::try_from(bytes).unwrap_or(u32::MAX));
        }
        if place.element == self.last {
            return;
        }
        self.last = place.element;
        let elements = &self.out.elements;
        let parent = |element: u32| elements.get(element as usize).map_or(0, |e| e.parent);
        // Both stand in one block, so they part only below its block element; elements are numbered in reading order.
        let mut here = place.element;
        while block.element != here {
            if block.element > here { block.element = parent(block.element) } else { here = parent(here) }
        }
    }

    fn close(&mut self) {
        (self.blank, self.seam) = (false, false);
        self.indent.clear();
        let Some(mut block) = self.open.take() else { return };
        let trimmed = self.out.text.trim_end_matches(is_blank).len();
        self.out.text.truncate(trimmed);
        block.span.end = self.out.text.len();
        let start = block.span.start;
        if block.role != Role::Code {
            let inside = &self.out.text[block.span.clone()];
            block.span.start += inside.len() - inside.trim_start_matches(is_blank).len();
        }
        for inline in self.out.inlines.iter_mut().skip(self.marks) {
            // One that began in an earlier block keeps its start.
            let least = if inline.span.start < start { 0 } else { block.span.start };
            let from = inline.span.start.clamp(least, block.span.end);
            inline.span = from..inline.span.end.clamp(from, block.span.end);
        }
        self.out.blocks.push(block);
    }

    /// Is there text behind `start`?
    pub fn has_text_since(&self, start: At) -> bool {
        self.byte(start) < self.out.text.len()
    }

    /// Remember a mark from `start` to here. Code ends with its block: what is in it is not mended.
    pub fn mark(&mut self, start: At, mark: Mark) {
        let start = self.byte(start);
        let from = match &self.open {
            Some(block) if mark == Mark::Code => start.max(block.span.start),
            None if mark == Mark::Code => return,
            _ => start,
        };
        let span = from..self.out.text.len();
        if span.start < span.end {
            self.out.inlines.push(Inline { span, mark });
        }
    }

    /// The text from `start` on, if all of it stands in the block that is open.
    pub fn since(&self, start: At) -> Option<&str> {
        let start = self.byte(start);
        let block = self.open.as_ref().filter(|block| block.role != Role::Code)?;
        let others = self.out.blocks.last().map_or(0, |block| block.span.end);
        self.out.text.get(start.max(block.span.start)..).filter(|_| others <= start)
    }

    /// The finished document.
    pub fn finish(mut self) -> Extracted {
        self.close();
        self.leave_alone();
        let end = self.out.text.trim_end().len();
        self.out.text.truncate(end);
        self.out.inlines.retain(|inline| inline.span.start < inline.span.end || inline.mark.is_thing());
        let inside = |inline: &Inline| inline.mark == Mark::Code;
        self.out.inlines.sort_by_key(|inline| (inline.span.start, Reverse(inline.span.end), inside(inline)));
        self.out
    }
}

/// Is there no white space but single blanks? Every byte is looked at, since that can be done many at a time.
fn is_tidy(words: &[u8]) -> bool {
    let control = words.iter().fold(false, |found, byte| found | (*byte < b' ') & byte.is_ascii_whitespace());
    let pairs = words.iter().zip(words.iter().skip(1));
    !control && !pairs.fold(false, |found, (first, second)| found | (first == second) & (*first == b' '))
}

/// Is there nothing to see in a word?
fn shows_nothing(word: &str) -> bool {
    !word.starts_with(|c: char| c.is_ascii_graphic()) && word.trim_matches(is_blank).is_empty()
}
