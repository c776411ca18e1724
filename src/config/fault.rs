//! What is wrong at a place of a configuration file → one line that names file, line and column, and what was meant.

use std::ops::Range;

use crate::batch::{Error, shown};

/// A name this alike is what was meant.
const ALIKE: f64 = 0.75;

/// The text of a configuration file and where it came from.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// As it is shown.
    pub path: std::path::PathBuf,
    /// What it holds.
    pub text: String,
}

impl Source {
    /// An error at this place.
    pub fn fault(&self, span: &Range<usize>, message: &str) -> Error {
        let (line, column) = self.place(span.start);
        Error::Usage(format!("{}:{line}:{column}: {message}", shown(&self.path)))
    }

    /// What the reader of TOML has to say.
    pub fn unreadable(&self, error: &toml::de::Error) -> Error {
        let message = error.message().lines().collect::<Vec<_>>().join(" ");
        self.fault(&error.span().unwrap_or_default(), &meant(&message).unwrap_or(message))
    }

    /// Line of a byte, from 1.
    pub fn line(&self, at: usize) -> usize {
        self.place(at).0
    }

    fn place(&self, at: usize) -> (usize, usize) {
        let before = self.text.get(..at).unwrap_or(&self.text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        (before.matches('\n').count() + 1, line.chars().count() + 1)
    }
}

/// The name among these that was most likely meant, if one is near.
pub fn near<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let scored = known.map(|other| (strsim::jaro_winkler(name, other), other));
    let best = scored.max_by(|one, other| one.0.total_cmp(&other.0));
    best.filter(|(score, _)| *score >= ALIKE).map(|(_, other)| other)
}

/// What to say of a name that is not among these: the one that was meant, or all of them.
pub fn instead<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.collect();
    match near(name, known.iter().copied()) {
        Some(other) => format!("did you mean \"{other}\"?"),
        None => format!("known are {}", known.join(", ")),
    }
}

/// Serde lists all that it expected; people want the one they meant.
fn meant(message: &str) -> Option<String> {
    let (what, rest) = [("unknown field `", "key"), ("unknown variant `", "value")]
        .into_iter()
        .find_map(|(start, what)| Some((what, message.strip_prefix(start)?)))?;
    let (name, expected) = rest.split_once('`')?;
    let known = expected.split('`').skip(1).step_by(2);
    Some(format!("unknown {what} \"{name}\"; {}", instead(name, known)))
}
