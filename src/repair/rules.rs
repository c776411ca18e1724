//! The rules of the mends: what each edit that is no cut is called, and why it is made. Ids are promises, as those of
//! the judge's rules are.

use crate::article::RuleId;

/// Id and reason of every mend.
pub const RULES: &[(RuleId, &str)] = &[
    ("sentence-join", "Two sentences ran together."),
    ("comma-join", "A blank was missing behind a comma, semicolon or colon."),
    ("closer-join", "A blank was missing behind a bracket or a quotation mark that closes."),
    ("word-join", "Two words ran together."),
    ("hump-join", "Two words ran together; a capital letter shows where."),
    ("line-hyphen", "A hyphen of a line end stood inside a word."),
    ("doubled-blank", "There was more than one blank."),
    ("control-character", "A control character that means nothing."),
    ("terminal-escape", "An escape sequence of a terminal."),
    ("zero-width", "A character without width that means nothing here."),
    ("bidi-control", "A mark of direction that means nothing here."),
    ("composed", "A letter in pieces was put together."),
    ("entity", "A character reference stood in plain text."),
    ("formula-again", "A formula stood there in several forms; its TeX stays."),
    ("superscript", "The page raises these digits."),
    ("subscript", "The page lowers these digits."),
    ("quotation-marks", "The page marks a quotation; browsers put these around it."),
    ("normalized", "Asked for: the plain form of a character."),
];
