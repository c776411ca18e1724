//! An expression in, its steps out. Alternatives that stand in many expressions ("please", "you can", …) are written
//! once, as a subroutine. Shared with the build script.

use std::collections::BTreeMap;

use regex_syntax::hir::{Class, Hir, HirKind, Look, Repetition};

use super::firsts::{Firsts, may_prefer_nothing, ranges, set_of};
use super::program::{ANY, KINDS, Place, Programs, Set, Step, Table, WORD};
use super::starts::is_archaic;

/// So many alternatives are told apart by the next byte.
const LEAST_WAYS: usize = 5;

/// Alternatives of fewer steps are written where they stand.
const LEAST_STEPS: usize = 6;

/// Makes the steps of expression after expression.
#[derive(Debug, Default)]
pub struct Assembler {
    programs: Programs,
    /// Where the alternatives begin that were written once for all.
    subroutines: BTreeMap<String, Option<u32>>,
    /// What is known of the subroutine that begins there.
    known: BTreeMap<u32, Known>,
}

/// What is known of a subroutine.
#[derive(Clone, Copy, Debug)]
struct Known {
    /// What it starts with.
    firsts: Firsts,
    /// Its steps, those of the subroutines in it counted wherever they are called.
    size: usize,
}

impl Assembler {
    /// Add an expression, or say why it cannot be one.
    pub fn add(&mut self, hir: &Hir) -> Result<(), String> {
        let mut writer = Writer { steps: Vec::new(), called: 0, assembler: self };
        writer.put(hir)?;
        let (steps, Known { firsts, .. }) = writer.finish()?;
        let set = firsts.set().map_or(Ok(ANY), |set| self.number_of(set))?;
        self.place(self.next(), set);
        self.keep(&steps);
        Ok(())
    }

    /// Add a place for an expression whose matches are not looked for with steps.
    pub fn skip(&mut self) {
        self.place(u32::MAX, ANY);
    }

    fn place(&mut self, first: u32, set: u16) {
        self.programs.first.to_mut().push(first);
        self.programs.starts.to_mut().push(set);
    }

    /// What was made.
    pub fn finish(self) -> Programs {
        self.programs
    }

    fn next(&self) -> u32 {
        u32::try_from(self.programs.steps.len()).unwrap_or(u32::MAX)
    }

    fn keep(&mut self, steps: &[Step]) {
        self.programs.steps.to_mut().extend(steps.iter().map(|step| step.packed()));
    }

    fn number_of_table(&mut self, table: Table) -> u32 {
        u32::try_from(number_in(self.programs.tables.to_mut(), table)).unwrap_or(u32::MAX)
    }

    fn number_of(&mut self, set: Set) -> Result<u16, String> {
        let number = number_in(self.programs.sets.to_mut(), set);
        u16::try_from(number).map_err(|_| "is one of too many sets of characters".to_owned())
    }

    /// Where the subroutine for these alternatives begins; `None` if they are too few to be one.
    fn subroutine(&mut self, ways: &[Hir]) -> Result<Option<u32>, String> {
        let source = ways.iter().fold(String::new(), |before, way| format!("{before}|{way}"));
        if let Some(start) = self.subroutines.get(&source) {
            return Ok(*start);
        }
        let mut writer = Writer { steps: Vec::new(), called: 0, assembler: self };
        writer.ways(ways)?;
        let (steps, known) = writer.finish()?;
        let start = (steps.len() >= LEAST_STEPS).then(|| self.next());
        if let Some(start) = start {
            self.keep(&steps);
            self.known.insert(start, known);
        }
        self.subroutines.insert(source, start);
        Ok(start)
    }
}

/// The place of an item in a list that holds each once; it is added if it is new.
fn number_in<T: PartialEq>(list: &mut Vec<T>, item: T) -> usize {
    list.iter().position(|other| *other == item).unwrap_or_else(|| {
        list.push(item);
        list.len() - 1
    })
}

/// Steps of an expression, so that one leads to any other.
const MOST_STEPS: usize = i16::MAX as usize;
/// Steps that an expression may take with those of its subroutines, wherever they are called: a search may come to each of
/// them at each place of a text.
const MOST_SIZE: usize = 1 << 16;
/// What is said of an expression that has more of either.
pub const TOO_LARGE: &str = "makes too large a machine";

