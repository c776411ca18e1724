//! Blocks → verdicts. `decide` is the only place that drops anything.

mod boxes;
pub mod choose;
mod cuts;
mod file_forms;
mod forms;
mod labels;
mod markdown;
pub mod model;
pub mod own;
pub mod rules;
pub mod site;
mod sources;
mod spare;
mod standfirst;
pub mod stats;
mod structured_data;
mod subject;
mod together;

pub use cuts::{cuts, kept_blocks};

use crate::article::{Block, Extracted, Kind, Note, Role, RuleId, Verdict};
use crate::languages;
use crate::options::{Options, Stages};
use crate::work::Effort;

use self::choose::Choice;
use self::markdown::Shown;
use self::model::page::Page;
use self::model::plain;
use self::own::{Asked, KEEP_PHRASE, Own};
use self::rules::{Category, Hit, PAGE_SCRIPT};
use self::site::{Marks, SITE_BODY};
use self::spare::Draft;
use self::stats::Stats;

/// What was decided on a document.
#[derive(Debug)]
pub struct Judged {
    /// One or more for every block, in order.
    pub verdicts: Vec<Verdict>,
    /// Block that stands as the title.
    pub title: Option<usize>,
    /// Expected quality of the choice, 0 to 1.
    pub confidence: f32,
    /// Odd things met.
    pub notes: Vec<Note>,
}

impl Judged {
    /// Of a document that is not judged though it should be: all stays, and nothing is sure.
    pub fn undecided() -> Judged {
        Judged { verdicts: Vec::new(), title: None, confidence: 0.0, notes: Vec::new() }
    }
}

/// Rule of what is kept because it is content.
pub const CONTENT: RuleId = "content";
/// Rule of what is kept because it is the title.
pub const TITLE: RuleId = "title";

/// Decide on every block. `source` is what it was read from, `site` is what the rules of the document's site say,
/// `effort` what the rules may do.
pub fn decide(source: &str, extracted: &Extracted, site: &Marks, options: &Options, effort: &Effort) -> Judged {
    if !matches!(options.stages, Stages::Judge | Stages::Repair) {
        return Judged { verdicts: Vec::new(), title: None, confidence: 1.0, notes: Vec::new() };
    }
    if extracted.kind == Kind::Text && file_forms::form(&extracted.text).is_some() {
        return decide_on_written(extracted, &options.own, effort);
    }
    let told = structured_data::blocks(source, extracted);
    let Some(shown) = Shown::of(extracted) else {
        return decide_on(extracted, (site, &told), options, effort);
    };
    let judged = decide_on(&shown.extracted, (site, &told), options, effort);
    Judged { verdicts: shown.restore(judged.verdicts, &extracted.blocks), ..judged }
}

