//! Documents made by hand, so that no stage but the writer is tested.

use std::borrow::Cow;

use super::render;
use crate::article::*;
use crate::extract::html::hints::Hints;
use crate::extract::html::tags::Tag;
use crate::write::Article;

/// Blocks with the gap before each.
fn document(blocks: &[(Role, &str, &str)]) -> Cleaned {
    let mut text = String::new();
    let mut spans = Vec::new();
    for (role, gap, block) in blocks {
        text.push_str(gap);
        let start = text.len();
        text.push_str(block);
        let span = start..text.len();
        let source = span.clone();
        spans.push(Block { span, source, role: *role, link_bytes: 0, element: 0, hidden: false });
    }
    let root = Element { tag: Tag::Other, parent: 0, hints: Hints::default(), signature: 0, blocks: 0..0 };
    let extracted = Extracted {
        kind: Kind::Html,
        text: text.clone(),
        blocks: spans,
        elements: vec![root],
        inlines: Vec::new(),
        metadata: Metadata::default(),
    };
    Cleaned {
        decoding: Decoding {
            charset: "UTF-8",
            evidence: Evidence::Utf8,
            declared: None,
            replaced: 0,
            strays: 0,
            mended: Vec::new(),
        },
        source: text,
        extracted,
        verdicts: Vec::new(),
        edits: Vec::new(),
        title: None,
        confidence: 1.0,
        notes: Vec::new(),
    }
}

fn body(cleaned: &Cleaned) -> String {
    let text = cleaned.text();
    let page = render(&Article { cleaned, text: &text, path: "a.html", verbatim: false });
    page.split_once("---\n\n").map(|(_, body)| body.to_owned()).unwrap_or_default()
}

fn edit(span: Span, replacement: &'static str) -> Edit {
    Edit { span, replacement: Cow::Borrowed(replacement), cut: replacement.is_empty(), rule: "test", confidence: 1.0 }
}

#[test]
fn blocks_get_their_marks() {
    let item = |number, depth| Role::ListItem { number, depth };
    let cleaned = document(&[
        (Role::Heading(2), "", "Ferry # times in C#"),
        (Role::Paragraph, "\n\n", "2. is no list"),
        (Role::Paragraph, "\n", "- nor this"),
        (item(None, 1), "\n\n", "bread"),
        (item(Some(7), 3), "\n", "rye"),
        (Role::Quote, "\n\n", "one\ntwo"),
        (Role::Code, "\n\n", "a = ```b```\n  *c*"),
    ]);
    let expected = "## Ferry # times in C\\#\n\n2\\. is no list\\\n\\- nor this\n\n- bread\n    7. rye\n\n> one\\\n> two\n\n````\na = ```b```\n  *c*\n````\n";
    assert_eq!(body(&cleaned), expected);
}

#[test]
fn cells_make_tables() {
    let cleaned = document(&[
        (Role::Cell, "", "Day"),
        (Role::Cell, "\t", "Boats"),
        (Role::Cell, "\n", "Monday|Tuesday"),
        (Role::Cell, "\t", "4"),
        (Role::Cell, "\n", "Sunday"),
        (Role::Cell, "\n\n", "All alone"),
    ]);
    let expected = "| Day | Boats |\n| --- | --- |\n| Monday\\|Tuesday | 4 |\n| Sunday |  |\n\nAll alone\n";
    assert_eq!(body(&cleaned), expected);
}

#[test]
fn edits_and_links_go_together() {
    let mut cleaned = document(&[
        (Role::Paragraph, "", "Share this"),
        (Role::Paragraph, "\n\n", "The old mill.It turns [again] <b> & &amp; so"),
    ]);
    let start = cleaned.extracted.blocks[1].span.start;
    cleaned.edits = vec![edit(0..start, ""), edit(start + 13..start + 13, " ")];
    cleaned.extracted.inlines = vec![
        Inline { span: 0..10, mark: Mark::Link("http://example.org/share".into()) },
        Inline { span: start + 4..start + 16, mark: Mark::Link("/mill (old)".into()) },
        Inline { span: start + 8..start + 12, mark: Mark::Strong },
        Inline { span: start + 13..start + 40, mark: Mark::Emphasis },
    ];
    let expected = "The [old **mill**. *It*](/mill%20%28old%29) turns \\[again\\] \\<b\\> & \\&amp; so\n";
    assert_eq!(body(&cleaned), expected);
}

#[test]
fn front_matter_is_quoted() {
    let mut cleaned = document(&[(Role::Paragraph, "", "x")]);
    cleaned.title = Some(0);
    cleaned.extracted.metadata.title = Some("A: \"b\" \\ c\n---".into());
    let text = cleaned.text();
    let page = render(&Article { cleaned: &cleaned, text: &text, path: "d/a.html", verbatim: false });
    let expected = "---\ntitle: \"A: \\\"b\\\" \\\\ c\\n---\"\nsource: \"d/a.html\"\n---\n\n# x\n";
    assert_eq!(page, expected);
}

#[test]
fn a_million_nested_marks_take_no_time() {
    let mut cleaned = document(&[(Role::Paragraph, "", "word and word")]);
    cleaned.extracted.inlines = (0..1_000_000).map(|_| Inline { span: 0..13, mark: Mark::Strong }).collect();
    assert_eq!(body(&cleaned), "**word and word**\n");
}
