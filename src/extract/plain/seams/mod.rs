//! A line that a whole page was joined to → where an element of the page ended and the next began: "Home News Sport Fish
//! return to the river Jo Hale 2 May The figures were …" has no line ends, yet people read it. Each place between two
//! words is judged by how the words around it are written and by what they are; `seams.py` learns the weights.

mod words;

use std::sync::LazyLock;

use self::words::{LETTER, Word, words};
use crate::article::Span;
use crate::languages::{Key, Lexicon};
use crate::text::floor;

/// The weights, in the form of a lexicon: 1 to 15, above `EVEN` what stands at a seam, below it what stands within an element.
static WEIGHTS: LazyLock<Option<Lexicon>> = LazyLock::new(|| Lexicon::read(include_bytes!("weights.bin")));
/// A key that is as common at seams as elsewhere; what is not listed says nothing.
const EVEN: i32 = 8;
/// From this score on a place is likely a seam. (Of texts that are joined pages, cleaned by what has not seen their host, F1 is
/// 88.7 from 3 on, 88.1 from 5 on, 87.4 from 7 on; lines that are parted within a sentence get fewer.)
const LEAST: i32 = 4;
/// So many seams behind which no sentence ended make a line a page.
const FEWEST: usize = 8;
/// So many words that nothing parts from the next tell as much as one such seam.
const GLUED_WORDS: usize = 3;
/// A line of which more than one word in so many is in capitals is a notice.
const MOST_CAPITALS: usize = 3;
/// So many sentences that nothing parts from the next are paragraphs that ran together.
const FEWEST_GLUED: usize = 3;
/// So many bytes of a line are looked at together.
const STRETCH: usize = 1 << 16;
/// Keys of a place.
pub const KEYS: usize = 9;
/// Words to each side of a place whose shape is looked at.
const NEAR: usize = 3;
/// So many words behind a place tell whether prose goes on there.
const AHEAD: usize = 8;
/// Numbers by themselves, up to ten, and then in a few classes.
const COUNTS: [&str; 11] = ["0", "1", "2", "3", "4", "5", "6", "7–9", "10–14", "15–24", "25–"];

/// The class of a number.
fn count(number: usize) -> &'static str {
    COUNTS[match number {
        0..7 => number,
        7..10 => 7,
        10..15 => 8,
        15..25 => 9,
        _ => 10,
    }]
}

/// The places between the words of a line, in order.
pub struct Places<'a> {
    line: &'a str,
    words: Vec<Word<'a>>,
    /// Words in small letters up to each word.
    small: Vec<usize>,
    /// Words up to the next end of a sentence.
    ahead: Vec<usize>,
}

impl<'a> Places<'a> {
    /// Those of a line.
    pub fn of(line: &'a str) -> Places<'a> {
        let words = words(line);
        let mut small = vec![0];
        for word in &words {
            small.push(small[small.len() - 1] + usize::from(matches!(word.shape, "a" | "f")));
        }
        let mut ahead = vec![usize::MAX; words.len()];
        let mut next = usize::MAX;
        for (at, word) in words.iter().enumerate().rev() {
            next = if word.ends_sentence() { 0 } else { next.saturating_add(1) };
            ahead[at] = next;
        }
        Places { line, words, small, ahead }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.words.len().saturating_sub(1)
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where a place is in the line: the white space there.
    pub fn span(&self, place: usize) -> Span {
        self.words[place].end()..self.words[place + 1].start
    }

    fn word(&self, at: Option<usize>) -> &Word<'a> {
        at.and_then(|at| self.words.get(at)).unwrap_or(const { &Word::NONE })
    }

    /// Words in small letters of these.
    fn small(&self, from: usize, to: usize) -> &'static str {
        let at = |word: usize| self.small[word.min(self.words.len())];
        count(at(to) - at(from))
    }

    /// What is looked up of a place.
    pub fn keys(&self, place: usize) -> [Key; KEYS] {
        let next = place + 1;
        let left: [&Word; NEAR] = std::array::from_fn(|n| self.word(place.checked_sub(n)));
        let right: [&Word; NEAR] = std::array::from_fn(|n| self.word(Some(next + n)));
        let ([a, before, far], [b, behind, beyond]) = (left, right);
        let (small, ahead) = (self.small(next.saturating_sub(AHEAD), next), self.small(next, next + AHEAD));
        let stop = count(self.ahead[next]);
        [
            key(&[
                "0",
                far.shape,
                before.shape,
                before.ends,
                a.shape,
                a.ends,
                b.gap,
                b.opens,
                b.shape,
                b.ends,
                behind.shape,
                beyond.shape,
            ]),
            key(&["1", before.ends, a.ends, b.gap, b.opens, b.shape, b.ends]),
            key(&["2", a.shape, a.ends, b.gap, b.opens, b.shape, ahead, stop]),
            key(&["3", a.shape, a.ends, b.gap, b.opens, b.shape, small, ahead]),
            key(&["4", &a.core, a.ends]),
            key(&["5", b.gap, b.shape, &b.core]),
            key(&["6", &a.core, &b.core]),
            key(&["7", &a.core, a.ends, b.gap, b.opens, b.shape]),
            key(&["8", a.shape, a.ends, b.shape, &b.core]),
        ]
    }

