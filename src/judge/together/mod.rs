//! What belongs together on a page stays together, if most of it does: the rows of a table, the items of a list, what stands
//! at one place in all cards, a heading and what is below it, a label inside the text. The model judges block by block and cuts
//! what is short, is a link or stands elsewhere too; what it leaves would be a definition without its term or a list without
//! half of its items.
//!
//! Lists, tables, code, headings and labels were measured by cross-validation on training pages: none costs F1, and together
//! they keep a third of a percent more of right words. (Code beside a label costs two pages whose truth lacks it.)

mod code;
mod lists;
mod tables;
mod units;

use super::model::page::Page;
use super::model::title;
use super::sources;
use super::standfirst;
use crate::article::{Block, Element, Role, Span};
use crate::extract::html::hints::Hints;
use crate::extract::html::tags::Tag;

/// A label has no more words.
const LABEL_WORDS: f32 = 8.0;
/// It is at least as likely content as this: what is less is a button.
const LABEL: f32 = 0.1;

/// Keep the rest of what stays in part.
pub fn hold(page: &Page, chances: &[f32], keep: &mut [bool]) {
    lists::hold(page, chances, keep);
    tables::hold(page, chances, keep);
    units::hold(page, chances, keep);
    name_of_manual(page, keep);
    code::hold(page, keep);
    fields(page, keep);
    shown_posts(page, keep);
    headings(page, chances, keep);
    declarations(page, keep);
    sources::hold(page, chances, keep);
    labels(page, chances, keep);
    for line in [title::line(page, keep), standfirst::find(page, chances, keep)].into_iter().flatten() {
        keep[line] = true;
    }
}

/// Is at least this share of the words of these blocks kept, and anything at all?
fn is_kept_by(page: &Page, keep: &[bool], blocks: Span, share: f32) -> bool {
    let weigh = |block: usize| weight(page, block);
    let kept: f32 = blocks.clone().filter(|block| keep[*block]).map(weigh).sum();
    kept > 0.0 && kept >= share * blocks.map(weigh).sum::<f32>()
}

/// What a block counts among others: its words, and a little more, as some have none.
fn weight(page: &Page, block: usize) -> f32 {
    page.stats[block].words + 0.5
}

/// The share of these blocks' bytes that stand in links.
pub fn share_linked(blocks: &[Block]) -> f64 {
    let linked: f64 = blocks.iter().map(|block| f64::from(block.link_bytes)).sum();
    let all: usize = blocks.iter().map(|block| block.span.len()).sum();
    linked / all.max(1) as f64
}

/// The blocks inside an element.
pub fn blocks_of(element: &Element) -> Span {
    element.blocks.start as usize..element.blocks.end as usize
}

/// A text of so many words that stays says that the element around it is the article's.
const WORDS_OF_TEXT: f32 = 8.0;
/// A field has no more blocks.
const BLOCKS_OF_FIELD: usize = 24;
/// Elements around a field among which its article is.
const AROUND_FIELD: usize = 16;

/// Fields that have a label each, as editors fill them in, are of the article in whose element they follow its text: when
/// and where it takes place, who may apply. Fields of links name its topics, and those of a form ask for something.
fn fields(page: &Page, keep: &mut [bool]) {
    let (field, label) = (Hints::named(&["form"]), Hints::named(&["tags"]));
    let elements = &page.extracted.elements;
    let is_text = |block: &usize| keep[*block] && page.stats[*block].words >= WORDS_OF_TEXT;
    let texts: Vec<usize> = (0..keep.len()).filter(is_text).collect();
    for inner in elements.iter().skip(1).filter(|element| element.hints.meets(label)) {
        let around = inner.parent as usize;
        let blocks = blocks_of(&elements[around]);
        let is_labelled = inner.blocks.len() == 1 && inner.blocks.start == elements[around].blocks.start;
        if !elements[around].hints.meets(field) || !is_labelled || !(2..=BLOCKS_OF_FIELD).contains(&blocks.len()) {
            continue;
        }
        let up = || page.extracted.around(around).take(AROUND_FIELD);
        let asks = up().any(|(_, element)| element.tag == Tag::Form);
        let leads_on = page.extracted.blocks[blocks.clone()].iter().any(|block| block.link_bytes > 0);
        let article = up().find(|(_, element)| element.tag == Tag::Article).filter(|_| !asks && !leads_on);
        let start = article.map(|(_, article)| article.blocks.start as usize);
        let first = start.and_then(|start| texts.get(texts.partition_point(|text| *text < start)));
        if first.is_some_and(|text| *text < blocks.start) {
            keep[blocks].fill(true);
        }
    }
}

