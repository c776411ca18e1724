//! Text of an output file that knows which of its bytes the writer put in and which are the article's.

use crate::article::Span;

/// A piece of output.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ink {
    text: String,
    /// The writer's own: ascending, apart from each other.
    own: Vec<Span>,
}

impl Ink {
    /// All of it the article's.
    pub fn of(text: &str) -> Ink {
        Ink { text: text.to_owned(), own: Vec::new() }
    }

    /// What there is so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Nothing?
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Add a piece of the article.
    pub fn kept(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Add what is not in the article.
    pub fn own(&mut self, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.claim(start..self.text.len());
    }

    /// Add another piece.
    pub fn append(&mut self, other: &Ink) {
        let shift = self.text.len();
        self.text.push_str(&other.text);
        other.own.iter().for_each(|span| self.claim(span.start + shift..span.end + shift));
    }

    /// Put in, at a place, what is not in the article.
    pub fn insert_own(&mut self, at: usize, text: &str) {
        let whole = std::mem::take(self);
        self.append(&whole.slice(0..at));
        self.own(text);
        self.append(&whole.slice(at..whole.text.len()));
    }

    /// A stretch of it.
    pub fn slice(&self, span: Span) -> Ink {
        let text = self.text.get(span.clone()).unwrap_or_default().to_owned();
        let within = |own: &Span| own.start.max(span.start)..own.end.min(span.end);
        let own = self.own.iter().map(within).filter(|own| own.start < own.end);
        Ink { text, own: own.map(|own| own.start - span.start..own.end - span.start).collect() }
    }

    /// Text and own spans.
    pub fn parts(self) -> (String, Vec<Span>) {
        (self.text, self.own)
    }

    fn claim(&mut self, span: Span) {
        match self.own.last_mut() {
            Some(last) if last.end == span.start => last.end = span.end,
            _ if span.is_empty() => {}
            _ => self.own.push(span),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_spans_follow_their_text() {
        let mut ink = Ink::of("1.");
        ink.insert_own(1, "\\");
        let mut line = Ink::default();
        line.own("- ");
        line.own("**");
        line.append(&ink);
        line.kept(" b");
        assert_eq!(line.text(), "- **1\\. b");
        assert_eq!(line.slice(1..7).parts(), (" **1\\.".to_owned(), vec![0..3, 4..5]));
        assert_eq!(line.parts().1, [0..4, 5..6]);
    }
}
