//! A date in any usual writing → ISO 8601; the best of what a document says of its date.
//!
//! What is written for machines keeps its time and its offset; what readers see is a day of [`super::days`].

use jiff::civil::Date;
use jiff::fmt::rfc2822;
use jiff::fmt::temporal::{Pieces, PiecesOffset};

use super::clue::{Clues, Field, Source};
use super::days::{Order, find, find_short, order_in};

/// Years that an article can be of.
const YEARS: std::ops::RangeInclusive<i16> = 1800..=2100;

/// The best date that is said of a field.
pub fn choose(clues: &Clues, field: Field, order: Order) -> Option<(String, Source)> {
    let mut said = clues.of(field).filter_map(|clue| Some((parse(&clue.value, order)?, clue.source)));
    said.find(|(day, source)| !is_read(*source) || !is_of_event(clues, day, order))
}

/// Is it the day of the event that the page is about?
fn is_of_event(clues: &Clues, day: &str, order: Order) -> bool {
    clues.of(Field::Held).any(|held| parse(&held.value, order).is_some_and(|held| held.get(..10) == day.get(..10)))
}

/// Does a reader see it, and no machine is told?
fn is_read(source: Source) -> bool {
    matches!(source, Source::Text | Source::Time)
}

/// The date of publication: the one that the page shows its readers as such, in the words of a source that gives the
/// same day to the second; else what is said for machines. Where only a change is dated, the page goes by that; where nothing
/// is, by a day whose year has two digits.
pub fn published(clues: &Clues, order: Order, is_forum: bool) -> Option<(String, Source)> {
    let short = || {
        let mut days =
            clues.of(Field::Short).filter_map(|clue| Some((find_short(&clue.value, order)?.day, clue.source)));
        days.next().filter(|_| !is_forum)
    };
    published_in_full(clues, order, is_forum).or_else(short)
}

fn published_in_full(clues: &Clues, order: Order, is_forum: bool) -> Option<(String, Source)> {
    let said = choose(clues, Field::Published, order);
    // On a page of a forum any post may stand near the title; what lines further off say is worth less still.
    let is_told = said.as_ref().is_some_and(|(_, source)| *source != Source::Text);
    let shown = choose(clues, Field::Shown, order).filter(|_| !is_forum || !is_told);
    // A day in numbers alone may have been read the wrong way round.
    let same_day = |one: &str, other: &str| {
        let (one, other) = (one.get(..10), other.get(..10));
        one == other || one.is_some() && one == other.map(turned).as_deref()
    };
    // Of several days near the title the one that machines are told of is the page's.
    let is_shown = |day: &str| {
        clues.of(Field::Shown).any(|clue| parse(&clue.value, order).is_some_and(|shown| same_day(&shown, day)))
    };
    if is_told && said.as_ref().is_some_and(|(day, _)| is_shown(day)) {
        return said;
    }
    match (said, shown) {
        (Some(said), Some(shown))
            if same_day(&said.0, &shown.0) || said.0 < shown.0 && is_change(clues, &shown, order) =>
        {
            Some(said)
        }
        (_, Some((day, source))) => {
            let mut exact =
                clues.of(Field::Published).filter_map(|clue| Some((parse(&clue.value, order)?, clue.source)));
            exact.find(|(time, _)| same_day(time, &day)).or(Some((day, source)))
        }
        (said, None) => {
            let changed = choose(clues, Field::Modified, order);
            // What was changed before is older, and the other day may be the one on which the page was fetched.
            let is_older = |(day, source): &(String, Source)| {
                !is_told && *source == Source::Text && said.as_ref().is_some_and(|(said, _)| day < said)
            };
            if changed.as_ref().is_some_and(is_older) { changed } else { said.or(changed) }
        }
    }
}

/// A day of ISO 8601 with the number of its day for that of the month: "2024-03-05", "2024-05-03".
fn turned(day: &str) -> String {
    let (year, rest) = day.split_at(5);
    format!("{year}{}-{}", rest.get(3..).unwrap_or_default(), rest.get(..2).unwrap_or_default())
}

/// Is the date that the page shows the one of which machines are told that it was changed then?
fn is_change(clues: &Clues, (shown, _): &(String, Source), order: Order) -> bool {
    let mut told = clues.of(Field::Modified).filter(|clue| !is_read(clue.source));
    told.any(|clue| parse(&clue.value, order).is_some_and(|date| date.get(..10) == shown.get(..10)))
}

/// Was the page last changed, as machines are told, before the day that stands somewhere on it? That one is of something else:
/// of a teaser, or of an event to come.
pub fn is_contradicted((shown, shown_by): &(String, Source), (changed, changed_by): &(String, Source)) -> bool {
    is_read(*shown_by) && !is_read(*changed_by) && changed.get(..10) < shown.get(..10)
}

/// A date that stands alone, for machines or for readers.
pub fn parse(raw: &str, order: Order) -> Option<String> {
    let raw = raw.trim();
    exact(raw).or_else(|| find(raw, order).map(|found| found.day))
}

