//! What is promised of every edit that takes out what is no text.

use std::borrow::Cow;
use std::sync::LazyLock;

use dehusk::article::{Edit, Kind};
use dehusk::extract::html::entities;
use regex::Regex;
use unicode_normalization::UnicodeNormalization;

/// The rules that may take out or rewrite more than white space without being cuts.
pub const RULES: &[&str] = &[
    "control-character",
    "terminal-escape",
    "zero-width",
    "bidi-control",
    "composed",
    "entity",
    "normalized",
    "formula-again",
    "superscript",
    "subscript",
    "quotation-marks",
];

/// What holds for each of their edits; `normalized` is none of the default settings.
pub fn hold(kind: Kind, taken: &str, edit: &Edit) {
    let is_blank = |text: &str| text.chars().all(char::is_whitespace);
    match edit.rule {
        _ if is_blank(taken) => assert!(is_blank(&edit.replacement), "white space stays white space"),
        "composed" => assert_eq!(visible(&edit.replacement), visible(&unescaped(taken)), "only the form changes"),
        "entity" => {
            assert_eq!(kind, Kind::Text, "references of a page are decoded when it is read");
            let mut before = visible(&unescaped(taken));
            let mut decoded = visible(&entities::decode(&before));
            while decoded != before {
                (before, decoded) = (decoded.clone(), visible(&entities::decode(&decoded)));
            }
            assert!(taken.contains(['&', ';']), "{taken:?}");
            assert_eq!(visible(&edit.replacement), decoded, "decoded and nothing else");
        }
        "terminal-escape" => {
            assert!(taken.trim_start().starts_with(['\u{1b}', '\u{9b}']), "{taken:?}");
            assert!(is_blank(&edit.replacement));
        }
        "control-character" | "zero-width" | "bidi-control" => {
            assert_eq!(visible(taken), "", "only what nobody sees goes");
            assert!(is_blank(&edit.replacement));
        }
        "formula-again" => assert_eq!(edit.replacement, "", "what stands there once more goes"),
        "superscript" | "subscript" => {
            assert_eq!(
                edit.replacement.nfkd().collect::<String>(),
                taken.replace(['-', '–'], "−"),
                "only the form changes"
            );
        }
        "quotation-marks" => {
            let (before, behind) = edit.replacement.split_once(taken).expect("the character stays");
            let is_mark = |c: char| "“”„‘’‚«»「」『』".contains(c);
            assert!(before.chars().chain(behind.chars()).all(is_mark), "and marks stand beside it");
        }
        rule => unreachable!("{rule} without being asked for"),
    }
}

/// Without sequences meant for a terminal: one may stand between a letter and its accent.
fn unescaped(text: &str) -> Cow<'_, str> {
    static SEQUENCE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new("(\u{1b}\\[|\u{9b})[0-?]*[ -/]*[@-~]|\u{1b}\\][^\u{7}\n\u{1b}]*(\u{7}|\u{1b}\\\\)").unwrap()
    });
    SEQUENCE.replace_all(text, "")
}

/// The characters that a reader sees, each letter in one piece.
fn visible(text: &str) -> String {
    let unseen = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
            || matches!(c, '\u{2060}' | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{e0001}' | '\u{e0020}'..='\u{e007f}')
    };
    text.chars().filter(|c| !unseen(*c)).nfc().collect()
}
