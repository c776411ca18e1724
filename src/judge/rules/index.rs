//! Rules in; out, a table that says which of their patterns may match at a place, and which words to look for first.
//! The table of the built-in rules is made when the crate is built: a run has nothing to read or compile before its
//! first text. Shared with the build script.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::assemble::Assembler;
use super::data::{compiled, lasting};
use super::program::Programs;
use super::rule::{Rule, Scope};
use super::starts::{fold, needed, starts};

/// Parts of a table: built in, or made from a file.
pub type List<T> = Cow<'static, [T]>;

/// Which patterns may match where. A pattern is known by its number over all rules, in their order.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// The rule of each pattern.
    pub rules: List<u16>,
    /// Where each rule's patterns begin, and the last one's end.
    pub first: List<u16>,
    /// A tree over folded starts: for each node where its edges begin in `labels` and `targets`, and where the
    /// patterns begin in `found` that have this start. One node more than there are ends the last.
    pub nodes: List<(u32, u32)>,
    /// Letters of the edges, ascending within a node.
    pub labels: List<char>,
    /// Where the edges lead.
    pub targets: List<u32>,
    /// Where the first node's edges lead, by ASCII letter; 0 for nowhere.
    pub root: List<u32>,
    /// Patterns by node.
    pub found: List<u16>,
    /// Words to look for in a text, in small case.
    pub words: List<&'static str>,
    /// For each pattern where its words begin in `asks`; one more ends the last.
    pub asked: List<u32>,
    /// Words by pattern: one of them stands in every match. None if nothing is known.
    pub asks: List<u16>,
    /// For each rule where the words of its `needs` begin in `opens`; one more ends the last.
    pub opened: List<u32>,
    /// Words by rule.
    pub opens: List<u16>,
    /// What the patterns ask, but for those of `Scope::Anywhere`.
    pub programs: Programs,
}

impl Index {
    /// Make the table, or say which pattern is no expression.
    pub fn new(rules: &[Rule]) -> Result<Index, String> {
        let mut maker = Maker::default();
        for (at, rule) in rules.iter().enumerate() {
            let next = maker.patterns();
            maker.index.first.to_mut().push(next);
            let needs = rule.needs.iter().map(|need| need.to_lowercase());
            maker.opens.push(maker.words.numbers(needs));
            for pattern in rule.patterns {
                let source = compiled(pattern, rule.case);
                let fault = |error| format!("{}: rule {}: {error}", rule.language, rule.id);
                let hir = regex_syntax::parse(&source).map_err(|error| fault(error.to_string()))?;
                maker.add(small(at), rule, &hir).map_err(|error| fault(format!("a pattern {error}")))?;
            }
        }
        maker.finish().checked()
    }

    /// Itself, if its numbers were small enough to be told apart.
    fn checked(self) -> Result<Index, String> {
        let most = self.rules.len().max(self.words.len()).max(self.programs.sets.len());
        let fits = most < usize::from(u16::MAX);
        fits.then_some(self).ok_or_else(|| format!("the table of rules is too long ({most})"))
    }

    /// The numbers of a rule's patterns.
    pub fn patterns(&self, rule: usize) -> std::ops::Range<usize> {
        usize::from(self.first[rule])..usize::from(self.first[rule + 1])
    }

    /// The words of which a pattern's matches hold one.
    pub fn asks(&self, pattern: usize) -> &[u16] {
        &self.asks[self.asked[pattern] as usize..self.asked[pattern + 1] as usize]
    }

    /// The words of which a text must hold one for this rule to be tried.
    pub fn opens(&self, rule: usize) -> &[u16] {
        &self.opens[self.opened[rule] as usize..self.opened[rule + 1] as usize]
    }

    /// The patterns that may match at the start of this text; those that may match anywhere are not among them.
    pub fn candidates(&self, text: &str, mut each: impl FnMut(usize)) {
        let (mut node, mut digits) = (0, false);
        for letter in text.chars().filter_map(fold) {
            if std::mem::replace(&mut digits, letter == '0') && digits {
                continue;
            }
            let Some(next) = self.below(node, letter) else { return };
            node = next;
            self.at(node).iter().for_each(|pattern| each(usize::from(*pattern)));
        }
    }

    /// The patterns of which nothing is known about how their matches start.
    pub fn wild(&self) -> &[u16] {
        self.at(0)
    }

    /// Those of them of which no word is known either.
    pub fn untold(&self) -> impl Iterator<Item = u16> {
        self.wild().iter().copied().filter(|pattern| self.asks(usize::from(*pattern)).is_empty())
    }

