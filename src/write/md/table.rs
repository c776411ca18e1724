//! Tables: which of them hold data, and how such a one is written. Tables that only lay out a page are no tables.

use std::collections::BTreeMap;

use super::outline::{Branch, Child, Form, Kind, Outline};
use crate::article::Side;
use crate::write::ink::Ink;

/// A cell with several paragraphs that are longer than this together is part of a layout.
const LONGEST_CELL: usize = 1000;

/// A table whose rows are no wider than this is written with all its cells; beyond it, rows end with their last one.
const FILLED: usize = 20;

/// Is it more than one row and more than one column, and nothing in its cells but short text? Before them a caption
/// may stand.
pub fn holds_data(outline: &Outline, table: &Branch, length: &dyn Fn(usize) -> usize) -> bool {
    let cells = || cells(outline, table);
    let (Some((row, column, _)), true) = (cells().next(), cells().all(|(.., cell)| is_short(outline, cell, length)))
    else {
        return false;
    };
    let is_cell = |child: &Child| match child {
        Child::Branch(number) => matches!(outline.branches.get(*number), Some(Branch { kind: Kind::Cell(..), .. })),
        Child::Leaf(_) => false,
    };
    let mut rest = table.children.iter().skip_while(|child| matches!(child, Child::Leaf(_)));
    rest.all(is_cell) && cells().any(|(other, ..)| other != row) && cells().any(|(_, other, _)| other != column)
}

/// The cells of a table: row, column, and what they are.
pub fn cells<'a>(outline: &'a Outline, table: &'a Branch) -> impl Iterator<Item = (u32, u32, &'a Branch)> {
    let branches = table.children.iter().filter_map(|child| match child {
        Child::Branch(number) => outline.branches.get(*number),
        Child::Leaf(_) => None,
    });
    branches.filter_map(|branch| match branch.kind {
        Kind::Cell(row, column, _) => Some((row, column, branch)),
        _ => None,
    })
}

/// Nothing but paragraphs and lists of them, not too long?
fn is_short(outline: &Outline, cell: &Branch, length: &dyn Fn(usize) -> usize) -> bool {
    let (mut bytes, mut leaves) = (0, 0);
    let mut ahead = cell.children.clone();
    while let Some(child) = ahead.pop() {
        match child {
            Child::Leaf(number) => {
                if outline.leaves.get(number).is_none_or(|leaf| leaf.form != Form::Paragraph) {
                    return false;
                }
                (bytes, leaves) = (bytes + length(number), leaves + 1);
            }
            Child::Branch(number) => match outline.branches.get(number) {
                Some(branch) if matches!(branch.kind, Kind::List(_) | Kind::Item(_)) => ahead.extend(&branch.children),
                _ => return false,
            },
        }
    }
    leaves < 2 || bytes <= LONGEST_CELL
}

/// The leaves in a cell, in order.
pub fn leaves(outline: &Outline, cell: &Branch) -> Vec<usize> {
    let mut found = Vec::new();
    let mut ahead: Vec<Child> = cell.children.iter().rev().copied().collect();
    while let Some(child) = ahead.pop() {
        match child {
            Child::Leaf(number) => found.push(number),
            Child::Branch(number) => {
                let inner = outline.branches.get(number).map(|branch| branch.children.iter().rev().copied());
                ahead.extend(inner.into_iter().flatten());
            }
        }
    }
    found
}

/// Where the text of a column stands: what the last cell in it says that says so, since headings often stand otherwise.
pub fn sides(outline: &Outline, table: &Branch) -> BTreeMap<u32, Side> {
    let side = |cell: &Branch| if let Kind::Cell(.., side) = cell.kind { side } else { None };
    cells(outline, table).filter_map(|(_, column, cell)| Some((column, side(cell)?))).collect()
}

/// The lines of a table. The first row is its header, since Markdown has no table without one; columns in which
/// nothing stands are left out.
pub fn lines(cells: &[(u32, u32, Ink)], sides: &BTreeMap<u32, Side>) -> Vec<Ink> {
    let mut columns: Vec<u32> = cells.iter().map(|(_, column, _)| *column).collect();
    columns.sort_unstable();
    columns.dedup();
    let width = columns.len();
    let mut lines = Vec::new();
    for row in cells.chunk_by(|one, other| one.0 == other.0) {
        let mut line = Ink::default();
        line.own("|");
        let mut at = 0;
        for (_, column, text) in row {
            let place = columns.partition_point(|known| known < column);
            // A cell where one stands already goes into it.
            if at > place {
                line = line.slice(0..line.text().len() - 2);
                line.own(" ");
            } else {
                line.own(&"  |".repeat(place - at));
                line.own(" ");
            }
            line.append(text);
            line.own(" |");
            at = place + 1;
        }
        if lines.is_empty() || width <= FILLED {
            line.own(&"  |".repeat(width - at));
        }
        lines.push(line);
        if lines.len() == 1 {
            let mut rule = Ink::default();
            let marks = columns.iter().map(|column| match sides.get(column) {
                None => " --- |",
                Some(Side::Left) => " :-- |",
                Some(Side::Center) => " :-: |",
                Some(Side::Right) => " --: |",
            });
            rule.own(&format!("|{}", marks.collect::<String>()));
            lines.push(rule);
        }
    }
    lines
}
