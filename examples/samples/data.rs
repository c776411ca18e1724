//! Benchmark folders → samples: rows of features with labels, and the words that a score is taken from.

use std::collections::HashMap;
use std::fs;
use std::io::Read as _;
use std::path::Path;

use dehusk::article::{Extracted, Kind};
use dehusk::judge::model::wording::Wording;
use dehusk::judge::own::Own;
use dehusk::judge::{self, model};
use dehusk::languages::Key;
use dehusk::work::Effort;
use dehusk::{Options, Stages};
use flate2::read::GzDecoder;
use rayon::prelude::*;
use serde_json::Value;

use crate::labelled::{self, Labelled};
use crate::{books, forms, label};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// The set of texts with a line for each piece of the page.
const PIECES: &str = "text/bs4_lines";

/// One document.
pub struct Sample {
    /// Set and type of page, for the table.
    pub set: String,
    /// Its name in the set.
    pub id: String,
    /// Documents of a host are held out together.
    pub host: String,
    /// A block each.
    pub rows: Vec<Row>,
    /// Words of the truth, as numbers.
    pub truth: Vec<u32>,
}

/// One block.
pub struct Row {
    /// One value for each feature.
    pub features: Vec<f32>,
    /// Share of its words that stand in the truth.
    pub label: f32,
    /// Its words, as the score counts them, as numbers.
    pub words: Vec<u32>,
    /// Its words, as the judge counts them.
    pub judged_words: f32,
    /// Do the rules know it as husk?
    pub husk: bool,
    /// What its wording is looked up by.
    pub keys: Vec<Key>,
}

/// How the wording of each block was judged by a model that has not seen its host, if that is known.
#[derive(Default)]
pub struct Scores {
    all: Vec<f32>,
    starts: Vec<usize>,
}

