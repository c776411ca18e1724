//! Edits over a text, and edits over what they left of it → edits over the text that do both.

use crate::article::{Edit, RuleId};
use crate::repair::hygiene::{COMPOSED, ENTITY, NORMALIZED};

/// Lay `new`, edits over `between`, upon `old`, the edits that made `between`. Both ascend and do not overlap, and so
/// does the result. Where they touch the same text they become one edit; a blank beside an edit stays its own.
pub fn over(between: &str, old: Vec<Edit>, new: Vec<Edit>) -> Vec<Edit> {
    if old.is_empty() {
        return new;
    }
    let mut out = Vec::with_capacity(old.len() + new.len());
    let mut shift = Shift::default();
    let (mut old, mut new) = (old.into_iter().peekable(), new.into_iter().peekable());
    loop {
        let from = shift;
        let old_start = old.peek().map(|edit| shift.after(edit.span.start));
        let new_first = new.peek().filter(|edit| {
            old_start.is_none_or(|start| edit.span.start < start || edit.span.start == start && edit.span.is_empty())
        });
        let Some(start) = new_first.map(|edit| edit.span.start).or(old_start) else { break };
        let mut group = if new_first.is_some() { Group::of(new.next(), start) } else { Group::new(start) };
        loop {
            if let Some(edit) = old.next_if(|edit| group.takes(shift.after(edit.span.start))) {
                shift.past(&edit);
                group.add_old(edit, shift);
            } else if let Some(edit) = new.next_if(|edit| group.started && group.end > edit.span.start) {
                group.add_new(edit);
            } else {
                break;
            }
        }
        out.push(group.into_edit(between, from, shift));
    }
    out
}

/// How far places move by the old edits so far.
#[derive(Clone, Copy, Default)]
struct Shift {
    taken: usize,
    given: usize,
}

impl Shift {
    fn past(&mut self, edit: &Edit) {
        self.taken += edit.span.len();
        self.given += edit.replacement.len();
    }

    fn after(self, before: usize) -> usize {
        (before + self.given).saturating_sub(self.taken)
    }

    fn before(self, after: usize) -> usize {
        (after + self.taken).saturating_sub(self.given)
    }
}

/// Edits that touch the same text, with their places in the text between.
struct Group {
    start: usize,
    end: usize,
    /// Is anything in it yet?
    started: bool,
    /// The first of the old ones, where it was the first of all.
    old_start: Option<usize>,
    olds: Vec<Edit>,
    news: Vec<Edit>,
}

impl Group {
    fn new(start: usize) -> Self {
        Group { start, end: start, started: false, old_start: None, olds: Vec::new(), news: Vec::new() }
    }

    fn of(edit: Option<Edit>, start: usize) -> Self {
        let mut group = Group::new(start);
        edit.into_iter().for_each(|edit| group.add_new(edit));
        group
    }

    /// Does an old edit that starts here belong to it?
    fn takes(&self, start: usize) -> bool {
        !self.started || start < self.end
    }

    fn add_old(&mut self, edit: Edit, shift: Shift) {
        if !self.started {
            self.old_start = Some(edit.span.start);
        }
        self.end = self.end.max(shift.after(edit.span.end));
        self.started = true;
        self.olds.push(edit);
    }

    fn add_new(&mut self, edit: Edit) {
        self.end = self.end.max(edit.span.end);
        self.started = true;
        self.news.push(edit);
    }

    /// As one edit over the first text; `from` and `to` are the shifts before and after it.
    fn into_edit(mut self, between: &str, from: Shift, to: Shift) -> Edit {
        if self.news.is_empty()
            && let Some(only) = self.olds.pop()
        {
            return only;
        }
        let span = self.old_start.unwrap_or_else(|| from.before(self.start))..to.before(self.end);
        if self.olds.is_empty()
            && let Some(only) = self.news.pop()
        {
            return Edit { span, ..only };
        }
        let mut text = String::new();
        let mut at = self.start;
        for edit in &self.news {
            text.push_str(between.get(at..edit.span.start).unwrap_or_default());
            text.push_str(&edit.replacement);
            at = edit.span.end;
        }
        text.push_str(between.get(at..self.end).unwrap_or_default());
        let all = || self.olds.iter().chain(&self.news);
        let confidence = all().map(|edit| edit.confidence).fold(1.0, f32::min);
        Edit { span, replacement: text.into(), cut: false, rule: strongest(all().map(|edit| edit.rule)), confidence }
    }
}

/// The rule that does most to the text, else the first.
fn strongest(rules: impl Iterator<Item = RuleId> + Clone) -> RuleId {
    let most = [ENTITY, NORMALIZED, COMPOSED].into_iter().find(|rule| rules.clone().any(|other| other == *rule));
    most.or_else(|| rules.clone().next()).unwrap_or(COMPOSED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::replay;
    use crate::repair::hygiene::edit;

    #[test]
    fn two_layers_are_one() {
        let text = "ab-cd-ef&x;gh";
        let old = vec![edit(2..3, "", "zero-width"), edit(5..6, "", "zero-width"), edit(8..11, "yz", ENTITY)];
        let between = replay(text, &old);
        assert_eq!(between, "abcdefyzgh");
        for (new, rules) in [
            (vec![edit(2..2, " ", "join")], "join zero-width zero-width entity"),
            (vec![edit(1..3, "Q", COMPOSED)], "composed zero-width entity"),
            (vec![edit(1..5, "Q", COMPOSED)], "composed entity"),
            (vec![edit(2..4, "Q", COMPOSED)], "zero-width composed zero-width entity"),
            (vec![edit(6..7, "", "zero-width")], "zero-width zero-width entity"),
            (vec![edit(7..7, " ", "join")], "zero-width zero-width entity"),
            (vec![edit(8..8, " ", "join")], "zero-width zero-width entity join"),
            (vec![edit(6..6, " ", "join")], "zero-width zero-width join entity"),
            (vec![edit(0..1, "", "a"), edit(5..9, "", "b"), edit(9..10, "", "c")], "a zero-width zero-width entity c"),
        ] {
            let want = replay(&between, &new);
            let both = over(&between, old.clone(), new);
            assert_eq!(replay(text, &both), want);
            assert!(both.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "{both:?}");
            assert_eq!(both.iter().map(|edit| edit.rule).collect::<Vec<_>>().join(" "), rules);
        }
    }
}
