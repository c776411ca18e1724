//! The stretches of a document → the places where blanks are missing: words first (`words/`), then sentences and
//! clauses as they stand with the words parted. A blank may show that another is missing beside it, so all is read
//! again until nothing is found: mending what is mended finds nothing more.

use std::borrow::Cow;

use foldhash::HashMap;

use crate::languages::{self, Language};
use crate::options::Repair;
use crate::repair::evidence::{self, Evidence};
use crate::repair::lists::Tongue;
use crate::repair::mends::{self, Mend};
use crate::repair::quotes::Quotes;
use crate::repair::view::View;
use crate::repair::{caseless, closers, commas, sentences, words};

/// How often a document is read at most. Two readings settle all but contrived text.
const ROUNDS: usize = 6;

/// A stretch of so many bytes is a passage; where it stands twice, a summary or a teaser has it too.
const PASSAGE: usize = 80;

/// The missing blanks of each stretch, ascending. `code` is what stands beside them and is marked as code. A passage that stands
/// twice is read once: what joins two sentences in it recurs, and is no name for that.
pub fn joins(stretches: &[Cow<'_, str>], repair: Repair, code: &[&str]) -> Vec<Vec<Mend>> {
    let mut numbers: HashMap<&str, usize> = HashMap::default();
    let mut different: Vec<Cow<'_, str>> = Vec::new();
    let mut number = |stretch| {
        let next = different.len();
        let number = if str::len(stretch) < PASSAGE { next } else { *numbers.entry(stretch).or_insert(next) };
        if number == next {
            different.push(Cow::Borrowed(stretch));
        }
        number
    };
    let all: Vec<usize> = stretches.iter().map(|stretch| number(stretch.as_ref())).collect();
    let found = joins_of(&different, repair, code);
    all.into_iter().map(|number| found[number].clone()).collect()
}

fn joins_of(stretches: &[Cow<'_, str>], repair: Repair, code: &[&str]) -> Vec<Vec<Mend>> {
    let mut all: Vec<Vec<Mend>> = stretches.iter().map(|_| Vec::new()).collect();
    let mut texts: Vec<Cow<'_, str>> = stretches.iter().map(|text| Cow::Borrowed(text.as_ref())).collect();
    let mut languages = Languages::default();
    for _ in 0..ROUNDS {
        let tongues = languages.of(&texts);
        let (parted, joined) = look(&views(&texts), &tongues, repair, code);
        let changed = put_in(stretches, &mut texts, &mut all, parted);
        // With words parted there are other sentences to see.
        let joined = joined.unwrap_or_else(|| {
            let texts = views(&texts);
            clauses(&texts, &tongues, &read(&texts, &tongues, code))
        });
        if !put_in(stretches, &mut texts, &mut all, joined) && !changed {
            break;
        }
    }
    all
}

fn views<'a>(texts: &'a [Cow<'_, str>]) -> Vec<&'a str> {
    texts.iter().map(Cow::as_ref).collect()
}

/// The words that run together, and if there are none, the sentences.
fn look(texts: &[&str], tongues: &[Tongue], repair: Repair, code: &[&str]) -> (Vec<Vec<Mend>>, Option<Vec<Vec<Mend>>>) {
    let evidence = read(texts, tongues, code);
    let parted = if repair == Repair::Full { words::joins(texts, tongues, &evidence) } else { Vec::new() };
    let joined = parted.iter().all(Vec::is_empty).then(|| clauses(texts, tongues, &evidence));
    (parted, joined)
}

/// Put joins that were found into the texts as they are now. Were there any?
fn put_in<'t>(
    stretches: &'t [Cow<'_, str>],
    texts: &mut [Cow<'t, str>],
    all: &mut [Vec<Mend>],
    found: Vec<Vec<Mend>>,
) -> bool {
    let mut changed = false;
    for (((found, known), text), stretch) in found.into_iter().zip(all).zip(texts).zip(stretches) {
        if !found.is_empty() {
            changed = true;
            *known = mends::merged(std::mem::take(known), found);
            *text = mends::with_blanks(stretch, known);
        }
    }
    changed
}

/// The languages of a document's texts, told anew only where a text has changed.
#[derive(Default)]
struct Languages {
    /// What each text tells by itself, and its length then.
    own: Vec<(Option<&'static Language>, usize)>,
}

impl Languages {
    /// The language of each text. Where it cannot be told, it is that of most of the document, if the words fit.
    fn of(&mut self, texts: &[Cow<'_, str>]) -> Vec<Tongue> {
        let mut last: Option<&'static Language> = None;
        self.own.resize(texts.len(), (None, usize::MAX));
        for (text, (own, length)) in texts.iter().zip(&mut self.own) {
            if *length != text.len() {
                let same = last.filter(|last| languages::is_surely(text, last));
                (*own, *length) = (same.or_else(|| languages::detect(text)), text.len());
            }
            last = own.or(last);
        }
        let main = self.main();
        let of = |(text, (own, _)): (&Cow<'_, str>, &(Option<&'static Language>, usize))| {
            let language = own.or_else(|| main.filter(|main| languages::may_be(text, main)));
            Tongue::of(language.map_or("", |language| language.code))
        };
        texts.iter().zip(&self.own).map(of).collect()
    }

    /// The language that most bytes are in.
    fn main(&self) -> Option<&'static Language> {
        let mut sizes: Vec<(usize, &'static Language)> = Vec::new();
        for (language, length) in &self.own {
            let Some(language) = language else { continue };
            match sizes.iter_mut().find(|(_, known)| known.code == language.code) {
                Some((size, _)) => *size += length,
                None => sizes.push((*length, language)),
            }
        }
        sizes.into_iter().max_by_key(|(size, _)| *size).map(|(_, language)| language)
    }
}

fn read<'t>(texts: &[&'t str], tongues: &[Tongue], code: &[&'t str]) -> Evidence<'t> {
    let mut evidence = Evidence::default();
    code.iter().for_each(|code| evidence.add_code(code));
    texts.iter().zip(tongues).for_each(|(text, tongue)| evidence.add(text, *tongue));
    evidence.settle();
    evidence
}

/// Sentences and clauses that run together.
fn clauses(texts: &[&str], tongues: &[Tongue], evidence: &Evidence<'_>) -> Vec<Vec<Mend>> {
    let found = texts.iter().zip(tongues).map(|(text, tongue)| match evidence::is_code_line(text) {
        true => Vec::new(),
        false => clauses_of(text, *tongue, evidence),
    });
    found.collect()
}

/// From left to right.
fn clauses_of(stretch: &str, tongue: Tongue, evidence: &Evidence<'_>) -> Vec<Mend> {
    let mut mends = Vec::new();
    let mut view = View { text: stretch, floor: 0, tongue };
    let mut quotes = Quotes::default();
    let seen = evidence.seen_from(stretch);
    for at in candidates(stretch) {
        if at < view.floor {
            continue;
        }
        let caseless = || caseless::join(&view, at);
        let (rule, found) = match view.next(at) {
            Some(',' | ';' | ':') => ("comma-join", commas::join(&view, at).or_else(caseless)),
            Some('،' | '؛') => ("comma-join", caseless()),
            Some('.' | '!' | '?' | '…') => {
                ("sentence-join", sentences::join(&view, at, &mut quotes, &seen).or_else(caseless))
            }
            Some('؟' | '۔' | '।') => ("sentence-join", caseless()),
            _ => ("closer-join", closers::join(&view, at)),
        };
        if let Some(join) = found.filter(|join| join.at > view.floor) {
            mends.push(Mend { at: join.at, rule, confidence: join.confidence });
            view.floor = join.at;
        }
    }
    mends
}

/// Offsets of the marks after which a blank may be missing: . ! ? … , ; : ) ] ” and those of scripts without capitals,
/// with something else than a blank after it.
fn candidates(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let tight = move |at: &usize| bytes.get(at + 1).is_some_and(|next| !next.is_ascii_whitespace());
    let wide = |at: usize| matches!(bytes.get(at + 2), Some(0xa6 | 0x9d)) && bytes.get(at + 1) == Some(&0x80);
    let stops = memchr::memchr3_iter(b'.', b'!', b'?', bytes).filter(tight);
    let commas = memchr::memchr3_iter(b',', b';', b':', bytes).filter(tight);
    let closers = memchr::memchr3_iter(b')', b']', 0xe2, bytes).filter(move |at| match bytes.get(*at) {
        Some(0xe2) => wide(*at),
        _ => tight(at),
    });
    let caseless = memchr::memchr3_iter(0xd8, 0xdb, 0xe0, bytes)
        .filter(move |at| text.get(*at..).is_some_and(|rest| rest.starts_with(caseless::MARKS)));
    let mut rows = (stops.peekable(), commas.peekable(), closers.peekable(), caseless.peekable());
    std::iter::from_fn(move || {
        let next = [rows.0.peek(), rows.1.peek(), rows.2.peek(), rows.3.peek()];
        let first = next.into_iter().flatten().copied().min()?;
        let taken = rows.0.next_if_eq(&first).or_else(|| rows.1.next_if_eq(&first));
        taken.or_else(|| rows.2.next_if_eq(&first)).or_else(|| rows.3.next_if_eq(&first))
    })
}
