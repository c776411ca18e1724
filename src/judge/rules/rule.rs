//! What a rule is. Shared with the build script, which makes a table of all rules out of the files of `src/languages/`.

use serde::{Deserialize, Serialize};

/// What sort of husk a rule knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// Names of pictures that a page shows as symbols.
    Icons,
    /// Share and follow bars.
    Share,
    /// Comment policies, counters and prompts.
    Comments,
    /// Job ads, slogans, appeals for money.
    Promotion,
    /// Newsletters and mailing lists.
    Newsletter,
    /// Links to other stories and their headings.
    Related,
    /// Labels of advertisements.
    Advertising,
    /// Cookies and privacy.
    Consent,
    /// Subscriptions and locked articles.
    Paywall,
    /// Copyright and disclaimers.
    Legal,
    /// Menus, breadcrumbs, page turners.
    Navigation,
    /// Labels that stand alone: published, updated, reading time.
    Label,
    /// Log in, register.
    Account,
    /// Buttons and messages of the page itself: print, listen, loading.
    Tools,
    /// Photo credits and captions.
    Credit,
    /// Datelines and agency stamps.
    Dateline,
    /// What else a page offers, in a title: video, gallery.
    Media,
    /// Anything that a rule of the user's own does not put elsewhere.
    #[default]
    Own,
}

/// Where a rule's patterns may strike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Only in a row with phrases of other rules, or with enough of its own kind; never alone.
    Filler,
    /// Only where the whole block is made of husk phrases.
    #[default]
    Block,
    /// As `Block`, and inside a block beside a `Piece`: "Share this article" takes the "Tweet" after it along.
    Beside,
    /// Anywhere between two sentence ends, line ends or glue seams that hold nothing but husk phrases.
    Piece,
    /// As `Piece`, but never all that a line holds: a headline with a label ("Video: …") may be the heading of an item.
    Inside,
    /// Any place at all: only for shapes that prose cannot have. The group `cut`, if there is one, is what goes.
    Anywhere,
    /// The whole block, once it shows enough different patterns of the rule.
    Cues,
}

impl Scope {
    /// Are its patterns looked for where a piece starts, and nowhere else?
    pub fn is_phrase(self) -> bool {
        !matches!(self, Scope::Anywhere | Scope::Cues)
    }
}

/// One rule, as its file states it.
#[derive(Clone, Debug, Serialize)]
pub struct Rule {
    /// Stable name.
    pub id: &'static str,
    /// What sort of husk.
    pub category: Category,
    /// For the reader of a report: why such text is husk.
    pub why: &'static str,
    /// Folder of `src/languages/` it comes from, or `own`.
    pub language: &'static str,
    /// Only in documents in these languages; none: in all.
    pub languages: &'static [&'static str],
    /// Where it may strike.
    pub scope: Scope,
    /// It knows a family of sentences by how they are built; where a rule that knows a text more closely takes it too,
    /// that one names it.
    pub broad: bool,
    /// Off unless asked for.
    pub option: bool,
    /// Letter case counts.
    pub case: bool,
    /// One of these stands in every text that it can match; looked for first, because that is quick.
    pub needs: &'static [&'static str],
    /// How many different patterns must be there (`Scope::Cues`).
    pub least: usize,
    /// Longest stretch, in bytes, that it takes.
    pub longest: usize,
    /// Regular expressions, `{name}` resolved, as the file has them otherwise.
    pub patterns: &'static [&'static str],
    /// Texts that it must cut: whole, or what stands between `{{` and `}}`.
    pub hit: &'static [&'static str],
    /// Texts of which nothing may be cut.
    pub miss: &'static [&'static str],
}
