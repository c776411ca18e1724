//! `rules why TEXT`: which rules cut a text, and which come near it and why they stay silent.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::article::word;
use crate::batch::{Error, shown};
use crate::cli::End;
use crate::config::Config;
use crate::judge::own::Own;
use crate::judge::rules::{self, Rule, Scope, Shy};
use crate::languages;
use crate::text::printable;
use crate::work::Effort;

/// Rules that come near are shown up to this many.
const MOST_NEAR: usize = 8;

/// Say what becomes of a text that is a block of its own.
pub fn run(text: &str, config: &Config) -> Result<End, Error> {
    let own = config.own()?;
    let text = text.trim();
    let effort = Effort::endless();
    let asked = own.asked(languages::detect(text).map(|language| language.code), &effort);
    let hits = asked.hits(text);
    let mut out = String::new();
    for hit in &hits {
        let piece = text.get(hit.span.clone()).unwrap_or_default();
        let (source, why) = said(hit.rule, &own, config);
        let _ = writeln!(out, "cut   {:28}  {:.2}  {piece:?}  {source}: {why}", hit.rule, hit.confidence);
    }
    if hits.is_empty() {
        out.push_str("keep  no rule cuts this; the model may, by what stands around it: dehusk explain FILE\n");
    }
    for near in asked.near(text).iter().take(MOST_NEAR) {
        let piece = text.get(near.span.clone()).unwrap_or_default();
        let (source, _) = said(near.rule, &own, config);
        let _ = writeln!(out, "near  {:28}        {piece:?}  {source}: {}", near.rule, silent(near.shy));
    }
    let lines: String = out.lines().map(|line| printable(line) + "\n").collect();
    io::stdout().write_all(lines.as_bytes())?;
    Ok(End::Done)
}

/// Where a rule comes from, and why it cuts.
fn said(id: &str, own: &Own, config: &Config) -> (String, &'static str) {
    let named = |rule: &&Rule| rule.id == id;
    if let Some(rule) = own.rules().iter().find(named) {
        return (shown(config.path()), rule.why);
    }
    let rule = rules::all().iter().find(named);
    rule.map_or_else(Default::default, |rule| {
        (format!("built in ({}), {}", rule.language, word(rule.category)), rule.why)
    })
}

fn silent(shy: Shy) -> String {
    match shy {
        Shy::Off => "is switched off".to_owned(),
        Shy::Unasked => "must be asked for with enable".to_owned(),
        Shy::Language => "is for texts in other languages".to_owned(),
        Shy::Few(least, found) => format!("needs {least} different patterns, has {found}"),
        Shy::Long => "may not take so much (longest)".to_owned(),
        Shy::Scope(scope) => {
            let strikes = match scope {
                Scope::Filler => "only beside husk of other rules, or four in a row",
                Scope::Block => "only where all of the block is husk",
                Scope::Beside => "only where all of the block is husk, or beside a piece of husk",
                Scope::Piece => "only from one sentence end, line end or seam to the next",
                Scope::Inside => "only between other text of its line",
                Scope::Cues | Scope::Anywhere => "where no other rule has struck",
            };
            format!("strikes {strikes}")
        }
    }
}
