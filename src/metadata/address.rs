//! Addresses → what they say of the title: that of the page, and those that headings lead to.

use foldhash::HashSet;

use super::title::words;
use crate::article::{Block, Extracted, Mark};
use crate::text;
use crate::url;

/// Where a page lies.
#[derive(Default)]
pub struct Address {
    /// The words of the part that has most of them; often they are those of the title, as it was first.
    pub words: HashSet<String>,
    /// It is the first page of its site.
    pub is_front: bool,
}

impl Address {
    /// What an address says; nothing if it is none.
    pub fn read(url: &str) -> Address {
        const LONGEST: usize = 500;
        let parts = || url::path(url).split('/').filter(|part| part.len() <= LONGEST);
        let words = parts().map(text::words).max_by_key(HashSet::len).unwrap_or_default();
        Address { words, is_front: url::is_front(url) }
    }

    /// Does the address have more of the words that only `one` has than of those that only `other` has?
    pub fn names(&self, one: &str, other: &str) -> bool {
        let (one, other) = (words(one), words(other));
        let own = |these: &HashSet<String>, those: &HashSet<String>| {
            these.difference(those).filter(|word| self.words.contains(*word)).count()
        };
        own(&one, &other) > own(&other, &one)
    }
}

/// Is all of a heading a link to the first page of a site? Then it is the site's name.
pub fn leads_home(extracted: &Extracted, block: &Block) -> bool {
    leads(extracted, block, is_home)
}

/// Is all of a heading a link to another page? Then it is the title of that one.
pub fn leads_on(extracted: &Extracted, block: &Block) -> bool {
    leads(extracted, block, |to| !is_home(to) && !to.starts_with('#'))
}

/// Is all of a heading a link that leads there?
fn leads(extracted: &Extracted, block: &Block, there: fn(&str) -> bool) -> bool {
    let text = extracted.text_of(block);
    block.link_bytes as usize >= text.bytes().filter(|byte| *byte != b' ').count()
        && extracted
            .inlines_in(&block.span)
            .any(|inline| matches!(&inline.mark, Mark::Link(to) if !to.is_empty() && there(to)))
}

/// Does an address lead to the first page of a site?
fn is_home(to: &str) -> bool {
    let path = if url::host(to).is_some() { url::path(to) } else { to };
    !to.contains(['?', '#'])
        && matches!(path.trim_start_matches("./").trim_start_matches('/'), "" | "index.html" | "index.php")
}
