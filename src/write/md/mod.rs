//! The article as Markdown: YAML front matter, then headings, lists, tables, code, quotes, definitions, footnotes,
//! formulas and links; on the page of a forum also who signed each post. Else it shows what the plain text shows: the blocks
//! go through the same edits. CommonMark, with the tables, footnotes, strikethrough and formulas of GitHub and the
//! definition lists of PHP Markdown Extra.
//!
//! blocks ─`inline`→ parts; ─`outline`→ tree (`between`: what stands beside it) ─`layout`→ lines (`emphasis`, `escape`, `table`) ─`page`→ text

mod between;
mod emphasis;
mod escape;
mod front;
mod inline;
mod layout;
mod links;
mod outline;
mod page;
mod signatures;
mod table;

use crate::article::Kind;
use crate::extract::markdown::is_markdown;
use crate::extract::notes::Notes;
use crate::url::Base;
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

/// A line of text in bold.
pub fn strong(line: &str) -> String {
    format!("**{}**", plain(line.trim()))
}

/// The page below the front matter.
fn body(article: &Article) -> Ink {
    let extracted = &article.cleaned.extracted;
    if extracted.kind == Kind::Text && is_markdown(&extracted.text) {
        return Ink::of(article.text);
    }
    let kept = inline::kept(extracted, &article.cleaned.edits);
    let notes = Notes::find(extracted, &kept, &kept);
    let base = article.cleaned.metadata.base.as_deref().and_then(Base::read);
    let inlines = links::inlines(extracted, &kept, &base);
    let alone = links::alone(extracted, &base);
    let mut texts = inline::Texts::new(article, &inlines, &notes);
    let texts: Vec<_> = extracted.blocks.iter().map(|block| texts.of(block)).collect();
    let signatures = signatures::find(article.cleaned, &kept);
    let outline = outline::outline(article.cleaned, &kept, &notes, &signatures, article.show);
    layout::Layout { outline: &outline, texts: &texts, alone: &alone, signatures: &signatures, show: article.show }
        .page()
}

#[cfg(test)]
mod tests;
