//! An expression → steps that say how long its match at the start of a text is. That is all that is asked of most
//! expressions, and the steps of the built-in ones are made when the crate is built: a run compiles nothing, where the
//! regex crate would make several automata for each and fill them anew. Shared with the build script.
//!
//! The steps match as the regex crate does: the first way that fits, in the order of the expression.

use std::borrow::Cow;

use regex_syntax::hir::{Class, Hir, HirKind, Look, Repetition};

/// What matches one character.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Set {
    /// ASCII characters: 64 in each half.
    pub ascii: [u64; 2],
    /// Ranges of the others, ascending.
    pub wide: Cow<'static, [(char, char)]>,
}

/// One step. Steps are known by their number within the expression, sets by theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// This letter in either case, given in small case; ASCII.
    Letter(u8),
    /// This character.
    Char(char),
    /// A character of a set.
    Set(u16),
    /// Characters of a set, at least and at most so many; as many as possible, or as few. What comes behind them starts
    /// with a character of the set `next`.
    Run { set: u16, least: u16, most: u16, greedy: bool, next: u16 },
    /// Go on at the first, and if that leads nowhere, at the second. Each starts with a character of the set behind it.
    Split((u16, u16), (u16, u16)),
    /// Go on there.
    Jump(u16),
    /// The place must be of this kind.
    Place(Place),
    /// It matches.
    Match,
}

/// Kinds of places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The start of the text.
    Start,
    /// Its end.
    End,
    /// A word of ASCII characters starts or ends.
    Edge,
    /// None does.
    NoEdge,
}

/// A step as it is kept: what it is, and its numbers, low byte first. (So many steps written out as code would keep
/// the compiler busy for minutes.)
pub type Packed = [u8; PACKED];
/// Bytes of a step.
pub const PACKED: usize = 10;

impl Step {
    /// The step as it is kept.
    pub fn packed(self) -> Packed {
        let (kind, flag, numbers) = match self {
            Step::Match => (0, 0, [0; 4]),
            Step::Letter(letter) => (1, letter, [0; 4]),
            Step::Char(char) => (2, 0, [(char as u32 & 0xffff) as u16, (char as u32 >> 16) as u16, 0, 0]),
            Step::Set(set) => (3, 0, [set, 0, 0, 0]),
            Step::Run { set, least, most, greedy, next } => (4, u8::from(greedy), [set, least, most, next]),
            Step::Split((first, first_set), (second, second_set)) => (5, 0, [first, first_set, second, second_set]),
            Step::Jump(to) => (6, 0, [to, 0, 0, 0]),
            Step::Place(place) => (7, place as u8, [0; 4]),
        };
        let [a, b, c, d] = numbers.map(u16::to_le_bytes);
        [kind, flag, a[0], a[1], b[0], b[1], c[0], c[1], d[0], d[1]]
    }

    /// The step that is kept so.
    pub fn read(packed: &Packed) -> Step {
        let [kind, flag, a, b, c, d, e, f, g, h] = *packed;
        let numbers = [[a, b], [c, d], [e, f], [g, h]].map(u16::from_le_bytes);
        let [one, two, three, four] = numbers;
        match kind {
            1 => Step::Letter(flag),
            2 => Step::Char(char::from_u32(u32::from(two) << 16 | u32::from(one)).unwrap_or_default()),
            3 => Step::Set(one),
            4 => Step::Run { set: one, least: two, most: three, greedy: flag != 0, next: four },
            5 => Step::Split((one, two), (three, four)),
            6 => Step::Jump(one),
            7 => Step::Place([Place::Start, Place::End, Place::Edge, Place::NoEdge][usize::from(flag) % 4]),
            _ => Step::Match,
        }
    }
}

/// No limit to a run, or no set: there may be anything.
pub const ANY: u16 = u16::MAX;

/// The steps of several expressions, and the sets that they share.
#[derive(Clone, Debug, Default)]
pub struct Programs {
    /// All steps, expression after expression.
    pub steps: Cow<'static, [Packed]>,
    /// All sets.
    pub sets: Cow<'static, [Set]>,
    /// Where each expression's steps begin.
    pub first: Cow<'static, [u32]>,
}

impl Programs {
    /// Add an expression, or say why it cannot be one.
    pub fn add(&mut self, hir: &Hir) -> Result<(), String> {
        self.skip();
        let mut writer = Writer { steps: Vec::new(), sets: self.sets.to_mut() };
        writer.put(hir)?;
        writer.steps.push(Step::Match);
        writer.look_ahead()?;
        let steps = writer.steps;
        if steps.len() > usize::from(u16::MAX) {
            return Err("makes too large a machine".to_owned());
        }
        self.steps.to_mut().extend(steps.into_iter().map(Step::packed));
        Ok(())
    }

    /// Add a place for an expression that is not asked about the start of a text.
    pub fn skip(&mut self) {
        let next = u32::try_from(self.steps.len()).unwrap_or(u32::MAX);
        self.first.to_mut().push(next);
    }
}

