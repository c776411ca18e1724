//! What the words of class, id, role and name say an element is for.
//!
//! A name is taken apart at anything that is no letter and at humps (`postBody-2` → post, body); each word that
//! stands in the table sets its hint. One wrong word never decides: the judge weighs hints by what they were
//! worth on training pages.

use std::sync::LazyLock;

use crate::article::Span;

/// A set of hints, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hints(pub u64);

/// Hint names and the words that set them. A word may stand under one hint only.
pub const GROUPS: &[(&str, &str)] = &[
    ("nav", "nav navbar navigation navi menu submenu topnav sitenav megamenu menubar menuitem navlist sidenav"),
    ("header", "header masthead topbar hdr head banner"),
    ("footer", "footer foot colophon bottom ftr contentinfo"),
    ("sidebar", "sidebar aside rail sidecol complementary secondary tertiary column"),
    ("comment", "comment comments commentlist disqus respond reply replies discussion commenter"),
    (
        "related",
        "related recommended recommendations recommendation recirc similar suggested popular trending mostread latest recent more readmore also upnext",
    ),
    (
        "share",
        "share sharing shares social socials addthis sharedaddy addtoany facebook twitter whatsapp follow sns pinterest linkedin",
    ),
    ("ad", "ad ads advert advertisement advertising sponsor sponsored adsense dfp outbrain taboola adslot adunit"),
    ("promo", "promo promotion promoted marketing cta callout campaign offer upsell"),
    ("cookie", "cookie cookies consent gdpr ccpa privacy onetrust"),
    (
        "popup",
        "modal popup overlay dialog lightbox toast drawer offcanvas tooltip dropdown flyout popover alert notice",
    ),
    ("newsletter", "newsletter newsletters subscribe subscription signup optin mailing mailchimp"),
    ("breadcrumb", "breadcrumb breadcrumbs crumb crumbs"),
    ("login", "login signin register account auth user profile"),
    ("search", "search searchbox searchform typeahead"),
    ("form", "form forms input field fields fieldset select checkbox filter filters facet facets sort"),
    ("byline", "byline author authors contributor writer reporter"),
    ("date", "date time timestamp datetime published updated posted dateline"),
    ("meta", "meta metadata info infos details detail data stats stat count counter"),
    ("bio", "bio about biography"),
    ("caption", "caption captions figcaption credit credits copyrightholder legend"),
    ("tags", "tag tags category categories topic topics keyword keywords taxonomy label labels badge chip"),
    ("pager", "pager pagination paginator pages prev previous next paging"),
    ("widget", "widget widgets module modules portlet gadget"),
    ("toc", "toc tableofcontents outline onthispage"),
    ("skip", "skip skiplink skiplinks jump"),
    ("legal", "copyright legal disclaimer terms policy license"),
    ("review", "review reviews rating ratings stars testimonial testimonials"),
    ("shop", "price prices buy cart basket checkout product products sku variant shipping stock shop store"),
    ("card", "card cards tile tiles teaser teasers carousel slider slide slides swiper"),
    ("grid", "grid row rows col cols columns flex"),
    ("list", "list lists listing listings items item results result feed river"),
    ("article", "article articles story stories entry hentry blogpost blog news"),
    ("post", "post posts postbody message messages thread threads forum answer answers question questions"),
    ("content", "content contents maincontent contentbody"),
    ("main", "main primary"),
    ("body", "body text copy prose richtext rte wysiwyg paragraph bodytext articlebody storybody editor"),
    ("title", "title titles headline headlines heading headings subtitle subhead subheading"),
    ("lead", "lede lead intro introduction summary excerpt abstract description deck standfirst dek hero"),
    ("doc", "doc docs documentation readme markdown wiki manual guide reference chapter"),
    ("section", "section sections block blocks container wrapper wrap inner"),
    (
        "media",
        "gallery slideshow video videos player image images photo photos media picture figure thumbnail thumb thumbs audio",
    ),
    ("hidden", "hidden hide sr invisible visuallyhidden screenreader offscreen"),
    (
        "tool",
        "toolbar tools tool actions action button buttons btn btns controls control print utility utilities link links icon icons svg",
    ),
    ("language", "language languages lang locale translate country region"),
    ("code", "code highlight codehilite snippet syntax"),
    ("tab", "tab tabs tabpanel accordion collapse collapsible faq faqs panel"),
    ("quote", "quote blockquote pullquote"),
    ("table", "table tbl tabular spec specs specification specifications"),
    ("feature", "feature features benefit benefits service services pricing plan plans"),
    ("brand", "logo logos brand brands partner partners client clients"),
    ("event", "event events calendar schedule location locations map address contact"),
];

/// The words with their bits, each at its hash or the next place that is free.
static WORDS: LazyLock<Vec<(&'static str, u64)>> = LazyLock::new(|| {
    let mut table = vec![("", 0); SLOTS];
    let words = GROUPS.iter().enumerate().flat_map(|(bit, (_, words))| words.split(' ').map(move |word| (word, bit)));
    for (word, bit) in words {
        let mut slot = place(word.bytes().fold(0, roll), word.len());
        while table[slot].1 != 0 {
            slot = (slot + 1) % SLOTS;
        }
        table[slot] = (word, 1 << bit);
    }
    table
});

