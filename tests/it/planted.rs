//! Husk planted in real prose must go, the prose must stay; and in prose where nothing was planted rules keep still.
//! Needs the benchmark's folder beside the repository, but for the prose that comes close to husk.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use dehusk::judge::rules::{self, Switches};
use dehusk::work::Effort;

/// Places that each sentence is planted at: on its own, and inside a paragraph.
const PLACES: [&str; 2] = ["alone", "inside"];
/// Of the sentences of each set this share goes, in percent. A: the rules were mended for them. B: they were written with
/// A. C, English, D, seven other languages, and E, 200 English and 175 others, of what sites say most: by authors who had
/// not seen the rules, and no author of a rule has seen them. (What an article says of itself stays, though some of these count it
/// as husk: corrections, where it first appeared, who paid for the journey, whom to call. With rules for it C had 86.)
const LEAST_GONE: [(&str, f64); 5] = [("A", 98.0), ("B", 95.0), ("C", 84.5), ("D", 85.5), ("E", 89.5)];
/// Paragraphs shorter than this many bytes have no place inside.
const LONG_ENOUGH: usize = 300;
/// A rule fires on this many words of prose at most once, unless it is listed.
const WORDS_A_FIRING: usize = 1_000_000;

fn bench() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bench");
    folder.is_dir().then_some(folder)
}

fn data(name: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/planted").join(name);
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// The truths of the training pages, with the type of each.
fn truths(bench: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (split, fields) in [("pages", 3), ("styles", 3)] {
        for line in fs::read_to_string(bench.join(split).join("split.tsv")).unwrap().lines().skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), fields);
            let path = match cells[..] {
                [id, "train", _] if split == "pages" => format!("pages/truth/{id}.json"),
                [set, id, "train"] => format!("styles/{set}/truth/{id}.json"),
                _ => continue,
            };
            let truth: serde_json::Value = serde_json::from_slice(&fs::read(bench.join(path)).unwrap()).unwrap();
            let kind = truth["_internal"]["page_type"]["primary"].as_str().unwrap_or("article");
            let text = truth["ground_truth"]["main_content"].as_str().unwrap_or_default();
            found.push((kind.to_owned(), text.to_owned()));
        }
    }
    found
}

fn words(text: &str) -> usize {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count()
}

/// Numbers that are the same on every machine: a linear congruence.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }
}

/// Put a sentence at a sentence's end inside a paragraph: with blanks around it if it ends as a sentence does, else
/// glued, as buttons are.
fn plant(paragraph: &str, sentence: &str, chance: &mut Chance) -> Option<(String, usize)> {
    let ends: Vec<usize> = paragraph.match_indices(". ").map(|(at, _)| at + 1).collect();
    let capital = |at: &&usize| paragraph[**at + 1..].starts_with(|c: char| c.is_uppercase());
    let ends: Vec<&usize> = ends.iter().filter(capital).collect();
    let at = **ends.get(chance.below(ends.len().max(1)))?;
    let gap = if sentence.ends_with(['.', '!', '?']) { " " } else { "" };
    Some((format!("{}{gap}{sentence}{gap}{}", &paragraph[..at], &paragraph[at + 1..]), at + gap.len()))
}

