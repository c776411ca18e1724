//! The steps of an expression and a text in; its match at the start of the text, or the first one in it, out. Ways that
//! lead nowhere are taken back one by one; once there are many, none is gone twice, so that there are at most as many as
//! steps times places, a step counted as often as there are ways to come to its subroutine.

use std::cell::RefCell;

use foldhash::HashSet;

use super::place::{char_at, has_letters};
use super::program::{ANY, Packed, Programs, Set, Step, Table, kind};
use crate::article::Span;
use crate::work::Effort;

/// So many ways are gone before it is noted which were (most expressions end sooner), and room for so many is kept.
const FREE: usize = 256;
const KEPT: usize = 4096;

/// Where a search has come to.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Spot {
    /// The step that is next.
    step: u32,
    /// The call of the subroutine it is in, or `OUTSIDE`.
    call: u32,
    /// The place in the text.
    at: u32,
}

/// In no subroutine.
const OUTSIDE: u32 = u32::MAX;

/// A subroutine was entered. Calls are known by their number; the same call from the same place is the same one.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Call {
    /// The step that follows.
    back: u32,
    /// The call that this one was made in.
    outer: u32,
}

/// A way that is still to be tried.
#[derive(Clone, Copy)]
enum Way {
    /// This one.
    Go(Spot),
    /// This one at a place before, down to `least`, where a character of the set `next` stands.
    Shorter { spot: Spot, next: u16, least: u32 },
    /// This one behind its place, once so many characters more of a set were passed at most.
    Longer { spot: Spot, set: u16, left: u16 },
}

/// The steps of all expressions.
#[derive(Clone, Copy)]
struct Program<'a> {
    steps: &'a [Packed],
    tables: &'a [Table],
    sets: &'a [Set],
}

impl<'a> Program<'a> {
    fn new(programs: &'a Programs) -> Self {
        Program { steps: &programs.steps, tables: &programs.tables, sets: &programs.sets }
    }

    fn step(&self, number: u32) -> Option<Step> {
        self.steps.get(number as usize).map(Step::read)
    }

    fn set(&self, number: u16) -> Option<&'a Set> {
        self.sets.get(usize::from(number))
    }

    /// May what starts with this set start here?
    fn may_start(&self, set: u16, text: &str, at: usize) -> bool {
        self.set(set).is_none_or(|set| text.as_bytes().get(at).is_some_and(|byte| set.may_have(*byte)))
    }

    /// May the text go on here with what this step asks for, as far as the next bytes tell?
    fn may_go_on(&self, mut step: u32, text: &str, at: usize) -> bool {
        while let Some(Step::Place(place)) = self.step(step) {
            if !place.is_at(text.as_bytes(), at) {
                return false;
            }
            step += 1;
        }
        let byte = text.as_bytes().get(at).copied();
        match self.step(step) {
            Some(Step::Letters(letters)) => has_letters(text, at, letters).is_some(),
            Some(Step::Char(char)) if char.is_ascii() => byte.is_some_and(|byte| char::from(byte) == char),
            Some(Step::Char(_)) => byte.is_some_and(|byte| !byte.is_ascii()),
            Some(Step::Set(set) | Step::Run { set, least: 1.., .. }) => {
                self.set(set).zip(byte).is_some_and(|(set, byte)| set.may_have(byte))
            }
            other => other.is_some(),
        }
    }
}

/// What a search works with, kept for the next one.
#[derive(Default)]
struct Scratch {
    ways: Vec<Way>,
    calls: Vec<Call>,
    gone: HashSet<Spot>,
    count: usize,
    /// Steps and places that were tried.
    tried: u64,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// May a match start the text, as far as its first byte tells?
pub(super) fn may_start(programs: &Programs, expression: usize, text: &str) -> bool {
    programs.starts.get(expression).is_some_and(|set| Program::new(programs).may_start(*set, text, 0))
}

/// Bytes of the match at the start of the text, as the regex crate would find it.
pub(super) fn length(programs: &Programs, expression: usize, text: &str, effort: &Effort) -> Option<usize> {
    let program = Program::new(programs);
    with_scratch(effort, |scratch| scratch.search(program, *programs.first.get(expression)?, text, 0))
}

/// The first match in the text.
pub(super) fn find(programs: &Programs, expression: usize, text: &str, effort: &Effort) -> Option<Span> {
    let program = Program::new(programs);
    let first = *programs.first.get(expression)?;
    let set = *programs.starts.get(expression)?;
    let mut places = (0..=text.len()).filter(|at| program.may_start(set, text, *at) && text.is_char_boundary(*at));
    with_scratch(effort, |scratch| places.find_map(|at| Some(at..scratch.search(program, first, text, at)?)))
}

fn with_scratch<T>(effort: &Effort, work: impl FnOnce(&mut Scratch) -> T) -> T {
    SCRATCH.with_borrow_mut(|scratch| {
        scratch.clear();
        let done = work(scratch);
        effort.take(scratch.tried);
        done
    })
}

impl Scratch {
    fn clear(&mut self) {
        self.calls.clear();
        if self.count > FREE {
            self.gone.clear();
            self.gone.shrink_to(KEPT);
        }
        self.count = 0;
        self.tried = 0;
    }

