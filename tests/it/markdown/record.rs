//! A record → the text that is kept, each character with everything that its elements and marks say of it. It is read
//! off the record by other ways than the writer's, so that the two may be compared.

use std::collections::{BTreeMap, BTreeSet};

use dehusk::Cleaned;
use dehusk::article::{Detail, Inline, Mark, Role};
use dehusk::extract::html::tags::Tag;
use dehusk::url::Base;

use super::parsed::Place;

/// A character of the record.
#[derive(Clone, Debug)]
pub struct Said {
    pub char: char,
    pub block: usize,
    pub role: Role,
    /// Elements around it, innermost first.
    pub around: Vec<Tag>,
    /// Its table's element, row and column, if it stands in a cell.
    pub cell: Option<(u32, u32, u32)>,
    /// The marks on it, outermost first.
    pub marks: Vec<Mark>,
    /// It stands in a link around several elements, which is shown on one of them.
    pub on_card: bool,
    /// It stands for a formula, which is written in TeX.
    pub formula: bool,
}

/// All characters that are kept, white space aside.
pub fn said(cleaned: &Cleaned) -> Vec<Said> {
    let extracted = &cleaned.extracted;
    let mut all = Vec::new();
    let mut edits = cleaned.edits.iter().peekable();
    let mut starts: BTreeMap<usize, Vec<&Inline>> = BTreeMap::new();
    for inline in extracted.inlines.iter().filter(|inline| !inline.span.is_empty()) {
        starts.entry(inline.span.start).or_default().push(inline);
    }
    let mut open: Vec<&Inline> = Vec::new();
    let mut begun = 0;
    for (number, block) in extracted.blocks.iter().enumerate() {
        let (around, cell) = around(cleaned, block.element);
        let mut at = block.span.start;
        while at < block.span.end {
            while edits.next_if(|edit| edit.span.end <= at && edit.span.start < at).is_some() {}
            if let Some(edit) = edits.peek().filter(|edit| edit.span.start <= at && !edit.span.is_empty()) {
                let solid: Vec<char> = edit.replacement.chars().filter(|c| !c.is_whitespace()).collect();
                let end = edit.span.end;
                let marks = marks(&starts, &mut open, &mut begun, at);
                all.extend(solid.into_iter().map(|char| one(char, number, block.role, &around, cell, &marks)));
                edits.next();
                at = end;
                continue;
            }
            while edits.next_if(|edit| edit.span.is_empty() && edit.span.start <= at).is_some() {}
            let Some(char) = extracted.text[at..].chars().next() else { break };
            if !char.is_whitespace() {
                let marks = marks(&starts, &mut open, &mut begun, at);
                all.push(one(char, number, block.role, &around, cell, &marks));
            }
            at += char.len_utf8();
        }
    }
    let base = cleaned.metadata.base.as_deref().and_then(Base::read);
    let cards = cards(cleaned);
    for said in &mut all {
        said.on_card = cards.contains(&said.block);
        let is_heading = matches!(said.role, Role::Heading(_));
        for mark in &mut said.marks {
            let Mark::Link(to) = mark else { continue };
            let whole = base
                .as_ref()
                .filter(|_| !to.trim().is_empty() && !to.starts_with('#'))
                .and_then(|base| base.resolve(to));
            *to = whole.unwrap_or_else(|| to.clone());
            // What a heading's link to its own page is written as: none.
            if is_heading && cleaned.metadata.url.as_ref() == Some(to) {
                "#".clone_into(to);
            }
        }
    }
    all
}

/// The blocks of links that reach over several elements.
fn cards(cleaned: &Cleaned) -> BTreeSet<usize> {
    let blocks = &cleaned.extracted.blocks;
    let links = cleaned.extracted.inlines.iter().filter(|inline| matches!(inline.mark, Mark::Link(_)));
    let mut cards = BTreeSet::new();
    for link in links {
        let meets = |at: &usize| blocks[*at].span.start < link.span.end && blocks[*at].span.end > link.span.start;
        let inside: Vec<usize> = (0..blocks.len()).filter(meets).collect();
        if inside.iter().any(|at| blocks[*at].element != blocks[inside[0]].element) {
            cards.extend(inside);
        }
    }
    cards
}

fn one(char: char, block: usize, role: Role, around: &[Tag], cell: Option<(u32, u32, u32)>, marks: &[Mark]) -> Said {
    let marks = if role == Role::Code { Vec::new() } else { marks.to_vec() };
    let formula = marks.iter().any(|mark| matches!(mark, Mark::Formula(_)));
    Said { char, block, role, around: around.to_vec(), cell, marks, on_card: false, formula }
}

/// The marks over a place, those that began first first. Called for places that ascend.
fn marks<'a>(
    starts: &BTreeMap<usize, Vec<&'a Inline>>,
    open: &mut Vec<&'a Inline>,
    begun: &mut usize,
    at: usize,
) -> Vec<Mark> {
    for inlines in starts.range(*begun..=at).map(|(_, inlines)| inlines) {
        open.extend(inlines);
    }
    *begun = at + 1;
    open.retain(|inline| inline.span.end > at);
    open.iter().map(|inline| inline.mark.clone()).collect()
}

