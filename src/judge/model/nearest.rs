//! How far up from each element the nearest one is that its tag or its names say something of.

use foldhash::HashSet;

use crate::article::{Element, Extracted};
use crate::extract::html::hints;
use crate::extract::html::tags::Tag;

/// Further than this is not told apart.
pub const FAR: u8 = 24;

/// Groups of tags that say where a block stands.
pub const TAG_GROUPS: &[(&str, &[Tag])] = &[
    ("nav", &[Tag::Nav, Tag::Menu]),
    ("header", &[Tag::Header]),
    ("footer", &[Tag::Footer]),
    ("aside", &[Tag::Aside]),
    ("main", &[Tag::Main]),
    ("article", &[Tag::Article]),
    ("section", &[Tag::Section]),
    ("form", &[Tag::Form, Tag::Fieldset, Tag::Legend, Tag::Textarea]),
    ("select", &[Tag::Select, Tag::Opt, Tag::OptGroup]),
    ("button", &[Tag::Button]),
    ("label", &[Tag::Label]),
    ("p", &[Tag::P]),
    ("list", &[Tag::Ul, Tag::Dir]),
    ("ordered", &[Tag::Ol]),
    ("definition", &[Tag::Dl, Tag::Dt, Tag::Dd]),
    ("table", &[Tag::Table]),
    ("heading-cell", &[Tag::Th]),
    ("quote", &[Tag::Blockquote, Tag::Q]),
    ("code", &[Tag::Pre, Tag::Code]),
    ("figure", &[Tag::Figure, Tag::Figcaption]),
    ("details", &[Tag::Details, Tag::Summary]),
    ("dialog", &[Tag::Dialog]),
    ("noscript", &[Tag::NoScript]),
    ("address", &[Tag::Address]),
    ("link", &[Tag::A]),
    ("span", &[Tag::Span]),
    ("heading", &[Tag::H1, Tag::H2, Tag::H3, Tag::H4, Tag::H5, Tag::H6]),
    ("time", &[Tag::Time]),
    ("small", &[Tag::Small]),
    ("strong", &[Tag::Strong, Tag::B]),
    ("emphasis", &[Tag::Em, Tag::I]),
    ("font", &[Tag::Font, Tag::Center]),
    ("media", &[Tag::Video, Tag::Audio, Tag::Object, Tag::Canvas]),
];

/// Levels between a figure and what it holds.
const DEEPEST_IN_FIGURE: usize = 4;

/// All groups: those of tags, then those of names.
pub const GROUPS: usize = TAG_GROUPS.len() + hints::GROUPS.len();

/// Group of the first hint.
pub const FIRST_HINT: usize = TAG_GROUPS.len();

/// A group of tags for each tag; `GROUPS` for none.
const GROUP_OF_TAG: [u8; Tag::COUNT] = {
    let mut groups = [GROUPS as u8; Tag::COUNT];
    let mut group = 0;
    while group < TAG_GROUPS.len() {
        let mut at = 0;
        while at < TAG_GROUPS[group].1.len() {
            groups[TAG_GROUPS[group].1[at] as usize] = group as u8;
            at += 1;
        }
        group += 1;
    }
    groups
};

/// The distances of all elements.
#[derive(Debug, Default)]
pub struct Nearest(Vec<[u8; GROUPS]>);

impl Nearest {
    /// Measure them, from the root down.
    pub fn measure(extracted: &Extracted) -> Nearest {
        let mut all: Vec<[u8; GROUPS]> = Vec::with_capacity(extracted.elements.len());
        let of_text = figures_of_text(extracted);
        for (number, element) in extracted.elements.iter().enumerate() {
            let mut own = all.get(element.parent as usize).copied().unwrap_or([FAR; GROUPS]);
            own.iter_mut().for_each(|distance| *distance = (*distance + 1).min(FAR));
            let group = usize::from(GROUP_OF_TAG[element.tag as usize]);
            let figure = if element.tag == Tag::Figcaption { element.parent as usize } else { number };
            if let Some(slot) = own.get_mut(group).filter(|_| !of_text.contains(&figure)) {
                *slot = 0;
            }
            for hint in element.hints.numbers() {
                own[FIRST_HINT + hint] = 0;
            }
            all.push(own);
        }
        Nearest(all)
    }

    /// Levels up from an element to the nearest one of a group.
    pub fn distance(&self, element: u32, group: usize) -> u8 {
        self.0.get(element as usize).and_then(|own| own.get(group)).copied().unwrap_or(FAR)
    }
}

/// Figures that hold a quotation, code or a table: they are text, and so are their captions.
fn figures_of_text(extracted: &Extracted) -> HashSet<usize> {
    let is_text = |tag: Tag| matches!(tag, Tag::Blockquote | Tag::Pre | Tag::Table);
    let figure = |text: &Element| {
        let mut around = extracted.around(text.parent as usize).take(DEEPEST_IN_FIGURE);
        around.find(|(_, element)| element.tag == Tag::Figure).map(|(number, _)| number)
    };
    extracted.elements.iter().filter(|element| is_text(element.tag)).filter_map(figure).collect()
}

/// The name of a group.
pub fn name(group: usize) -> &'static str {
    let hint = || hints::GROUPS.get(group.wrapping_sub(FIRST_HINT)).map_or("", |(name, _)| *name);
    TAG_GROUPS.get(group).map_or_else(hint, |(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Kind;
    use crate::extract;
    use crate::options::Options;

    #[test]
    fn figures_of_text_are_none() {
        let figure = TAG_GROUPS.iter().position(|(name, _)| *name == "figure").unwrap();
        let far = |html: &str| {
            let options = Options { kind: Some(Kind::Html), ..Options::default() };
            let extracted = extract::extract(html, &options);
            let nearest = Nearest::measure(&extracted);
            extracted.blocks.iter().all(|block| nearest.distance(block.element, figure) == FAR)
        };
        assert!(far("<figure><blockquote><p>So it is.</blockquote><figcaption>Hal</figcaption></figure>"));
        assert!(far("<figure><div><pre>x = 1</pre></div><figcaption>How</figcaption></figure>"));
        assert!(!far("<figure><img src=a.png><figcaption>The knot</figcaption></figure>"));
    }
}
