//! What must hold when a file holds many documents, whatever is in it: the run goes on, every record is told of once, and
//! what is written lies in the output folder under a name of its own.

use std::collections::HashSet;
use std::fs;
use std::sync::{Arc, LazyLock};

use dehusk::batch::{self, Documents, Error, Event, Filter, Gate, Inputs, Job, Limits, Output, Place, Reason};
use dehusk::write::{FORMATS, Show};
use dehusk::{Options, Stages};

/// Names that tell the readers apart; the first byte chooses one.
const NAMES: [&str; 8] = ["a.warc", "a.jsonl", "a.tar", "a.zip", "a.mhtml", "a.warc.gz", "a.jsonl.zst", "a"];

/// A file of records → the events and files of a run.
pub fn records(data: &[u8]) {
    let Some((first, bytes)) = data.split_first() else { return };
    let name = NAMES[usize::from(*first) % NAMES.len()];
    let folder = tempfile::tempdir().unwrap();
    let (raw, out) = (folder.path().join("raw"), folder.path().join("out"));
    fs::create_dir(&raw).unwrap();
    fs::write(raw.join(name), bytes).unwrap();
    let mut names = HashSet::new();
    for event in run(&raw, &out) {
        assert!(event.path.starts_with(name), "{event:?}");
        assert_ne!(event.reason, Some(Reason::Panic), "{event:?}");
        if let Some(output) = &event.output {
            assert!(names.insert(output.to_lowercase()), "two outputs of one name: {event:?}");
            assert!(output.split('/').all(|part| !["", ".", ".."].contains(&part)), "{event:?}");
            assert!(out.join(output).is_file(), "{event:?}");
        }
    }
    let beside: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!((beside.len(), fs::read(raw.join(name)).unwrap().as_slice()), (2, bytes));
}

fn run(raw: &std::path::Path, out: &std::path::Path) -> Vec<Event> {
    static POOL: LazyLock<rayon::ThreadPool> = LazyLock::new(|| batch::pool(1).unwrap());
    let inputs = Inputs::new(&[raw.to_owned()], Filter::default()).unwrap();
    let output = Output::Folder(Arc::new(Place::open(out, false).unwrap()));
    let options = Options { stages: Stages::Extract, ..Options::default() };
    let job = Job {
        options,
        format: &FORMATS[0],
        show: Show::default(),
        output,
        gate: Gate::default(),
        report: false,
        metadata: true,
        memory: None,
        keep_cuts: false,
    };
    let (limits, mut events) = (Limits { bytes: 1 << 20, ..Limits::default() }, Vec::new());
    let done = batch::run(Documents::of(inputs, FORMATS[0].ending, limits), &job, &POOL, |done| {
        events.extend(done.map(|done| done.event));
        Ok::<(), Error>(())
    });
    done.unwrap();
    events
}