fn decide_on(extracted: &Extracted, (site, told): (&Marks, &[bool]), options: &Options, effort: &Effort) -> Judged {
    let own = &*options.own;
    let (mut page, mut hits) = look(extracted, own, effort);
    let title = site.title.or(page.title);
    let scored = model::score(&page);
    let words: Vec<f32> = page.stats.iter().map(|stats| stats.words).collect();
    let chances = &scored.probabilities;
    let mut choice = choose::choose(extracted.kind, chances, &words, options.dial);
    if extracted.kind == Kind::Html {
        choice.keep.iter_mut().zip(told).for_each(|(keep, told)| *keep |= told);
        together::hold(&page, chances, &mut choice.keep);
        let may_stay =
            |block: usize| choice.keep[block] || Some(block) == title || site.has_body || own.may_spare(chances[block]);
        let asked = own.asked(page.language, effort);
        hits = known_husk(extracted, &asked, may_stay);
        boxes::mark_related(&page, &asked, &choice.keep, &mut hits);
        boxes::mark_teasers(&page, &asked, &choice.keep, &mut hits);
        subject::let_stay(&page, &choice.keep, own, &mut hits);
    } else {
        labels::rows(extracted, &own.asked(page.language, effort), &mut hits);
    }
    page.husk = are_whole(extracted, &hits);
    if let Some(title) = title {
        hits[title].retain(|hit| hit.span.len() < extracted.blocks[title].span.len());
    }
    mend_choice(&page, chances, &mut choice);
    if extracted.kind == Kind::Text {
        settle_lines(&page, own, chances, &mut choice.keep, &mut hits);
    }
    let kept = own.spare(extracted, &page.husk, chances, &mut choice.keep);
    site.settle(extracted, title, |block| kept.get(block) == Some(&true), &mut choice.keep, &mut hits);
    let known = are_whole(extracted, &hits);
    let asked: Vec<bool> = choice.keep.iter().zip(known).map(|(keep, known)| !keep && !known).collect();
    let reasons = scored.reasons(&page, &asked);
    let mut verdicts = Vec::with_capacity(extracted.blocks.len());
    for (index, block) in extracted.blocks.iter().enumerate() {
        let whole = |cut, rule, confidence| Verdict { block: index, span: block.span.clone(), cut, rule, confidence };
        let (rule, chance) = match title {
            Some(title) if title == index => (TITLE, chances[index]),
            _ if kept.get(index) == Some(&true) => (KEEP_PHRASE, 1.0),
            _ if site.has_body => (SITE_BODY, 1.0),
            _ => (CONTENT, chances[index]),
        };
        if !choice.keep[index] {
            verdicts.push(match hits[index].first() {
                Some(hit) if !asked[index] => whole(true, hit.rule, hit.confidence),
                _ => whole(true, reasons[index], 1.0 - chances[index]),
            });
        } else if hits[index].is_empty() {
            verdicts.push(whole(false, rule, chance));
        } else {
            cuts::split(index, block, &hits[index], (rule, chance), &mut verdicts);
        }
    }
    let title = title.filter(|title| choice.keep[*title]);
    let notes = over_deletion(extracted, &verdicts).into_iter().collect();
    let confidence = if site.has_body { 1.0 } else { choice.expected.clamp(0.0, 1.0) };
    Judged { verdicts, title, confidence, notes }
}

/// Of a text lists go with the label above them, and what is spared stays.
fn settle_lines(page: &Page, own: &Own, chances: &[f32], keep: &mut [bool], hits: &mut [Vec<Hit>]) {
    labels::let_lists_go(page, own, hits, keep);
    for block in (Draft { page, own, hits, chances, keep }).spared() {
        keep[block] = true;
        hits[block].retain(|hit| own.has(hit.rule));
    }
}

/// Of a text in the form of a file that is no page all stays, but what a user's own rules say.
fn decide_on_written(extracted: &Extracted, own: &Own, effort: &Effort) -> Judged {
    let has_rules = !own.rules().is_empty();
    let mut hits = known_husk(extracted, &own.asked(language(extracted), effort), |_| has_rules);
    hits.iter_mut().for_each(|hits| hits.retain(|hit| own.has(hit.rule)));
    let mut verdicts = Vec::with_capacity(extracted.blocks.len());
    for (index, (block, hits)) in extracted.blocks.iter().zip(&hits).enumerate() {
        cuts::split(index, block, hits, (CONTENT, 1.0), &mut verdicts);
    }
    Judged { verdicts, title: None, confidence: 1.0, notes: Vec::new() }
}

/// Of a page this share may be husk, menus and lists of links included; of an extracted text less.
fn most_cut(kind: Kind) -> f64 {
    match kind {
        Kind::Html => 0.95,
        Kind::Text => 0.7,
    }
}

/// A note where more was cut than is usual.
fn over_deletion(extracted: &Extracted, verdicts: &[Verdict]) -> Option<Note> {
    let bytes = |cut: bool| verdicts.iter().filter(|v| v.cut == cut).map(|v| v.span.len()).sum::<usize>() as f64;
    let (kept, gone) = (bytes(false), bytes(true));
    let share = gone / (kept + gone).max(1.0);
    let message = format!("{:.0} % of the text was cut", 100.0 * share);
    (kept > 0.0 && share > most_cut(extracted.kind)).then_some(Note { code: "mostly-cut", message })
}

