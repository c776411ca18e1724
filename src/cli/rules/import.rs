//! `rules import`: files of the ftr-site-config form → `[[site]]` tables on stdout.

use std::io::{self, Write};
use std::path::PathBuf;

use crate::batch::Error;
use crate::cli::End;
use crate::config::ftr;

/// Print what these files describe.
pub fn run(files: &[PathBuf]) -> Result<End, Error> {
    let mut out = String::new();
    for file in files {
        let text = std::fs::read_to_string(file).map_err(Error::at(file))?;
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        out.push_str(if out.is_empty() { "" } else { "\n" });
        out.push_str(&ftr::import(&name, &text));
    }
    io::stdout().write_all(out.as_bytes())?;
    Ok(End::Done)
}
