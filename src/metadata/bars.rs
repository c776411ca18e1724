//! The bars of a title → its parts, of which one may be the site's name.

use super::names::is_capital;
use super::title::folded;
use super::words::WORDS;
use crate::text::share_of_word;

/// What parts a title from the name of the site; between blanks.
const BARS: [char; 13] = ['|', '-', '–', '—', ':', '·', '•', '»', '«', '/', '~', '›', '@'];
/// What does so without them: wide signs have blanks in themselves. Brackets are around the name.
const WIDE: [char; 8] = ['｜', '／', '－', '＿', '：', '～', '【', '】'];

/// Words that the name of a site has at most, where nothing says what it is.
pub const SHORT: usize = 4;

/// The places where a title may be parted from the site's name.
pub fn bars(title: &str) -> Vec<(usize, usize)> {
    const MOST_BARS: usize = 12;
    let chars: Vec<(usize, char)> = title.char_indices().collect();
    let char_at = |at: Option<usize>| at.and_then(|at| chars.get(at)).map(|(_, char)| *char);
    let is_blank = |at: Option<usize>| char_at(at).is_some_and(char::is_whitespace);
    let bar = |at: &usize| {
        let (start, char) = chars[*at];
        let after = is_blank(Some(at + 1));
        // Sections of portals stand behind these, but so do words of names in code.
        let is_seam = || char == '_' && chars.get(at + 1).is_some_and(|(_, next)| is_capital(*next));
        let before = at.checked_sub(1);
        if char == ':' && char_at(before) == Some(':') {
            return (is_blank(at.checked_sub(2)) && after).then(|| (start - 1, start + 1));
        }
        let is_set_off = BARS.contains(&char) && after && (is_blank(before) || char == ':');
        // Where words have no blanks between them, signs have none around them either.
        let is_between =
            || char == '-' && [before, Some(at + 1)].into_iter().all(|at| char_at(at).is_some_and(is_spaceless));
        let is_wide = || WIDE.contains(&char) && at + 1 < chars.len();
        let fits = is_set_off || char == '|' || is_seam() || is_between() || is_wide();
        fits.then(|| (start, start + char.len_utf8()))
    };
    (1..chars.len()).filter_map(|at| bar(&at)).take(MOST_BARS).collect()
}

/// Is it of a script that has no blanks between words?
fn is_spaceless(char: char) -> bool {
    share_of_word(char).is_some()
}

/// How many words a text has of scripts that have no blanks between them, by its characters.
pub fn spaceless_words(text: &str) -> usize {
    text.chars().filter_map(share_of_word).sum::<f32>().round() as usize
}

/// How many words a title or a name has.
pub fn length(text: &str) -> usize {
    text.split_whitespace().count().max(spaceless_words(text))
}

/// Is a short line what stands behind the last bar of a title?
pub fn is_behind_bar(line: &str, title: &str) -> bool {
    length(line) <= SHORT && behind_bar(title).is_some_and(|name| folded(name) == folded(line))
}

/// What stands before the last bar of a title; all of it if there is none.
pub fn before_site(title: &str) -> &str {
    bars(title).last().map_or(title, |(start, _)| &title[..*start])
}

/// What stands behind the last bar of a title, where the site's name is.
pub fn behind_bar(title: &str) -> Option<&str> {
    let is_seam = |(start, end): &(usize, usize)| {
        &title[*start..*end] == "::" || !title[*start..].starts_with([':', '»', '«', '›', '：', '】'])
    };
    let last = bars(title).into_iter().rev().find(is_seam)?;
    Some(title[last.1..].trim())
}

/// The title without the forum's name before it, and without a bar before which nothing has been filled in.
pub fn topic(title: &str) -> &str {
    let behind = title.strip_prefix(BARS).filter(|rest| rest.starts_with(char::is_whitespace));
    let title = behind.map_or(title, str::trim_start);
    let bars = bars(title);
    let says =
        |from: usize, to: usize| title.get(from..to).is_some_and(|part| WORDS.view_topic.contains(&folded(part)));
    let starts = std::iter::once(0).chain(bars.iter().map(|(_, end)| *end));
    let found = starts.zip(&bars).find(|(from, (to, _))| says(*from, *to));
    found.and_then(|(_, (_, end))| title.get(*end..)).map_or(title, str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_without_blanks() {
        for title in [
            "港の工事｜青葉市",
            "港の工事／青葉市",
            "港の工事－青葉市",
            "港の工事＿青葉市",
            "港の工事：青葉市",
            "港の工事【青葉市】",
            "港の工事-青葉市",
        ] {
            assert_eq!(before_site(title), "港の工事", "{title}");
        }
        assert_eq!(before_site("【青葉市】港の工事"), "【青葉市");
        for title in ["Wi-Fi", "港のWi-Fi工事", "港の工事】", "Late ferry"] {
            assert_eq!(before_site(title), title);
        }
    }

    #[test]
    fn topics_of_a_forum() {
        for title in ["Harbour Talk • View topic - Late ferry - why?", "Harbour Talk :: View topic - Late ferry - why?"]
        {
            assert_eq!(topic(title), "Late ferry - why?", "{title}");
        }
        assert_eq!(topic("View topic - Late ferry"), "Late ferry");
        assert_eq!(topic("| The Harbour Post"), "The Harbour Post");
        for title in ["Late ferry - Harbour Talk", "How to view a topic", "View topic", "-ferry"] {
            assert_eq!(topic(title), title);
        }
    }
}