/// Blocks among which the one is looked for that tells the language: long pages have it early.
const TELLING: usize = 200;

/// Code of a document's language: that of its longest block, else what it says itself.
fn language(extracted: &Extracted) -> Option<&'static str> {
    let longest = extracted.blocks.iter().take(TELLING).max_by_key(|block| block.span.len());
    let detected = longest.and_then(|block| languages::detect(extracted.text.get(block.span.clone())?));
    let declared = || {
        let code = extracted.language.as_deref()?.split(['-', '_']).next()?;
        languages::Language::of(&code.to_ascii_lowercase())
    };
    detected.or_else(declared).map(|language| language.code)
}

/// A document as the judge sees it, and what the rules say of each block. A page's model does without the rules, so
/// that they need to be asked of what may stay alone. Labels of advertisements stand in the middle of an article and say
/// nothing of what is around them. (Out of fold on the training rows F1 89.34 → 89.31, kept 98.98 → 99.02: short lines below
/// such a label went as the end of the page.)
pub fn look<'a>(extracted: &'a Extracted, own: &Own, effort: &Effort) -> (Page<'a>, Vec<Vec<Hit>>) {
    let language = language(extracted);
    let hits = known_husk(extracted, &own.asked(language, effort), |_| extracted.kind == Kind::Text);
    let mut husk = are_whole(extracted, &hits);
    for (husk, hits) in husk.iter_mut().zip(&hits) {
        *husk = *husk && own.first_category(hits) != Some(Category::Advertising);
    }
    (Page::new(extracted, husk, language), hits)
}

/// Words of a button or a sign; more are a sentence.
const WORDS_OF_BUTTON: usize = 2;

/// What the rules say of each block that is `wanted`; code is never husk, nor what a page shows of it: its own scripts are not
/// read as text. A page's headings lose buttons, but none of their sentences.
fn known_husk(extracted: &Extracted, asked: &Asked, wanted: impl Fn(usize) -> bool) -> Vec<Vec<Hit>> {
    let hits = |(index, block): (usize, &Block)| {
        if block.role == Role::Code || !wanted(index) {
            return Vec::new();
        }
        let mut hits = asked.hits(extracted.text_of(block));
        hits.retain(|hit| extracted.kind == Kind::Text || hit.rule != PAGE_SCRIPT);
        if extracted.kind == Kind::Html && block.role.is_heading() && !rules::is_whole(&hits, block.span.len()) {
            let words = |hit: &Hit| {
                extracted.text_of(block).get(hit.span.clone()).map_or(0, |text| text.split_whitespace().count())
            };
            hits.retain(|hit| words(hit) <= WORDS_OF_BUTTON);
        }
        hits
    };
    extracted.blocks.iter().enumerate().map(hits).collect()
}

/// Is each block husk through and through?
fn are_whole(extracted: &Extracted, hits: &[Vec<Hit>]) -> Vec<bool> {
    extracted.blocks.iter().zip(hits).map(|(block, hits)| rules::is_whole(hits, block.span.len())).collect()
}

/// What each reason of the model adds to the log odds of each block to be content, the weightiest first: for those who
/// want to know more than `decide` says.
pub fn shares(extracted: &Extracted, options: &Options) -> Vec<Vec<(RuleId, f32)>> {
    let shown = Shown::of(extracted);
    let extracted = shown.as_ref().map_or(extracted, |shown| &shown.extracted);
    model::shares(&look(extracted, &options.own, &Effort::endless()).0)
}

/// What is known husk goes whatever its chances; a page's title stays if anything below it does, a doubtful heading goes with
/// what was below it.
fn mend_choice(page: &Page, chances: &[f32], choice: &mut Choice) {
    for (keep, husk) in choice.keep.iter_mut().zip(&page.husk) {
        *keep &= !husk;
    }
    if page.extracted.kind == Kind::Text {
        let before = headline(page, choice);
        hold_together(page, chances, before, choice);
        keep_signs(page, choice);
        labels::hold_cells(page, &mut choice.keep);
        spare_clean_text(page, chances, choice);
        let headlines = [before, headline(page, choice), wedged_headline(page, choice)];
        return headlines.into_iter().flatten().for_each(|headline| choice.keep[headline] = true);
    }
    together::let_go(page, chances, &mut choice.keep);
    boxes::let_go(page, &mut choice.keep);
    forms::let_go(page, &mut choice.keep);
    if let Some(title) = page.title {
        choice.keep[title] = choice.keep[title..].contains(&true);
    }
}

