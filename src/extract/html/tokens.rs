//! Markup → tokens, in one pass and without going back: what the standard's tokenizer knows as far as it matters
//! to text and structure. Source: WHATWG HTML, section 13.2.5.
//!
//! In one thing it is kinder than the standard: where a title, a comment, a script or a quoted value never ends, a
//! browser shows nothing of the rest of the page. Scrapes have such holes, and in doubt text stays: the title then
//! ends at the next tag, the comment there or at the next `>`, the tag at that, the script at its first end tag.

use memchr::memmem::Finder;
use memchr::{memchr, memmem};

use super::attributes::Attributes;
use super::bytes::{ENDS_KEY, ENDS_NAME, ENDS_VALUE, is, near, skip_space};
use super::tags::{Flow, Name, Tag};
use crate::article::Span;

/// One piece of markup; spans are bytes of the source. The attributes of a start tag are in `Tokens::attributes`.
#[derive(Debug)]
pub enum Token {
    /// Character data with its references still in it.
    Text(Span),
    /// The content of an element that holds no markup.
    Raw(Tag, Span),
    /// Start tag.
    Start(Name),
    /// End tag.
    End(Name),
}

/// What a `<` starts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Markup {
    Tag,
    /// A comment, a doctype, a processing instruction, a CDATA section.
    Declaration,
    None,
}

/// Reads a source from front to back.
pub struct Tokens<'a> {
    source: &'a str,
    /// Where the next token starts.
    pub at: usize,
    /// The element whose content comes next and is no markup; set by the tree's keeper.
    pub raw: Option<Tag>,
    /// In SVG, MathML or XML, where CDATA sections are text; set by the tree's keeper.
    pub foreign: bool,
    /// Of the last start tag.
    pub attributes: Attributes<'a>,
    /// What was looked for to the end of the source and is not there: it is not looked for again.
    missing: Vec<&'static [u8]>,
    end_tags: Finder<'static>,
    dashes: Finder<'static>,
}

impl<'a> Tokens<'a> {
    /// A reader at the start of `source`.
    pub fn new(source: &'a str) -> Self {
        Tokens::at(source, 0)
    }

    /// A reader at this place of `source`.
    pub fn at(source: &'a str, at: usize) -> Self {
        Tokens {
            source,
            at,
            raw: None,
            foreign: false,
            attributes: Attributes::new(source),
            missing: Vec::new(),
            end_tags: Finder::new(b"</"),
            dashes: Finder::new(b"--"),
        }
    }

