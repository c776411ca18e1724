//! A day in running text, in any usual writing → ISO 8601. It must be whole: a month and a year alone are no day, and
//! 3/4/2024 is one only where the language or its region says which is the month.

use jiff::civil::Date;

use super::words::WORDS;

/// Years that a date in running text can be of.
const YEARS_IN_TEXT: std::ops::RangeInclusive<i16> = 1990..=2100;
/// Characters of a text that are searched.
const LONGEST: usize = 400;
/// The one that years of two digits are of, but for those from which on they are of the one before; days to come are told of
/// by none.
const CENTURY: i16 = 2000;
const OF_LAST_CENTURY: std::ops::RangeInclusive<i16> = 90..=99;
const OF_THIS_CENTURY: std::ops::RangeInclusive<i16> = 0..=40;

/// What comes first where day and month are both numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// 3/4/2024 is in April.
    Day,
    /// It is in March.
    Month,
    /// The year comes first, though it be of two digits: 19/4/3.
    Year,
    /// Nobody knows.
    Unknown,
}

impl Order {
    /// That of a language tag such as `en-US`.
    pub fn of(tag: &str) -> Order {
        const MONTH_FIRST: [&str; 2] = ["us", "ph"];
        // Of those no more is known.
        const DAY_FIRST: [&str; 15] =
            ["ar", "cs", "da", "el", "fi", "he", "hi", "id", "nb", "no", "pl", "ro", "sk", "tr", "vi"];
        const YEAR_FIRST: [&str; 4] = ["hu", "ja", "ko", "zh"];
        let tag = tag.to_ascii_lowercase();
        let mut parts = tag.split(['-', '_']);
        let (language, region) = (parts.next().unwrap_or_default(), parts.next_back().unwrap_or_default());
        match language {
            "en" if MONTH_FIRST.contains(&region) => Order::Month,
            "en" if region.len() == 2 => Order::Day,
            _ if WORDS.day_first.contains(&language) || DAY_FIRST.contains(&language) => Order::Day,
            _ if YEAR_FIRST.contains(&language) => Order::Year,
            _ => Order::Unknown,
        }
    }
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
        YEARS_IN_TEXT.contains(&date.year()).then(|| found(&tokens, at, length, date))?
    })
}

/// The first day with a year of two digits, for a text that is known to give a day; where the order is not known, one that can
/// be read in one way only.
pub fn find_short(text: &str, order: Order) -> Option<Found> {
    let tokens = tokens(text);
    (0..tokens.len()).find_map(|at| {
        let (numbers, signs) = three_numbers(&tokens[at..])?;
        let is_short = parts_date(signs) && numbers.iter().all(|(_, digits)| *digits <= 2);
        let [first, second, third] = numbers.map(|(value, _)| value);
        let (day_first, month_first) = (|| short(third, second, first), || short(third, first, second));
        let year_first = || short(first, second, third);
        let date = match order {
            _ if !is_short => None,
            Order::Year => year_first(),
            Order::Day => day_first(),
            Order::Month => month_first(),
            Order::Unknown => {
                let mut ways = [day_first(), month_first(), year_first()].into_iter().flatten();
                ways.next().filter(|one| ways.all(|other| other == *one))
            }
        };
        found(&tokens, at, 5, date?)
    })
}

/// A day of the last or this century.
fn short(year: i16, month: i16, day: i16) -> Option<Date> {
    let century = if OF_LAST_CENTURY.contains(&year) { CENTURY - 100 } else { CENTURY };
    let is_known = OF_LAST_CENTURY.contains(&year) || OF_THIS_CENTURY.contains(&year);
    date(century + year, month, day).filter(|_| is_known)
}

/// A day of so many tokens, if no more is joined to them.
fn found(tokens: &[Token], at: usize, length: usize, date: Date) -> Option<Found> {
    let (first, last) = (tokens.get(at)?, tokens.get(at + length - 1)?);
    let is_joined = |one: usize, other: usize| tokens[one].end == tokens[other].start;
    let before = at > 0 && is_joined(at - 1, at) && goes_on(tokens[..at].iter().rev());
    let end = at + length;
    let behind = end < tokens.len() && is_joined(end - 1, end) && goes_on(tokens[end..].iter());
    (!before && !behind).then(|| Found { day: date.to_string(), start: first.start, end: last.end })
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

/// Do more numbers stand beside a date, joined to it as its parts are? Then it is a version or an address.
fn goes_on<'a>(mut beside: impl Iterator<Item = &'a Token>) -> bool {
    let joins = beside.next().is_some_and(|token| matches!(token.piece, Piece::Sign('.' | '/' | '-')));
    joins && beside.next().is_some_and(|token| matches!(token.piece, Piece::Number { .. }))
}

