//! Sums → the charts of the page: rows of a table, each with its bar.

use std::cmp::Reverse;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::batch::page::BOUNDS;
use crate::judge::rules::Rule;
use crate::report::reasons;
use crate::report::render::Row;
use crate::report::totals::{Amount, Totals};

/// What an address cannot have in it as it is.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// Bars of a chart; what is less counts together.
const MOST_BARS: usize = 12;

/// A table with a bar in each row.
pub struct Chart {
    pub title: &'static str,
    pub about: &'static str,
    /// Heads of its columns.
    pub of: &'static str,
    pub first: &'static str,
    pub second: &'static str,
    pub bars: Vec<Bar>,
}

/// A row.
pub struct Bar {
    pub name: String,
    pub link: Option<String>,
    pub why: Option<&'static str>,
    pub parts: Vec<Part>,
    pub first: String,
    pub second: String,
}

/// A part of a bar; the numbers are hundredths of the whole width.
pub struct Part {
    pub class: &'static str,
    pub from: String,
    pub width: String,
}

/// All charts, in the order of the page; `own` are the rules of the user, `affected` the most affected
/// documents.
pub fn all<'a>(totals: &Totals, own: &[Rule], affected: impl Iterator<Item = &'a Row>) -> Vec<Chart> {
    let charts =
        [by_reason(totals, own), by_kind(totals), most_affected(affected), by_place(totals), by_confidence(totals)];
    charts.into_iter().filter(|chart| !chart.bars.is_empty()).collect()
}

fn by_reason(totals: &Totals, own: &[Rule]) -> Chart {
    let mut rules: Vec<_> = totals.rules.iter().filter(|(_, tally)| tally.words > 0).collect();
    rules.sort_by_key(|(_, tally)| Reverse(tally.words));
    let rest: usize = rules.iter().skip(MOST_BARS).map(|(_, tally)| tally.words).sum();
    let most = rules.first().map_or(1, |(_, tally)| tally.words).max(rest);
    let bar = |name: String, id: Option<&str>, words: usize| Bar {
        name,
        link: id.map(|id| format!("#documents?reason={}", encoded(id))),
        why: id.map(|id| reasons::reason(id, own).why),
        parts: vec![part(id.map_or("f-other", |id| reasons::reason(id, own).family.class), 0, words, most)],
        first: grouped(words),
        second: percent(words, totals.all.cut),
    };
    let named = rules.iter().take(MOST_BARS).map(|(id, tally)| bar((*id).to_string(), Some(id), tally.words));
    let mut bars: Vec<Bar> = named.collect();
    if rest > 0 {
        bars.push(bar(format!("{} others", rules.len() - MOST_BARS), None, rest));
    }
    Chart {
        title: "By reason",
        about: "words cut, and their share of all that was cut",
        of: "Reason",
        first: "Words cut",
        second: "Share",
        bars,
    }
}

fn most_affected<'a>(rows: impl Iterator<Item = &'a Row>) -> Chart {
    let bar = |row: &Row| Bar {
        name: row.name(),
        link: Some(row.link()),
        why: None,
        parts: both(row.kept, row.cut),
        first: grouped(row.cut),
        second: percent(row.cut, row.cut + row.kept),
    };
    Chart {
        title: "Most affected",
        about: "words cut, and their share of the document",
        of: "Document",
        first: "Words cut",
        second: "Share",
        bars: rows.filter(|row| row.cut > 0).map(bar).collect(),
    }
}

fn by_place(totals: &Totals) -> Chart {
    let mut places: Vec<(&str, Amount)> = totals.places.iter().map(|(name, amount)| (name.as_str(), *amount)).collect();
    places.retain(|(_, amount)| amount.kept + amount.cut > 0);
    places.sort_by_key(|(_, amount)| Reverse(amount.cut));
    let bar = |(name, amount): &(&str, Amount)| Bar {
        name: crate::text::printable(name),
        link: Some(format!("#documents?place={}", encoded(name))),
        ..of_amount(*amount)
    };
    let mut bars: Vec<Bar> = places.iter().take(MOST_BARS).map(bar).collect();
    let rest = places.iter().skip(MOST_BARS).fold(Amount::default(), |sum, (_, one)| Amount {
        documents: sum.documents + one.documents,
        kept: sum.kept + one.kept,
        cut: sum.cut + one.cut,
    });
    if rest.documents > 0 {
        bars.push(Bar { name: format!("{} others", places.len() - MOST_BARS), ..of_amount(rest) });
    }
    Chart { title: "By folder or site", of: "Folder or site", bars, ..of_amounts() }
}

