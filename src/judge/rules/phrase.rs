//! The steps of an expression and a text in; how long its match at the start of the text is, out. Ways that lead nowhere
//! are taken back one by one; once there are many, none is gone twice, so that work is bounded by steps times places.

use std::cell::RefCell;

use super::program::{ANY, Packed, Place, Programs, Set, Step};
use crate::judge::mixer::MixedSet;

/// So many ways are gone before it is noted which were: most expressions end sooner.
const FREE: usize = 256;
/// Room for noted ways that is kept for the next search.
const KEPT: usize = 4096;

/// A way that is still to be tried.
#[derive(Clone, Copy)]
enum Way {
    /// This step at this place.
    Go(usize, usize),
    /// This step at a place before this one, down to `least`, where a character of the set `next` stands.
    Shorter { step: usize, next: u16, least: usize, at: usize },
    /// This step behind this place, once so many characters more of a set were passed at most.
    Longer { step: usize, set: u16, left: u16, at: usize },
}

/// The steps of one expression, and those of others behind them.
#[derive(Clone, Copy)]
struct Program<'a> {
    steps: &'a [Packed],
    sets: &'a [Set],
}

impl<'a> Program<'a> {
    fn step(&self, number: usize) -> Option<Step> {
        self.steps.get(number).map(Step::read)
    }

    fn set(&self, number: u16) -> Option<&'a Set> {
        self.sets.get(usize::from(number))
    }

    /// May what starts with this set start here?
    fn may_start(&self, set: u16, text: &str, at: usize) -> bool {
        self.set(set).is_none_or(|set| text.as_bytes().get(at).is_some_and(|byte| set.may_have(*byte)))
    }

    /// May the text go on here with what this step asks for, as far as the next byte tells?
    fn may_go_on(&self, mut step: usize, text: &str, at: usize) -> bool {
        while let Some(Step::Place(place)) = self.step(step) {
            if !is_place(place, text.as_bytes(), at) {
                return false;
            }
            step += 1;
        }
        let Some(byte) = text.as_bytes().get(at).copied() else {
            let takes_none = |step: Step| !matches!(step, Step::Letter(_) | Step::Char(_) | Step::Set(_));
            return self.step(step).is_some_and(takes_none);
        };
        match self.step(step) {
            Some(Step::Letter(letter)) => byte | 0x20 == letter,
            Some(Step::Char(char)) => {
                if char.is_ascii() {
                    char::from(byte) == char
                } else {
                    !byte.is_ascii()
                }
            }
            Some(Step::Set(set) | Step::Run { set, least: 1.., .. }) => {
                self.set(set).is_some_and(|set| set.may_have(byte))
            }
            _ => true,
        }
    }
}

/// What a search works with, kept for the next one.
#[derive(Default)]
struct Scratch {
    ways: Vec<Way>,
    gone: MixedSet<u64>,
    count: usize,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Bytes of the match at the start of the text, as the regex crate would find it.
pub(super) fn length(programs: &Programs, expression: usize, text: &str) -> Option<usize> {
    let first = *programs.first.get(expression)? as usize;
    let program = Program { steps: programs.steps.get(first..)?, sets: &programs.sets };
    SCRATCH.with(|scratch| match scratch.try_borrow_mut() {
        Ok(mut scratch) => scratch.search(program, text),
        Err(_) => Scratch::default().search(program, text),
    })
}

impl Scratch {
    fn search(&mut self, program: Program<'_>, text: &str) -> Option<usize> {
        self.ways.clear();
        if self.count > FREE {
            self.gone.clear();
            self.gone.shrink_to(KEPT);
        }
        self.count = 0;
        let (mut step, mut at) = (0, 0);
        loop {
            match self.follow(program, step, at, text) {
                Some(end) => return Some(end),
                None => (step, at) = self.next_way(program, text)?,
            }
        }
    }

    /// Go on from a step until it matches or leads nowhere.
    fn follow(&mut self, program: Program<'_>, mut step: usize, mut at: usize, text: &str) -> Option<usize> {
        loop {
            match program.step(step)? {
                Step::Letter(letter) => {
                    if text.as_bytes().get(at)? | 0x20 != letter {
                        return None;
                    }
                    at += 1;
                }
                Step::Char(wanted) => {
                    let char = char_at(text, at)?;
                    if char != wanted {
                        return None;
                    }
                    at += char.len_utf8();
                }
                Step::Set(set) => at += program.set(set)?.length_at(text, at)?,
                Step::Run { .. } => at = self.run(program, step, text, at)?,
                Step::Split((first, first_set), (second, second_set)) => {
                    let (first, second) = (usize::from(first), usize::from(second));
                    let opens = |way, set| program.may_start(set, text, at) && program.may_go_on(way, text, at);
                    let open = [opens(first, first_set), opens(second, second_set)];
                    if open == [false; 2] {
                        return None;
                    }
                    let is_loop = first <= step || second <= step;
                    if (open == [true; 2] || is_loop) && self.is_gone(step, at) {
                        return None;
                    }
                    if open == [true; 2] {
                        self.ways.push(Way::Go(second, at));
                    }
                    step = if open[0] { first } else { second };
                    continue;
                }
                Step::Jump(to) => {
                    step = usize::from(to);
                    continue;
                }
                Step::Place(place) => {
                    if !is_place(place, text.as_bytes(), at) {
                        return None;
                    }
                }
                Step::Match => return Some(at),
            }
            step += 1;
        }
    }