impl Scores {
    /// Those of `wording.f32`, a number for each row that `documents.tsv` counts.
    pub fn read(folder: &Path) -> Result<Scores> {
        let file = folder.join("wording.f32");
        if !file.is_file() {
            return Ok(Scores::default());
        }
        let all = fs::read(file)?
            .chunks_exact(4)
            .map(|bytes| f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
            .collect();
        let mut starts = vec![0];
        for line in fs::read_to_string(folder.join("documents.tsv"))?.lines().skip(1) {
            let rows: usize = line.split('\t').nth(3).unwrap_or_default().parse()?;
            starts.push(starts[starts.len() - 1] + rows);
        }
        Ok(Scores { all, starts })
    }

    fn of(&self, document: usize) -> Option<&[f32]> {
        self.all.get(*self.starts.get(document)?..*self.starts.get(document + 1)?)
    }
}

/// A page that is trained on.
pub struct Page {
    /// The folder of its set, below the benchmark's.
    pub set: String,
    /// Its name in the set.
    pub id: String,
    /// Pages of a host are held out together.
    pub host: String,
}

impl Page {
    /// The page itself.
    pub fn html(&self, bench: &Path) -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let file = fs::File::open(bench.join(&self.set).join(format!("html/{}.html.gz", self.id)))?;
        GzDecoder::new(file).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn sample(&self, bench: &Path, scores: Option<&[f32]>) -> std::io::Result<Sample> {
        let bytes = self.html(bench)?;
        let truth = fs::read_to_string(bench.join(&self.set).join(format!("truth/{}.json", self.id)))?;
        let truth: Value = serde_json::from_str(&truth)?;
        let wanted = truth["ground_truth"]["main_content"].as_str().unwrap_or_default();
        let of = truth["_internal"]["page_type"]["primary"].as_str().unwrap_or("article");
        let set = format!("{}/{of}", self.set);
        Ok(sample((&bytes, Kind::Html), |_| wanted.to_owned(), set, (&self.id, &self.host), scores))
    }
}

/// What `work` makes of each training page of `pages/` and `styles/`.
pub fn each_page<T: Send>(
    bench: &Path,
    work: impl Fn(usize, &Page) -> std::io::Result<T> + Sync,
) -> Result<Vec<(Page, T)>> {
    let mut pages: Vec<Page> = Vec::new();
    for line in fs::read_to_string(bench.join("pages/split.tsv"))?.lines().skip(1) {
        if let [id, "train", host] = line.split('\t').collect::<Vec<_>>()[..] {
            pages.push(Page { set: "pages".into(), id: id.into(), host: host.into() });
        }
    }
    for line in fs::read_to_string(bench.join("styles/split.tsv"))?.lines().skip(1) {
        if let [set, id, "train"] = line.split('\t').collect::<Vec<_>>()[..] {
            pages.push(Page { set: format!("styles/{set}"), id: id.into(), host: id.into() });
        }
    }
    let one = |(number, page): (usize, Page)| match work(number, &page) {
        Ok(made) => Ok((page, made)),
        Err(error) => Err(format!("{} {}: {error}", page.set, page.id)),
    };
    pages.into_par_iter().enumerate().map(one).collect::<std::result::Result<Vec<_>, String>>().map_err(Into::into)
}

/// The training pages, and behind them the labelled ones, which were fetched to a folder.
pub fn pages(bench: &Path, fetched: &Path, scores: &Scores) -> Result<Vec<Sample>> {
    let samples = each_page(bench, |number, page| page.sample(bench, scores.of(number)))?;
    let mut samples: Vec<Sample> = samples.into_iter().map(|(_, sample)| sample).collect();
    let of_labelled = |(number, page): (usize, &Labelled)| {
        let html = page.html(fetched).map_err(|error| format!("{}: {error}", page.page))?;
        let (set, scores) = (format!("labelled/{}", page.kind), scores.of(samples.len() + number));
        Ok(sample((&html, Kind::Html), |extracted| page.truth(extracted), set, (&page.page, &page.host), scores))
    };
    let labelled = labelled::read()?;
    let labelled = labelled.par_iter().enumerate().map(of_labelled);
    samples.extend(labelled.collect::<std::result::Result<Vec<_>, String>>()?);
    Ok(samples)
}

/// The training rows of `text/dev.jsonl.gz`, those with a line for each piece in one line too, and the texts of `forms/` and
/// books in the husk of some of them.
pub fn texts(bench: &Path, scores: &Scores) -> Result<Vec<Sample>> {
    let split = fs::read_to_string(bench.join("pages/split.tsv"))?;
    let hosts: HashMap<&str, &str> = split
        .lines()
        .filter_map(|line| match line.split('\t').collect::<Vec<_>>()[..] {
            [id, "train", host] => Some((id, host)),
            _ => None,
        })
        .collect();
    let mut lines = String::new();
    GzDecoder::new(fs::File::open(bench.join("text/dev.jsonl.gz"))?).read_to_string(&mut lines)?;
    let rows: Vec<Value> = lines.par_lines().map(serde_json::from_str).collect::<serde_json::Result<_>>()?;
    let wanted: Vec<(&Value, &str, &str)> = rows
        .iter()
        .filter_map(|row| {
            let id = row["id"].as_str()?;
            Some((row, id, *hosts.get(id)?))
        })
        .collect();
    let mut documents: Vec<Document> = wanted.par_iter().map(|(row, id, host)| Document::of(row, id, host)).collect();
    let (forms, books) = (forms::in_husk(&documents)?, books::in_husk(&documents));
    let joined: Vec<Document> =
        documents.iter().filter(|document| document.set == PIECES).map(Document::joined).collect();
    documents.extend(forms.into_iter().chain(books).chain(joined));
    let text = |(number, document): (usize, &Document)| {
        let Document { set, id, host, text, truth } = document;
        sample((text.as_bytes(), Kind::Text), |_| truth.clone(), set.clone(), (id, host), scores.of(number))
    };
    Ok(documents.par_iter().enumerate().map(text).collect())
}

/// A text and what of it is the article.
pub struct Document {
    /// Set and kind.
    pub set: String,
    /// Its name in the set.
    pub id: String,
    /// Where its husk is from.
    pub host: String,
    /// As an extractor left it.
    pub text: String,
    /// Title and article.
    pub truth: String,
}

impl Document {
    fn of(row: &Value, id: &str, host: &str) -> Document {
        let field = |name: &str| row[name].as_str().unwrap_or_default();
        let truth = format!("{}\n{}", field("title"), field("truth"));
        let set = format!("text/{}", field("kind"));
        Document { set, id: id.into(), host: host.into(), text: field("text").into(), truth }
    }

    /// Itself in one line, as an extractor leaves it that joins all pieces with blanks.
    fn joined(&self) -> Document {
        let Document { id, host, text, truth, .. } = self;
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Document { set: "text/joined".into(), id: id.clone(), host: host.clone(), text, truth: truth.clone() }
    }
}

fn sample(
    (bytes, kind): (&[u8], Kind),
    truth: impl FnOnce(&Extracted) -> String,
    set: String,
    (id, host): (&str, &str),
    scores: Option<&[f32]>,
) -> Sample {
    let options = Options { kind: Some(kind), stages: Stages::Extract, ..Options::default() };
    let cleaned = dehusk::clean(bytes, &options);
    let (mut page, _) = judge::look(&cleaned.extracted, &Own::default(), &Effort::endless());
    if let Some(scores) = scores.filter(|_| page.wording.is_known()) {
        let words = page.stats.iter().map(|stats| stats.words);
        page.wording = Wording::of_scores(scores.iter().copied().zip(words));
    }
    let texts: Vec<&str> =
        cleaned.extracted.blocks.iter().map(|block| &cleaned.extracted.text[block.span.clone()]).collect();
    let labelled = label::label(&texts, &truth(&cleaned.extracted));
    let columns = model::measure(&page);
    let rows = labelled.blocks.into_iter().zip(texts).enumerate();
    let rows = rows.map(|(block, ((label, words), text))| Row {
        features: columns.iter().map(|column| column[block]).collect(),
        label,
        words,
        judged_words: page.stats[block].words,
        husk: page.husk[block],
        keys: model::wording::keys(text),
    });
    Sample { set, id: id.into(), host: host.into(), rows: rows.collect(), truth: labelled.truth }
}
