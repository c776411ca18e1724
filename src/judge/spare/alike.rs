//! Lines of one make in, those out that stay because most of their kind do: one line of a list is no label where the others
//! are none.

use super::Draft;

/// So many pairs of words below each other are a list: of two languages, of a key and its value.
const LEAST_PAIRS: usize = 6;
/// All of them stay if one in so many would.
const KEPT_PAIRS: usize = 4;
/// What stands between the words of a pair.
const BETWEEN: [&str; 3] = [" - ", " – ", " = "];
/// Each side of a pair has no more words.
const SIDE_WORDS: usize = 3;

/// What parts the number of a subtitle, and its time, from its text.
const CUE: &str = "-->";
/// So many paragraphs with a mark are a document of them.
const LEAST_MARKED: usize = 2;

/// Mark the lines that stay.
pub fn mark(draft: &Draft, stay: &mut [bool]) {
    pairs(draft, stay);
    marked(draft, stay);
}

fn pairs(draft: &Draft, stay: &mut [bool]) {
    let rows = draft.page.rows(|block| is_pair(draft, block));
    for pairs in rows.into_iter().filter(|pairs| pairs.len() >= LEAST_PAIRS) {
        let kept = draft.keep[pairs.clone()].iter().filter(|keep| **keep).count();
        if kept * KEPT_PAIRS >= pairs.len() {
            stay[pairs].fill(true);
        }
    }
}

fn is_pair(draft: &Draft, block: usize) -> bool {
    let text = draft.text(block);
    let is_side = |side: &str| (1..=SIDE_WORDS).contains(&side.split_whitespace().count());
    BETWEEN.iter().any(|between| text.split_once(between).is_some_and(|(one, other)| is_side(one) && is_side(other)))
}

/// Paragraphs below a line in brackets, as settings and songs have them, and subtitles.
fn marked(draft: &Draft, stay: &mut [bool]) {
    let has_cues = memchr::memmem::find(draft.page.extracted.text.as_bytes(), CUE.as_bytes()).is_some();
    let of = |start: &usize| *start..draft.page.paragraph_of(*start).1;
    let is_marked = |start: &usize| {
        let head = draft.text(*start);
        let inside = head.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        inside.is_some_and(|inside| !inside.contains(['[', ']'])) && of(start).len() > 1
            || has_cues && of(start).any(|block| draft.text(block).contains(CUE))
    };
    let starts: Vec<&usize> = draft.page.paragraph_starts.iter().filter(|start| is_marked(start)).collect();
    let lines: Vec<usize> = starts.iter().flat_map(|start| of(start)).collect();
    let kept = lines.iter().filter(|line| draft.keep[**line]).count();
    if starts.len() >= LEAST_MARKED && kept * 2 > lines.len() {
        lines.into_iter().for_each(|line| stay[line] = true);
    }
}

#[cfg(test)]
mod tests {
    /// Does all of this text stay?
    fn stays(text: &str) {
        assert_eq!(crate::clean(text.as_bytes(), &crate::Options::default()).text().trim(), text.trim());
    }

    #[test]
    fn pairs_stay_together() {
        stays(
            "Unit 7: On the computer / Lektion 7: Am Computer\n\nhome - die Startseite\nsearch - suchen\nsign in - sich \
             anmelden\nlog out - sich abmelden\nshare - teilen\nprint - drucken\nreply - antworten\ncomment - \
             kommentieren\nsubscribe - abonnieren\nnewsletter - der Newsletter",
        );
    }

    #[test]
    fn songs_settings_and_subtitles_stay_whole() {
        stays(
            "[core]\nname=kestrel\nshare=1\n\n[newsletter]\nsubscribe=no\nurl=https://example.org/\n\n[cookies]\naccept=all",
        );
        stays(
            "[Verse 2]\nWednesday morning, rain again\nCounting every single train\nShare it with me, share the pain\n\n[Bridge]\n\
             Na na na\nFollow me, follow me\nNa na na",
        );
        stays(
            "4\n00:00:08,400 --> 00:00:10,900\nI told you to follow us\nto the pier.\n\n5\n00:00:11,000 --> \
             00:00:12,100\nFollow us!\n\n6\n00:00:12,300 --> 00:00:13,000\nNo.",
        );
    }
}
