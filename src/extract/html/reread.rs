//! A place in a page's source → the tag there and the text of its element, read once more. Which elements say who wrote
//! the page and when is known only when all of it has been read; there are few of them, so it is cheaper to read them
//! again than to keep all.

use super::attributes::{Attributes, Key};
use super::entities::decode_into;
use super::left_out::is_for_readers;
use super::tags::{Flow, Tag};
use super::tokens::{Token, Tokens};
use crate::text::{floor, single_blanks};

/// Bytes of a tag that are looked at.
const LONGEST_TAG: usize = 8 * 1024;
/// Bytes behind the tag that are looked at for text.
const LONGEST_CONTENT: usize = 4 * 1024;

/// The tag whose attributes start at `at`, and where its content starts.
pub fn tag(source: &str, at: usize) -> Option<(Attributes<'_>, usize)> {
    let end = floor(source, at.saturating_add(LONGEST_TAG));
    let attributes = Tokens::new(source.get(..end)?).attributes_at(at)?;
    let content = attributes.span.end + 1;
    Some((attributes, content))
}

/// The text of the element whose content starts at `at`: without markup and what only screen readers read out, white
/// space folded, not much of it.
pub fn text(source: &str, at: usize) -> String {
    let end = floor(source, at.saturating_add(LONGEST_CONTENT));
    let part = source.get(at..end).unwrap_or_default();
    let (mut tokens, mut depth, mut out) = (Tokens::new(part), 0_usize, String::new());
    let mut has_ended = false;
    let mut unseen = None;
    while let Some(token) = tokens.next() {
        // What begins right where another element ends is something else: a name, and one's office.
        let apart = has_ended && matches!(token, Token::Start(_));
        has_ended = matches!(token, Token::End(_));
        match token {
            Token::Text(_) if unseen.is_some() => {}
            Token::Text(span) => {
                let mut piece = String::new();
                decode_into(part.get(span).unwrap_or_default(), &mut piece);
                out.extend(piece.chars().map(|char| if char.is_whitespace() { ' ' } else { char }));
            }
            Token::Raw(..) => {}
            Token::Start(name) => match name.tag.flow() {
                Flow::Raw | Flow::RcData => tokens.raw = Some(name.tag),
                Flow::Void => out.push(if name.tag == Tag::Br { '\n' } else { ' ' }),
                flow => {
                    let class = tokens.attributes.get(Key::Class).unwrap_or_default();
                    unseen = unseen.or((is_for_readers(class) && !tokens.attributes.self_closing).then_some(depth));
                    depth += usize::from(!tokens.attributes.self_closing);
                    out.push_str(if flow == Flow::Inline && !apart { "" } else { "\n" });
                }
            },
            Token::End(name) => {
                let Some(left) = depth.checked_sub(1) else { break };
                depth = left;
                unseen = unseen.filter(|outer| *outer < depth);
                out.push_str(if name.tag.flow() == Flow::Inline { "" } else { "\n" });
            }
        }
    }
    folded(&out)
}

/// White space folded: a line end where the markup parts lines, else a blank.
fn folded(text: &str) -> String {
    let lines = text.lines().map(single_blanks);
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_again() {
        let source = "<p>x<span itemprop=author title='é'>By <b>Ann&amp;Bo</b><br>Press<script>no</script></span> more";
        let (attributes, content) = tag(source, source.find(" itemprop").unwrap()).unwrap();
        assert_eq!(attributes.get(Key::Itemprop), Some("author"));
        assert_eq!(text(source, content), "By Ann&Bo\nPress");
        assert!(tag(source, source.len()).is_none());
        assert_eq!(text("<b class='sr-only x'>Post <i>x</i></b>by <b>Ann</b></p>", 0), "by Ann");
    }
}