    fn from(&self, at: usize) -> &'a [u8] {
        self.source.as_bytes().get(at..).unwrap_or_default()
    }

    fn byte(&self, at: usize) -> u8 {
        self.source.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// Where `wanted` next stands. A search in vain to the end is not done twice.
    fn search(&mut self, wanted: &'static [u8], from: usize) -> Option<usize> {
        if self.missing.contains(&wanted) {
            return None;
        }
        let found = match wanted {
            [byte] => near(*byte, self.from(from)),
            _ => memmem::find(self.from(from), wanted),
        };
        if found.is_none() {
            self.missing.push(wanted);
        }
        found.map(|found| from + found)
    }

    /// Where the end tag of a raw element next stands.
    fn raw_end(&mut self, tag: Tag, from: usize) -> Option<usize> {
        let name = tag.name().as_bytes();
        if self.missing.contains(&name) {
            return None;
        }
        let mut at = from;
        while let Some(found) = self.end_tags.find(self.from(at)) {
            at += found;
            if is_name(self.from(at + 2), name) {
                return Some(at);
            }
            at += 2;
        }
        self.missing.push(name);
        None
    }

    /// The content of a raw element and its end tag.
    fn raw_content(&mut self, tag: Tag) -> Token {
        let start = self.at;
        let end = match tag {
            Tag::Plaintext => None,
            Tag::Script => self.script_end(start),
            _ => self.raw_end(tag, start),
        };
        let Some(end) = end else {
            let open = if tag.flow() == Flow::RcData { memchr(b'<', self.from(start)) } else { None };
            self.at = open.map_or(self.source.len(), |open| start + open);
            return Token::Raw(tag, start..self.at);
        };
        if !self.attributes(end + 2 + tag.name().len()) {
            self.at = self.source.len();
        }
        Token::Raw(tag, start..end)
    }

    /// Where a script ends: what stands between `<!--` and `-->` in it may hold a script and its end.
    fn script_end(&mut self, start: usize) -> Option<usize> {
        const ESCAPED: &[u8] = b"<script> in <!-- that ends";
        let first = self.raw_end(Tag::Script, start)?;
        if memmem::find(&self.from(start)[..first - start], b"<!--").is_none() || self.missing.contains(&ESCAPED) {
            return Some(first);
        }
        let end = escaped_script_end(self.source.as_bytes(), start);
        if end.is_none() {
            self.missing.push(ESCAPED);
        }
        Some(end.unwrap_or(first))
    }

    /// Behind a comment, a doctype, a processing instruction or a CDATA section that starts at `self.at`; text of
    /// a CDATA section in foreign content is given.
    fn declaration(&mut self) -> Option<Token> {
        let rest = self.from(self.at);
        if self.foreign && rest.starts_with(b"<![CDATA[") {
            let start = self.at + 9;
            let end = self.search(b"]]>", start).unwrap_or(self.source.len());
            self.at = (end + 3).min(self.source.len());
            return Some(Token::Text(start..end));
        }
        if rest.starts_with(b"<!--") {
            self.at = self.comment_end(self.at + 4);
        } else {
            self.at = self.search(b">", self.at + 2).map_or(self.source.len(), |end| end + 1);
        }
        None
    }

    /// Behind the comment whose text starts at `start`. One that never ends is over with the next `>` or tag.
    fn comment_end(&mut self, start: usize) -> usize {
        const END: &[u8] = b"-->";
        let rest = self.from(start);
        if rest.starts_with(b">") || rest.starts_with(b"->") {
            return start + 1 + usize::from(rest.starts_with(b"-"));
        }
        let mut at = start;
        while !self.missing.contains(&END) {
            let Some(found) = self.dashes.find(self.from(at)) else {
                self.missing.push(END);
                break;
            };
            at += found + 2;
            match self.from(at) {
                [b'>', ..] => return at + 1,
                [b'!', b'>', ..] => return at + 2,
                _ => at -= 1,
            }
        }
        let end = memchr::memchr2(b'>', b'<', rest).map(|end| start + end);
        end.map_or(self.source.len(), |end| end + usize::from(self.byte(end) == b'>'))
    }

    /// The tag at `self.at`; `None` if the source ends inside it.
    fn tag(&mut self) -> Option<Token> {
        let end_tag = self.byte(self.at + 1) == b'/';
        let start = self.at + 1 + usize::from(end_tag);
        let rest = self.from(start);
        let length = rest.iter().position(|byte| is(*byte, ENDS_NAME)).unwrap_or(rest.len());
        let name = Name::read(&rest[..length]);
        if rest.get(length) == Some(&b'>') {
            self.attributes.clear(start + length);
            self.at = start + length + 1;
        } else if !self.attributes(start + length) {
            self.at = self.source.len();
            return None;
        }
        Some(if end_tag { Token::End(name) } else { Token::Start(name) })
    }

    /// Read attributes from `at`; leaves `self.at` behind the `>`. False if there is none.
    fn attributes(&mut self, mut at: usize) -> bool {
        let bytes = self.source.as_bytes();
        self.attributes.clear(at);
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'>' => {
                    self.attributes.self_closing = at > 0 && self.byte(at - 1) == b'/';
                    self.attributes.span.end = at;
                    self.at = at + 1;
                    return true;
                }
                _ if is(byte, ENDS_NAME) => at += 1,
                _ => {
                    let start = at;
                    at += 1;
                    let rest = bytes.get(at..).unwrap_or_default();
                    at += rest.iter().position(|byte| is(*byte, ENDS_KEY)).unwrap_or(rest.len());
                    let name = &bytes[start..at];
                    let equals = skip_space(bytes, at);
                    let value = if bytes.get(equals) == Some(&b'=') {
                        at = skip_space(bytes, equals + 1);
                        self.value(&mut at)
                    } else {
                        at..at
                    };
                    self.attributes.set(name, value);
                }
            }
        }
        false
    }

    /// The attributes that start at `at`, if a tag that ends does.
    pub fn attributes_at(mut self, at: usize) -> Option<Attributes<'a>> {
        self.attributes(at).then_some(self.attributes)
    }

    /// The value at `at`, quoted or not. One whose quote is never closed ends before the next `>`.
    fn value(&mut self, at: &mut usize) -> Span {
        let quote: &'static [u8] = match self.byte(*at) {
            b'"' => b"\"",
            b'\'' => b"'",
            _ => {
                let start = *at;
                let length = self.from(start).iter().position(|byte| is(*byte, ENDS_VALUE));
                *at = length.map_or(self.source.len(), |length| start + length);
                return start..*at;
            }
        };
        let start = *at + 1;
        let closed = self.search(quote, start);
        let end = closed.or_else(|| self.search(b">", start)).unwrap_or(self.source.len());
        *at = end + usize::from(closed.is_some());
        start..end
    }

    /// What starts with the `<` at this place.
    fn markup_at(&self, at: usize) -> Markup {
        match *self.from(at + 1) {
            [b'!' | b'?', ..] => Markup::Declaration,
            [b'/', letter, ..] if letter.is_ascii_alphabetic() => Markup::Tag,
            [b'/', _, ..] => Markup::Declaration,
            [letter, ..] if letter.is_ascii_alphabetic() => Markup::Tag,
            _ => Markup::None,
        }
    }

    /// Where text that starts here ends: with the next markup.
    fn text_end(&self, mut at: usize) -> usize {
        while let Some(found) = near(b'<', self.from(at)) {
            at += found;
            if self.markup_at(at) != Markup::None {
                return at;
            }
            at += 1;
        }
        self.source.len()
    }

    /// The next token.
    pub fn next(&mut self) -> Option<Token> {
        if let Some(tag) = self.raw.take() {
            return Some(self.raw_content(tag));
        }
        while self.at < self.source.len() {
            let start = self.at;
            let markup = if self.byte(start) == b'<' { self.markup_at(start) } else { Markup::None };
            let token = match markup {
                Markup::Tag => self.tag(),
                Markup::Declaration => self.declaration(),
                Markup::None => {
                    self.at = self.text_end(start);
                    Some(Token::Text(start..self.at))
                }
            };
            if token.is_some() {
                return token;
            }
        }
        None
    }
}

