//! The charset a document says it is in: `<meta charset>`, `<meta http-equiv=content-type>`, or an XML
//! declaration. Comments, scripts and style sheets are passed over, and only the beginning is read.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memmem;

use crate::decode::utf8::UTF8_MARK;

/// Browsers stop at 1 KB, but the heads of real pages are longer than that.
const PRESCAN: usize = 64 * 1024;
/// The root element comes early.
const ROOT_WITHIN: usize = 4096;
/// Longest label that is kept: the longest known one has 19 letters.
const LONGEST_LABEL: usize = 40;

/// The label as the document writes it, lower-case, known or not.
pub fn label(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..PRESCAN).unwrap_or(bytes);
    let start = head.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let head = head.get(start..)?;
    let head = head.strip_prefix(UTF8_MARK).unwrap_or(head);
    if !head.starts_with(b"<") && memchr::memchr(b'<', head).is_none() {
        return None;
    }
    xml_declaration(head).or_else(|| meta(head))
}

/// The encoding that a label stands for. A page whose label could be read as ASCII is not in UTF-16.
pub fn encoding(label: &str) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label_no_replacement(label.as_bytes())?;
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

fn xml_declaration(head: &[u8]) -> Option<String> {
    if !starts_with(head, b"<?xml") {
        return None;
    }
    let end = memchr::memchr(b'>', head)?;
    attribute(head.get(..end)?, b"encoding")
}

fn meta(head: &[u8]) -> Option<String> {
    let mut rest = head;
    while let Some(at) = memchr::memchr(b'<', rest) {
        rest = rest.get(at..)?;
        if rest.starts_with(b"<!--") {
            rest = after(rest.get(4..)?, b"-->")?;
        } else if let Some(raw) = [&b"script"[..], b"style", b"title"].iter().find(|name| is_tag(rest, name)) {
            rest = after_end_tag(rest.get(1..)?, raw)?;
        } else if is_tag(rest, b"body") {
            return None;
        } else if is_tag(rest, b"meta") {
            let inner = rest.get(1..)?;
            let end = 1 + memchr::memchr2(b'<', b'>', inner).unwrap_or(inner.len());
            let found = attribute(rest.get(..end)?, b"charset");
            if found.is_some() {
                return found;
            }
            rest = rest.get(end..)?;
        } else {
            rest = rest.get(1..)?;
        }
    }
    None
}

/// `charset=…`, as an attribute of its own or inside `content="text/html; charset=…"`.
fn attribute(tag: &[u8], name: &[u8]) -> Option<String> {
    let mut from = 0;
    while let Some(found) = find_ignoring_case(tag.get(from..)?, name) {
        from += found + name.len();
        let value = tag.get(from..)?.trim_ascii_start();
        let Some(value) = value.strip_prefix(b"=") else { continue };
        let value = value.trim_ascii_start();
        let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value).trim_ascii_start();
        let end =
            value.iter().position(|byte| matches!(byte, b'"' | b'\'' | b';' | b',' | b'/' | b'>' | b'<' | b' ' | b'?'));
        let label = value.get(..end.unwrap_or(value.len()))?.trim_ascii_end();
        if !label.is_empty() && label.len() <= LONGEST_LABEL && label.is_ascii() {
            return Some(String::from_utf8_lossy(label).to_ascii_lowercase());
        }
    }
    None
}

fn is_tag(rest: &[u8], name: &[u8]) -> bool {
    rest.get(1..).is_some_and(|tag| starts_with(tag, name))
        && !rest.get(1 + name.len()).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
}

fn starts_with(text: &[u8], prefix: &[u8]) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

fn find_ignoring_case(text: &[u8], word: &[u8]) -> Option<usize> {
    text.windows(word.len()).position(|window| window.eq_ignore_ascii_case(word))
}

fn after<'a>(text: &'a [u8], mark: &[u8]) -> Option<&'a [u8]> {
    text.get(memmem::find(text, mark)? + mark.len()..)
}

fn after_end_tag<'a>(text: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let mut rest = text;
    loop {
        rest = after(rest, b"</")?;
        if starts_with(rest, name) {
            return Some(rest);
        }
    }
}

/// The language that the root element names, such as `pt-br`.
pub fn language(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..ROOT_WITHIN).unwrap_or(bytes);
    let mut rest = head;
    while let Some(at) = memchr::memchr(b'<', rest) {
        rest = rest.get(at..)?;
        if is_tag(rest, b"html") {
            let end = memchr::memchr(b'>', rest).unwrap_or(rest.len());
            return attribute(rest.get(..end)?, b"lang");
        }
        rest = rest.get(1..)?;
    }
    None
}
