//! A page in, out the blocks of which it tells machines (JSON-LD, microdata or RDFa, vocabulary of schema.org) that they are its
//! content: the ingredients and steps of a recipe, the price of goods, the text of an article. What is so told is sure, however
//! short its lines are.

use std::collections::HashSet;
use std::hash::BuildHasher as _;

use foldhash::fast::FixedState;
use serde_json::Value;

use super::together::blocks_of;
use crate::article::{Element, Extracted, Kind, Span};
use crate::extract;
use crate::extract::html::reread;
use crate::metadata::{json_ld, marks};

/// What holds content.
const CONTENT: [&str; 4] = ["articleBody", "recipeIngredient", "ingredients", "recipeInstructions"];
/// Elements that are so marked hold it, in lower case. (`articleBody` is around buttons and links, too.)
const MARKED: [&str; 6] = ["recipeingredient", "ingredients", "recipeinstructions", "price", "lowprice", "highprice"];
/// What holds it inside of that: parts, and where they have their words.
const INSIDE: [&str; 5] = ["step", "itemListElement", "text", "name", "@value"];
/// Of these a script has one, or it is not read.
const TELLING: [&str; 3] = ["articleBody", "recipeIngredient", "recipeInstructions"];
/// Things in a script that are looked at.
const MOST: usize = 20_000;
/// Words in a row by which a sentence is known again.
const ROW: usize = 4;
/// Of a block's rows so many are told, if the block is: words are left out there, and tags parted.
const MOST_ROWS: f32 = 0.9;
/// Blocks that are one line where they are told: a number, its measure, what of it.
const PARTS: usize = 4;
/// A line of fewer words must have another that is told beside it: menus have "Salt" and "Lemon" too.
const ALONE: usize = 3;

/// What is told, by hash.
#[derive(Default)]
struct Told {
    /// Whole lines.
    lines: HashSet<u64, FixedState>,
    /// Rows of words.
    rows: HashSet<u64, FixedState>,
}

/// Does the page tell of each block that it is content? Empty if it tells of none.
pub fn blocks(source: &str, extracted: &Extracted) -> Vec<bool> {
    let is_telling =
        |script: &str| TELLING.iter().any(|key| memchr::memmem::find(script.as_bytes(), key.as_bytes()).is_some());
    let scripts = &extracted.head.data;
    if extracted.kind != Kind::Html {
        return Vec::new();
    }
    let mut blocks = Vec::new();
    if scripts.iter().filter_map(|span| source.get(span.clone())).any(is_telling) {
        let told = Told::by(&json_ld::read(source, scripts));
        if !told.lines.is_empty() {
            blocks = told.marks(extracted);
        }
    }
    for element in extracted.elements.iter().filter(|element| element.marked && is_content(source, element)) {
        blocks.resize(extracted.blocks.len(), false);
        blocks[text_of(element)].fill(true);
    }
    blocks
}

/// The blocks of an element; one inside of a block counts as that.
fn text_of(element: &Element) -> Span {
    let of = blocks_of(element);
    of.start.saturating_sub(usize::from(of.is_empty()))..of.end
}

/// Do its attributes say that it is content?
fn is_content(source: &str, element: &Element) -> bool {
    let tag = reread::tag(source, element.attributes as usize);
    tag.is_some_and(|(attributes, _)| {
        marks::properties(&attributes).iter().any(|(name, _)| MARKED.contains(&name.as_str()))
    })
}

impl Told {
    /// What these scripts tell.
    fn by(scripts: &[Value]) -> Told {
        let mut told = Told::default();
        let mut open: Vec<(&Value, bool)> = scripts.iter().map(|script| (script, false)).collect();
        for _ in 0..MOST {
            let Some((value, is_content)) = open.pop() else { break };
            match value {
                Value::String(text) if is_content => told.add(text),
                Value::Array(values) => open.extend(values.iter().map(|value| (value, is_content))),
                Value::Object(thing) => open.extend(thing.iter().filter_map(|(key, value)| {
                    let key = key.as_str();
                    let holds = CONTENT.contains(&key) || is_content && INSIDE.contains(&key);
                    (holds || !is_content && key != "comment").then_some((value, holds))
                })),
                _ => {}
            }
        }
        told
    }

