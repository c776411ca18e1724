//! Texts that are clean already → long texts, as books are: of articles as long there are too few to learn from, and what is
//! behind some thousand words of those are mostly comments. (A book of 46,000 words in paragraphs lost two thirds of them.)

use dehusk::languages::Key;

use crate::data::Document;
use crate::forms::{husk, parted};

/// The set of texts that are clean.
const CLEAN: &str = "text/newspaper";
/// As `wording.FOLDS`: a book is made of what is held out together.
const FOLDS: u64 = 5;
/// Bytes of a book; there is one of each length for each fold.
const LENGTHS: [usize; 5] = [40_000, 60_000, 90_000, 140_000, 220_000];

/// The books, in the husk of a page each.
pub fn in_husk(texts: &[Document]) -> Vec<Document> {
    (0..FOLDS).flat_map(|fold| of_fold(texts, fold)).collect()
}

fn of_fold(texts: &[Document], fold: u64) -> Vec<Document> {
    let is_of = |text: &&Document| Key::of(&text.host).0 % FOLDS == fold;
    let drawn = |text: &&Document| Key::of(&text.id).0;
    let (mut chapters, mut others): (Vec<&Document>, Vec<&Document>) =
        texts.iter().filter(is_of).partition(|text| text.set == CLEAN);
    chapters.sort_by_key(drawn);
    others.sort_by_key(drawn);
    let mut husks = others.into_iter().filter_map(|text| Some((text, husk(text)?)));
    let mut next = chapters.into_iter().cycle();
    let mut book = |length: usize| {
        let (of, (before, behind)) = husks.next()?;
        let mut truth = String::new();
        while truth.len() < length {
            truth = truth + next.next()?.text.trim() + "\n";
        }
        Some(Document {
            set: "forms".into(),
            id: format!("book-{fold}-{length}"),
            host: of.host.clone(),
            text: format!("{before}{}\n{behind}", parted(truth.trim(), &of.text)),
            truth,
        })
    };
    LENGTHS.into_iter().filter_map(&mut book).collect()
}
