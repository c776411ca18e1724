//! Who signed each post of a forum's page, and when. Pages say it in columns of names, ranks and buttons, which are cut;
//! without it the posts of several people read as one text.

use std::ops::Range;

use crate::article::{Cleaned, Post};

/// What stands before a post.
#[derive(Debug)]
pub struct Signature {
    /// The first block of the post that is kept.
    pub block: usize,
    /// The element that holds the post.
    pub element: u32,
    /// Who, and when.
    pub text: String,
}

/// The signatures of the posts, in the order of the text; none where the article itself names who wrote the post.
pub fn find(cleaned: &Cleaned, kept: &[bool]) -> Vec<Signature> {
    let extracted = &cleaned.extracted;
    let shown = |blocks: &Range<u32>| {
        blocks.clone().map(|block| block as usize).filter(|block| kept.get(*block).copied().unwrap_or(true))
    };
    let shows = |block: usize, name: &str| {
        let block = extracted.blocks.get(block);
        block.and_then(|block| extracted.text.get(block.span.clone())).is_some_and(|text| text.contains(name))
    };
    let signature = |post: &Post| {
        let place = &post.place;
        let names_author = |name: &String| {
            let mut around = shown(&place.whole).filter(|block| !place.text.contains(&(*block as u32)));
            around.any(|block| shows(block, name))
        };
        if post.author.as_ref().is_some_and(names_author) {
            return None;
        }
        Some(Signature { block: shown(&place.text).next()?, element: place.element, text: post.signature()? })
    };
    let mut signatures: Vec<Signature> = cleaned.posts.iter().filter_map(signature).collect();
    // A post may stand in another.
    signatures.sort_by_key(|signature| signature.block);
    signatures.dedup_by_key(|signature| signature.block);
    signatures
}
