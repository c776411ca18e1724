//! `rules`: the rules for husk listed, tested and explained. Those built in and those of a settings file.

mod import;
mod list;
mod test;
mod why;

use std::path::{Path, PathBuf};

use crate::batch::Error;
use crate::cli::End;
use crate::cli::config::Which;
use crate::config::{Config, Place};

/// What may be asked of rules.
#[derive(clap::Subcommand)]
pub enum Rules {
    /// A line for every rule
    List {
        /// A file of rules or a settings file; without it, the rules built in and those of the settings file
        file: Option<PathBuf>,
        /// Also where it comes from, whether it is on, and how often it struck in the last run
        #[arg(long)]
        long: bool,
        /// Folder of the last run's articles
        #[arg(short, long, value_name = "OUT", default_value = "cleaned")]
        output: PathBuf,
        #[command(flatten)]
        which: Which,
    },
    /// Every hit must match, every miss must not, every page of a site must give what it should; exit 1 if one fails
    Test {
        /// A file of rules or a settings file; without it, the rules built in and those of the settings file
        file: Option<PathBuf>,
        #[command(flatten)]
        which: Which,
    },
    /// Which rule would cut a piece of text, and which come near
    Why {
        /// The text, as one block
        text: String,
        #[command(flatten)]
        which: Which,
    },
    /// Print the [[site]] rules that files of the ftr-site-config form describe
    Import {
        /// Files, each named by its host: example.org.txt
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

/// Do what is asked.
pub fn run(command: &Rules) -> Result<End, Error> {
    match command {
        Rules::List { file: Some(file), long, output, .. } => list::run(&given(file)?, false, *long, output),
        Rules::List { file: None, long, output, which } => list::run(&which.read()?, true, *long, output),
        Rules::Test { file: Some(file), .. } => test::run(&given(file)?, false),
        Rules::Test { file: None, which } => test::run(&which.read()?, true),
        Rules::Why { text, which } => why::run(text, &which.read()?),
        Rules::Import { files } => import::run(files),
    }
}

fn given(file: &Path) -> Result<Config, Error> {
    Config::read(&Place::Given(file))?.with_fragments()
}
