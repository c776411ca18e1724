//! What may stand in a `dehusk.toml`. Every key is optional; one that is not known is an error.

use serde::Deserialize;
use toml::Spanned;

use crate::judge::rules::{Entry, Fragments};
use crate::judge::site::Spec;

/// The file as it is written. Values of settings are words here, since the command line has words too.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct File {
    /// How far to go.
    pub stages: Option<Spanned<String>>,
    /// What the input is.
    pub kind: Option<Spanned<String>>,
    /// Charset of the input.
    pub encoding: Option<Spanned<String>>,
    /// How hard to cut.
    pub dial: Option<Spanned<String>>,
    /// Which run-ons are mended.
    pub repair: Option<Spanned<String>>,
    /// Quotes straight, ligatures letters?
    pub normalize: Option<Spanned<bool>>,
    /// What the articles are written as.
    pub format: Option<Spanned<String>>,
    /// Threads; 0: one a core.
    pub threads: Option<Spanned<i64>>,
    /// Only paths that match.
    pub include: Option<Spanned<Vec<String>>>,
    /// No paths that match.
    pub exclude: Option<Spanned<Vec<String>>>,
    /// What is cut with less confidence stays. Its old name is that of another thing on the command line.
    #[serde(alias = "min-confidence")]
    pub cut_confidence: Option<Spanned<f64>>,
    /// Rules and categories of which the optional rules are asked too.
    pub enable: Vec<Spanned<String>>,
    /// Rules and categories that are not asked.
    pub disable: Vec<Spanned<String>>,
    /// Phrases that stay.
    pub keep: Vec<Spanned<String>>,
    /// Pieces of patterns that stand for `{name}`.
    pub fragments: Fragments,
    /// Rules of one's own.
    #[serde(rename = "rule")]
    pub rules: Vec<Spanned<Entry>>,
    /// Rules for sites.
    #[serde(rename = "site")]
    pub sites: Vec<Spanned<Spec>>,
}
