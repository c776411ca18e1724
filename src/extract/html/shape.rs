//! What attributes say of lists, tables and code, for writers: numbers of items, places of cells, languages.

use super::arena::Arena;
use super::attributes::Key;
use super::entities;
use super::tags::Tag;
use crate::article::Side;

/// The attributes remembered of one element.
#[derive(Clone, Copy)]
pub struct Rare<'a> {
    /// The page.
    pub source: &'a str,
    /// Its tree.
    pub arena: &'a Arena,
    /// The element's number in it.
    pub node: u32,
}

/// Longer values name nothing: an image may be written into its address.
const LONGEST_VALUE: usize = 4096;

impl<'a> Rare<'a> {
    /// A value as written, if it is not too long.
    pub fn value(self, key: Key) -> Option<&'a str> {
        let (start, end) = self.arena.rare(self.node, key)?;
        self.source.get(start as usize..end as usize).filter(|value| value.len() <= LONGEST_VALUE)
    }

    /// A value with its references decoded, not empty.
    pub fn decoded(self, key: Key) -> Option<String> {
        let text = entities::decode_attribute(self.value(key)?.trim());
        (!text.is_empty()).then_some(text)
    }

    /// A value that is a number.
    pub fn number(self, key: Key) -> Option<u32> {
        self.value(key)?.trim().parse().ok()
    }

    /// The classes, as written.
    pub fn class(self) -> &'a str {
        let (start, end) = self.arena.nodes.get(self.node as usize).map_or((0, 0), |node| node.class);
        self.source.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Does it say that it is a line of code?
    pub fn is_code_line(self) -> bool {
        const LINES: [&str; 5] = ["line", "token-line", "view-line", "js-file-line", "crayon-line"];
        self.class().split_ascii_whitespace().any(|word| LINES.contains(&word) || word.ends_with("code-line"))
    }

    /// Does it say that it is the declaration of a function or a class, as Sphinx writes them?
    pub fn is_declaration(self, tag: Tag) -> bool {
        tag == Tag::Dt && self.class().split_ascii_whitespace().any(|word| matches!(word, "sig" | "sig-object"))
    }

    /// Where it says that its text stands: by an attribute, a style or a class.
    pub fn side(self) -> Option<Side> {
        let style =
            self.value(Key::Style).and_then(|style| style.split_once("text-align")?.1.trim_start().strip_prefix(':'));
        let style = style.map(|rest| rest.split([';', '!']).next().unwrap_or_default());
        let class = || self.class().split_ascii_whitespace().find_map(side_of_class);
        style.and_then(side_of).or_else(|| side_of(self.value(Key::Align)?)).or_else(class)
    }

    /// The language that it says its code is in.
    pub fn language(self, tag: Tag) -> Option<String> {
        const LONGEST_CLASS: usize = 512;
        let class = self.class();
        let named = self.value(Key::DataLang).filter(|name| is_language(name));
        let named = named.or_else(|| language_of(tag, class.get(..LONGEST_CLASS).unwrap_or(class)));
        named.map(|name| name.to_ascii_lowercase())
    }
}

fn side_of(word: &str) -> Option<Side> {
    match word.trim().to_ascii_lowercase().as_str() {
        "left" | "start" => Some(Side::Left),
        "center" => Some(Side::Center),
        "right" | "end" => Some(Side::Right),
        _ => None,
    }
}

/// What Bootstrap and WordPress call a cell: `text-right`, `has-text-align-right`.
fn side_of_class(word: &str) -> Option<Side> {
    ["has-text-align-", "text-align-", "text-"].iter().find_map(|prefix| side_of(word.strip_prefix(prefix)?))
}

/// Classes that say a language begin so, longest first.
const PREFIXES: [&str; 6] =
    ["highlight-source-", "highlight-text-", "gatsby-code-", "highlight-", "language-", "lang-"];

/// Class words behind which the language is a word of its own.
const LEADS: [&str; 3] = ["brush:", "sourceCode", "syntaxhighlighter"];

/// The same of figures, as Hexo writes them: `<figure class="highlight js">`.
const FIGURE_LEAD: &str = "highlight";

/// Names of no language.
const NONE: [&str; 8] = ["none", "default", "nohighlight", "undefined", "notranslate", "auto", "nogutter", "plain"];

