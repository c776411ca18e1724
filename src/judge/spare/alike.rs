//! Lines of one make in, those out that stay because most of their kind do: one line of a list is no label where the others
//! are none.

use super::Draft;

/// How the lines of a make are told, and how many there must be.
struct Make {
    is_line: fn(&Draft, usize) -> bool,
    /// Lines of other paragraphs are of the same list.
    across: bool,
    /// So many of them, with this share of ends of sentences, are a list.
    least: usize,
    sentences: f32,
    /// All stay if this share of them would.
    kept: f32,
}

/// Steps of a how-to: short sentences under short headings. Pairs of words: of two languages, of a key and its value.
const MAKES: [Make; 2] = [
    Make {
        is_line: |draft, block| draft.page.stats[block].words <= 9.0,
        across: true,
        least: 9,
        sentences: 0.5,
        kept: 0.5,
    },
    Make { is_line: is_pair, across: false, least: 6, sentences: 0.0, kept: 0.25 },
];

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
    for make in &MAKES {
        lines_of(make, draft, stay);
    }
    marked(draft, stay);
}

fn lines_of(make: &Make, draft: &Draft, stay: &mut [bool]) {
    let mut start = 0;
    while start < stay.len() {
        let is_next = |block: &usize| {
            let is_near = make.across || draft.page.paragraphs[*block] == draft.page.paragraphs[start];
            is_near && (make.is_line)(draft, *block)
        };
        let end = (start..stay.len()).take_while(is_next).last().map_or(start + 1, |last| last + 1);
        let share =
            |is: &dyn Fn(usize) -> bool| (start..end).filter(|block| is(*block)).count() as f32 / (end - start) as f32;
        let is_list = end - start >= make.least && share(&|block| is_sentence(draft.text(block))) >= make.sentences;
        if is_list && share(&|block| draft.keep[block]) >= make.kept {
            stay[start..end].fill(true);
        }
        start = end;
    }
}

/// Labels end in three dots, if in any: "Read more..."
fn is_sentence(line: &str) -> bool {
    line.ends_with('.') && !line.ends_with("..")
}

fn is_pair(draft: &Draft, block: usize) -> bool {
    let text = draft.text(block);
    let is_side = |side: &str| (1..=SIDE_WORDS).contains(&side.split_whitespace().count());
    BETWEEN.iter().any(|between| text.split_once(between).is_some_and(|(one, other)| is_side(one) && is_side(other)))
}

/// Paragraphs below a line in brackets, as settings and songs have them, and subtitles.
fn marked(draft: &Draft, stay: &mut [bool]) {
    let of = |start: &usize| *start..draft.page.paragraph_of(*start).1;
    let is_marked = |start: &usize| {
        let head = draft.text(*start);
        let inside = head.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        inside.is_some_and(|inside| !inside.contains(['[', ']'])) && of(start).len() > 1
            || of(start).any(|block| draft.text(block).contains(CUE))
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
    fn steps_stay_together() {
        stays(
            "Share a document\n\nYou can share a document with people by email or by link.\n\nBefore you start\nSign in to your \
             account.\nOpen the document.\n\nShare with people\nClick Share.\nEnter the email address.\nClick Send.\n\nCopy a \
             link\nClick Share.\nClick Copy link.\n\nStop sharing\nClick Share.\nClick Remove.\n\nLeave a comment\nSelect the \
             text.\nClick Comment.\nType your comment.\nClick Comment again.",
        );
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
