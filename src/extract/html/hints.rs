//! What the words of class, id, role and name say an element is for.
//!
//! A name is taken apart at anything that is no letter and at humps (`postBody-2` → post, body); each word that
//! stands in the table sets its hint. One wrong word never decides: the judge weighs hints by what they were
//! worth on training pages.

use std::sync::LazyLock;

use super::arena::Bytes;
use super::names::packed;
use super::tags::Tag;

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
        "related recommended recommendations recommendation recirc similar suggested popular trending mostread latest recent more readmore also upnext relatedposts",
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

/// The letters of a word in lower case as a number, the last one lowest. Longer words are no words.
type Letters = u128;

/// More letters are not told apart.
const LONGEST_WORD: usize = size_of::<Letters>();

/// Places in the table: several times as many as words.
const SLOTS: usize = 2048;

/// The words with the numbers of their hints, each at its hash or the next place that is free.
struct Words {
    letters: [Letters; SLOTS],
    hints: [u8; SLOTS],
    /// A bit for each place that is taken, since most words are not in the table.
    taken: [u64; SLOTS / 64],
}

static WORDS: Words = {
    let mut table = Words { letters: [0; SLOTS], hints: [0; SLOTS], taken: [0; SLOTS / 64] };
    let mut hint = 0;
    while hint < GROUPS.len() {
        let words = GROUPS[hint].1.as_bytes();
        let (mut at, mut letters) = (0, 0);
        while at <= words.len() {
            if at < words.len() && words[at] != b' ' {
                letters = letters << 8 | words[at] as Letters;
            } else {
                let mut slot = place(letters);
                while table.letters[slot] != 0 {
                    slot = (slot + 1) % SLOTS;
                }
                (table.letters[slot], table.hints[slot]) = (letters, hint as u8);
                table.taken[slot / 64] |= 1 << (slot % 64);
                letters = 0;
            }
            at += 1;
        }
        hint += 1;
    }
    table
};

