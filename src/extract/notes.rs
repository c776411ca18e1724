//! Footnotes: which links refer to a note, and which elements are notes. The judge holds them together, writers pair them.

use std::collections::{HashMap, HashSet};

use crate::article::{Detail, Element, Extracted, Inline, Mark, Role, Span};
use crate::extract::html::tags::Tag;

/// Labels of notes are numbers, letters or both, no longer than this.
const LONGEST_LABEL: usize = 4;

/// Bytes on either side of a link among which the brackets around it and others are looked for: `[1, 2–5]`.
const BRACKETS_NEAR: usize = 40;

/// A note has no more blocks.
const MOST_BLOCKS: usize = 64;

/// Marks of a note among which the link back is looked for.
const LINKS_OF_NOTE: usize = 16;

/// The notes of a document.
#[derive(Debug, Default)]
pub struct Notes {
    /// The label of each element that is a note.
    labels: HashMap<u32, String>,
    /// Spans of the links that refer to them.
    references: HashSet<(usize, usize)>,
    /// Where the notes stand, ascending.
    spans: Vec<Span>,
}

/// A link that may refer to a note.
struct Candidate<'a> {
    link: Span,
    label: &'a str,
    element: u32,
    note: Span,
}

impl Notes {
    /// Find them: a short link that leads to an element further down, and is raised, in brackets or led back to. `refer`
    /// says of each block whether its links count, `shown` whether it makes a note.
    pub fn find(extracted: &Extracted, refer: &[bool], shown: &[bool]) -> Notes {
        let named = extracted.structure.details.iter().rev().filter_map(|(element, detail)| match detail {
            Detail::Id(id) => Some((id.as_str(), *element)),
            _ => None,
        });
        let ids: HashMap<&str, u32> = named.collect();
        if ids.is_empty() {
            return Notes::default();
        }
        let raised = |inline: &&Inline| inline.mark == Mark::Superscript;
        let raised: Vec<&Span> = extracted.inlines.iter().filter(raised).map(|inline| &inline.span).collect();
        let mut candidates: Vec<Candidate> = extracted
            .inlines
            .iter()
            .filter_map(|inline| match &inline.mark {
                Mark::Link(to) => candidate(extracted, (refer, shown), &ids, &raised, (to, &inline.span)),
                _ => None,
            })
            .collect();
        candidates.sort_by_key(|one| (one.note.start, std::cmp::Reverse(one.note.end), one.link.start));
        let mut notes = Notes::default();
        let mut used = HashSet::new();
        for one in candidates {
            let last = notes.spans.last();
            let again =
                last == Some(&one.note) && notes.labels.get(&one.element).is_some_and(|label| label == one.label);
            let fresh = last.is_none_or(|last| last.end <= one.note.start) && !used.contains(one.label);
            if fresh {
                used.insert(one.label);
                notes.labels.insert(one.element, one.label.to_owned());
                notes.spans.push(one.note);
            }
            if again || fresh {
                notes.references.insert((one.link.start, one.link.end));
            }
        }
        notes
    }

    /// The elements that are notes.
    pub fn elements(&self) -> impl Iterator<Item = u32> {
        self.labels.keys().copied()
    }

    /// The label of an element that is a note.
    pub fn label(&self, element: u32) -> Option<&str> {
        self.labels.get(&element).map(String::as_str)
    }

    /// Does the link at this place refer to a note?
    pub fn is_reference(&self, link: &Span) -> bool {
        self.references.contains(&(link.start, link.end))
    }

    /// Is this the link from a note back to where it is referred to?
    pub fn leads_back(&self, link: &Span, to: &str) -> bool {
        let next = self.spans.partition_point(|span| span.start <= link.start);
        let note = next.checked_sub(1).and_then(|at| self.spans.get(at));
        to.starts_with('#') && note.is_some_and(|note| link.end <= note.end)
    }
}

