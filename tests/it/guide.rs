//! `docs/write-a-rule.md` does what it says: its files are written, its commands run, what they print compared.

use std::process::Command;

use crate::tool::Work;

const PAGE: &str = include_str!("../../docs/write-a-rule.md");

/// What stands for any number of lines.
const ANY: &str = "…";

#[test]
fn every_example_does_what_it_says() {
    let work = Work::with(&[]);
    let mut commands = 0;
    for block in PAGE.split("\n```").skip(1).step_by(2) {
        let (info, text) = block.split_once('\n').expect("a block has lines");
        match info.split_once(' ') {
            Some((_, file)) => work.put(file, format!("{text}\n").as_bytes()),
            None if info == "console" => {
                for part in format!("\n{text}").split("\n$ ").skip(1) {
                    let (line, expected) = part.split_once('\n').unwrap_or((part, ""));
                    compare(line, &shell(&work, line), expected);
                    commands += 1;
                }
            }
            None => panic!("a block that is neither a file nor a console: {info}"),
        }
    }
    assert!(commands > 8, "{commands}");
}

/// What a line prints, on stdout and on stderr; the summary of `clean` is left out.
fn shell(work: &Work, line: &str) -> String {
    let command = line.replacen("dehusk ", &format!("'{}' ", env!("CARGO_BIN_EXE_dehusk")), 1);
    let quiet = if line.starts_with("dehusk clean raw") { " -q" } else { "" };
    let ran = Command::new("sh").args(["-c", &format!("{command}{quiet} 2>&1")]).current_dir(work.path(".")).output();
    String::from_utf8(ran.unwrap().stdout).unwrap()
}

fn compare(line: &str, printed: &str, expected: &str) {
    let mut rest: Vec<&str> = printed.trim_end().lines().collect();
    let mut any = false;
    for wanted in expected.trim_end().lines() {
        if wanted == ANY {
            any = true;
            continue;
        }
        let at = if any {
            rest.iter().position(|line| *line == wanted)
        } else {
            (rest.first() == Some(&wanted)).then_some(0)
        };
        let at = at.unwrap_or_else(|| panic!("$ {line}\n{wanted}\nis not in\n{printed}"));
        rest.drain(..=at);
        any = false;
    }
    assert!(any || rest.is_empty(), "$ {line}\nprints more:\n{}", rest.join("\n"));
}