/// A kept line of at least this chance and so many words is of the article for sure.
const SURE: (f32, f32) = (0.7, 8.0);
/// Between two such lines stays what is as likely content as this: replies, scores and ingredients look like menus.
const INSIDE: f32 = 0.1;
/// Above the headline or the first of them what is less likely goes: menus are longer than what precedes a text. (With the
/// program out of fold on the training rows 0.22 / 0.3 / 0.4: F1 89.28 / 89.38 / 89.48 at 98.98 / 98.95 / 98.89 of right words kept.)
const ABOVE: f32 = 0.3;
/// The same below the last. (0.16 / 0.22 / 0.3: F1 88.9 / 89.2 / 89.6 at 99.2 / 99.0 / 98.7 kept; of pages harder than these one percent
/// less is kept, and 98 is promised.)
const BELOW: f32 = 0.19;

/// The lines of an article stand together: doubt counts for a line inside, against one outside.
fn hold_together(page: &Page, chances: &[f32], headline: Option<usize>, choice: &mut Choice) {
    let Some((first, last)) = sure_lines(page, chances, choice).filter(|(first, last)| first < last) else { return };
    let start = headline.unwrap_or(first);
    for (block, keep) in choice.keep.iter_mut().enumerate() {
        if (first..=last).contains(&block) {
            *keep |= chances[block] >= INSIDE && !page.husk[block];
        } else if !(start..first).contains(&block) {
            *keep &= chances[block] >= if block < first { ABOVE } else { BELOW };
        }
    }
}

/// The first and the last line that are of the article for sure.
fn sure_lines(page: &Page, chances: &[f32], choice: &Choice) -> Option<(usize, usize)> {
    let is_sure =
        |block: &usize| choice.keep[*block] && chances[*block] >= SURE.0 && page.stats[*block].words >= SURE.1;
    Some(((0..chances.len()).find(is_sure)?, (0..chances.len()).rfind(is_sure)?))
}

/// What stands without words between two lines that stay, and no blank line parts it from them, is theirs: the rule under
/// the head of a table.
fn keep_signs(page: &Page, choice: &mut Choice) {
    for block in 1..choice.keep.len().saturating_sub(1) {
        let (before, behind) = (block - 1, block + 1);
        let is_between = choice.keep[before] && choice.keep[behind] && page.stats[block].words == 0.0;
        choice.keep[block] |= is_between && !page.husk[block] && page.paragraphs[before] == page.paragraphs[behind];
    }
}

/// A text of which the model would cut a smaller share of words is clean already, or nearly: what it doubts there is
/// content more often than not. (On the training rows, four in five texts of an extractor that cuts too much lie below
/// this share, and one in twenty of those that still have their husk.)
const CLEAN_ALREADY: f32 = 0.03;
/// In a text where no rule knows anything as husk, the model's word alone is doubtful up to this share: recipes, results
/// and verse look like menus line by line. (On the training rows this loses 0.1 of F1 and keeps more of clean texts.)
const CLEAN_UNLESS_KNOWN: f32 = 0.5;
/// From a clean text goes only what is less likely content than this: a line inside of it,
const SURE_HUSK: f32 = 0.05;
/// a line above or below it, if rules know husk in the text, and if they know none. (With the program out of fold on the training
/// rows: F1 / clean 89.28 / 83.5 where it is 0.05 for all lines, 89.35 / 85.2 so, 89.38 / 85.6 where it is 0.2 for all; right words
/// kept 98.99, 98.97, 98.95, and lists in clean texts lose lines.)
const SURE_AROUND: [f32; 2] = [0.2, 0.1];

