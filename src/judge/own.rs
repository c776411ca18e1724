//! What a user adds to the judge: rules of their own, switches, phrases that stay, a threshold. Text of a block in, the
//! husk in it out, by the rules built in and by theirs.

use std::sync::Arc;

use regex::{Regex, RegexBuilder};

use crate::article::{Extracted, RuleId, Span};
use crate::judge::rules::{self, Category, Engine, Hit, Near, Rule, Switches, is_whole, meets};
use crate::judge::site::Site;
use crate::work::Effort;

/// Rule of what stays because a phrase of the user's says so.
pub const KEEP_PHRASE: RuleId = "keep-phrase";

/// Bytes that the phrases to keep may take as one expression: some ten thousand phrases.
const LARGEST: usize = 10 << 20;

/// What a user adds. The default adds nothing.
#[derive(Clone, Debug, Default)]
pub struct Own {
    /// Rules built in that are switched on or off.
    pub switches: Switches,
    /// What is cut with less confidence than this stays.
    pub min_confidence: f32,
    rules: Option<Arc<Engine>>,
    /// How many of these are the user's own; others stand behind them.
    count: usize,
    keep: Option<Regex>,
    sites: Vec<Site>,
}

impl Own {
    /// With these switches for the rules built in and this threshold.
    pub fn new(switches: Switches, min_confidence: f32) -> Own {
        Own { switches, min_confidence, ..Own::default() }
    }

    /// Add these rules, or say what is wrong with one of them. `others` may stand beside them in a row of phrases, as the
    /// rules of a language stand beside those of the others.
    pub fn with_rules(mut self, mut rules: Vec<Rule>, others: Vec<Rule>) -> Result<Own, String> {
        if let Some((rule, fault)) = rules.iter().find_map(|rule| Some((rule, rules::fault(rule)?))) {
            return Err(format!("rule {}: {fault}", rule.id));
        }
        self.count = rules.len();
        rules.extend(others);
        self.rules = if self.count == 0 { None } else { Some(Arc::new(Engine::new(rules)?)) };
        Ok(self)
    }

    /// Text that holds one of these phrases stays. Letter case and the width of white space are ignored.
    pub fn with_keep(mut self, phrases: &[String]) -> Result<Own, String> {
        let patterns: Vec<String> = phrases.iter().filter_map(|phrase| literal(phrase)).collect();
        if !patterns.is_empty() {
            let regex = RegexBuilder::new(&patterns.join("|")).case_insensitive(true).size_limit(LARGEST).build();
            self.keep = Some(regex.map_err(|_| "these are too many phrases".to_owned())?);
        }
        Ok(self)
    }

    /// Rules for sites; of those that hold a page the first one counts.
    pub fn with_sites(mut self, sites: Vec<Site>) -> Own {
        self.sites = sites;
        self
    }

    /// Rules for sites, in order.
    pub fn sites(&self) -> &[Site] {
        &self.sites
    }

    /// The user's own rules.
    pub fn rules(&self) -> &[Rule] {
        self.rules.as_ref().and_then(|engine| engine.rules().get(..self.count)).unwrap_or_default()
    }

    /// Is this one of them?
    pub fn has(&self, rule: RuleId) -> bool {
        self.rules().iter().any(|own| own.id == rule)
    }

    /// What sort of husk a rule knows, built in or the user's.
    pub fn category(&self, rule: RuleId) -> Option<Category> {
        rules::all().iter().chain(self.rules()).find(|known| known.id == rule).map(|rule| rule.category)
    }

    /// What sort of husk the first rule knows that strikes in a block.
    pub fn first_category(&self, hits: &[Hit]) -> Option<Category> {
        self.category(hits.first()?.rule)
    }

