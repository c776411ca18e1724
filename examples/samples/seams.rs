//! Pages → what the seams of joined lines are learnt from: the elements of a page joined with blanks, of every other page
//! also without, as naive extractors do it; each open place between two words of that, and whether an element ended there.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use dehusk::article::Kind;
use dehusk::extract::plain::seams::Places;
use dehusk::languages::Key;
use dehusk::{Options, Stages};

use crate::data;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Bytes of a page that are learnt from: long pages repeat themselves.
const MOST: usize = 20_000;

/// Write `documents.tsv` (host, places), `keys.u64` (the keys of each place) and `labels.u8` (is it a seam?) of the training
/// pages.
pub fn write(bench: &Path, folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let create = |name: &str| File::create(folder.join(name)).map(BufWriter::new);
    let (mut documents, mut keys, mut labels) = (create("documents.tsv")?, create("keys.u64")?, create("labels.u8")?);
    writeln!(documents, "host\tplaces")?;
    for (page, joined) in data::each_page(bench, |number, page| Ok(Joined::of(&page.html(bench)?, number % 2 == 1)))? {
        let places = Places::of(&joined.text);
        let open: Vec<usize> = (0..places.len()).filter(|place| places.is_open(*place)).collect();
        writeln!(documents, "{}\t{}", page.host, open.len())?;
        for place in open {
            for Key(key) in places.keys(place) {
                keys.write_all(&key.to_le_bytes())?;
            }
            labels.write_all(&[u8::from(joined.seams.binary_search(&places.span(place).end).is_ok())])?;
        }
    }
    Ok(())
}

/// A page in one line.
struct Joined {
    text: String,
    /// Where its elements begin.
    seams: Vec<usize>,
}

impl Joined {
    fn of(page: &[u8], glued: bool) -> Joined {
        let options = Options { kind: Some(Kind::Html), stages: Stages::Extract, ..Options::default() };
        let cleaned = dehusk::clean(page, &options);
        let extracted = &cleaned.extracted;
        let blocks = extracted.blocks.iter().flat_map(|block| extracted.text_of(block).lines());
        let (mut text, mut seams) = (String::new(), Vec::new());
        for element in
            extracted.headline.as_deref().into_iter().chain(blocks).filter(|element| !element.trim().is_empty())
        {
            let all_together = glued && seams.len() % 2 == 1;
            text.push_str(if all_together { "" } else { " " });
            seams.push(text.len());
            let words: Vec<&str> = element.split_whitespace().collect();
            text.push_str(&words.join(" "));
            if text.len() > MOST {
                break;
            }
        }
        Joined { text, seams }
    }
}
