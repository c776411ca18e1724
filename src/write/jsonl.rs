//! One stream for all documents: a line `{"id","text","metadata"}` each, as datatrove and Dolma read it.

use serde::Serialize;

use crate::article::{Decoding, Kind, Metadata};
use crate::write::ink::Ink;
use crate::write::{Article, Format, Rendered};

/// JSON Lines.
pub const FORMAT: Format = Format {
    name: "jsonl",
    ending: ".jsonl",
    help: "one stream of {\"id\",\"text\",\"metadata\"}, in input order",
    stream: Some("articles.jsonl"),
    describes_extracted: false,
    render,
};

#[derive(Serialize)]
struct Record<'a> {
    id: &'a str,
    text: &'a str,
    metadata: Extras<'a>,
}

#[derive(Serialize)]
struct Extras<'a> {
    #[serde(flatten)]
    page: &'a Metadata,
    source: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    member: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fetched: Option<&'a str>,
    kind: Kind,
    #[serde(flatten)]
    decoding: &'a Decoding,
    confidence: f32,
}

fn render(article: &Article) -> Rendered {
    let cleaned = article.cleaned;
    let metadata = Extras {
        page: &cleaned.extracted.metadata,
        source: article.path,
        member: article.member,
        fetched: article.fetched,
        kind: cleaned.extracted.kind,
        decoding: &cleaned.decoding,
        confidence: cleaned.confidence,
    };
    let record = Record { id: article.path, text: article.text, metadata };
    let mut out = Ink::default();
    out.own(&serde_json::to_string(&record).map_or_else(|_| String::new(), |line| line + "\n"));
    out.into()
}