    /// How much a place is like a seam, above 0, or like any other, below 0; in steps of the weights.
    fn score(&self, weights: &Lexicon, place: usize) -> i32 {
        let listed =
            self.keys(place).map(|key| i32::from(weights.frequency(key))).into_iter().filter(|weight| *weight > 0);
        listed.map(|weight| weight - EVEN).sum()
    }

    /// May an element have ended there? Not where a small letter follows another.
    pub fn is_open(&self, place: usize) -> bool {
        !(self.words[place].ends == LETTER && matches!(self.words[place + 1].shape, "a" | "f"))
    }

    /// Where it is likely that an element ended, and behind what. A straight quotation mark that nothing parts from either
    /// side may belong to both: that is for repair.
    fn seams(&self, weights: &Lexicon) -> Vec<(Span, Behind)> {
        let may_be = |place: usize| !(self.span(place).is_empty() && self.words[place].text.ends_with('"'));
        let is_like = |place: usize| self.is_open(place) && may_be(place) && self.score(weights, place) >= LEAST;
        let seams = (0..self.len()).filter(|place| self.is_wide(*place) || is_like(*place));
        seams.map(|place| (self.span(place), self.behind(place))).collect()
    }

    fn behind(&self, place: usize) -> Behind {
        let [one, next] = [place, place + 1].map(|word| &self.words[word]);
        let is_glued = next.gap.is_empty();
        match one.ends_sentence() {
            false if is_glued => Behind::GluedWord,
            false => Behind::Words,
            true if is_glued && !one.gap.is_empty() => Behind::GluedSentence,
            true => Behind::Sentence,
        }
    }

    /// Is it written in capitals, as sections of contracts are? There they tell nothing.
    fn is_in_capitals(&self) -> bool {
        self.words.iter().filter(|word| word.shape == "AA").count() * MOST_CAPITALS > self.words.len()
    }

    /// Two blanks and more.
    fn is_wide(&self, place: usize) -> bool {
        self.line[self.span(place)].chars().nth(1).is_some()
    }
}

/// What a seam stands behind.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Behind {
    /// A sentence, with a blank after it: any paragraph has such places.
    Sentence,
    /// A sentence that nothing parts from the next.
    GluedSentence,
    /// A word that nothing parts from the next: names of code are written so (`getServerSideProps`), too.
    GluedWord,
    /// Anything else: it tells of a page.
    Words,
}

/// Where elements of a page ended in a line, the white space between them: in a page all seams, in paragraphs that ran
/// together those where they did; nowhere in another line.
pub fn seams(line: &str) -> Vec<Span> {
    let Some(weights) = &*WEIGHTS else { return Vec::new() };
    let stretch = |from: Span| {
        let places = Places::of(&line[from.clone()]);
        let seams = if places.is_in_capitals() { Vec::new() } else { places.seams(weights) };
        seams.into_iter().map(move |(seam, behind)| (from.start + seam.start..from.start + seam.end, behind))
    };
    let mut seams: Vec<(Span, Behind)> = stretches(line).flat_map(stretch).collect();
    let count = |what: Behind| seams.iter().filter(|(_, behind)| *behind == what).count();
    if count(Behind::Words) + count(Behind::GluedWord) / GLUED_WORDS < FEWEST {
        let ran_together = count(Behind::GluedSentence) >= FEWEST_GLUED;
        seams.retain(|(_, behind)| ran_together && *behind == Behind::GluedSentence);
    }
    seams.into_iter().map(|(seam, _)| seam).collect()
}

/// A line in stretches that take little memory, cut at blanks where there are any.
fn stretches(line: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = line.get(at..).filter(|rest| !rest.is_empty())?;
        let most = floor(rest, STRETCH);
        let blank = rest[..most].rfind(char::is_whitespace).filter(|blank| *blank > 0);
        let length = if most == rest.len() { most } else { blank.unwrap_or(most) };
        at += length;
        Some(at - length..at)
    })
}

fn key(parts: &[&str]) -> Key {
    parts.iter().fold(Key::of(""), |key, part| key.with(part).with("\t"))
}

