//! A text → counts of its words and lines, in one pass.

/// What is counted.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Words, white space parting them.
    pub words: usize,
    /// Characters in them.
    pub chars: usize,
    /// Characters of the text, white space included.
    pub all_chars: usize,
    /// Words with a letter.
    pub alphabetic: usize,
    /// Words with a symbol.
    pub symbols: usize,
    /// Lines, empty ones included.
    pub lines: usize,
    /// Lines that start with a bullet.
    pub bullets: usize,
    /// Lines that end in an ellipsis.
    pub ellipses: usize,
}

/// What counts as an ellipsis, a symbol, a bullet: no more than in Dolma.
const ELLIPSIS: char = '…';
const SYMBOLS: [char; 2] = ['#', ELLIPSIS];
const BULLETS: [char; 2] = ['*', '-'];

/// Count.
pub fn measure(text: &str) -> Counts {
    let mut counts = Counts { all_chars: text.chars().count(), ..Counts::default() };
    for line in text.split('\n') {
        counts.lines += 1;
        counts.bullets += usize::from(line.starts_with(BULLETS));
        counts.ellipses += usize::from(line.ends_with(ELLIPSIS));
        for word in line.split_whitespace() {
            counts.words += 1;
            counts.chars += word.chars().count();
            counts.alphabetic += usize::from(word.chars().any(char::is_alphabetic));
            counts.symbols += usize::from(word.contains(SYMBOLS));
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_lines() {
        let counts = measure("* one ##tag\n\n12 ... so-on…\n");
        let whole =
            Counts { words: 6, chars: 20, all_chars: 27, alphabetic: 3, symbols: 2, lines: 4, bullets: 1, ellipses: 1 };
        assert_eq!(counts, whole);
    }
}
