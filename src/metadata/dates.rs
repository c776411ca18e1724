//! A date in any usual writing → ISO 8601; the best of what a document says of its date.
//!
//! What is written for machines keeps its time and its offset. In running text a day must be whole: a month and a year
//! alone are no date, and 3/4/2024 is one only where the language or its region says which is the month.

use jiff::civil::Date;
use jiff::fmt::rfc2822;
use jiff::fmt::temporal::{Pieces, PiecesOffset};

use super::clue::{Clues, Field, Source};
use super::words::WORDS;

/// Years that an article can be of.
const YEARS: std::ops::RangeInclusive<i16> = 1800..=2100;
/// Years that a date in running text can be of.
const YEARS_IN_TEXT: std::ops::RangeInclusive<i16> = 1990..=2100;
/// Characters of a text that are searched.
const LONGEST: usize = 400;

/// What comes first where day and month are both numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// 3/4/2024 is in April.
    Day,
    /// It is in March.
    Month,
    /// Nobody knows.
    Unknown,
}

impl Order {
    /// That of a language tag such as `en-US`.
    pub fn of(tag: &str) -> Order {
        const MONTH_FIRST: [&str; 2] = ["us", "ph"];
        let tag = tag.to_ascii_lowercase();
        let mut parts = tag.split(['-', '_']);
        let (language, region) = (parts.next().unwrap_or_default(), parts.next_back().unwrap_or_default());
        match language {
            "en" if MONTH_FIRST.contains(&region) => Order::Month,
            "en" if region.len() == 2 => Order::Day,
            _ if WORDS.day_first.contains(&language) => Order::Day,
            _ => Order::Unknown,
        }
    }
}

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
/// same day to the second; else what is said for machines. Where only a change is dated, the page goes by that.
pub fn published(clues: &Clues, order: Order, is_forum: bool) -> Option<(String, Source)> {
    let said = choose(clues, Field::Published, order);
    // On a page of a forum any post may stand near the title; what lines further off say is worth less still.
    let is_told = said.as_ref().is_some_and(|(_, source)| *source != Source::Text);
    let shown = choose(clues, Field::Shown, order).filter(|_| !is_forum || !is_told);
    let same_day = |one: &str, other: &str| one.get(..10) == other.get(..10);
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

/// A day found in a text.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    /// In ISO 8601.
    pub day: String,
    /// Where it starts, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

#[derive(Debug)]
enum Piece {
    Number { value: i16, digits: usize },
    Month(i8),
    Word(String),
    Sign(char),
}

#[derive(Debug)]
struct Token {
    piece: Piece,
    start: usize,
    end: usize,
}

/// The first whole day in the beginning of a text.
pub fn find(text: &str, order: Order) -> Option<Found> {
    let tokens = tokens(text);
    (0..tokens.len()).find_map(|at| {
        let (date, length) = day_at(&tokens[at..], order)?;
        let (first, last) = (tokens.get(at)?, tokens.get(at + length - 1)?);
        let is_joined = |one: usize, other: usize| tokens[one].end == tokens[other].start;
        let before = at > 0 && is_joined(at - 1, at) && goes_on(tokens[..at].iter().rev());
        let end = at + length;
        let behind = end < tokens.len() && is_joined(end - 1, end) && goes_on(tokens[end..].iter());
        if before || behind {
            return None;
        }
        YEARS_IN_TEXT.contains(&date.year()).then(|| Found { day: date.to_string(), start: first.start, end: last.end })
    })
}

/// What comes first in the dates of a text that are numbers alone, as far as they show it.
pub fn order_in(text: &str) -> Option<Order> {
    let tokens = tokens(text);
    tokens.windows(5).find_map(|tokens| match tokens.iter().map(|token| &token.piece).collect::<Vec<_>>()[..] {
        [
            Piece::Number { value: first @ ..=31, digits: ..=2 },
            Piece::Sign(sign @ ('/' | '-')),
            Piece::Number { value: second @ ..=31, digits: ..=2 },
            Piece::Sign(again),
            Piece::Number { digits: 4, .. },
        ] if sign == again => match (first > &12, second > &12) {
            (true, false) => Some(Order::Day),
            (false, true) => Some(Order::Month),
            _ => None,
        },
        _ => None,
    })
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

/// Do more numbers stand beside a date, joined to it as its parts are? Then it is a version or an address.
fn goes_on<'a>(mut beside: impl Iterator<Item = &'a Token>) -> bool {
    let joins = beside.next().is_some_and(|token| matches!(token.piece, Piece::Sign('.' | '/' | '-')));
    joins && beside.next().is_some_and(|token| matches!(token.piece, Piece::Number { .. }))
}

fn tokens(text: &str) -> Vec<Token> {
    let class = |char: char| {
        let ideograph = matches!(char, '年' | '月' | '日');
        if char.is_ascii_digit() {
            0
        } else if char.is_alphabetic() && !ideograph {
            1
        } else {
            2
        }
    };
    let mut tokens: Vec<Token> = Vec::new();
    let mut chars = text.char_indices().take(LONGEST).peekable();
    while let Some((start, char)) = chars.next() {
        let mut end = start + char.len_utf8();
        while class(char) < 2
            && let Some((at, next)) = chars.next_if(|(_, next)| class(*next) == class(char))
        {
            end = at + next.len_utf8();
        }
        let raw = &text[start..end];
        let piece = match class(char) {
            0 if raw.len() <= 4 => Piece::Number { value: raw.parse().unwrap_or(0), digits: raw.len() },
            0 => Piece::Word(String::new()),
            1 => {
                let word = raw.to_lowercase();
                WORDS.months.get(&word).map_or(Piece::Word(word), |month| Piece::Month(*month))
            }
            _ if char.is_whitespace() => continue,
            _ => Piece::Sign(char),
        };
        tokens.push(Token { piece, start, end });
    }
    tokens
}

/// The day that starts with the first token, and how many tokens it takes.
fn day_at(tokens: &[Token], order: Order) -> Option<(Date, usize)> {
    use Piece::{Month, Number, Sign};
    let piece = |at: usize| tokens.get(at).map(|token| &token.piece);
    match (piece(0)?, piece(1)?, piece(2)) {
        // 2024-03-05, 2024/3/5, 2024年3月5日
        (Number { value: year, digits: 4 }, Sign(sign), Some(Number { value: month, .. })) => {
            let (Some(Sign(second)), Some(Number { value: day, digits: ..=2 })) = (piece(3), piece(4)) else {
                return None;
            };
            let fits = sign == second && matches!(sign, '-' | '/' | '.') || (*sign, *second) == ('年', '月');
            fits.then(|| date(*year, *month, *day)).flatten().map(|date| (date, 5))
        }
        // 5.3.2024, 5/3/2024, 5-3-2024
        (Number { value: first, digits: ..=2 }, Sign(sign), Some(Number { value: second, digits: ..=2 }))
            if matches!(sign, '-' | '/' | '.') =>
        {
            let (Some(Sign(again)), Some(Number { value: year, digits: 4 })) = (piece(3), piece(4)) else {
                return None;
            };
            let (month, day) = sorted(*first, *second, if *sign == '.' { Order::Day } else { order })?;
            (sign == again).then(|| date(*year, month, day)).flatten().map(|date| (date, 5))
        }
        // March 5th, 2024
        (Month(month), ..) => {
            let (day, at) = number(tokens, 1, 1..=2)?;
            let (year, end) = number(tokens, at, 4..=4)?;
            Some((date(year, i16::from(*month), day)?, end))
        }
        // 5th of March 2024, 5. März 2024, 5 de marzo de 2024
        (Number { value: day, digits: ..=2 }, ..) => {
            let at = 1 + skipped(tokens, 1);
            let Some(Month(month)) = piece(at) else { return None };
            let (year, end) = number(tokens, at + 1, 4..=4)?;
            Some((date(year, i16::from(*month), *day)?, end))
        }
        _ => None,
    }
}

/// The next number behind what may stand between the parts of a date, and the token behind it.
fn number(tokens: &[Token], at: usize, long: std::ops::RangeInclusive<usize>) -> Option<(i16, usize)> {
    let at = at + skipped(tokens, at);
    match tokens.get(at)?.piece {
        Piece::Number { value, digits } if long.contains(&digits) => Some((value, at + 1)),
        _ => None,
    }
}

/// How many of the next tokens may stand between day, month and year.
fn skipped(tokens: &[Token], at: usize) -> usize {
    const BETWEEN: [&str; 13] = ["st", "nd", "rd", "th", "of", "de", "del", "do", "er", "the", "º", "ª", "di"];
    let fits = |token: &&Token| match &token.piece {
        Piece::Word(word) => BETWEEN.contains(&word.as_str()),
        Piece::Sign(sign) => matches!(sign, ',' | '.' | '-' | '/' | '°' | '’' | '\''),
        _ => false,
    };
    tokens.get(at..).unwrap_or_default().iter().take(2).take_while(fits).count()
}

/// Month and day out of two numbers.
fn sorted(first: i16, second: i16, order: Order) -> Option<(i16, i16)> {
    match (first > 12, second > 12, order) {
        (true, false, _) | (false, false, Order::Day) => Some((second, first)),
        (false, true, _) | (false, false, Order::Month) => Some((first, second)),
        _ if first == second => Some((first, second)),
        _ => None,
    }
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

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
        assert_eq!(parse("3/14/2024", Order::of("en")).as_deref(), Some("2024-03-14"));
        assert_eq!(parse("3.4.2024", Order::Unknown).as_deref(), Some("2024-04-03"));
    }

    #[test]
    fn in_text() {
        let found = find("Posted — 5th of March, 2024 at noon", Order::Unknown).unwrap();
        assert_eq!((found.day.as_str(), found.start, found.end), ("2024-03-05", 11, 29));
        assert_eq!(find("2024年3月5日", Order::Unknown).unwrap().day, "2024-03-05");
        for text in ["March 2024", "5 March", "version 1.2.2024.3-rc", "May 40, 2024", "1/2/3/2024"] {
            assert_eq!(find(text, Order::Day).map(|found| found.day), None, "{text}");
        }
    }
}