/// The post of another place that is shown between two blocks that stay is theirs: its name, that of the place, speaks
/// against it alone.
fn shown_posts(page: &Page, keep: &mut [bool]) {
    let place = Hints::named(&["share", "media"]);
    let is_post = |element: &&Element| element.tag == Tag::Blockquote && element.hints.meets(place);
    for element in page.extracted.elements.iter().filter(is_post) {
        let blocks = blocks_of(element);
        if blocks.start > 0 && keep[blocks.start - 1] && keep.get(blocks.end) == Some(&true) {
            keep[blocks].fill(true);
        }
    }
}

/// Blocks below the title among which a manual's page says its name.
const NAME_REACH: usize = 8;
/// What parts a name from what it is the name of.
const DASHES: [&str; 3] = [" - ", " – ", " — "];

/// The page of a manual says below its title what it is about, in a section of one line: "ferry - cross a lake" below "ferry(7)".
fn name_of_manual(page: &Page, keep: &mut [bool]) {
    let text = |block: usize| page.extracted.text_of(&page.extracted.blocks[block]);
    let Some(title) = page.title.filter(|title| keep.get(title + 1).is_some()) else { return };
    let said = text(title).to_lowercase();
    let is_heading = |block: usize| page.extracted.blocks[block].role.is_heading();
    let is_between_names = |char: char| !char.is_alphanumeric() && !"-_.+".contains(char);
    let is_name = |block: &usize| {
        let parts = DASHES.iter().find_map(|dash| text(*block).split_once(dash));
        let first = parts.and_then(|(names, _)| names.split(", ").next()).unwrap_or_default();
        !first.is_empty() && said.split(is_between_names).any(|name| name == first.to_lowercase())
    };
    let below = title + 2..keep.len().min(title + NAME_REACH);
    let is_last = |block: usize| block + 1 == keep.len();
    let mut alone =
        below.filter(|block| is_heading(block - 1) && page.section_ends[*block] == block + 1 && !is_last(*block));
    if let Some(name) = alone.find(is_name) {
        keep[name] = true;
    }
}

/// A heading that heads nothing but another one is at least as likely content.
const HEADS_HEADING: f32 = 0.15;

/// A heading stays with the text right below it, or with a lower heading there that does.
fn headings(page: &Page, chances: &[f32], keep: &mut [bool]) {
    let level = |block: usize| match page.extracted.blocks[block].role {
        Role::Heading(level) => Some(level),
        _ => None,
    };
    for block in (1..keep.len()).rev() {
        if let Some(above) = level(block - 1).filter(|_| keep[block]) {
            keep[block - 1] |= match level(block) {
                Some(below) => above < below && chances[block - 1] >= HEADS_HEADING,
                None => true,
            };
        }
    }
}

/// A declaration that stands in the lines of a heading is whole or not at all: what a function is called, and what it asks of
/// its types.
fn declarations(page: &Page, keep: &mut [bool]) {
    let is_declaration =
        |element: &&Element| element.tag.heading().is_some() && element.hints.meets(Hints::named(&["code"]));
    for heading in page.extracted.elements.iter().filter(is_declaration) {
        let blocks = blocks_of(heading);
        if keep[blocks.clone()].contains(&true) {
            keep[blocks].fill(true);
        }
    }
}

/// A few words between two blocks that stay, in the same element as one of them, are of the text: "Note", a name, a price.
fn labels(page: &Page, chances: &[f32], keep: &mut [bool]) {
    let around = |block: usize| page.extracted.element_of(&page.extracted.blocks[block]).map(|element| element.parent);
    for block in 1..keep.len().saturating_sub(1) {
        if keep[block - 1]
            && keep[block + 1]
            && page.stats[block].words <= LABEL_WORDS
            && chances[block] >= LABEL
            && (around(block) == around(block - 1) || around(block) == around(block + 1))
        {
            keep[block] = true;
        }
    }
}

/// A heading of which all below was cut must be as likely content as not: in lists of cards headings are the content.
const LONE_HEADING: f32 = 0.5;

