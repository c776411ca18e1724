//! A text in, the form of file that it has: subtitles, a log of changes, settings. Such a text is no page.

use std::sync::{LazyLock, OnceLock};

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

/// A form ready to be looked for. Most texts have none: its expressions are compiled for the first that has its letters.
struct Ready {
    form: Form,
    expressions: OnceLock<Option<Expressions>>,
}

struct Expressions {
    /// Of each sign.
    signs: Vec<Regex>,
    lines: Option<Regex>,
}

static FORMS: LazyLock<Vec<Ready>> = LazyLock::new(|| {
    let file: Option<File> = toml::from_str(DATA).ok();
    let ready = |form| Ready { form, expressions: OnceLock::new() };
    file.into_iter().flat_map(|file| file.form).map(ready).collect()
});

/// The name of the form that a text has, if it has one.
pub fn form(text: &str) -> Option<&'static str> {
    FORMS.iter().find(|ready| ready.is_of(text.trim_start())).map(|ready| ready.form.name.as_str())
}

impl Ready {
    fn is_of(&self, text: &str) -> bool {
        let signs = &self.form.signs;
        if !signs.iter().all(|sign| memmem::find(text.as_bytes(), sign.with.as_bytes()).is_some()) {
            return false;
        }
        let Some(Expressions { signs: expressions, lines }) = self.expressions() else { return false };
        let has = |(sign, regex): (&Sign, &Regex)| regex.find_iter(text).take(sign.least).count() == sign.least;
        let is_line = |line: &str| lines.as_ref().is_none_or(|lines| lines.is_match(line));
        signs.iter().zip(expressions).all(has)
            && text.lines().map(str::trim_end).all(|line| line.is_empty() || is_line(line))
    }

    /// Nothing if one of them is wrong.
    fn expressions(&self) -> Option<&Expressions> {
        let regex = |pattern: &str| RegexBuilder::new(pattern).multi_line(true).build().ok();
        let compile = || {
            let signs = self.form.signs.iter().map(|sign| regex(&sign.sign)).collect::<Option<_>>()?;
            let lines = self.form.lines.as_deref();
            Some(Expressions { signs, lines: lines.map_or(Some(None), |lines| regex(lines).map(Some))? })
        };
        self.expressions.get_or_init(compile).as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_told_by_their_signs() {
        let file: File = toml::from_str(DATA).expect("the forms");
        assert_eq!(file.form.len(), FORMS.len());
        assert!(FORMS.iter().all(|ready| ready.expressions().is_some()), "an expression is wrong");
        for of in &file.form {
            assert!(!of.reason.is_empty() && !of.hits.is_empty() && !of.misses.is_empty(), "{}", of.name);
            of.hits.iter().for_each(|text| assert_eq!(form(text), Some(of.name.as_str()), "{text}"));
            of.misses.iter().for_each(|text| assert_eq!(form(text), None, "{text}"));
        }
    }
}
