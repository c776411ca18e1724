//! Front matter: what is known of the page, as YAML whose values are always quoted.

use std::fmt::Write as _;

use crate::article::Metadata;

/// The front matter, and a blank line behind it.
pub fn matter(metadata: &Metadata, source: &str) -> String {
    let fields = [
        ("title", metadata.title.as_deref()),
        ("author", metadata.author.as_deref()),
        ("date", metadata.date.as_deref()),
        ("site", metadata.site.as_deref()),
        ("url", metadata.url.as_deref()),
        ("language", metadata.language.as_deref()),
        ("source", Some(source)),
    ];
    let mut out = String::from("---\n");
    for (name, value) in fields {
        if let Some(value) = value {
            let _ = writeln!(out, "{name}: {}", quoted(value));
        }
    }
    out + "---\n\n"
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
