//! How far a run is, on stderr: a bar on a terminal; where one is insisted on and there is none, a line now and then. It
//! goes by bytes of the input, so that a container is as long as it lies on the disk.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use indicatif::{HumanBytes, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::batch::{Course, Inputs};
use crate::cli::say;
use crate::cli::terminal::{self, When};

/// Below this many documents a bar only flickers.
const WORTH_A_BAR: u64 = 20;

/// Redraws a second.
const REDRAWS: u8 = 10;

/// What the bar shows: how much of how much, how fast, how long yet, how many documents, and what became of them.
const BAR: &str = "{bar:24} {bytes}/{total_bytes}  {bytes_per_sec}  {eta} left  {msg}";

/// Where there is no terminal, a line every so often.
const EVERY: Duration = Duration::from_secs(5);

/// A bar, lines, or neither.
pub struct Progress {
    bar: ProgressBar,
    course: Arc<Course>,
    documents: u64,
    /// From this many documents on there is a bar.
    drawn_from: Option<u64>,
    next_line: Option<Instant>,
}

impl Progress {
    /// Over these inputs. `stdout_is_used`: while the run goes on, it prints there.
    pub fn new(inputs: Option<Inputs>, course: Arc<Course>, when: When, stdout_is_used: bool) -> Progress {
        let is_terminal = console::Term::stderr().is_term();
        let drawn_from = match when {
            When::Auto => terminal::stderr_is_free(stdout_is_used).then_some(WORTH_A_BAR),
            When::Always => is_terminal.then_some(1),
            When::Never => None,
        };
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template(BAR) {
            bar.set_style(style);
        }
        let lines = when == When::Always && !is_terminal;
        if let Some(inputs) = inputs.filter(|_| drawn_from.is_some() || lines) {
            let bar = bar.clone();
            // Nobody waits for the length of the bar. That of a list is not known.
            thread::spawn(move || match inputs.bytes() {
                0 => {}
                bytes => bar.set_length(bytes),
            });
        }
        Progress { bar, course, documents: 0, drawn_from, next_line: lines.then(|| Instant::now() + EVERY) }
    }

    /// One more is done; `outcome` tells what became of all so far.
    pub fn step(&mut self, outcome: impl Fn() -> String) {
        self.documents += 1;
        if self.drawn_from == Some(self.documents) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(REDRAWS));
        }
        self.bar.set_position(self.course.done());
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
        let (bytes, seconds) = (self.course.done(), self.bar.elapsed().as_secs_f64().max(1e-3));
        let rate = self.documents as f64 / seconds;
        let left = self.bar.length().map(|all| all.saturating_sub(bytes) as f64 * seconds / (bytes.max(1) as f64));
        let left = left.map_or_else(String::new, |left| format!("  {left:.0} s left"));
        say(&format!("{} documents, {}  {rate:.0}/s{left}  {outcome}", self.documents, HumanBytes(bytes)));
    }
}