/// Let doubtful headings go of which all below was cut. The title stays.
pub fn let_go(page: &Page, chances: &[f32], keep: &mut [bool]) {
    // Going up from the end: headings of this level or a deeper one have nothing below them that is kept, and those above
    // this level have text below them that was cut.
    let (mut empty_from, mut cut_below) = (0, 0);
    for (index, block) in page.extracted.blocks.iter().enumerate().rev() {
        match block.role {
            _ if Some(index) == page.title => {}
            Role::Heading(level) => {
                let is_emptied = level >= empty_from && level < cut_below;
                keep[index] &= !is_emptied || chances[index] >= LONE_HEADING;
                empty_from = if keep[index] { empty_from.min(level) } else { empty_from };
                cut_below = if level < cut_below { level } else { cut_below };
            }
            _ if keep[index] => (empty_from, cut_below) = (u8::MAX, 0),
            _ if page.stats[index].words > 0.0 => cut_below = u8::MAX,
            _ => {}
        }
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::article::Kind;
    use crate::extract;
    use crate::options::Options;

    /// The texts of a page's blocks that stay when those with a word of `kept` did and all have this chance.
    pub fn stay(html: &str, kept: &[&str], chance: f32, settle: fn(&Page, &[f32], &mut [bool])) -> Vec<String> {
        let options = Options { kind: Some(Kind::Html), ..Options::default() };
        let extracted = extract::extract(html, &options);
        let texts: Vec<&str> = extracted.blocks.iter().map(|block| &extracted.text[block.span.clone()]).collect();
        let mut keep: Vec<bool> = texts.iter().map(|text| kept.iter().any(|word| text.contains(word))).collect();
        let page = Page::new(&extracted, vec![false; keep.len()], None);
        settle(&page, &vec![chance; keep.len()], &mut keep);
        texts.iter().zip(keep).filter(|(_, keep)| *keep).map(|(text, _)| (*text).to_owned()).collect()
    }

    pub fn held(html: &str, kept: &[&str], chance: f32) -> Vec<String> {
        stay(html, kept, chance, hold)
    }

    #[test]
    fn headings_go_with_what_was_below_them() {
        let left = |html: &str, kept: &[&str], chance: f32| stay(html, kept, chance, let_go);
        let page = "<p>kept<h2>two kept</h2><h3>three kept</h3><p>cut</p>";
        assert_eq!(left(page, &["kept"], 0.3), ["kept"]);
        assert_eq!(left(page, &["kept"], 0.6), ["kept", "two kept", "three kept"]);
        let page = "<p>kept<h2>two kept</h2><h3>three kept</h3><p>cut</p><h3>other kept</h3><p>also kept</p>";
        assert_eq!(left(page, &["kept"], 0.3), ["kept", "two kept", "other kept", "also kept"]);
        let cards = "<p>kept<h3>one kept</h3><h3>two kept</h3><h3>three kept</h3>";
        assert_eq!(left(cards, &["kept"], 0.3).len(), 4);
    }

    #[test]
    fn lists_stay_whole() {
        let list = "<p>Of these:<ul><li>one kept<li>two kept<li>link</ul><p>end";
        assert_eq!(held(list, &["kept"], 0.0), ["one kept", "two kept", "link"]);
        assert_eq!(held(list, &["one"], 0.0), ["one kept"]);
        let terms = "<p>a<dl><dt>open()<dd>kept: opens the file<dt>close()<dd>kept: closes it</dl><p>b";
        assert_eq!(held(terms, &["kept"], 0.0).len(), 4);
        let thread = "<ul><li><p>kept post of many words<p>kept<p>reply<p>share<li><p>kept again<p>x<p>y<p>z</ul>";
        assert_eq!(held(thread, &["kept"], 0.0).len(), 3);
    }

    #[test]
    fn lines_of_a_paragraph_stay_whole() {
        let page = "<p><b>kept: ask</b><br>kept Ann Lee<br>kept 01 234<br><a href=x>a@b.example</a></p><p>c";
        assert_eq!(held(page, &["kept"], 0.0).len(), 4);
        assert_eq!(held(page, &["Ann"], 0.0).len(), 1);
        assert_eq!(held("<p>kept text<br>other</p>", &["kept"], 0.0).len(), 1);
    }

    #[test]
    fn posts_shown_in_the_text_stay() {
        let post = "<blockquote class=twitter-tweet><p>Last boat.</p>Ann <a href=x>May 1</a></blockquote>";
        assert_eq!(held(&format!("<p>kept text{post}<p>kept too"), &["kept"], 0.0).len(), 4);
        assert_eq!(held(&format!("<p>kept text{post}<p>other"), &["kept"], 0.0), ["kept text"]);
        let quote = post.replace("twitter-tweet", "quote");
        assert_eq!(held(&format!("<p>kept text{quote}<p>kept too"), &["kept"], 0.0).len(), 2);
    }

    #[test]
    fn terms_stay_below_their_headings() {
        let page = "<h2>kept B</h2><dl><dt>Beat<dd>To sail in zigzags.</dl><h2>kept L</h2><dl><dt>Lee<dd>Down</dl>";
        assert_eq!(held(page, &["kept"], 0.5), ["kept B", "Beat", "To sail in zigzags.", "kept L"]);
        assert_eq!(held(page, &["kept"], 0.1), ["kept B", "kept L"]);
    }

    #[test]
    fn fields_stay_in_their_article() {
        let text = "<p>kept: the ferry left at noon, and nobody could say why.</p>";
        let field = |value: &str| {
            format!("<div class=field><div class=field__label>Hall</div><div class=field__item>{value}</div></div>")
        };
        let left = |page: &str| held(page, &["kept"], 0.0).len();
        assert_eq!(left(&format!("<article>{text}{}</article>", field("8 June, 6 pm"))), 3);
        assert_eq!(left(&format!("<article>{text}{}</article>", field("<a href=x>Boats</a>"))), 1);
        assert_eq!(left(&format!("<article>{text}<form>{}</form></article>", field("8 June"))), 1);
        assert_eq!(left(&format!("<article>{text}</article>{}", field("8 June"))), 1);
    }

    #[test]
    fn headlines_stay_that_are_no_headings() {
        let page = |heading: &str, behind: &str| {
            let line = "<div>Bridge shut until the spring</div><div>Print</div>";
            format!("<title>South Post :: Bridge shut until the spring</title>{heading}{line}<p>kept text{behind}</p>")
        };
        assert_eq!(held(&page("<h1>South Post</h1>", "."), &["kept"], 0.0).len(), 2);
        assert_eq!(held(&page("<h1>South Post</h1>", ""), &["kept"], 0.0).len(), 1);
        assert_eq!(held(&page("<h1>Bridge shut until the spring!</h1>", "."), &["kept"], 0.0).len(), 1);
    }

    #[test]
    fn the_site_s_name_is_no_title() {
        let title = |page: &str| {
            let options = Options { kind: Some(Kind::Html), ..Options::default() };
            let extracted = extract::extract(page, &options);
            let page = Page::new(&extracted, vec![false; extracted.blocks.len()], None);
            page.title.map(|title| extracted.text_of(&extracted.blocks[title]).to_owned())
        };
        let page = |title: &str, heading: &str| {
            format!(
                "<title>{title} - The Blue Toolbox</title><h1><a href=/>The Blue Toolbox</a></h1><{heading}>{title}</{heading}><p>text"
            )
        };
        for (name, heading) in [("Hay", "h1"), ("Hay", "h2"), ("古い自転車を直した話", "h2")] {
            assert_eq!(title(&page(name, heading)).as_deref(), Some(name));
        }
        assert_eq!(title("<title>Hay</title><h1><a href=/>Hay</a></h1><p>text"), None);
        let site_first =
            "<title>South Post - Why is the ferry late</title><h1>South Post</h1><h2>Why is the ferry late</h2><p>text";
        assert_eq!(title(site_first).as_deref(), Some("Why is the ferry late"));
    }

    #[test]
    fn declarations_stay_whole() {
        let page = "<h4 class=code-header>fn unzip()<div>where T: Copy</div></h4><p>kept: it parts them.\
            <h4 class=code-header>fn x()<div>other</div></h4>";
        assert_eq!(held(page, &["kept"], 0.0), ["fn unzip()", "where T: Copy", "kept: it parts them."]);
        assert_eq!(held(&page.replace("code", "post"), &["kept"], 0.0), ["where T: Copy", "kept: it parts them."]);
    }

    #[test]
    fn a_manual_says_its_name() {
        let page = "<title>ferry(7)</title><h1>ferry(7)</h1><h2>NAME</h2><p>ferry - cross a lake<h2>SYNOPSIS</h2>\
            <pre>ferry on</pre><h2>DESCRIPTION</h2><p>kept: it crosses a lake.";
        assert_eq!(held(page, &["kept"], 0.0).len(), 6);
        assert_eq!(held(&page.replace("ferry -", "boat -"), &["kept"], 0.0).len(), 2);
        assert_eq!(held(&page.replace("ferry -", "ferr -"), &["kept"], 0.0).len(), 2);
    }

    #[test]
    fn headings_stay_above_lower_ones() {
        let page = "<h2>Ingredients</h2><h3>For the crust</h3><p>kept";
        assert_eq!(held(page, &["kept"], 0.2), ["Ingredients", "For the crust", "kept"]);
        assert_eq!(held(page, &["kept"], 0.1), ["For the crust", "kept"]);
        assert_eq!(held(&page.replace("h3", "h2"), &["kept"], 0.2), ["For the crust", "kept"]);
    }

    #[test]
    fn headings_code_and_labels_stay_with_their_text() {
        let page =
            "<h2>Of it</h2><p>kept text</p><pre>code()</pre><p>kept too</p><p>Note</p><p>kept last</p><h2>Gone</h2>";
        assert_eq!(held(page, &["kept"], 0.2), ["Of it", "kept text", "code()", "kept too", "Note", "kept last"]);
        assert_eq!(held(page, &["kept"], 0.0), ["Of it", "kept text", "code()", "kept too", "kept last"]);
        let page = "<p>kept text<div>Rust</div><pre>code()</pre><div><a href=x>view raw</a></div><p>kept too";
        assert_eq!(held(page, &["kept"], 0.0), ["kept text", "code()", "kept too"]);
        let page = "<p>kept text<div>a</div><div>b</div><pre>code()</pre><p>kept too";
        assert_eq!(held(page, &["kept"], 0.0), ["kept text", "kept too"]);
    }
}