/// Writes the steps of one expression.
struct Writer<'a> {
    steps: Vec<Step>,
    sets: &'a mut Vec<Set>,
}

impl Writer<'_> {
    fn push(&mut self, step: Step) -> usize {
        self.steps.push(step);
        self.steps.len() - 1
    }

    fn put_at(&mut self, at: usize, step: Step) {
        if let Some(slot) = self.steps.get_mut(at) {
            *slot = step;
        }
    }

    fn put(&mut self, hir: &Hir) -> Result<(), String> {
        if self.steps.len() > usize::from(u16::MAX) {
            return Err("makes too large a machine".to_owned());
        }
        match hir.kind() {
            HirKind::Empty => {}
            HirKind::Literal(literal) => {
                let text = std::str::from_utf8(&literal.0).map_err(|_| "asks for bytes".to_owned())?;
                self.steps.extend(text.chars().map(Step::Char));
            }
            HirKind::Class(class) => {
                let step = self.class(class)?;
                self.steps.push(step);
            }
            HirKind::Look(look) => self.steps.push(Step::Place(place(*look)?)),
            HirKind::Capture(group) => self.put(&group.sub)?,
            HirKind::Concat(parts) => parts.iter().try_for_each(|part| self.put(part))?,
            HirKind::Alternation(parts) => self.either(parts)?,
            HirKind::Repetition(repetition) => self.repeat(repetition)?,
        }
        Ok(())
    }

    fn either(&mut self, parts: &[Hir]) -> Result<(), String> {
        let mut ends = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            if index + 1 == parts.len() {
                self.put(part)?;
                break;
            }
            let split = self.push(Step::Match);
            self.put(part)?;
            ends.push(self.push(Step::Match));
            self.put_at(split, either(split + 1, self.steps.len()));
        }
        let end = number(self.steps.len());
        ends.into_iter().for_each(|at| self.put_at(at, Step::Jump(end)));
        Ok(())
    }

    fn repeat(&mut self, repetition: &Repetition) -> Result<(), String> {
        if let HirKind::Class(class) = repetition.sub.kind() {
            return self.run(class, repetition);
        }
        let Repetition { min, max, greedy, sub } = repetition;
        if has_empty_way(sub) {
            return Err("repeats an alternative that may be empty".to_owned());
        }
        for _ in 0..*min {
            self.put(sub)?;
        }
        match max {
            Some(max) => {
                let mut splits = Vec::new();
                for _ in *min..*max {
                    splits.push(self.push(Step::Match));
                    self.put(sub)?;
                }
                let end = self.steps.len();
                splits.into_iter().for_each(|at| self.put_at(at, way(*greedy, at + 1, end)));
            }
            // What may be empty is tried once more only after it was not: it cannot go on for ever.
            None => {
                let split = self.push(Step::Match);
                self.put(sub)?;
                let again = self.push(Step::Match);
                let end = self.steps.len();
                self.put_at(again, way(*greedy, split + 1, end));
                self.put_at(split, way(*greedy, split + 1, end));
            }
        }
        Ok(())
    }

    fn run(&mut self, class: &Class, repetition: &Repetition) -> Result<(), String> {
        let set = self.number_of(ranges(class)?)?;
        let least = u16::try_from(repetition.min).map_err(|_| "repeats too often".to_owned())?;
        let most = repetition.max.map_or(ANY, |most| u16::try_from(most).unwrap_or(ANY));
        self.steps.push(Step::Run { set, least, most, greedy: repetition.greedy, next: ANY });
        Ok(())
    }

    /// Note what each way that may be gone starts with.
    fn look_ahead(&mut self) -> Result<(), String> {
        let firsts = self.firsts();
        let next = |writer: &mut Self, at: usize| match firsts.get(at) {
            Some(Firsts { any: false, ascii, wide }) => {
                writer.number_of_set(Set { ascii: *ascii, wide: wide_if(*wide) })
            }
            _ => Ok(ANY),
        };
        for at in 0..self.steps.len() {
            let step = match self.steps[at] {
                Step::Run { set, least, most, greedy, .. } if least != most => {
                    Step::Run { set, least, most, greedy, next: next(self, at + 1)? }
                }
                Step::Split((first, _), (second, _)) => {
                    let [one, other] = [first, second].map(|to| next(self, usize::from(to)));
                    Step::Split((first, one?), (second, other?))
                }
                other => other,
            };
            self.put_at(at, step);
        }
        Ok(())
    }

    /// What each step and those behind it may start with. Steps that lead back are gone through again until nothing new
    /// comes of it.
    fn firsts(&self) -> Vec<Firsts> {
        let mut all = vec![Firsts::default(); self.steps.len()];
        let mut changed = true;
        while std::mem::take(&mut changed) {
            for at in (0..self.steps.len()).rev() {
                let of = |to: usize| all.get(to).copied().unwrap_or_default();
                let set = |number: u16| self.sets.get(usize::from(number)).map(Firsts::of_set).unwrap_or_default();
                let firsts = match self.steps[at] {
                    Step::Letter(letter) => {
                        Firsts::of(letter.into()).or(Firsts::of(letter.to_ascii_uppercase().into()))
                    }
                    Step::Char(char) => Firsts::of(char),
                    Step::Set(number) | Step::Run { set: number, least: 1.., .. } => set(number),
                    Step::Run { set: number, .. } => set(number).or(of(at + 1)),
                    Step::Split((first, _), (second, _)) => of(first.into()).or(of(second.into())),
                    Step::Jump(to) => of(to.into()),
                    Step::Place(_) => of(at + 1),
                    Step::Match => Firsts { any: true, ..Firsts::default() },
                };
                changed |= firsts != all[at];
                all[at] = firsts;
            }
        }
        all
    }

    fn class(&mut self, class: &Class) -> Result<Step, String> {
        let ranges = ranges(class)?;
        Ok(match *ranges.as_slice() {
            [(one, last)] if one == last => Step::Char(one),
            [(one, last), (small, end)]
                if one == last && small == end && one.is_ascii_uppercase() && one.to_ascii_lowercase() == small =>
            {
                Step::Letter(u8::try_from(small).unwrap_or_default())
            }
            _ => Step::Set(self.number_of(ranges)?),
        })
    }

    fn number_of(&mut self, ranges: Vec<(char, char)>) -> Result<u16, String> {
        let mut set = Set { ascii: [0; 2], wide: Cow::default() };
        for code in 0..128u8 {
            let has = ranges.iter().any(|(first, last)| (*first..=*last).contains(&char::from(code)));
            set.ascii[usize::from(code / 64)] |= u64::from(has) << (code % 64);
        }
        set.wide = ranges.into_iter().filter(|(_, last)| !last.is_ascii()).collect();
        self.number_of_set(set)
    }

    fn number_of_set(&mut self, set: Set) -> Result<u16, String> {
        let known = self.sets.iter().position(|other| *other == set);
        let number = known.unwrap_or_else(|| {
            self.sets.push(set);
            self.sets.len() - 1
        });
        u16::try_from(number).map_err(|_| "is one of too many sets of characters".to_owned())
    }
}

