//! Tags and text in a table: what is no part of it goes before it.

use super::{Mode, Next, Tree, is_table_context};
use crate::extract::html::arena::Step;
use crate::extract::html::attributes::{Attributes, Key};
use crate::extract::html::tags::{Name, Tag};

/// Not the serial number of any element: a form that holds nothing.
const EMPTY_FORM: u32 = u32::MAX;

impl Tree<'_> {
    /// Are we in a table, but in none of its cells?
    pub(super) fn in_table_gap(&self) -> bool {
        matches!(self.mode, Mode::InTable | Mode::InRows | Mode::InRow)
    }

    pub(super) fn start_in_table(&mut self, name: Name, with: &Attributes) -> Next {
        let part = name.tag.is_table_part();
        match self.mode {
            Mode::InCell if part => return self.leave_cell(),
            Mode::InCaption if part => return self.leave_caption(),
            Mode::InCell | Mode::InCaption => self.start_in_body(name, with),
            Mode::InColumns => return self.start_in_columns(name, with),
            Mode::InRow if matches!(name.tag, Tag::Td | Tag::Th) => {
                self.clear_to(&[Tag::Tr]);
                if self.insert(name, with).is_some() {
                    self.mode = Mode::InCell;
                    self.formatting.mark();
                }
            }
            Mode::InRow if part => return self.leave_row(),
            Mode::InRows if name.tag == Tag::Tr => {
                self.clear_to(&[Tag::Tbody, Tag::Thead, Tag::Tfoot]);
                if self.insert(name, with).is_some() {
                    self.mode = Mode::InRow;
                }
            }
            Mode::InRows if matches!(name.tag, Tag::Td | Tag::Th) => {
                self.clear_to(&[Tag::Tbody, Tag::Thead, Tag::Tfoot]);
                return self.unsaid(Tag::Tr, Mode::InRow);
            }
            Mode::InRows if part => return self.leave_rows(),
            _ => return self.start_in_table_itself(name, with),
        }
        Next::Done
    }

    fn start_in_table_itself(&mut self, name: Name, with: &Attributes) -> Next {
        match name.tag {
            Tag::Caption => {
                self.clear_to(&[Tag::Table]);
                self.formatting.mark();
                if self.insert(name, with).is_some() {
                    self.mode = Mode::InCaption;
                }
            }
            Tag::Colgroup | Tag::Col => {
                self.clear_to(&[Tag::Table]);
                return match (self.unsaid(Tag::Colgroup, Mode::InColumns), name.tag) {
                    (next, Tag::Col) => next,
                    _ => Next::Done,
                };
            }
            Tag::Tbody | Tag::Thead | Tag::Tfoot => {
                self.clear_to(&[Tag::Table]);
                if self.insert(name, with).is_some() {
                    self.mode = Mode::InRows;
                }
            }
            Tag::Td | Tag::Th | Tag::Tr => {
                self.clear_to(&[Tag::Table]);
                return self.unsaid(Tag::Tbody, Mode::InRows);
            }
            Tag::Table => return self.leave_table(),
            Tag::Style | Tag::Script | Tag::Template => self.start_of_head(name, with),
            Tag::Input if with.get(Key::Type).is_some_and(|kind| kind.eq_ignore_ascii_case("hidden")) => {}
            Tag::Form => {
                if self.form.is_none() && !self.in_template() {
                    self.form = Some(EMPTY_FORM);
                    self.emit(Step::Edge(Tag::Form));
                }
            }
            _ => self.foster(|tree| tree.start_in_body(name, with)),
        }
        Next::Done
    }

    fn start_in_columns(&mut self, name: Name, with: &Attributes) -> Next {
        match name.tag {
            Tag::Col => {}
            Tag::Html => self.merge(name.tag, with),
            Tag::Template => self.start_of_head(name, with),
            _ => {
                self.leave_early_mode();
                return Next::Again;
            }
        }
        Next::Done
    }

    pub(super) fn end_in_table(&mut self, name: Name) -> Next {
        let group = matches!(name.tag, Tag::Tbody | Tag::Thead | Tag::Tfoot);
        match (self.mode, name.tag) {
            (Mode::InCell, Tag::Td | Tag::Th) => match self.stack.in_table(name.tag) {
                Some(index) => self.close_cell(index),
                None => self.stray(name.tag),
            },
            (Mode::InCell, Tag::Table | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Tr) => {
                if self.stack.in_table(name.tag).is_some() {
                    return self.leave_cell();
                }
                self.stray(name.tag);
            }
            (Mode::InCaption, Tag::Caption) => {
                self.leave_caption();
            }
            (Mode::InCaption, Tag::Table) => return self.leave_caption(),
            (Mode::InRow, Tag::Tr) => {
                self.leave_row();
            }
            (Mode::InRow, Tag::Table) => return self.leave_row(),
            (Mode::InRow, _) if group && self.stack.in_table(name.tag).is_some() => return self.leave_row(),
            (Mode::InRows, _) if group && self.stack.in_table(name.tag).is_some() => {
                self.leave_rows();
            }
            (Mode::InRows, Tag::Table) => return self.leave_rows(),
            (Mode::InColumns, Tag::Colgroup) => self.leave_early_mode(),
            (Mode::InColumns, Tag::Col) => {}
            (Mode::InColumns, Tag::Template) => self.end_template(),
            (Mode::InColumns, _) => {
                self.leave_early_mode();
                return Next::Again;
            }
            (Mode::InTable, Tag::Table) => {
                self.leave_table();
            }
            (_, tag) if tag.is_table_part() => {}
            (_, Tag::Template) => self.end_template(),
            (Mode::InCell | Mode::InCaption, _) => self.end_in_body(name),
            _ => self.foster(|tree| tree.end_in_body(name)),
        }
        Next::Done
    }

    fn foster(&mut self, read: impl FnOnce(&mut Self)) {
        self.fostering = true;
        read(self);
        self.fostering = false;
    }

    /// End what is open inside the innermost of these.
    fn clear_to(&mut self, wanted: &[Tag]) {
        let wall = |tag: Tag| wanted.contains(&tag) || matches!(tag, Tag::Html | Tag::Template);
        while self.stack.len() > 0 && !wall(self.stack.tag()) {
            self.pop();
        }
    }

    /// Open a part of the table that no tag asked for.
    fn unsaid(&mut self, tag: Tag, mode: Mode) -> Next {
        match self.insert_unsaid(tag) {
            Some(_) => {
                self.mode = mode;
                Next::Again
            }
            None => Next::Done,
        }
    }

    fn close_cell(&mut self, index: usize) {
        self.pop_to(index);
        self.formatting.clear_to_mark();
        self.mode = Mode::InRow;
    }

    /// End the cell; the tag that came is looked at again.
    fn leave_cell(&mut self) -> Next {
        let cell = |tag| matches!(tag, Tag::Td | Tag::Th);
        match self.stack.find(cell, |tag| matches!(tag, Tag::Html | Tag::Table | Tag::Template)) {
            Some(index) => self.close_cell(index),
            None => self.reset_mode(),
        }
        Next::Again
    }

    fn leave_caption(&mut self) -> Next {
        match self.stack.in_table(Tag::Caption) {
            Some(index) => {
                self.pop_to(index);
                self.formatting.clear_to_mark();
                self.mode = Mode::InTable;
            }
            None => self.reset_mode(),
        }
        Next::Again
    }

    fn leave_row(&mut self) -> Next {
        self.clear_to(&[Tag::Tr]);
        if self.stack.tag() == Tag::Tr {
            self.pop();
        }
        self.mode = Mode::InRows;
        Next::Again
    }

    fn leave_rows(&mut self) -> Next {
        self.clear_to(&[Tag::Tbody, Tag::Thead, Tag::Tfoot]);
        if is_table_context(self.stack.tag()) {
            self.pop();
        }
        self.mode = Mode::InTable;
        Next::Again
    }

    /// End the table; another one that starts right in it is looked at again.
    fn leave_table(&mut self) -> Next {
        match self.stack.in_table(Tag::Table) {
            Some(index) => {
                self.pop_to(index);
                self.reset_mode();
                Next::Again
            }
            None => Next::Done,
        }
    }
}
