//! A page in, out the line below its headline that sums the article up, where its element is named so (standfirst, deck,
//! subtitle) or the head of the page says the same. Date, byline and buttons may come between. To the model it is one of the
//! labels of the page's head.

use super::model::page::Page;
use crate::extract::html::hints::Hints;
use crate::text::single_blanks;

/// Blocks below the headline among which it stands.
const REACH: usize = 6;
/// The same where the head of the page says it: that is surer.
const SAID_REACH: usize = 16;
/// Its words at least: fewer are a label.
const LEAST_WORDS: f32 = 5.0;
/// It is at least as likely content. (Below lie what leads to other pages: "Join 18,000 other readers".)
const LEAST: f32 = 0.15;
/// Bytes of what the head says that the page is about, so that it says something.
const LEAST_SUMMARY: usize = 40;
/// A line of so many words that ends a sentence and stays is the text's first paragraph.
const PARAGRAPH: f32 = 12.0;

/// The standfirst of a page's article, if it would go. (The program out of fold on 1,213 training pages: F1 86.61 → 86.59, since
/// truths leave out some of the 50 that stay.)
pub fn find(page: &Page, chances: &[f32], keep: &[bool]) -> Option<usize> {
    let title = page.title?;
    let begins =
        |block: &usize| keep[*block] && page.stats[*block].ends_sentence && page.stats[*block].words >= PARAGRAPH;
    let may_be = |block: &usize| {
        let of = &page.extracted.blocks[*block];
        page.stats[*block].words >= LEAST_WORDS && chances[*block] >= LEAST && of.link_bytes == 0 && !of.hidden
    };
    let summary = folded(page.extracted.summary.as_deref().unwrap_or_default());
    let summary = summary.trim_end_matches(['.', '…', ' ']);
    let says_something = summary.len() >= LEAST_SUMMARY;
    let is_said = |block: &usize| {
        let text = folded(page.extracted.text_of(&page.extracted.blocks[*block]));
        says_something && (text.starts_with(summary) || summary.starts_with(&text))
    };
    let below = || (title + 1..keep.len()).take_while(|block| !begins(block)).filter(may_be);
    let named = below().take_while(|block| *block <= title + REACH).find(|block| is_named(page, *block));
    let named = named.filter(|line| !keep[*line] && keep[line + 1..].iter().take(REACH).any(|keep| *keep));
    let said = || below().take_while(|block| *block <= title + SAID_REACH).find(is_said);
    named.or_else(said).filter(|line| !keep[*line] && keep[line + 1..].contains(&true))
}

/// Is the element of a block named so?
fn is_named(page: &Page, block: usize) -> bool {
    let element = page.extracted.element_of(&page.extracted.blocks[block]);
    element.is_some_and(|element| element.hints.meets(Hints::named(&["lead", "title"])))
}

/// Without what may be written otherwise in the head: case, white space.
fn folded(text: &str) -> String {
    single_blanks(text).to_lowercase()
}

#[cfg(test)]
mod tests {
    use crate::Options;

    fn cleaned(head: &str) -> String {
        described("", head)
    }

    fn described(description: &str, head: &str) -> String {
        let paragraph = "<p>The figures were set out in a paper that several of those who saw it last autumn called thorough \
                         but cautious, and nobody has offered so far to say who will pay for any of it.</p>";
        let page = format!(
            "<title>Fish return to the upper Trent | Courier</title><meta name=description content='{description}'><header><nav><a href=/>Home</a><a href=/n>News</a></nav>\
             </header><main><article><header><h1>Fish return to the upper Trent</h1>{head}<div class=meta><a rel=author \
             href=/a>Jo Hale</a> <time>2 May 2025</time></div></header><div class=article-body>{}</div></article></main>\
             <footer><p>© 2025 The Courier. All rights reserved.</p></footer>",
            paragraph.repeat(6)
        );
        crate::clean(page.as_bytes(), &Options::default()).text()
    }

    #[test]
    fn a_line_named_so_below_the_headline_stays() {
        let line = "Anglers and engineers say a row over a weir nearly sank the plan";
        for tag in ["p class=standfirst", "h2 class=dek", "h3 class=subtitle", "p class=gh-article-excerpt"] {
            let text = cleaned(&format!("<{tag}>{line}</{}>", &tag[..2].trim()));
            assert!(text.contains(line), "{tag}: {text}");
        }
        let text = cleaned("<p class=standfirst><a href=/x>More about weirs and other walls</a></p>");
        assert!(!text.contains("weirs"), "{text}");
    }

    #[test]
    fn a_line_that_the_head_of_the_page_says_stays() {
        let line = "Anglers and engineers say that a row over a weir nearly sank the plan for good.";
        let paragraph = format!("<p>{line}</p><div class=tools><a href=/s>Share</a> 2 min read</div>");
        assert!(described(line, &paragraph).contains(line));
        assert!(described("Anglers and engineers say that a row over a weir nearly …", &paragraph).contains(line));
        let link =
            "<p><a href=/x>Anglers and engineers say that a row over a weir nearly sank the plan for good.</a></p>";
        assert!(!described(line, link).contains(line));
    }
}
