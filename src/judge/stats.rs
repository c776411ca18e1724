//! A block's text → counts that the features are made of. Every character is looked up in a table and read once.

use std::sync::LazyLock;

use encoding_rs::Encoding;

use crate::text::{closes, is_stop, share_of_word};

/// What is counted in a block's text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stats {
    /// Words; where a script has no blanks, characters weighed as words.
    pub words: f32,
    /// Characters that are not white space.
    pub chars: f32,
    /// Letters.
    pub letters: f32,
    /// Letters in upper case.
    pub upper: f32,
    /// Digits.
    pub digits: f32,
    /// Ends of sentences.
    pub stops: f32,
    /// Commas and semicolons.
    pub commas: f32,
    /// Words that start in upper case.
    pub capitals: f32,
    /// Capitals that follow a small letter or a stop without a blank: `HomeNews`, `said.The`.
    pub humps: f32,
    /// `|`, `»`, `›`, `/`, `•`, `·` standing alone.
    pub bars: f32,
    /// Signs of money, copyright and trade marks.
    pub signs: f32,
    /// Words of up to three letters that start in lower case: in running text every third or so, in any language.
    pub short: f32,
    /// Question and exclamation marks.
    pub calls: f32,
    /// Brackets, quotation marks and colons.
    pub marks: f32,
    /// The text ends like a sentence.
    pub ends_sentence: bool,
    /// It starts with a capital, a digit or a quotation mark.
    pub starts_clean: bool,
}

/// Letters of a short word.
const SHORT: usize = 3;

/// Counts in one number, a byte each: one addition adds to all of them.
type Lanes = u64;

const LANES: usize = 8;
/// So many additions fit into a lane.
const MOST: usize = 255;

/// One in each lane that is asked for.
fn lanes(asked: [bool; LANES]) -> Lanes {
    asked.iter().rev().fold(0, |lanes, asked| lanes << 8 | Lanes::from(*asked))
}

/// What a character counts for.
#[derive(Clone, Copy)]
struct Look {
    /// In any place.
    alone: Lanes,
    /// Behind a character that gives the same lane.
    behind: Lanes,
    /// Before a character that asks for the same lane.
    before: Lanes,
    /// A letter or a digit of a script with blanks.
    word: bool,
    /// Part of a word if it stands inside one.
    apostrophe: bool,
    /// Of the case of the first letter.
    upper: bool,
    lower: bool,
}

impl Look {
    fn of(char: char) -> Look {
        let (letter, digit, white) = (char.is_alphabetic(), char.is_numeric(), char.is_whitespace());
        let (upper, lower, share) = (char.is_uppercase(), char.is_lowercase(), share_of_word(char).is_some());
        let comma = matches!(char, ',' | ';' | '、' | '，' | '；');
        let bar = matches!(char, '|' | '»' | '›' | '•' | '·' | '/');
        let call = matches!(char, '?' | '!' | '？' | '！');
        let mark = matches!(char, '(' | '[' | '"' | '“' | '„' | '«' | ':' | '「' | '：');
        let sign = matches!(char, '$' | '€' | '£' | '¥' | '©' | '®' | '™');
        let stop = is_stop(char);
        let hump = letter && upper;
        Look {
            alone: lanes([!white, letter, hump, digit, comma, call, mark, sign]),
            behind: lanes([hump, white || closes(char), stop, bar, false, false, false, false]),
            before: lanes([lower || stop, stop, share, white, false, false, false, false]),
            word: (letter || digit) && !share,
            apostrophe: matches!(char, '\'' | '’'),
            upper,
            lower,
        }
    }
}

static ASCII: LazyLock<[Look; 128]> = LazyLock::new(|| std::array::from_fn(|code| Look::of(char::from(code as u8))));

/// Counts of any size.
#[derive(Default)]
struct Tally([u32; LANES]);

impl Tally {
    fn add(&mut self, lanes: Lanes) {
        for (count, lane) in self.0.iter_mut().zip(lanes.to_le_bytes()) {
            *count += u32::from(lane);
        }
    }
}

/// What was read of a text.
#[derive(Default)]
struct Reading {
    alone: Tally,
    pairs: Tally,
    words: Words,
    /// Counts that are not in the tallies yet, and of how many characters they are.
    lanes: (Lanes, Lanes),
    waiting: usize,
    /// What the last character asks of the next one.
    before: Lanes,
    /// Characters.
    count: usize,
}

impl Reading {
    fn ascii(&mut self, text: &[u8]) {
        let table = &*ASCII;
        for part in text.chunks(MOST) {
            self.settle();
            for byte in part {
                self.add(&table[usize::from(*byte) % table.len()]);
            }
            self.waiting = part.len();
        }
    }

