//! The arguments of every command, as `--help` shows them.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Parser, Subcommand};

use crate::batch::Packing;
use crate::cli::limits::{Bounds, Size};
use crate::cli::rules::Rules;
use crate::cli::settings::Settings;
use crate::cli::table::Sort;
use crate::cli::terminal::When;
use crate::report;
use crate::write::FORMATS;

/// Strips the husk from scraped articles: encoding, boilerplate and run-ons, with a reason for every cut.
#[derive(Parser)]
#[command(name = "dehusk", version, disable_help_subcommand = true)]
pub struct Args {
    /// Colours on stdout; auto heeds NO_COLOR
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub color: When,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Clean files and folders into a folder of articles
    Clean(Clean),
    /// Clean JSON Lines from stdin to stdout, a record a line
    Pipe(Pipe),
    /// Show every block of a file with its verdict, rule and confidence
    Explain(Explain),
    /// Say what is different between two output folders, and why
    Compare(Compare),
    /// List the rules for husk, test them, ask which of them cuts a text, read those of others
    #[command(subcommand)]
    Rules(Rules),
    /// Print the completions of a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

#[derive(clap::Args)]
pub struct Clean {
    /// Files, folders, or - for one document from stdin to stdout [default: raw]
    pub input: Vec<PathBuf>,
    /// Read the paths of files and folders from this file, one a line; - is stdin
    #[arg(long, value_name = "FILE", conflicts_with_all = ["input", "sample"])]
    pub files_from: Option<PathBuf>,
    /// With --files-from: paths end in NUL
    #[arg(short = '0', long)]
    pub null: bool,
    /// Folder of the articles, or - for stdout with --format jsonl [default: cleaned]
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// What the articles are written as [default: txt]
    #[arg(long, value_parser = formats())]
    pub format: Option<String>,
    /// With --format md: write where links lead [default: on]
    #[arg(long, value_enum, value_name = "on|off", hide_possible_values = true)]
    pub links: Option<Switch>,
    /// With --format md: write images [default: off]
    #[arg(long, value_enum, value_name = "on|off", hide_possible_values = true)]
    pub images: Option<Switch>,
    /// With --format jsonl or dolma: pack the stream
    #[arg(long, value_name = "gz|zst", hide_possible_values = true)]
    pub compress: Option<Packing>,
    /// With --format jsonl or dolma: files part-00001.jsonl, … of about so many bytes before they are packed, whole records
    /// only; K, M and G may stand behind the number
    #[arg(long, value_name = "SIZE")]
    pub shard_size: Option<Size>,
    #[command(flatten)]
    pub settings: Settings,
    #[command(flatten)]
    pub bounds: Bounds,
    /// Put articles of fewer words into OUT/review
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub min_words: usize,
    /// Put articles into OUT/review of whose choice of blocks dehusk is less sure than this, 0 to 1
    #[arg(long, value_name = "X", default_value_t = 0.0, value_parser = share)]
    pub min_confidence: f32,
    /// Threads; 0, the default: one a core
    #[arg(short = 'j', long, value_name = "N", value_parser = threads())]
    pub threads: Option<u16>,
    /// Write nothing; print a line per file of what would change, then totals per reason
    #[arg(long)]
    pub dry_run: bool,
    /// With --dry-run or --check and --format txt: print a unified diff instead, from the extracted text to the result
    #[arg(long)]
    pub diff: bool,
    /// Like --dry-run, and exit 1 if anything would change
    #[arg(long)]
    pub check: bool,
    /// What comes first in a preview [default: cut]
    #[arg(long, value_name = "ORDER")]
    pub sort: Option<Sort>,
    /// Preview so many documents only, of as many files, chosen by chance
    #[arg(long, value_name = "N")]
    pub sample: Option<usize>,
    /// With --sample or --report: another number, another sample [default: 0]
    #[arg(long, value_name = "S")]
    pub seed: Option<u64>,
    /// Write a page that shows what was cut and why; not inside an input
    #[arg(long, value_name = "FILE.html")]
    pub report: Option<PathBuf>,
    /// Documents that the report shows: beyond it, the most affected and a random sample
    #[arg(long, value_name = "N", default_value_t = report::USUAL_LIMIT, requires = "report")]
    pub report_limit: usize,
    /// Clean only paths that match; may be given again
    #[arg(long, value_name = "GLOB")]
    pub include: Vec<String>,
    /// Leave out paths that match; may be given again
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
    /// Clean again what the manifest in OUT says is up to date
    #[arg(long)]
    pub force: bool,
    /// Remove outputs of earlier runs that no input gives any more, if they are as they were written
    #[arg(long)]
    pub prune: bool,
    /// Write what was cut and mended, with spans and reasons, as JSON Lines from which it can be undone
    #[arg(long, value_name = "FILE")]
    pub keep_cuts: Option<PathBuf>,
    /// Print a JSON line for every file and thing skipped
    #[arg(long)]
    pub json: bool,
    /// The bar on stderr
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub progress: When,
    /// No summary and no bar
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// A line for every file on stderr
    #[arg(short, long)]
    pub verbose: bool,
}

#[derive(clap::Args)]
pub struct Pipe {
    #[command(flatten)]
    pub settings: Settings,
    /// Threads; 0, the default: one a core
    #[arg(short = 'j', long, value_name = "N", value_parser = threads())]
    pub threads: Option<u16>,
    /// Keep the text as it was in this field
    #[arg(long, value_name = "FIELD")]
    pub keep_original: Option<String>,
    /// Field of the plain text and of the result
    #[arg(long, value_name = "FIELD", default_value = "text")]
    pub text_field: String,
    /// Field of the page; where it is blank, the text is read
    #[arg(long, value_name = "FIELD", default_value = "html")]
    pub html_field: String,
    /// Field that names the record in errors
    #[arg(long, value_name = "FIELD", default_value = "id")]
    pub id_field: String,
}

/// Something that is written or left out.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Switch {
    On,
    Off,
}

#[derive(clap::Args)]
pub struct Explain {
    /// The file, or - for stdin
    pub file: PathBuf,
    /// Only what stands on this line of the file, in full
    #[arg(long, value_name = "LINE", value_parser = clap::value_parser!(u32).range(1..))]
    pub at: Option<u32>,
    #[command(flatten)]
    pub settings: Settings,
    /// As one JSON document
    #[arg(long)]
    pub json: bool,
}

#[derive(clap::Args)]
pub struct Compare {
    /// An output folder of clean
    #[arg(value_name = "OUT1")]
    pub one: PathBuf,
    /// Another
    #[arg(value_name = "OUT2")]
    pub two: PathBuf,
    /// As one JSON document
    #[arg(long)]
    pub json: bool,
}

/// The formats, from their table.
fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.help)))
}

/// A share of one.
fn share(text: &str) -> Result<f32, String> {
    text.parse().ok().filter(|share| (0.0..=1.0).contains(share)).ok_or_else(|| "a number from 0 to 1".to_owned())
}

/// More threads than this is a slip of the finger.
pub const MAX_THREADS: i64 = 1024;

fn threads() -> clap::builder::RangedI64ValueParser<u16> {
    clap::value_parser!(u16).range(0..=MAX_THREADS)
}
