//! What forum software calls the element that holds a post's text → those elements on a page.

use super::units::belongs;
use crate::article::Extracted;
use crate::extract::html::attributes::{Attributes, Key};
use crate::extract::html::hints::Hints;
use crate::extract::html::reread;

/// How an element is called that holds a post's text and nothing else.
enum Called {
    /// All of these classes.
    Class(&'static [&'static str]),
    /// An `id` that is this and a number.
    Id(&'static str),
}

/// By software. (Themes change much, but seldom these.)
const BODIES: &[(&str, Called)] = &[
    ("vBulletin 3, 4", Called::Id("post_message_")),
    ("SMF", Called::Id("msg_")),
    ("Discuz!", Called::Id("postmessage_")),
    ("Stack Exchange", Called::Class(&["js-post-body"])),
    ("vBulletin 5", Called::Class(&["js-post__content-text"])),
    ("XenForo 1, WoltLab", Called::Class(&["messageText"])),
    ("XenForo 2", Called::Class(&["message-body"])),
    ("MyBB", Called::Class(&["post_body"])),
    ("FluxBB", Called::Class(&["postmsg"])),
    ("Invision Community 4", Called::Class(&["ipsType_normal", "ipsType_richText"])),
    ("Flarum", Called::Class(&["Post-body"])),
    ("bbPress", Called::Class(&["bbp-reply-content"])),
    ("Hacker News", Called::Class(&["commtext"])),
];
/// The same, of which others have elements for something else that are called so too: they must stand in a post.
const COMMON: &[(&str, Called)] = &[
    ("Vanilla", Called::Class(&["Message"])),
    ("PunBB", Called::Class(&["entry-content"])),
    ("phpBB 3, NodeBB", Called::Class(&["content"])),
    ("phpBB 2", Called::Class(&["postbody"])),
];
/// What signatures are called in all of them.
const SIGNATURE: &str = "signature";
/// Fewer posts are none.
const FEWEST: usize = 2;

/// The elements that hold the posts' texts, as the first software calls them that they fit; none if it is not known.
pub fn bodies(source: &str, extracted: &Extracted) -> Vec<usize> {
    let all =
        || BODIES.iter().map(|(_, called)| (called, false)).chain(COMMON.iter().map(|(_, called)| (called, true)));
    let post = Hints::named(&["post", "comment"]);
    let mut found: Vec<Vec<usize>> = all().map(|_| Vec::new()).collect();
    for (number, element) in extracted.elements.iter().enumerate().skip(1) {
        if element.blocks.is_empty() {
            continue;
        }
        let Some((attributes, _)) = reread::tag(source, element.attributes as usize) else { continue };
        for ((called, is_common), found) in all().zip(&mut found) {
            let outer = found.last().and_then(|last| extracted.elements.get(*last));
            let is_inside = outer.is_some_and(|outer| outer.blocks.end >= element.blocks.end);
            if !is_inside && called.is(&attributes) && (!is_common || belongs(extracted, element, post)) {
                found.push(number);
            }
        }
    }
    found.into_iter().find(|found| found.len() >= FEWEST).map(|found| with_quotes(extracted, found)).unwrap_or_default()
}

impl Called {
    fn is(&self, attributes: &Attributes) -> bool {
        match self {
            Called::Class(wanted) => attributes.get(Key::Class).is_some_and(|classes| {
                let has = |wanted: &str| classes.split_ascii_whitespace().any(|class| class == wanted);
                wanted.iter().all(|wanted| has(wanted)) && !classes.to_ascii_lowercase().contains(SIGNATURE)
            }),
            Called::Id(start) => {
                let rest = attributes.get(Key::Id).and_then(|id| id.strip_prefix(start));
                rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
            }
        }
    }
}

/// A text in several parts with quotes between them is all that is in the element around.
fn with_quotes(extracted: &Extracted, parts: Vec<usize>) -> Vec<usize> {
    let around = |part: usize| extracted.elements.get(part).map_or(0, |element| element.parent as usize);
    let all_in_one = parts.iter().all(|part| around(*part) == around(parts[0]));
    if all_in_one {
        return parts;
    }
    let groups = parts.chunk_by(|one, other| around(*one) == around(*other));
    groups.map(|group| if group.len() > 1 { around(group[0]) } else { group[0] }).collect()
}