/// Writes the steps of one expression.
struct Writer<'a> {
    steps: Vec<Step>,
    /// The size of the subroutines that were called.
    called: usize,
    assembler: &'a mut Assembler,
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
        self.size()?;
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
            HirKind::Concat(parts) => self.row(parts)?,
            HirKind::Alternation(ways) => self.either(ways)?,
            HirKind::Repetition(repetition) => self.repeat(repetition)?,
        }
        Ok(())
    }

    /// Part after part; letters that follow one another make one step.
    fn row(&mut self, parts: &[Hir]) -> Result<(), String> {
        let mut from = self.steps.len();
        for part in parts {
            self.put(part)?;
            if !matches!(part.kind(), HirKind::Class(_)) {
                from = self.steps.len();
            } else if let [.., Step::Letters(before), Step::Letters(letter)] = &mut self.steps[from..]
                && let Some(free) = before.iter_mut().find(|letter| **letter == 0)
            {
                *free = letter[0];
                self.steps.pop();
            }
        }
        Ok(())
    }

    fn either(&mut self, ways: &[Hir]) -> Result<(), String> {
        if let Some(start) = self.assembler.subroutine(ways)? {
            self.steps.push(Step::Call(start));
            self.called += self.assembler.known.get(&start).map_or(0, |known| known.size);
            return Ok(());
        }
        self.ways(ways)
    }

    fn ways(&mut self, ways: &[Hir]) -> Result<(), String> {
        if ways.len() >= LEAST_WAYS {
            return self.choose(ways);
        }
        let mut ends = Vec::new();
        for (index, way) in ways.iter().enumerate() {
            if index + 1 == ways.len() {
                self.put(way)?;
                break;
            }
            let split = self.push(Step::Match);
            self.put(way)?;
            ends.push(self.push(Step::Match));
            self.put_at(split, split_at(split, split + 1, self.steps.len()));
        }
        self.join(&ends);
        Ok(())
    }

    /// For each kind of byte the ways that may start with it, in their order.
    fn choose(&mut self, ways: &[Hir]) -> Result<(), String> {
        let firsts: Vec<Firsts> = ways.iter().map(Firsts::of_hir).collect();
        let rows: [Vec<usize>; KINDS] =
            std::array::from_fn(|kind| (0..ways.len()).filter(|way| firsts[*way].may_be(kind)).collect());
        let choice = self.push(Step::Match);
        let mut splits = BTreeMap::new();
        for row in rows.iter().filter(|row| row.len() > 1) {
            splits.entry(row).or_insert_with(|| {
                let first = self.steps.len();
                self.steps.resize(first + row.len() - 1, Step::Match);
                first
            });
        }
        let (mut starts, mut ends) = (Vec::new(), Vec::new());
        for way in ways {
            starts.push(self.steps.len());
            self.put(way)?;
            ends.push(self.push(Step::Match));
        }
        self.join(&ends);
        for (row, first) in &splits {
            let last = first + row.len() - 2;
            for (at, ways) in (*first..).zip(row.windows(2)) {
                let next = if at == last { starts[ways[1]] } else { at + 1 };
                self.put_at(at, split_at(at, starts[ways[0]], next));
            }
        }
        let table = rows.each_ref().map(|row| match row.as_slice() {
            [] => 0,
            [only] => far(choice, starts[*only]),
            _ => far(choice, splits[row]),
        });
        let number = self.assembler.number_of_table(table);
        self.put_at(choice, Step::Choose(number));
        Ok(())
    }

    /// Go on behind all ways from the end of each.
    fn join(&mut self, ends: &[usize]) {
        let end = self.steps.len();
        ends.iter().for_each(|at| self.put_at(*at, Step::Jump(far(*at, end))));
    }

    fn repeat(&mut self, repetition: &Repetition) -> Result<(), String> {
        if let HirKind::Class(class) = repetition.sub.kind() {
            return self.run(class, repetition);
        }
        let Repetition { min, max, greedy, sub } = repetition;
        if sub.properties().minimum_len() == Some(0) && may_prefer_nothing(sub) {
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
                splits.into_iter().for_each(|at| self.put_at(at, way(*greedy, at, at + 1, end)));
            }
            // What may be empty comes to nothing only where nothing else fits; then no way is gone twice.
            None => {
                let split = self.push(Step::Match);
                self.put(sub)?;
                let again = self.push(Step::Match);
                let end = self.steps.len();
                self.put_at(again, way(*greedy, again, split + 1, end));
                self.put_at(split, way(*greedy, split, split + 1, end));
            }
        }
        Ok(())
    }

    fn run(&mut self, class: &Class, repetition: &Repetition) -> Result<(), String> {
        let set = self.assembler.number_of(set_of(ranges(class)?))?;
        let least = u16::try_from(repetition.min).map_err(|_| "repeats too often".to_owned())?;
        let most = repetition.max.map_or(ANY, |most| u16::try_from(most).unwrap_or(ANY));
        self.steps.push(Step::Run { set, least, most, greedy: repetition.greedy, next: ANY });
        Ok(())
    }

    /// The steps so far with those that are called, if they are not too many.
    fn size(&self) -> Result<usize, String> {
        let size = self.steps.len() + self.called;
        let fits = self.steps.len() <= MOST_STEPS && size <= MOST_SIZE;
        fits.then_some(size).ok_or_else(|| TOO_LARGE.to_owned())
    }

    /// The steps, and what is known of them.
    fn finish(mut self) -> Result<(Vec<Step>, Known), String> {
        self.steps.push(Step::Match);
        let size = self.size()?;
        let known = Known { firsts: self.look_ahead()?, size };
        Ok((self.steps, known))
    }

    /// Note what each way that may be gone starts with; what the whole starts with is the answer.
    fn look_ahead(&mut self) -> Result<Firsts, String> {
        let firsts = self.firsts();
        let next = |writer: &mut Self, at: usize| match firsts.get(at).and_then(|firsts| firsts.set()) {
            Some(set) => writer.assembler.number_of(set),
            None => Ok(ANY),
        };
        for at in 0..self.steps.len() {
            let step = match self.steps[at] {
                Step::Run { set, least, most, greedy, .. } if least != most => {
                    Step::Run { set, least, most, greedy, next: next(self, at + 1)? }
                }
                Step::Split((first, _), (second, _)) => {
                    let [one, other] = [first, second].map(|to| next(self, at.saturating_add_signed(to.into())));
                    Step::Split((first, one?), (second, other?))
                }
                other => other,
            };
            self.put_at(at, step);
        }
        Ok(firsts.first().copied().unwrap_or_default())
    }

    /// What each step and those behind it may start with. Steps that lead back are gone through again until nothing new
    /// comes of it.
    fn firsts(&self) -> Vec<Firsts> {
        let mut all = vec![Firsts::default(); self.steps.len()];
        let mut changed = true;
        while std::mem::take(&mut changed) {
            for at in (0..self.steps.len()).rev() {
                let of = |far: i16| all.get(at.saturating_add_signed(far.into())).copied().unwrap_or_default();
                let sets = &self.assembler.programs.sets;
                let set = |number: u16| sets.get(usize::from(number)).map(Firsts::of_set).unwrap_or_default();
                let firsts = match self.steps[at] {
                    Step::Letters([letter, ..]) => {
                        Firsts::of(letter.into()).or(Firsts::of(letter.to_ascii_uppercase().into()))
                    }
                    Step::Char(char) => Firsts::of(char),
                    Step::Set(number) | Step::Run { set: number, least: 1.., .. } => set(number),
                    Step::Run { set: number, .. } => set(number).or(of(1)),
                    Step::Split((first, _), (second, _)) => of(first).or(of(second)),
                    Step::Jump(to) => of(to),
                    Step::Choose(table) => self.assembler.programs.tables[table as usize]
                        .iter()
                        .filter(|far| **far != 0)
                        .fold(Firsts::default(), |firsts, far| firsts.or(of(*far))),
                    Step::Call(start) => self.assembler.known.get(&start).map(|known| known.firsts).unwrap_or_default(),
                    Step::Place(_) => of(1),
                    Step::Match => Firsts::ANYTHING,
                };
                changed |= firsts != all[at];
                all[at] = firsts;
            }
        }
        all
    }

    fn class(&mut self, class: &Class) -> Result<Step, String> {
        let ranges = ranges(class)?;
        let plain = ranges.iter().copied().filter(|(first, last)| !is_archaic(*first) || !is_archaic(*last));
        Ok(match *plain.collect::<Vec<_>>().as_slice() {
            [(one, last)] if one == last => Step::Char(one),
            [(one, last), (small, end)]
                if one == last && small == end && one.is_ascii_uppercase() && one.to_ascii_lowercase() == small =>
            {
                let mut letters = [0; WORD];
                letters[0] = u8::try_from(small).unwrap_or_default();
                Step::Letters(letters)
            }
            _ => Step::Set(self.assembler.number_of(set_of(ranges))?),
        })
    }
}

/// How far a step is from another.
fn far(from: usize, to: usize) -> i16 {
    i16::try_from(to.cast_signed() - from.cast_signed()).unwrap_or_default()
}

/// On into the repetition, or past it: which is tried first.
fn way(greedy: bool, at: usize, on: usize, past: usize) -> Step {
    if greedy { split_at(at, on, past) } else { split_at(at, past, on) }
}

fn split_at(at: usize, first: usize, second: usize) -> Step {
    Step::Split((far(at, first), ANY), (far(at, second), ANY))
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
