//! stub
use crate::write::{Article, Format};
/// Markdown.
pub const FORMAT: Format =
    Format { name: "md", ending: ".md", help: "Markdown with YAML front matter", stream: None, render };
fn render(article: &Article) -> String {
    format!("{}\n", article.text)
}
