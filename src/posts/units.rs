//! Elements that hold one post each, by their names: a body, and around it what belongs to nobody else.

use std::ops::Range;
use std::sync::LazyLock;

use super::{Place, Post, around, software};
use crate::article::{Element, Extracted, Role, Span};
use crate::extract::html::hints::Hints;
use crate::extract::html::tags::Tag;
use crate::metadata::signature::{self, Order, Signed};

/// Most posts of a page.
const MOST: usize = 2000;
/// Elements around a body that are looked at for names, and to find what the post is made of.
const AROUND: usize = 8;
/// Blocks of a post beside its body: name, date, buttons.
const BESIDE: usize = 16;
/// Elements around the text of a post that are looked at for its author and date.
const INSIDE: usize = 64;
/// Blocks before the author's, if the markup says which is that, among which the date stands.
const BESIDE_NAME: u32 = 1;
/// Shorter bodies are buttons, counts and heads of columns.
const SHORTEST: usize = 2;

static BODY: LazyLock<Hints> = LazyLock::new(|| Hints::named(&["content", "body"]));
static FORM: LazyLock<Hints> = LazyLock::new(|| Hints::named(&["form", "login", "pager", "nav"]));

/// One post: the element of its text, and the one of all that belongs to it.
pub struct Unit {
    body: usize,
    whole: usize,
    range: Range<u32>,
    /// Said of the posts of software that is known.
    made: Option<Made>,
}

/// How software that is known says who wrote a post and when.
#[derive(Clone, Copy)]
struct Made {
    /// What comes first in dates, which stand in lines as names do.
    order: Order,
    /// What the elements that name authors are called.
    authors: &'static [String],
}

impl Unit {
    /// The blocks of its text.
    pub fn blocks(&self) -> Range<usize> {
        self.range.start as usize..self.range.end as usize
    }

    /// Its text.
    pub fn span(&self, extracted: &Extracted) -> Option<Span> {
        let block = |at: u32| extracted.blocks.get(at as usize).map(|block| block.span.clone());
        Some(block(self.range.start)?.start..block(self.range.end.checked_sub(1)?)?.end)
    }

    /// Is it named a comment, and nothing around it a post?
    pub fn is_comment(&self, extracted: &Extracted) -> bool {
        let named = |name| belongs(extracted, self.body, Hints::named(&[name]));
        named("comment") && !named("post")
    }

    /// With its author and date, if there is any text in it.
    pub fn post(&self, source: &str, extracted: &Extracted, text: String) -> Option<Post> {
        if text.split_whitespace().count() < SHORTEST {
            return None;
        }
        let signed = self.signed(source, extracted);
        let element = u32::try_from(self.body).ok()?;
        let place = Place { element, text: self.range.clone(), whole: self.outline(extracted) };
        Some(Post { author: signed.author, date: signed.date, text, place })
    }

    /// Who signed it, and when.
    pub fn signed(&self, source: &str, extracted: &Extracted) -> Signed {
        let whole = self.outline(extracted);
        let (before, rest) = extracted.elements.split_at_checked(self.body + 1).unwrap_or_default();
        let body = rest.partition_point(|element| self.holds(extracted, element.parent as usize));
        let around = before.iter().skip(self.whole).chain(rest.iter().skip(body));
        let around = around.take_while(|element| element.blocks.start < whole.end).take(INSIDE);
        let signed = signature::read(source, around.clone());
        let Some(Made { order, authors }) = self.made else { return signed };
        let stated = signed
            .stated
            .as_ref()
            .map(|stated| stated.start.saturating_sub(BESIDE_NAME).max(whole.start)..stated.start);
        let beside = stated.and_then(|before| around::date(extracted, &before, &self.range, order));
        Signed {
            author: (around.filter(|_| !authors.is_empty()))
                .find_map(|element| software::author(source, element, authors))
                .or_else(|| around::member(extracted, signed.stated.as_ref().unwrap_or(&whole), &self.range))
                .or(signed.author)
                .or_else(|| around::first_name(extracted, &whole, &self.range)),
            date: beside.or(signed.date).or_else(|| around::date(extracted, &whole, &self.range, order)),
            stated: signed.stated,
        }
    }

