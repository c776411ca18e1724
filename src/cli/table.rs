//! The lines of a preview: a document each, the most affected first. Numbers stand below one another; what is long
//! comes last.

use std::cmp::{Ordering, Reverse};
use std::fmt::Write as _;

use console::Style;

use crate::batch::{Event, Rank, Status};
use crate::cli::terminal::Screen;
use crate::metadata::DIFFERS;
use crate::text::printable;

/// What comes first in a preview.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Sort {
    /// The largest share of words cut first
    #[default]
    Cut,
    /// The least sure first
    Confidence,
    /// In order of the paths, printed as it goes
    Path,
}

/// Lines that are kept to be sorted: a few hundred bytes each. Of more, only those that come first are shown.
const MOST: usize = 100_000;

/// Of a document that is less sure than this, how sure it is stands out.
const DOUBTFUL: f32 = 0.7;

/// Of a document of which more was cut, the share stands out.
const MUCH: f64 = 0.5;

/// Reasons that a line tells.
const REASONS: usize = 4;

/// What the columns are called.
pub const HEAD: &str = "status        kept     cut  share  mends  sure  file";

/// One document.
struct Row {
    status: Status,
    rank: Rank,
    words: Option<(usize, usize)>,
    mends: usize,
    sure: Option<f32>,
    text: String,
    notes: Vec<String>,
}

/// The rows of a run that wait to be sorted.
pub struct Table {
    sort: Sort,
    screen: Screen,
    rows: Vec<Row>,
    left_out: usize,
}

impl Table {
    /// An empty one.
    pub fn new(sort: Sort, screen: Screen) -> Table {
        Table { sort, screen, rows: Vec::new(), left_out: 0 }
    }

    /// Take one more document. Returns what can be printed at once.
    pub fn add(&mut self, event: &Event) -> Option<String> {
        let row = Row::of(event);
        if self.sort == Sort::Path {
            return Some(row.shown(self.screen));
        }
        self.rows.push(row);
        if self.rows.len() >= 2 * MOST {
            self.settle();
        }
        None
    }

    /// All that waited, sorted, and how many did not fit.
    pub fn finish(&mut self) -> String {
        self.settle();
        let mut out: String = self.rows.iter().map(|row| row.shown(self.screen)).collect();
        if self.left_out > 0 {
            let _ = writeln!(out, "and {} more that are less affected; --sort path shows all", self.left_out);
        }
        out
    }

    /// Sort; rows that are alike keep the order of their paths.
    fn settle(&mut self) {
        let sort = self.sort;
        self.rows.sort_by(|one, other| one.compare(other, sort));
        self.left_out += self.rows.len().saturating_sub(MOST);
        self.rows.truncate(MOST);
    }
}

impl Row {
    fn of(event: &Event) -> Row {
        let mut text = printable(&event.path);
        if let Some(reason) = event.reason {
            let _ = write!(text, "  {}", reason.word());
        }
        text += &reasons(event);
        let charset = event.decoding.as_ref().map(|decoding| decoding.charset).filter(|charset| *charset != "UTF-8");
        if let Some(charset) = charset {
            let _ = write!(text, ", from {charset}");
        }
        let note = |code: &str, message: &str| format!("{code}: {}", printable(message));
        Row {
            status: event.status,
            rank: Rank::of(event),
            words: event.counts.as_ref().map(|counts| (counts.words_kept, counts.words_cut)),
            mends: event.counts.as_ref().map_or(0, |counts| counts.mends),
            sure: event.confidence,
            text,
            notes: event
                .notes
                .iter()
                .filter(|one| one.code != DIFFERS)
                .map(|one| note(one.code, &one.message))
                .collect(),
        }
    }

    /// The share of words cut; of a document of which nothing is known, none.
    fn share(&self) -> Option<f64> {
        self.words.map(|(kept, cut)| cut as f64 / (kept + cut).max(1) as f64)
    }

    /// Failures come first, whatever the order: they need to be looked at. What was never read comes last.
    fn compare(&self, other: &Row, sort: Sort) -> Ordering {
        let failed = |row: &Row| row.status != Status::Error;
        let cut = || other.rank.cmp(&self.rank);
        let sure = |row: &Row| row.sure.unwrap_or(f32::INFINITY);
        failed(self).cmp(&failed(other)).then_with(|| match sort {
            Sort::Cut => cut(),
            Sort::Confidence => sure(self).total_cmp(&sure(other)).then_with(cut),
            Sort::Path => Ordering::Equal,
        })
    }

    /// The line, with its line end, and a line for every note.
    fn shown(&self, screen: Screen) -> String {
        let (plain, loud) = (Style::new(), Style::new().yellow());
        let status = screen.paint(&style(self.status), &format!("{:9}", self.status.word()));
        let words = match (self.words, self.share()) {
            (Some((kept, cut)), Some(share)) => {
                let much = if share > MUCH { &loud } else { &plain };
                let share = screen.paint(much, &format!("{:3.0} %", 100.0 * share));
                format!("{kept:7} {cut:7}  {share} {:6}", self.mends)
            }
            _ => " ".repeat(29),
        };
        let doubt = |sure: f32| screen.paint(if sure < DOUBTFUL { &loud } else { &plain }, &format!("{sure:.2}"));
        let sure = self.sure.map_or_else(|| " ".repeat(4), doubt);
        let mut out = screen.fitted(&format!("{status}  {words}  {sure}  {}", self.text)) + "\n";
        for note in &self.notes {
            let _ = writeln!(out, "{}", screen.fitted(&format!("{:48}{note}", "")));
        }
        out
    }
}

/// The reasons that took most words or, where none did, that mended most places.
fn reasons(event: &Event) -> String {
    let mut rules: Vec<_> = event.rules().collect();
    rules.sort_by_key(|(_, tally)| (Reverse(tally.words), Reverse(tally.edits)));
    let mut told: Vec<String> =
        rules.iter().take(REASONS).map(|(rule, tally)| format!("{rule} {}", tally.edits)).collect();
    if rules.len() > REASONS {
        told.push(format!("{} more", rules.len() - REASONS));
    }
    if told.is_empty() { String::new() } else { format!("  ({})", told.join(", ")) }
}

/// What a status looks like.
fn style(status: Status) -> Style {
    match status {
        Status::Error => Style::new().red(),
        Status::Skipped => Style::new().yellow(),
        Status::Cleaned => Style::new().green(),
        _ => Style::new().dim(),
    }
}