#[test]
#[allow(clippy::print_stdout)]
fn planted_husk_goes_and_prose_stays() {
    let Some(bench) = bench() else { return };
    let articles = truths(&bench).into_iter().filter(|(kind, _)| kind == "article");
    let paragraphs: Vec<String> = articles
        .flat_map(|(_, text)| text.split('\n').map(str::to_owned).collect::<Vec<_>>())
        .filter(|paragraph| {
            paragraph.len() >= LONG_ENOUGH
                && rules::hits(paragraph, &Switches::default(), &Effort::endless()).is_empty()
        })
        .collect();
    let mut chance = Chance(7);
    let mut lost = Vec::new();
    let mut tally: BTreeMap<(String, &str), (usize, usize)> = BTreeMap::new();
    let mut left = Vec::new();
    for row in data("phrases.tsv") {
        let [_, set, sentence] = &row[..] else { panic!("{row:?}") };
        for how in PLACES {
            let (text, at) = if how == "alone" {
                (sentence.clone(), 0)
            } else {
                let planted = std::iter::from_fn(|| Some(&paragraphs[chance.below(paragraphs.len())]));
                let mut tries =
                    planted.take(1000).map(|paragraph| plant(paragraph, sentence, &mut Chance(paragraph.len() as u64)));
                tries.find_map(|planted| planted).unwrap()
            };
            let husk = at..at + sentence.len();
            let hits = rules::hits(&text, &Switches::default(), &Effort::endless());
            let cut: usize = hits
                .iter()
                .map(|hit| {
                    words(&text[hit.span.start.max(husk.start).min(husk.end)..hit.span.end.clamp(husk.start, husk.end)])
                })
                .sum();
            let gone = cut >= words(sentence);
            let beyond = hits.iter().any(|hit| {
                words(&text[hit.span.start..hit.span.start.max(husk.start.min(hit.span.end))]) > 0
                    || words(&text[hit.span.end.min(husk.end.max(hit.span.start))..hit.span.end]) > 0
            });
            if beyond {
                let cut: Vec<_> = hits.iter().map(|hit| (hit.rule, &text[hit.span.clone()])).collect();
                lost.push(format!("{sentence}: {cut:?}"));
            }
            let (all, ok) = tally.entry((set.clone(), how)).or_default();
            *all += 1;
            *ok += usize::from(gone);
            if !gone && set == "A" {
                left.push(format!("{how}: {sentence}"));
            }
        }
    }
    assert!(lost.is_empty(), "prose went with husk:\n{}", lost.join("\n"));
    let report = format!("{tally:?}\nleft of set A:\n{}", left.join("\n"));
    println!("{report}");
    for (set, least) in LEAST_GONE {
        let of = tally.iter().filter(|((of, _), _)| of == set).map(|(_, count)| count);
        let (all, gone) = of.fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
        assert!(all > 0, "set {set} is gone");
        assert!(100.0 * gone as f64 >= least * all as f64, "set {set}: {gone} of {all}\n{report}");
    }
}

#[test]
fn prose_that_comes_close_is_left_alone() {
    let passages = data("prose.txt");
    assert!(passages.len() >= 300);
    let hits = |text: &str| rules::hits(text, &Switches::default(), &Effort::endless());
    let cut: Vec<_> =
        passages.iter().map(|row| (&row[0], hits(&row[0]))).filter(|(_, hits)| !hits.is_empty()).collect();
    assert!(cut.is_empty(), "{cut:#?}");
}

#[test]
fn rules_keep_still_on_prose() {
    let Some(bench) = bench() else { return };
    let allowed: BTreeMap<String, usize> =
        data("allowed.tsv").into_iter().map(|row| (row[0].clone(), row[1].parse().unwrap())).collect();
    let (mut total, mut fired) = (0, BTreeMap::<&str, Vec<String>>::new());
    for (_, text) in truths(&bench) {
        for line in text.lines() {
            total += words(line);
            for hit in rules::hits(line.trim(), &Switches::default(), &Effort::endless()) {
                fired.entry(hit.rule).or_default().push(line.trim()[hit.span].to_owned());
            }
        }
    }
    let most = total / WORDS_A_FIRING;
    let over: Vec<_> =
        fired.iter().filter(|(rule, texts)| texts.len() > allowed.get(**rule).copied().unwrap_or(most)).collect();
    let line =
        |(rule, texts): &(&&str, &Vec<String>)| format!("{rule}\t{}\t{:?}", texts.len(), &texts[..texts.len().min(6)]);
    assert!(over.is_empty(), "{total} words\n{}", over.iter().map(line).collect::<Vec<_>>().join("\n"));
    let idle: Vec<_> = allowed.keys().filter(|rule| !fired.contains_key(rule.as_str())).collect();
    assert!(idle.is_empty(), "listed, but silent: {idle:?}");
}
