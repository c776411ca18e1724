//! The commands of README.md and docs/*.md are run, in order, in a folder that has what they name; the outputs shown there
//! are compared. In a fence with `$ ` lines, what stands below a command is its output: `…` in a line is anything, a line
//! of `…` alone is any number of lines. `# exit N` behind a command is the exit code it must have. A fence with a name
//! behind its language is a file, and is written.
//!
//! A command needs a file that is not there? Put it into tests/docs. It cannot be run here? `<!-- not run: WHY -->` above
//! the fence. Python is run by .ci/docs.py.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use regex::Regex;

use crate::tool::{Ran, Work};

/// What comes from cargo itself, or takes a build.
const NOT_RUN: [&str; 2] = ["cargo test", "cargo install"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn pages() -> Vec<PathBuf> {
    let docs = fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<PathBuf> = docs.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect();
    pages.sort();
    pages.insert(0, root().join("README.md"));
    pages
}

/// A command, its exit code, and the output shown below it, if any is: of both streams.
#[derive(Debug, Default)]
struct Shown {
    command: String,
    code: i32,
    output: Vec<String>,
}

/// What a page asks for.
enum Step {
    File(String, String),
    Command(Shown),
}

/// The files and commands of a page, in order.
fn steps(page: &str) -> Vec<Step> {
    let mut all = Vec::new();
    let mut lines = page.lines().peekable();
    let mut above = "";
    while let Some(line) = lines.next() {
        if line.starts_with("```") {
            let language = line.trim_start_matches('`');
            let fence: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
            match language.split_once(' ') {
                Some((_, name)) => all.push(Step::File(name.to_owned(), fence.join("\n") + "\n")),
                None if above.starts_with("<!-- not run:") => {}
                None if matches!(language, "" | "sh" | "console") => {
                    all.extend(in_fence(&fence).into_iter().map(Step::Command));
                }
                None => {}
            }
        }
        if !line.trim().is_empty() {
            above = line;
        }
    }
    all
}

fn in_fence(fence: &[&str]) -> Vec<Shown> {
    let mut all: Vec<Shown> = Vec::new();
    let dialogue = fence.iter().any(|line| line.starts_with("$ "));
    for line in fence {
        let is_command =
            if dialogue { line.starts_with("$ ") } else { line.starts_with("dehusk ") || line.starts_with("cargo ") };
        match all.last_mut() {
            _ if is_command => all.push(shown(line.trim_start_matches("$ "))),
            Some(last) if last.command.ends_with('\\') => {
                last.command.pop();
                last.command += line;
            }
            Some(last) if dialogue => last.output.push((*line).to_owned()),
            _ => {}
        }
    }
    all.retain(|shown| !NOT_RUN.iter().any(|name| shown.command.starts_with(name)));
    all
}

fn shown(line: &str) -> Shown {
    let code = line.split_once("# exit ").map_or(0, |(_, rest)| rest[..1].parse().unwrap());
    let command = line.replacen("cargo run --release -- ", "dehusk ", 1);
    Shown { command, code, output: Vec::new() }
}

/// A folder with the samples as `raw` and as `scraped`, a page, and what is in tests/docs.
fn work() -> Work {
    let work = Work::with(&[]);
    for (from, to) in [("raw", "raw/"), ("raw", "scraped/"), ("tests/docs", "")] {
        for entry in walkdir::WalkDir::new(root().join(from)) {
            let entry = entry.unwrap();
            if entry.file_type().is_file() {
                let name = entry.path().strip_prefix(root().join(from)).unwrap().to_str().unwrap();
                work.put(format!("{to}{name}"), &fs::read(entry.path()).unwrap());
            }
        }
    }
    work
}

fn run(work: &Work, command: &str) -> Ran {
    let here = Path::new(env!("CARGO_BIN_EXE_dehusk")).parent().unwrap().to_owned();
    let paths =
        std::env::join_paths([here].into_iter().chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())));
    let mut bash = Command::new("bash");
    bash.args(["-c", &format!("set -o pipefail; exec 2>&1; {command}")])
        .current_dir(work.path(""))
        .env("PATH", paths.unwrap());
    Ran::from(bash.output().unwrap())
}

/// Is the output as it is shown?
fn compare(shown: &Shown, ran: &Ran) -> Result<(), String> {
    let pattern = |line: &String| match line.trim() {
        "…" => "(?:.*\n)*?".to_owned(),
        _ => regex::escape(line.trim_end()).replace('…', ".*") + "\\s*\n",
    };
    let pattern: String = shown.output.iter().map(pattern).collect();
    let fits = Regex::new(&format!("^{pattern}$")).unwrap().is_match(&ran.out);
    if fits || shown.output.is_empty() {
        Ok(())
    } else {
        Err(format!("shown:\n{}\ngiven:\n{}", shown.output.join("\n"), ran.out))
    }
}

