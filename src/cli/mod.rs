//! The command: arguments in, exit code out. 0: done; 1: some documents failed, or `--check` would change
//! something; 2: usage, configuration or no input at all, told in one line; 141: stdout was closed, and files are missing.

mod args;
mod clean;
mod compare;
mod config;
mod diff;
mod docs;
mod explain;
mod limits;
mod pipe;
mod preview;
mod progress;
mod rules;
mod settings;
mod table;
mod terminal;
mod welcome;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use crate::batch::{self, Error};
use crate::options::Options;
use crate::text::printable;
use args::{Args, Command};
use terminal::Screen;

/// How a command ended, if it was not stopped.
pub(crate) enum End {
    /// All is well.
    Done,
    /// Some documents failed, or `--check` would change something.
    Failed,
    /// Nobody reads stdout any more, and not all files are written.
    BrokenOff,
}

/// What shells say of a program that a closed pipe ended.
const BROKEN_OFF: u8 = 128 + 13;

/// Read the arguments of the process, do what they say.
pub fn main() -> ExitCode {
    batch::quiet_panics();
    let result = match Args::try_parse() {
        Ok(args) => run(args),
        Err(error) => refuse(&error),
    };
    match result {
        Ok(End::Done) => ExitCode::SUCCESS,
        Ok(End::Failed) => ExitCode::from(1),
        Ok(End::BrokenOff) => ExitCode::from(BROKEN_OFF),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("dehusk: {error}"));
            ExitCode::from(2)
        }
    }
}

fn run(args: Args) -> Result<End, Error> {
    let screen = Screen::stdout(args.color);
    match args.command {
        Command::Clean(mut args) => {
            unless_shown(config::clean(&mut args)?, |options| clean::run(&args, options, screen))
        }
        Command::Pipe(mut args) => unless_shown(config::pipe(&mut args)?, |options| pipe::run(&args, options)),
        Command::Explain(args) => {
            unless_shown(config::settings(&args.settings)?, |options| explain::run(&args, &options, screen))
        }
        Command::Compare(args) => compare::run(&args),
        Command::Rules(command) => rules::run(&command),
        Command::Completions { shell } => docs::completions(shell),
        Command::Man => docs::man(),
    }
}

/// Nothing is done where the settings were only to be shown.
fn unless_shown(options: Option<Options>, run: impl FnOnce(Options) -> Result<End, Error>) -> Result<End, Error> {
    options.map_or(Ok(End::Done), run)
}

/// Help and version go to stdout; an error of the arguments becomes one line.
fn refuse(error: &clap::Error) -> Result<End, Error> {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            error.print()?;
            Ok(End::Done)
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Err(welcome::no_command()),
        _ => {
            let text = error.to_string();
            let lines = text.lines().take_while(|line| !line.trim().is_empty()).map(str::trim);
            let line = lines.collect::<Vec<_>>().join(" ");
            let line = line.strip_prefix("error: ").unwrap_or(&line);
            Err(Error::Usage(format!("{line} (see dehusk --help)")))
        }
    }
}

/// A path that is there though its file lies nowhere is that of a pipe.
pub(crate) fn no_pipe(path: &Path) -> Result<(), Error> {
    if path.exists() && path.canonicalize().is_err() { Err(Error::Pipe(path.to_owned())) } else { Ok(()) }
}

/// Does nobody read stdout any more?
pub(crate) fn is_closed_pipe(error: &Error) -> bool {
    matches!(error, Error::Io(error) if error.kind() == io::ErrorKind::BrokenPipe)
}

/// A line on stderr, or several; nothing in them steers the terminal. Nobody may listen, which is no fault.
pub(crate) fn say(lines: &str) {
    let lines: Vec<String> = lines.split('\n').map(printable).collect();
    let _nobody_listens = writeln!(io::stderr(), "{}", lines.join("\n"));
}
