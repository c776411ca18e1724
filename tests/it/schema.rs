//! What is written as JSON fits `docs/record.schema.json`, and every field that is written is described there.

use std::path::Path;

use serde_json::Value;

use crate::tool::Work;

fn schema() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/record.schema.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The samples, and what samples should not be.
fn work() -> Work {
    let work = Work::with(&[("empty.txt", b""), ("binary.bin", b"\x7fELF\0\0\0\0\0\0\0\0")]);
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("raw");
    for entry in walkdir::WalkDir::new(&samples).into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file())
    {
        let name = entry.path().strip_prefix(&samples).unwrap().to_str().unwrap().to_owned();
        work.put(format!("raw/{name}"), &std::fs::read(entry.path()).unwrap());
    }
    work
}

/// Every line fits the part of the schema named so, and has no field that it does not describe.
fn holds(lines: &[Value], part: &str) {
    let schema = schema();
    let mut own = schema.clone();
    own.as_object_mut().unwrap().remove("oneOf");
    own["$ref"] = format!("#/$defs/{part}").into();
    let validator = jsonschema::validator_for(&own).unwrap();
    assert!(lines.len() > 10);
    for line in lines {
        let faults: Vec<String> =
            validator.iter_errors(line).map(|fault| format!("{fault} at {}", fault.instance_path())).collect();
        assert!(faults.is_empty(), "{faults:?}\n{line}");
        described(line, &schema["$defs"][part]["properties"]);
        let about = &schema["$defs"]["metadata"]["properties"];
        for (name, _) in line["metadata"].as_object().into_iter().flatten() {
            let more = &schema["$defs"]["record_metadata"]["properties"];
            assert!(about.get(name).or(more.get(name)).is_some(), "metadata.{name} is not described");
        }
    }
}

fn described(value: &Value, properties: &Value) {
    for name in value.as_object().unwrap().keys() {
        assert!(properties.get(name).is_some(), "{name} is not described");
    }
}

#[test]
fn records_and_events() {
    let work = work();
    let ran = work.run(&["clean", "--format", "jsonl", "--comments", "-o", "-"]);
    holds(&ran.json(), "record");
    let ran = work.run(&["clean", "--json", "-q"]);
    holds(&ran.json(), "event");
    assert!(ran.json().iter().any(|event| event["status"] == "skipped"));
    std::fs::remove_dir_all(work.path("raw/clean")).unwrap();
    for (args, status) in [(&["clean", "--json"][..], "left"), (&["clean", "--json", "--prune"], "pruned")] {
        let ran = work.run(args);
        holds(&ran.json(), "event");
        assert!(ran.json().iter().any(|event| event["status"] == status), "{status}");
    }
}
