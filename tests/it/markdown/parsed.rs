//! Markdown, read by a CommonMark library → its text, each character with everything that holds for it.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// What holds for a character.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub heading: u8,
    pub quotes: usize,
    /// The items around it, outermost first: ordered or not.
    pub items: Vec<bool>,
    pub definitions: usize,
    /// Row and column.
    pub cell: Option<(usize, usize)>,
    /// In a block of code: its language.
    pub block: Option<String>,
    pub code: bool,
    pub emphasis: bool,
    pub strong: bool,
    pub strike: bool,
    pub link: Option<String>,
    pub note: Option<String>,
}

/// What was read.
#[derive(Debug, Default)]
pub struct Parsed {
    /// All text but formulas and images, white space aside.
    pub text: Vec<(char, Place)>,
    /// The code blocks: language and content.
    pub blocks: Vec<(String, String)>,
    /// The numbers that ordered lists start with.
    pub starts: Vec<u64>,
    pub formulas: Vec<String>,
    pub images: Vec<String>,
    /// Labels of references to notes.
    pub references: Vec<String>,
    /// What no page of ours should hold.
    pub odd: Vec<String>,
    tables: usize,
    place: Place,
    row: usize,
    column: usize,
    in_image: bool,
    lists: Vec<bool>,
}

/// Tags that stand for emphasis where stars cannot.
const TAGS: [&str; 3] = ["em>", "strong>", "del>"];

impl Parsed {
    /// Leave out these texts where something bold begins with one of them.
    pub fn drop_bold(&mut self, texts: &[Vec<char>]) {
        let mut at = 0;
        while at < self.text.len() {
            let begins = self.text[at].1.strong && (at == 0 || !self.text[at - 1].1.strong);
            let is_here = |text: &&Vec<char>| {
                let here = self.text[at..].iter().take_while(|(_, place)| place.strong).map(|(char, _)| char);
                here.take(text.len()).eq(text.iter())
            };
            match texts.iter().filter(|_| begins).find(is_here) {
                Some(text) => drop(self.text.drain(at..at + text.len())),
                None => at += 1,
            }
        }
    }

    pub fn read(markdown: &str) -> Parsed {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_MATH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_DEFINITION_LIST;
        let mut parsed = Parsed::default();
        for event in Parser::new_ext(markdown, options) {
            parsed.event(event);
        }
        parsed
    }

    fn event(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(text) => {
                self.place.code = true;
                self.text(&text);
                self.place.code = false;
            }
            Event::InlineMath(tex) => self.formulas.push(tex.to_string()),
            Event::DisplayMath(tex) => self.formulas.push(tex.to_string()),
            Event::InlineHtml(tag) => self.tag(&tag),
            Event::FootnoteReference(label) => {
                self.references.push(label.to_string());
                self.text(&label);
            }
            Event::SoftBreak | Event::HardBreak => {}
            Event::Html(_) | Event::Rule | Event::TaskListMarker(_) => self.odd.push(format!("{event:?}")),
        }
    }

    fn tag(&mut self, tag: &str) {
        let name = tag.trim_start_matches(['<', '/']);
        let on = !tag.starts_with("</");
        match TAGS.iter().position(|known| *known == name) {
            Some(0) => self.place.emphasis = on,
            Some(1) => self.place.strong = on,
            Some(2) => self.place.strike = on,
            _ if tag == "<br>" => {}
            _ => self.odd.push(tag.to_owned()),
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_image {
            return;
        }
        if self.place.block.is_some()
            && let Some((_, content)) = self.blocks.last_mut()
        {
            content.push_str(text);
        }
        let place = Place { cell: self.place.cell.map(|_| (self.row, self.column)), ..self.place.clone() };
        self.text.extend(text.chars().filter(|c| !c.is_whitespace()).map(|c| (c, place.clone())));
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Heading { level, .. } => self.place.heading = level as u8,
            Tag::BlockQuote(kind) => {
                self.odd.extend(kind.map(|kind| format!("{kind:?}")));
                self.place.quotes += 1;
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(language)) => {
                self.place.block = Some(language.to_string());
                self.blocks.push((language.to_string(), String::new()));
            }
            Tag::List(start) => {
                self.starts.extend(start);
                self.lists.push(start.is_some());
            }
            Tag::Item => self.place.items.push(*self.lists.last().unwrap()),
            Tag::FootnoteDefinition(label) => self.place.note = Some(label.to_string()),
            Tag::DefinitionListDefinition => self.place.definitions += 1,
            Tag::Table(_) => {
                (self.tables, self.row) = (self.tables + 1, self.tables * 1_000_000);
                self.place.cell = Some((0, 0));
            }
            Tag::TableHead | Tag::TableRow => (self.row, self.column) = (self.row + 1, 0),
            Tag::TableCell => self.column += 1,
            Tag::Emphasis => self.place.emphasis = true,
            Tag::Strong => self.place.strong = true,
            Tag::Strikethrough => self.place.strike = true,
            Tag::Link { dest_url, .. } => self.place.link = Some(dest_url.to_string()),
            Tag::Image { dest_url, .. } => {
                self.images.push(dest_url.to_string());
                self.in_image = true;
            }
            Tag::Paragraph | Tag::DefinitionList | Tag::DefinitionListTitle => {}
            Tag::CodeBlock(CodeBlockKind::Indented) => self.odd.push("indented code".to_owned()),
            Tag::HtmlBlock | Tag::MetadataBlock(_) | Tag::Superscript | Tag::Subscript => {
                self.odd.push(format!("{tag:?}"));
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.place.heading = 0,
            TagEnd::BlockQuote(_) => self.place.quotes -= 1,
            TagEnd::CodeBlock => self.place.block = None,
            TagEnd::List(_) => drop(self.lists.pop()),
            TagEnd::Item => drop(self.place.items.pop()),
            TagEnd::FootnoteDefinition => self.place.note = None,
            TagEnd::DefinitionListDefinition => self.place.definitions -= 1,
            TagEnd::Table => self.place.cell = None,
            TagEnd::Emphasis => self.place.emphasis = false,
            TagEnd::Strong => self.place.strong = false,
            TagEnd::Strikethrough => self.place.strike = false,
            TagEnd::Link => self.place.link = None,
            TagEnd::Image => self.in_image = false,
            _ => {}
        }
    }
}
