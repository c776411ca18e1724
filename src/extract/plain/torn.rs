//! Text that was torn where something stands inside a paragraph: a link, an emphasised word, a name in code. Extractors that
//! put a line end between all pieces of a page's text (`get_text("\n")` of BeautifulSoup) leave
//!
//! ```text
//! The keeper of the
//! Skarrow lighthouse
//! , who has lived there since May, said so.
//! ```
//!
//! A line goes on in the next one if that one begins with what stands behind a word; or if it begins in small letters, or
//! this one ends with a word like "the", and further down the sentence comes to an end or goes on for sure. Of a list of
//! ingredients in small letters nothing is joined: no sentence ends there.

use super::{ends_sentence, is_code};
use crate::article::Span;
use crate::languages::{self, Key};

/// Fewer lines that begin with a mark prove nothing.
const LEAST_TORN: usize = 2;
/// What stands right behind a word, with a blank or another such sign behind it.
const CLOSING: &[char] = &[',', '.', ';', ':', '!', '?', ')', ']', '”', '»'];
/// The same where no blanks are written.
const CLOSING_WIDE: &[char] = &['、', '。', '，', '」', '』', '）', '！', '？', '：', '；'];
/// Of these, what begins a line of nothing but torn text: the others begin definitions and smileys too.
const TELLING: &[char] = &[',', '.', ';', '、', '。', '，'];
/// What stands right before a word.
const OPENING: &[char] = &['(', '[', '“', '«', '‘', '「', '『', '（'];

/// How a line stands to the one before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    None,
    /// It goes on there if its sentence ends, or goes on in the next.
    Weak,
    /// It goes on there, with this between the two.
    Sure(&'static str),
}

/// Was the text torn?
pub fn is_torn(text: &str, lines: &[Span]) -> bool {
    let torn = lines.windows(2).filter(|pair| {
        let (line, next) = (&text[pair[0].clone()], &text[pair[1].clone()]);
        line.ends_with(char::is_alphanumeric) && next.starts_with(TELLING) && goes_behind_a_word(next) && !is_code(line)
    });
    torn.take(LEAST_TORN).count() == LEAST_TORN
}

/// For each line of a run what joins it to the one before, if it goes on there.
pub fn joints(text: &str, run: &[Span]) -> Vec<Option<&'static str>> {
    let mut joints = vec![None; run.len()];
    let mut ends = false;
    for (at, pair) in run.windows(2).enumerate().rev() {
        let (line, next) = (&text[pair[0].clone()], &text[pair[1].clone()]);
        ends |= ends_sentence(next);
        let link = link(line, next);
        joints[at + 1] = match link {
            Link::Sure(between) => Some(between),
            Link::Weak if ends => Some(" "),
            _ => None,
        };
        ends = joints[at + 1].is_some();
    }
    joints
}

fn link(line: &str, next: &str) -> Link {
    if is_code(line) || is_code(next) {
        return Link::None;
    }
    if goes_behind_a_word(next) && !line.ends_with(CLOSING_WIDE) {
        return Link::Sure("");
    }
    if line.ends_with(OPENING) {
        return Link::Sure("");
    }
    if ends_sentence(line) {
        return Link::None;
    }
    let starts_small = next.trim_start_matches(['—', '–', ' ', '“', '"']).starts_with(char::is_lowercase);
    if starts_small || line.ends_with(',') || is_unended(line) { Link::Weak } else { Link::None }
}

/// Does a line begin with what stands right behind a word?
fn goes_behind_a_word(line: &str) -> bool {
    if line.starts_with(CLOSING_WIDE) {
        return true;
    }
    if let Some(rest) = line.strip_prefix(['\'', '’']) {
        return rest.strip_prefix('s').is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    }
    let rest = line.trim_start_matches(CLOSING);
    rest.len() < line.len() && !line.starts_with("..") && rest.chars().next().is_none_or(char::is_whitespace)
}

/// Does a line end with a word that another has to follow?
fn is_unended(line: &str) -> bool {
    let last = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    languages::is_unended(Key::of(last))
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::*;

    /// The lines, joined.
    fn mended(text: &str) -> String {
        let spans: Vec<Span> = lines(text).collect();
        let joints = joints(text, &spans);
        let mut out = String::new();
        for (number, (line, joint)) in spans.iter().zip(joints).enumerate() {
            out.push_str(joint.unwrap_or(if number > 0 { "\n" } else { "" }));
            out.push_str(&text[line.clone()]);
        }
        out
    }

    #[test]
    fn sentences_are_mended() {
        for (torn, want) in [
            (
                "Home\nThe keeper of the\nSkarrow lighthouse\n, who has lived there since May, said\nso\n.\nNext",
                "Home\nThe keeper of the Skarrow lighthouse, who has lived there since May, said so.\nNext",
            ),
            ("Use the\ngo\ncommand to run it.", "Use the go command to run it."),
            ("Of\n2018\n, Ann Reed (\nOrrin\n) wrote “\nSo\n”.", "Of 2018, Ann Reed (Orrin) wrote “So”."),
            ("He asked the mayor\n’s son\nfor help.", "He asked the mayor’s son for help."),
            ("見出し\n港の橋\n、閉鎖\n。", "見出し\n港の橋、閉鎖。"),
        ] {
            assert_eq!(mended(torn), want);
        }
    }

    #[test]
    fn lists_menus_and_code_stay() {
        for lines in [
            "two spoons of oil\nsalt and pepper\nchopped parsley\nHeat the oil.",
            "Log in\nabout us\ncontact\nImprint",
            "Sign up\nAbout us\nThe ferry sails again.",
            "call(\n.then(so)\n)",
            "x = [1\n, 2\n];",
            "It ends.\n• so\n- and so\n.5 of it\n...\n... and more",
        ] {
            assert_eq!(mended(lines), lines);
        }
    }

    #[test]
    fn few_torn_lines_prove_nothing() {
        let is_torn = |text: &str| is_torn(text, &lines(text).collect::<Vec<_>>());
        assert!(is_torn("the\nsea\n, the\nsky\n."));
        assert!(!is_torn("the\nsea\n, the\nsky\nand land\n..."));
    }
}
