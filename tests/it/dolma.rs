//! `--format dolma`: attributes that line up with the extracted documents, and give the article when they are applied.

use std::path::Path;

use serde_json::Value;

use crate::tool::{ARTICLE, Work};

/// Spans of an attribute with what is to be put there, as the mixer does it: `{}` is the text of the span.
fn spans(row: &Value, name: &str, put: &'static str) -> Vec<(usize, usize, &'static str)> {
    let number = |span: &Value, at: usize| usize::try_from(span[at].as_u64().unwrap()).unwrap();
    row["attributes"][name].as_array().unwrap().iter().map(|span| (number(span, 0), number(span, 1), put)).collect()
}

fn mixed(text: &str, row: &Value) -> String {
    let text: Vec<char> = text.chars().collect();
    let mut all = [spans(row, "dehusk__cut", ""), spans(row, "dehusk__blank", "{} ")].concat();
    all.sort_unstable();
    let (mut out, mut at) = (String::new(), 0);
    for (start, end, put) in all {
        assert!(at <= start && start < end && end <= text.len(), "{row}");
        out.extend(&text[at..start]);
        out += &put.replace("{}", &text[start..end].iter().collect::<String>());
        at = end;
    }
    out.extend(&text[at..]);
    out
}

#[test]
fn attributes_line_up_with_the_documents_and_give_the_articles() {
    let menu = b"Home\nNews\nSport\nShare this article\n";
    let work = Work::with(&[("gone.txt", menu), ("z.txt", ARTICLE.as_bytes())]);
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("raw").to_str().unwrap().to_owned();
    let run = |args: &[&str]| work.run(&[&["clean", &samples, "raw", "-o", "-", "--format"], args].concat()).json();
    let documents = run(&["jsonl", "--stages", "decode,extract"]);
    let rows = run(&["dolma"]);
    let articles = run(&["jsonl"]);
    assert_eq!((documents.len(), rows.len(), articles.len()), (25, 25, 24));
    let mut compared = 0;
    for (document, row) in documents.iter().zip(&rows) {
        assert_eq!(document["id"], row["id"]);
        let attributes = row["attributes"].as_object().unwrap();
        let by_rule = attributes.iter().filter(|(name, _)| name.starts_with("dehusk__cut__"));
        let by_rule: usize = by_rule.map(|(_, spans)| spans.as_array().unwrap().len()).sum();
        assert_eq!(attributes["dehusk__cut"].as_array().unwrap().len(), by_rule);
        let text = mixed(document["text"].as_str().unwrap(), row);
        let article = articles.iter().find(|article| article["id"] == row["id"]);
        if attributes["dehusk__mend"] == serde_json::json!([]) {
            assert_eq!(text, article.map_or("", |article| article["text"].as_str().unwrap()), "{}", row["id"]);
            compared += 1;
        }
    }
    assert!(compared > 15, "{compared}");
}