fn language_of(tag: Tag, class: &str) -> Option<&str> {
    let mut words = class.split_ascii_whitespace();
    let leads = |word: &str| LEADS.contains(&word) || tag == Tag::Figure && word == FIGURE_LEAD;
    let mut after_lead = words.clone().skip_while(|word| !leads(word)).skip(1);
    let prefixed = words.find_map(|word| {
        let name = PREFIXES.iter().chain(&LEADS).find_map(|prefix| word.strip_prefix(prefix))?;
        Some(name.trim_end_matches(';')).filter(|name| is_language(name))
    });
    prefixed
        .or_else(|| after_lead.next().map(|name| name.trim_end_matches([';', ','])).filter(|name| is_language(name)))
}

fn is_language(name: &str) -> bool {
    const LONGEST: usize = 24;
    let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '-' | '_' | '.');
    let begins = name.starts_with(|c: char| c.is_ascii_alphanumeric());
    (1..=LONGEST).contains(&name.len()) && begins && name.chars().all(letter) && !NONE.contains(&name)
}

/// Cells reach over so many columns at most, and only among so many columns those are kept free that a cell above
/// reaches into: a page can say any number.
const MOST_COLUMNS: u32 = 100;

/// Where the next cell of a table stands.
#[derive(Debug, Default)]
pub struct Grid {
    row: u32,
    column: u32,
    /// For each column the first row that no cell from above reaches into.
    free: Vec<u32>,
}

impl Grid {
    /// A group of rows starts: no cell reaches into it.
    pub fn group(&mut self) {
        self.free.clear();
    }

    /// A row starts.
    pub fn row(&mut self) {
        (self.row, self.column) = (self.row.saturating_add(1), 0);
    }

    /// A cell starts; its row and column.
    pub fn cell(&mut self, columns: u32, rows: Option<u32>) -> (u32, u32) {
        while self.free.get(self.column as usize).is_some_and(|free| *free > self.row) {
            self.column += 1;
        }
        let place = (self.row, self.column);
        let columns = columns.clamp(1, MOST_COLUMNS);
        self.column = self.column.saturating_add(columns);
        let below = match rows.unwrap_or(1) {
            0 => u32::MAX,
            rows => self.row.saturating_add(rows),
        };
        if below > self.row.saturating_add(1) {
            let (first, end) = (place.1.min(MOST_COLUMNS) as usize, self.column.min(MOST_COLUMNS) as usize);
            self.free.resize(self.free.len().max(end), 0);
            self.free[first..end].fill(below);
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_of_classes() {
        for (class, want) in [
            ("language-rust", Some("rust")),
            ("hljs lang-c++", Some("c++")),
            ("highlight highlight-source-shell", Some("shell")),
            ("highlight-python3 notranslate", Some("python3")),
            ("brush: js; toolbar: false;", Some("js")),
            ("brush:php", Some("php")),
            ("sourceCode haskell", Some("haskell")),
            ("syntaxhighlighter  java", Some("java")),
            ("syntaxhighlighter nogutter", None),
            ("gatsby-code-jsx", Some("jsx")),
            ("language-none", None),
            ("highlight", None),
            ("syntaxhighlighter-pre", None),
            ("language-", None),
            ("code", None),
        ] {
            assert_eq!(language_of(Tag::Div, class), want, "{class}");
        }
        assert_eq!(language_of(Tag::Figure, "highlight js"), Some("js"));
        assert_eq!(language_of(Tag::Figure, "highlight plain"), None);
        assert_eq!(language_of(Tag::Div, "highlight box"), None);
    }

    #[test]
    fn cells_find_their_places() {
        let mut grid = Grid::default();
        grid.row();
        assert_eq!(grid.cell(1, Some(3)), (1, 0));
        assert_eq!(grid.cell(2, None), (1, 1));
        grid.row();
        assert_eq!(grid.cell(1, Some(0)), (2, 1));
        grid.row();
        assert_eq!(grid.cell(1, None), (3, 2));
        grid.row();
        assert_eq!(grid.cell(1, None), (4, 0));
        assert_eq!(grid.cell(1, None), (4, 2));
        grid.group();
        grid.row();
        assert_eq!(grid.cell(1_000_000_000, Some(1_000_000_000)), (5, 0));
        assert_eq!(grid.cell(1, None), (5, 100));
        grid.row();
        assert_eq!(grid.cell(1, Some(9)), (6, 100));
        grid.row();
        assert_eq!(grid.cell(1, None), (7, 100));
    }
}
