//! One line of `pipe`: a JSON object taken apart so that every field that is not ours is written back to the
//! digit and in its place.

use std::fmt;
use std::sync::LazyLock;

use regex::{Captures, Regex};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::article::{Kind, Note};

/// A JSON object: its fields in order, values as they stand.
pub struct Record<'a> {
    fields: Vec<(String, Value<'a>)>,
}

/// The document that a record holds.
#[derive(Debug, PartialEq, Eq)]
pub struct Body {
    /// What it is.
    pub kind: Kind,
    /// All of it.
    pub text: String,
    /// What was odd.
    pub note: Option<Note>,
}

/// A value: from the input, or one of ours.
enum Value<'a> {
    Raw(&'a RawValue),
    Own(String),
}

impl Value<'_> {
    fn json(&self) -> &str {
        match self {
            Value::Raw(raw) => raw.get(),
            Value::Own(json) => json,
        }
    }
}

impl<'a> Record<'a> {
    /// Take an object apart. A number that JSON does not have becomes null.
    pub fn parse(object: &'a str) -> Result<Record<'a>, serde_json::Error> {
        serde_json::from_str(object).or_else(|error| {
            let forgiven = without_no_numbers(object).ok_or(error)?;
            let Record { fields } = serde_json::from_str(&forgiven)?;
            let own = |(name, value): (String, Value)| (name, Value::Own(value.json().to_owned()));
            Ok(Record { fields: fields.into_iter().map(own).collect() })
        })
    }

    /// The JSON of a field. Of a field given twice, the last counts.
    pub fn json(&self, name: &str) -> Option<&str> {
        self.fields.iter().rfind(|(field, _)| field == name).map(|(_, value)| value.json())
    }

    /// The text of a field; `None` if it is not there or null.
    pub fn text(&self, name: &str) -> Result<Option<String>, String> {
        Ok(self.read(name)?.map(|(text, _)| text))
    }

    /// The text of a field and what was odd about it: half of a surrogate pair becomes U+FFFD.
    fn read(&self, name: &str) -> Result<Option<(String, Option<Note>)>, String> {
        let json = match self.json(name) {
            None | Some("null") => return Ok(None),
            Some(json) => json,
        };
        if let Ok(text) = serde_json::from_str(json) {
            return Ok(Some((text, None)));
        }
        let text = serde_json::from_str(&without_halves(json)).map_err(|_| format!("field \"{name}\" is no text"))?;
        let message = format!("field \"{name}\" has half of a surrogate pair, which is no character");
        Ok(Some((text, Some(Note { code: "lone-surrogate", message }))))
    }

    /// The document that it holds: the page, or the text where there is no page or a blank one. `None`: neither is there.
    pub fn document(&self, html: &str, text: &str) -> Result<Option<Body>, String> {
        let page = self.read(html)?;
        let is_blank = page.as_ref().is_none_or(|(page, _)| page.trim().is_empty());
        let text = if is_blank { self.read(text)? } else { None };
        let body = |kind| move |(text, note)| Body { kind, text, note };
        Ok(text.map(body(Kind::Text)).or(page.map(body(Kind::Html))))
    }

    /// Put JSON where the field stands, or at the end.
    pub fn set(&mut self, name: &str, json: String) {
        match self.fields.iter().rposition(|(field, _)| field == name) {
            Some(at) => {
                let mut here = 0..;
                self.fields.retain(|(field, _)| here.next() == Some(at) || field != name);
                if let Some(field) = self.fields.iter_mut().find(|(field, _)| field == name) {
                    field.1 = Value::Own(json);
                }
            }
            None => self.fields.push((name.to_owned(), Value::Own(json))),
        }
    }

    /// Write the line, with its line end.
    pub fn write(&self) -> String {
        let mut out = String::from("{");
        for (at, (name, value)) in self.fields.iter().enumerate() {
            out.push_str(if at == 0 { "" } else { "," });
            out.push_str(&quoted(name));
            out.push(':');
            out.push_str(value.json());
        }
        out + "}\n"
    }
}

/// A text as JSON.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// JSON with null for what Python, among others, writes where a number is none; `None`: there is no such thing.
fn without_no_numbers(json: &str) -> Option<String> {
    static TEXT_OR_NUMBER: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r#""(?s:[^"\\]|\\.)*"|NaN|-?Infinity"#).ok());
    let put = |found: &Captures| {
        let found = &found[0];
        if found.starts_with('"') { found.to_owned() } else { "null".to_owned() }
    };
    ["NaN", "Infinity"].iter().any(|word| json.contains(word)).then_some(())?;
    Some(TEXT_OR_NUMBER.as_ref()?.replace_all(json, put).into_owned())
}

/// A JSON string with U+FFFD in the place of each half of a surrogate pair that stands alone.
fn without_halves(json: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(json.len()), json);
    while let Some((before, escape)) = rest.find('\\').and_then(|at| rest.split_at_checked(at)) {
        let unit = |at: usize| escape.get(at..).and_then(code_unit);
        let (length, is_half) = match (unit(0), unit(UNIT)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => (2 * UNIT, false),
            (Some(0xd800..=0xdfff), _) => (UNIT, true),
            _ => (2, false),
        };
        let Some((escape, behind)) = escape.split_at_checked(length) else { break };
        out.push_str(before);
        out.push_str(if is_half { "\u{fffd}" } else { escape });
        rest = behind;
    }
    out + rest
}