#[test]
fn the_commands_of_the_documents_do_what_they_show() {
    let has_jq = Command::new("jq").arg("--version").output().is_ok();
    let (mut ran_some, mut failures) = (0, Vec::new());
    for page in pages() {
        let work = work();
        for step in steps(&fs::read_to_string(&page).unwrap()) {
            let shown = match step {
                Step::File(name, text) => {
                    work.put(name, text.as_bytes());
                    continue;
                }
                Step::Command(shown) => shown,
            };
            if shown.command.contains("jq ") && !has_jq {
                continue;
            }
            let ran = run(&work, &shown.command);
            ran_some += 1;
            let told = match compare(&shown, &ran) {
                Ok(()) if ran.code == Some(shown.code) => continue,
                Ok(()) => format!("exit {:?}, not {}: {}", ran.code, shown.code, ran.out),
                Err(told) => told,
            };
            failures.push(format!("{}: {}\n{told}", page.display(), shown.command));
        }
    }
    assert!(failures.is_empty(), "{}\nHow to mend: see the head of tests/it/docs.rs", failures.join("\n"));
    assert!(ran_some > 20, "{ran_some}");
}

/// Flags of a command from the help itself: the short form, if there is one, and the long.
fn flags(work: &Work, command: &[&str]) -> Vec<(Option<String>, String)> {
    let help = work.run(&[command, &["--help"]].concat()).out;
    let flag = Regex::new(r"(?m)^ +(?:(-\w), )?(--[a-z][a-z-]+)").unwrap();
    flag.captures_iter(&help)
        .map(|found| (found.get(1).map(|short| short.as_str().to_owned()), found[2].to_owned()))
        .collect()
}

#[test]
fn the_documents_name_every_flag() {
    let work = Work::with(&[]);
    let text: String = pages().iter().map(|page| fs::read_to_string(page).unwrap()).collect();
    let is_named = |flag: &str| Regex::new(&format!(r"(?:^|[^\w-]){flag}(?:[^\w-]|$)")).unwrap().is_match(&text);
    let rules: [&[&str]; 4] = [&["rules", "list"], &["rules", "test"], &["rules", "why"], &["rules", "import"]];
    let commands: [&[&str]; 4] = [&["clean"], &["pipe"], &["explain"], &["compare"]];
    for command in commands.into_iter().chain(rules) {
        let flags = flags(&work, command);
        assert!(flags.len() > 1, "{command:?}: {flags:?}");
        for (short, long) in flags.iter().filter(|(_, long)| long != "--help") {
            assert!(is_named(long) || short.as_deref().is_some_and(is_named), "no page names {command:?} {long}");
        }
    }
}

#[test]
fn the_map_names_every_folder() {
    let map = fs::read_to_string(root().join("CONTRIBUTING.md")).unwrap();
    let below = |folder: &str| {
        let entries = fs::read_dir(root().join(folder)).unwrap().map(Result::unwrap);
        let folders = entries.filter(|entry| entry.file_type().unwrap().is_dir());
        folders.map(|entry| entry.file_name().into_string().unwrap()).collect::<Vec<_>>()
    };
    let made = |name: &&String| !name.starts_with('.') && *name != "target";
    let mut folders: Vec<String> = below("").iter().filter(made).map(|name| format!("{name}/")).collect();
    for top in ["src/", "tests/"] {
        folders.extend(below(top).iter().map(|name| format!("{top}{name}/")));
    }
    assert!(folders.len() > 20, "{folders:?}");
    let unnamed: Vec<_> = folders.iter().filter(|folder| !map.contains(*folder)).collect();
    assert!(unnamed.is_empty(), "{unnamed:?}");
}

#[test]
fn the_usual_bounds_are_as_the_readme_says() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let help = Work::with(&[]).run(&["clean", "--help"]).out;
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    let row = Regex::new(r"(?m)^\|[^|]*\| `(--[a-z-]+)` \| (\w+) \|").unwrap();
    let mut count = 0;
    for found in row.captures_iter(&readme) {
        let (flag, usual) = (&found[1], &found[2]);
        let said = Regex::new(&format!(r"{flag} <.*?\[default: (\w+)\]")).unwrap();
        assert_eq!(said.captures(&help).map(|said| said[1].to_owned()).as_deref(), Some(usual), "{flag}");
        count += 1;
    }
    assert_eq!(count, 6);
}

#[test]
fn completions_and_manual_cover_every_flag() {
    let work = Work::with(&[]);
    let man = work.run(&["man"]).out.replace("\\-", "-");
    let shells = ["bash", "zsh", "fish"].map(|shell| (shell, work.run(&["completions", shell]).out));
    for command in ["clean", "pipe", "explain", "rules"] {
        let flags = flags(&work, &[command]);
        assert!(flags.iter().any(|(_, long)| long == "--help"), "{command}: {flags:?}");
        for (_, flag) in flags {
            assert!(man.contains(&flag), "the manual does not have {command} {flag}");
            for (shell, script) in &shells {
                let wanted = if *shell == "fish" { format!("-l {}", &flag[2..]) } else { flag.clone() };
                assert!(script.contains(&wanted), "{shell} does not complete {command} {flag}");
            }
        }
    }
}

#[test]
fn completions_are_scripts_that_their_shells_read() {
    let work = Work::with(&[]);
    for shell in ["bash", "zsh", "fish"] {
        work.put("script", work.run(&["completions", shell]).out.as_bytes());
        if let Ok(read) = Command::new(shell).args(["-n", "script"]).current_dir(work.path("")).output() {
            assert!(read.status.success(), "{shell}: {}", String::from_utf8_lossy(&read.stderr));
        }
    }
}
