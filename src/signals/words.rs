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
    /// `#` and ellipses.
    pub symbols: usize,
    /// Lines that are not empty.
    pub lines: usize,
    /// Lines that start with a bullet.
    pub bullets: usize,
    /// Lines that end in an ellipsis.
    pub ellipses: usize,
}

/// What lists in plain text start their items with.
const BULLETS: [char; 9] = ['•', '‣', '▶', '◀', '◦', '■', '□', '▪', '-'];

/// Count.
pub fn measure(text: &str) -> Counts {
    let mut counts = Counts { all_chars: text.chars().count(), ..Counts::default() };
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        counts.lines += 1;
        counts.bullets += usize::from(line.starts_with(BULLETS));
        counts.ellipses += usize::from(line.ends_with('…') || line.ends_with("..."));
        for word in line.split_whitespace() {
            counts.words += 1;
            counts.chars += word.chars().count();
            counts.alphabetic += usize::from(word.chars().any(char::is_alphabetic));
            counts.symbols += word.matches(['#', '…']).count() + word.matches("...").count();
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_lines() {
        let counts = measure("• one #tag\n\n12 ... so on…\n");
        let whole =
            Counts { words: 7, chars: 18, all_chars: 26, alphabetic: 4, symbols: 3, lines: 2, bullets: 1, ellipses: 1 };
        assert_eq!(counts, whole);
    }
}