    /// The blocks of all that belongs to it.
    fn outline(&self, extracted: &Extracted) -> Range<u32> {
        extracted.elements.get(self.whole).map(|whole| whole.blocks.clone()).unwrap_or_default()
    }

    /// Is an element the body, or inside it?
    fn holds(&self, extracted: &Extracted, element: usize) -> bool {
        extracted.around(element).any(|(number, _)| number == self.body)
    }
}

/// The posts of a page of a forum: by the names that its software gives them, or else by what elements are named after.
pub fn posts(source: &str, extracted: &Extracted) -> Vec<Unit> {
    let bodies = software::bodies(source, extracted);
    if bodies.elements.is_empty() {
        return find(extracted, Hints::named(&["post", "comment"]));
    }
    let mut units = units(extracted, &bodies.elements);
    let words = |unit: &Unit| extracted.text.get(unit.span(extracted)?).map(|text| text.split_whitespace().count());
    units.retain(|unit| words(unit) >= Some(SHORTEST));
    let outlines: Vec<_> = units.iter().map(|unit| (unit.outline(extracted), unit.range.clone())).collect();
    let order = around::order(extracted, outlines.into_iter());
    units.iter_mut().for_each(|unit| unit.made = Some(Made { order, authors: bodies.authors }));
    units
}

/// All posts whose elements are named so.
pub fn find(extracted: &Extracted, named: Hints) -> Vec<Unit> {
    let mut bodies: Vec<usize> = Vec::new();
    for (number, element) in extracted.elements.iter().enumerate().skip(1).rev() {
        let outer = bodies.last().and_then(|next| extracted.elements.get(*next));
        let holds = outer.is_some_and(|next| next.blocks.start < element.blocks.end);
        if !holds && bodies.len() < MOST && is_body(extracted, number, element, named) {
            bodies.push(number);
        }
    }
    bodies.reverse();
    units(extracted, &bodies)
}

/// The posts of these texts.
fn units(extracted: &Extracted, bodies: &[usize]) -> Vec<Unit> {
    let range = |at: Option<&usize>| at.and_then(|body| extracted.elements.get(*body)).map(|body| body.blocks.clone());
    let unit = |(at, body): (usize, &usize)| {
        let before = at.checked_sub(1).and_then(|at| range(bodies.get(at))).map_or(0, |range| range.end);
        let behind = range(bodies.get(at + 1)).map_or(u32::MAX, |range| range.start);
        Unit {
            body: *body,
            whole: whole(extracted, *body, before..behind),
            range: range(Some(body)).unwrap_or_default(),
            made: None,
        }
    };
    bodies.iter().take(MOST).enumerate().map(unit).collect()
}

/// Is it the text of a post? Its own name or one around it says what it belongs to.
fn is_body(extracted: &Extracted, number: usize, element: &Element, named: Hints) -> bool {
    let is_item = matches!(element.tag, Tag::Li | Tag::Article) && element.hints.meets(named);
    if element.blocks.is_empty() || !(is_item || element.hints.meets(*BODY) && element.tag.is_block()) {
        return false;
    }
    let is_title = |at: u32| extracted.blocks.get(at as usize).is_some_and(|block| block.role == Role::Heading(1));
    if element.hints.meets(*FORM) || element.blocks.clone().take(BESIDE).any(is_title) {
        return false;
    }
    belongs(extracted, number, named)
}

/// Is an element named so, or one around it?
pub fn belongs(extracted: &Extracted, element: usize, named: Hints) -> bool {
    extracted.around(element).take(AROUND).any(|(_, element)| element.hints.meets(named))
}

/// The largest element around a body that no other body has a part in.
fn whole(extracted: &Extracted, body: usize, free: Range<u32>) -> usize {
    let own = extracted.elements.get(body).map_or(0, |body| body.blocks.len());
    let fits = |element: &Element| {
        let is_free = element.blocks.start >= free.start && element.blocks.end <= free.end;
        is_free && element.blocks.len() <= own + BESIDE
    };
    let around = extracted.around(body).skip(1).take(AROUND);
    around.take_while(|(_, element)| fits(element)).last().map_or(body, |(number, _)| number)
}