/// Bytes that the weights take in the program.
#[cfg(test)]
pub fn size() -> usize {
    WEIGHTS.map_or(0, |weights| weights.size())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "Fish return to the upper Trent | The Courier Home News Sport Weather Opinion Sign in Fish return to the \
        upper Trent By Jo Hale 2 May 2025 Share Tweet Print The figures were first set out in a paper that circulated among \
        officials last autumn, and which several of those who saw it described as thorough. People who live nearby say that \
        they had heard about the matter long before anyone in authority did. Advertisement “We were told that it could not be \
        done,” said Michael Brandt, who led the first trial. “Then we were told that it had been done already.” Related \
        articles Bridge closed for repairs Council votes on new library Mayor opens school Sign up to our newsletter About us \
        Contact Terms of use Privacy © 2025 The Courier";

    fn parted(line: &str) -> Vec<&str> {
        let seams = seams(line);
        let starts = [0].into_iter().chain(seams.iter().map(|seam| seam.end));
        let ends = seams.iter().map(|seam| seam.start).chain([line.len()]);
        starts.zip(ends).map(|(start, end)| &line[start..end]).collect()
    }

    #[test]
    fn a_page_in_a_line_is_parted_around_its_prose_whether_blanks_join_it_or_nothing() {
        for page in [PAGE.to_owned(), PAGE.replace("Print The", "PrintThe").replace(".” Related", ".”Related")] {
            let parts = parted(&page);
            let prose = parts.iter().find(|part| part.starts_with("The figures were"));
            assert!(prose.is_some_and(|part| part.contains("thorough. People who live nearby say")), "{parts:#?}");
            assert!(parts.iter().any(|part| part.ends_with("it had been done already.”")), "{parts:#?}");
            assert!(parts.iter().any(|part| part.ends_with("Council votes on new library")), "{parts:#?}");
        }
    }

    #[test]
    fn paragraphs_that_ran_together_are_parted_there_and_nowhere_else() {
        let paragraphs = [
            "The council met on Monday with Mr Hale of the Trent Rivers Trust. Nobody from London or from Nottingham had come.",
            "According to the minutes and President Brandt, the bridge has been a key factor in “the best three years.”",
            "The council was told that it could not be done. “President Hale and President Brandt agreed,” she wrote.\"We will go.",
        ];
        let want = paragraphs.repeat(4);
        assert_eq!(parted(&want.concat()), want);
    }

    #[test]
    fn prose_in_a_line_stays_whole() {
        let article = "The council met on Monday. Mr Hale of the Trent Rivers Trust, who has kept a diary since May 1974, said that \
            nobody from London or from Nottingham had come. \u{201c}We were told that it could not be done,\u{201d} he said. ";
        let german = "Der Rat kam am Montag zusammen. Herr Dammann vom Verein für Heimatpflege, der seit Mai 1974 Buch führt, sagte, \
            dass aus Hannover oder Bremen niemand gekommen sei. Das Protokoll der Sitzung liegt im Rathaus aus. ";
        for line in [article.repeat(8), german.repeat(8)] {
            assert_eq!(parted(&line), [line.as_str()]);
        }
    }

    #[test]
    fn names_of_code_and_capitals_make_no_page() {
        let names = "The page calls fetchProfile on startup and createRequest for each of its parts, and neither waits for the other. ";
        let notice = "THE PROGRAM IS PROVIDED \u{201c}AS IS\u{201d} WITHOUT WARRANTY, EXPRESSED OR IMPLIED, OF ANY KIND. SHOULD IT PROVE \
            DEFECTIVE, YOU ASSUME THE COST OF ALL SERVICING UNDER THE TERMS AND CONDITIONS ABOVE. ";
        for line in [names.repeat(6), notice.repeat(6)] {
            assert_eq!(parted(&line), [line.as_str()]);
        }
    }

    #[test]
    fn addresses_names_and_code_are_no_glue() {
        for token in ["https://example.org/AbcDef", "L'Équipe", "O’Brien", "B07GQ26", "SECURE_Hsts", "WHO", "a-B"] {
            assert_eq!(words(token).len(), 1, "{token}");
        }
        assert_eq!(words("NewsSport2025Share said.”The").len(), 5);
    }

    #[test]
    fn two_blanks_are_a_seam_and_a_wide_one_is_none() {
        let places = Places::of("one\u{a0}two \u{a0}three");
        assert_eq!([places.is_wide(0), places.is_wide(1)], [false, true]);
    }

    #[test]
    fn a_line_is_looked_at_in_stretches() {
        let long = ["é".repeat(STRETCH), "word ".repeat(STRETCH)].join(" ");
        let stretches: Vec<Span> = stretches(&long).collect();
        assert!(stretches.len() > 6 && stretches.iter().all(|stretch| (1..=STRETCH).contains(&stretch.len())));
        assert!(stretches.iter().zip(stretches.iter().skip(1)).all(|(one, next)| one.end == next.start));
        assert_eq!([stretches[0].start, stretches[stretches.len() - 1].end], [0, long.len()]);
    }
}