/// Where a word belongs in the table.
const fn place(letters: Letters) -> usize {
    let folded = letters as u64 ^ ((letters >> 64) as u64).rotate_left(7);
    (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as usize % SLOTS
}

/// The bit of a word, 0 if it is not in the table.
fn bit_of(letters: Letters) -> u64 {
    let mut slot = place(letters);
    while WORDS.taken[slot / 64] >> (slot % 64) & 1 != 0 {
        if WORDS.letters[slot] == letters {
            return 1 << WORDS.hints[slot];
        }
        slot = (slot + 1) % SLOTS;
    }
    0
}

/// What is a part of a page.
static PARTS: LazyLock<Hints> = LazyLock::new(|| {
    Hints::named(&[
        "nav",
        "header",
        "footer",
        "sidebar",
        "comment",
        "related",
        "share",
        "ad",
        "promo",
        "cookie",
        "popup",
        "newsletter",
        "breadcrumb",
        "login",
        "search",
        "form",
        "byline",
        "date",
        "meta",
        "bio",
        "caption",
        "tags",
        "pager",
        "widget",
        "toc",
        "skip",
        "legal",
        "hidden",
        "tool",
        "language",
    ])
});
static POPUP: LazyLock<Hints> = LazyLock::new(|| Hints::named(&["popup"]));

/// Bytes of one name that are looked at: a class attribute can be megabytes.
const LONGEST_NAME: usize = 512;

impl Hints {
    /// The hints of one attribute value.
    pub fn of(name: &[u8]) -> Hints {
        let mut name = name.get(..LONGEST_NAME).unwrap_or(name);
        let mut hints = 0;
        while let Some(start) = name.iter().position(u8::is_ascii_alphabetic) {
            name = &name[start..];
            let capitals = name.iter().position(|byte| !byte.is_ascii_uppercase()).unwrap_or(name.len());
            let small = name[capitals..].iter().position(|byte| !byte.is_ascii_lowercase());
            let (word, rest) = name.split_at(small.map_or(name.len(), |small| capitals + small));
            if word.len() <= LONGEST_WORD {
                hints |= bit_of(word.iter().fold(0, |letters, byte| letters << 8 | Letters::from(byte | 0x20)));
            }
            name = rest;
        }
        Hints(hints)
    }

    /// Those that an element of this tag can have. What holds the whole page is no part of it, though its names say what
    /// there is in it (`<body class="has-sidebar cookies-not-set">`); a link may open a popup, and is none.
    #[must_use]
    pub fn of_tag(self, tag: Tag) -> Hints {
        let not = match tag {
            Tag::Html | Tag::Body => *PARTS,
            Tag::A => *POPUP,
            _ => return self,
        };
        Hints(self.0 & !not.0)
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

/// Classes remembered at a time.
const KNOWN: usize = 512;

/// Class words of elements that are program text, each line an element, though no `<pre>` says so: SyntaxHighlighter's,
/// Crayon's and GitHub's.
const CODE: [&[u8]; 3] = [b"syntaxhighlighter", b"crayon-table", b"js-file-line-container"];

/// What a `class` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Class {
    /// What its words say the element is for.
    pub hints: Hints,
    /// Hash of its first word, digits in it aside (`post-12`, `post-13`): what the units of a list have in common.
    pub stem: u32,
    /// It is program text, line by line.
    pub code: bool,
}

impl Class {
    /// No class.
    pub const NONE: Class = Class { hints: Hints(0), stem: 0x811c_9dc5, code: false };

    /// The class in this attribute value.
    pub fn of(value: &[u8]) -> Class {
        const LONGEST: usize = 64;
        let first = value.trim_ascii_start().iter().take(LONGEST).take_while(|byte| !byte.is_ascii_whitespace());
        let letters = first.filter(|byte| !byte.is_ascii_digit());
        let stem = letters.fold(Class::NONE.stem, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
        let code = value.split(u8::is_ascii_whitespace).any(|word| CODE.contains(&word));
        Class { hints: of_roles(value), stem, code }
    }
}

/// The hints of the words that say what an element is for. WordPress (`post_class()`) writes what a post is about beside
/// them: `hentry tag-cookies category-related-news`.
fn of_roles(class: &[u8]) -> Hints {
    let words = || class.split(u8::is_ascii_whitespace);
    if !words().any(|word| matches!(word, b"hentry" | b"type-post")) {
        return Hints::of(class);
    }
    let is_topic = |word: &&[u8]| word.starts_with(b"tag-") || word.starts_with(b"category-");
    words().filter(|word| !is_topic(word)).fold(Hints::default(), |hints, word| hints.and(Hints::of(word)))
}

/// The classes met last. Most of a page come again and again, so they are told apart by their ends.
pub struct Known {
    /// Where in the source a class stands, and what it says; by hash.
    values: Vec<(Bytes, Class)>,
}

impl Default for Known {
    fn default() -> Self {
        Known { values: vec![((0, 0), Class::NONE); KNOWN] }
    }
}

impl Known {
    /// The class that stands at `range` in `source`.
    pub fn class(&mut self, source: &str, range: Bytes) -> Class {
        let text = |(start, end): Bytes| source.as_bytes().get(start as usize..end as usize);
        let value = text(range).unwrap_or_default();
        let ends = match (value.first_chunk(), value.last_chunk()) {
            (Some(first), Some(last)) => u64::from_le_bytes(*first) ^ u64::from_le_bytes(*last).rotate_left(29),
            _ => packed(value),
        };
        let hash = (ends ^ value.len() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
        let Some((known, class)) = self.values.get_mut(hash as usize % KNOWN) else { return Class::of(value) };
        if known.1 - known.0 != range.1 - range.0 || text(*known) != Some(value) {
            (*known, *class) = (range, Class::of(value));
        }
        *class
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_names() {
        let names = |name: &str| Hints::of(name.as_bytes()).names().collect::<Vec<_>>();
        assert_eq!(names("post-content clearfix"), ["post", "content"]);
        assert_eq!(names("articleBody__2 SiteFooter"), ["footer", "article", "body"]);
        assert_eq!(names("shadow navy headed"), Vec::<&str>::new());
        assert_eq!(names(""), Vec::<&str>::new());
    }

    #[test]
    fn what_holds_the_page_is_no_part_of_it() {
        let of = |tag, name: &str| Hints::of(name.as_bytes()).of_tag(tag).names().collect::<Vec<_>>();
        assert_eq!(of(Tag::Body, "single-post cookies-not-set"), ["post"]);
        assert_eq!(of(Tag::Div, "cookies-not-set"), ["cookie"]);
        assert_eq!(of(Tag::A, "popup"), Vec::<&str>::new());
    }

    #[test]
    fn topics_of_posts_are_no_roles() {
        let names = |class: &str| Class::of(class.as_bytes()).hints.names().collect::<Vec<_>>();
        assert_eq!(names("post-8 hentry tag-cookie-ice-cream category-newsletters"), ["article", "post"]);
        assert_eq!(names("tag-links category-footer"), ["footer", "tags", "tool"]);
    }

    #[test]
    fn classes_met_before() {
        let source = "post-content post-content post-comment nav";
        let mut known = Known::default();
        for (start, end) in [(0, 12), (13, 25), (26, 38), (0, 12), (39, 42), (39, 42)] {
            assert_eq!(known.class(source, (start, end)), Class::of(&source.as_bytes()[start as usize..end as usize]));
        }
    }

    #[test]
    fn stems_of_classes() {
        let stem = |value: &str| Class::of(value.as_bytes()).stem;
        assert_eq!(stem("post-12 odd"), stem(" post-13"));
        assert_ne!(stem("post-12"), stem("page-12"));
    }

    #[test]
    fn every_word_has_one_hint() {
        assert!(GROUPS.len() <= 64);
        let mut seen = std::collections::HashMap::new();
        for (group, words) in GROUPS {
            for word in words.split(' ') {
                assert!(seen.insert(word, group).is_none(), "{word} stands twice");
                assert_eq!(Hints::of(word.as_bytes()).names().collect::<Vec<_>>(), [*group]);
            }
        }
    }
}
