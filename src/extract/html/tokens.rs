//! Markup → tokens, in one pass and without going back: what the standard's tokenizer knows as far as it matters
//! to text and structure. Source: WHATWG HTML, section 13.2.5.
//!
//! In one thing it is kinder than the standard: where a title, a comment or a quoted value never ends, a browser
//! shows nothing of the rest of the page. Scrapes have such holes, and in doubt text stays: the title then ends at
//! the next tag, the comment and the tag at the next `>`.

use memchr::memchr;

use super::tags::{Flow, Tag};
use crate::article::Span;

/// One piece of markup; spans are bytes of the source.
#[derive(Debug)]
#[allow(clippy::large_enum_variant)]
pub enum Token<'a> {
    /// Character data with its references still in it.
    Text(Span),
    /// Start tag.
    Start(Tag, Attributes<'a>),
    /// End tag.
    End(Tag),
}

/// The attributes that text and structure depend on, as written; the first of a name counts.
#[derive(Debug, Default)]
#[allow(missing_docs)]
pub struct Attributes<'a> {
    pub class: Option<&'a str>,
    pub id: Option<&'a str>,
    pub role: Option<&'a str>,
    pub name: Option<&'a str>,
    pub itemprop: Option<&'a str>,
    pub property: Option<&'a str>,
    pub content: Option<&'a str>,
    pub href: Option<&'a str>,
    pub rel: Option<&'a str>,
    pub lang: Option<&'a str>,
    pub start: Option<&'a str>,
    pub style: Option<&'a str>,
    pub aria_hidden: Option<&'a str>,
    pub hidden: Option<&'a str>,
}

impl<'a> Attributes<'a> {
    fn slot(&mut self, name: &[u8]) -> Option<&mut Option<&'a str>> {
        Some(match name.len() {
            2 if name.eq_ignore_ascii_case(b"id") => &mut self.id,
            3 if name.eq_ignore_ascii_case(b"rel") => &mut self.rel,
            4 if name.eq_ignore_ascii_case(b"role") => &mut self.role,
            4 if name.eq_ignore_ascii_case(b"name") => &mut self.name,
            4 if name.eq_ignore_ascii_case(b"href") => &mut self.href,
            4 if name.eq_ignore_ascii_case(b"lang") => &mut self.lang,
            5 if name.eq_ignore_ascii_case(b"class") => &mut self.class,
            5 if name.eq_ignore_ascii_case(b"style") => &mut self.style,
            5 if name.eq_ignore_ascii_case(b"start") => &mut self.start,
            6 if name.eq_ignore_ascii_case(b"hidden") => &mut self.hidden,
            7 if name.eq_ignore_ascii_case(b"content") => &mut self.content,
            8 if name.eq_ignore_ascii_case(b"itemprop") => &mut self.itemprop,
            8 if name.eq_ignore_ascii_case(b"property") => &mut self.property,
            11 if name.eq_ignore_ascii_case(b"aria-hidden") => &mut self.aria_hidden,
            _ => return None,
        })
    }
}

/// Reads a source from front to back.
pub struct Tokens<'a> {
    source: &'a str,
    at: usize,
    /// The element whose content is being read as raw text.
    raw: Option<Tag>,
    /// What was looked for to the end of the source and is not there: it is not looked for again.
    missing: Vec<&'static [u8]>,
    /// Inside SVG or MathML, where `<title>` and `<style>` are ordinary elements; set by the tree's keeper.
    pub foreign: bool,
}

impl<'a> Tokens<'a> {
    /// A reader at the start of `source`.
    pub fn new(source: &'a str) -> Self {
        Tokens { source, at: 0, raw: None, missing: Vec::new(), foreign: false }
    }

