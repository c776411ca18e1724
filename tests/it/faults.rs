//! Runs that do not come to their end: killed, interrupted, without room. No half file has a name, and the next run ends as
//! if nothing had happened.

#![cfg(unix)]

use std::fs::{self, File};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use crate::tool::{ARTICLE, Ran, Work};

/// Moments at which a run is killed; set `DEHUSK_KILLS` for more.
const KILLS: u32 = 6;

/// Pages enough for a run to be met in the middle.
fn many(count: usize) -> Work {
    let page = |n: usize| format!("<h1>Ferry {n}</h1><p>Share this article</p>{}", days(1 + n % 30));
    let files: Vec<_> = (0..count).map(|n| (format!("{}/{n}.html", n % 9), page(n))).collect();
    let files: Vec<_> = files.iter().map(|(name, page)| (name.as_str(), page.as_bytes())).collect();
    Work::with(&files)
}

/// An article on so many days, in no two paragraphs the same.
fn days(count: usize) -> String {
    (0..count).map(|day| format!("<p>On day {day}: {ARTICLE}</p>")).collect()
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args([&format!("-{name}"), &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

/// Wait until the run has written so many files.
fn written(work: &Work, out: &str, count: usize) {
    let began = Instant::now();
    while work.tree(out).len() < count {
        assert!(began.elapsed() < Duration::from_secs(60), "nothing is written");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// What has a name is whole.
fn assert_whole(work: &Work, out: &str, undisturbed: &str) {
    let whole = work.tree(undisturbed);
    for (name, bytes) in work.tree(out) {
        assert!(whole.get(&name) == Some(&bytes), "{name:?} is not whole");
    }
}

/// The next run finishes.
fn assert_finished(work: &Work, out: &str, undisturbed: &str) -> Ran {
    let ran = work.run(&["clean", "-o", out, "--json"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(work.tree(out), work.tree(undisturbed));
    let own: Vec<_> = work.tree(&format!("{out}/.dehusk")).into_keys().collect();
    assert_eq!(own, [".gitignore", "lock", "manifest.jsonl"].map(std::path::PathBuf::from));
    ran
}

#[test]
fn killed_at_any_moment_it_goes_on_from_there() {
    let kills = std::env::var("DEHUSK_KILLS").map_or(KILLS, |kills| kills.parse().unwrap());
    let work = many(200);
    let began = Instant::now();
    work.run(&["clean", "-o", "undisturbed"]);
    let whole = began.elapsed();
    let shapes: [&[&str]; 4] = [
        &["--format", "txt"],
        &["--format", "jsonl"],
        &["--format", "jsonl", "--shard-size", "100K", "--compress", "gz"],
        &["--format", "jsonl", "--compress", "zst"],
    ];
    for shape in shapes {
        work.run(&[&["clean", "-o", "undisturbed", "--prune"], shape].concat());
        for kill in 0..kills {
            let _fresh = fs::remove_dir_all(work.path("out"));
            let args = [&["clean", "-o", "out", "--keep-cuts", "cuts"], shape].concat();
            for again in 0..2 {
                let mut child = work.command(&args).spawn().unwrap();
                std::thread::sleep(whole * (1 + 2 * kill + again) / (4 * kills));
                child.kill().unwrap();
                child.wait().unwrap();
                assert_whole(&work, "out", "undisturbed");
            }
            let ran = work.run(&args);
            assert_eq!(ran.code, Some(0), "{}", ran.err);
            assert_eq!(work.tree("out"), work.tree("undisturbed"), "killed at {kill} of {kills}");
            assert_eq!(work.read("cuts").lines().count(), 200);
            assert_eq!(work.tree("out/.dehusk").len(), 3);
        }
        fs::remove_file(work.path("cuts")).unwrap();
    }
}

#[test]
fn interrupted_it_ends_at_once_and_leaves_whole_files() {
    let work = many(300);
    let slow = format!("<p>{}</p>", "saidThe.Next".repeat(200_000));
    work.run(&["clean", "-o", "undisturbed"]);
    for (name, code) in [("INT", 130), ("TERM", 143)] {
        let _fresh = fs::remove_dir_all(work.path("out"));
        work.put("raw/4/slow.html", slow.as_bytes());
        let child = work.command(&["clean", "-o", "out", "-j", "2"]).spawn().unwrap();
        written(&work, "out", 20);
        let asked = Instant::now();
        signal(&child, name);
        let ran = Ran::from(child.wait_with_output().unwrap());
        assert!(asked.elapsed() < Duration::from_secs(2), "{:?}", asked.elapsed());
        assert_eq!(ran.code, Some(code), "{}", ran.err);
        assert!(ran.err.contains("interrupted"), "{}", ran.err);
        fs::remove_file(work.path("raw/4/slow.html")).unwrap();
        assert_whole(&work, "out", "undisturbed");
        let finished = assert_finished(&work, "out", "undisturbed");
        assert!(finished.out.contains("\"current\""), "what was done is not done again");
    }
}

#[test]
fn without_room_it_stops_with_the_reason_and_loses_nothing() {
    let work = many(40);
    work.put("raw/5/long.html", days(600).as_bytes());
    work.run(&["clean", "-o", "undisturbed"]);
    let binary = env!("CARGO_BIN_EXE_dehusk");
    let limited = format!("trap '' XFSZ; ulimit -f 100; exec '{binary}' clean -o out -j 1");
    let mut command = work.command::<&str>(&[]);
    let directory = command.get_current_dir().unwrap().to_owned();
    command = Command::new("sh");
    let ran = Ran::from(command.args(["-c", &limited]).current_dir(directory).output().unwrap());
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert!(ran.err.contains("long.html"), "{}", ran.err);
    assert!(ran.err.lines().last().unwrap().starts_with("dehusk: "), "{}", ran.err);
    assert_whole(&work, "out", "undisturbed");
    assert!(!work.tree("out").is_empty());
    assert!(assert_finished(&work, "out", "undisturbed").out.contains("\"current\""));
}

#[test]
fn an_output_folder_that_is_lost_stops_the_run() {
    let work = many(300);
    let child = work.command(&["clean", "-o", "out"]).spawn().unwrap();
    written(&work, "out", 10);
    fs::rename(work.path("out"), work.path("elsewhere")).unwrap();
    let ran = Ran::from(child.wait_with_output().unwrap());
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert!(!work.path("out").exists());
    fs::rename(work.path("elsewhere"), work.path("out")).unwrap();
    work.run(&["clean", "-o", "undisturbed"]);
    assert_finished(&work, "out", "undisturbed");
}

#[test]
fn a_second_run_on_the_same_folder_is_refused() {
    let work = many(3);
    work.run(&["clean", "-o", "out"]);
    let lock = File::open(work.path("out/.dehusk/lock")).unwrap();
    lock.try_lock().unwrap();
    let ran = work.run(&["clean", "-o", "out"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(2), "dehusk: out: another run is writing to this folder\n"));
    // Closing would not do: what another test is about to start holds the same open file for a moment.
    lock.unlock().unwrap();
    assert_eq!(work.run(&["clean", "-o", "out"]).code, Some(0));
}
