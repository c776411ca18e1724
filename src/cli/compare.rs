//! `compare`: two output folders → what is different, as lines or as one JSON document. Exit 1 if anything is.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::batch::{Change, Comparison, Error};
use crate::cli::{End, args};
use crate::text::printable;

/// Compare what the arguments name.
pub fn run(args: &args::Compare) -> Result<End, Error> {
    let comparison = Comparison::of([&args.one, &args.two])?;
    let shown = if args.json {
        serde_json::to_string(&comparison).map_err(io::Error::other)? + "\n"
    } else {
        lines(args, &comparison)
    };
    io::stdout().lock().write_all(shown.as_bytes())?;
    Ok(if comparison.is_same() { End::Done } else { End::Failed })
}

/// For people: totals, then what each rule did, then the documents.
fn lines(args: &args::Compare, comparison: &Comparison) -> String {
    let names = [&args.one, &args.two].map(|path| printable(&path.to_string_lossy()));
    let Comparison { only, changed, same, words, rules, .. } = comparison;
    let mut out = format!(
        "{same} the same, {} changed, {} only in {}, {} only in {}\n",
        changed.len(),
        only[0].len(),
        names[0],
        only[1].len(),
        names[1]
    );
    let (gained, lost) = changed.iter().fold((0, 0), |sum, change| (sum.0 + change.gained, sum.1 + change.lost));
    let _ = writeln!(out, "words kept: {} → {} ({gained} gained, {lost} lost)", words[0], words[1]);
    for (rule, [before, after]) in rules {
        let _ = writeln!(out, "  {rule}  {} → {} places, {} → {} words", before.0, after.0, before.1, after.1);
    }
    for change in changed {
        let _ = writeln!(out, "changed  {}", line(change));
    }
    for (name, paths) in names.iter().zip(only) {
        paths.iter().for_each(|path| {
            let _ = writeln!(out, "only in {name}  {}", printable(path));
        });
    }
    out
}

fn line(change: &Change) -> String {
    let mut line = format!("{}  {} gained, {} lost", printable(&change.path), change.gained, change.lost);
    let [before, after] = &change.status;
    if before != after {
        let _ = write!(line, ", {before} → {after}");
    }
    let rules: Vec<String> =
        change.rules.iter().map(|(rule, [before, after])| format!("{rule} {} → {}", before.0, after.0)).collect();
    if !rules.is_empty() {
        let _ = write!(line, "  ({})", rules.join(", "));
    }
    line
}
