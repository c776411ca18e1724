//! A text in, the form of file that it has: subtitles, a log of changes, settings. Such a text is no page.

use std::sync::LazyLock;

use memchr::memmem;
use regex::{Regex, RegexBuilder};
use serde::Deserialize;

/// See there.
const DATA: &str = include_str!("forms.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    form: Vec<Form>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(test), expect(dead_code, reason = "the reason is for readers, the examples are for tests"))]
struct Form {
    name: String,
    reason: String,
    signs: Vec<Sign>,
    /// Every line that is not blank has to be such a one.
    lines: Option<String>,
    hits: Vec<String>,
    misses: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sign {
    with: String,
    sign: String,
    least: usize,
}

/// A form ready to be looked for.
struct Ready {
    name: String,
    /// Letters, the expression, how often.
    signs: Vec<(String, Regex, usize)>,
    lines: Option<Regex>,
}

static FORMS: LazyLock<Vec<Ready>> = LazyLock::new(|| {
    let file: Option<File> = toml::from_str(DATA).ok();
    file.into_iter().flat_map(|file| file.form).filter_map(ready).collect()
});

fn ready(form: Form) -> Option<Ready> {
    let regex = |pattern: &str| RegexBuilder::new(pattern).multi_line(true).build().ok();
    let sign = |sign: Sign| Some((sign.with, regex(&sign.sign)?, sign.least));
    let signs = form.signs.into_iter().map(sign).collect::<Option<Vec<_>>>()?;
    let lines = form.lines.as_deref().map(regex);
    Some(Ready { name: form.name, signs, lines: lines.map_or(Some(None), |lines| lines.map(Some))? })
}

/// The name of the form that a text has, if it has one.
pub fn form(text: &str) -> Option<&'static str> {
    FORMS.iter().find(|form| form.is_of(text.trim_start())).map(|form| form.name.as_str())
}

impl Ready {
    fn is_of(&self, text: &str) -> bool {
        let has = |(with, sign, least): &(String, Regex, usize)| {
            memmem::find(text.as_bytes(), with.as_bytes()).is_some()
                && sign.find_iter(text).take(*least).count() == *least
        };
        let is_line = |line: &str| self.lines.as_ref().is_none_or(|lines| lines.is_match(line));
        self.signs.iter().all(has) && text.lines().map(str::trim_end).all(|line| line.is_empty() || is_line(line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_told_by_their_signs() {
        let file: File = toml::from_str(DATA).expect("the forms");
        assert_eq!(file.form.len(), FORMS.len(), "an expression is wrong");
        for of in &file.form {
            assert!(!of.reason.is_empty() && !of.hits.is_empty() && !of.misses.is_empty(), "{}", of.name);
            of.hits.iter().for_each(|text| assert_eq!(form(text), Some(of.name.as_str()), "{text}"));
            of.misses.iter().for_each(|text| assert_eq!(form(text), None, "{text}"));
        }
    }
}
