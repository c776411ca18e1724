//! Text that was torn where something stands inside a paragraph: a link, an emphasised word, a name in code. Extractors that
//! put a line end between all pieces of a page's text (`get_text("\n")` of BeautifulSoup) leave
//!
//! ```text
//! The keeper of the
//! Skarrow lighthouse
//! , who has lived there since May, said so.
//! ```
//!
//! A line goes on in the next one if that one begins with what stands behind a word; if it begins in small letters, or
//! this one ends with a word like "the", and further down the sentence comes to an end or goes on for sure; and if prose
//! without an end stands before a short line that goes on itself. Of a list of ingredients in small letters nothing is
//! joined: no sentence ends there.

use super::{Joint, OPENING, ends_sentence, is_code, is_unended};
use crate::article::Span;
use crate::languages::Language;

/// Fewer lines that can only be the rest of a sentence prove nothing.
const LEAST_TORN: usize = 2;
/// So long a line, in bytes, that begins in small letters is the rest of a sentence; shorter ones are items and verses too.
const LONG: usize = 80;
/// Words that the name inside a link has at most.
const NAME: usize = 5;
/// What stands right behind a word, with a blank or another such sign behind it.
const CLOSING: &[char] = &[',', '.', ';', ':', '!', '?', ')', ']', '”'];
/// The same where no blanks are written.
const CLOSING_WIDE: &[char] = &['、', '。', '，', '」', '』', '）', '！', '？', '：', '；'];
/// Of these, what begins a line of nothing but torn text: the others begin definitions and smileys too.
const TELLING: &[char] = &[',', '.', ';', '、', '。', '，'];
/// What stands right before a word where no blanks are written.
const OPENING_WIDE: &[char] = &['「', '『', '（'];
/// What stands before the small letters that a torn line begins with.
const BEFORE_SMALL: &[char] = &['—', '–', ' ', '“', '"', '('];

/// How a line stands to the one before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    None,
    /// It goes on there if its sentence ends, or goes on in the next.
    Weak,
    /// It goes on there, with this between the two.
    Sure(&'static str),
    /// It goes on there, and is of a sentence.
    Open,
}

/// Was the text torn?
pub fn is_torn(text: &str, lines: &[Span]) -> bool {
    let torn = lines.windows(2).filter(|pair| {
        let (line, next) = (&text[pair[0].clone()], &text[pair[1].clone()]);
        let is_behind = || next.starts_with(TELLING) && goes_behind_a_word(next);
        line.ends_with(char::is_alphanumeric) && (is_behind() || is_rest(next) && !is_code(next)) && !is_code(line)
    });
    torn.take(LEAST_TORN).count() == LEAST_TORN
}

/// For each line of a run what joins it to the one before, if it goes on there.
pub fn joints(text: &str, run: &[Span], language: Option<&Language>) -> Vec<Option<Joint>> {
    let mut joints = vec![None; run.len()];
    let mut ends = false;
    for (at, pair) in run.windows(2).enumerate().rev() {
        let (line, next) = (&text[pair[0].clone()], &text[pair[1].clone()]);
        let goes_on = joints.get(at + 2).is_some_and(Option::is_some);
        ends |= ends_sentence(next);
        let link = link(line, next, goes_on, language);
        let between = match link {
            Link::Sure(between) => Some(between),
            Link::Open => Some(" "),
            Link::Weak if ends => Some(" "),
            _ => None,
        };
        joints[at + 1] = between.map(|between| Joint { between, skip: 0 });
        ends = link == Link::Open || ends && joints[at + 1].is_some();
    }
    joints
}

fn link(line: &str, next: &str, goes_on: bool, language: Option<&Language>) -> Link {
    if is_code(line) || is_code(next) {
        return Link::None;
    }
    if goes_behind_a_word(next) && !line.ends_with(CLOSING_WIDE) {
        return Link::Sure("");
    }
    if line.ends_with(OPENING_WIDE) || goes_before_a_word(line) {
        return Link::Sure("");
    }
    if ends_sentence(line) {
        return Link::None;
    }
    let starts_small = next.trim_start_matches(BEFORE_SMALL).starts_with(char::is_lowercase);
    let unended = |line| language.is_some_and(|language| is_unended(line, language));
    let is_unended = unended(line);
    let is_prose = line.len() >= LONG && !line.starts_with(char::is_lowercase) && line.ends_with(char::is_lowercase);
    let is_name = || {
        let is_short = next.split_whitespace().count() <= NAME;
        goes_on && is_prose && is_short && !unended(next)
    };
    if is_rest(next) || starts_small && (is_unended || is_prose) || is_name() {
        Link::Open
    } else if starts_small || line.ends_with(',') || is_unended {
        Link::Weak
    } else {
        Link::None
    }
}

/// Is a line the rest of a sentence, with a sentence behind it?
fn is_rest(line: &str) -> bool {
    line.len() >= LONG && line.starts_with(char::is_lowercase) && line.contains(". ")
}

/// Does a line end with what stands right before a word?
fn goes_before_a_word(line: &str) -> bool {
    let before = line.trim_end_matches(OPENING);
    before.len() < line.len() && before.chars().next_back().is_none_or(char::is_whitespace)
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

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::*;

    /// The lines, joined.
    fn mended(text: &str) -> String {
        let spans: Vec<Span> = lines(text).collect();
        let joints = joints(text, &spans, Language::of("en"));
        let mut out = String::new();
        for (number, (line, joint)) in spans.iter().zip(joints).enumerate() {
            out.push_str(joint.map_or(if number > 0 { "\n" } else { "" }, |joint| joint.between));
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
            (
                "Past the pier one comes to what the fishermen of the island call the old and famous\nTern Rock\n, and in\nMay",
                "Past the pier one comes to what the fishermen of the island call the old and famous Tern Rock, and in\nMay",
            ),
            (
                "The pilot was Ann Reed and in the\nsame boat\nAll boats",
                "The pilot was Ann Reed and in the same boat\nAll boats",
            ),
            ("She had moved there in\n2018\nafter the fire.", "She had moved there in 2018 after the fire."),
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
            "salt\nbrown sugar\nbutter",
            "» Start\n» Über uns\nSie sagte: „So ist es“\ndanach ging sie",
            "Log in\nAbout us\nWe sail again.",
            "Yes or no\nBoats that sail at night may do so without a pilot on board, with one on shore instead",
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