    /// Pass a run of characters; its other lengths are ways still to be tried.
    fn run(&mut self, program: Program<'_>, step: usize, text: &str, at: usize) -> Option<usize> {
        let Step::Run { set: number, least, most, greedy, next } = program.step(step)? else { return None };
        let set = program.set(number)?;
        if least != most && self.is_gone(step, at) {
            return None;
        }
        let mut end = at;
        for _ in 0..least {
            end += set.length_at(text, end)?;
        }
        let left = if most == ANY { most } else { most - least };
        if !greedy {
            self.ways.push(Way::Longer { step: step + 1, set: number, left, at: end });
            return Some(end);
        }
        let least = end;
        let mut passed = 0;
        while (passed < left || left == ANY)
            && let Some(length) = set.length_at(text, end)
        {
            end += length;
            passed = passed.saturating_add(1);
        }
        if end > least {
            self.ways.push(Way::Shorter { step: step + 1, next, least, at: end });
        }
        Some(end)
    }

    /// The last way that was left open.
    fn next_way(&mut self, program: Program<'_>, text: &str) -> Option<(usize, usize)> {
        loop {
            match self.ways.pop()? {
                Way::Go(step, at) => return Some((step, at)),
                Way::Shorter { step, next, least, at } => {
                    let may_be = |at: &usize| {
                        text.is_char_boundary(*at)
                            && program.may_start(next, text, *at)
                            && program.may_go_on(step, text, *at)
                    };
                    let Some(at) = (least..at).rev().find(may_be) else { continue };
                    if at > least {
                        self.ways.push(Way::Shorter { step, next, least, at });
                    }
                    return Some((step, at));
                }
                Way::Longer { step, set, mut left, mut at } => {
                    let set_of = program.set(set)?;
                    while left > 0
                        && let Some(length) = set_of.length_at(text, at)
                    {
                        at += length;
                        left -= u16::from(left != ANY);
                        if program.may_go_on(step, text, at) {
                            self.ways.push(Way::Longer { step, set, left, at });
                            return Some((step, at));
                        }
                    }
                }
            }
        }
    }

    /// Was this way gone before?
    fn is_gone(&mut self, step: usize, at: usize) -> bool {
        self.count += 1;
        self.count > FREE && !self.gone.insert((step as u64) << u32::BITS | at as u64)
    }
}

impl Set {
    /// May a character that starts with this byte be in it?
    fn may_have(&self, byte: u8) -> bool {
        if !byte.is_ascii() {
            return !self.wide.is_empty();
        }
        self.ascii[usize::from(byte / 64)] >> (byte % 64) & 1 == 1
    }

    /// Bytes of the character at a place, if the set has it.
    fn length_at(&self, text: &str, at: usize) -> Option<usize> {
        let byte = *text.as_bytes().get(at)?;
        if !self.may_have(byte) {
            return None;
        }
        if byte.is_ascii() {
            return Some(1);
        }
        let char = char_at(text, at)?;
        let behind = self.wide.partition_point(|(first, _)| *first <= char);
        let (_, last) = self.wide.get(behind.checked_sub(1)?)?;
        (char <= *last).then_some(char.len_utf8())
    }
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

fn is_place(place: Place, text: &[u8], at: usize) -> bool {
    let is_word = |at: Option<usize>| {
        at.and_then(|at| text.get(at)).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
    };
    match place {
        Place::Start => at == 0,
        Place::End => at == text.len(),
        Place::Edge => is_word(at.checked_sub(1)) != is_word(Some(at)),
        Place::NoEdge => is_word(at.checked_sub(1)) == is_word(Some(at)),
    }
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::super::data::compiled;
    use super::*;

    #[test]
    fn it_matches_as_the_regex_crate_does() {
        let texts: Vec<&str> =
            super::super::all().iter().flat_map(|rule| rule.hit.iter().chain(rule.miss)).copied().collect();
        for rule in super::super::all().iter().filter(|rule| rule.scope.is_phrase()) {
            for pattern in rule.patterns {
                let source = compiled(pattern, rule.case);
                let regex = Regex::new(&format!("^(?:{source})")).unwrap();
                let mut programs = Programs::default();
                programs.add(&regex_syntax::parse(&source).unwrap()).unwrap();
                let own = rule.hit.iter().chain(rule.miss).copied();
                for text in own.chain(texts.iter().copied().filter(|text| text.len() % 61 == 0)) {
                    for (at, _) in text.char_indices() {
                        let rest = &text[at..];
                        let wanted = regex.find(rest).map(|found| found.end());
                        assert_eq!(length(&programs, 0, rest), wanted, "{pattern:?} on {rest:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn ways_without_end_are_bounded() {
        let matches = |expression: &str, text: &str| {
            let mut programs = Programs::default();
            programs.add(&regex_syntax::parse(expression).unwrap()).unwrap();
            let found = Regex::new(&format!("^(?:{expression})")).unwrap().find(text).map(|found| found.end());
            assert_eq!(length(&programs, 0, text), found, "{expression} on {text}");
        };
        let text = "a".repeat(400);
        for expression in ["(?:a*)*b", "(?:a|aa)+b", "(?:(?:a?){20}a?)*b", "(?:a{0,9}?)*?b", "(?:a+?){2,}a{3}"] {
            matches(expression, &text);
            matches(expression, &format!("{text}b"));
        }
    }

    #[test]
    fn a_choice_that_may_be_empty_is_not_repeated() {
        for expression in ["(?:|a)*", "(?:a|)+?a", "(b|a*)*"] {
            let parsed = regex_syntax::parse(expression).unwrap();
            assert!(Programs::default().add(&parsed).is_err(), "{expression}");
        }
    }
}