/// Bytes of an escape such as `\u0041`.
const UNIT: usize = 6;

/// The UTF-16 code unit that the escape at the beginning of this stands for.
fn code_unit(escape: &str) -> Option<u32> {
    u32::from_str_radix(escape.strip_prefix("\\u")?.get(..4)?, 16).ok()
}

impl<'de> Deserialize<'de> for Record<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Record<'de>;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = Vec::new();
        while let Some((name, raw)) = map.next_entry::<String, &RawValue>()? {
            fields.push((name, Value::Raw(raw)));
        }
        Ok(Record { fields })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_fields_stay_to_the_digit() {
        let line = r#"{"b": 1.50, "text": "x", "a": {"n" : 12345678901234567890.10e+2}, "text": "y", "c": null}"#;
        let mut record = Record::parse(line).expect("a record");
        assert_eq!(record.text("text"), Ok(Some("y".to_owned())));
        assert_eq!(record.text("c"), Ok(None));
        assert!(record.text("b").is_err());
        record.set("text", quoted("z\n"));
        record.set("new", "1".to_owned());
        let expected = r#"{"b":1.50,"a":{"n" : 12345678901234567890.10e+2},"text":"z\n","c":null,"new":1}"#;
        assert_eq!(record.write(), format!("{expected}\n"));
    }

    #[test]
    fn half_of_a_surrogate_pair_costs_nothing_else() {
        let table = [
            (r"on board \ud83d", "on board \u{fffd}"),
            (r"\ude00\ud83d\ude00", "\u{fffd}\u{1f600}"),
            (r"\ud83d\ud83d\ude00", "\u{fffd}\u{1f600}"),
            (r"\\ud83d \ud83d\u0041\n", "\\ud83d \u{fffd}A\n"),
        ];
        for (json, expected) in table {
            let line = format!("{{\"text\":\"{json}\"}}");
            let record = Record::parse(&line).expect("a record");
            let body = record.document("html", "text").expect("a text").expect("a document");
            assert_eq!((body.text.as_str(), body.note.is_some()), (expected, true), "{json}");
        }
    }

    #[test]
    fn numbers_that_are_none_are_null() {
        let line = r#"{"a": NaN, "b": [1.50, -Infinity, {"c": Infinity}], "text": "NaN \"NaN\" \\", "NaN": 1}"#;
        let record = Record::parse(line).expect("a record");
        let expected = r#"{"a":null,"b":[1.50, null, {"c": null}],"text":"NaN \"NaN\" \\","NaN":1}"#;
        assert_eq!(record.write(), format!("{expected}\n"));
        assert!(Record::parse(r#"{"a": NaNs}"#).is_err());
    }

    #[test]
    fn what_is_no_object_is_refused() {
        for line in ["", "[]", "null", "{\"a\":}", "{\"a\":1} x", "{'a':1}"] {
            assert!(Record::parse(line).is_err(), "{line}");
        }
    }
}
