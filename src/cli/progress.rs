//! The bar on stderr: only on a terminal, and only when nothing else is printed.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::say;

/// Below this many documents a bar only flickers.
const WORTH_A_BAR: usize = 20;

/// A bar, or none.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar over so many documents. It hides itself where stderr is no terminal.
    pub fn new(count: usize, hidden: bool) -> Progress {
        let target =
            if hidden || count < WORTH_A_BAR { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(Some(count as u64), target);
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {eta}") {
            bar.set_style(style);
        }
        Progress { bar }
    }

    /// One more is done.
    pub fn step(&self) {
        self.bar.inc(1);
    }

    /// Print a line on stderr, above the bar.
    pub fn say(&self, line: &str) {
        self.bar.suspend(|| say(line));
    }

    /// Take the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}
