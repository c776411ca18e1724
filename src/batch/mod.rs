//! Many documents: found, named, cleaned in parallel, written. The preview is the same run with another output.

mod counts;
mod document;
mod error;
mod event;
mod guard;
mod input;
mod load;
pub mod names;
mod parallel;
pub mod pipe;
mod place;
mod plan;
mod record;
mod sample;
mod sniff;
mod tallies;
mod walk;

use crate::options::Options;
use crate::write::{Article, Format, Show};

pub use counts::{Counts, Tally};
pub use document::{Done, clean_guarded};
pub use error::Error;
pub use event::{Event, Reason, Refusal, Status};
pub use guard::quiet_panics;
pub use input::{Inputs, real_path};
pub use load::load;
pub use parallel::pool;
pub use place::{Place, Stream};
pub use plan::{Item, Source, plan};
pub use sample::sample;
pub use tallies::{Tallies, last_tallies};
pub use walk::Filter;

/// What is to be done with every document of a run.
pub struct Job {
    /// Settings of `clean()`.
    pub options: Options,
    /// What the article is written as.
    pub format: &'static Format,
    /// What is shown beside the text.
    pub show: Show,
    /// Where it goes.
    pub output: Output,
    /// Is a report made, which needs `Done::page`?
    pub report: bool,
}

/// Where articles go.
pub enum Output {
    /// A file each, in this folder.
    Folder(Place),
    /// Handed back in `Done::text`, in input order: the caller writes them one after the other into what has
    /// this name (empty: no file).
    Stream(&'static str),
    /// Nowhere. `Done::text` is what this makes of the article and of the name that its file would have.
    Preview(Option<View>),
}

/// Shows what would become of a document.
pub type View = fn(&Article, &str) -> String;

/// Run the job over all items in parallel and hand each result to `each`, in the order of the items. An error
/// of `each` ends the run and is returned.
pub fn run<E>(
    items: &[Item],
    job: &Job,
    pool: &rayon::ThreadPool,
    mut each: impl FnMut(Done) -> Result<(), E>,
) -> Result<(), E> {
    let work = |at: usize| items.get(at).map(|item| document::process(item, job));
    parallel::ordered(pool, items.len(), work, |done| done.map_or(Ok(()), &mut each))
}
