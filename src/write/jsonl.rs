//! One stream for all documents: a line `{"id","text","metadata",…}` each, as datatrove and Dolma read it.
//! `docs/record.schema.json` says what each field is.

use serde::Serialize;

use crate::article::{Decoding, Kind, Metadata, Note, Post};
use crate::signals::Signals;
use crate::write::ink::Ink;
use crate::write::{Article, Format, Rendered};

/// Version of the record, raised when a field changes its meaning or goes; new fields do not raise it.
const VERSION: u32 = 1;

/// JSON Lines.
pub const FORMAT: Format = Format {
    name: "jsonl",
    ending: ".jsonl",
    help: "one stream of {\"id\",\"text\",\"metadata\",\"signals\"}, in input order",
    stream: Some("articles.jsonl"),
    describes_extracted: false,
    tells_metadata: true,
    render,
};

#[derive(Serialize)]
struct Record<'a> {
    id: &'a str,
    text: &'a str,
    metadata: Extras<'a>,
    signals: Signals,
    #[serde(skip_serializing_if = "<[Post]>::is_empty")]
    posts: &'a [Post],
    #[serde(skip_serializing_if = "<[Post]>::is_empty")]
    comments: &'a [Post],
    #[serde(skip_serializing_if = "<[Note]>::is_empty")]
    notes: &'a [Note],
    version: u32,
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
        page: &cleaned.metadata,
        source: article.path,
        member: article.member,
        fetched: article.fetched,
        kind: cleaned.extracted.kind,
        decoding: &cleaned.decoding,
        confidence: cleaned.confidence,
    };
    let record = Record {
        id: article.id,
        text: article.text,
        metadata,
        signals: Signals::of(cleaned, article.text),
        posts: &cleaned.posts,
        comments: &cleaned.comments,
        notes: &cleaned.notes,
        version: VERSION,
    };
    let mut out = Ink::default();
    out.own(&serde_json::to_string(&record).map_or_else(|_| String::new(), |line| line + "\n"));
    out.into()
}
