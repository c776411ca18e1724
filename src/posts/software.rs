//! Software that makes forums, as `software.toml` has it: how it is known, what its pages call the element that holds a
//! post's text → those elements on a page, and who wrote it; which links lead to members.

use std::sync::LazyLock;

use serde::Deserialize;

use super::units::belongs;
use crate::article::{Element, Extracted};
use crate::extract::html::attributes::{Attributes, Key};
use crate::extract::html::hints::Hints;
use crate::extract::html::reread;
use crate::metadata::signature;

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
    #[serde(default)]
    authors: Vec<String>,
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
    #[serde(default)]
    tells: bool,
}

/// The elements that hold the posts' texts on a page, and what those that name their authors are called.
#[derive(Default)]
pub struct Bodies {
    /// Those that hold texts.
    pub elements: Vec<usize>,
    /// The classes of those that hold names.
    pub authors: &'static [String],
    /// The software, if none but it calls anything so.
    known: Option<&'static str>,
}

static ALL: LazyLock<Vec<Software>> =
    LazyLock::new(|| toml::from_str(DATA).map(|file: File| file.software).unwrap_or_default());

/// What signatures are called in all of them.
const SIGNATURE: &str = "signature";
/// Fewer posts do not tell what their elements are called.
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

/// The software that alone gives elements such an `id` as posts on this page have.
pub fn by_bodies(source: &str, extracted: &Extracted) -> Option<&'static str> {
    let telling = ALL.iter().flat_map(|software| &software.bodies).filter(|body| body.tells);
    let mut ids = telling.filter_map(|body| body.id.as_deref());
    let is_there = ids.any(|id| memchr::memmem::find(source.as_bytes(), id.as_bytes()).is_some());
    is_there.then(|| bodies(source, extracted).known)?
}

/// What names in addresses what is to be done, and what it is where a member is only shown.
const DEEDS: [&str; 3] = ["mode", "action", "do"];
const SHOWS: [&str; 3] = ["profile", "viewprofile", "getinfo"];
/// Pages that lie where those on members do.
const NO_MEMBERS: [&str; 8] = ["login", "logout", "register", "signup", "signin", "sign_in", "sign_up", "password"];

/// Does a link lead to a page on a member? Others beside it serve to sign in, or to change what is there.
pub fn is_member(to: &str) -> bool {
    let mut parts = to.split(['?', '&', ';']).filter_map(|part| part.split_once('='));
    let is_deed = |(key, value): (&str, &str)| DEEDS.contains(&key) && !SHOWS.contains(&value);
    ALL.iter().flat_map(|software| &software.members).any(|part| names_member_by(to, part)) && !parts.any(is_deed)
}

/// Is this part in an address, and behind a folder the name or the number of a member?
fn names_member_by(to: &str, part: &str) -> bool {
    let Some((_, rest)) = to.split_once(part) else { return false };
    let first = rest.split(|char: char| !char.is_alphanumeric() && char != '_').next().unwrap_or_default();
    !part.ends_with('/') || !rest.is_empty() && !rest.starts_with(['?', '#']) && !NO_MEMBERS.contains(&first)
}

/// The elements that hold the posts' texts, as the first software calls them of which there are enough; none if it is not
/// known.
pub fn bodies(source: &str, extracted: &Extracted) -> Bodies {
    let all = || ALL.iter().flat_map(|software| software.bodies.iter().map(move |body| (body, software)));
    let post = Hints::named(&["post", "comment"]);
    let mut found: Vec<Vec<usize>> = all().map(|_| Vec::new()).collect();
    for (number, element) in extracted.elements.iter().enumerate().skip(1) {
        if element.blocks.is_empty() {
            continue;
        }
        let Some((attributes, _)) = reread::tag(source, element.attributes as usize) else { continue };
        for ((body, _), found) in all().zip(&mut found) {
            let outer = found.last().and_then(|last| extracted.elements.get(*last));
            let is_inside = outer.is_some_and(|outer| outer.blocks.end >= element.blocks.end);
            if !is_inside && body.is(&attributes) && (!body.in_post || belongs(extracted, number, post)) {
                found.push(number);
            }
        }
    }
    let mut found = found.into_iter().zip(all()).filter(|(found, _)| found.len() >= FEWEST);
    found.next().map_or_else(Bodies::default, |(found, (body, software))| Bodies {
        elements: with_quotes(extracted, found),
        authors: &software.authors,
        known: body.tells.then_some(&software.name),
    })
}

/// The name of a post's author, if an element is called as the one that holds it.
pub fn author(source: &str, element: &Element, authors: &[String]) -> Option<String> {
    let (attributes, content) = reread::tag(source, element.attributes as usize)?;
    let mut classes = attributes.get(Key::Class)?.split_ascii_whitespace();
    let is_named = classes.any(|class| authors.iter().any(|name| name == class));
    is_named.then(|| signature::account(reread::text(source, content).trim()))?
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
        for Software { name, reason, generators, foot, outermost, bodies, members, example, .. } in &file.software {
            assert!(page.contains(name), "docs/metadata.md does not name {name}");
            assert!(bodies.iter().all(|body| body.id.is_some() == body.classes.is_empty()), "{name}");
            assert!(bodies.iter().all(|body| body.id.is_some() || !body.tells), "{name}");
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
            if bodies.iter().any(|body| body.tells) {
                made(String::new(), "");
            }
            generators
                .iter()
                .for_each(|generator| made(format!("<meta name=generator content='{generator} 1.0'>"), ""));
            assert!(foot.iter().all(|line| is_foot(line) && named_in(line).is_some()), "{name}");
            outermost.iter().for_each(|class| made(String::new(), class));
        }
    }

    #[test]
    fn links_to_members() {
        for to in [
            "./memberlist.php?mode=viewprofile&u=4",
            "profile.php?id=12",
            "member.php?12-gull",
            "member.php?s=0&u=12",
            "member.php?action=profile&uid=12",
            "index.php?action=profile;u=12",
            "home.php?mod=space&uid=12&do=profile",
            "https://harbour.example/members/gull.12/",
            "/user/12-gull/",
            "?user/12-gull/",
            "/u/%D0%B3",
        ] {
            assert!(is_member(to), "{to}");
        }
        for to in [
            "profile.php?mode=register",
            "profile.php?mode=editprofile&sid=0",
            "member.php?action=login",
            "profile.php?do=editsignature",
            "/members/",
            "/members/?page=2",
            "https://harbour.example/user/login",
            "/users/sign_in?to=/",
            "/forum/12",
        ] {
            assert!(!is_member(to), "{to}");
        }
    }
}