    fn bytes(&self) -> &'a [u8] {
        self.source.as_bytes()
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes().get(at).copied().unwrap_or(0)
    }

    fn seek(&self, byte: u8, from: usize) -> Option<usize> {
        memchr(byte, self.bytes().get(from..)?).map(|found| from + found)
    }

    /// Where `wanted` next stands, letter case aside.
    fn search(&mut self, wanted: &'static [u8], from: usize) -> Option<usize> {
        if self.missing.contains(&wanted) {
            return None;
        }
        let (first, rest) = wanted.split_first()?;
        let mut from = from;
        while let Some(found) = self.seek(*first, from) {
            let end = found + wanted.len();
            if self.bytes().get(found + 1..end).is_some_and(|bytes| bytes.eq_ignore_ascii_case(rest)) {
                return Some(found);
            }
            from = found + 1;
        }
        self.missing.push(wanted);
        None
    }

    /// Everything up to the end tag of a raw element; `None` where it is not text.
    fn raw_content(&mut self, tag: Tag) -> Option<Token<'a>> {
        let (start, wanted) = (self.at, tag.end_tag());
        let mut from = start;
        let end = loop {
            let Some(open) = self.search(wanted, from) else { break None };
            let next = self.byte(open + wanted.len());
            if matches!(next, b'>' | b'/') || next.is_ascii_whitespace() {
                break Some(open);
            }
            from = open + 1;
        };
        let text = tag.flow() == Flow::RcData || tag == Tag::Plaintext;
        let unclosed = if tag.flow() == Flow::RcData { self.seek(b'<', start) } else { None };
        self.at = end.or(unclosed).unwrap_or(self.source.len());
        text.then_some(Token::Text(start..self.at))
    }

    /// Behind a comment, a doctype, a processing instruction or a CDATA section that starts at `self.at`; text of
    /// a CDATA section in foreign content is given.
    fn declaration(&mut self) -> Option<Token<'a>> {
        let rest = self.bytes().get(self.at..).unwrap_or_default();
        let (open, close): (usize, &[u8]) = if rest.starts_with(b"<!-->") {
            (2, b"-->")
        } else if rest.starts_with(b"<!--->") {
            (3, b"-->")
        } else if rest.starts_with(b"<!--") {
            (4, b"-->")
        } else if self.foreign && rest.starts_with(b"<![CDATA[") {
            (9, b"]]>")
        } else {
            (2, b">")
        };
        let start = self.at + open;
        let (end, length) = match self.search(close, start) {
            Some(end) => (end, close.len()),
            None => (self.search(b">", start).unwrap_or(self.source.len()), 1),
        };
        self.at = (end + length).min(self.source.len());
        (open == 9).then_some(Token::Text(start..end))
    }

    /// The tag at `self.at`; `None` if the source ends inside it.
    fn tag(&mut self) -> Option<Token<'a>> {
        let end_tag = self.byte(self.at + 1) == b'/';
        let start = self.at + 1 + usize::from(end_tag);
        let stop = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
        let length = self.bytes().get(start..)?.iter().position(stop).unwrap_or(self.source.len() - start);
        let mut name = [0u8; 12];
        let tag = match name.get_mut(..length) {
            Some(buffer) => {
                buffer.copy_from_slice(&self.bytes()[start..start + length]);
                buffer.make_ascii_lowercase();
                std::str::from_utf8(buffer).map_or(Tag::Other, Tag::named)
            }
            None => Tag::Other,
        };
        let mut attributes = Attributes::default();
        if !self.attributes(start + length, &mut attributes) {
            self.at = self.source.len();
            return None;
        }
        if end_tag {
            return Some(Token::End(tag));
        }
        if matches!(tag.flow(), Flow::Raw | Flow::RcData) && !self.foreign || tag == Tag::Plaintext {
            self.raw = Some(tag);
        }
        Some(Token::Start(tag, attributes))
    }

    /// Read attributes from `at`; leaves `self.at` behind the `>`. False if there is none.
    fn attributes(&mut self, mut at: usize, into: &mut Attributes<'a>) -> bool {
        let (bytes, source) = (self.bytes(), self.source);
        let space = |at: &mut usize| {
            while bytes.get(*at).is_some_and(u8::is_ascii_whitespace) {
                *at += 1;
            }
        };
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'>' => {
                    self.at = at + 1;
                    return true;
                }
                b'/' | b'\t' | b'\n' | b'\x0c' | b'\r' | b' ' => at += 1,
                _ => {
                    let start = at;
                    at += 1;
                    while bytes.get(at).is_some_and(|b| !b.is_ascii_whitespace() && !matches!(b, b'/' | b'>' | b'=')) {
                        at += 1;
                    }
                    let name = &bytes[start..at];
                    space(&mut at);
                    let value = if bytes.get(at) == Some(&b'=') {
                        at += 1;
                        space(&mut at);
                        self.value(&mut at)
                    } else {
                        at..at
                    };
                    if let Some(slot) = into.slot(name)
                        && slot.is_none()
                    {
                        *slot = source.get(value);
                    }
                }
            }
        }
        false
    }

    /// The value at `at`, quoted or not. One whose quote is never closed ends before the next `>`.
    fn value(&mut self, at: &mut usize) -> Span {
        let quote: &'static [u8] = match self.byte(*at) {
            b'"' => b"\"",
            b'\'' => b"'",
            _ => b"",
        };
        if !quote.is_empty() {
            let start = *at + 1;
            let closed = self.search(quote, start);
            let end = closed.or_else(|| self.search(b">", start)).unwrap_or(self.source.len());
            *at = end + usize::from(closed.is_some());
            return start..end;
        }
        let start = *at;
        while self.bytes().get(*at).is_some_and(|b| !b.is_ascii_whitespace() && *b != b'>') {
            *at += 1;
        }
        start..*at
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(tag) = self.raw.take()
            && let Some(text) = self.raw_content(tag)
        {
            return Some(text);
        }
        while self.at < self.source.len() {
            let start = self.at;
            let mut open = start;
            loop {
                match self.seek(b'<', open) {
                    None => {
                        self.at = self.source.len();
                        return Some(Token::Text(start..self.at));
                    }
                    Some(found) => {
                        let (next, after) = (self.byte(found + 1), self.byte(found + 2));
                        let markup = next.is_ascii_alphabetic()
                            || matches!(next, b'!' | b'?')
                            || next == b'/' && found + 2 < self.source.len();
                        let empty_end = next == b'/' && after == b'>';
                        if markup || empty_end {
                            open = found;
                            break;
                        }
                        open = found + 1;
                    }
                }
            }
            if open > start {
                self.at = open;
                return Some(Token::Text(start..open));
            }
            let next = self.byte(open + 1);
            let token = if next.is_ascii_alphabetic() || next == b'/' && self.byte(open + 2).is_ascii_alphabetic() {
                self.tag()
            } else {
                self.declaration()
            };
            if token.is_some() {
                return token;
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> Vec<String> {
        Tokens::new(source)
            .map(|token| match token {
                Token::Text(span) => format!("'{}'", &source[span]),
                Token::Start(tag, with) => format!("<{} {}>", tag.name(), with.class.unwrap_or("-")),
                Token::End(tag) => format!("</{}>", tag.name()),
            })
            .collect()
    }

    #[test]
    fn tags_and_text() {
        assert_eq!(shown("<P Class='a b'>x<br/>y</P >"), ["<p a b>", "'x'", "<br ->", "'y'", "</p>"]);
        assert_eq!(shown("a < b <3 </ c>d"), ["'a < b <3 '", "'d'"]);
        assert_eq!(shown("<a class=x class=y href=/z>"), ["<a x>"]);
        assert_eq!(shown("<div title=\"a > b\" class=\"c\">t"), ["<div c>", "'t'"]);
    }

    #[test]
    fn what_is_no_markup() {
        assert_eq!(shown("<script>a<b</scripty></script>c"), ["<script ->", "</script>", "'c'"]);
        assert_eq!(shown("<title>a<b></title>"), ["<title ->", "'a<b>'", "</title>"]);
        assert_eq!(shown("x<!-- <p> -->y<!-->z<!doctype html>"), ["'x'", "'y'", "'z'"]);
    }

    #[test]
    fn what_never_ends() {
        assert_eq!(shown("a<!-- b"), ["'a'"]);
        assert_eq!(shown("a<!-- b>c<!-- d>e"), ["'a'", "'c'", "'e'"]);
        assert_eq!(shown("a<div class=\"b"), ["'a'"]);
        assert_eq!(shown("a<div class=\"b>c<p id='d>e"), ["'a'", "<div b>", "'c'", "<p ->", "'e'"]);
        assert_eq!(shown("<title>a<p>b"), ["<title ->", "'a'", "<p ->", "'b'"]);
        assert_eq!(shown("a<style>p{"), ["'a'", "<style ->"]);
        assert_eq!(shown("a<"), ["'a<'"]);
    }
}
