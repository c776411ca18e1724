//! `explain`: every block, why, and what was mended; one line of the source if asked.

use crate::tool::{ARTICLE, Ran, Work};

const PAGE: &str = "<html><head><script>\nvar menu;\n</script></head><body><ul><li><a href=/>Home</a></li></ul>\n\
<h1>The ferry left at noon</h1>\n<p>The old ferry left the harbour at noon on Monday with forty people on board.The\n\
captain had waited an hour for the fog to lift.</p>\n<p>Share this article</p>\n</body></html>\n";

fn work() -> Work {
    Work::with(&[("page.html", PAGE.as_bytes()), ("a.txt", ARTICLE.as_bytes())])
}

fn json(ran: &Ran) -> serde_json::Value {
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran.json().remove(0)
}

#[test]
fn every_block_has_its_line_and_what_the_model_said() {
    let work = work();
    let told = json(&work.run(&["explain", "raw/page.html", "--json"]));
    let blocks = told["blocks"].as_array().unwrap();
    let lines: Vec<u64> = blocks.iter().map(|block| block["line"].as_u64().unwrap()).collect();
    assert_eq!(lines, [3, 4, 5, 7], "{told}");
    for block in blocks {
        let shares: Vec<f64> =
            block["model"].as_array().unwrap().iter().map(|one| one["share"].as_f64().unwrap()).collect();
        assert!(shares.len() == 3 && shares.is_sorted_by(|one, next| one.abs() >= next.abs()), "{block}");
        assert!(block["model"][0]["reason"].is_string());
    }
    let rules: Vec<&str> = blocks.iter().map(|block| block["rule"].as_str().unwrap()).collect();
    assert_eq!(rules[1..], ["title", "content", "share-prompt"], "{told}");
}

#[test]
fn mends_stand_below_their_block_with_what_is_around_them() {
    let work = work();
    let ran = work.run(&["explain", "raw/page.html"]);
    let lines: Vec<&str> = ran.out.lines().collect();
    let mend = lines.iter().position(|line| line.starts_with("mend  sentence-join")).unwrap();
    assert!(lines[mend].ends_with("forty people on board.{+ +}The captain had waited a…"), "{}", lines[mend]);
    assert!(lines[mend - 2].starts_with("keep  content"), "{}", ran.out);
    assert!(lines[mend - 1].trim().starts_with(['+', '-']), "{}", ran.out);
    let told = json(&work.run(&["explain", "raw/page.html", "--json"]));
    assert_eq!((&told["mends"][0]["block"], &told["mends"][0]["replacement"]), (&2.into(), &" ".into()));
}

#[test]
fn one_line_of_the_source_can_be_asked_for() {
    let work = work();
    for line in ["5", "6"] {
        let told = json(&work.run(&["explain", "raw/page.html", "--json", "--at", line]));
        assert_eq!(
            (told["blocks"].as_array().unwrap().len(), told["mends"].as_array().unwrap().len()),
            (1, 1),
            "{told}"
        );
    }
    let full = work.run(&["explain", "raw/page.html", "--at", "6"]).out;
    assert!(full.contains("waited an hour for the fog to lift.") && !full.contains("Share"), "{full}");
    let script = work.run(&["explain", "raw/page.html", "--at", "2"]);
    assert!(script.code == Some(0) && script.out.contains("line 2 holds no block"), "{}", script.out);
    for line in ["0", "99"] {
        let beyond = work.run(&["explain", "raw/page.html", "--at", line]);
        assert_eq!((beyond.code, beyond.out.as_str(), beyond.err.lines().count()), (Some(2), "", 1), "{}", beyond.err);
    }
}

#[test]
fn what_nobody_judged_has_no_contributions() {
    let told = json(&work().run(&["explain", "raw/page.html", "--json", "--stages", "decode,extract"]));
    let blocks = told["blocks"].as_array().unwrap();
    assert!(
        blocks.iter().all(|block| block["rule"] == "not-judged" && block["model"] == serde_json::json!([])),
        "{told}"
    );
}
