//! How a page lays its text out, for writers most of all: numbers, cells, languages, and what stands between the blocks.

use crate::article::Mark;

/// What writers want to know beside the text: how a page lays it out. Of the stages
/// before them the judge reads it, for notes.
#[derive(Clone, Debug, Default)]
pub struct Structure {
    /// Element and what its attributes say of it, ascending by element.
    pub details: Vec<(u32, Detail)>,
    /// Images and formulas that stand in no block, in reading order.
    pub alone: Vec<Alone>,
}

/// What is known of one element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// An item of an ordered list: its number.
    Number(u32),
    /// A cell: its place in the table, counted with the cells that reach over several rows or columns.
    Cell {
        /// From 1.
        row: u32,
        /// From 0.
        column: u32,
        /// Where in its column its text stands, if it says so.
        side: Option<Side>,
    },
    /// Program text: the language it is in.
    Language(String),
    /// What links to it call it.
    Id(String),
}

/// Where text stands in its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// On the left.
    Left,
    /// In the middle.
    Center,
    /// On the right.
    Right,
}

/// An image or a formula between two blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alone {
    /// The block that comes next.
    pub before: u32,
    /// An element around it.
    pub element: u32,
    /// What it is.
    pub mark: Mark,
}
