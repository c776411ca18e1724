//! The text of a block in, the spans of it that are husk by rule out: share bars, prompts, notices, labels.
//! Rules are data (`src/languages/*/junk.toml`); what they cannot see, context and neighbours, is judged elsewhere.
//! The feared failure is cutting what belongs to the article: in doubt a rule stays silent.

mod chain;
mod data;
mod engine;
mod pieces;

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::article::{RuleId, Span};
use crate::languages::LANGUAGES;

pub use data::parse;
pub use engine::Engine;

/// A stretch of a text that a rule takes for husk.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    /// Within the text that was looked at.
    pub span: Span,
    /// Which rule says so.
    pub rule: RuleId,
    /// 0 to 1: how sure.
    pub confidence: f32,
}

/// What sort of husk a rule knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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
}

/// Where a rule's patterns may strike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Only in a row with phrases of other rules, or with enough of its own kind; never alone.
    Filler,
    /// Only where the whole block is made of husk phrases.
    Block,
    /// As `Block`, and inside a block beside a `Piece`: "Share this article" takes the "Tweet" after it along.
    Beside,
    /// Anywhere between two sentence ends, line ends or glue seams that hold nothing but husk phrases.
    Piece,
    /// Any place at all: only for shapes that prose cannot have. The group `cut`, if there is one, is what goes.
    Anywhere,
    /// The whole block, once it shows enough different patterns of the rule.
    Cues,
}

/// One rule, as its file states it.
#[derive(Clone, Debug, Serialize)]
pub struct Rule {
    /// Stable name.
    pub id: RuleId,
    /// What sort of husk.
    pub category: Category,
    /// For the reader of a report: why such text is husk.
    pub why: String,
    /// Folder of `src/languages/` it comes from.
    pub language: &'static str,
    /// Where it may strike.
    pub scope: Scope,
    /// Off unless asked for.
    pub option: bool,
    /// Letter case counts.
    pub case: bool,
    /// One of these stands in every text that it can match; looked for first, because that is quick.
    pub needs: Vec<String>,
    /// How many different patterns must be there (`Scope::Cues`).
    pub least: usize,
    /// Longest stretch, in bytes, that it takes.
    pub longest: usize,
    /// Regular expressions, `{name}` resolved, as the file has them otherwise.
    pub patterns: Vec<String>,
    /// Texts that it must cut: whole, or what stands between `{{` and `}}`.
    pub hit: Vec<String>,
    /// Texts of which nothing may be cut.
    pub miss: Vec<String>,
}

/// What of this text is husk by rule: ascending, disjoint spans. A text that is husk through and through has one
/// hit that spans all of it.
pub fn hits(text: &str) -> Vec<Hit> {
    BUILT_IN.0.hits(text, &[])
}

/// As [`hits`], with these optional rules on.
pub fn hits_with(text: &str, asked: &[RuleId]) -> Vec<Hit> {
    BUILT_IN.0.hits(text, asked)
}

/// All rules built in, in the order of their files.
pub fn all() -> &'static [Rule] {
    BUILT_IN.0.rules()
}

/// What is wrong with the built-in files; empty in every released version.
pub fn problems() -> &'static [String] {
    &BUILT_IN.1
}

/// Check a built-in rule against its own examples: one line a failure.
pub fn test(rule: &Rule) -> Vec<String> {
    BUILT_IN.0.test(rule)
}

static BUILT_IN: LazyLock<(Engine, Vec<String>)> = LazyLock::new(|| {
    let (rules, mut problems) = data::load(LANGUAGES);
    let engine = Engine::new(rules).unwrap_or_else(|problem| {
        problems.push(problem);
        Engine::default()
    });
    (engine, problems)
});
