//! A page and the selectors of its site in; for each text of the page, which of them it stands under, out.
//!
//! The tree that selectors are asked of does not know where in the source a text stood. So the source that is read here
//! has the number of each text before it, between two characters that the page does not have.

use std::collections::HashSet;

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{ParseOpts, parse_document};
use scraper::{ElementRef, Html, HtmlTreeSink, Node, Selector};

use super::{Found, Site};
use crate::article::Span;
use crate::extract::html::survey::shown;
use crate::text::{floor, single_blanks};

/// Bytes read at a time. Between two pieces the tree is measured.
const PIECE: usize = 4096;
/// Nodes of a tree: formatting that is never closed begins anew in every block, and can make a tree of any size.
const MOST_NODES: usize = 500_000;
/// A title, a name or a date is not longer.
const LONGEST_VALUE: usize = 4096;
/// Elements of a page that fill a field are looked at up to this many.
const MOST_TRIED: usize = 100;

/// What is known of a page.
pub struct Page {
    /// By the number of the text.
    pub texts: Vec<Option<Text>>,
    /// Is there an element that is the article?
    pub has_body: bool,
    /// Metadata.
    pub found: Found,
}

/// What is known of one text.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// Under `strip`.
    pub strip: bool,
    /// Under `body`.
    pub body: bool,
    /// Under `title`.
    pub title: bool,
    /// Its characters as the tree has them, without those that show nothing.
    pub shown: String,
}

/// Elements that selectors name.
#[derive(Default)]
struct Named {
    strip: HashSet<NodeId>,
    body: HashSet<NodeId>,
    title: HashSet<NodeId>,
}

/// Read a page. None if there is no end to its elements.
pub fn read(source: &str, texts: &[(Span, bool)], site: &Site) -> Option<Page> {
    let sign = ('\u{100000}'..'\u{100100}').find(|sign| !source.contains(*sign))?;
    let html = parse(&numbered(source, texts, sign))?;
    let title = site.title.iter().find_map(|selector| filled(&html, selector, sign, &[]));
    let value = |selectors: &[Selector], attributes: &[&str]| {
        selectors.iter().find_map(|selector| filled(&html, selector, sign, attributes)).map(|(_, text)| text)
    };
    let found = Found {
        author: value(&site.author, &[]),
        date: value(&site.date, &["datetime"]),
        title: title.as_ref().map(|(_, text)| text.clone()),
    };
    let all = |selector: &Selector| html.select(selector).map(|element| element.id()).collect::<HashSet<_>>();
    let has_text = |element: &ElementRef| element.text().any(|text| text.contains(sign));
    let body = site.body.iter().find(|selector| html.select(selector).any(|element| has_text(&element)));
    let named = Named {
        strip: site.strip.iter().flat_map(all).collect(),
        body: body.map(all).unwrap_or_default(),
        title: title.iter().map(|(id, _)| *id).collect(),
    };
    Some(Page { texts: sort(&html, &named, texts.len(), sign), has_body: body.is_some(), found })
}

/// The source with the number of each text before it.
fn numbered(source: &str, texts: &[(Span, bool)], sign: char) -> String {
    let mut starts: Vec<(usize, usize)> = texts
        .iter()
        .enumerate()
        .filter(|(_, (span, _))| !span.is_empty())
        .map(|(n, (span, _))| (span.start, n))
        .collect();
    starts.sort_unstable();
    let mut out = String::with_capacity(source.len() + 12 * texts.len());
    let mut at = 0;
    for (start, number) in starts {
        out.push_str(source.get(at..start).unwrap_or_default());
        out.push(sign);
        out.push_str(&number.to_string());
        out.push(sign);
        at = start;
    }
    out.push_str(source.get(at..).unwrap_or_default());
    out
}

fn parse(source: &str) -> Option<Html> {
    let mut options = ParseOpts::default();
    options.tree_builder.scripting_enabled = false;
    let mut parser = parse_document(HtmlTreeSink::new(Html::new_document()), options);
    let mut rest = source;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(floor(rest, PIECE));
        parser.process(StrTendril::from_slice(piece));
        if parser.tokenizer.sink.sink.0.borrow().tree.values().len() > MOST_NODES {
            return None;
        }
        rest = after;
    }
    Some(parser.finish())
}

/// The first element of a selector that says something, and what: an attribute, or its text.
fn filled(html: &Html, selector: &Selector, sign: char, attributes: &[&str]) -> Option<(NodeId, String)> {
    let said = |element: ElementRef| {
        let content = (element.value().name() == "meta").then(|| element.attr("content")).flatten();
        let attribute = || attributes.iter().find_map(|name| element.attr(name));
        let text = content.or_else(attribute).map_or_else(|| text_of(element, sign), str::to_owned);
        let text = single_blanks(&text);
        (!text.is_empty() && text.len() <= LONGEST_VALUE).then_some((element.id(), text))
    };
    html.select(selector).take(MOST_TRIED).find_map(said)
}

/// The text of an element, without the numbers of texts.
fn text_of(element: ElementRef, sign: char) -> String {
    let mut text = String::new();
    for node in element.text() {
        for (number, part) in node.split(sign).enumerate() {
            text.push_str(if number % 2 == 0 { part } else { "" });
        }
        text.push(' ');
        if text.len() > 2 * LONGEST_VALUE {
            break;
        }
    }
    text
}

/// For each text of the page, what it stands under.
fn sort(html: &Html, named: &Named, count: usize, sign: char) -> Vec<Option<Text>> {
    let mut texts = vec![None; count];
    let (mut strip, mut body, mut title) = (0_usize, 0_usize, 0_usize);
    for edge in html.tree.root().traverse() {
        let (Edge::Open(node) | Edge::Close(node)) = edge;
        let id = node.id();
        let depths = [(&mut strip, &named.strip), (&mut body, &named.body), (&mut title, &named.title)];
        for (depth, _) in depths.into_iter().filter(|(_, ids)| ids.contains(&id)) {
            *depth = if matches!(edge, Edge::Open(_)) { *depth + 1 } else { depth.saturating_sub(1) };
        }
        let (Edge::Open(_), Node::Text(text)) = (edge, node.value()) else { continue };
        let mut parts = text.split(sign).skip(1);
        while let (Some(number), Some(part)) = (parts.next(), parts.next()) {
            let slot = number.parse().ok().and_then(|number: usize| texts.get_mut(number));
            if let Some(slot) = slot {
                *slot = Some(Text { strip: strip > 0, body: body > 0, title: title > 0, shown: shown(part) });
            }
        }
    }
    texts
}