/// ISO 8601 and RFC 2822.
fn exact(raw: &str) -> Option<String> {
    if let Ok(pieces) = Pieces::parse(raw.as_bytes()) {
        return written(pieces);
    }
    let zoned = rfc2822::DateTimeParser::new().parse_zoned_datetime(raw).ok()?;
    let offset = zoned.offset();
    written(Pieces::from(zoned.datetime()).with_offset(offset))
}

fn written(pieces: Pieces) -> Option<String> {
    if !YEARS.contains(&pieces.date().year()) {
        return None;
    }
    let Some(time) = pieces.time() else { return Some(pieces.date().to_string()) };
    // Fractions are cut off: rounded up, the last second of a day would be one of the next.
    let whole = time.with().subsec_nanosecond(0).build().ok()?;
    let offset = match pieces.offset() {
        None => String::new(),
        Some(PiecesOffset::Zulu) => "Z".to_owned(),
        Some(offset) => {
            let seconds = offset.to_numeric_offset().seconds();
            let sign = if seconds < 0 { '-' } else { '+' };
            format!("{sign}{:02}:{:02}", seconds.abs() / 3600, seconds.abs() / 60 % 60)
        }
    };
    Some(format!("{}T{whole}{offset}", pieces.date()))
}

/// What comes first in the dates of a page that are numbers alone: what one of them shows that can be read in one way only,
/// else the reading by which one is close to a day that the page writes out, which may be the one it was fetched on.
pub fn order_on_page(clues: &Clues, text: &str) -> Order {
    const MOST: usize = 40;
    const LONGEST_LINE: usize = 240;
    let is_dated = |line: &&str| line.len() <= LONGEST_LINE && line.bytes().filter(u8::is_ascii_digit).count() > 4;
    let told = [Field::Published, Field::Shown, Field::Modified].into_iter().flat_map(|field| clues.of(field));
    let told = told.map(|clue| clue.value.as_str()).filter(is_dated);
    let lines: Vec<&str> = told.chain(text.lines().filter(is_dated)).take(MOST).collect();
    if let Some(order) = lines.iter().find_map(|line| order_in(line)) {
        return order;
    }
    let day = |line: &str, order| find(line, order).and_then(|found| found.day.parse::<Date>().ok());
    let written: Vec<Date> = lines.iter().filter_map(|line| day(line, Order::Unknown)).collect();
    let is_close = |date: Date| {
        let days = |other: &Date| date.until(*other).map_or(i32::MAX, |span| span.get_days().abs());
        written.iter().any(|other| days(other) <= CLOSE)
    };
    let reads = |line: &&str| {
        let [first, second] = [Order::Day, Order::Month].map(|order| day(line, order));
        match (first.is_some_and(is_close), second.is_some_and(is_close)) {
            (true, false) => Some(Order::Day),
            (false, true) => Some(Order::Month),
            _ => None,
        }
    };
    let unsure = lines.iter().filter(|line| day(line, Order::Unknown).is_none());
    unsure.copied().find_map(|line| reads(&line)).unwrap_or(Order::Unknown)
}

/// Days between two dates of a page that are of one article.
const CLOSE: i32 = 21;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn for_machines() {
        let cases = [
            ("2024-03-05", "2024-03-05"),
            ("2024-03-05T10:20:30.123Z", "2024-03-05T10:20:30Z"),
            ("2024-03-05T23:59:59.9Z", "2024-03-05T23:59:59Z"),
            ("2024-03-05T10:20:30+0530", "2024-03-05T10:20:30+05:30"),
            ("2024-03-05 10:20", "2024-03-05T10:20:00"),
            ("20240305", "2024-03-05"),
            ("Tue, 05 Mar 2024 10:20:30 -0400", "2024-03-05T10:20:30-04:00"),
            ("Tue Mar 05 2024 10:20:30 GMT+0000 (UTC)", "2024-03-05"),
        ];
        for (raw, iso) in cases {
            assert_eq!(parse(raw, Order::Unknown).as_deref(), Some(iso), "{raw}");
        }
        for raw in ["", "2024", "2024-02-30", "0001-01-01", "yesterday", "12345678901234567890"] {
            assert_eq!(parse(raw, Order::Day), None, "{raw}");
        }
    }

    #[test]
    fn day_or_month() {
        assert_eq!(parse("3/4/2024", Order::of("en-GB")).as_deref(), Some("2024-04-03"));
        assert_eq!(parse("3/4/2024", Order::of("en_US")).as_deref(), Some("2024-03-04"));
        assert_eq!(parse("3/4/2024", Order::of("en")), None);
        assert_eq!(parse("3/4/2024", Order::of("el")).as_deref(), Some("2024-04-03"));
        assert_eq!(parse("3/14/2024", Order::of("en")).as_deref(), Some("2024-03-14"));
        assert_eq!(parse("3.4.2024", Order::Unknown).as_deref(), Some("2024-04-03"));
    }
}
