//! Which rules are asked, where that is not what their file says.

use std::collections::BTreeSet;

use super::Rule;
use crate::article::RuleId;

/// Rules switched on and off. Off wins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Switches {
    /// Optional rules that are asked.
    pub on: BTreeSet<RuleId>,
    /// Rules that are not asked.
    pub off: BTreeSet<RuleId>,
    /// Code of the document's language, if that is known.
    pub language: Option<&'static str>,
}

impl Switches {
    /// These optional rules on.
    pub fn on(rules: impl IntoIterator<Item = RuleId>) -> Switches {
        Switches { on: rules.into_iter().collect(), off: BTreeSet::new(), language: None }
    }

    /// Is this rule asked?
    pub fn asks(&self, rule: &Rule) -> bool {
        let understood = || self.language.is_some_and(|language| rule.languages.contains(&language));
        (!rule.option || self.on.contains(rule.id))
            && !self.off.contains(rule.id)
            && (rule.languages.is_empty() || understood())
    }
}