    fn below(&self, node: usize, letter: char) -> Option<usize> {
        if node == 0 && letter.is_ascii() {
            let target = *self.root.get(letter as usize)?;
            return (target != 0).then_some(target as usize);
        }
        let edges = self.nodes[node].0 as usize..self.nodes[node + 1].0 as usize;
        let edge = self.labels[edges.clone()].binary_search(&letter).ok()?;
        Some(self.targets[edges.start + edge] as usize)
    }

    fn at(&self, node: usize) -> &[u16] {
        match self.nodes.get(node..node + 2) {
            Some([(_, from), (_, to)]) => &self.found[*from as usize..*to as usize],
            _ => &[],
        }
    }
}

/// Patterns and words are some thousands. A table that outgrows such numbers is refused.
fn small(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

/// A place in the table.
fn place(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[derive(Default)]
struct Words {
    numbers: BTreeMap<String, u16>,
}

impl Words {
    fn numbers(&mut self, words: impl IntoIterator<Item = String>) -> Vec<u16> {
        let number = |word| {
            let next = small(self.numbers.len());
            *self.numbers.entry(word).or_insert(next)
        };
        words.into_iter().map(number).collect()
    }

    fn list(self) -> Vec<&'static str> {
        let mut all: Vec<_> = self.numbers.into_iter().collect();
        all.sort_by_key(|(_, number)| *number);
        all.into_iter().map(|(word, _)| lasting(word)).collect()
    }
}

#[derive(Default)]
struct Maker {
    index: Index,
    words: Words,
    assembler: Assembler,
    asks: Vec<Vec<u16>>,
    opens: Vec<Vec<u16>>,
    starts: BTreeMap<String, BTreeSet<u16>>,
}

impl Maker {
    fn patterns(&self) -> u16 {
        small(self.index.rules.len())
    }

    fn add(&mut self, number: u16, rule: &Rule, hir: &regex_syntax::hir::Hir) -> Result<(), String> {
        let pattern = self.patterns();
        self.index.rules.to_mut().push(number);
        if rule.scope == Scope::Anywhere {
            self.assembler.skip();
        } else {
            self.assembler.add(hir)?;
        }
        if rule.scope.is_phrase() {
            for start in starts(hir) {
                self.starts.entry(start).or_default().insert(pattern);
            }
        }
        self.asks.push(self.words.numbers(needed(hir)));
        Ok(())
    }

    fn finish(mut self) -> Index {
        let end = self.patterns();
        self.index.first.to_mut().push(end);
        self.tree();
        (self.index.asked, self.index.asks) = flat(self.asks);
        (self.index.opened, self.index.opens) = flat(self.opens);
        self.index.words = self.words.list().into();
        self.index.programs = self.assembler.finish();
        self.index
    }

    /// Level by level, so that the edges of a node lie side by side.
    fn tree(&mut self) {
        let mut level: Vec<String> = vec![String::new()];
        let mut nodes = 1;
        while !level.is_empty() {
            let mut below = Vec::new();
            for start in level {
                let node = (place(self.index.labels.len()), place(self.index.found.len()));
                self.index.nodes.to_mut().push(node);
                self.index.found.to_mut().extend(self.starts.get(&start).into_iter().flatten());
                let next = |longer: &String| longer.strip_prefix(start.as_str()).and_then(|rest| rest.chars().next());
                let longer = self.starts.range(start.clone()..).map(|(longer, _)| longer);
                let letters: BTreeSet<char> =
                    longer.take_while(|longer| longer.starts_with(start.as_str())).filter_map(next).collect();
                for letter in letters {
                    self.index.labels.to_mut().push(letter);
                    self.index.targets.to_mut().push(place(nodes));
                    nodes += 1;
                    below.push(format!("{start}{letter}"));
                }
            }
            level = below;
        }
        let end = (place(self.index.labels.len()), place(self.index.found.len()));
        self.index.nodes.to_mut().push(end);
        let first = self.index.labels.iter().zip(self.index.targets.iter()).take(self.index.nodes[1].0 as usize);
        let mut root = vec![0; 128];
        first.filter(|(label, _)| label.is_ascii()).for_each(|(label, target)| root[*label as usize] = *target);
        self.index.root = root.into();
    }
}

/// Lists one after another, and where each begins.
fn flat(lists: Vec<Vec<u16>>) -> (List<u32>, List<u16>) {
    let mut from = vec![0];
    let mut all = Vec::new();
    for list in lists {
        all.extend(list);
        from.push(place(all.len()));
    }
    (from.into(), all.into())
}
