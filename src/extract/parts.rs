//! A line of text in; out, the places in it where labels were glued to prose: "…she said.Share this articleRead more",
//! "HomeNewsSportAbout usThe council met …". The judge then sees husk and content apart. Lines of labels alone stay whole,
//! and so does prose: what runs together within it is for repair.

/// A label has this many words at most: a menu entry, a button.
const LABEL_WORDS: usize = 5;
/// So many words before a glued label are a sentence, and not code or a name with a stop in it.
const SENTENCE_WORDS: usize = 4;
/// A label alone behind a sentence has more than one word: a single one may be the second half of a name.
const TAIL_WORDS: usize = 2;
/// So many labels glued to each other are a row even where prose goes on: two may be the halves of a name.
const INNER_LABELS: usize = 3;
/// At the start of a line, where no end of a sentence speaks for them, it takes more.
const HEAD_LABELS: usize = 4;
/// Signs of addresses and code: a stop in such a word ends no sentence.
const UNLIKE_WORDS: &[char] = &['.', '/', '@', '_', '(', '\\', ':', '=', '<', '>'];

/// A stretch between two seams.
struct Segment<'a> {
    start: usize,
    text: &'a str,
    /// Does a sentence end where it begins?
    after_stop: bool,
}

impl Segment<'_> {
    fn words(&self) -> usize {
        self.text.split_whitespace().take(LABEL_WORDS + 1).count()
    }

    fn is_label(&self) -> bool {
        self.words() <= LABEL_WORDS
            && self.text.starts_with(char::is_uppercase)
            && !self.text.contains(['.', '!', ',', ';', '“', '”', '"'])
    }
}

/// Where to part a line, ascending. Every place is between two characters that no blank parts.
pub fn places(line: &str) -> Vec<usize> {
    let segments = segments(line);
    let mut places = Vec::new();
    let mut at = 0;
    while at < segments.len() {
        let length = segments[at..].iter().enumerate().take_while(|(n, s)| s.is_label() && (*n == 0 || !s.after_stop));
        let length = length.count();
        let (start, end) = (at, at + length);
        at = end.max(at + 1);
        if length == 0 {
            continue;
        }
        let tail = end == segments.len();
        let least = if start == 0 { HEAD_LABELS } else { INNER_LABELS };
        let long = length > 1 || segments[start].words() >= TAIL_WORDS;
        let glued = segments[start].after_stop;
        if glued && (length >= least || tail && long) {
            places.push(segments[start].start);
        }
        if (glued || start == 0) && !tail && length >= least {
            places.push(segments[end].start);
        }
    }
    places.dedup();
    places
}

fn segments(line: &str) -> Vec<Segment<'_>> {
    let mut segments = Vec::new();
    let (mut start, mut stop) = (0, false);
    let mut before = [' '; 2];
    for (at, char) in line.char_indices() {
        let after_stop = matches!(before[1], '.' | '!' | '?' | '…') && before[0].is_lowercase();
        if char.is_uppercase()
            && (after_stop && ends_sentence(&line[start..at], start == 0 || stop) || before[1].is_lowercase())
        {
            segments.push(Segment { start, text: &line[start..at], after_stop: stop });
            (start, stop) = (at, after_stop);
        }
        before = [before[1], char];
    }
    segments.push(Segment { start, text: &line[start..], after_stop: stop });
    segments
}

/// Is this a sentence up to its stop, and not an address or code?
fn ends_sentence(text: &str, whole: bool) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let body = last.trim_end_matches(['.', '!', '?', '…']);
    let words = text.split_whitespace().rev().take(SENTENCE_WORDS).count();
    !body.contains(UNLIKE_WORDS) && (words >= SENTENCE_WORDS || !whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line with `|` where it is parted.
    fn parted(line: &str) -> String {
        let mut out = line.to_owned();
        places(line).into_iter().rev().for_each(|at| out.insert(at, '|'));
        out
    }

    #[test]
    fn labels_are_parted_from_prose() {
        for want in [
            "The bridge opens on Monday, she said.|Share this articleRead more",
            "The bridge opens on Monday.|Follow us here",
            "HomeNewsSportWeatherAbout us|The council met on Monday to hear what the mayor had to say.",
            "The bridge opens on Monday.|ShareTweetPrint|The mayor was not there when the first car crossed it.",
        ] {
            assert_eq!(parted(&want.replace('|', "")), want);
        }
    }

    #[test]
    fn prose_names_code_and_lines_of_labels_stay_whole() {
        for line in [
            "",
            "HomeNewsSportWeatherAbout us",
            "The board met on Monday.Nobody came, and the minutes were short.",
            "Works with YouTube, LinkedIn, GitHub and TikTok since McDonald left iPhone repair.",
            "They moved from the old JavaScript to TypeScript.",
            "Now we import java.util.List",
            "Call the method that is named list.Append",
            "See the page at www.example.Org for more",
        ] {
            assert_eq!(parted(line), line);
        }
    }
}