/// What a text may start with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Firsts {
    /// ASCII characters: 64 in each half.
    ascii: [u64; 2],
    /// Some of the others.
    wide: bool,
    /// Anything, or it may be empty.
    any: bool,
}

impl Firsts {
    fn of(char: char) -> Firsts {
        let bit = |half| if u32::from(char) / 64 == half { 1 << (u32::from(char) % 64) } else { 0 };
        Firsts { ascii: [bit(0), bit(1)], wide: !char.is_ascii(), any: false }
    }

    fn of_set(set: &Set) -> Firsts {
        Firsts { ascii: set.ascii, wide: !set.wide.is_empty(), any: false }
    }

    fn or(self, other: Firsts) -> Firsts {
        let ascii = [self.ascii[0] | other.ascii[0], self.ascii[1] | other.ascii[1]];
        Firsts { ascii, wide: self.wide || other.wide, any: self.any || other.any }
    }
}

/// All characters beyond ASCII, or none.
fn wide_if(wide: bool) -> Cow<'static, [(char, char)]> {
    Cow::Borrowed(if wide { &[('\u{80}', char::MAX)] } else { &[] })
}

fn number(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// On into the repetition, or past it: which is tried first.
fn way(greedy: bool, on: usize, past: usize) -> Step {
    if greedy { either(on, past) } else { either(past, on) }
}

fn either(first: usize, second: usize) -> Step {
    Step::Split((number(first), ANY), (number(second), ANY))
}

fn ranges(class: &Class) -> Result<Vec<(char, char)>, String> {
    match class {
        Class::Unicode(class) => Ok(class.ranges().iter().map(|range| (range.start(), range.end())).collect()),
        Class::Bytes(class) if class.is_ascii() => {
            Ok(class.ranges().iter().map(|range| (char::from(range.start()), char::from(range.end()))).collect())
        }
        Class::Bytes(_) => Err("asks for bytes".to_owned()),
    }
}

fn place(look: Look) -> Result<Place, String> {
    match look {
        Look::Start => Ok(Place::Start),
        Look::End => Ok(Place::End),
        Look::WordAscii => Ok(Place::Edge),
        Look::WordAsciiNegate => Ok(Place::NoEdge),
        _ => Err(format!("asks for a place that rules do not know ({look:?})")),
    }
}

/// Is this a choice of which one way may match nothing? Repeated, it has more than one meaning.
fn has_empty_way(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Capture(group) => has_empty_way(&group.sub),
        HirKind::Alternation(ways) => ways.iter().any(|way| way.properties().minimum_len() == Some(0)),
        _ => false,
    }
}
