//! The text of one block after the edits, taken apart by its inline markup.

use super::emphasis::{Part, Style};
use super::escape::{self, address};
use crate::article::{Block, Cleaned, Edit, Extracted, Formula, Inline, Mark, Role};
use crate::extract::notes::Notes;
use crate::text::single_blanks;
use crate::write::{Article, Show};

/// Marks inside marks that are shown; deeper ones are dropped, which bounds the work.
const MAX_DEPTH: usize = 6;
/// Marks that are carried on from block to block: several of a kind are shown as one.
const MOST_CARRIED: usize = 32;

/// Gives the texts of blocks, in their order.
pub struct Texts<'a> {
    extracted: &'a Extracted,
    edits: &'a [Edit],
    inlines: &'a [Inline],
    /// Marks that began in an earlier block and go on.
    carried: Vec<&'a Inline>,
    notes: &'a Notes,
    show: Show,
    /// The page's own address.
    own: Option<&'a str>,
}

/// Is anything of each block left after the edits?
pub fn kept(extracted: &Extracted, edits: &[Edit]) -> Vec<bool> {
    let mut left = edits;
    let blocks = extracted.blocks.iter();
    blocks.map(|block| pieces(&extracted.text, &mut left, block).iter().any(|p| !p.text.trim().is_empty())).collect()
}

/// A piece of a block: from this place on, this text. Put in by an edit, it has no length in the source.
struct Piece<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

impl<'a> Texts<'a> {
    /// Over the whole document, whose inline markup is `inlines`.
    pub fn new(article: &'a Article, inlines: &'a [Inline], notes: &'a Notes) -> Self {
        let Cleaned { extracted, edits, metadata, .. } = article.cleaned;
        let own = metadata.url.as_deref();
        Texts { extracted, edits, inlines, carried: Vec::new(), notes, show: article.show, own }
    }

    /// The parts of the next block; none if it was cut. Code has one, without marks.
    pub fn of(&mut self, block: &Block) -> Vec<Part> {
        let pieces = pieces(&self.extracted.text, &mut self.edits, block);
        let marks = self.marks(block);
        if pieces.iter().all(|piece| piece.text.trim().is_empty()) {
            return Vec::new();
        }
        if block.role == Role::Code {
            return vec![Part::Code(pieces.iter().map(|piece| piece.text).collect())];
        }
        let heading = block.role.is_heading();
        let mut stack = Stack {
            base: Vec::new(),
            open: Vec::new(),
            waiting: Vec::new(),
            notes: self.notes,
            show: self.show,
            own: self.own,
            heading,
            glued: false,
            code: None,
        };
        stack.read(&pieces, &marks);
        if heading { without_bold(stack.base) } else { stack.base }
    }

    /// The marks that reach into the block.
    fn marks(&mut self, block: &Block) -> Vec<&'a Inline> {
        let mut marks = std::mem::take(&mut self.carried);
        let count = self
            .inlines
            .iter()
            .take_while(|inline| inline.span.start < block.span.end || inline.span.end == block.span.end)
            .count();
        let (here, ahead) = self.inlines.split_at(count);
        marks.extend(here);
        marks.retain(|inline| inline.span.end > block.span.start || inline.span.start == block.span.start);
        self.inlines = ahead;
        self.carried =
            marks.iter().filter(|inline| inline.span.end > block.span.end).take(MOST_CARRIED).copied().collect();
        marks
    }
}

/// What the edits leave of the next block.
fn pieces<'a>(text: &'a str, edits: &mut &'a [Edit], block: &Block) -> Vec<Piece<'a>> {
    let (mut at, end) = (block.span.start, block.span.end);
    let piece = |start: usize, end: usize| Piece { start, end, text: text.get(start..end).unwrap_or_default() };
    let mut pieces = Vec::new();
    while let Some(edit) = edits.first().filter(|edit| edit.span.start < end) {
        if edit.span.start >= at {
            pieces.push(piece(at, edit.span.start));
            pieces.push(Piece { start: edit.span.start, end: edit.span.start, text: &edit.replacement });
        }
        at = at.max(edit.span.end);
        if edit.span.end > end {
            return pieces;
        }
        *edits = edits.get(1..).unwrap_or_default();
    }
    pieces.push(piece(at, end));
    pieces
}

/// A mark that is open: where it ends, and what is in it so far.
struct Open<'a> {
    end: usize,
    inline: &'a Inline,
    parts: Vec<Part>,
}

/// The marks that are open around a place.
struct Stack<'a> {
    base: Vec<Part>,
    open: Vec<Open<'a>>,
    /// Marks inside one of their kind, or too deep: what is behind that has them.
    waiting: Vec<&'a Inline>,
    notes: &'a Notes,
    show: Show,
    own: Option<&'a str>,
    /// In a heading: a link to or into the page is one to the heading itself.
    heading: bool,
    /// Something without text was put where a blank was, and stands before what comes next.
    glued: bool,
    /// The code that ended last.
    code: Option<&'a Inline>,
}

