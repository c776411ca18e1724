//! A document and the judge's word on it → its metadata.
//!
//! Of each field the clues are believed in the order in which they are added. So the steps go from what machines are told,
//! over what readers see near the title, to what stands anywhere; each of the last is only asked where those before gave
//! nothing.

use std::collections::BTreeMap;

use super::clue::{Clue, Clues, Field, Source};
use super::days::Order;
use super::language::{self, Spoken};
use super::signature::Signed;
use super::{About, Metadata, PageKind};
use super::{
    authors, dates, differs, json_ld, keywords, kind, links, marks, opening, persons, summary, tags, text, title,
};
use crate::article::{Extracted, Kind};
use crate::judge::Judged;
use crate::options::{Options, Stages};

/// Find out what a document says of itself.
pub fn gather(source: &str, extracted: &Extracted, judged: &Judged, options: &Options) -> About {
    if options.article_only || matches!(options.stages, Stages::Decode | Stages::RepairOnly) {
        return About { metadata: Metadata::default(), notes: Vec::new(), order: Order::Unknown };
    }
    let mut page = Page { source, extracted, judged, clues: Clues::default() };
    page.told_machines();
    // Whoever is named in a list of topics has written in one of them.
    let is_of_page = !kind::lists_topics(source, extracted, &page.clues);
    let (title, days) = if is_of_page { page.seen() } else { (None, Vec::new()) };
    links::clues(&extracted.head, source, options, &mut page.clues);
    days.into_iter().for_each(|clue| page.clues.add(clue.field, clue.source, clue.value));
    let detected = language::detect(extracted, judged);
    // From here on dates are read: all that shows how this page writes them is there.
    let order = page.order(detected.as_ref());
    if extracted.kind == Kind::Html && is_of_page {
        page.anywhere(title, order);
        page.not_called_author(title, order);
    }
    page.choose(order, detected)
}

/// A document, and what was found of it so far.
struct Page<'a> {
    source: &'a str,
    extracted: &'a Extracted,
    judged: &'a Judged,
    clues: Clues,
}

/// What the marked elements of a page show.
struct Marked {
    /// The block that what is said of the article stands near.
    title: Option<usize>,
    /// Who has begun the thread and when, and the block in which the post begins.
    first: Option<(Signed, usize)>,
    /// What stands too far from the title to be believed before its lines.
    far: Vec<Clue>,
}

