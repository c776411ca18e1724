//! The reference: a page's tree as html5ever builds it, taken apart into blocks by a walk of our own.

use std::collections::{HashMap, HashSet};

use ego_tree::{NodeId, NodeRef};
use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use scraper::node::Node;
use scraper::{Html, HtmlTreeSink};

/// Elements that start and end a block here, with `br` and `hr`.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "html",
    "legend",
    "li",
    "listing",
    "main",
    "menu",
    "nav",
    "noscript",
    "ol",
    "optgroup",
    "option",
    "p",
    "plaintext",
    "pre",
    "search",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "xmp",
];

/// Elements whose text is not shown.
const UNSEEN: &[&str] = &["head", "iframe", "noembed", "noframes", "script", "style", "textarea", "title"];

const PREFORMATTED: &[&str] = &["listing", "plaintext", "pre", "xmp"];

/// The reference's blocks, in its tree's order.
#[derive(Default)]
pub struct Reference {
    pub blocks: Vec<String>,
    open: String,
    preformatted: usize,
    unseen: usize,
    /// Of each drawing around it and each page in a drawing: is it a drawing?
    drawn: Vec<bool>,
    /// Has the page frames?
    pub frames: bool,
}

impl Reference {
    /// Read a page.
    pub fn of(source: &str) -> Reference {
        let mut options = ParseOpts::default();
        options.tree_builder.scripting_enabled = false;
        let page = parse_document(HtmlTreeSink::new(Html::new_document()), options).one(source);
        let mut reference = Reference::default();
        let broken = broken(&page);
        for edge in page.tree.root().traverse() {
            match edge {
                ego_tree::iter::Edge::Open(node) => reference.start(node.value(), broken.contains(&node.id())),
                ego_tree::iter::Edge::Close(node) => reference.end(node.value(), broken.contains(&node.id())),
            }
        }
        reference.part();
        reference
    }

    fn start(&mut self, node: &Node, is_broken: bool) {
        match node {
            Node::Text(text) if self.is_shown() => self.open.push_str(text),
            Node::Element(element) => {
                let html = &*element.name.ns == "http://www.w3.org/1999/xhtml";
                self.frames |= html && element.name() == "frameset";
                self.unseen += usize::from(html && is_unseen(element));
                self.drawn.extend(drawing(element));
                if is_broken && self.preformatted == 0 {
                    self.part();
                }
                self.preformatted += usize::from(html && (is_broken || PREFORMATTED.contains(&element.name())));
                if html && element.name() == "br" && self.preformatted > 0 && !bare(&self.open).is_empty() {
                    self.open.push('\n');
                } else if html && (is_block(element) || matches!(element.name(), "br" | "hr")) {
                    self.part();
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, node: &Node, is_broken: bool) {
        let Node::Element(element) = node else { return };
        let html = &*element.name.ns == "http://www.w3.org/1999/xhtml";
        if html && is_block(element) {
            self.part();
        }
        self.unseen -= usize::from(html && is_unseen(element));
        if drawing(element).is_some() {
            self.drawn.pop();
        }
        self.preformatted -= usize::from(html && (is_broken || PREFORMATTED.contains(&element.name())));
        if is_broken && self.preformatted == 0 {
            self.part();
        }
    }

    fn is_shown(&self) -> bool {
        self.unseen == 0 && self.drawn.last() != Some(&true)
    }

    fn part(&mut self) {
        if !self.is_shown() {
            return;
        }
        let block = std::mem::take(&mut self.open);
        if !bare(&block).is_empty() {
            self.blocks.push(block);
        }
    }
}

/// Code outside of tables in which two lines or more end in `<br>` is preformatted.
fn broken(page: &Html) -> HashSet<NodeId> {
    let is = |node: &NodeRef<'_, Node>, name: &str| node.value().as_element().is_some_and(|of| of.name() == name);
    let mut breaks: HashMap<NodeId, usize> = HashMap::new();
    for node in page.tree.nodes().filter(|node| is(node, "br")) {
        let mut around = node.ancestors().take_while(|node| !node.value().as_element().is_some_and(is_block));
        let in_table = node.ancestors().any(|node| is(&node, "td") || is(&node, "th"));
        if let Some(code) = around.find(|node| is(node, "code")).filter(|_| !in_table) {
            *breaks.entry(code.id()).or_default() += 1;
        }
    }
    breaks.into_iter().filter(|(_, count)| *count > 1).map(|(code, _)| code).collect()
}

fn is_block(element: &scraper::node::Element) -> bool {
    BLOCKS.contains(&element.name()) || element.attr("shadowrootmode").is_some_and(|_| element.name() == "template")
}

/// Browsers show a template that is a shadow root.
fn is_unseen(element: &scraper::node::Element) -> bool {
    UNSEEN.contains(&element.name()) || element.name() == "template" && element.attr("shadowrootmode").is_none()
}

/// Drawings have text too, but none of the page's, unless there is a piece of HTML in them.
fn drawing(element: &scraper::node::Element) -> Option<bool> {
    if &*element.name.ns != "http://www.w3.org/2000/svg" {
        return None;
    }
    match element.name() {
        "svg" => Some(true),
        "foreignObject" => Some(false),
        _ => None,
    }
}

/// White space, and what shows nothing.
pub fn is_blank(char: char) -> bool {
    char.is_whitespace() || matches!(char, '\u{200b}' | '\u{feff}')
}

fn bare(text: &str) -> String {
    text.chars().filter(|char| !is_blank(*char)).collect()
}

/// The same characters, and a gap in `ours` wherever there is one in `theirs`? (A gap more is where two elements meet.)
fn same(ours: &str, theirs: &str) -> bool {
    let gaps = |text: &str| {
        let (mut at, mut gaps, mut found) = (0, Vec::new(), false);
        for char in text.chars() {
            if is_blank(char) {
                found = true;
            } else {
                if found && at > 0 {
                    gaps.push(at);
                }
                (at, found) = (at + 1, false);
            }
        }
        gaps
    };
    let here = gaps(ours);
    bare(ours) == bare(theirs) && gaps(theirs).iter().all(|gap| here.binary_search(gap).is_ok())
}

/// Where the two part, if they do.
pub fn difference(ours: &[&str], theirs: &[String]) -> Option<String> {
    let length = ours.len().max(theirs.len());
    let at = (0..length).find(|at| match (ours.get(*at), theirs.get(*at)) {
        (Some(ours), Some(theirs)) => !same(ours, theirs),
        _ => true,
    })?;
    let short = |text: Option<&str>| text.map(|text| text.trim().chars().take(120).collect::<String>());
    Some(format!(
        "block {at}: {:?} is {:?} there",
        short(ours.get(at).copied()),
        short(theirs.get(at).map(String::as_str))
    ))
}
