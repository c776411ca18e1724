//! Text that is no markup, whatever it looks like: a backslash before each character that would be read as some.

use crate::write::ink::Ink;

/// What stands around a piece of text, and where it stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct Around {
    /// The character before it.
    pub before: Option<char>,
    /// The character after it.
    pub after: Option<char>,
    /// What is in the whole paragraph.
    pub signs: Signs,
    /// In a cell of a table.
    pub cell: bool,
}

/// Signs that mean something in pairs only: does a paragraph have more than one?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// Dollar signs: a formula.
    pub dollars: bool,
    /// Tildes: text struck out.
    pub tildes: bool,
}

/// Add text to a line.
pub fn escape(text: &str, around: Around, out: &mut Ink) {
    let mut before = around.before;
    let mut plain = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let (after, last) = match chars.peek() {
            Some((_, after)) => (Some(*after), false),
            None => (around.after, true),
        };
        if is_markup(c, before, after, last, around) && !(c == '&' && !last && !is_reference(text.get(at + 1..))) {
            out.kept(text.get(plain..at).unwrap_or_default());
            out.own("\\");
            plain = at;
        }
        before = Some(c);
    }
    out.kept(text.get(plain..).unwrap_or_default());
}

/// Is this, behind an ampersand, the rest of a character reference? If it may go on in the next piece, too.
fn is_reference(rest: Option<&str>) -> bool {
    const LONGEST: usize = 33;
    let rest = rest.unwrap_or_default();
    let name =
        rest.strip_prefix('#').unwrap_or(rest).bytes().take_while(u8::is_ascii_alphanumeric).take(LONGEST).count();
    let behind = rest.get(rest.len() - rest.strip_prefix('#').unwrap_or(rest).len() + name..).unwrap_or_default();
    behind.is_empty() || behind.starts_with(';')
}

fn is_markup(c: char, before: Option<char>, after: Option<char>, last: bool, around: Around) -> bool {
    let white = |c: Option<char>| c.is_some_and(char::is_whitespace);
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '`' | '[' | ']' => true,
        '~' => around.signs.tildes,
        '*' => !(white(before) && white(after)),
        '_' => !(letter(before) && letter(after)),
        '\\' => last || after.is_none_or(|c| c.is_ascii_punctuation()),
        '<' => last || after.is_none_or(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
        '&' => after.is_none_or(|c| c.is_ascii_alphanumeric() || c == '#'),
        '!' => last && after == Some('['),
        '$' => around.signs.dollars,
        '|' => around.cell,
        _ => false,
    }
}

/// Where a line needs a backslash so that it does not begin like a heading, a list, a rule, a table or a definition.
pub fn line_start(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    let ends_after = |at: usize| line.get(at..).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']));
    let run = line.len() - line.trim_start_matches(first).len();
    let only = |of: &[char]| line.chars().all(|c| of.contains(&c));
    let is_start = match first {
        '>' | ':' | '|' => true,
        '#' => run <= 6 && ends_after(run),
        '-' => ends_after(1) || only(&['-', ':', '|', ' ', '\t']),
        '+' => ends_after(1),
        '=' => only(&['=', ' ', '\t']),
        '0'..='9' => {
            let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let mark = line.get(digits..).is_some_and(|rest| rest.starts_with(['.', ')']));
            return (digits <= 9 && mark && ends_after(digits + 1)).then_some(digits);
        }
        _ => false,
    };
    is_start.then_some(0)
}

/// Where a heading needs a backslash so that a `#` at its end is not taken for the end of the markup.
pub fn heading_end(text: &str) -> Option<usize> {
    let stem = text.trim_end_matches('#');
    (stem.len() < text.len() && (stem.is_empty() || stem.ends_with([' ', '\t']))).then_some(stem.len())
}

/// How often `c` stands in a row at most.
pub fn longest_run(text: &str, c: char) -> usize {
    text.chars().fold((0, 0), |(longest, run), x| if x == c { (longest.max(run + 1), run + 1) } else { (longest, 0) }).0
}

/// Schemes of links that lead nowhere for a reader.
const NO_LINKS: [&str; 2] = ["javascript:", "data:"];

/// An address as it stands in brackets; `None` if it leads nowhere.
pub fn address(to: &str) -> Option<String> {
    let to = to.trim();
    let scheme = |no: &&str| to.get(..no.len()).is_some_and(|start| start.eq_ignore_ascii_case(no));
    if to.is_empty() || NO_LINKS.iter().any(scheme) {
        return None;
    }
    let mut out = String::with_capacity(to.len());
    for (at, c) in to.char_indices() {
        if c.is_control() || c.is_whitespace() || c == '`' {
            c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| out.push_str(&format!("%{byte:02X}")));
            continue;
        }
        let reference = c == '&' && is_reference(to.get(at + 1..));
        if reference || matches!(c, '(' | ')' | '<' | '>' | '\\' | '[' | ']' | '|' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    Some(out)
}
