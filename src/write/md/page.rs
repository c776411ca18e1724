//! Lines of a page of Markdown: what stands before each, by the quotes, items and notes around it.

use crate::write::ink::Ink;

/// What a container puts before its lines.
struct Container {
    /// Before the first.
    first: String,
    /// Before all others.
    rest: String,
    /// The first has not been written.
    fresh: bool,
}

/// The page so far.
#[derive(Default)]
pub struct Page {
    out: Ink,
    around: Vec<Container>,
}

impl Page {
    /// A container starts: `first` stands before its first line, `rest` before the others.
    pub fn open(&mut self, first: &str, rest: &str) {
        self.around.push(Container { first: first.to_owned(), rest: rest.to_owned(), fresh: true });
    }

    /// The innermost container ends.
    pub fn close(&mut self) {
        self.around.pop();
    }

    /// Add a line.
    pub fn line(&mut self, line: &Ink) {
        if !self.out.is_empty() {
            self.out.own("\n");
        }
        for container in &mut self.around {
            let fresh = std::mem::take(&mut container.fresh);
            self.out.own(if fresh { &container.first } else { &container.rest });
        }
        self.out.append(line);
    }

    /// Add an empty line.
    pub fn blank(&mut self) {
        let before: String = self.around.iter().map(|container| container.rest.as_str()).collect();
        self.out.own("\n");
        self.out.own(before.trim_end());
    }

    /// The page, with a line end.
    pub fn finish(mut self) -> Ink {
        if !self.out.is_empty() {
            self.out.own("\n");
        }
        self.out
    }
}