fn candidate<'a>(
    extracted: &'a Extracted,
    (refer, shown): (&[bool], &[bool]),
    ids: &HashMap<&str, u32>,
    raised: &[&Span],
    (to, link): (&str, &Span),
) -> Option<Candidate<'a>> {
    let target = led_to(ids, to)?;
    let text = extracted.text.get(link.clone())?.trim();
    let label = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let is_label = (1..=LONGEST_LABEL).contains(&label.len()) && label.chars().all(|c| c.is_ascii_alphanumeric());
    let element = note_around(extracted, target)?;
    let blocks = extracted.elements.get(element as usize)?.blocks.clone();
    let all = extracted.blocks.get(blocks.start as usize..blocks.end as usize)?;
    if !is_label || all.len() > MOST_BLOCKS {
        return None;
    }
    let note = all.first()?.span.start..all.last()?.span.end;
    let is_shown = shown.get(blocks.start as usize..blocks.end as usize)?.contains(&true);
    let at = extracted.blocks.partition_point(|block| block.span.end <= link.start);
    let source = extracted.blocks.get(at).filter(|block| block.span.end >= link.end)?;
    let referred = refer.get(at) == Some(&true) && source.span.end <= note.start;
    let is_part = all.iter().any(|block| matches!(block.role, Role::Heading(_) | Role::Cell | Role::Caption));
    let here = u32::try_from(at).unwrap_or(u32::MAX);
    let leads_here = |to: &str| {
        let block = led_to(ids, to).and_then(|back| block_around(extracted, back));
        block.is_some_and(|(_, element)| element.blocks.contains(&here))
    };
    let is_back = |inline: &Inline| matches!(&inline.mark, Mark::Link(to) if leads_here(to));
    let is_mark = || {
        is_raised(raised, link)
            || is_in_brackets(&extracted.text, link)
            || extracted.inlines_in(&note).take(LINKS_OF_NOTE).any(is_back)
    };
    (is_shown && referred && !is_part && is_mark()).then_some(Candidate { link: link.clone(), label, element, note })
}

/// The element of this page that an address leads to.
fn led_to(ids: &HashMap<&str, u32>, to: &str) -> Option<u32> {
    ids.get(to.strip_prefix('#')?).copied()
}

/// Is a link raised above its line?
fn is_raised(raised: &[&Span], link: &Span) -> bool {
    let next = raised.partition_point(|span| span.start <= link.start);
    let around = next.checked_sub(1).and_then(|at| raised.get(at));
    around.is_some_and(|span| span.end >= link.end) || raised.get(next).is_some_and(|span| span.start < link.end)
}

/// Does a link stand in brackets, by itself or with others?
fn is_in_brackets(text: &str, link: &Span) -> bool {
    let (before, behind) = (text.get(..link.start).unwrap_or_default(), text.get(link.end..).unwrap_or_default());
    let between = |char: &char| !char.is_alphabetic() && *char != '\n';
    let opened = before.chars().rev().take(BRACKETS_NEAR).take_while(between).find(|char| matches!(char, '[' | ']'));
    let closed = behind.chars().take(BRACKETS_NEAR).take_while(between).find(|char| matches!(char, '[' | ']'));
    text.get(link.clone()).is_some_and(|text| text.starts_with('[')) || opened == Some('[') && closed == Some(']')
}

/// The block element that is the note whose id stands on `target`: itself, or the one it begins.
fn note_around(extracted: &Extracted, target: u32) -> Option<u32> {
    let first = extracted.elements.get(target as usize)?.blocks.start;
    let (at, element) = block_around(extracted, target)?;
    let may_be = matches!(element.tag, Tag::Li | Tag::P | Tag::Div | Tag::Dd | Tag::Aside | Tag::Section);
    let is_in_table = || extracted.around(at).any(|(_, element)| element.tag == Tag::Table);
    (may_be && element.blocks.start == first && !is_in_table()).then_some(at as u32)
}

/// The block element that an element is, or the innermost one around it.
fn block_around(extracted: &Extracted, element: u32) -> Option<(usize, &Element)> {
    extracted.around(element as usize).find(|(_, element)| element.tag.is_block())
}
