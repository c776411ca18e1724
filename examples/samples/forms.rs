//! Articles of forms that news has not (`src/judge/model/forms/`: recipes, dialogue, results, verse, …) → texts in which
//! such an article stands in the place of another one, between the husk of its page.

use std::fs;
use std::path::Path;

use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::data::Document;
use crate::label;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Pages whose husk each form is put into.
const PLACES: usize = 2;
/// A line of which so much stands in the truth is of the article.
const OF_ARTICLE: f32 = 0.5;
/// Lines of husk that a page has at least around its article.
const LEAST_HUSK: usize = 12;
/// Longer lines of husk are prose, and beside the short lines of a form they would teach that prose is husk.
const LONGEST_HUSK: usize = 160;
/// A text in which one in so many lines is blank parts its paragraphs so.
const BLANK: usize = 5;
/// Bytes of a line that stands alone there.
const LONG: usize = 60;

/// Each form in the husk of some of these texts.
pub fn in_husk(texts: &[Document]) -> Result<Vec<Document>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/judge/model/forms");
    let mut paths: Vec<_> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    paths.sort();
    let mut all = Vec::new();
    for path in &paths {
        let form = fs::read_to_string(path)?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let places = (0..texts.len() as u64).map(|number| &texts[place(&name, number) % texts.len()]);
        let husks = places.filter_map(|text| Some((text, husk(text)?)));
        for (number, (of, (before, behind))) in husks.take(PLACES).enumerate() {
            all.push(Document {
                set: "forms".into(),
                id: format!("{name}-{number}"),
                host: of.host.clone(),
                text: format!("{before}{}\n{behind}", parted(form.trim(), &of.text)),
                truth: form.clone(),
            });
        }
    }
    Ok(all)
}

/// A number that looks drawn, the same each time.
fn place(name: &str, number: u64) -> usize {
    xxh3_64_with_seed(name.as_bytes(), number) as usize
}

/// What stands before and behind the article of a text, if it has lines enough that are none of it.
pub fn husk(of: &Document) -> Option<(&str, &str)> {
    let spans: Vec<&str> = of.text.split_inclusive('\n').collect();
    let lines: Vec<(usize, &str)> =
        spans.iter().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(|(at, line)| (at, *line)).collect();
    let texts: Vec<&str> = lines.iter().map(|(_, line)| *line).collect();
    let labelled = label::label(&texts, &of.truth);
    let is_of = |(label, _): &(f32, _)| *label >= OF_ARTICLE;
    let (first, last) = (labelled.blocks.iter().position(is_of)?, labelled.blocks.iter().rposition(is_of)?);
    let bytes = |lines: &[&str]| lines.iter().map(|line| line.len()).sum::<usize>();
    let (before, behind) = (bytes(&spans[..lines[first].0]), bytes(&spans[..=lines[last].0]));
    let husk = [&texts[..first], &texts[last + 1..]].concat();
    let is_plain = husk.len() >= LEAST_HUSK && husk.iter().all(|line| line.len() <= LONGEST_HUSK);
    is_plain.then(|| (&of.text[..before], &of.text[behind..]))
}

/// The lines of a form parted as those of a text are: by blank lines too, if it has such; short lines stand together.
pub fn parted(form: &str, like: &str) -> String {
    let blank = like.lines().filter(|line| line.trim().is_empty()).count();
    if blank * BLANK < like.lines().count() {
        return form.to_owned();
    }
    let lines: Vec<&str> = form.lines().collect();
    let is_long = |line: &&str| line.len() >= LONG;
    let mut out = String::new();
    for (at, line) in lines.iter().enumerate() {
        let gap = lines.get(at + 1).is_some_and(|next| is_long(line) || is_long(next));
        out += line;
        out += if gap { "\n\n" } else { "\n" };
    }
    out
}
