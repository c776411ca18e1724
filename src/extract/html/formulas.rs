//! Formulas: which elements show one, and what it is in TeX. Pages write a formula up to three times, as MathML, as
//! TeX inside it, and as the boxes that a browser paints; all of it stands in the text, and the mark over it says so.

use super::blocks::At;
use crate::article::Formula;
use crate::text::single_blanks;

/// Words of classes around a formula in all its forms.
const WRAPPERS: [&str; 5] = ["katex", "mathjax", "mwe-math-element", "mjx-", "math-container"];

/// So many elements around MathML are looked at for one of these.
pub const WRAPPERS_AROUND: usize = 5;

/// Classes of images whose `alt` is TeX.
const IMAGES: [&str; 6] = [
    "tex",
    "latex",
    "mwe-math-fallback-image-inline",
    "mwe-math-fallback-image-display",
    "math",
    "ql-img-inline-formula",
];

/// Longer ones are no formulas.
const LONGEST: usize = 20_000;

/// An element around a formula.
#[derive(Debug)]
pub struct Around {
    /// Its number in the tree.
    pub node: u32,
    /// Where its text starts.
    pub start: At,
    /// There is MathML in it.
    pub has_math: bool,
    /// TeX that its MathML says stands for it.
    pub alternative: Option<String>,
    tex: Option<String>,
    display: bool,
}

impl Around {
    /// An element that may be one, at this place.
    pub fn new(node: u32, start: At, class: &str) -> Self {
        Around { node, start, has_math: false, alternative: None, tex: None, display: class.contains("display") }
    }

    /// Is this the TeX? The first one counts.
    pub fn found(&mut self, tex: String, display: bool) {
        self.tex.get_or_insert(tex);
        self.display |= display;
    }

    /// Does it stand on a line of its own?
    pub fn displayed(&mut self, display: bool) {
        self.display |= display;
    }

    /// The formula, given all the text in the element: TeX that was found, TeX between its own signs, or, if it is
    /// MathML, its text.
    pub fn formula(self, text: &str) -> Option<Formula> {
        let (number, text) = numbered(text);
        let display = self.display || text.starts_with("\\[") || text.starts_with("$$");
        let tex = self
            .tex
            .or(self.alternative)
            .or_else(|| delimited(text))
            .or_else(|| self.has_math.then(|| tidy(text)).flatten())?;
        let tex = match number {
            Some(number) => format!("{tex} \\tag{{{number}}}"),
            None => tex,
        };
        Some(Formula { tex, display })
    }
}

/// The number that stands before a formula on a line of its own, and the formula.
fn numbered(text: &str) -> (Option<&str>, &str) {
    const LONGEST_NUMBER: usize = 12;
    let parts = text.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let is_number = |number: &str| {
        (1..=LONGEST_NUMBER).contains(&number.len())
            && number.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
    };
    match parts.map(|(number, rest)| (number, rest.trim_start_matches('¶').trim_start())) {
        Some((number, rest)) if is_number(number) && rest.starts_with("\\[") => (Some(number), rest),
        _ => (None, text),
    }
}

/// Is an element of this class around a formula, if there is MathML in it?
pub fn is_wrapper(class: &str) -> bool {
    let lower = class.to_ascii_lowercase();
    WRAPPERS.iter().any(|word| lower.contains(word))
}

/// May it be a formula, though there is no MathML in it? TeX between signs then says so, or a script behind it.
pub fn is_named_math(class: &str) -> bool {
    ["math", "arithmatex", "MathJax", "js-inline-math", "js-display-math"].iter().any(|word| class.starts_with(word))
}

/// What an image shows, if that is a formula.
pub fn of_image(class: &str, alt: &str) -> Option<Formula> {
    let is_formula = class.split_ascii_whitespace().any(|word| IMAGES.contains(&word));
    let tex = if is_formula { delimited(alt).or_else(|| tidy(alt)) } else { None }?;
    Some(Formula { tex, display: class.contains("display") })
}

/// The signs that TeX stands between in a page's text.
const SIGNS: [(&str, &str); 4] = [("\\(", "\\)"), ("\\[", "\\]"), ("$$", "$$"), ("$", "$")];

fn delimited(text: &str) -> Option<String> {
    let text = text.trim();
    SIGNS.iter().find_map(|(open, close)| tidy(text.strip_prefix(open)?.strip_suffix(close)?))
}

/// In one line, without the frame that says how large it is; nothing if it cannot stand between dollar signs.
pub fn tidy(tex: &str) -> Option<String> {
    let whole = tex.trim();
    let frame =
        ["{\\displaystyle", "{\\textstyle"].iter().find_map(|frame| whole.strip_prefix(frame)?.strip_suffix('}'));
    let tex = single_blanks(frame.unwrap_or(whole));
    let depth =
        tex.replace("\\\\", "").replace("\\{", "").replace("\\}", "").bytes().try_fold(
            0u32,
            |depth, byte| match byte {
                b'{' => Some(depth + 1),
                b'}' => depth.checked_sub(1),
                _ => Some(depth),
            },
        );
    let fits = depth == Some(0) && tex.len() <= LONGEST && !tex.contains(['$', '`']) && !tex.ends_with('\\');
    (fits && !tex.is_empty()).then_some(tex)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tex_is_taken_out_of_its_frame() {
        let tex = |text: &str| tidy(text);
        assert_eq!(tex("{\\displaystyle  x^{2}\n+ 1}").as_deref(), Some("x^{2} + 1"));
        assert_eq!(tex("\\left\\{ a \\\\ b \\right."), Some("\\left\\{ a \\\\ b \\right.".to_owned()));
        assert_eq!(tex("a}{b"), None);
        assert_eq!(tex("5$"), None);
        assert_eq!(tex("  "), None);
        assert_eq!(delimited(" \\(x_1\\) ").as_deref(), Some("x_1"));
        assert_eq!(delimited("x_1"), None);
    }
}
