//! The article alone as plain text: the text, and a line end if it has none.

use crate::write::ink::Ink;
use crate::write::{Article, Format, Rendered, comments};

/// Plain text.
pub const FORMAT: Format = Format {
    name: "txt",
    ending: ".txt",
    help: "the article alone, paragraphs parted by a blank line",
    stream: None,
    describes_extracted: false,
    tells_metadata: false,
    render,
};

fn render(article: &Article) -> Rendered {
    let mut out = Ink::of(article.text);
    if !(article.verbatim || article.text.ends_with('\n')) {
        out.own("\n");
    }
    out.own(&comments::plain(&article.cleaned.comments));
    out.into()
}
