//! The text of a block in, the spans of it that are husk by rule out: share bars, prompts, notices, labels.
//! Rules are data (`src/languages/*/junk/`); what they cannot see, context and neighbours, is judged elsewhere.
//! The feared failure is cutting what belongs to the article: in doubt a rule stays silent.

mod assemble;
mod chain;
mod cited;
mod data;
mod engine;
mod fault;
mod firsts;
mod index;
mod near;
mod notice;
mod patterns;
mod phrase;
mod pieces;
mod place;
mod program;
mod prose;
mod quotes;
mod repeated;
mod rule;
mod speech;
mod starts;
mod switches;
mod unseen;
mod words;

use std::sync::LazyLock;

use serde::Serialize;

use crate::article::{RuleId, Span};
use crate::work::Effort;

pub use data::{Entry, Fragments, fragments, parse, rule};
pub use engine::{Engine, check_examples, shows_nothing};
pub use fault::fault;
pub use near::{Near, Shy};
pub use rule::{Category, Rule, Scope};
pub use switches::Switches;

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

/// Rule of scripts and styles that an extractor left in a text.
pub const PAGE_SCRIPT: RuleId = "page-script";

/// Is a text of so many bytes husk through and through, by what the rules say of it?
pub fn is_whole(hits: &[Hit], bytes: usize) -> bool {
    hits.first().is_some_and(|hit| hit.span.len() == bytes)
}

/// Does a span meet one of those of these hits, which ascend and are disjoint?
pub fn meets(hits: &[Hit], span: &Span) -> bool {
    let behind = hits.partition_point(|hit| hit.span.end <= span.start);
    hits.get(behind).is_some_and(|hit| hit.span.start < span.end)
}

/// What of this text is husk by the rules built in: ascending, disjoint spans. A text that is husk through and through
/// has one hit that spans all of it.
pub fn hits(text: &str, switches: &Switches, effort: &Effort) -> Vec<Hit> {
    repeated::hits(&BUILT_IN, text, switches, effort)
}

/// The built-in rules that come near this text, though they do not strike.
pub fn near(text: &str, switches: &Switches) -> Vec<Near> {
    BUILT_IN.near(text, switches)
}

/// All rules built in: by language, those that are broad last, by category.
pub fn all() -> &'static [Rule] {
    built_in::RULES
}

/// The text of the fragments that every pattern may name.
pub fn shared() -> &'static str {
    built_in::FRAGMENTS
}

/// Check a built-in rule against its own examples: one line a failure.
pub fn test(rule: &Rule) -> Vec<String> {
    BUILT_IN.test(rule)
}

static BUILT_IN: LazyLock<Engine> = LazyLock::new(|| Engine::with(built_in::RULES.into(), built_in::INDEX.clone()));

/// What the build script made of the files.
mod built_in {
    use std::borrow::Cow;

    use super::index::Index;
    use super::program::{PACKED, Programs, Set};
    use super::{Category, Rule, Scope};

    include!(concat!(env!("OUT_DIR"), "/rules.rs"));
}