/// In a text of so few lines there is nothing around a line to judge it by: only what is known goes.
const FEW_LINES: usize = 3;

/// Leave a text alone that is clean or too short to tell, but for what is known or surely husk.
fn spare_clean_text(page: &Page, chances: &[f32], choice: &mut Choice) {
    let has_husk = page.husk.contains(&true);
    let (most, around) = if has_husk { (CLEAN_ALREADY, SURE_AROUND[0]) } else { (CLEAN_UNLESS_KNOWN, SURE_AROUND[1]) };
    let is_doubted = |block: &usize| !choice.keep[*block] && !page.husk[*block];
    let cut: f32 = (0..chances.len()).filter(is_doubted).map(|block| page.stats[block].words).sum();
    let is_short = page.stats.len() <= FEW_LINES;
    if !is_short && cut >= most * page.all().words {
        return;
    }
    let (first, last) = sure_lines(page, chances, choice).unwrap_or((0, chances.len()));
    for (block, keep) in choice.keep.iter_mut().enumerate() {
        let least = if (first..=last).contains(&block) { SURE_HUSK } else { around };
        *keep = !page.husk[block] && (is_short || chances[block] >= least);
    }
}

/// Lines above the first kept one among which a text's headline may stand: date and byline come between.
const HEADLINE_LINES: usize = 4;
/// Above the first prose labels of a word or two, such as buttons, may come between too.
const HEADLINE_REACH: usize = 10;
/// Words of a headline; items of menus have fewer.
const HEADLINE_WORDS: std::ops::Range<f32> = 3.0..26.0;
/// A line with a larger share of digits is a date or a figure.
const DATE_DIGITS: f32 = 0.2;
/// A kept line with fewer words says nothing of where the text begins.
const BEGINNING_WORDS: f32 = 4.0;

/// The line that could be the headline of the text that is kept: it stays. The model knows most headlines; one that is
/// wedged between a menu and a dateline it may take for part of them. Of several the longest. (On the training rows the nearest
/// gave 0.04 of F1.)
fn headline(page: &Page, choice: &Choice) -> Option<usize> {
    let first = first_kept(page, choice, |stats| stats.words >= BEGINNING_WORDS)?;
    longest_headline(page, first.saturating_sub(HEADLINE_LINES)..first)
}

/// The same above the first prose, if nothing that could be its headline is kept there: what is kept first may be the title of
/// the page, above its menu.
fn wedged_headline(page: &Page, choice: &Choice) -> Option<usize> {
    let prose = first_kept(page, choice, |stats| stats.words >= SURE.1 && stats.ends_sentence)?;
    let near = (prose.saturating_sub(HEADLINE_REACH)..prose).rev();
    let lines = near.filter(|block| page.stats[*block].words >= HEADLINE_WORDS.start).take(HEADLINE_LINES);
    let lines: Vec<usize> = lines.collect();
    let is_long = |block: &usize| page.stats[*block].words >= BEGINNING_WORDS && may_be_headline(page, *block);
    let is_kept = lines.iter().any(|block| choice.keep[*block] && is_long(block));
    if is_kept { None } else { longest_headline(page, lines.into_iter().rev().filter(is_long)) }
}

fn first_kept(page: &Page, choice: &Choice, is_begun: impl Fn(&Stats) -> bool) -> Option<usize> {
    choice.keep.iter().zip(&page.stats).position(|(keep, stats)| *keep && is_begun(stats))
}

fn longest_headline(page: &Page, lines: impl Iterator<Item = usize>) -> Option<usize> {
    let headlines = lines.filter(|block| may_be_headline(page, *block));
    headlines.max_by(|one, other| page.stats[*one].words.total_cmp(&page.stats[*other].words))
}

fn may_be_headline(page: &Page, block: usize) -> bool {
    let stats = &page.stats[block];
    let is_label = stats.bars > 0.0 || stats.digits > DATE_DIGITS * stats.chars;
    let is_item = plain::mark(page, block) == plain::BULLET;
    HEADLINE_WORDS.contains(&stats.words) && !stats.ends_sentence && !is_label && !is_item && !page.husk[block]
}
