//! What stdout and stderr are: may they have colours, how wide are they.

use std::io::IsTerminal;

use console::{Style, Term};

/// `auto`, or what the user insists on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum When {
    /// On a terminal
    Auto,
    /// Everywhere
    Always,
    /// Nowhere
    Never,
}

/// How to print on stdout.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    /// May it have colours?
    pub colour: bool,
    /// Is it a terminal?
    pub terminal: bool,
    /// Columns of the terminal, if it is one.
    pub width: Option<usize>,
}

impl Screen {
    /// As stdout is, unless the user insists. `NO_COLOR` and a terminal that cannot have colours count in `auto`.
    pub fn stdout(colour: When) -> Screen {
        let colour = match colour {
            When::Auto => console::colors_enabled(),
            When::Always => true,
            When::Never => false,
        };
        let (term, terminal) = (Term::stdout(), Term::stdout().is_term());
        Screen { colour, terminal, width: term.size_checked().filter(|_| terminal).map(|(_, columns)| columns.into()) }
    }

    /// The text in this style, or as it is where there are no colours.
    pub fn paint(self, style: &Style, text: &str) -> String {
        if self.colour && !text.is_empty() {
            style.clone().force_styling(true).apply_to(text).to_string()
        } else {
            text.to_owned()
        }
    }

    /// The line, cut off where the terminal ends.
    pub fn fitted(self, line: &str) -> String {
        self.width.map_or_else(|| line.to_owned(), |width| console::truncate_str(line, width, "…").into_owned())
    }
}

/// Does somebody look at stderr while stdout does not scroll by?
pub fn stderr_is_free(stdout_is_used: bool) -> bool {
    std::io::stderr().is_terminal() && !(stdout_is_used && std::io::stdout().is_terminal())
}
