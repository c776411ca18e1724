//! The text of one block after the edits, with its inline markup as Markdown and everything else escaped.

use crate::article::{Block, Edit, Extracted, Inline, Mark, Role};

/// Marks inside marks that are shown; deeper ones are dropped, which bounds the work.
const MAX_DEPTH: usize = 6;

/// Schemes of links that lead nowhere for a reader.
const NO_LINKS: [&str; 2] = ["javascript:", "data:"];

/// Gives the texts of blocks, in their order.
pub struct Texts<'a> {
    extracted: &'a Extracted,
    edits: &'a [Edit],
    inlines: &'a [Inline],
    /// Marks that began in an earlier block and go on.
    carried: Vec<&'a Inline>,
}

/// A mark that is open: where it ends, and what is in it so far.
struct Open<'a> {
    end: usize,
    mark: &'a Mark,
    text: String,
}

/// A piece of a block: from this place on, this text. Put in by an edit, it has no length in the source.
struct Piece<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

impl<'a> Texts<'a> {
    /// Over the whole document.
    pub fn new(extracted: &'a Extracted, edits: &'a [Edit]) -> Self {
        Texts { extracted, edits, inlines: &extracted.inlines, carried: Vec::new() }
    }

    /// The text of the next block; blank if it was cut.
    pub fn of(&mut self, block: &Block) -> String {
        let pieces = self.pieces(block);
        let marks = self.marks(block);
        if block.role == Role::Code {
            return pieces.iter().map(|piece| piece.text).collect();
        }
        marked(&pieces, &marks)
    }

    /// The marks that reach into the block.
    fn marks(&mut self, block: &Block) -> Vec<&'a Inline> {
        let mut marks = std::mem::take(&mut self.carried);
        let count = self.inlines.iter().take_while(|inline| inline.span.start < block.span.end).count();
        let (here, ahead) = self.inlines.split_at(count);
        marks.extend(here);
        marks.retain(|inline| inline.span.end > block.span.start);
        self.inlines = ahead;
        self.carried =
            marks.iter().filter(|inline| inline.span.end > block.span.end).take(MAX_DEPTH).copied().collect();
        marks
    }

    /// What the edits leave of the block.
    fn pieces(&mut self, block: &Block) -> Vec<Piece<'a>> {
        let text = self.extracted.text.as_str();
        let (mut at, end) = (block.span.start, block.span.end);
        let mut pieces = Vec::new();
        while let Some(edit) = self.edits.first().filter(|edit| edit.span.start < end) {
            if edit.span.start >= at {
                pieces.push(Piece {
                    start: at,
                    end: edit.span.start,
                    text: text.get(at..edit.span.start).unwrap_or_default(),
                });
                pieces.push(Piece { start: edit.span.start, end: edit.span.start, text: &edit.replacement });
            }
            at = at.max(edit.span.end);
            if edit.span.end > end {
                return pieces;
            }
            self.edits = self.edits.get(1..).unwrap_or_default();
        }
        pieces.push(Piece { start: at, end, text: text.get(at..end).unwrap_or_default() });
        pieces
    }
}

/// Put the marks around the pieces.
fn marked<'a>(pieces: &[Piece], inlines: &[&'a Inline]) -> String {
    let mut stack = Stack::<'a> { base: String::new(), open: Vec::new() };
    let mut ahead = inlines.iter().peekable();
    for piece in pieces {
        let (mut at, mut rest) = (piece.start, piece.text);
        loop {
            stack.close(at);
            while let Some(inline) = ahead.next_if(|inline| inline.span.start <= at) {
                stack.open(inline, at);
            }
            let turn = ahead.peek().map_or(piece.end, |inline| inline.span.start).min(stack.end()).min(piece.end);
            if turn <= at || piece.start == piece.end {
                stack.push(rest);
                break;
            }
            let (here, after) = rest.split_at_checked(turn - at).unwrap_or((rest, ""));
            stack.push(here);
            (at, rest) = (turn, after);
            if at == piece.end {
                break;
            }
        }
    }
    stack.close(usize::MAX);
    stack.base
}

/// The marks that are open around a place.
struct Stack<'a> {
    base: String,
    open: Vec<Open<'a>>,
}

impl<'a> Stack<'a> {
    fn end(&self) -> usize {
        self.open.last().map_or(usize::MAX, |open| open.end)
    }

    fn open(&mut self, inline: &'a Inline, at: usize) {
        let kind = std::mem::discriminant(&inline.mark);
        let inside = |open: &Open| std::mem::discriminant(open.mark) == kind || *open.mark == Mark::Code;
        if inline.span.end > at && self.open.len() < MAX_DEPTH && !self.open.iter().any(inside) {
            let end = inline.span.end.min(self.end());
            self.open.push(Open { end, mark: &inline.mark, text: String::new() });
        }
    }

    /// Close what ends here.
    fn close(&mut self, at: usize) {
        while let Some(open) = self.open.pop_if(|open| open.end <= at) {
            let core = open.text.trim();
            let around = if core.is_empty() { None } else { open.text.split_once(core) };
            let (before, after) = around.unwrap_or((&open.text, ""));
            let text = if core.is_empty() { String::new() } else { wrapped(open.mark, core) };
            let into = self.open.last_mut().map_or(&mut self.base, |outer| &mut outer.text);
            into.extend([before, &text, after]);
        }
    }

    fn push(&mut self, text: &str) {
        match self.open.last_mut() {
            Some(open) if *open.mark == Mark::Code => open.text.push_str(text),
            Some(open) => escape(text, &mut open.text),
            None => escape(text, &mut self.base),
        }
    }
}

fn wrapped(mark: &Mark, core: &str) -> String {
    match mark {
        Mark::Emphasis => format!("*{core}*"),
        Mark::Strong => format!("**{core}**"),
        Mark::Code => {
            let fence = "`".repeat(longest_run(core, '`') + 1);
            let pad = if core.starts_with('`') || core.ends_with('`') { " " } else { "" };
            format!("{fence}{pad}{core}{pad}{fence}")
        }
        Mark::Link(to) => match address(to) {
            Some(to) => format!("[{core}]({to})"),
            None => core.to_owned(),
        },
    }
}

/// An address that Markdown takes; `None` if it leads nowhere.
fn address(to: &str) -> Option<String> {
    let to = to.trim();
    let scheme = |no: &&str| to.get(..no.len()).is_some_and(|start| start.eq_ignore_ascii_case(no));
    if to.is_empty() || NO_LINKS.iter().any(scheme) {
        return None;
    }
    let mut out = String::with_capacity(to.len());
    for c in to.chars() {
        if c.is_control() || c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | '\\') {
            c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| out.push_str(&format!("%{byte:02X}")));
        } else {
            out.push(c);
        }
    }
    Some(out)
}

/// How often `c` stands in a row at most.
pub fn longest_run(text: &str, c: char) -> usize {
    text.chars().fold((0, 0), |(longest, run), x| if x == c { (longest.max(run + 1), run + 1) } else { (longest, 0) }).0
}

/// Text that is no markup, whatever it looks like.
fn escape(text: &str, out: &mut String) {
    let mut ahead = text.chars().peekable();
    while let Some(c) = ahead.next() {
        let entity = c == '&' && ahead.peek().is_some_and(|next| next.is_ascii_alphabetic() || *next == '#');
        if entity || matches!(c, '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '`') {
            out.push('\\');
        }
        out.push(c);
    }
}