fn by_kind(totals: &Totals) -> Chart {
    let kinds = ["Pages (markup)", "Plain texts"].into_iter().zip(totals.kinds);
    let kinds = kinds.filter(|(_, amount)| amount.documents > 0);
    let bars = kinds.map(|(name, amount)| Bar { name: name.to_owned(), ..of_amount(amount) }).collect();
    Chart { title: "By kind", of: "Kind", bars, ..of_amounts() }
}

fn by_confidence(totals: &Totals) -> Chart {
    let most = totals.bands.iter().copied().max().unwrap_or(0);
    let hundredths = |bound: &f32| (bound * 100.0).round() as u32;
    let name = |band: usize| match (band.checked_sub(1).and_then(|at| BOUNDS.get(at)), BOUNDS.get(band)) {
        (None, Some(to)) => format!("below {} %", hundredths(to)),
        (Some(from), Some(to)) => format!("{} to {} %", hundredths(from), hundredths(to)),
        (from, None) => format!("{} % and more", from.map_or(0, hundredths)),
    };
    let bar = |(band, words): (usize, &usize)| Bar {
        name: name(band),
        link: None,
        why: None,
        parts: vec![part("cut", 0, *words, most)],
        first: grouped(*words),
        second: percent(*words, totals.all.cut),
    };
    let bars = if most == 0 { Vec::new() } else { totals.bands.iter().enumerate().rev().map(bar).collect() };
    Chart {
        title: "By confidence",
        about: "words cut, by how sure each cut is",
        of: "Confidence",
        first: "Words cut",
        second: "Share",
        bars,
    }
}

/// A chart of amounts, but for its title and bars.
fn of_amounts() -> Chart {
    Chart {
        title: "",
        about: "words kept and cut, and the share cut",
        of: "",
        first: "Words cut",
        second: "Share",
        bars: Vec::new(),
    }
}

fn of_amount(amount: Amount) -> Bar {
    Bar {
        name: String::new(),
        link: None,
        why: None,
        parts: both(amount.kept, amount.cut),
        first: grouped(amount.cut),
        second: percent(amount.cut, amount.cut + amount.kept),
    }
}

fn both(kept: usize, cut: usize) -> Vec<Part> {
    vec![part("kept", 0, kept, kept + cut), part("cut", kept, cut, kept + cut)]
}

fn part(class: &'static str, from: usize, length: usize, whole: usize) -> Part {
    Part { class, from: width(from, whole), width: width(length, whole) }
}

/// Hundredths of a whole, for a drawing.
pub fn width(part: usize, whole: usize) -> String {
    format!("{:.2}", 100.0 * part as f64 / whole.max(1) as f64)
}

/// A share for a reader.
pub fn percent(part: usize, whole: usize) -> String {
    let share = 100.0 * part as f64 / whole.max(1) as f64;
    if part > 0 && share < 1.0 { "< 1 %".to_owned() } else { format!("{share:.0} %") }
}

/// A number with its thousands apart.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let parts: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|part| std::str::from_utf8(part).unwrap_or("")).collect();
    parts.join(",")
}

/// So many of these.
pub fn counted(number: usize, what: &str) -> String {
    format!("{} {what}{}", grouped(number), if number == 1 { "" } else { "s" })
}

/// A text as the value of a parameter in an address.
pub fn encoded(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_for_readers() {
        assert_eq!([0, 12, 1234, 1_000_000].map(grouped), ["0", "12", "1,234", "1,000,000"]);
        assert_eq!([(0, 9), (1, 900), (1, 3), (3, 3)].map(|(a, b)| percent(a, b)), ["0 %", "< 1 %", "33 %", "100 %"]);
        assert_eq!(encoded("a b/ü&\"<"), "a%20b/%C3%BC%26%22%3C");
        assert_eq!([counted(1, "mend"), counted(2, "mend")], ["1 mend", "2 mends"]);
    }
}