impl Page<'_> {
    /// Add what machines are told, and the software that made the page: all that follows goes by whether it is a forum's.
    fn told_machines(&mut self) {
        let Page { source, extracted, .. } = *self;
        if extracted.kind == Kind::Html {
            let data = json_ld::read(source, &extracted.head.data);
            json_ld::clues(&data, &mut self.clues, source, extracted);
        }
        tags::clues(source, &extracted.head, &mut self.clues);
        if extracted.kind == Kind::Html {
            kind::clues(source, extracted, &mut self.clues);
        }
    }

    /// Add what readers see near the title, and what is marked elsewhere. Returns the block that it is looked for around, and
    /// days of which but a class says that they are of the page: its address is the better source.
    fn seen(&mut self) -> (Option<usize>, Vec<Clue>) {
        let Marked { title, first, far } = self.marked();
        self.near_title(title, first);
        // What is marked as an author's far from the title may be of another text.
        let named = authors::is_named(&self.clues);
        let far = far.into_iter().filter(|clue| clue.field != Field::Author || !named);
        let (days, far): (Vec<Clue>, Vec<Clue>) =
            far.partition(|clue| clue.field == Field::Published && clue.source == Source::Text);
        far.into_iter().for_each(|clue| self.clues.add(clue.field, clue.source, clue.value));
        (title, days)
    }

    /// Add what elements near the title say by their marks and names. On a forum those are of any post, so that who signed
    /// the first one is added before them.
    fn marked(&mut self) -> Marked {
        let Page { source, extracted, judged, .. } = *self;
        if extracted.kind != Kind::Html {
            return Marked { title: judged.title.or(Some(0)), first: None, far: Vec::new() };
        }
        let first = self.first_post();
        // What the judge takes for the title behind the first post is that of something else.
        let title = opening::place(source, extracted, judged, kind::is_forum(&self.clues))
            .filter(|title| first.as_ref().is_none_or(|(_, post)| title <= post));
        let mut far = marks::clues(source, extracted, title.unwrap_or(0), &mut self.clues);
        far.extend(tags::writer(source, &extracted.head));
        Marked { title, first, far }
    }

    /// Add what lines near the title say, or those where the text begins.
    fn near_title(&mut self, title: Option<usize>, first: Option<(Signed, usize)>) {
        // That the page is a forum's may have been told by its elements only.
        let first = first.or_else(|| self.first_post());
        let begins_with_post = first.is_some();
        let posted = first.and_then(|(first, _)| first.date);
        self.clues.add(Field::Shown, Source::Text, posted.unwrap_or_default());
        let begins = || opening::paragraph(self.extracted, self.judged).filter(|_| !begins_with_post);
        if let Some(title) = title {
            text::clues(self.extracted, title, text::BEHIND, &mut self.clues);
        } else if let Some(place) = begins() {
            text::clues(self.extracted, place, 0, &mut self.clues);
        }
    }

    /// Add who has begun the thread, if the page is a forum's; who and when is the answer.
    fn first_post(&mut self) -> Option<(Signed, usize)> {
        let first = kind::is_forum(&self.clues).then(|| crate::posts::first(self.source, self.extracted))??;
        self.clues.add(Field::Author, Source::Text, first.0.author.clone().unwrap_or_default());
        Some(first)
    }

    /// What comes first in dates of numbers alone: by the language, else by the other dates of the page.
    fn order(&self, detected: Option<&Spoken>) -> Order {
        let declared = self.clues.first(Field::Language).map(|(tag, _)| tag);
        match Order::of(declared.as_deref().or(detected.map(|spoken| spoken.code)).unwrap_or_default()) {
            order @ (Order::Day | Order::Month) => order,
            order => match dates::order_on_page(&self.clues, &self.extracted.text) {
                Order::Unknown => order,
                of_page => of_page,
            },
        }
    }

    /// Add what is still missing of author and date, from any line of the page that says it.
    fn anywhere(&mut self, title: Option<usize>, order: Order) {
        let missing = text::Missing {
            author: !authors::is_known(&self.clues),
            stands_in: authors::choose(&self.clues).is_some(),
            date: dates::published(&self.clues, order, false).is_none(),
        };
        if missing.author {
            let below = persons::signed_below(self.extracted, self.judged);
            self.clues.add(Field::Author, Source::Text, below.unwrap_or_default());
        }
        if missing.author || missing.date {
            text::elsewhere(self.extracted, title.unwrap_or(0), &missing, order, &mut self.clues);
        }
        if missing.date {
            let dateline = opening::dateline(self.extracted, self.judged);
            self.clues.add(Field::Published, Source::Text, dateline.unwrap_or_default());
        }
    }

    /// Where no author is named at all, add names that nothing calls one: of an account, near the title, of the site.
    fn not_called_author(&mut self, title: Option<usize>, order: Order) {
        let Page { extracted, judged, .. } = *self;
        if self.is_unsigned() {
            self.clues.add(
                Field::Author,
                Source::Text,
                text::poster(extracted, judged, title.unwrap_or(0)).unwrap_or_default(),
            );
        }
        if let Some(title) = opening::title_block(extracted, judged).filter(|_| self.is_unsigned()) {
            persons::clues(extracted, title, &mut self.clues);
        }
        if self.is_unsigned() && dates::published(&self.clues, order, false).is_some() {
            let owner = persons::owner(extracted, judged, title, &self.clues);
            owner.into_iter().for_each(|(name, source)| self.clues.add(Field::Author, source, name));
        }
    }

    fn is_unsigned(&self) -> bool {
        authors::choose(&self.clues).is_none()
    }

    /// The best of each field.
    fn choose(&self, order: Order, detected: Option<Spoken>) -> About {
        let Page { source, extracted, judged, ref clues } = *self;
        let mut sources = Sources::default();
        let site = clues.first(Field::Site);
        let headline = || opening::headline(source, extracted, judged);
        let title = title::choose(clues, extracted, judged, site.as_ref().map(|(name, _)| name.as_str()), headline);
        let modified = dates::choose(clues, Field::Modified, order);
        let page_kind = kind::choose(clues);
        let is_forum = page_kind.is_some_and(|(kind, _)| kind == PageKind::Forum);
        let published = dates::published(clues, order, is_forum).map(|published| match &modified {
            Some(changed) if dates::is_contradicted(&published, changed) => changed.clone(),
            _ => published,
        });
        let description = clues.first(Field::Description).map(|(text, from)| (summary::shown(text), from));
        let metadata = Metadata {
            title: sources.take("title", title),
            authors: sources.take("authors", authors::choose(clues)).unwrap_or_default(),
            published: sources.take("date", published),
            modified: sources.take("modified", modified),
            site: sources.take("site", site),
            url: sources.take("url", clues.first(Field::Url)),
            base: clues.first(Field::Base).map(|(base, _)| base),
            description: sources.take("description", description.filter(|(text, _)| !text.is_empty())),
            language: sources.take("language", clues.first(Field::Language)),
            language_detected: detected.map(|spoken| spoken.code),
            language_share: detected.map_or(0.0, |spoken| spoken.share),
            tags: sources.take("tags", keywords::choose(clues)).unwrap_or_default(),
            license: sources.take("license", clues.first(Field::License)),
            page_kind: sources.take("page_kind", page_kind),
            sources: sources.0,
        };
        About { notes: differs::notes(clues, &metadata, order), metadata, order }
    }
}

/// Where the value of each field was found.
#[derive(Default)]
struct Sources(BTreeMap<&'static str, Source>);

impl Sources {
    /// A field's value; where it was found is remembered.
    fn take<T>(&mut self, field: &'static str, found: Option<(T, Source)>) -> Option<T> {
        let (value, source) = found?;
        self.0.insert(field, source);
        Some(value)
    }
}
