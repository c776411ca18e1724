//! Software that makes forums, as `software.toml` has it: how it is known, what its pages call the element that holds a
//! post's text → those elements on a page; which links lead to members.

use std::sync::LazyLock;

use serde::Deserialize;

use super::units::belongs;
use crate::article::Extracted;
use crate::extract::html::attributes::{Attributes, Key};
use crate::extract::html::hints::Hints;
use crate::extract::html::reread;

/// See there.
const DATA: &str = include_str!("software.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    software: Vec<Software>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(test), expect(dead_code, reason = "the reason is for readers, the example is for tests"))]
struct Software {
    name: String,
    reason: String,
    generators: Vec<String>,
    #[serde(default)]
    foot: Vec<String>,
    #[serde(default)]
    outermost: Vec<String>,
    #[serde(default)]
    bodies: Vec<Body>,
    members: Vec<String>,
    example: String,
}

/// How an element is called that holds a post's text and nothing else.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    #[serde(default)]
    classes: Vec<String>,
    id: Option<String>,
    #[serde(default)]
    in_post: bool,
}

static ALL: LazyLock<Vec<Software>> =
    LazyLock::new(|| toml::from_str(DATA).map(|file: File| file.software).unwrap_or_default());

/// What signatures are called in all of them.
const SIGNATURE: &str = "signature";
/// Fewer posts are none.
const FEWEST: usize = 2;

/// The software that a text in lower case names, as it is named there.
pub fn named_in(text: &str) -> Option<&'static str> {
    ALL.iter().flat_map(|software| &software.generators).find(|name| text.contains(name.as_str())).map(String::as_str)
}

/// Does a line in lower case, at the foot of a page, name who made the software?
pub fn is_foot(line: &str) -> bool {
    ALL.iter().flat_map(|software| &software.foot).any(|part| line.contains(part.as_str()))
}

/// The software whose outermost elements have such a name.
pub fn by_element(is_called: impl Fn(&str) -> bool) -> Option<&'static str> {
    let found = ALL.iter().find(|software| software.outermost.iter().any(|name| is_called(name)));
    found.map(|software| software.name.as_str())
}

/// Does a link lead to a page on a member?
pub fn is_member(to: &str) -> bool {
    ALL.iter().flat_map(|software| &software.members).any(|part| to.contains(part.as_str()))
}

/// The elements that hold the posts' texts, as the first software calls them that they fit; none if it is not known.
pub fn bodies(source: &str, extracted: &Extracted) -> Vec<usize> {
    let all = || ALL.iter().flat_map(|software| &software.bodies);
    let post = Hints::named(&["post", "comment"]);
    let mut found: Vec<Vec<usize>> = all().map(|_| Vec::new()).collect();
    for (number, element) in extracted.elements.iter().enumerate().skip(1) {
        if element.blocks.is_empty() {
            continue;
        }
        let Some((attributes, _)) = reread::tag(source, element.attributes as usize) else { continue };
        for (body, found) in all().zip(&mut found) {
            let outer = found.last().and_then(|last| extracted.elements.get(*last));
            let is_inside = outer.is_some_and(|outer| outer.blocks.end >= element.blocks.end);
            if !is_inside && body.is(&attributes) && (!body.in_post || belongs(extracted, number, post)) {
                found.push(number);
            }
        }
    }
    found.into_iter().find(|found| found.len() >= FEWEST).map(|found| with_quotes(extracted, found)).unwrap_or_default()
}

impl Body {
    fn is(&self, attributes: &Attributes) -> bool {
        if let Some(start) = &self.id {
            let rest = attributes.get(Key::Id).and_then(|id| id.strip_prefix(start.as_str()));
            return rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()));
        }
        attributes.get(Key::Class).is_some_and(|classes| {
            let has = |wanted: &String| classes.split_ascii_whitespace().any(|class| class == wanted);
            self.classes.iter().all(has) && !classes.to_ascii_lowercase().contains(SIGNATURE)
        })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, clean, metadata::PageKind};

    const TEXTS: [&str; 2] = [
        "The old ferry left the harbour at noon on Monday, with forty people on board who had all been late.",
        "Nobody on the quay could say why it did, and the next one came only when it was dark already.",
    ];

    #[test]
    fn pages_of_all_software_are_known() {
        let file: File = toml::from_str(DATA).expect("the software");
        let page = include_str!("../../docs/metadata.md");
        for Software { name, reason, generators, foot, outermost, bodies, members, example } in &file.software {
            assert!(page.contains(name), "docs/metadata.md does not name {name}");
            assert!(bodies.iter().all(|body| body.id.is_some() == body.classes.is_empty()), "{name}");
            assert!(!reason.is_empty() && !generators.is_empty() && !members.is_empty(), "{name}");
            assert!(
                outermost.is_empty() || named_in(&name.to_lowercase()).is_some(),
                "{name} is not among its generators"
            );
            let posts: String = TEXTS
                .iter()
                .zip(7..)
                .map(|(text, number)| example.replace("_7", &format!("_{number}")).replace("{text}", text))
                .collect();
            let made = |head: String, around: &str| {
                let page = format!(
                    "<html><head><title>Late ferry</title>{head}</head><body><div class='{around}'><h1>Late ferry</h1>{posts}</div>"
                );
                let cleaned = clean(page.as_bytes(), &Options::default());
                assert_eq!(cleaned.metadata.page_kind, Some(PageKind::Forum), "{name} {around}");
                assert_eq!(cleaned.posts.iter().map(|post| post.text.as_str()).collect::<Vec<_>>(), TEXTS, "{name}");
                assert!(
                    cleaned.posts.iter().all(|post| post.author.as_deref() == Some("gull")),
                    "{name}: {:?}",
                    cleaned.posts
                );
            };
            generators
                .iter()
                .for_each(|generator| made(format!("<meta name=generator content='{generator} 1.0'>"), ""));
            assert!(foot.iter().all(|line| is_foot(line) && named_in(line).is_some()), "{name}");
            outermost.iter().for_each(|class| made(String::new(), class));
        }
    }
}
