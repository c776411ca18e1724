//! `rules test`: every rule on its own examples, every site on its pages. A failure is a line, with what was cut instead.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use crate::article::Cleaned;
use crate::batch::{self, Error};
use crate::cli::{End, say};
use crate::config::Config;
use crate::judge::own::Own;
use crate::judge::rules::{self, Rule};
use crate::judge::site::{Site, Test};
use crate::options::Options;
use crate::text::printable;
use crate::text::{ceiling, floor, single_blanks};

/// Characters shown on either side of a text that should not be there.
const AROUND: usize = 30;

/// What was tested.
#[derive(Default)]
struct Tally {
    rules: usize,
    examples: usize,
    pages: usize,
    failures: usize,
    /// Pages of which there is only an address.
    unread: usize,
}

/// Test the rules and sites of a file, with the rules built in if `all` are wanted.
pub fn run(config: &Config, all: bool) -> Result<End, Error> {
    let own = if all { config.own()? } else { Arc::new(config.own_instead()?) };
    let mut tally = Tally::default();
    if all {
        rules::all().iter().try_for_each(|rule| tally.rule(rule, rules::test(rule)))?;
    }
    own.rules().iter().try_for_each(|rule| tally.rule(rule, own.test(rule)))?;
    for site in own.sites() {
        for test in &site.spec().test {
            tally.page(&own, site, test, config)?;
        }
    }
    let Tally { rules, examples, pages, failures, unread } = tally;
    let pages = if pages > 0 { format!(", {pages} pages") } else { String::new() };
    say(&format!("{rules} rules, {examples} examples{pages}, {failures} failures"));
    if unread > 0 {
        say(&format!("{unread} pages not tested: they have no file, and nothing is fetched"));
    }
    Ok(if failures == 0 { End::Done } else { End::Failed })
}

impl Tally {
    fn rule(&mut self, rule: &Rule, failures: Vec<String>) -> Result<(), Error> {
        self.rules += 1;
        self.examples += rule.hit.len() + rule.miss.len();
        failures.iter().try_for_each(|failure| self.fail(failure))
    }

    fn fail(&mut self, failure: &str) -> Result<(), Error> {
        self.failures += 1;
        writeln!(io::stdout(), "{}", printable(failure))?;
        Ok(())
    }

    fn page(&mut self, own: &Own, site: &Site, test: &Test, config: &Config) -> Result<(), Error> {
        let Some(file) = &test.file else {
            self.unread += 1;
            return Ok(());
        };
        self.pages += 1;
        let place = format!("site {}: {file}", site.name());
        let (bytes, _) = match batch::load(&config.beside(Path::new(file))) {
            Ok(loaded) => loaded,
            Err(refusal) => return self.fail(&format!("{place}: {}", refusal.reason.word())),
        };
        let own = Arc::new(own.clone().with_sites(vec![site.everywhere()]));
        let options = Options { own, url: test.url.clone(), ..Options::default() };
        let (cleaned, text) = match batch::clean_guarded(&bytes, &options) {
            Ok(cleaned) => cleaned,
            Err(message) => return self.fail(&format!("{place}: {message}")),
        };
        for note in cleaned.notes.iter().filter(|note| note.code.starts_with("site-")) {
            self.fail(&format!("{place}: {}", note.message))?;
        }
        let text = single_blanks(&text);
        for wanted in test.contains.iter().filter(|wanted| !text.contains(&single_blanks(wanted))) {
            self.fail(&format!("{place}: lacks {wanted:?} ({})", what_became(&cleaned, wanted)))?;
        }
        for unwanted in &test.lacks {
            if let Some(at) = text.find(&single_blanks(unwanted)) {
                self.fail(&format!("{place}: contains {unwanted:?} in {:?}", around(&text, at, unwanted.len())))?;
            }
        }
        Ok(())
    }
}

/// Why a text is not in the article.
fn what_became(cleaned: &Cleaned, wanted: &str) -> String {
    let wanted = single_blanks(wanted);
    let block = |verdict: &crate::article::Verdict| cleaned.extracted.text.get(verdict.span.clone()).map(single_blanks);
    let holds = |verdict: &&crate::article::Verdict| block(verdict).is_some_and(|text| text.contains(&wanted));
    match cleaned.verdicts.iter().find(holds) {
        Some(verdict) if verdict.cut => format!("cut by {}", verdict.rule),
        Some(_) => "mended".to_owned(),
        None => "no block of the page holds it".to_owned(),
    }
}

/// The text at a place and a little around it.
fn around(text: &str, at: usize, length: usize) -> &str {
    &text[floor(text, at.saturating_sub(AROUND))..ceiling(text, at + length + AROUND)]
}
