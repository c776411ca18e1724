//! A line of text in; out, the parts that were glued together in it. Labels glued to prose: "…she said.Share this articleRead
//! more", "HomeNewsSportAbout usThe council met …"; the judge then sees husk and content apart. Lines of labels alone stay
//! whole, and so does prose: what runs together within it is for repair. A line that a whole page was joined to is parted
//! where the elements of the page ended.

use super::seams;
use crate::article::Span;
use crate::text::is_spaced_stop;

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
/// Signs of addresses and code, as is a stop inside a word: a stop behind such a word ends no sentence.
const UNLIKE_WORDS: &[char] = &['/', '@', '_', '(', '\\', ':', '=', '<', '>'];
/// Bytes from which on a line may be more than a paragraph. (At 2,000 cross-validation gives the same, within its noise.)
const LONG: usize = 1000;

/// What the row of a table begins with in Markdown: one long cell makes all its rows long.
const ROW: char = '|';

/// A part of a line.
pub struct Part {
    /// Where it stands in the line, without the gaps around it.
    pub span: Span,
    /// What parts it from the part before.
    pub before: &'static str,
}

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

/// The parts of a line.
pub fn parts(line: &str) -> Vec<Part> {
    let may_be_page = line.len() >= LONG && !line.starts_with(ROW);
    let page = if may_be_page { seams::seams(line) } else { Vec::new() };
    let seams: Vec<(Span, &str)> = if page.is_empty() {
        places(&segments(line)).into_iter().map(|at| (at..at, " ")).collect()
    } else {
        page.into_iter().map(|seam| (seam, "\n")).collect()
    };
    let (mut parts, mut from, mut before) = (Vec::new(), 0, "");
    for (seam, between) in seams.into_iter().chain([(line.len()..line.len(), "")]) {
        parts.push(Part { span: from..seam.start, before });
        (from, before) = (seam.end, between);
    }
    parts
}

/// Where to part a line from labels, ascending. Every place is between two characters that no blank parts.
fn places(segments: &[Segment]) -> Vec<usize> {
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
    let (mut start, mut stop, mut so_far) = (0, false, SoFar::default());
    let mut before = [' '; 2];
    for (at, char) in line.char_indices() {
        let after_stop = is_spaced_stop(before[1]) && before[0].is_lowercase();
        let is_whole = start == 0 || stop;
        if char.is_uppercase() && (after_stop && so_far.is_sentence(is_whole) || before[1].is_lowercase()) {
            segments.push(Segment { start, text: &line[start..at], after_stop: stop });
            (start, stop, so_far) = (at, after_stop, SoFar::default());
        }
        so_far.read(char);
        before = [before[1], char];
    }
    segments.push(Segment { start, text: &line[start..], after_stop: stop });
    segments
}

/// What was read of a segment, told as it is read: a line without blanks may have a seam at every other letter.
#[derive(Default)]
struct SoFar {
    words: usize,
    /// Inside a word.
    inside: bool,
    /// The word has a sign of addresses and code.
    is_unlike: bool,
    /// The word has a full stop that may be its end.
    has_dot: bool,
}

impl SoFar {
    fn read(&mut self, char: char) {
        if char.is_whitespace() {
            *self = SoFar { words: self.words, ..SoFar::default() };
            return;
        }
        self.words += usize::from(!self.inside);
        self.inside = true;
        if is_spaced_stop(char) {
            self.has_dot |= char == '.';
        } else {
            self.is_unlike |= self.has_dot || UNLIKE_WORDS.contains(&char);
        }
    }

    /// Is this a sentence up to its stop, and not an address or code?
    fn is_sentence(&self, is_whole: bool) -> bool {
        !self.is_unlike && (self.words >= SENTENCE_WORDS || !is_whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line with `|` where it is parted.
    fn parted(line: &str) -> String {
        let mut out = line.to_owned();
        parts(line).iter().skip(1).rev().for_each(|part| out.insert(part.span.start, '|'));
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
    fn a_page_in_a_line_is_parted_where_elements_ended() {
        let prose = "The board met on Monday and spoke of the bridge for two hours. Nobody came. ".repeat(15);
        let page = format!("Home   News   Sport   Weather   About us   Contact   Share   Tweet   By the way   {prose}");
        let parts = parts(&page);
        assert!(parts.len() >= 10 && parts.iter().skip(1).all(|part| part.before == "\n"), "{}", parts.len());
        assert_eq!(&page[parts[0].span.clone()], "Home");
    }

    #[test]
    fn the_row_of_a_table_is_no_page() {
        let row = format!("| Kestrel{}| 1910 | Riverton | {}|", " ".repeat(900), "Tern & Sons ".repeat(20));
        assert_eq!(parts(&row).len(), 1);
    }

    #[test]
    fn seams_take_no_time() {
        let line = format!("so it was{}", "a.A".repeat(1_000_000));
        assert_eq!(parts(&line).len(), 1);
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
