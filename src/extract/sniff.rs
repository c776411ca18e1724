//! Is this markup, or text that may merely speak of markup?

use crate::article::Kind;
use crate::extract::html::tags::Tag;

/// Bytes that are looked at for a page behind something else (a server's warning, a log line).
const HEAD: usize = 4096;

/// What a document looks like: markup if it starts with markup, or if a page starts within its first lines.
pub fn kind(text: &str) -> Kind {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}');
    let head: String = start.chars().take(HEAD).collect::<String>().to_ascii_lowercase();
    let page = ["<!doctype html", "<html>", "<html "].iter().any(|mark| head.contains(mark));
    let closed = ["<body", "<head", "</title>"].iter().any(|mark| head.contains(mark));
    if starts_with_markup(&head) || page && closed { Kind::Html } else { Kind::Text }
}

/// What goes on after a tag that a sentence is about.
const SPEAKING: &[&str] =
    &["is ", "and ", "or ", "was ", "has ", "means ", "does ", "tags ", "tag ", "elements ", "element "];

fn starts_with_markup(head: &str) -> bool {
    if ["<!doctype", "<!--", "<?xml"].iter().any(|mark| head.starts_with(mark)) {
        return true;
    }
    let Some(rest) = head.strip_prefix('<') else { return false };
    let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let tag = Tag::named(&rest[..length]);
    let ends = rest[length..].starts_with(['>', ' ', '\n', '\t', '\r', '/']);
    // One tag at the start and none after it is somebody writing about tags, and so is a sentence that starts with one.
    let after = rest[length..].strip_prefix("> ");
    let speaks = after.is_some_and(|after| SPEAKING.iter().any(|word| after.starts_with(word)));
    tag != Tag::Other && ends && rest.matches('<').count() > 0 && !speaks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_texts() {
        for page in [
            "<!DOCTYPE html><p>a",
            " \n<html lang=en><body>",
            "<h1>Title</h1><p>Text",
            "<?xml version='1.0'?><html>",
            "Warning: session_start()\n<html><head><title>x</title>",
            "<div class=a>x</div>",
        ] {
            assert_eq!(kind(page), Kind::Html, "{page}");
        }
        for text in [
            "",
            "Use <p> and </p> for paragraphs.",
            "<3 this song",
            "<p> is the tag that starts a paragraph.",
            "a < b and c > d",
            "How I learnt to write <html> by hand",
            "<angry> No! </angry>",
            "Wrap it in a <div>:\n\n    <div class=\"note\">\n      <p>Mind the gap.</p>\n    </div>\n\nand close it.",
            "Which is older, <b> or <strong>? In HTML 2 there were both: <b>bold</b> and <strong>strong</strong>.",
            "<p> is the tag that starts a paragraph. It is closed by </p>, or by the next <p>.",
            "<div> and <span> mean nothing. That is what they are for.",
        ] {
            assert_eq!(kind(text), Kind::Text, "{text}");
        }
    }
}
