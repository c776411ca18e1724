//! Articles that somebody should look at go to a folder of their own; nothing is dropped for it.

use crate::tool::{ARTICLE, Ran, Work};

fn sample() -> Work {
    let long: String = (1..6).map(|pier| ARTICLE.replace('.', &format!(" at pier {pier}."))).collect();
    Work::with(&[
        ("a.txt", long.as_bytes()),
        ("b.txt", ARTICLE.as_bytes()),
        ("review/c.txt", ARTICLE.as_bytes()),
        ("site/d.txt", long.as_bytes()),
    ])
}

/// Outputs in order.
fn outputs(ran: &Ran) -> Vec<String> {
    ran.json().iter().map(|event| event["output"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn short_articles_go_to_a_folder_of_their_own() {
    let work = sample();
    let run = |args: &[&str]| work.run(&[&["clean", "-o", "out", "--json"], args].concat());
    let ran = run(&["--min-words", "100"]);
    let expected = ["a.txt", "review/b.txt", "review/review~2/c.txt", "site/d.txt"];
    assert_eq!((ran.code, outputs(&ran)), (Some(0), expected.map(str::to_owned).to_vec()), "{}", ran.err);
    let names: Vec<_> = work.tree("out").into_keys().map(|path| path.to_string_lossy().into_owned()).collect();
    assert_eq!(names, expected);
    assert_eq!(work.read("out/review/b.txt"), ARTICLE);
    let event = &ran.json()[1];
    assert_eq!((&event["status"], &event["notes"][0]["code"]), (&"unchanged".into(), &"review".into()));
    assert!(ran.err.contains("4 unchanged; 2 of them in review/"), "{}", ran.err);
    let again = run(&["--min-words", "100"]);
    assert!(again.err.contains("4 current; 2 of them in review/"), "{}", again.err);
    let other = run(&["--prune"]);
    assert_eq!(outputs(&other)[..4], ["a.txt", "b.txt", "review/c.txt", "site/d.txt"]);
    assert!(!work.path("out/review/b.txt").exists() && work.path("out/review/c.txt").exists());
}

#[test]
fn a_stream_has_one_of_its_own_too() {
    let work = sample();
    let args = ["clean", "-o", "out", "--json", "--format", "jsonl", "--min-words", "100", "--compress", "gz"];
    let ran = work.run(&args);
    let (main, review) = ("articles.jsonl.gz", "review/articles.jsonl.gz");
    assert_eq!(outputs(&ran), [main, review, review, main]);
    assert_eq!(work.tree("out").len(), 2);
    let before = work.tree("out");
    assert!(work.run(&args).json().iter().all(|event| event["status"] == "current"));
    assert_eq!(work.tree("out"), before);
    work.run(&args[..6]);
    assert_eq!(work.tree("out").len(), 1, "nothing is left in the other");
}

#[test]
fn what_is_not_sure_goes_there_and_a_preview_tells() {
    let work = sample();
    let sure = work.run(&["clean", "-o", "out", "--json", "--min-confidence", "1"]);
    assert!(outputs(&sure).iter().all(|output| output.starts_with("review/")), "{}", sure.out);
    let hard = work.run(&["clean", "--max-work", "1K", "--min-confidence", "0.1", "--json"]);
    assert_eq!(outputs(&hard)[0], "review/a.txt", "what took too much work is not sure");
    let told = work.run(&["clean", "--dry-run", "--min-words", "100"]);
    assert!(told.out.contains("review 2"), "{}", told.out);
    for bad in [
        &["--min-confidence", "1.5"][..],
        &["--min-words", "-1"],
        &["-o", "-", "--format", "jsonl", "--min-words", "9"],
    ] {
        assert_eq!(work.run(&[&["clean"], bad].concat()).code, Some(2), "{bad:?}");
    }
}