    /// Where the match that starts at a place ends. What led nowhere from an earlier place is not gone again.
    fn search(&mut self, program: Program<'_>, first: u32, text: &str, at: usize) -> Option<usize> {
        self.ways.clear();
        let mut spot = Spot { step: first, call: OUTSIDE, at: small(at) };
        loop {
            match self.follow(program, spot, text) {
                Some(end) => return Some(end),
                None => spot = self.next_way(program, text)?,
            }
        }
    }

    /// Go on from a spot until it matches or leads nowhere.
    fn follow(&mut self, program: Program<'_>, mut spot: Spot, text: &str) -> Option<usize> {
        loop {
            self.tried += 1;
            let at = spot.at as usize;
            match program.step(spot.step)? {
                Step::Letters(letters) => spot.at += has_letters(text, at, letters)?,
                Step::Char(wanted) => {
                    let char = char_at(text, at).filter(|char| *char == wanted)?;
                    spot.at += small(char.len_utf8());
                }
                Step::Set(set) => spot.at += small(program.set(set)?.length_at(text, at)?),
                Step::Run { .. } => spot.at = self.run(program, spot, text)?,
                Step::Split((first, first_set), (second, second_set)) => {
                    let is_loop = first <= 0 || second <= 0;
                    let [first, second] = [first, second].map(|far| spot.step.saturating_add_signed(far.into()));
                    let opens = |way, set| program.may_start(set, text, at) && program.may_go_on(way, text, at);
                    let open = [opens(first, first_set), opens(second, second_set)];
                    if open == [false; 2] {
                        return None;
                    }
                    if (open == [true; 2] || is_loop) && self.is_gone(spot) {
                        return None;
                    }
                    if open == [true; 2] {
                        self.ways.push(Way::Go(Spot { step: second, ..spot }));
                    }
                    spot.step = if open[0] { first } else { second };
                    continue;
                }
                Step::Jump(far) => {
                    spot.step = spot.step.saturating_add_signed(far.into());
                    continue;
                }
                Step::Choose(table) => {
                    let far = program.tables.get(table as usize)?[kind(text.as_bytes().get(at).copied())];
                    if far == 0 {
                        return None;
                    }
                    spot.step = spot.step.saturating_add_signed(far.into());
                    continue;
                }
                Step::Call(start) => {
                    spot = Spot { step: start, call: self.call(spot), ..spot };
                    continue;
                }
                Step::Place(place) => {
                    if !place.is_at(text.as_bytes(), at) {
                        return None;
                    }
                }
                Step::Match => {
                    let Some(call) = self.calls.get(spot.call as usize) else { return Some(at) };
                    spot = Spot { step: call.back, call: call.outer, ..spot };
                    continue;
                }
            }
            spot.step += 1;
        }
    }

    /// The number of the call that is made here.
    fn call(&mut self, from: Spot) -> u32 {
        let call = Call { back: from.step + 1, outer: from.call };
        let known = self.calls.iter().position(|other| *other == call);
        small(known.unwrap_or_else(|| {
            self.calls.push(call);
            self.calls.len() - 1
        }))
    }

    /// Pass a run of characters; its other lengths are ways still to be tried.
    fn run(&mut self, program: Program<'_>, spot: Spot, text: &str) -> Option<u32> {
        let Step::Run { set: number, least, most, greedy, next } = program.step(spot.step)? else { return None };
        let set = program.set(number)?;
        if least != most && self.is_gone(spot) {
            return None;
        }
        let mut end = spot.at as usize;
        for _ in 0..least {
            end += set.length_at(text, end)?;
        }
        let left = if most == ANY { most } else { most - least };
        let behind = |end| Spot { step: spot.step + 1, at: small(end), ..spot };
        if !greedy {
            self.ways.push(Way::Longer { spot: behind(end), set: number, left });
            return Some(small(end));
        }
        let least = small(end);
        let mut passed = 0;
        while (passed < left || left == ANY)
            && let Some(length) = set.length_at(text, end)
        {
            end += length;
            passed = passed.saturating_add(1);
        }
        self.tried += u64::from(small(end) - spot.at);
        if small(end) > least {
            self.ways.push(Way::Shorter { spot: behind(end), next, least });
        }
        Some(small(end))
    }