/// The elements around, innermost first, and the innermost cell.
fn around(cleaned: &Cleaned, element: u32) -> (Vec<Tag>, Option<(u32, u32, u32)>) {
    let (mut tags, mut cell, mut at) = (Vec::new(), None, element);
    let mut place = None;
    while at != 0 {
        let element = &cleaned.extracted.elements[at as usize];
        tags.push(element.tag);
        if place.is_none() && matches!(element.tag, Tag::Td | Tag::Th) {
            let details = cleaned.extracted.structure.details.iter();
            place = details.filter(|(of, _)| *of == at).find_map(|(_, detail)| match detail {
                Detail::Cell { row, column, .. } => Some((*row, *column)),
                _ => None,
            });
        }
        if let (Tag::Table, Some((row, column)), None) = (element.tag, place, cell) {
            cell = Some((at, row, column));
        }
        at = element.parent;
    }
    (tags, cell)
}

/// Does what was read of a character fit to what the record says? The complaint, if not.
pub fn misfit(said: &Said, read: &Place, is_title: bool) -> Option<&'static str> {
    let count = |tags: &[Tag]| said.around.iter().filter(|tag| tags.contains(tag)).count();
    let heading = match said.role {
        Role::Heading(level) => level,
        Role::Code => 0,
        _ => u8::from(is_title),
    };
    let in_note = read.note.is_some();
    if read.heading != heading {
        return Some("heading");
    }
    if read.block.is_some() != (said.role == Role::Code) {
        return Some("code block");
    }
    if read.cell.is_some() {
        return if said.cell.is_none() { Some("no cell") } else { marked(said, read) };
    }
    if in_note {
        return marked(said, read);
    }
    let lists = count(&[Tag::Ul, Tag::Ol, Tag::Menu, Tag::Dir]);
    let items = count(&[Tag::Li]);
    if read.quotes != count(&[Tag::Blockquote]) {
        return Some("quote");
    }
    if read.items.len() < items || read.items.len() > lists.max(items) {
        return Some("list");
    }
    let is_list = |tag: &&Tag| matches!(tag, Tag::Ul | Tag::Ol | Tag::Menu | Tag::Dir);
    let in_list = said.around.windows(2).filter(|pair| pair[0] == Tag::Li && is_list(&&pair[1])).count();
    if in_list == items && items == lists {
        let ordered: Vec<bool> = said.around.iter().filter(is_list).rev().map(|tag| *tag == Tag::Ol).collect();
        if ordered != read.items {
            return Some("kind of list");
        }
    }
    if read.definitions > count(&[Tag::Dd]) {
        return Some("definition");
    }
    marked(said, read)
}

fn marked(said: &Said, read: &Place) -> Option<&'static str> {
    if said.role == Role::Code {
        return None;
    }
    let has = |wanted: &Mark| said.marks.iter().position(|mark| mark == wanted);
    let code = has(&Mark::Code);
    if read.code != code.is_some() {
        return Some("code");
    }
    // Marks inside code are not shown.
    let shown = |wanted: &Mark| has(wanted).is_some_and(|at| code.is_none_or(|code| at < code));
    let free = code.is_some();
    // Of signs alone no emphasis is shown, and no bold type of a whole heading.
    let may_lack = !said.char.is_alphanumeric();
    let whole = matches!(said.role, Role::Heading(_));
    let differs = |read: bool, mark: &Mark, may_lack: bool| !free && read != shown(mark) && (read || !may_lack);
    if differs(read.emphasis, &Mark::Emphasis, may_lack) {
        return Some("emphasis");
    }
    if differs(read.strong, &Mark::Strong, may_lack || whole) {
        return Some("strong");
    }
    if differs(read.strike, &Mark::Strike, may_lack) {
        return Some("strike");
    }
    let mut links = said.marks.iter().filter_map(|mark| match mark {
        Mark::Link(to) => Some(to.as_str()),
        _ => None,
    });
    match &read.link {
        Some(to) => (!links.any(|link| same(link, to))).then_some("link"),
        None => {
            let to_nowhere = |to: &str| {
                let to = to.trim().to_ascii_lowercase();
                to.is_empty() || to.starts_with("javascript:") || to.starts_with("data:") || to.starts_with('#')
            };
            (!links.all(to_nowhere) && !free && !said.on_card).then_some("lost link")
        }
    }
}

/// The same address, but for what cannot stand in Markdown?
fn same(link: &str, read: &str) -> bool {
    let mut wanted = String::new();
    for c in link.trim().chars() {
        if c.is_control() || c.is_whitespace() || c == '`' {
            c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| wanted.push_str(&format!("%{byte:02X}")));
        } else {
            wanted.push(c);
        }
    }
    wanted == read
}
