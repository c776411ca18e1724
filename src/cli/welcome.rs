//! What someone is told who runs the command for the first time.

use clap::CommandFactory;

use crate::batch::Error;
use crate::cli::args::Args;

/// Without a command: the short help.
pub fn no_command() -> Error {
    Error::Usage(format!("no command given\n\n{}", Args::command().render_help().to_string().trim_end()))
}

/// `clean` without an input, where the default one is not there.
pub fn no_input(default: &str) -> Error {
    Error::Usage(format!(
        "no input named, and there is no folder {default} here. Try
  dehusk clean FOLDER --dry-run     look first: what would go and why; nothing is written
  dehusk clean FOLDER -o OUT        clean every page and text of FOLDER into OUT
  dehusk clean - < page.html        clean one page to stdout"
    ))
}