    /// The last way that was left open.
    fn next_way(&mut self, program: Program<'_>, text: &str) -> Option<Spot> {
        loop {
            match self.ways.pop()? {
                Way::Go(spot) => return Some(spot),
                Way::Shorter { spot, next, least } => {
                    let may_be = |at: &u32| {
                        let at = *at as usize;
                        text.is_char_boundary(at)
                            && program.may_start(next, text, at)
                            && program.may_go_on(spot.step, text, at)
                    };
                    let found = (least..spot.at).rev().find(may_be);
                    self.tried += u64::from(spot.at - found.unwrap_or(least));
                    let Some(at) = found else { continue };
                    let spot = Spot { at, ..spot };
                    if at > least {
                        self.ways.push(Way::Shorter { spot, next, least });
                    }
                    return Some(spot);
                }
                Way::Longer { mut spot, set, mut left } => {
                    let set_of = program.set(set)?;
                    while left > 0
                        && let Some(length) = set_of.length_at(text, spot.at as usize)
                    {
                        spot.at += small(length);
                        self.tried += 1;
                        left -= u16::from(left != ANY);
                        if program.may_go_on(spot.step, text, spot.at as usize) {
                            self.ways.push(Way::Longer { spot, set, left });
                            return Some(spot);
                        }
                    }
                }
            }
        }
    }

    /// Was this way gone before?
    fn is_gone(&mut self, spot: Spot) -> bool {
        self.count += 1;
        self.count > FREE && !self.gone.insert(spot)
    }
}

/// A place in a text; those that are searched have some thousand bytes at most.
fn small(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::super::assemble::{Assembler, TOO_LARGE};
    use super::super::data::compiled;
    use super::super::{Rule, Scope};
    use super::*;

    fn programs(expression: &str) -> Programs {
        let mut assembler = Assembler::default();
        assembler.add(&regex_syntax::parse(expression).unwrap()).unwrap();
        assembler.finish()
    }

    #[test]
    fn it_matches_as_the_regex_crate_does() {
        let texts: Vec<&str> =
            super::super::all().iter().flat_map(|rule| rule.hit.iter().chain(rule.miss)).copied().collect();
        let rules = super::super::all().iter().filter(|rule| rule.scope != Scope::Anywhere);
        let sources =
            |rule: &'static Rule| rule.patterns.iter().map(move |pattern| (rule, compiled(pattern, rule.case)));
        let sources: Vec<_> = rules.flat_map(sources).collect();
        let mut assembler = Assembler::default();
        for (_, source) in &sources {
            assembler.add(&regex_syntax::parse(source).unwrap()).unwrap();
        }
        let (programs, effort) = (assembler.finish(), Effort::endless());
        for (number, (rule, source)) in sources.iter().enumerate() {
            let [regex, anywhere] = [&format!("^(?:{source})"), source].map(|source| Regex::new(source).unwrap());
            let own = rule.hit.iter().chain(rule.miss).copied();
            for text in own.chain(texts.iter().copied().filter(|text| text.len() % 61 == 0)) {
                for (at, _) in text.char_indices() {
                    let rest = &text[at..];
                    let wanted = regex.find(rest).map(|found| found.end());
                    assert_eq!(length(&programs, number, rest, &effort), wanted, "{source:?} on {rest:?}");
                }
                let wanted = anywhere.find(text).map(|found| found.range());
                assert_eq!(find(&programs, number, text, &effort), wanted, "{source:?} in {text:?}");
            }
        }
    }

    #[test]
    fn ways_without_end_are_bounded() {
        let matches = |expression: &str, text: &str| {
            let programs = programs(expression);
            let found = Regex::new(&format!("^(?:{expression})")).unwrap().find(text).map(|found| found.end());
            assert_eq!(length(&programs, 0, text, &Effort::endless()), found, "{expression} on {text}");
        };
        let text = "a".repeat(400);
        let nested = "(?:aa|a(?:aa|ab|ba|bb|ac|aaa)|b|ca|da)*x?b";
        let lazy = ["x(?:[ab]+?)*", "(?:a+?b?)*", "(?:ab|a)*?a{2,}", "(?:aa|a){0,9}(?:ab?)??b*"];
        for expression in lazy {
            matches(expression, &format!("x{text}b"));
            matches(expression, &format!("{text}b"));
        }
        for expression in [nested, "(?:a*)*b", "(?:a|aa)+b", "(?:(?:a?){20}a?)*b", "(?:a+?){2,}a{3}"] {
            matches(expression, &text);
            matches(expression, &format!("{text}b"));
        }
    }

    #[test]
    fn alternatives_within_alternatives_are_bounded() {
        let within = |repeated: &str| {
            format!("(?:(?:(?:ab|cd|ef|gh|ij){repeated}x|kl|mn|op|qr){repeated}y|st|uv|wx|zz){repeated}")
        };
        let add = |expression: &str| Assembler::default().add(&regex_syntax::parse(expression).unwrap());
        assert_eq!(add(&within("{9}")), Ok(()));
        assert_eq!(add(&within("{30}")), Err(TOO_LARGE.to_owned()));
    }

    #[test]
    fn a_choice_that_may_be_empty_is_not_repeated() {
        for expression in ["(?:|a)*", "(?:a|)+?a", "(b|a*)*", "x(?:[ab]*?)*", "(?:x?(?:|a))*", "(?:a{0,9}?)*?b"] {
            let parsed = regex_syntax::parse(expression).unwrap();
            assert!(Assembler::default().add(&parsed).is_err(), "{expression}");
        }
    }
}
