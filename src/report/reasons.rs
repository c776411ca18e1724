//! Rule ids → the words and the colour that the report has for them. Rules and mends say themselves why; the reasons of
//! the model are put into words here.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::judge::rules::{self, Category, Rule};
use crate::repair;

/// Reasons of one colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Family {
    /// Its class in the style sheet.
    pub class: &'static str,
    /// For a reader.
    pub name: &'static str,
}

const PAGE: Family = Family { class: "f-page", name: "Controls of the page" };
const SHARE: Family = Family { class: "f-share", name: "Sharing and comments" };
const OFFER: Family = Family { class: "f-offer", name: "Offers and advertising" };
const RELATED: Family = Family { class: "f-related", name: "Other stories" };
const LEGAL: Family = Family { class: "f-legal", name: "Legal and consent" };
const LABEL: Family = Family { class: "f-label", name: "Credits and labels" };
const PLACE: Family = Family { class: "f-place", name: "Place on the page" };
const SHAPE: Family = Family { class: "f-shape", name: "Shape of the text" };
const MEND: Family = Family { class: "f-mend", name: "Mends" };
const OTHER: Family = Family { class: "f-other", name: "Other rules" };

/// A reason as the report shows it.
#[derive(Clone, Copy, Debug)]
pub struct Reason {
    /// Its colour.
    pub family: Family,
    /// Why, in a sentence.
    pub why: &'static str,
    /// What of it can be switched off in a configuration file.
    pub switch: Switch,
}

/// What can be switched off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// The rule, by its id.
    Rule,
    /// All mends of words.
    Words,
    /// Nothing.
    None,
}

impl Switch {
    /// The line of the file that does it.
    pub fn line(self, id: &str) -> String {
        match self {
            Switch::Rule => format!("disable = [\"{id}\"]"),
            Switch::Words => "repair = \"safe\"".to_owned(),
            Switch::None => String::new(),
        }
    }
}

/// What is known of a rule. `own` are the rules of the user.
pub fn reason(id: &str, own: &[Rule]) -> Reason {
    let rule = || own.iter().find(|rule| rule.id == id).map(of_rule);
    let mend = || {
        let (id, why) = repair::RULES.iter().find(|(mend, _)| *mend == id)?;
        Some(Reason { family: MEND, why, switch: if WORDS.contains(id) { Switch::Words } else { Switch::None } })
    };
    let known = || OWN.iter().find(|(own, ..)| *own == id);
    let named = || STARTS.iter().find(|(start, ..)| id.starts_with(start));
    let other = || {
        let (_, family, why) = known().or_else(named)?;
        Some(Reason { family: *family, why, switch: Switch::None })
    };
    let unknown = Reason { family: OTHER, why: "", switch: Switch::None };
    RULES.get(id).copied().or_else(rule).or_else(mend).or_else(other).unwrap_or(unknown)
}

fn of_rule(rule: &Rule) -> Reason {
    Reason { family: family(rule.category), why: rule.why, switch: Switch::Rule }
}

static RULES: LazyLock<HashMap<&'static str, Reason>> =
    LazyLock::new(|| rules::all().iter().map(|rule| (rule.id, of_rule(rule))).collect());

fn family(category: Category) -> Family {
    match category {
        Category::Icons | Category::Navigation | Category::Account | Category::Tools | Category::Media => PAGE,
        Category::Share | Category::Comments => SHARE,
        Category::Promotion | Category::Newsletter | Category::Advertising | Category::Paywall => OFFER,
        Category::Related => RELATED,
        Category::Legal | Category::Consent => LEGAL,
        Category::Label | Category::Credit | Category::Dateline => LABEL,
        Category::Own => OTHER,
    }
}

type Known = (&'static str, Family, &'static str);

/// Reasons of the user's sites and of the model, named after what spoke most against a block.
const OWN: &[Known] = &[
    ("site-strip", OTHER, "A selector of the user's cuts it on this site."),
    ("site-body", OTHER, "It stands outside what the user says is the text on this site."),
    ("outside", PLACE, "It stands away from the main text."),
    ("place", PLACE, "It stands where articles seldom have their text."),
    ("page", PLACE, "The page as a whole is of a make where such text is seldom content."),
    ("section", PLACE, "It stands under a heading that heads other things than the article."),
    ("container", PLACE, "The element around it holds little of the page's text."),
    ("neighbours", PLACE, "What stands around it is no running text."),
    ("hidden", PLACE, "A browser does not show it."),
    ("links", RELATED, "It is made of links."),
    ("link-container", RELATED, "The element around it is made of links."),
    ("units", RELATED, "It is one of many of equal make, such as cards or rows."),
    ("repeated", SHAPE, "The same text stands elsewhere on the page."),
    ("husk-phrase", SHAPE, "It is made of phrases that are husk elsewhere."),
    ("wording", SHAPE, "It uses the words that stand around articles more than in them."),
    ("topic", SHAPE, "It speaks of other things than the text does."),
    ("paragraph", SHAPE, "It does not read like a paragraph."),
    ("label", SHAPE, "It has the letters of a label, not of prose."),
    ("glued-labels", SHAPE, "It looks like labels run together."),
    ("short-text", SHAPE, "It is too short to be running text."),
    ("no-sentence", SHAPE, "It is no sentence."),
];

/// The mends that `--repair safe` leaves out.
const WORDS: [&str; 2] = ["word-join", "hump-join"];

/// Reasons of the model of which the end says more.
const STARTS: &[Known] = &[
    ("named-", PLACE, "The element around it, or one further out, is called so."),
    ("tag-", PLACE, "It stands inside this element."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_say_why_themselves() {
        for rule in rules::all() {
            assert_eq!(reason(rule.id, &[]).why, rule.why);
        }
        assert_eq!(reason("named-footer", &[]).family, PLACE);
        let own = [Rule { id: "my-own-rule", ..rules::all()[0].clone() }];
        assert_eq!(reason("my-own-rule", &own).switch.line("my-own-rule"), "disable = [\"my-own-rule\"]");
        assert_eq!(reason("hump-join", &[]).switch, Switch::Words);
        assert_eq!(reason("sentence-join", &[]).switch, Switch::None);
    }
}
