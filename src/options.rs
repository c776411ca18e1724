//! What a caller may ask of `clean()`.

use std::sync::Arc;

use crate::article::Kind;
use crate::judge::own::Own;

/// How far a document is taken. Decoding always runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stages {
    /// The decoded text as it is, markup and all.
    Decode,
    /// Every block, nothing cut.
    Extract,
    /// Blocks without the husk, run-ons as they are.
    Judge,
    /// Everything.
    #[default]
    Repair,
    /// Plain text in, only mended.
    RepairOnly,
}

/// How hard to cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dial {
    /// Cut harder.
    Precision,
    /// In doubt, text stays.
    #[default]
    Balanced,
    /// Keep more.
    Recall,
}

/// Which run-ons are mended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Repair {
    /// Sentence and comma joins only.
    Safe,
    /// Words run together too.
    #[default]
    Full,
}

/// What one document may take. What goes beyond is left as it stands, and a note says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Units of work, as [`crate::work`] counts them.
    pub work: u64,
    /// Elements within each other that are kept apart.
    pub depth: usize,
    /// Elements, or blocks, or lines of a text, that are kept apart.
    pub blocks: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Bounds { work: 512 << 20, depth: 512, blocks: 1 << 19 }
    }
}

/// The settings of one call of `clean()`.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How far to go.
    pub stages: Stages,
    /// What the input is; `None`: look and see.
    pub kind: Option<Kind>,
    /// Charset to read the bytes in, whatever they say.
    pub encoding: Option<&'static encoding_rs::Encoding>,
    /// Charset of the HTTP header that the bytes came with: evidence, not an order.
    pub transport: Option<&'static encoding_rs::Encoding>,
    /// Only the article is wanted: what the page says of itself (title, author, date and the like) is not looked for, nor
    /// its posts one by one.
    pub article_only: bool,
    /// Find the comments on the article too; they are kept apart from it.
    pub comments: bool,
    /// How hard to cut.
    pub dial: Dial,
    /// What to mend.
    pub repair: Repair,
    /// Make curly quotes straight, ligatures letters and full-width forms normal.
    pub normalize: bool,
    /// What the document may take.
    pub bounds: Bounds,
    /// Rules of the user's own, switches, phrases that stay, rules for sites.
    pub own: Arc<Own>,
    /// Where the document was found, if that is known; it tells the site.
    pub url: Option<String>,
    /// Its path within the input; it tells the site too.
    pub path: Option<String>,
}
