//! Many documents: found, named, cleaned in parallel, written. The preview is the same run with another output.

mod compare;
mod counts;
mod cuts;
mod document;
mod error;
mod event;
mod guard;
mod interrupt;
mod limits;
mod lines;
mod lock;
mod manifest;
mod memory;
pub mod page;
mod parallel;
pub mod pipe;
pub mod read;
mod record;
mod tallies;
pub mod write;

use std::sync::Arc;

use self::read::documents::Met;
use crate::options::Options;
use crate::write::{Article, Format, Show};

pub use compare::{Change, Comparison};
pub use counts::{Counts, Tally};
pub use document::{Done, clean_guarded};
pub use error::{Error, shown};
pub use event::{Event, Rank, Reason, Refusal, Status};
pub use guard::quiet_panics;
pub use interrupt::Interrupt;
pub use limits::Limits;
pub use manifest::Hash;
pub use memory::Memory;
pub use parallel::pool;
pub use read::containers::Facts;
pub use read::documents::{Documents, Item, Source};
pub use read::input::{Inputs, real_path};
pub use read::load::load;
pub use read::stream::Course;
pub use read::walk::Filter;
pub use tallies::{Tallies, last_tallies};
pub use write::others::Others;
pub use write::pack::Packing;
pub use write::place::Place;
pub use write::review::{Gate, NOTE as NOTE_OF_REVIEW};
pub use write::shards::Shape;
pub use write::sink::{Ended, Sink, Wanted};

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
    /// Which articles go to a folder of their own.
    pub gate: Gate,
    /// Is a report made, which needs `Done::page`?
    pub report: bool,
    /// Is anybody told of metadata beside the format: by a report, an event?
    pub metadata: bool,
    /// What earlier runs did; without it nothing is looked up and nothing written down.
    pub memory: Option<Memory>,
    /// Is a record to be made of what was cut and mended (`--keep-cuts`)?
    pub keep_cuts: bool,
}

/// Where articles go.
pub enum Output {
    /// A file each, in this folder.
    Folder(Arc<Place>),
    /// Handed back in `Done::text`, in input order: the caller writes them one after the other into what has
    /// this name (empty: no file).
    Stream(&'static str),
    /// Nowhere. `Done::text` is what this makes of the article and of the name that its file would have.
    Preview(Option<View>),
}

/// Shows what would become of a document.
pub type View = fn(&Article, &str) -> String;

/// Read the documents, run the job over them in parallel and hand each result to `each`, in the order of the
/// documents. It is also called without a result, several times a second, so that it can look up. An error of it ends the
/// run and is returned.
pub fn run<E: From<Error>>(
    documents: Documents,
    job: &Job,
    pool: &rayon::ThreadPool,
    mut each: impl FnMut(Option<Done>) -> Result<(), E>,
) -> Result<(), E> {
    let (course, limits) = (documents.course(), documents.limits().clone());
    let work = |Met { item, until }: Met| document::process(item, job, &limits).map(|done| (until, done));
    let each = |result: Option<(u64, Done)>| {
        let result = result.inspect(|(until, _)| course.done_until(*until));
        each(result.map(|(_, done)| done))
    };
    let result = parallel::ordered(pool, limits.in_flight, |queue| documents.read(queue), work, each);
    course.stop();
    result
}
