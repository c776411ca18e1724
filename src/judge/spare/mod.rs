//! Blocks of a text and what rules and model say of each out of place in, those that stay for what stands around them out:
//! sections of a document, lines of one make, works that it refers to, the end of a wrapped sentence, what goes on behind an advertisement,
//! postscripts.

mod alike;
mod references;
mod sections;

use super::INSIDE;
use super::model::page::Page;
use super::own::Own;
use super::rules::{Category, Hit, PAGE_SCRIPT};

/// A line of so many words that ends without a stop may go on in the next one.
const WRAPPED_WORDS: f32 = 5.0;
/// Labels of advertisements have no more words.
const AD_WORDS: f32 = 3.0;
/// How what a writer adds below the signature begins.
const POSTSCRIPTS: [&str; 4] = ["P.S.", "PS:", "P.P.S.", "PPS:"];

/// A text, what the rules say of it, and what would stay of it.
pub struct Draft<'a> {
    /// The text.
    pub page: &'a Page<'a>,
    /// Rules of the user's own.
    pub own: &'a Own,
    /// What the rules know in each block.
    pub hits: &'a [Vec<Hit>],
    /// How likely content each block is.
    pub chances: &'a [f32],
    /// Would it stay?
    pub keep: &'a [bool],
}

impl Draft<'_> {
    /// The blocks that stay.
    pub fn spared(&self) -> Vec<usize> {
        let mut stay = vec![false; self.keep.len()];
        sections::mark(self, &mut stay);
        alike::mark(self, &mut stay);
        references::mark(self, &mut stay);
        let shown = self.shown_scripts();
        let also = |block: usize| {
            self.ends_wrapped(block) || self.is_behind_ad(block) || self.is_postscript(block) || shown[block]
        };
        (0..stay.len()).filter(|block| stay[*block] || !self.keep[*block] && also(*block)).collect()
    }

    fn text(&self, block: usize) -> &str {
        self.page.extracted.text_of(&self.page.extracted.blocks[block])
    }

    /// What sort of husk a rule takes all of a block for.
    fn label_of(&self, block: usize) -> Option<Category> {
        if self.page.husk[block] { self.own.first_category(&self.hits[block]) } else { None }
    }

    /// Is it the end of the sentence that the line above begins?
    fn ends_wrapped(&self, block: usize) -> bool {
        let Some(above) = block.checked_sub(1) else { return false };
        let (line, stats) = (&self.page.stats[above], &self.page.stats[block]);
        let goes_on = line.words >= WRAPPED_WORDS && !line.ends_sentence;
        let is_end = stats.ends_sentence && self.text(block).starts_with(char::is_lowercase);
        goes_on && is_end && self.keep[above] && self.page.paragraphs[above] == self.page.paragraphs[block]
    }

    /// Sentences behind the label of an advertisement in an article go on with it, if they may be of it at all.
    fn is_behind_ad(&self, block: usize) -> bool {
        let Some(before) = block.checked_sub(2) else { return false };
        let is_label = self.page.stats[block - 1].words <= AD_WORDS;
        let may_be =
            self.chances[block] >= INSIDE && self.page.stats[block].ends_sentence && self.hits[block].is_empty();
        may_be && is_label && self.label_of(block - 1) == Some(Category::Advertising) && self.keep[before]
    }

    /// Does a writer who signed above add something here?
    fn is_postscript(&self, block: usize) -> bool {
        let begins = POSTSCRIPTS.iter().any(|mark| self.text(block).starts_with(mark));
        begins && self.hits[block].is_empty() && block.checked_sub(1).is_some_and(|above| self.keep[above])
    }

    /// Which blocks are code that the text shows, a line above it says so, and no script that was left in it?
    fn shown_scripts(&self) -> Vec<bool> {
        let mut is_introduced = false;
        let is_shown = |(block, hits): (usize, &Vec<Hit>)| {
            let is_script = hits.iter().any(|hit| hit.rule == PAGE_SCRIPT);
            if !is_script {
                is_introduced = self.text(block).ends_with(':');
            }
            is_script && is_introduced
        };
        self.hits.iter().enumerate().map(is_shown).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::Options;

    /// Does all of this text stay as it is?
    fn stays(text: &str) {
        assert_eq!(crate::clean(text.as_bytes(), &Options::default()).text().trim(), text.trim());
    }

    const PROSE: &str =
        "The town council voted 7–6 last night to close Mill Bridge for a year. Councillor Venn called it madness.";
    const MORE: &str =
        "The work will cost £2.1m, of which the county pays half. The rest will come from parking charges.";

    #[test]
    fn a_policy_keeps_its_sections() {
        stays(
            "Kestrel Ltd respects your privacy. This policy explains what we collect and why we collect it.\n\n\
             1. Cookies\nWe use cookies to keep you signed in.\n\n\
             2. Newsletter\nIf you sign up for our newsletter, we keep your email address. You can unsubscribe at any time.\n\n\
             3. Advertising\nOur advertisers use cookies to serve personalised ads.\n\n\
             4. Your rights\nYou may ask us for access, correction or deletion.\n\n\
             5. Contact us\nPost: Kestrel Ltd, 4 Mill Street, Riverton",
        );
    }

    #[test]
    fn a_numbered_item_keeps_its_words() {
        stays(
            "24/32 Minutes of the last meeting\nApproved. Proposed: BM. Seconded: TV.\n\n\
             24/33 Website\nThe Clerk reported that the cookie notice on the website must be changed. We use cookies to count \
             visitors only. Cllr Venn asked that residents follow us on Facebook.\n\n\
             24/34 Planning\n3 Mill Lane - no objection. 17 Mill Lane - object (drainage).",
        );
    }

    #[test]
    fn husk_between_numbered_sections_goes() {
        let text = format!(
            "{PROSE}\n\n1. Old Pier\n{PROSE}\nShare this article\n\n2. New Pier\n{MORE} Sign up for our newsletter.\n\n3. Mill\n{MORE}"
        );
        let text = crate::clean(text.as_bytes(), &Options::default()).text();
        assert!(!text.contains("Share this") && !text.contains("newsletter"), "{text}");
    }

    #[test]
    fn the_end_of_a_wrapped_sentence_is_no_label() {
        stays(
            "bind returns 0 unless an unrecognized option is supplied or\nan error occurred.\n\n\
             -n     Copy at most count lines.  If count is 0, all lines are\n    copied.",
        );
    }

    #[test]
    fn an_article_goes_on_behind_an_advertisement() {
        let between = |end: &str| {
            let text = format!(
                "{PROSE}\n\nAdvertisement\n\n{end}\n\nYou might also be interested in:\n\nThe last man on the ferry"
            );
            crate::clean(text.as_bytes(), &Options::default()).text()
        };
        let text = between("It costs 40p. The crossword is hers too.");
        assert!(text.contains("crossword") && !text.contains("Advertisement"), "{text}");
    }

    #[test]
    fn short_lines_below_an_advertisement_are_no_end_of_the_page() {
        let body = format!("{PROSE}\n\n{MORE}\n\n").repeat(3);
        let list = "## References\n\n1. Venn, M. Bridges. https://example.org/b (2019).\n\n2. Kestrel, J. Piers (Tern Press, 1998).";
        let text = format!("{body}Advertisement\n\n{list}\n\n© 2025 The Courier. All rights reserved.\n");
        let text = crate::clean(text.as_bytes(), &Options::default()).text();
        assert!(text.contains(list) && !text.contains("Advertisement") && !text.contains("rights"), "{text}");
    }

    #[test]
    fn a_postscript_stays_below_its_letter() {
        stays(&format!("{PROSE}\n\n{MORE}\n\nUntil next week,\n\nNora\n\nP.S. The cat is fine."));
    }

    #[test]
    fn scripts_go_unless_the_text_shows_them() {
        let script = "window.dataLayer = window.dataLayer || [];\ngtag('js', new Date());";
        let text = crate::clean(format!("{PROSE}\n{script}\n{MORE}").as_bytes(), &Options::default()).text();
        assert!(!text.contains("gtag") && !text.contains("dataLayer"), "{text}");
        stays(&format!("{PROSE} Put these lines on each page:\n{script}\n{MORE}"));
    }
}