/// Places in the table: several times as many as words.
const SLOTS: usize = 2048;

/// The last eight letters of a word as a number, with one letter more.
fn roll(word: u64, letter: u8) -> u64 {
    word << 8 | u64::from(letter)
}

/// Where a word belongs in the table.
fn place(rolled: u64, length: usize) -> usize {
    ((rolled ^ length as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize % SLOTS
}

/// The bit of a word, 0 if it is not in the table.
fn bit_of(word: &[u8], rolled: u64) -> u64 {
    let mut slot = place(rolled, word.len());
    while let Some((known, bit)) = WORDS.get(slot).filter(|(_, bit)| *bit != 0) {
        if known.as_bytes() == word {
            return *bit;
        }
        slot = (slot + 1) % SLOTS;
    }
    0
}

/// Longer words are no words.
const LONGEST_WORD: usize = 24;

/// Bytes of one name that are looked at: a class attribute can be megabytes.
const LONGEST_NAME: usize = 512;

impl Hints {
    /// The hints of one attribute value.
    pub fn of(name: &str) -> Hints {
        let mut hints = 0;
        let mut word = [0u8; LONGEST_WORD];
        let (mut length, mut rolled, mut after_lower) = (0, 0, false);
        for byte in name.bytes().take(LONGEST_NAME).chain([b' ']) {
            let lower = byte | 0x20;
            let letter = lower.is_ascii_lowercase();
            if length > 0 && (!letter || byte != lower && after_lower) {
                hints |= word.get(..length).map_or(0, |word| bit_of(word, rolled));
                (length, rolled) = (0, 0);
            }
            after_lower = letter && byte == lower;
            if letter {
                if let Some(slot) = word.get_mut(length) {
                    *slot = lower;
                }
                (length, rolled) = (length + 1, roll(rolled, lower));
            }
        }
        Hints(hints)
    }

    /// The set of these hints; names that are none are left out.
    pub fn named(names: &[&str]) -> Hints {
        let of = |name: &&str| GROUPS.iter().position(|(group, _)| group == name);
        Hints(names.iter().filter_map(of).fold(0, |bits, bit| bits | 1 << bit))
    }

    /// Is any hint in both?
    pub fn meets(self, other: Hints) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Hints) -> Hints {
        Hints(self.0 | other.0)
    }

    /// The numbers of the hints in the set, ascending: indices into `GROUPS`.
    pub fn numbers(self) -> impl Iterator<Item = usize> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let bit = left.trailing_zeros();
            left &= left.checked_sub(1)?;
            Some(bit as usize)
        })
    }

    /// The names of the hints in the set.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        self.numbers().filter_map(|number| GROUPS.get(number).map(|(name, _)| *name))
    }
}

/// Values remembered at a time.
const KNOWN: usize = 512;

/// The hints of the values met last. Most values of a page come again and again, so they are told apart by their ends.
pub struct Known {
    /// Where in the source a value stands, and its hints; by hash.
    values: Vec<(Span, Hints)>,
}

impl Default for Known {
    fn default() -> Self {
        Known { values: vec![(0..0, Hints::default()); KNOWN] }
    }
}

impl Known {
    /// The hints of the attribute value that stands at `span` in `source`.
    pub fn hints(&mut self, source: &str, span: Span) -> Hints {
        let value = source.get(span.clone()).unwrap_or_default();
        let (Some(first), Some(last)) = (value.as_bytes().first_chunk(), value.as_bytes().last_chunk()) else {
            return Hints::of(value);
        };
        let ends = u64::from_le_bytes(*first) ^ u64::from_le_bytes(*last).rotate_left(29);
        let hash = (ends ^ value.len() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
        let Some((known, hints)) = self.values.get_mut(hash as usize % KNOWN) else { return Hints::of(value) };
        if known.len() != value.len() || source.get(known.clone()) != Some(value) {
            (*known, *hints) = (span, Hints::of(value));
        }
        *hints
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_names() {
        let names = |name: &str| Hints::of(name).names().collect::<Vec<_>>();
        assert_eq!(names("post-content clearfix"), ["post", "content"]);
        assert_eq!(names("articleBody__2 SiteFooter"), ["footer", "article", "body"]);
        assert_eq!(names("shadow navy headed"), Vec::<&str>::new());
        assert_eq!(names(""), Vec::<&str>::new());
    }

    #[test]
    fn values_met_before() {
        let source = "post-content post-content post-comment nav";
        let mut known = Known::default();
        for span in [0..12, 13..25, 26..38, 0..12, 39..42] {
            assert_eq!(known.hints(source, span.clone()), Hints::of(&source[span]));
        }
    }

    #[test]
    fn every_word_has_one_hint() {
        assert!(GROUPS.len() <= 64);
        let mut seen = std::collections::HashMap::new();
        for (group, words) in GROUPS {
            for word in words.split(' ') {
                assert!(seen.insert(word, group).is_none(), "{word} stands twice");
                assert_eq!(Hints::of(word).names().collect::<Vec<_>>(), [*group]);
            }
        }
    }
}