    fn add(&mut self, text: &str) {
        let shown = if text.contains(['<', '&']) { extract::shown(text) } else { text.to_owned() };
        let mut all = Vec::new();
        for line in shown.lines() {
            let words = words(line);
            if !words.is_empty() {
                self.lines.insert(together(&words));
            }
            all.extend(words);
        }
        self.rows.extend(all.windows(ROW).map(together));
    }

    fn marks(&self, extracted: &Extracted) -> Vec<bool> {
        let blocks: Vec<Vec<u64>> = extracted.blocks.iter().map(|block| words(extracted.text_of(block))).collect();
        let mut told = vec![false; blocks.len()];
        let mut short = Vec::new();
        for at in 0..blocks.len() {
            let mut line = Vec::new();
            for end in at..blocks.len().min(at + PARTS) {
                line.extend(&blocks[end]);
                if blocks[at].is_empty() || !self.lines.contains(&together(&line)) {
                    continue;
                }
                if line.len() < ALONE {
                    short.push(at..end + 1);
                } else {
                    told[at..=end].fill(true);
                }
            }
            told[at] |= self.holds_rows(&blocks[at]);
        }
        // Twice, so that several short lines below each other are reached from above and from below.
        for span in short.iter().chain(short.iter().rev()) {
            if told[..span.start].last() == Some(&true) || told.get(span.end) == Some(&true) {
                told[span.clone()].fill(true);
            }
        }
        told
    }

    fn holds_rows(&self, words: &[u64]) -> bool {
        let rows = words.len().saturating_sub(ROW - 1);
        let found = words.windows(ROW).filter(|row| self.rows.contains(&together(row))).count();
        rows > 0 && found as f32 >= MOST_ROWS * rows as f32
    }
}

/// The words of a line: letters and digits alone, in small case.
fn words(line: &str) -> Vec<u64> {
    let words = line.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| FixedState::default().hash_one(word.to_lowercase())).collect()
}

fn together(words: &[u64]) -> u64 {
    FixedState::default().hash_one(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::Options;

    fn told(script: &str, page: &str) -> Vec<String> {
        let page = format!("<script type='application/ld+json'>{script}</script>{page}");
        let options = Options { kind: Some(Kind::Html), ..Options::default() };
        let extracted = extract::extract(&page, &options);
        let texts = extracted.blocks.iter().map(|block| extracted.text_of(block).to_owned());
        texts.zip(blocks(&page, &extracted)).filter(|(_, told)| *told).map(|(text, _)| text).collect()
    }

    #[test]
    fn a_recipe_tells_its_ingredients_and_steps() {
        let script = r#"{"@graph":[{"@type":"Recipe","recipeIngredient":["26 Oreo cookies","4 tbsp. butter, melted","salt"],
            "recipeInstructions":[{"@type":"HowToSection","name":"For the crust","itemListElement":[{"text":"Melt the butter."}]}],
            "comment":[{"text":"So good, we made it twice."}]}]}"#;
        let page = "<ul><li><b>26</b><p>Oreo cookies</p><li>4 tbsp. butter, melted<li>Salt</ul><h3>For the crust</h3>\
            <p>Melt the butter.<p>So good, we made it twice.<ul><li>Salt</ul>";
        assert_eq!(
            told(script, page),
            ["26", "Oreo cookies", "4 tbsp. butter, melted", "Salt", "For the crust", "Melt the butter."]
        );
    }

    #[test]
    fn ingredients_steps_and_prices_are_marked() {
        let page = "<ul><li itemprop=ingredients>Salt<li>Add <b property='schema:recipeIngredient'>2 eggs</b> now<li>Share</ul>\
            <ol itemprop=recipeInstructions><li>Lift<li>Turn</ol><p itemprop=text>So good.<p itemprop=price>9.50";
        assert_eq!(told("{}", page), ["Salt", "Add 2 eggs now", "Lift", "Turn", "9.50"]);
    }

    #[test]
    fn an_article_tells_its_text() {
        let script =
            r#"{"articleBody":"The ferry left at noon&nbsp;sharp.\nNobody on the quay could say why it had."}"#;
        let page =
            "<p>The ferry left <a href=x>at noon</a> sharp.<p>Nobody on the quay could say why.<p>Read more about it";
        assert_eq!(told(script, page), ["The ferry left at noon sharp.", "Nobody on the quay could say why."]);
        assert!(told(r#"{"description":"The ferry left at noon sharp."}"#, page).is_empty());
    }
}
