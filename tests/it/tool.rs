//! Runs the real command in folders of its own.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// An article that every stage should keep as it is.
pub const ARTICLE: &str = "The old ferry left the harbour at noon on Monday with forty people on board. \
The captain had waited an hour for the fog to lift.\n\nNobody on the quay could say why the second boat \
stayed behind, although its engine had been running since the early morning.\n\nBy the evening both crews \
were back in the town, and the harbour master wrote that the season had begun well.\n";

/// The time that this thread has computed. Other work on the machine does not count, where the system tells.
pub fn computed() -> Duration {
    static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let times = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let computed = times.and_then(|times| times.split(' ').next()?.parse().ok()).map(Duration::from_nanos);
    computed.unwrap_or_else(|| BEGAN.elapsed())
}

/// A folder with inputs below `raw`, removed at the end.
pub struct Work {
    folder: TempDir,
}

/// What a run left behind.
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Work {
    /// With these files in `raw`.
    pub fn with(files: &[(&str, &[u8])]) -> Work {
        let work = Work { folder: TempDir::new().unwrap() };
        fs::create_dir(work.path("raw")).unwrap();
        for (name, bytes) in files {
            work.put(format!("raw/{name}"), bytes);
        }
        work
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn put(&self, name: impl AsRef<Path>, bytes: &[u8]) {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Run the command in this folder.
    pub fn run<S: AsRef<OsStr>>(&self, args: &[S]) -> Ran {
        self.run_with(args, b"")
    }

    pub fn run_with<S: AsRef<OsStr>>(&self, args: &[S], stdin: &[u8]) -> Ran {
        let mut child = self.command(args).spawn().unwrap();
        let mut to = child.stdin.take().unwrap();
        let bytes = stdin.to_vec();
        let feeder = std::thread::spawn(move || to.write_all(&bytes));
        let output = child.wait_with_output().unwrap();
        let _closed_early = feeder.join().unwrap();
        Ran::from(output)
    }

    pub fn command<S: AsRef<OsStr>>(&self, args: &[S]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dehusk"));
        command.args(args).current_dir(self.folder.path());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Every file below a folder, with its content; not what is our own.
    pub fn tree(&self, name: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let root = self.path(name);
        let files = walkdir::WalkDir::new(&root)
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || entry.file_name() != ".dehusk");
        let files = files.filter_map(Result::ok);
        let files = files.filter(|entry| entry.file_type().is_file());
        files.map(|e| (e.path().strip_prefix(&root).unwrap().to_owned(), fs::read(e.path()).unwrap())).collect()
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Ran {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Ran {
    /// The lines of stdout as JSON.
    pub fn json(&self) -> Vec<serde_json::Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
    }

    /// `path status reason` of every event, in order.
    pub fn events(&self) -> Vec<String> {
        let word = |event: &serde_json::Value, field| event[field].as_str().unwrap_or("-").to_owned();
        self.json().iter().map(|e| ["path", "status", "reason"].map(|field| word(e, field)).join(" ")).collect()
    }
}
