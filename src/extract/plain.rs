//! Plain text → blocks.

use crate::article::{Block, Extracted, Kind, Role};

/// The text as it stands, a block for every line that is not blank.
pub fn verbatim(text: &str) -> Extracted {
    let mut out = super::empty(Kind::Text);
    out.text = text.to_owned();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        let end = at + line.trim_end().len();
        if start < end {
            let span = start..end;
            out.blocks.push(Block {
                source: span.clone(),
                span,
                role: Role::Paragraph,
                link_bytes: 0,
                element: 0,
                hidden: false,
            });
        }
        at += line.len();
    }
    out
}