/// The value of a digit: of those that dates are written with, the wide and the Arabic ones too.
fn digit(char: char) -> Option<u32> {
    const ZEROS: [char; 4] = ['0', '０', '٠', '۰'];
    ZEROS.iter().find_map(|zero| u32::from(char).checked_sub(u32::from(*zero)).filter(|value| *value < 10))
}

/// Is it one of those?
pub fn is_digit(char: char) -> bool {
    digit(char).is_some()
}

/// Does a line give a number?
pub fn has_digits(line: &str) -> bool {
    line.contains(is_digit)
}

fn tokens(text: &str) -> Vec<Token> {
    let class = |char: char| {
        let is_sign = matches!(char, '年' | '月' | '日' | '년' | '월' | '일');
        if is_digit(char) {
            0
        } else if char.is_alphabetic() && !is_sign {
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
            0 => number_of(raw),
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

/// What digits in a row say.
fn number_of(raw: &str) -> Piece {
    const MOST: usize = 4;
    let digits = raw.chars().count();
    let value = raw.chars().filter_map(digit).take(MOST).fold(0, |value, digit| 10 * value + digit);
    match i16::try_from(value) {
        Ok(value) if digits <= MOST => Piece::Number { value, digits },
        _ => Piece::Word(String::new()),
    }
}

/// The day that starts with the first token, and how many tokens it takes.
fn day_at(tokens: &[Token], order: Order) -> Option<(Date, usize)> {
    match &tokens.first()?.piece {
        Piece::Number { value, digits: 4 } => year_first(tokens, *value),
        Piece::Number { value, digits: ..=2 } => day_first(tokens, *value).or_else(|| year_last(tokens, order)),
        Piece::Month(month) => month_first(tokens, *month),
        Piece::Word(word) if WORDS.weekdays.contains(word) => short_year(tokens),
        Piece::Word(word) => era(tokens, word),
        Piece::Sign(_) | Piece::Number { .. } => None,
    }
}

/// 平成31年3月12日, 令和元年5月12日: in the years of an era, of which the first has a word for its number.
fn era(tokens: &[Token], word: &str) -> Option<(Date, usize)> {
    const FIRST: char = '元';
    let (name, is_first) = word.strip_suffix(FIRST).map_or((word, false), |name| (name, true));
    let (_, before) = WORDS.eras.iter().find(|(era, _)| name.ends_with(era.as_str()))?;
    let number = |at: usize| match tokens.get(at)?.piece {
        Piece::Number { value, digits: ..=2 } => Some(value),
        _ => None,
    };
    let sign =
        |at: usize, wanted: char| matches!(tokens.get(at)?.piece, Piece::Sign(sign) if sign == wanted).then_some(());
    let (year, at) = if is_first { (1, 1) } else { (number(1)?, 2) };
    sign(at, '年')?;
    sign(at + 2, '月')?;
    Some((date(before + year, number(at + 1)?, number(at + 3)?)?, at + 4))
}

/// 2024-03-05, 2024/3/5, 2024年3月5日; 2024. március 5.
fn year_first(tokens: &[Token], year: i16) -> Option<(Date, usize)> {
    if let Some(([_, (month, _), (day, ..=2)], signs)) = three_numbers(tokens) {
        let fits = parts_date(signs) || matches!(signs, ['年', '月'] | ['년', '월']);
        return fits.then(|| date(year, month, day)).flatten().map(|date| (date, 5));
    }
    let piece = |at: usize| tokens.get(at).map(|token| &token.piece);
    let at = 1 + usize::from(matches!(piece(1), Some(Piece::Sign('.'))));
    let Some(Piece::Month(month)) = piece(at) else { return None };
    let (day, end) = number(tokens, at + 1, 1..=2)?;
    // "In 2023. March 5, 2024" begins with another year.
    let is_other = number(tokens, end, 4..=4).is_some();
    Some((date(year, i16::from(*month), day).filter(|_| !is_other)?, end))
}

/// 5.3.2024, 5/3/2024, 5-3-2024
fn year_last(tokens: &[Token], order: Order) -> Option<(Date, usize)> {
    let ([(first, _), (second, ..=2), (year, 4)], signs) = three_numbers(tokens)? else { return None };
    let (month, day) = sorted(first, second, if signs[0] == '.' { Order::Day } else { order })?;
    parts_date(signs).then(|| date(year, month, day)).flatten().map(|date| (date, 5))
}

/// 5th of March 2024, 5. März 2024, 5 de marzo de 2024; 5 tháng 3 năm 2024
fn day_first(tokens: &[Token], day: i16) -> Option<(Date, usize)> {
    let piece = |at: usize| tokens.get(at).map(|token| &token.piece);
    let at = 1 + skipped(tokens, 1);
    let (month, end) = match (piece(at)?, piece(at + 1)) {
        (Piece::Month(month), _) => (i16::from(*month), at + 1),
        (Piece::Word(word), Some(Piece::Number { value, digits: ..=2 })) if WORDS.before_month.contains(word) => {
            (*value, at + 2)
        }
        _ => return None,
    };
    let (year, end) = number(tokens, end, 4..=4)?;
    Some((date(year, month, day)?, end))
}

/// March 5th, 2024
fn month_first(tokens: &[Token], month: i8) -> Option<(Date, usize)> {
    let (day, at) = number(tokens, 1, 1..=2)?;
    let (year, end) = number(tokens, at, 4..=4)?;
    Some((date(year, i16::from(month), day)?, end))
}

/// Tue, 05.03.24: without a weekday it may be a version.
fn short_year(tokens: &[Token]) -> Option<(Date, usize)> {
    let at = 1 + skipped(tokens, 1);
    let ([(day, ..=2), (month, ..=2), (year, 2)], ['.', '.']) = three_numbers(tokens.get(at..)?)? else { return None };
    Some((date(CENTURY + year, month, day)?, at + 5))
}

/// Three numbers, each with how many digits it has.
type Numbers = [(i16, usize); 3];

/// The next three numbers, and the signs between them.
fn three_numbers(tokens: &[Token]) -> Option<(Numbers, [char; 2])> {
    let number = |at: usize| match tokens.get(at)?.piece {
        Piece::Number { value, digits } => Some((value, digits)),
        _ => None,
    };
    let sign = |at: usize| match tokens.get(at)?.piece {
        Piece::Sign(sign) => Some(sign),
        _ => None,
    };
    Some(([number(0)?, number(2)?, number(4)?], [sign(1)?, sign(3)?]))
}

/// Do these signs stand between the numbers of a date?
fn parts_date([sign, again]: [char; 2]) -> bool {
    sign == again && matches!(sign, '-' | '/' | '.')
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
    let fits = |token: &&Token| match &token.piece {
        Piece::Word(word) => WORDS.between.contains(word),
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
    fn in_text() {
        let found = find("Posted — 5th of March, 2024 at noon", Order::Unknown).unwrap();
        assert_eq!((found.day.as_str(), found.start, found.end), ("2024-03-05", 11, 29));
        for text in [
            "2024年3月5日",
            "２０２４年３月５日",
            "2024년 3월 5일",
            "2024. március 5.",
            "5. března 2024",
            "٥ مارس ٢٠٢٤",
            "ב-5 במרץ 2024",
            "ngày 5 tháng 3 năm 2024",
            "Di., 05.03.24",
            "In 2023. March 5, 2024",
            "令和6年3月5日",
            "更新：令和６年３月５日（火）",
        ] {
            assert_eq!(find(text, Order::Unknown).map(|found| found.day).as_deref(), Some("2024-03-05"), "{text}");
        }
        for text in
            ["05.03.24", "so 1.2", "March 2024", "5 March", "version 1.2.2024.3-rc", "May 40, 2024", "1/2/3/2024"]
        {
            assert_eq!(find(text, Order::Day).map(|found| found.day), None, "{text}");
        }
        assert_eq!(find("令和元年5月12日", Order::Year).map(|found| found.day).as_deref(), Some("2019-05-12"));
    }

    #[test]
    fn years_of_two_digits() {
        let cases = [
            ("12.05.19", Order::Day, Some("2019-05-12")),
            ("05/12/19", Order::Month, Some("2019-05-12")),
            ("19/05/12", Order::Year, Some("2019-05-12")),
            ("12-05-19, 06:00", Order::Day, Some("2019-05-12")),
            ("31.12.98", Order::Unknown, Some("1998-12-31")),
            ("12/05/19", Order::Unknown, None),
            ("12.05.77", Order::Day, None),
            ("12.05.19.3", Order::Day, None),
            ("12.05", Order::Day, None),
        ];
        for (text, order, day) in cases {
            assert_eq!(find_short(text, order).map(|found| found.day).as_deref(), day, "{text}");
        }
    }
}
