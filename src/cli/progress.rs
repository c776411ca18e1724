//! How far a run is, on stderr: a bar on a terminal; where one is insisted on and there is none, a line now and then.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::say;
use crate::cli::terminal::{self, When};

/// Below this many documents a bar only flickers.
const WORTH_A_BAR: usize = 20;

/// Redraws a second.
const REDRAWS: u8 = 10;

/// What the bar shows: how many of how many, how fast, how long yet, and what became of them.
const BAR: &str = "{bar:24} {human_pos}/{human_len}  {per_sec:.0}  {eta} left  {msg}";

/// Where there is no terminal, a line every so often.
const EVERY: Duration = Duration::from_secs(5);

/// A bar, lines, or neither.
pub struct Progress {
    bar: ProgressBar,
    next_line: Option<Instant>,
}

impl Progress {
    /// Over so many documents. `stdout_is_used`: while the run goes on, it prints there.
    pub fn new(count: usize, when: When, stdout_is_used: bool) -> Progress {
        let is_terminal = console::Term::stderr().is_term();
        let drawn = match when {
            When::Auto => count >= WORTH_A_BAR && terminal::stderr_is_free(stdout_is_used),
            When::Always => is_terminal,
            When::Never => false,
        };
        let target = if drawn { ProgressDrawTarget::stderr_with_hz(REDRAWS) } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(count as u64), target);
        if let Ok(style) = ProgressStyle::with_template(BAR) {
            bar.set_style(style);
        }
        let lines = when == When::Always && !is_terminal;
        Progress { bar, next_line: lines.then(|| Instant::now() + EVERY) }
    }

    /// One more is done; `outcome` tells what became of all so far.
    pub fn step(&mut self, outcome: impl Fn() -> String) {
        self.bar.inc(1);
        if !self.bar.is_hidden() {
            self.bar.set_message(outcome());
        }
        if self.next_line.is_some_and(|next| Instant::now() >= next) {
            self.line(&outcome());
            self.next_line = Some(Instant::now() + EVERY);
        }
    }

    /// Print a line on stderr, above the bar.
    pub fn say(&self, line: &str) {
        self.bar.suspend(|| say(line));
    }

    /// Take the bar away, or say the last.
    pub fn end(&self, outcome: &str) {
        self.bar.finish_and_clear();
        if self.next_line.is_some() {
            self.line(outcome);
        }
    }

    fn line(&self, outcome: &str) {
        let (done, all) = (self.bar.position(), self.bar.length().unwrap_or_default());
        let seconds = self.bar.elapsed().as_secs_f64();
        let rate = done as f64 / seconds.max(1e-3);
        let left = all.saturating_sub(done) as f64 / rate.max(1e-3);
        say(&format!("{done}/{all}  {rate:.0}/s  {left:.0} s left  {outcome}"));
    }
}