    fn wide(&mut self, char: char) {
        if self.waiting == MOST {
            self.settle();
        }
        if let Some(share) = share_of_word(char) {
            (self.words.words, self.words.inside) = (self.words.words + share, false);
        }
        self.add(&Look::of(char));
        self.waiting += 1;
    }

    #[inline]
    fn add(&mut self, look: &Look) {
        self.words.read(look, self.count);
        self.lanes.0 += look.alone;
        self.lanes.1 += look.behind & self.before;
        self.before = look.before;
        self.count += 1;
    }

    fn settle(&mut self) {
        self.alone.add(std::mem::take(&mut self.lanes.0));
        self.pairs.add(std::mem::take(&mut self.lanes.1));
        self.waiting = 0;
    }
}

/// The words met so far, and the one that is being read.
#[derive(Default)]
struct Words {
    words: f32,
    capitals: u32,
    short: u32,
    inside: bool,
    lower: bool,
    /// The number of its first character.
    start: usize,
}

impl Words {
    /// Read the character that is the `number`th of the text.
    fn read(&mut self, look: &Look, number: usize) {
        let part = look.word | (self.inside & look.apostrophe);
        if part != self.inside {
            if part {
                self.words += 1.0;
                self.capitals += u32::from(look.upper);
                (self.start, self.lower) = (number, look.lower);
            } else {
                self.short += u32::from(self.lower && number - self.start <= SHORT);
            }
            self.inside = part;
        }
    }
}

impl Stats {
    /// Count a text.
    pub fn of(text: &str) -> Stats {
        let mut reading = Reading { before: ASCII[usize::from(b' ')].before, ..Reading::default() };
        let mut rest = text;
        loop {
            let (plain, other) = rest.split_at(Encoding::ascii_valid_up_to(rest.as_bytes()));
            reading.ascii(plain.as_bytes());
            let Some(char) = other.chars().next() else { break };
            reading.wide(char);
            rest = &other[char.len_utf8()..];
        }
        reading.settle();
        Stats::gather(text, &reading)
    }

    fn gather(text: &str, Reading { alone, pairs, words, .. }: &Reading) -> Stats {
        let [chars, letters, upper, digits, commas, calls, marks, signs] = alone.0.map(|count| count as f32);
        let [humps, stops, wide_stops, bars, ..] = pairs.0.map(|count| count as f32);
        let end = text.trim_end_matches(closes).chars().next_back();
        let clean = |c: char| !c.is_lowercase() && (c.is_alphanumeric() || closes(c) || c == '“');
        Stats {
            words: words.words,
            chars,
            letters,
            upper,
            digits,
            stops: stops + wide_stops,
            commas,
            capitals: words.capitals as f32,
            humps,
            bars,
            signs,
            short: words.short as f32,
            calls,
            marks,
            ends_sentence: end.is_some_and(is_stop),
            starts_clean: text.chars().next().is_some_and(clean),
        }
    }

    /// Sentences: stops, and the end if it is one.
    pub fn sentences(&self) -> f32 {
        self.stops + f32::from(self.ends_sentence)
    }

    /// `part` per word.
    pub fn per_word(&self, part: f32) -> f32 {
        part / self.words.max(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words_and_parts;

    #[test]
    fn words_are_counted_alike() {
        let odd = ["", "a", "'", "''a''b' 'c", "a'’b", "it’'s 'twas", "a''", "'’'"].map(str::to_owned).into_iter();
        let long = ["abc de'f. g", "ab''c, "].into_iter().flat_map(|part| [127, 128, 129].map(|n| part.repeat(n)));
        for text in odd.chain(long) {
            assert_eq!(words_and_parts(&text), Stats::of(&text).words, "{text}");
        }
        for (text, want) in
            [("", 0.0), ("Don't stop, l’été 1999!", 4.0), ("百年の窯", 2.0), ("Ärger – ½ Brot", 3.0), ("' a '", 1.0)]
        {
            assert_eq!((words_and_parts(text), Stats::of(text).words), (want, want), "{text}");
        }
    }

    #[test]
    fn long_texts_are_counted_to_the_end() {
        let stats = Stats::of(&"No, she said.He left! ".repeat(1000));
        let counts = [stats.words, stats.commas, stats.stops, stats.humps, stats.calls, stats.capitals, stats.short];
        assert_eq!(counts, [5000.0, 1000.0, 1000.0, 1000.0, 1000.0, 2000.0, 1000.0]);
    }
}