/// Does `name` stand here, and a tag's name end behind it?
fn is_name(text: &[u8], name: &[u8]) -> bool {
    text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        && text.get(name.len()).is_some_and(|byte| is(*byte, ENDS_NAME))
}

/// The end tag of a script with comments in it: in a comment a script may start and end without ending this one.
fn escaped_script_end(bytes: &[u8], start: usize) -> Option<usize> {
    let (mut at, mut commented, mut inner) = (start, false, false);
    loop {
        at += memchr::memchr2(b'<', b'-', bytes.get(at..)?)?;
        let rest = bytes.get(at..)?;
        if rest.starts_with(b"-->") {
            (commented, inner) = (false, false);
        } else if !commented && rest.starts_with(b"<!--") {
            commented = true;
            at += 1;
        } else if commented && !inner && rest[0] == b'<' && is_name(&rest[1..], b"script") {
            inner = true;
        } else if rest.starts_with(b"</") && is_name(&rest[2..], b"script") {
            if !inner {
                return Some(at);
            }
            inner = false;
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::html::attributes::Key;

    fn shown(source: &str) -> Vec<String> {
        let mut tokens = Tokens::new(source);
        let mut out = Vec::new();
        while let Some(token) = tokens.next() {
            out.push(match token {
                Token::Text(span) => format!("'{}'", &source[span]),
                Token::Raw(tag, span) => format!("{}'{}'", tag.name(), &source[span]),
                Token::Start(name) => {
                    if matches!(name.tag.flow(), Flow::Raw | Flow::RcData) {
                        tokens.raw = Some(name.tag);
                    }
                    format!("<{} {}>", name.tag.name(), tokens.attributes.get(Key::Class).unwrap_or("-"))
                }
                Token::End(name) => format!("</{}>", name.tag.name()),
            });
        }
        out
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
        assert_eq!(shown("<script>a<b</scripty></script>c"), ["<script ->", "script'a<b</scripty>'", "'c'"]);
        assert_eq!(shown("<title>a<b></title>"), ["<title ->", "title'a<b>'"]);
        assert_eq!(shown("x<!-- <p> -->y<!-->z<!doctype html>"), ["'x'", "'y'", "'z'"]);
        assert_eq!(shown("x<!-- a --!>y<!--->z<!-- b --- c ---->v"), ["'x'", "'y'", "'z'", "'v'"]);
    }

    #[test]
    fn scripts_in_comments_in_scripts() {
        let whole = |source: &str| shown(source).last().cloned();
        assert_eq!(whole("<script><!-- <script>a</script> --></script>b").as_deref(), Some("'b'"));
        assert_eq!(whole("<script><!-- a</script>b").as_deref(), Some("'b'"));
        assert_eq!(whole("<script><!--><script></script>b").as_deref(), Some("'b'"));
        assert_eq!(whole("<script><!-- <script> </script>b").as_deref(), Some("'b'"));
    }

    #[test]
    fn what_never_ends() {
        assert_eq!(shown("a<!-- b"), ["'a'"]);
        assert_eq!(shown("a<!-- b>c<!-- d>e"), ["'a'", "'c'", "'e'"]);
        assert_eq!(shown("a<div class=\"b"), ["'a'"]);
        assert_eq!(shown("a<div class=\"b>c<p id='d>e"), ["'a'", "<div b>", "'c'", "<p ->", "'e'"]);
        assert_eq!(shown("<title>a<p>b"), ["<title ->", "title'a'", "<p ->", "'b'"]);
        assert_eq!(shown("a<style>p{"), ["'a'", "<style ->", "style'p{'"]);
        assert_eq!(shown("a<"), ["'a<'"]);
    }
}
