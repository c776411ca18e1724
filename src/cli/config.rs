//! The arguments that name a settings file, and what it says put in where the command line is silent.

use std::io::{self, Write};
use std::path::PathBuf;

use toml::Spanned;

use crate::batch::Error;
use crate::cli::args::{Clean, MAX_THREADS, Pipe};
use crate::cli::clean;
use crate::cli::settings::Settings;
use crate::config::{Config, File, Place, Words};
use crate::options::Options;
use crate::write::{self, FORMATS};

/// Which settings file is read.
#[derive(clap::Args)]
pub struct Which {
    /// Settings and rules of one's own [default: the dehusk.toml in this folder or the next one above]
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub config: Option<PathBuf>,
    /// Read no settings file
    #[arg(long)]
    pub isolated: bool,
}

impl Which {
    /// Read it.
    pub fn read(&self) -> Result<Config, Error> {
        Config::read(&match &self.config {
            Some(path) => Place::Given(path),
            None if self.isolated => Place::Nowhere,
            None => Place::Found,
        })
    }
}

const FORMAT: Words<String> = Words { name: "format", read: format, show: String::clone };

/// Put in what the file says. None if the settings were only to be shown.
pub fn clean(args: &mut Clean) -> Result<Option<Options>, Error> {
    let mut config = args.settings.which.read()?;
    let options = args.settings.options(&mut config)?;
    let usual = FORMATS.first().map_or("", |format| format.name).to_owned();
    args.format = Some(config.word(&FORMAT, args.format.take(), |file| &file.format, usual)?);
    args.threads = Some(threads(&mut config, args.threads)?);
    args.include = globs(&mut config, "include", &args.include, |file| &file.include)?;
    args.exclude = globs(&mut config, "exclude", &args.exclude, |file| &file.exclude)?;
    or_shown(&args.settings, &config, options)
}

/// As `clean`.
pub fn pipe(args: &mut Pipe) -> Result<Option<Options>, Error> {
    let mut config = args.settings.which.read()?;
    let options = args.settings.options(&mut config)?;
    args.threads = Some(threads(&mut config, args.threads)?);
    or_shown(&args.settings, &config, options)
}

/// As `clean`, for a command that has no other settings.
pub fn settings(settings: &Settings) -> Result<Option<Options>, Error> {
    let mut config = settings.which.read()?;
    let options = settings.options(&mut config)?;
    or_shown(settings, &config, options)
}

fn or_shown(settings: &Settings, config: &Config, options: Options) -> Result<Option<Options>, Error> {
    if settings.dump_config {
        io::stdout().write_all(config.dump().as_bytes())?;
        return Ok(None);
    }
    Ok(Some(options))
}

fn threads(config: &mut Config, given: Option<u16>) -> Result<u16, Error> {
    fn written(file: &File) -> &Option<Spanned<i64>> {
        &file.threads
    }
    let threads = config.value("threads", given.map(i64::from), written, 0);
    let fits = u16::try_from(threads).ok().filter(|threads| i64::from(*threads) <= MAX_THREADS);
    fits.ok_or_else(|| config.fault(written, &format!("threads: from 0 to {MAX_THREADS}")))
}

/// Patterns of the command line, else of the file; one that cannot be read is told by where it stands.
fn globs(
    config: &mut Config,
    name: &'static str,
    given: &[String],
    written: fn(&File) -> &Option<Spanned<Vec<String>>>,
) -> Result<Vec<String>, Error> {
    let asked = Some(given.to_vec()).filter(|given| !given.is_empty());
    let globs = config.value(name, asked, written, Vec::new());
    clean::globs(&globs).map_err(|error| match given {
        [] => config.fault(written, &format!("{name}: {error}")),
        _ => Error::Usage(format!("--{name}: {error}")),
    })?;
    Ok(globs)
}

fn format(name: &str) -> Result<String, String> {
    let known = || FORMATS.iter().map(|format| format.name).collect::<Vec<_>>().join(", ");
    let format = write::format(name).ok_or_else(|| format!("\"{name}\" is none of {}", known()))?;
    Ok(format.name.to_owned())
}