impl<'a> Stack<'a> {
    /// Put the marks around the pieces.
    fn read(&mut self, pieces: &[Piece], inlines: &[&'a Inline]) {
        let mut ahead = inlines.iter().peekable();
        for piece in pieces {
            let (mut at, mut rest) = (piece.start, piece.text);
            loop {
                self.close(at);
                while let Some(inline) = ahead.next_if(|inline| inline.span.start <= at) {
                    self.open(inline, at);
                }
                let turn = ahead.peek().map_or(piece.end, |inline| inline.span.start).min(self.end()).min(piece.end);
                if turn <= at || piece.start == piece.end {
                    self.push(rest);
                    break;
                }
                let (here, after) = rest.split_at_checked(turn - at).unwrap_or((rest, ""));
                self.push(here);
                (at, rest) = (turn, after);
                if at == piece.end {
                    break;
                }
            }
        }
        let end = pieces.last().map_or(0, |piece| piece.end);
        self.close(end);
        ahead.filter(|inline| inline.span == (end..end)).for_each(|inline| self.open(inline, end));
        self.close(usize::MAX);
    }

    fn end(&self) -> usize {
        self.open.last().map_or(usize::MAX, |open| open.end)
    }

    fn open(&mut self, inline: &'a Inline, at: usize) {
        let kind = std::mem::discriminant(&inline.mark);
        let whole = |mark: &Mark| matches!(mark, Mark::Code | Mark::Formula(_));
        let inside = |open: &Open| std::mem::discriminant(&open.inline.mark) == kind || whole(&open.inline.mark);
        if self.open.len() >= MAX_DEPTH || self.open.iter().any(inside) {
            if self.waiting.len() < MOST_CARRIED {
                self.waiting.push(inline);
            }
            return;
        }
        if inline.span.is_empty() {
            // What stood where text was cut is gone with it.
            if let (Mark::Check(done), true) = (&inline.mark, inline.span.start == at) {
                self.into().push(Part::Own(if *done { "[x] " } else { "[ ] " }.to_owned()));
            } else if inline.span.start == at
                && let Some(thing) = thing(&inline.mark, self.show)
            {
                self.glued =
                    self.into().last().is_none_or(|part| matches!(part, Part::Text(text) if text.ends_with(' ')));
                self.into().push(Part::Own(thing));
            }
        } else if inline.span.end > at {
            let end = inline.span.end.min(self.end());
            self.open.push(Open { end, inline, parts: Vec::new() });
        }
    }

    /// Where parts go now.
    fn into(&mut self) -> &mut Vec<Part> {
        self.open.last_mut().map_or(&mut self.base, |open| &mut open.parts)
    }

    /// Close what ends here. What ended only because a mark around it does goes on behind that.
    fn close(&mut self, at: usize) {
        if self.end() > at {
            return;
        }
        let mut cut_short = Vec::new();
        while let Some(open) = self.open.pop_if(|open| open.end <= at) {
            if open.inline.span.end > at {
                cut_short.push(open.inline);
            }
            let parts = self.wrapped(open.inline, open.parts);
            let is_code = open.inline.mark == Mark::Code;
            let goes_on = is_code && self.code.replace(open.inline).is_some_and(|last| std::ptr::eq(last, open.inline));
            for part in parts {
                match (part, self.into().last_mut()) {
                    (Part::Text(text), Some(Part::Text(last))) => last.push_str(&text),
                    // Sphinx writes a name as two: the module with its stop, and what is in it.
                    (Part::Code(text), Some(Part::Code(last))) if goes_on || last.ends_with('.') => {
                        last.push_str(&text)
                    }
                    // Side by side their backticks would be read as others.
                    (part @ Part::Code(_), Some(Part::Code(_))) => {
                        self.into().extend([Part::Own(" ".to_owned()), part])
                    }
                    // Two of a kind side by side are one.
                    (Part::Open(style), Some(Part::Close(last))) if style == *last && style.is_emphasis() => {
                        self.into().pop();
                    }
                    (part, _) => self.into().push(part),
                }
            }
        }
        let waiting = std::mem::take(&mut self.waiting);
        let go_on = cut_short.into_iter().rev().chain(waiting).filter(|inline| inline.span.end > at);
        go_on.for_each(|inline| self.open(inline, at));
    }

    fn push(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if std::mem::take(&mut self.glued) && text.starts_with(char::is_alphanumeric) {
            self.into().push(Part::Own(" ".to_owned()));
        }
        match self.into().last_mut() {
            Some(Part::Text(last)) => last.push_str(text),
            _ => self.into().push(Part::Text(text.to_owned())),
        }
    }

    /// The parts inside a mark, with the mark around them; white space at its ends goes outside.
    fn wrapped(&self, inline: &Inline, mut parts: Vec<Part>) -> Vec<Part> {
        let style = match &inline.mark {
            Mark::Formula(formula) => return vec![Part::Own(dollars(formula))],
            Mark::Link(_) if self.notes.is_reference(&inline.span) => {
                return around(&mut parts, |inner| vec![Part::Note(plain(&inner))]);
            }
            Mark::Code => return around(&mut parts, |inner| vec![Part::Code(plain(&inner))]),
            Mark::Link(to) if self.show.links => {
                let is_own = to.starts_with('#') || self.own == Some(to);
                let inward = self.heading && is_own || self.notes.leads_back(&inline.span, to);
                address(to).filter(|_| !inward).map(Style::Link)
            }
            Mark::Link(_) | Mark::Image { .. } | Mark::Check(_) => None,
            Mark::Superscript | Mark::Subscript | Mark::Quotation | Mark::Declaration => None,
            Mark::Emphasis => Some(Style::Emphasis),
            Mark::Strong => Some(Style::Strong),
            Mark::Strike => Some(Style::Strike),
        };
        let Some(style) = style.filter(|style| !style.is_emphasis() || !are_signs(&parts)) else { return parts };
        around(&mut parts, |inner| {
            let mut all = vec![Part::Open(style.clone())];
            all.extend(inner);
            all.push(Part::Close(style));
            all
        })
    }
}

/// Do something with the parts, white space at their ends aside.
fn around(parts: &mut Vec<Part>, wrap: impl FnOnce(Vec<Part>) -> Vec<Part>) -> Vec<Part> {
    let (mut before, mut after) = (String::new(), String::new());
    while let Some(Part::Text(text)) = parts.first_mut() {
        let core = text.trim_start().len();
        before.extend(text.drain(..text.len() - core));
        if core > 0 {
            break;
        }
        parts.remove(0);
    }
    while let Some(Part::Text(text)) = parts.last_mut() {
        let core = text.trim_end().len();
        after.insert_str(0, &text[core..]);
        text.truncate(core);
        if core > 0 {
            break;
        }
        parts.pop();
    }
    let mut all = vec![Part::Text(before)];
    if !parts.is_empty() {
        all.extend(wrap(std::mem::take(parts)));
    }
    all.push(Part::Text(after));
    all.retain(|part| !matches!(part, Part::Text(text) if text.is_empty()));
    all
}

/// Are there signs alone, no word, code or formula?
fn are_signs(parts: &[Part]) -> bool {
    let shows = |part: &Part| matches!(part, Part::Code(_) | Part::Own(_) | Part::Note(_));
    !parts.iter().any(shows) && !plain(parts).contains(char::is_alphanumeric)
}

/// The parts of a heading without the bold type that all of it is set in: a heading is bold.
fn without_bold(mut parts: Vec<Part>) -> Vec<Part> {
    let is_strong = |part: &Part| matches!(part, Part::Open(Style::Strong) | Part::Close(Style::Strong));
    if parts.iter().filter(|part| is_strong(part)).count() == 2
        && parts.first().is_some_and(is_strong)
        && parts.last().is_some_and(is_strong)
    {
        parts.pop();
        parts.remove(0);
    }
    parts
}

/// The parts without white space at their ends.
pub fn trimmed(mut parts: Vec<Part>) -> Vec<Part> {
    let mut inner = Vec::new();
    around(&mut parts, |core| {
        inner = core;
        Vec::new()
    });
    inner
}

/// The text alone.
pub fn plain(parts: &[Part]) -> String {
    let texts = parts.iter().map(|part| match part {
        Part::Text(text) | Part::Code(text) | Part::Note(text) => text.as_str(),
        _ => "",
    });
    texts.collect()
}

/// What has no text, as Markdown, if it is to be shown.
pub fn thing(mark: &Mark, show: Show) -> Option<String> {
    match mark {
        Mark::Formula(formula) => Some(dollars(formula)),
        Mark::Image { alt, src } if show.images => {
            let mut text = crate::write::ink::Ink::default();
            let signs = escape::Signs { dollars: true, tildes: true };
            let alt = single_blanks(alt);
            escape::escape(&alt, escape::Around { signs, ..Default::default() }, &mut text);
            Some(format!("![{}]({})", text.text(), address(src)?))
        }
        _ => None,
    }
}

fn dollars(formula: &Formula) -> String {
    let sign = if formula.display { "$$" } else { "$" };
    format!("{sign}{}{sign}", formula.tex)
}
