//! Is this markup, or text that may merely speak of markup?

use crate::article::Kind;
use crate::extract::html::tags::Tag;

/// Bytes that are looked at for a page behind something else (a server's warning, a log line).
const HEAD: usize = 4096;

/// How pages start.
const STARTS: [&str; 3] = ["<!doctype html", "<html>", "<html "];
/// How they end.
const END: &str = "</html>";
/// More characters than this behind the end of a page are a text that shows one.
const BEHIND: usize = 40;

/// What a document looks like: markup if it starts with markup, or if a page starts within its first lines. A text that
/// shows a page says so before it, with a colon, or goes on behind it.
pub fn kind(text: &str) -> Kind {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}');
    let head: String = start.chars().take(HEAD).collect::<String>().to_ascii_lowercase();
    let page = STARTS.iter().filter_map(|mark| head.find(mark)).min();
    let closed = ["<body", "<head", "</title>"].iter().any(|mark| head.contains(mark));
    let is_shown = |at: usize| head.get(..at).is_some_and(|before| before.trim_end().ends_with(':')) || goes_on(text);
    let is_page = || closed && page.is_some_and(|at| !is_shown(at));
    if starts_with_markup(&head) || is_page() { Kind::Html } else { Kind::Text }
}

/// Is there text behind the end of the last page, and no markup of a server's or a program's?
fn goes_on(text: &str) -> bool {
    let end = memchr::memmem::rfind(text.as_bytes(), END.as_bytes()).and_then(|at| text.get(at + END.len()..));
    let rest = end.map(str::trim).unwrap_or_default();
    rest.len() > BEHIND && !rest.starts_with('<')
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
            "HTTP/1.1 200 OK\nContent-Type: text/html\n\n<html><body><p>a</body></html>\n<!-- served from the cache, 12 ms -->",
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
            "Type this into your editor:\n\n<html>\n<body>\n<p>Hello</p>\n</body>\n</html>",
            "It is blank\n\n<html>\n<head></head>\n</html>\n\nThe <script> tag must stand below the <div> that it uses.",
        ] {
            assert_eq!(kind(text), Kind::Text, "{text}");
        }
    }
}
