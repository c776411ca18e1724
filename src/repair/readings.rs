//! What the eye reads otherwise than the letters stand → edits. A formula that stands in the text up to three times (as
//! MathML, as TeX, as the boxes that a browser paints) keeps its TeX; digits that the page raises or lowers become the
//! characters that are made so: `x2` is x², `10-3` is 10⁻³, `H2O` is H₂O; but a fraction is 1/4. Quotations get their marks (`quotations.rs`).

use super::quotations;
use crate::article::{Edit, Extracted, Inline, Mark, Role, RuleId, Span};

const AGAIN: RuleId = "formula-again";
const RAISED: RuleId = "superscript";
const LOWERED: RuleId = "subscript";

/// Longer ones are no exponents, indices or numbers of notes.
const LONGEST: usize = 12;

/// Edits, ascending and not overlapping, where no cut is.
pub fn edits(extracted: &Extracted, cuts: &[Edit]) -> Vec<Edit> {
    let mut found: Vec<Edit> = Vec::new();
    let read = |inline: &Inline| matches!(inline.mark, Mark::Formula(_) | Mark::Superscript | Mark::Subscript);
    let mut inlines: Vec<&Inline> = extracted.inlines.iter().filter(|inline| read(inline)).collect();
    inlines.sort_by_key(|inline| (inline.span.start, std::cmp::Reverse(inline.span.end)));
    let mut past = 0;
    for inline in inlines {
        let span = &shown(extracted, &inline.span);
        if span.start < past || is_cut(span, cuts) || !is_prose(extracted, span) {
            continue;
        }
        let Some(text) = extracted.text.get(span.clone()) else { continue };
        match &inline.mark {
            Mark::Formula(formula) => {
                past = span.end;
                let parts = once(text, &formula.tex).into_iter().flatten().filter(|part| !part.is_empty());
                found.extend(parts.map(|part| {
                    let span = part.start + span.start..part.end + span.start;
                    Edit { span, replacement: "".into(), cut: false, rule: AGAIN, confidence: 1.0 }
                }));
            }
            mark if is_of_fraction(extracted, inline) => {
                past = span.end;
                // "21/4" is more than 2 1/4.
                if *mark == Mark::Superscript && ends_in_digit(extracted.text.get(..span.start)) {
                    let span = span.start..span.start;
                    found.push(Edit { span, replacement: " ".into(), cut: false, rule: RAISED, confidence: 1.0 });
                }
            }
            mark if !is_reference(extracted, span) => {
                past = span.end;
                let rule = if *mark == Mark::Superscript { RAISED } else { LOWERED };
                if let Some(replacement) = made_so(text, rule) {
                    let (span, replacement) = (span.clone(), replacement.into());
                    found.push(Edit { span, replacement, cut: false, rule, confidence: 1.0 });
                }
            }
            _ => {}
        }
    }
    let meets = |span: &Span, edit: &Edit| edit.span.start < span.end && span.start < edit.span.end;
    let near = |span: &Span| found.partition_point(|edit| edit.span.end <= span.start);
    let is_read = |span: &Span| found.get(near(span)).is_some_and(|edit| meets(span, edit));
    let quotations =
        quotations::edits(extracted, |span| is_cut(span, cuts) || !is_prose(extracted, span) || is_read(span));
    found.extend(quotations);
    found.sort_by_key(|edit| edit.span.start);
    found
}

/// A mark without the gap before its block, where it may begin.
fn shown(extracted: &Extracted, span: &Span) -> Span {
    let text = extracted.text.get(span.clone()).unwrap_or_default();
    span.end - text.trim_start().len()..span.end
}

fn is_cut(span: &Span, cuts: &[Edit]) -> bool {
    let first = cuts.partition_point(|cut| cut.span.end <= span.start);
    cuts.get(first).is_some_and(|cut| cut.span.start < span.end)
}

/// Does it stand in one block that is no code?
fn is_prose(extracted: &Extracted, span: &Span) -> bool {
    let at = extracted.blocks.partition_point(|block| block.span.end <= span.start);
    let block = extracted.blocks.get(at);
    block.is_some_and(|block| block.role != Role::Code && block.span.start <= span.start && span.end <= block.span.end)
}