    /// The rules as a document of this language asks them: they may take so much effort with it.
    pub fn asked<'a>(&'a self, language: Option<&'static str>, effort: &'a Effort) -> Asked<'a> {
        Asked { own: self, switches: Switches { language, ..Switches::on(self.switches.on.iter().copied()) }, effort }
    }

    /// Check one of the user's rules against its examples, in the company of the rules built in: a line a failure.
    pub fn test(&self, rule: &Rule) -> Vec<String> {
        let effort = Effort::endless();
        let mut asked = self.asked(rule.languages.first().copied(), &effort);
        asked.switches.on.extend(rule.option.then_some(rule.id));
        rules::check_examples(rule, |text| asked.hits(text))
    }

    /// May a block stay that the model would cut, with this chance to be content?
    pub fn may_spare(&self, chance: f32) -> bool {
        self.keep.is_some() || self.is_doubtful(chance)
    }

    /// Would a cut by the model have too little confidence?
    fn is_doubtful(&self, chance: f32) -> bool {
        1.0 - chance < self.min_confidence
    }

    /// Keep what is cut with too little confidence, and the blocks that hold a phrase that stays. Which blocks these are;
    /// empty if there are no such phrases. `husk` is known by rules, whose hits have been asked for their confidence.
    pub fn spare(&self, extracted: &Extracted, husk: &[bool], chances: &[f32], keep: &mut [bool]) -> Vec<bool> {
        if self.min_confidence > 0.0 {
            for ((keep, husk), chance) in keep.iter_mut().zip(husk).zip(chances) {
                *keep |= !husk && self.is_doubtful(*chance);
            }
        }
        let Some(phrases) = &self.keep else { return Vec::new() };
        let holds = |span: &Span| extracted.text.get(span.clone()).is_some_and(|text| phrases.is_match(text));
        let kept: Vec<bool> = extracted.blocks.iter().map(|block| holds(&block.span)).collect();
        keep.iter_mut().zip(&kept).for_each(|(keep, kept)| *keep |= kept);
        kept
    }
}

/// All rules, built in and the user's, as one document asks them.
pub struct Asked<'a> {
    /// What the user adds.
    pub own: &'a Own,
    /// Those of the user's own rules.
    switches: Switches,
    effort: &'a Effort,
}

impl Asked<'_> {
    /// What of the text of a block is husk: ascending, disjoint spans. A block that is husk through and through has one
    /// hit that spans all of it. What the effort does not permit stays unknown.
    pub fn hits(&self, text: &str) -> Vec<Hit> {
        let built_in = |text: &str| rules::hits(text, &self.own.switches, self.effort);
        let mut hits = match &self.own.rules {
            None => built_in(text),
            Some(engine) => {
                let own = |text: &str| engine.hits(text, &self.switches, self.effort);
                let is_husk = |rest: &str| is_whole(&own(rest), rest.len()) || is_whole(&built_in(rest), rest.len());
                both(text, own(text), built_in(text), is_husk)
            }
        };
        hits.retain(|hit| hit.confidence >= self.own.min_confidence);
        if let Some(keep) = self.own.keep.as_ref().filter(|_| !hits.is_empty()) {
            let phrase = |span| Hit { span, rule: KEEP_PHRASE, confidence: 1.0 };
            let kept: Vec<Hit> = keep.find_iter(text).map(|found| phrase(found.range())).collect();
            hits.retain(|hit| !meets(&kept, &hit.span));
        }
        hits
    }

    /// The rules that come near a text, though they do not strike: the most telling first.
    pub fn near(&self, text: &str) -> Vec<Near> {
        let own = self.own.rules.iter().flat_map(|engine| engine.near(text, &self.switches));
        let mut all: Vec<Near> = own.chain(rules::near(text, &self.own.switches)).collect();
        all.sort_by_key(|near| std::cmp::Reverse(near.span.len()));
        all
    }
}

/// An expression for a phrase as it stands: words of it are whole words.
fn literal(phrase: &str) -> Option<String> {
    let words: Vec<String> = phrase.split_whitespace().map(regex::escape).collect();
    let edge = |char: Option<char>| if char.is_some_and(char::is_alphanumeric) { r"\b" } else { "" };
    let (first, last) = (phrase.trim().chars().next(), phrase.trim().chars().next_back());
    (!words.is_empty()).then(|| format!("{}{}{}", edge(first), words.join(r"\s+"), edge(last)))
}

/// The hits of two sets of rules; where they meet, those of `own`. Does the text consist of husk of one and of the other,
/// it is husk through and through.
fn both(text: &str, own: Vec<Hit>, built_in: Vec<Hit>, is_husk: impl Fn(&str) -> bool) -> Vec<Hit> {
    if own.is_empty() || is_whole(&built_in, text.len()) && !is_whole(&own, text.len()) {
        return built_in;
    }
    let mut hits: Vec<Hit> = built_in.into_iter().filter(|hit| !meets(&own, &hit.span)).collect();
    hits.extend(own.iter().cloned());
    hits.sort_by_key(|hit| hit.span.start);
    let mut at = 0;
    let mut ends = hits.iter().map(|hit| hit.span.clone()).chain(std::iter::once(text.len()..text.len()));
    let husk = ends.all(|span| {
        let rest = text.get(at..span.start).unwrap_or_default();
        at = span.end;
        rules::shows_nothing(rest) || is_husk(rest)
    });
    match hits.first_mut() {
        Some(first) if husk => {
            first.span = 0..text.len();
            hits.truncate(1);
        }
        _ => {}
    }
    hits
}
