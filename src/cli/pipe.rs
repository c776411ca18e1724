//! `pipe`: arguments → a run over stdin and stdout.

use std::io;

use crate::batch::pipe::{OURS, Pipe};
use crate::batch::{self, Error};
use crate::cli::{End, args};
use crate::options::Options;

/// Clean JSON Lines from stdin to stdout.
pub fn run(args: &args::Pipe, options: Options) -> Result<End, Error> {
    let encoding = options.encoding;
    if encoding.is_some_and(|encoding| !encoding.is_ascii_compatible()) {
        return Err(Error::Usage("JSON Lines have line ends: this encoding has none of one byte".to_owned()));
    }
    let mut names = vec![&args.text_field, &args.html_field];
    names.extend(&args.keep_original);
    let twice = names.iter().enumerate().any(|(at, name)| names.iter().skip(at + 1).any(|other| other == name));
    if twice || names.iter().any(|name| *name == OURS) {
        return Err(Error::Usage(format!("the fields must have names of their own, other than \"{OURS}\"")));
    }
    let pipe = Pipe {
        options,
        text_field: args.text_field.clone(),
        html_field: args.html_field.clone(),
        id_field: args.id_field.clone(),
        keep_original: args.keep_original.clone(),
    };
    let pool = batch::pool(args.threads.unwrap_or(0).into())?;
    let bad = pipe.run(io::stdin().lock(), io::stdout().lock(), &pool)?;
    Ok(if bad > 0 { End::Failed } else { End::Done })
}
