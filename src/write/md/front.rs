//! Front matter: what is known of the page, as YAML whose values are always quoted.

use std::fmt::Write as _;

use crate::article::word;
use crate::text::count_words;
use crate::write::Article;

/// The front matter, and a blank line behind it.
pub fn matter(article: &Article) -> String {
    let about = &article.cleaned.metadata;
    let one = |value: &Option<String>| value.as_deref().map(quoted);
    let language = about.language.as_deref().or(about.language_detected);
    let kind = about.page_kind.map(|kind| quoted(&word(kind)));
    let fields = [
        ("title", one(&about.title)),
        ("author", list(&about.authors)),
        ("date", one(&about.published)),
        ("modified", one(&about.modified)),
        ("site", one(&about.site)),
        ("url", one(&about.url)),
        ("description", one(&about.description)),
        ("language", language.map(quoted)),
        ("language_detected", about.language_detected.map(quoted)),
        ("tags", Some(row(&about.tags)).filter(|_| !about.tags.is_empty())),
        ("license", one(&about.license)),
        ("page_kind", kind),
        ("words", Some(count_words(article.text).to_string())),
        ("confidence", Some(format!("{:.2}", article.cleaned.confidence))),
        ("source", Some(quoted(article.path))),
    ];
    let mut out = String::from("---\n");
    for (name, value) in fields {
        if let Some(value) = value {
            let _ = writeln!(out, "{name}: {value}");
        }
    }
    out + "---\n\n"
}

/// One value alone, several as a list in brackets.
fn list(values: &[String]) -> Option<String> {
    match values {
        [] => None,
        [one] => Some(quoted(one)),
        many => Some(row(many)),
    }
}

/// Values in brackets.
fn row(values: &[String]) -> String {
    format!("[{}]", values.iter().map(|value| quoted(value)).collect::<Vec<_>>().join(", "))
}

/// A double-quoted scalar. What YAML does not take as printable, or takes as a line end, is escaped.
fn quoted(value: &str) -> String {
    let mut out = String::from("\"");
    for c in value.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out + "\""
}
