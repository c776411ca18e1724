//! `completions` and `man`: made from the arguments themselves.

use std::io::{self, Write};

use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;

use crate::batch::Error;
use crate::cli::End;
use crate::cli::args::Args;

/// Print the completions of a shell.
pub fn completions(shell: Shell) -> Result<End, Error> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "dehusk", &mut script);
    io::stdout().write_all(&script)?;
    Ok(End::Done)
}

/// Print the manual page: the command, then the options of every subcommand.
pub fn man() -> Result<End, Error> {
    let mut command = Args::command();
    command.build();
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    for subcommand in command.get_subcommands() {
        let title = subcommand.get_name().to_uppercase();
        writeln!(page, ".SH {title}")?;
        let mut part = Vec::new();
        let man = Man::new(subcommand.clone());
        man.render_synopsis_section(&mut part)?;
        man.render_description_section(&mut part)?;
        man.render_options_section(&mut part)?;
        page.extend(below(&part));
    }
    io::stdout().write_all(&page)?;
    Ok(End::Done)
}

/// The sections of a part as subsections.
fn below(part: &[u8]) -> Vec<u8> {
    String::from_utf8_lossy(part).replace(".SH ", ".SS ").into_bytes()
}
