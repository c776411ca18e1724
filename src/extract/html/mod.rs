//! HTML → blocks: one pass over the source into a flat tree that is bounded in depth, one walk over that. Nothing
//! in it calls itself, so nothing can be deep, wide or slow in it.
//!
//! source ─`tokens`→ tags and text ─`tree`→ steps in an `arena` ─`walk`→ `blocks`

mod arena;
pub mod attributes;
mod blocks;
mod bytes;
mod cells;
mod details;
pub mod entities;
mod formulas;
pub mod head;
pub mod hints;
mod images;
mod left_out;
mod names;
pub mod reread;
mod shape;
mod shielded;
pub mod survey;
pub mod tags;
mod tokens;
mod tree;
mod walk;

use self::head::Head;
use self::tags::Tag;
use self::tokens::{Token, Tokens};
use self::tree::Tree;
use crate::article::Extracted;
use crate::options::Bounds;

/// Take a page apart. Linear in its size, whatever its markup.
pub fn extract(source: &str, bounds: &Bounds, empty: Extracted) -> Extracted {
    let (arena, head) = read(source, bounds);
    let mut document = walk::blocks(source, &arena, bounds.blocks, empty);
    let named = head.named(source);
    document.headline = head.headline(source, &named);
    document.summary = head::first(&named, &head::SUMMARIES);
    document.language = head.language(source);
    document.url = head.address(source);
    document.head = head;
    document.too_deep = arena.too_deep;
    document.too_many |= arena.too_many;
    document
}

/// Read a page into its tree, and what its head says.
fn read(source: &str, bounds: &Bounds) -> (arena::Arena, Head) {
    let mut tokens = Tokens::new(source);
    let mut tree = Tree::new(source, bounds);
    let mut head = Head::default();
    while let Some(token) = tokens.next() {
        match token {
            Token::Text(span) => tree.text(span),
            Token::Raw(Tag::Title, span) => head.title(span),
            Token::Raw(tag, span) => {
                if tag == Tag::Script {
                    head.script(span.clone());
                }
                tree.raw_text(tag, span);
            }
            Token::Start(name) => {
                match name.tag {
                    Tag::Html => head.html(&tokens.attributes),
                    Tag::Meta => head.meta(&tokens.attributes),
                    Tag::Link => head.link(&tokens.attributes),
                    Tag::Base => head.base(&tokens.attributes),
                    Tag::Script => head.script_starts(&tokens.attributes),
                    _ => {}
                }
                tree.start(name, &tokens.attributes);
                tokens.raw = tree.raw.take();
            }
            Token::End(name) => tree.end(name),
        }
        if tree.is_full() && tokens.raw.is_none() {
            tree.rest(tokens.at);
            break;
        }
        tokens.foreign = tree.holds_cdata();
    }
    (tree.finish(), head)
}

#[cfg(test)]
mod tests;
