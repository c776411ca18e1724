//! What a walk over the tree notes for writers: details of elements, and what has no text. The text does not depend
//! on anything in here.

use super::arena::Node;
use super::attributes::Key;
use super::formulas::{self, Around, WRAPPERS_AROUND};
use super::shape::Rare;
use super::tags::Tag;
use super::walk::Walk;
use crate::article::{Detail, Formula, Mark};

/// So many elements around code are looked at for the language, parts of a table aside.
const LANGUAGE_AROUND: usize = 4;

impl Mark {
    /// May it stand at a place without text?
    pub fn is_thing(&self) -> bool {
        matches!(self, Mark::Formula(_) | Mark::Image { .. } | Mark::Check(_))
    }
}

impl<'a> Walk<'a> {
    /// What is remembered of an element of the tree.
    pub(super) fn rare(&self, node: u32) -> Rare<'a> {
        Rare { source: self.source, arena: self.arena, node }
    }

    /// Row and column of a cell that starts; tables and rows that start are noted.
    pub(super) fn place(&mut self, tag: Tag, node: u32) -> (u32, u32) {
        if self.state().between_lines {
            return (0, 0);
        }
        let rare = Rare { source: self.source, arena: self.arena, node };
        match (tag, self.grids.last_mut()) {
            (Tag::Table, _) => self.grids.push(Default::default()),
            (Tag::Thead | Tag::Tbody | Tag::Tfoot, Some(grid)) => grid.group(),
            (Tag::Tr, Some(grid)) => grid.row(),
            (Tag::Td | Tag::Th, Some(grid)) => {
                return grid.cell(rare.number(Key::Colspan).unwrap_or(1), rare.number(Key::Rowspan));
            }
            _ => {}
        }
        (0, 0)
    }

    /// The open elements from `first` on have just got their numbers: note what is known of them.
    pub(super) fn describe(&mut self, first: usize) {
        for depth in first..self.open.len() {
            let Some(open) = self.open.get(depth) else { return };
            let (element, node) = (open.element, self.rare(open.node));
            let detail = match open.tag {
                Tag::Li => open.state.number.map(Detail::Number),
                Tag::Td | Tag::Th => {
                    let ((row, column), side) = (open.cell, node.side());
                    Some(Detail::Cell { row, column, side })
                }
                Tag::Pre | Tag::Code if open.state.preformatted => self.language(depth).map(Detail::Language),
                _ => None,
            };
            let id = node.decoded(Key::Id).map(Detail::Id);
            let details = &mut self.blocks.document().structure.details;
            details.extend(detail.map(|detail| (element, detail)));
            details.extend(id.map(|id| (element, id)));
        }
    }

    /// An element in code starts. One that is a line starts anew where the one before it has ended: style sheets show it
    /// so, whether or not a line end stands between them.
    pub(super) fn code_line(&mut self, node: u32) {
        let text = &self.blocks.document().text;
        let end = Some(text.len());
        if self.line_end == end
            && (!text.ends_with('\n') || self.line_put == end)
            && self.state().preformatted
            && self.rare(node).is_code_line()
        {
            self.blocks.line_break(true);
            self.line_put = Some(self.blocks.document().text.len());
        }
    }

    /// The language of the code in the open element at `depth`.
    fn language(&self, depth: usize) -> Option<String> {
        let in_table = |tag: Tag| matches!(tag, Tag::Table | Tag::Tbody | Tag::Tr | Tag::Td);
        let around = self.open.get(..=depth)?.iter().rev().filter(|open| !in_table(open.tag)).take(LANGUAGE_AROUND + 1);
        let holders = |tag: Tag| matches!(tag, Tag::Pre | Tag::Code | Tag::Div | Tag::Figure);
        around.take_while(|open| holders(open.tag)).find_map(|open| self.rare(open.node).language(open.tag))
    }

    /// The box of a task, done or not: it counts at the start of an item.
    pub(super) fn check(&mut self, done: bool) {
        self.blocks.seam();
        let item = self.open.iter().rfind(|open| open.tag == Tag::Li);
        let starts = item.is_some_and(|item| !self.blocks.has_text_since(item.text_start));
        if starts && !self.state().hidden {
            self.thing(Mark::Check(done));
        }
    }

    /// A script that is TeX.
    pub(super) fn script(&mut self, start: u32, end: u32, display: bool) {
        let tex = self.source.get(start as usize..end as usize).unwrap_or_default();
        if let Some(tex) = formulas::tidy(tex) {
            self.tex(Formula { tex, display });
        }
    }

    /// TeX has come: that of the formula around it, that of what was shown just before, or a formula by itself.
    pub(super) fn tex(&mut self, formula: Formula) {
        let (shown, end) = self.shown;
        let start = self.blocks.byte(shown);
        let follows = start < end && end == self.blocks.document().text.len() && self.blocks.since(shown).is_some();
        match &mut self.formula {
            Some(around) => around.found(formula.tex, formula.display),
            None if follows => {
                let inlines = &mut self.blocks.document().inlines;
                inlines.pop_if(|last| matches!(last.mark, Mark::Formula(_)) && last.span.start >= start);
                self.blocks.mark(shown, Mark::Formula(formula));
            }
            None => self.thing(Mark::Formula(formula)),
        }
    }

    pub(super) fn thing(&mut self, mark: Mark) {
        self.blocks.thing(self.around(), mark);
    }

    /// The element that has just been opened may be a formula, or have one around it.
    pub(super) fn open_formula(&mut self, node: &Node, number: u32) {
        match node.tag {
            Tag::Math if self.formula.as_ref().is_none_or(|around| !around.has_math) => {
                let around = self.open.iter().rev().skip(1).take(WRAPPERS_AROUND);
                let inline = around.take_while(|open| !open.tag.is_block() || open.tag == Tag::Div);
                let wrapper = inline.filter(|open| formulas::is_wrapper(self.rare(open.node).class())).last();
                let wrapper = wrapper.map(|open| (open.node, open.text_start));
                let (node, start) = wrapper.unwrap_or((number, self.blocks.position()));
                let mut around =
                    self.formula.take().unwrap_or_else(|| Around::new(node, start, self.rare(node).class()));
                around.has_math = true;
                let math = self.rare(number);
                around.displayed(math.value(Key::Display).is_some_and(|display| display == "block"));
                around.alternative = math.decoded(Key::Alttext).and_then(|text| formulas::tidy(&text));
                self.formula = Some(around);
            }
            Tag::Span | Tag::Div | Tag::Other if node.class.1 > node.class.0 && self.formula.is_none() => {
                let class = self.rare(number).class();
                if formulas::is_named_math(class) {
                    self.formula = Some(Around::new(number, self.blocks.position(), class));
                }
            }
            _ => {}
        }
    }

    /// An element ends: is it the formula that is open, or the TeX in it?
    pub(super) fn close_formula(&mut self, node: u32) {
        let Some(around) = &mut self.formula else { return };
        if around.node != node {
            let encoding = self.arena.rare(node, Key::Encoding).and_then(|(start, end)| {
                self.source.get(start as usize..end as usize).filter(|name| name.to_ascii_lowercase().contains("tex"))
            });
            let open = encoding.and_then(|_| self.open.iter().rfind(|open| open.node == node));
            let text = open.and_then(|open| self.blocks.since(open.text_start));
            if let Some(tex) = text.and_then(formulas::tidy) {
                around.found(tex, false);
            }
            return;
        }
        let Some(around) = self.formula.take() else { return };
        let start = around.start;
        self.shown = (start, self.blocks.document().text.len());
        match self.blocks.since(start).map(str::trim).filter(|text| !text.is_empty()) {
            Some(text) => {
                if let Some(formula) = around.formula(text) {
                    self.blocks.mark(start, Mark::Formula(formula));
                }
            }
            // Nothing of it stands in the text, or it stands in several blocks and is left as it is.
            None if !self.blocks.has_text_since(start) => {
                if let Some(formula) = around.formula("") {
                    self.thing(Mark::Formula(formula));
                }
            }
            None => {}
        }
    }
}
