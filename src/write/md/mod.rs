//! The article as Markdown: YAML front matter, then headings, lists, tables, code, quotes, definitions, footnotes,
//! formulas and links. It shows what the plain text shows: the blocks go through the same edits. CommonMark, with the
//! tables, footnotes, strikethrough and formulas of GitHub and the definition lists of PHP Markdown Extra.
//!
//! blocks ─`inline`→ parts; ─`outline`→ tree ─`layout`→ lines (`emphasis`, `escape`, `table`) ─`page`→ text

mod emphasis;
mod escape;
mod front;
mod inline;
mod layout;
mod notes;
mod outline;
mod page;
mod table;

use crate::article::{Alone, Inline, Mark};
use crate::metadata::Base;
use crate::write::ink::Ink;
use crate::write::{Article, Format, Rendered, comments};

/// Markdown.
pub const FORMAT: Format = Format {
    name: "md",
    ending: ".md",
    help: "Markdown with YAML front matter",
    stream: None,
    describes_extracted: false,
    tells_metadata: true,
    render,
};

fn render(article: &Article) -> Rendered {
    if article.verbatim {
        return Ink::of(article.text).into();
    }
    let cleaned = article.cleaned;
    let mut out = Ink::default();
    out.own(&front::matter(article));
    out.append(&body(article));
    out.own(&comments::markdown(&cleaned.comments));
    out.into()
}

/// A line of text without marks, so that nothing in it is read as markup.
pub fn plain(line: &str) -> String {
    let mut out = Ink::default();
    let signs = escape::Signs { dollars: true, tildes: true };
    escape::escape(line, escape::Around { signs, ..Default::default() }, &mut out);
    if let Some(at) = escape::line_start(out.text()) {
        out.insert_own(at, "\\");
    }
    out.text().to_owned()
}

/// The page below the front matter.
fn body(article: &Article) -> Ink {
    let extracted = &article.cleaned.extracted;
    let kept = inline::kept(extracted, &article.cleaned.edits);
    let notes = notes::Notes::find(extracted, &kept);
    let base = article.cleaned.metadata.base.as_deref().and_then(Base::read);
    let inlines: Vec<Inline> = extracted
        .inlines
        .iter()
        .map(|inline| Inline { mark: absolute(&inline.mark, &base), ..inline.clone() })
        .collect();
    let alone: Vec<Alone> = extracted
        .structure
        .alone
        .iter()
        .map(|alone| Alone { mark: absolute(&alone.mark, &base), ..alone.clone() })
        .collect();
    let mut texts = inline::Texts::new(article, &inlines, &notes);
    let texts: Vec<_> = extracted.blocks.iter().map(|block| texts.of(block)).collect();
    let outline = outline::outline(article.cleaned, &kept, &notes, article.show);
    layout::Layout { outline: &outline, texts: &texts, alone: &alone, show: article.show }.page()
}

/// The mark with its address made absolute. One within the page stays.
fn absolute(mark: &Mark, base: &Option<Base>) -> Mark {
    let resolved = |to: &str| {
        base.as_ref()
            .filter(|_| !to.trim().is_empty() && !to.trim_start().starts_with('#'))
            .and_then(|base| base.resolve(to))
    };
    match mark {
        Mark::Link(to) => Mark::Link(resolved(to).unwrap_or_else(|| to.clone())),
        Mark::Image { alt, src } => Mark::Image { alt: alt.clone(), src: resolved(src).unwrap_or_else(|| src.clone()) },
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests;
