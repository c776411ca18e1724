//! The article as Markdown: YAML front matter, then headings, lists, tables, code, quotes and links. It shows what
//! the plain text shows: the blocks go through the same edits.

mod front;
mod inline;
mod layout;

use crate::write::{Article, Format};

/// Markdown.
pub const FORMAT: Format =
    Format { name: "md", ending: ".md", help: "Markdown with YAML front matter", stream: None, render };

fn render(article: &Article) -> String {
    if article.verbatim {
        return article.text.to_owned();
    }
    let cleaned = article.cleaned;
    let mut out = front::matter(&cleaned.extracted.metadata, article.path);
    let mut layout = layout::Layout::default();
    let mut texts = inline::Texts::new(&cleaned.extracted, &cleaned.edits);
    for (at, block) in cleaned.extracted.blocks.iter().enumerate() {
        let text = texts.of(block);
        if !text.trim().is_empty() {
            let gap = cleaned.extracted.text.get(layout.end()..block.span.start).unwrap_or_default();
            layout.add(block, cleaned.title == Some(at), gap, text);
        }
    }
    out.push_str(&layout.finish());
    out
}

#[cfg(test)]
mod tests;
