//! Sums and rows → the page, by its template. Everything in it that comes from outside is escaped here or by the template.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use askama::Template;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::article::{Evidence, Kind};
use crate::batch::page::{Page, in_script};
use crate::batch::{Event, Reason, Status};
use crate::report::charts::{self, Chart};
use crate::report::totals::{Met, Totals};
use crate::report::{Subject, reasons};
use crate::text::printable;

/// Documents in the list of the most affected.
pub const MOST_AFFECTED: usize = 10;

const STYLE: &str = include_str!("report.css");
/// In a block of its own. It runs before the texts are read, so that a large report is of use at once.
const SCRIPT: &str = concat!(
    "\"use strict\";\n{\n",
    include_str!("common.js"),
    include_str!("list.js"),
    include_str!("document.js"),
    include_str!("main.js"),
    "}\n"
);

/// What the list shows of a document.
#[derive(Serialize)]
pub struct Row {
    path: String,
    outcome: &'static str,
    reason: Option<&'static str>,
    title: Option<String>,
    place: String,
    kind: Option<Kind>,
    pub(super) kept: usize,
    pub(super) cut: usize,
    mends: usize,
    /// In hundredths.
    confidence: Option<u32>,
    charset: Option<&'static str>,
    evidence: Option<Evidence>,
    output: Option<String>,
    rules: Vec<(&'static str, usize, usize)>,
    notes: Vec<(&'static str, String)>,
    /// Why there is no text, if it could have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    left: Option<&'static str>,
}

impl Row {
    /// Of a document.
    pub fn of(event: &Event, page: Option<&Page>, place: &str) -> Row {
        let counts = event.counts.as_ref();
        Row {
            path: event.path.clone(),
            outcome: event.status.word(),
            reason: event.reason.map(Reason::word),
            title: page.and_then(|page| page.title.clone()),
            place: place.to_owned(),
            kind: page.map(|page| page.kind),
            kept: counts.map_or(0, |counts| counts.words_kept),
            cut: counts.map_or(0, |counts| counts.words_cut),
            mends: counts.map_or(0, |counts| counts.mends),
            confidence: event.confidence.map(|confidence| (confidence * 100.0).round() as u32),
            charset: event.decoding.as_ref().map(|decoding| decoding.charset),
            evidence: event.decoding.as_ref().map(|decoding| decoding.evidence),
            output: event.output.clone(),
            rules: event.rules().map(|(rule, tally)| (rule, tally.edits, tally.words)).collect(),
            notes: event.notes.iter().map(|note| (note.code, note.message.clone())).collect(),
            left: None,
        }
    }

    /// Its text is not in the report.
    pub fn leave_out(&mut self) {
        self.left = Some("The report is full: the texts of the least affected documents are not in it.");
    }

    pub(super) fn link(&self) -> String {
        document(&self.path)
    }

    pub(super) fn name(&self) -> String {
        printable(&self.path)
    }
}

/// All that the script reads but the texts.
#[derive(Serialize)]
struct Data<'a> {
    rows: &'a [Row],
    reasons: BTreeMap<&'a str, Words>,
}

#[derive(Serialize)]
struct Words {
    family: &'static str,
    name: &'static str,
    why: &'static str,
    off: String,
}

#[derive(Template)]
#[template(path = "report.html", config = "src/report/askama.toml")]
struct Filled<'a> {
    style: &'static str,
    style_hash: String,
    script: &'static str,
    script_hash: String,
    subject: &'a Subject<'a>,
    lead: Lead,
    whole: Whole,
    tiles: Vec<Tile>,
    shown: Option<String>,
    charts: Vec<Chart>,
    met: Vec<MetRow<'a>>,
    version: &'static str,
    data: String,
}

struct Lead {
    documents: String,
    kept: String,
    cut: String,
    share: String,
    mends: String,
}

struct Whole {
    label: String,
    kept: String,
    cut: String,
}

struct Tile {
    count: String,
    name: &'static str,
    link: String,
}

struct MetRow<'a> {
    code: &'a str,
    class: &'static str,
    link: String,
    count: String,
    first: Vec<Named>,
}

struct Named {
    path: String,
    link: String,
    message: String,
}

/// The page up to where the texts stand. `affected` are the rows of the most affected documents.
pub fn page(
    subject: &Subject,
    totals: &Totals,
    rows: &[Row],
    affected: Vec<usize>,
    limit: usize,
) -> askama::Result<String> {
    let known = totals.rules.keys().map(|id| {
        let reason = reasons::reason(id, subject.rules);
        (
            *id,
            Words {
                family: reason.family.class,
                name: reason.family.name,
                why: reason.why,
                off: reason.switch.line(id),
            },
        )
    });
    let affected = affected.into_iter().filter_map(|at| rows.get(at));
    Filled {
        style: STYLE,
        style_hash: hash(STYLE),
        script: SCRIPT,
        script_hash: hash(SCRIPT),
        subject,
        lead: lead(totals),
        whole: whole(totals),
        tiles: totals.outcomes.iter().map(tile).collect(),
        shown: shown(totals, rows.len(), limit),
        charts: charts::all(totals, subject.rules, affected),
        met: met(totals),
        version: env!("CARGO_PKG_VERSION"),
        data: in_script(&Data { rows, reasons: known.collect() }),
    }
    .render()
}

/// As a Content-Security-Policy names what may run.
fn hash(text: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(text)))
}

fn lead(totals: &Totals) -> Lead {
    let all = totals.all;
    Lead {
        documents: charts::counted(all.documents, "document"),
        kept: charts::counted(all.kept, "word"),
        cut: charts::grouped(all.cut),
        share: charts::percent(all.cut, all.cut + all.kept),
        mends: charts::counted(totals.mends, "mend"),
    }
}

fn whole(totals: &Totals) -> Whole {
    let (kept, cut) = (totals.all.kept, totals.all.cut);
    let share = charts::percent(cut, kept + cut);
    Whole {
        label: format!("{share} of all words were cut"),
        kept: charts::width(kept, kept + cut),
        cut: charts::width(cut, kept + cut),
    }
}

fn tile((status, count): (&Status, &usize)) -> Tile {
    let link = format!("#documents?outcome={}", status.word());
    Tile { count: charts::grouped(*count), name: status.word(), link }
}

/// What is said where not all documents are shown.
fn shown(totals: &Totals, rows: usize, limit: usize) -> Option<String> {
    let all = totals.all.documents;
    (rows < all).then(|| {
        let sampled = limit / 2;
        format!(
            "The sums are of all {}. {} of them are shown: the {} most affected and a random sample of {} of the others.",
            charts::counted(all, "document"),
            charts::grouped(rows),
            charts::grouped(rows - sampled.min(rows)),
            charts::grouped(sampled.min(rows)),
        )
    })
}

/// Errors first, then by how many documents have it.
fn met(totals: &Totals) -> Vec<MetRow<'_>> {
    let mut all: Vec<(&&str, &Met)> = totals.met.iter().collect();
    all.sort_by_key(|(_, met)| Reverse((met.error, met.count)));
    let named = |(path, message): &(String, String)| Named {
        path: printable(path),
        link: document(path),
        message: printable(message),
    };
    let row = |(code, met): (&&'static str, &Met)| MetRow {
        code,
        class: if met.error { "error" } else { "" },
        link: format!("#documents?reason={}", charts::encoded(code)),
        count: charts::grouped(met.count),
        first: met.first.iter().map(named).collect(),
    };
    all.into_iter().map(row).collect()
}

fn document(path: &str) -> String {
    format!("#document?path={}", charts::encoded(path))
}
