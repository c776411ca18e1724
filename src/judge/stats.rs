//! A block's text → counts that the features are made of.

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
const SHORT: u32 = 3;

/// A Chinese or Japanese character is about half a word, a Thai one a fifth.
fn share_of_word(char: char) -> Option<f32> {
    match char {
        '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => {
            Some(0.5)
        }
        '\u{e00}'..='\u{edf}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => Some(0.2),
        _ => None,
    }
}

/// The words of a text alone, as `Stats` counts them.
pub fn words(text: &str) -> f32 {
    let (mut whole, mut shares, mut in_word) = (0u64, 0f32, false);
    for char in text.chars() {
        if char.is_ascii() {
            let part = char.is_ascii_alphanumeric() || in_word && char == '\'';
            whole += u64::from(part && !in_word);
            in_word = part;
        } else if let Some(share) = share_of_word(char) {
            (shares, in_word) = (shares + share, false);
        } else {
            let part = char.is_alphanumeric() || in_word && char == '’';
            whole += u64::from(part && !in_word);
            in_word = part;
        }
    }
    whole as f32 + shares
}

fn is_stop(char: char) -> bool {
    matches!(char, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।')
}

fn closes(char: char) -> bool {
    matches!(char, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '」' | '』' | '*' | '_')
}

impl Stats {
    /// Count a text.
    pub fn of(text: &str) -> Stats {
        let mut stats = Stats::default();
        let (mut before, mut in_word) = (' ', false);
        let (mut length, mut lower) = (0, false);
        for char in text.chars() {
            let letter = char.is_alphabetic();
            let part = letter || char.is_numeric() || in_word && matches!(char, '\'' | '’');
            match share_of_word(char) {
                Some(share) => (stats.words, in_word) = (stats.words + share, false),
                None => {
                    if part && !in_word {
                        stats.words += 1.0;
                        stats.capitals += f32::from(u8::from(char.is_uppercase()));
                        (length, lower) = (0, char.is_lowercase());
                    } else if in_word && !part && lower && length <= SHORT {
                        stats.short += 1.0;
                    }
                    (in_word, length) = (part, length + 1);
                }
            }
            stats.count(char, before, letter);
            before = char;
        }
        let end = text.trim_end_matches(closes);
        stats.ends_sentence = end.chars().next_back().is_some_and(is_stop);
        stats.starts_clean =
            text.chars().next().is_some_and(|c| !c.is_lowercase() && (c.is_alphanumeric() || closes(c) || c == '“'));
        stats
    }

    fn count(&mut self, char: char, before: char, letter: bool) {
        let add = |slot: &mut f32, yes: bool| *slot += f32::from(u8::from(yes));
        let upper = letter && char.is_uppercase();
        add(&mut self.chars, !char.is_whitespace());
        add(&mut self.letters, letter);
        add(&mut self.upper, upper);
        add(&mut self.digits, char.is_numeric());
        add(&mut self.humps, upper && (before.is_lowercase() || is_stop(before)));
        add(
            &mut self.stops,
            is_stop(before) && (char.is_whitespace() || closes(char))
                || is_stop(char) && share_of_word(before).is_some(),
        );
        add(&mut self.commas, matches!(char, ',' | ';' | '、' | '，' | '；'));
        add(&mut self.bars, matches!(char, '|' | '»' | '›' | '•' | '·' | '/') && before.is_whitespace());
        add(&mut self.calls, matches!(char, '?' | '!' | '？' | '！'));
        add(&mut self.marks, matches!(char, '(' | '[' | '"' | '“' | '„' | '«' | ':' | '「' | '：'));
        add(&mut self.signs, matches!(char, '$' | '€' | '£' | '¥' | '©' | '®' | '™'));
    }

    /// Sentences: stops, and the end if it is one.
    pub fn sentences(&self) -> f32 {
        self.stops + f32::from(u8::from(self.ends_sentence))
    }

    /// `part` per word.
    pub fn per_word(&self, part: f32) -> f32 {
        part / self.words.max(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_alike() {
        for (text, want) in
            [("", 0.0), ("Don't stop, l’été 1999!", 4.0), ("百年の窯", 2.0), ("Ärger – ½ Brot", 3.0), ("' a '", 1.0)]
        {
            assert_eq!((words(text), Stats::of(text).words), (want, want), "{text}");
        }
    }
}
