//! Characters by what the passes must know of them. Source: the blocks of the Unicode character database.

/// Nothing that any pass that always runs would touch, nor would it combine with what stands before it.
pub fn is_inert(c: char) -> bool {
    matches!(c,
        '\0'..='\u{7f}' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{400}'..='\u{482}' | '\u{48a}'..='\u{58f}'
        | '\u{2010}'..='\u{2027}' | '\u{202f}'..='\u{205f}' | '\u{3001}'..='\u{3029}' | '\u{3041}'..='\u{3096}'
        | '\u{30a0}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff01}'..='\u{ffef}')
}

/// Of a script that parts words by no blank, where a zero-width one marks a word's end.
pub fn has_no_blanks(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' // Thai, Lao
        | '\u{f00}'..='\u{109f}' // Tibetan, Myanmar
        | '\u{1780}'..='\u{17ff}' | '\u{1950}'..='\u{1aaf}' // Khmer, Tai scripts
        | '\u{1b00}'..='\u{1b7f}' // Balinese
        | '\u{2e80}'..='\u{2fdf}' | '\u{3001}'..='\u{a4cf}' // Chinese, Japanese, Yi
        | '\u{a980}'..='\u{a9ff}' | '\u{aa60}'..='\u{aadf}' // Javanese, Myanmar, Tai Viet
        | '\u{f900}'..='\u{faff}' | '\u{ff61}'..='\u{ff9f}' | '\u{1b000}'..='\u{1b16f}' | '\u{20000}'..='\u{3ffff}')
}

/// Of a script whose letters take another form beside a joiner.
pub fn takes_joiners(c: char) -> bool {
    matches!(c,
        '\u{600}'..='\u{61b}' | '\u{61d}'..='\u{8ff}' // Arabic, Syriac, N'Ko, Mandaic
        | '\u{900}'..='\u{dff}' // Indic
        | '\u{f00}'..='\u{109f}' | '\u{1700}'..='\u{18af}' | '\u{1900}'..='\u{1cff}' // Tibetan to Vedic
        | '\u{a800}'..='\u{aaff}' | '\u{abc0}'..='\u{abff}' // further Indic
        | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' // Arabic forms
        | '\u{10a00}'..='\u{10fff}' | '\u{11000}'..='\u{11fff}' | '\u{1e900}'..='\u{1eeff}')
}

/// A part of an emoji sequence: a picture, its colour, its style, its tags.
pub fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{21ff}'
        | '\u{2300}'..='\u{2328}' | '\u{232b}'..='\u{23ff}' | '\u{25a0}'..='\u{27bf}' | '\u{2900}'..='\u{297f}'
        | '\u{2b00}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{fe0f}'
        | '\u{1f000}'..='\u{1faff}')
        || is_tag(c)
}

/// Spells the name of a region in the emoji of its flag; invisible.
pub fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0001}' | '\u{e0020}'..='\u{e007f}')
}

/// Where tags may begin.
pub const FLAG: char = '\u{1f3f4}';

/// A letter, mark or digit of a script written from right to left.
pub fn is_right_to_left(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{61b}' | '\u{61d}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Of the Mongolian script.
pub fn is_mongolian(c: char) -> bool {
    matches!(c, '\u{1800}'..='\u{180d}' | '\u{180f}'..='\u{18af}')
}
