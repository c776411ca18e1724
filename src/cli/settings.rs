//! The arguments that say how a document is cleaned → `Options`.

use encoding_rs::Encoding;

use crate::article::Kind;
use crate::options::{Dial, Options, Repair, Stages};

/// What may be asked of `clean()` from the command line.
#[derive(clap::Args)]
pub struct Settings {
    /// How far to go: a beginning of decode,extract,judge,repair, or repair alone
    #[arg(long, value_name = "LIST", default_value = "decode,extract,judge,repair", value_parser = stages)]
    stages: Stages,
    /// What the input is
    #[arg(long, default_value = "auto")]
    kind: KindArg,
    /// Charset of the input, whatever it says of itself
    #[arg(long, value_name = "LABEL", value_parser = encoding)]
    pub encoding: Option<&'static Encoding>,
    /// Cut harder
    #[arg(long, conflicts_with = "recall")]
    precision: bool,
    /// Keep more
    #[arg(long)]
    recall: bool,
    /// Which run-ons are mended
    #[arg(long, default_value = "full")]
    repair: RepairArg,
    /// Make curly quotes straight, ligatures letters and full-width forms normal
    #[arg(long)]
    normalize: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum KindArg {
    /// Look and see
    Auto,
    /// Markup
    Html,
    /// Plain text
    Text,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum RepairArg {
    /// Sentence and comma joins only
    Safe,
    /// Words run together too
    Full,
}

impl Settings {
    /// As the library takes them.
    pub fn options(&self) -> Options {
        Options {
            stages: self.stages,
            kind: match self.kind {
                KindArg::Auto => None,
                KindArg::Html => Some(Kind::Html),
                KindArg::Text => Some(Kind::Text),
            },
            encoding: self.encoding,
            transport: None,
            dial: match (self.precision, self.recall) {
                (true, _) => Dial::Precision,
                (_, true) => Dial::Recall,
                _ => Dial::Balanced,
            },
            repair: match self.repair {
                RepairArg::Safe => Repair::Safe,
                RepairArg::Full => Repair::Full,
            },
            normalize: self.normalize,
        }
    }
}

fn stages(list: &str) -> Result<Stages, String> {
    match list.split(',').map(str::trim).collect::<Vec<_>>()[..] {
        ["decode"] => Ok(Stages::Decode),
        ["decode", "extract"] => Ok(Stages::Extract),
        ["decode", "extract", "judge"] => Ok(Stages::Judge),
        ["decode", "extract", "judge", "repair"] => Ok(Stages::Repair),
        ["repair"] => Ok(Stages::RepairOnly),
        _ => Err("legal are beginnings of decode,extract,judge,repair, or repair alone".to_owned()),
    }
}

fn encoding(label: &str) -> Result<&'static Encoding, String> {
    Encoding::for_label(label.as_bytes()).ok_or_else(|| "no such encoding; labels are those of the WHATWG".to_owned())
}
