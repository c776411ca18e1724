//! What holds for a run → a `dehusk.toml` that says it all, each value with where it came from.

use std::fmt::Write as _;

use serde::Serialize;
use toml::Spanned;

use super::{Config, USUAL};
use crate::judge::site::Spec;

/// A value as TOML writes it.
pub fn value(value: &impl Serialize) -> String {
    toml::Value::try_from(value).map(|value| value.to_string()).unwrap_or_default()
}

impl Config {
    /// A file that, read again, says the same.
    pub fn dump(&self) -> String {
        let mut out = String::new();
        let mut line = |name: &str, value: &str, from: &str| {
            let _ = writeln!(out, "{name} = {value}  # {from}");
        };
        for shown in &self.shown {
            line(shown.name, &shown.value, &shown.from);
        }
        let file = &self.file;
        match &file.cut_confidence {
            Some(least) => line("cut-confidence", &value(least.get_ref()), &self.place(least)),
            None => line("cut-confidence", "0.0", USUAL),
        }
        for (name, list) in [("enable", &file.enable), ("disable", &file.disable), ("keep", &file.keep)] {
            let items: Vec<&String> = list.iter().map(Spanned::get_ref).collect();
            line(name, &value(&items), &list.first().map_or_else(|| USUAL.to_owned(), |first| self.place(first)));
        }
        if !file.fragments.is_empty() {
            let _ = write!(out, "\n[fragments]\n{}", toml::to_string(&file.fragments).unwrap_or_default());
        }
        for rule in &file.rules {
            let text = toml::to_string(rule.get_ref()).unwrap_or_default();
            let _ = write!(out, "\n[[rule]]  # {}\n{text}", self.place(rule));
        }
        for site in &file.sites {
            let text = self::site(site.get_ref());
            let _ = write!(out, "\n[[site]]  # {}\n{text}", self.place(site));
        }
        out
    }
}

/// The keys of a site. Tests are written into its table, not as tables of their own.
pub fn site(site: &Spec) -> String {
    let mut out = toml::to_string(&Spec { test: Vec::new(), ..site.clone() }).unwrap_or_default();
    if !site.test.is_empty() {
        let _ = writeln!(out, "test = {}", value(&site.test));
    }
    out
}
