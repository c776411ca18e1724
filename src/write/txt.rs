//! The article alone as plain text: the text, and a line end if it has none.

use crate::write::{Article, Format};

/// Plain text.
pub const FORMAT: Format = Format {
    name: "txt",
    ending: ".txt",
    help: "the article alone, paragraphs parted by a blank line",
    stream: None,
    render,
};

fn render(article: &Article) -> String {
    let text = article.text.to_owned();
    if article.verbatim || text.ends_with('\n') { text } else { text + "\n" }
}
