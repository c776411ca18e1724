//! Pages that other projects carry as test data → what readers hold to be their content
//! (`src/judge/model/labelled/`, which says where they are from; `train.py` fetches them).

use std::ops::Range;
use std::path::Path;
use std::{fs, io};

use dehusk::article::Extracted;

/// A page that is labelled.
pub struct Labelled {
    /// Its package and its name there.
    pub page: String,
    /// Pages of a host are held out together.
    pub host: String,
    /// What kind of page it is.
    pub kind: String,
    /// Where in its source the content stands.
    content: Vec<Range<usize>>,
}

/// All of them.
pub fn read() -> io::Result<Vec<Labelled>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/judge/model/labelled/pages.tsv");
    let invalid = |line: &str| io::Error::other(format!("{}: {line}", path.display()));
    let of_line = |line: &str| Labelled::of(line).ok_or_else(|| invalid(line));
    fs::read_to_string(&path)?.lines().skip(1).map(of_line).collect()
}

impl Labelled {
    fn of(line: &str) -> Option<Labelled> {
        let [page, host, kind, content] = line.split('\t').collect::<Vec<_>>()[..] else { return None };
        let span = |span: &str| {
            let (start, end) = span.split_once('-')?;
            Some(start.parse().ok()?..end.parse().ok()?)
        };
        let content = content.split(',').map(span).collect::<Option<_>>()?;
        Some(Labelled { page: page.into(), host: host.into(), kind: kind.into(), content })
    }

    /// The page itself, in the folder that the packages were fetched to.
    pub fn html(&self, fetched: &Path) -> io::Result<Vec<u8>> {
        fs::read(fetched.join(format!("{}.html", self.page)))
    }

    /// The text of the blocks of the page that are content.
    pub fn truth(&self, extracted: &Extracted) -> String {
        let is_content = |source: &Range<usize>| {
            self.content.iter().any(|content| content.start <= source.start && source.end <= content.end)
        };
        let blocks = extracted.blocks.iter().filter(|block| is_content(&block.source));
        blocks.map(|block| extracted.text_of(block)).collect::<Vec<_>>().join("\n")
    }
}
