//! A file in the form of ftr-site-config in, the `[[site]]` that says the same out. What cannot be said in CSS, or means
//! nothing here, becomes a comment with the reason: nothing is dropped in silence, nothing is guessed.

mod xpath;

use std::fmt::Write as _;

use crate::config::site;
use crate::judge::site::{Site, Spec, Test};
use xpath::{Use, selector};

/// Directives that have no meaning here, and why.
const PASSED_OVER: &[(&str, &str)] = &[
    ("tidy", "pages are read as browsers read them"),
    ("parser", "pages are read as browsers read them"),
    ("prune", "what is husk in the body is known by the rules"),
    ("autodetect_on_failure", "a page without the body is judged as others are"),
    ("autodetect_next_page", "pages are not fetched"),
    ("single_page_link", "pages are not fetched"),
    ("single_page_link_in_feed", "pages are not fetched"),
    ("next_page_link", "pages are not fetched"),
    ("if_page_contains", "pages are not fetched"),
    ("http_header", "pages are not fetched"),
    ("requires_login", "pages are not fetched"),
    ("login_uri", "pages are not fetched"),
    ("login_username_field", "pages are not fetched"),
    ("login_password_field", "pages are not fetched"),
    ("login_extra_fields", "pages are not fetched"),
    ("not_logged_in_xpath", "pages are not fetched"),
    ("skip_json_ld", "a site's rules come before what the page says of itself"),
    ("strip_attr", "attributes are no text"),
    ("strip_image_src", "images are no text"),
    ("insert_detected_image", "images are no text"),
    ("native_ad_clue", "an advertisement is cut where it stands"),
    ("wrap_in", "the article is text"),
    ("move_into", "text stays where it stands"),
    ("src_lazy_load_attr", "images are no text"),
];

/// Translate a file; `name` is its own, which is the host: `example.org.txt`, `.example.org.txt`.
pub fn import(name: &str, text: &str) -> String {
    let host = name.strip_suffix(".txt").unwrap_or(name).trim_start_matches('.');
    let mut import = Import { site: Spec { host: vec![host.to_owned()], ..Spec::default() }, comments: Vec::new() };
    for line in text.trim_start_matches('\u{feff}').lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Err(reason) = import.line(line) {
            import.comments.push(format!("{line}  -- {reason}"));
        }
    }
    import.finish(name)
}

struct Import {
    site: Spec,
    comments: Vec<String>,
}

impl Import {
    fn line(&mut self, line: &str) -> Result<(), String> {
        let (directive, value) = line.split_once(':').ok_or("no directive")?;
        let (directive, value) = (directive.trim(), value.trim());
        let Spec { strip, body, title, author, date, test, .. } = &mut self.site;
        match directive {
            "body" => body.push(selector(value, Use::Element)?),
            "title" => title.push(selector(value, Use::Value)?),
            "author" => author.push(selector(value, Use::Value)?),
            "date" => date.push(selector(value, Use::Date)?),
            "strip" => strip.push(selector(value, Use::Element)?),
            "strip_id_or_class" => {
                let value = quoted(value.trim_matches(['"', '\'']));
                strip.push(format!("[id*={value}], [class*={value}]"));
            }
            "test_url" => test.push(Test { url: Some(value.to_owned()), ..Test::default() }),
            "test_contains" => {
                let test = test.last_mut().ok_or("no test_url stands before it")?;
                test.contains.push(value.to_owned());
            }
            _ if directive.starts_with("find_string") || directive.starts_with("replace_string") => {
                return Err("the source is read as it is".to_owned());
            }
            _ => {
                let name = directive.split('(').next().unwrap_or_default();
                let reason = PASSED_OVER.iter().find(|(known, _)| *known == name).map(|(_, reason)| *reason);
                return Err(reason.unwrap_or("not known").to_owned());
            }
        }
        Ok(())
    }

    fn finish(mut self, name: &str) -> String {
        let mut out = format!("# From {name}\n");
        let fault = Site::new(self.site.clone()).err();
        if let Some(fault) = &fault {
            self.comments.push(fault.clone());
        }
        if fault.is_none() {
            let _ = write!(out, "[[site]]\n{}", site(&self.site));
        }
        for comment in &self.comments {
            let _ = writeln!(out, "# {}", comment.replace(char::is_control, " "));
        }
        out
    }
}

/// A text as CSS quotes it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
