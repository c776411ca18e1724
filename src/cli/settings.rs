//! The arguments that say how a document is cleaned, and the settings file → `Options`.

use clap::ValueEnum;
use encoding_rs::Encoding;

use crate::article::Kind;
use crate::batch::Error;
use crate::cli::config::Which;
use crate::cli::limits::DocumentBounds;
use crate::config::{Config, Words};
use crate::options::{Dial, Options, Repair, Stages};

/// What may be asked of `clean()` from the command line.
#[derive(clap::Args)]
pub struct Settings {
    /// How far to go: a beginning of decode,extract,judge,repair (the default), or repair alone
    #[arg(long, value_name = "LIST", value_parser = stages)]
    stages: Option<Stages>,
    /// What the input is [default: auto]
    #[arg(long)]
    kind: Option<KindArg>,
    /// Charset of the input, whatever it says of itself
    #[arg(long, value_name = "LABEL", value_parser = encoding)]
    encoding: Option<&'static Encoding>,
    /// Cut harder
    #[arg(long, group = "dial")]
    precision: bool,
    /// Cut as usual, whatever the settings file says
    #[arg(long, group = "dial")]
    balanced: bool,
    /// Keep more
    #[arg(long, group = "dial")]
    recall: bool,
    /// Which run-ons are mended [default: full]
    #[arg(long)]
    repair: Option<RepairArg>,
    /// Make curly quotes straight, ligatures letters and full-width forms normal
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    normalize: Option<bool>,
    /// Keep the comments of readers, apart from the article: under a heading of their own, in jsonl and pipe in a field
    #[arg(long)]
    comments: bool,
    #[command(flatten)]
    bounds: DocumentBounds,
    #[command(flatten)]
    pub which: Which,
    /// Print the settings and rules that hold, each with where it comes from, and do nothing
    #[arg(long)]
    pub dump_config: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum KindArg {
    /// Look and see
    Auto,
    /// Markup
    Html,
    /// Plain text
    Text,
}

#[derive(Clone, Copy, ValueEnum)]
enum RepairArg {
    /// Sentence and comma joins only
    Safe,
    /// Words run together too
    Full,
}

#[derive(Clone, Copy, ValueEnum)]
enum DialArg {
    Precision,
    Balanced,
    Recall,
}

const STAGES: Words<Stages> = Words { name: "stages", read: stages, show: list };
const KIND: Words<KindArg> = Words { name: "kind", read, show };
const DIAL: Words<DialArg> = Words { name: "dial", read, show };
const REPAIR: Words<RepairArg> = Words { name: "repair", read, show };
/// The word for no charset in particular.
const AUTO: &str = "auto";
const ENCODING: Words<Option<&'static Encoding>> = Words {
    name: "encoding",
    read: |label| if label == AUTO { Ok(None) } else { encoding(label).map(Some) },
    show: |encoding| encoding.map_or(AUTO, Encoding::name).to_owned(),
};

impl Settings {
    /// As the library takes them: what the command line says, else the file, else what is usual.
    pub fn options(&self, config: &mut Config) -> Result<Options, Error> {
        let dial =
            [(self.precision, DialArg::Precision), (self.balanced, DialArg::Balanced), (self.recall, DialArg::Recall)];
        let dial = dial.into_iter().find(|(given, _)| *given).map(|(_, dial)| dial);
        Ok(Options {
            article_only: false,
            stages: config.word(&STAGES, self.stages, |file| &file.stages, Stages::default())?,
            kind: match config.word(&KIND, self.kind, |file| &file.kind, KindArg::Auto)? {
                KindArg::Auto => None,
                KindArg::Html => Some(Kind::Html),
                KindArg::Text => Some(Kind::Text),
            },
            encoding: config.word(&ENCODING, self.encoding.map(Some), |file| &file.encoding, None)?,
            transport: None,
            comments: self.comments,
            dial: match config.word(&DIAL, dial, |file| &file.dial, DialArg::Balanced)? {
                DialArg::Precision => Dial::Precision,
                DialArg::Balanced => Dial::Balanced,
                DialArg::Recall => Dial::Recall,
            },
            repair: match config.word(&REPAIR, self.repair, |file| &file.repair, RepairArg::Full)? {
                RepairArg::Safe => Repair::Safe,
                RepairArg::Full => Repair::Full,
            },
            normalize: config.value("normalize", self.normalize, |file| &file.normalize, false),
            bounds: self.bounds.bounds(),
            own: config.own()?,
            url: None,
            path: None,
        })
    }
}

fn read<T: ValueEnum>(word: &str) -> Result<T, String> {
    let known = T::value_variants().iter().map(show).collect::<Vec<_>>().join(", ");
    T::from_str(word, false).map_err(|_| format!("\"{word}\" is none of {known}"))
}

fn show<T: ValueEnum>(value: &T) -> String {
    value.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

fn list(stages: &Stages) -> String {
    match stages {
        Stages::Decode => "decode",
        Stages::Extract => "decode,extract",
        Stages::Judge => "decode,extract,judge",
        Stages::Repair => "decode,extract,judge,repair",
        Stages::RepairOnly => "repair",
    }
    .to_owned()
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
