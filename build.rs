//! Lists the folders of `src/languages/` into a table, so that a new language is a new folder and nothing else; their
//! rules for husk into another. Tells the crate which sources it is built from.

#[path = "build/rules.rs"]
mod rules;
#[path = "build/sources.rs"]
mod sources;

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

/// Files a language folder may hold, each a field of `Language` by its name, and how each is built in.
const FILES: [(&str, &str, &str); 14] = [
    ("abbreviations.txt", "include_str!", "\"\""),
    ("function_words.txt", "include_str!", "\"\""),
    ("affixes.txt", "include_str!", "\"\""),
    ("unended.txt", "include_str!", "\"\""),
    ("midway.txt", "include_str!", "\"\""),
    ("polite.txt", "include_str!", "\"\""),
    ("speech.txt", "include_str!", "\"\""),
    ("reported.txt", "include_str!", "\"\""),
    ("sources.txt", "include_str!", "\"\""),
    ("names.txt", "include_str!", "\"\""),
    ("terms.txt", "include_str!", "\"\""),
    ("given_names.txt", "include_str!", "\"\""),
    ("bylines.toml", "include_str!", "\"\""),
    ("lexicon.bin", "include_bytes!", "&[]"),
];

/// The folder of a language's rules: a file a category.
const RULES: &str = "junk";
/// The language whose fragments serve all.
const SHARED: &str = "any";

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let folder = Path::new(&root).join("src/languages");
    for watched in ["build.rs", "build", "src", "Cargo.lock"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    println!("cargo::rustc-env=DEHUSK_BUILD={:016x}", sources::hash(Path::new(&root))?);
    let mut codes: Vec<String> = fs::read_dir(&folder)?
        .filter_map(|entry| entry.ok().filter(|e| e.path().is_dir()))
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    codes.sort();
    let mut table = String::from("&[\n");
    for code in &codes {
        let mut fields = format!("code: {code:?}");
        for (name, include, missing) in FILES {
            let path = folder.join(code).join(name);
            let field = name.split('.').next().unwrap_or(name);
            let value = if path.is_file() { format!("{include}({path:?})") } else { missing.to_owned() };
            let _ = write!(fields, ", {field}: {value}");
        }
        let _ = writeln!(table, "    Language {{ {fields} }},");
    }
    table.push(']');
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("languages.rs"), table)?;
    let (code, steps) = rules(&folder, &codes)?;
    fs::write(Path::new(&out).join("steps.bin"), steps)?;
    fs::write(Path::new(&out).join("rules.rs"), code)
}

fn rules(folder: &Path, codes: &[String]) -> io::Result<(String, Vec<u8>)> {
    let files = |code: &str| -> io::Result<Vec<rules::File>> {
        let folder = folder.join(code).join(RULES);
        let listed = if folder.is_dir() { fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()? } else { Vec::new() };
        let paths = listed.into_iter().map(|entry| entry.path());
        let mut paths: Vec<_> = paths.filter(|path| path.extension().is_some_and(|ending| ending == "toml")).collect();
        paths.sort();
        let name = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        paths.iter().map(|path| Ok(rules::File { name: name(path), text: fs::read_to_string(path)? })).collect()
    };
    let languages = codes.iter().map(|code| Ok((code.as_str(), files(code)?))).collect::<io::Result<Vec<_>>>()?;
    let shared = languages.iter().find(|(code, _)| *code == SHARED).map(|(_, files)| rules::fragments(files));
    rules::table(&languages, &shared.unwrap_or_default()).map_err(io::Error::other)
}
