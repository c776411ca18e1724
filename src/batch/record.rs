//! One line of `pipe`: a JSON object taken apart so that every field that is not ours is written back to the
//! digit and in its place.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::article::Kind;

/// A JSON object: its fields in order, values as they stand.
pub struct Record<'a> {
    fields: Vec<(String, Value<'a>)>,
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
    /// Take a line apart.
    pub fn parse(line: &'a str) -> Result<Record<'a>, serde_json::Error> {
        serde_json::from_str(line)
    }

    /// The JSON of a field. Of a field given twice, the last counts.
    pub fn json(&self, name: &str) -> Option<&str> {
        self.fields.iter().rfind(|(field, _)| field == name).map(|(_, value)| value.json())
    }

    /// The text of a field; `None` if it is not there or null.
    pub fn text(&self, name: &str) -> Result<Option<String>, String> {
        match self.json(name) {
            None | Some("null") => Ok(None),
            Some(json) => serde_json::from_str(json).map(Some).map_err(|_| format!("field \"{name}\" is no text")),
        }
    }

    /// The document that it holds: the page, or the text where there is no page or a blank one. `None`: neither is there.
    pub fn document(&self, html: &str, text: &str) -> Result<Option<(Kind, String)>, String> {
        let page = self.text(html)?;
        let is_blank = page.as_ref().is_none_or(|page| page.trim().is_empty());
        let text = if is_blank { self.text(text)? } else { None };
        Ok(text.map(|text| (Kind::Text, text)).or(page.map(|page| (Kind::Html, page))))
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
    fn what_is_no_object_is_refused() {
        for line in ["", "[]", "null", "{\"a\":}", "{\"a\":1} x", "{'a':1}"] {
            assert!(Record::parse(line).is_err(), "{line}");
        }
    }
}