/// What parts the two numbers of a fraction.
const SLASHES: [char; 2] = ['/', '⁄'];

/// Is it a number of a fraction? Pages raise the upper and lower the other, or only one of them.
fn is_of_fraction(extracted: &Extracted, inline: &Inline) -> bool {
    let text = &extracted.text;
    let Some((before, behind)) = text.get(..inline.span.start).zip(text.get(inline.span.end..)) else { return false };
    if inline.mark == Mark::Subscript {
        return ends_in_digit(before.strip_suffix(SLASHES));
    }
    let Some(lower) =
        behind.strip_prefix(SLASHES).filter(|lower| lower.starts_with(|char: char| char.is_ascii_digit()))
    else {
        return false;
    };
    let at = extracted.text.len() - lower.len();
    let first = extracted.inlines.partition_point(|inline| inline.span.start < at);
    let is_lowered = extracted.inlines[first..]
        .iter()
        .take_while(|inline| inline.span.start == at)
        .any(|inline| inline.mark == Mark::Subscript);
    is_lowered || !before.ends_with(char::is_alphanumeric)
}

fn ends_in_digit(text: Option<&str>) -> bool {
    text.is_some_and(|text| text.ends_with(|char: char| char.is_ascii_digit()))
}

/// Is it linked? The number of a note is written as the note is.
fn is_reference(extracted: &Extracted, span: &Span) -> bool {
    const NEAR: usize = 8;
    let from = extracted.inlines.partition_point(|inline| inline.span.start < span.start).saturating_sub(NEAR);
    let near = extracted.inlines.iter().skip(from).take(2 * NEAR);
    near.into_iter().any(|inline| {
        let meets = inline.span.start < span.end && span.start < inline.span.end;
        meets && matches!(inline.mark, Mark::Link(_) | Mark::Code)
    })
}

/// What of a formula's text stands before and behind its TeX.
fn once(text: &str, tex: &str) -> Option<[Span; 2]> {
    let at = text.find(tex)?;
    let (start, end) = (text.len() - text.trim_start().len(), text.trim_end().len());
    Some([start..at.max(start), (at + tex.len()).min(end)..end])
}

/// The characters that stand raised or lowered by themselves, if there is one for each.
fn made_so(text: &str, rule: RuleId) -> Option<String> {
    let fits = text.len() <= LONGEST && (text.chars().any(|char| char.is_ascii_digit()) || text == "n");
    let turn = |char: char| match (rule, char) {
        (RAISED, '1') => Some('¹'),
        (RAISED, '2') => Some('²'),
        (RAISED, '3') => Some('³'),
        (RAISED, '0' | '4'..='9') => char::from_u32('⁰' as u32 + char.to_digit(10)?),
        (RAISED, '+') => Some('⁺'),
        (RAISED, '-' | '−' | '–') => Some('⁻'),
        (RAISED, 'n') => Some('ⁿ'),
        (LOWERED, '0'..='9') => char::from_u32('₀' as u32 + char.to_digit(10)?),
        (LOWERED, '+') => Some('₊'),
        (LOWERED, '-' | '−' | '–') => Some('₋'),
        (LOWERED, 'n') => Some('ₙ'),
        _ => None,
    };
    fits.then(|| text.chars().map(turn).collect()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits() {
        for (text, raised) in [("2", Some("²")), ("-13", Some("⁻¹³")), ("n+1", Some("ⁿ⁺¹")), ("th", None), ("2x", None)]
        {
            assert_eq!(made_so(text, RAISED).as_deref(), raised, "{text}");
        }
        assert_eq!(made_so("20", LOWERED).as_deref(), Some("₂₀"));
        assert_eq!(made_so("", RAISED), None);
    }

    #[test]
    fn one_of_three() {
        assert_eq!(once("a=bca=\\frac{b}{c}a=cb", "a=\\frac{b}{c}"), Some([0..4, 17..21]));
        assert_eq!(once("x^2", "x^2"), Some([0..0, 3..3]));
        assert_eq!(once("x2", "x^2"), None);
    }
}
