//! An image → what it shows and where it is. Pages that load their images late hold the address in other attributes than
//! `src`, where an empty picture stands; those that offer several sizes, in a list of them.

use super::attributes::Key;
use super::formulas;
use super::shape::Rare;
use super::tags::Tag;
use super::walk::Walk;
use crate::article::Mark;

impl Walk<'_> {
    /// An image.
    pub(super) fn image(&mut self, number: u32) {
        self.blocks.seam();
        if self.arena.nodes.get(number as usize).is_none_or(|node| node.hidden) {
            return;
        }
        let rare = self.rare(number);
        let alt = rare.decoded(Key::Alt).unwrap_or_default();
        if let Some(formula) = formulas::of_image(rare.class(), &alt) {
            return self.tex(formula);
        }
        let src = address(rare).unwrap_or_default();
        if !self.state().hidden && !self.is_again(&src) {
            self.thing(Mark::Image { alt, src: src.clone() });
            self.last_image = src;
        }
    }

    /// Is this the image before it once more, for those who run no scripts?
    fn is_again(&self, src: &str) -> bool {
        src == self.last_image && self.open.iter().rev().any(|open| open.tag == Tag::NoScript)
    }
}

/// Where an image is. What is written into the page in its place is none.
fn address(image: Rare) -> Option<String> {
    let is_elsewhere = |src: &String| !src.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:"));
    let one = [Key::DataSrc, Key::Src].into_iter().filter_map(|key| image.decoded(key)).find(is_elsewhere);
    one.or_else(|| largest(&image.decoded(Key::Srcset)?).map(str::to_owned))
}

/// The address of the largest of several sizes: `a.jpg 300w, b.jpg 900w`.
fn largest(sizes: &str) -> Option<&str> {
    let (mut rest, mut best) = (sizes, None);
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        let (address, behind) = rest.split_at(rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len()));
        if address.is_empty() {
            return best.map(|(address, _)| address);
        }
        let (size, next) = match address.ends_with(',') {
            true => ("", behind),
            false => behind.split_once(',').unwrap_or((behind, "")),
        };
        let size = size.trim().trim_end_matches(['w', 'x', 'h']).parse().unwrap_or(1.0_f32);
        if best.is_none_or(|(_, most)| size > most) {
            best = Some((address.trim_end_matches(','), size));
        }
        rest = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_of_several_sizes() {
        for (sizes, want) in [
            ("a.jpg 300w, b.jpg 900w, c.jpg 600w", Some("b.jpg")),
            ("a.jpg, b.jpg 2x", Some("b.jpg")),
            ("a.jpg 1x,b.jpg 1.5x", Some("b.jpg")),
            ("/w_300,c_fill/a.jpg 300w, /w_900,c_fill/a.jpg 900w", Some("/w_900,c_fill/a.jpg")),
            ("a.jpg", Some("a.jpg")),
            ("a.jpg,", Some("a.jpg")),
            (" , ", None),
        ] {
            assert_eq!(largest(sizes), want, "{sizes}");
        }
    }
}
