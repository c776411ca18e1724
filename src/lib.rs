//! Strips the husk from scraped articles: bytes of a page or of extracted text in, the article out, with a
//! reason for every cut. [`clean`] is the whole of it; the command adds folders, threads and files.
//!
//! ```
//! let page = b"<h1>Bridge reopens</h1><p>The mayor spoke on Tuesday.The bridge is open.</p>";
//! let cleaned = dehusk::clean(page, &dehusk::Options::default());
//! assert_eq!(cleaned.text(), "Bridge reopens\n\nThe mayor spoke on Tuesday. The bridge is open.");
//! ```

pub mod article;
#[cfg(feature = "cli")]
pub mod batch;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod config;
pub mod decode;
pub mod extract;
pub mod judge;
pub mod languages;
pub mod metadata;
pub mod options;
pub mod posts;
pub mod repair;
#[cfg(feature = "cli")]
pub mod report;
pub mod signals;
pub mod text;
pub mod url;
pub mod work;
pub mod write;

use article::Decoded;
use work::Work;

pub use article::Cleaned;
pub use options::{Bounds, Dial, Options, Repair, Stages};

/// Clean one document. Never fails and never panics: odd input gives notes. No input or output, time linear in
/// the input's size.
pub fn clean<'a>(bytes: &'a [u8], options: &Options) -> Cleaned<'a> {
    clean_decoded(decode::decode(bytes, options), options)
}

/// Clean a document that has been decoded with the same options.
pub(crate) fn clean_decoded<'a>(decoded: Decoded<'a>, options: &Options) -> Cleaned<'a> {
    let mut work = Work::new(options);
    work.read(decoded.text.len());
    let mut extracted = extract::extract(&decoded.text, options);
    let mut site = judge::site::marks(&decoded.text, &extracted, options);
    let found = std::mem::take(&mut site.found);
    extracted.headline = found.title.clone().or(extracted.headline);
    let judged = if work.judge(&extracted) {
        let effort = work.effort();
        let judged = judge::decide(&decoded.text, &extracted, &site, options, &effort);
        work.looked(&effort);
        judged
    } else {
        judge::Judged::undecided()
    };
    let cuts = judge::cuts(&extracted, &judged.verdicts);
    let edits = if work.mend(&extracted, &cuts) { repair::mend(&extracted, cuts, options) } else { cuts };
    let mut about = metadata::gather(&decoded.text, &extracted, &judged, options);
    about.overrule(found);
    let bounds = work.note().into_iter().chain(extract::notes(&extracted));
    let notes = bounds.chain(site.notes).chain(judged.notes).chain(repair::note(&edits)).chain(about.notes).collect();
    let posts = posts::posts(&decoded.text, &extracted, &edits, &about.metadata);
    let comments = options.comments.then(|| posts::comments(&decoded.text, &extracted, &judged.verdicts));
    Cleaned {
        decoding: decoded.decoding,
        source: decoded.text,
        extracted,
        verdicts: judged.verdicts,
        edits,
        title: judged.title,
        metadata: about.metadata,
        posts,
        comments: comments.unwrap_or_default(),
        confidence: judged.confidence,
        notes,
        work: work.done(),
    }
}
