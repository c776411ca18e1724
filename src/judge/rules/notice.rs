//! A text and the places of a notice's cues in it → what of the text goes with them. What speaks of the same things stands in
//! articles too: a notice has little else in it, and nobody quotes it.

use super::pieces::{self, Edge};
use super::{Rule, prose};
use crate::article::Span;

/// Of a text in which a notice takes up less than one part in this many, only the notice goes: it was glued to prose.
const PARTS: usize = 2;
/// For each cue so many sentences may tell of other things.
const OTHERS: usize = 2;
/// A sentence of fewer words is a button, or leads to the next one.
const LEAST_WORDS: usize = 5;

/// What goes with these cues: all of the text, or, if they stand in one sentence or in a small part of it or other things are
/// told too, the sentences they stand in. Nothing, if other things are told between them.
pub(super) fn extent(text: &str, cues: &[Span], rule: &Rule) -> Option<Span> {
    let cued: Vec<usize> = cues.iter().map(|cue| start_of(text, cue)).collect();
    let first = cued.iter().copied().min()?;
    let last = cues.iter().map(|cue| cue.end).max()?;
    let edges: Vec<(usize, Edge)> = pieces::starts(text).collect();
    let starts: Vec<usize> = edges.iter().filter(|(_, edge)| *edge == Edge::Clean).map(|(at, _)| *at).collect();
    let is_begun = text.get(first..).is_some_and(|rest| rest.starts_with(char::is_uppercase));
    let sentence = starts.iter().copied().take_while(|at| *at <= first).last().unwrap_or(0);
    let start = if is_begun { first } else { sentence };
    let end = edges.iter().map(|(at, _)| *at).find(|at| *at >= last).unwrap_or(text.len());
    let end = prose::unended(&text[..end], rule.language).find(|at| *at >= last).unwrap_or(end);
    let is_one = starts.iter().all(|at| *at <= first || *at >= last);
    let end = text.get(..end).map_or(end, |before| before.trim_end().len());
    let is_most = (end - start.min(end)) * PARTS > text.len();
    let others = others(text, &starts, &cued, rule);
    let between = others.iter().filter(|at| (first..last).contains(at)).count();
    let most = OTHERS * cues.len();
    if between > most {
        return None;
    }
    Some(if is_most && !is_one && others.len() <= most { 0..text.len() } else { start..end })
}

/// Does a cue open a quotation? Who quotes a notice tells of it.
pub(super) fn is_quoted(text: &str, cue: &Span) -> bool {
    text[..start_of(text, cue)].ends_with(['"', '“', '„', '«', '»', '‘', '「'])
}

/// Where the words of a cue start: the end of the sentence before may be of it.
fn start_of(text: &str, cue: &Span) -> usize {
    cue.end - text[cue.clone()].trim_start_matches(|char: char| !char.is_alphanumeric()).len()
}

/// Where the sentences start that have no cue, and no word that the rule needs.
fn others(text: &str, starts: &[usize], cued: &[usize], rule: &Rule) -> Vec<usize> {
    let ends = starts.iter().copied().skip(1).chain([text.len()]);
    let is_other = |(start, end): &(usize, usize)| {
        let sentence = &text[*start..*end];
        let is_about = || rule.needs.iter().any(|need| sentence.to_lowercase().contains(&need.to_lowercase()));
        !cued.iter().any(|cue| (*start..*end).contains(cue))
            && sentence.split_whitespace().nth(LEAST_WORDS - 1).is_some()
            && !is_about()
    };
    starts.iter().copied().zip(ends).filter(is_other).map(|(start, _)| start).collect()
}
