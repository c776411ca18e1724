//! A short text in, what the rules say of it out, remembered: menus and buttons are the same on all pages of a site, and
//! many are on all sites.

use std::cell::RefCell;
use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use super::Hit;
use super::engine::Engine;
use super::switches::Switches;

/// Bytes of a text that is remembered. (Of lines as short as this, in texts of different sites, 40 in 100 were seen before;
/// of longer ones hardly any.)
const LONGEST: usize = 64;
/// Texts that each thread remembers: half a megabyte.
const MOST: usize = 4096;

struct Known {
    text: Box<str>,
    switches: Switches,
    hits: Vec<Hit>,
}

thread_local! {
    /// By the hash of the text; a newer one takes the place of an older one.
    static KNOWN: RefCell<Vec<Option<Known>>> = const { RefCell::new(Vec::new()) };
}

/// What of this text is husk by the rules built in, which `engine` holds.
pub(super) fn hits(engine: &Engine, text: &str, switches: &Switches) -> Vec<Hit> {
    if text.len() > LONGEST {
        return engine.hits(text, switches);
    }
    KNOWN.with_borrow_mut(|known| {
        known.resize_with(MOST, || None);
        let place = FixedState::default().hash_one(text) as usize % MOST;
        match &known[place] {
            Some(seen) if *seen.text == *text && seen.switches == *switches => seen.hits.clone(),
            _ => {
                let hits = engine.hits(text, switches);
                known[place] = Some(Known { text: text.into(), switches: switches.clone(), hits: hits.clone() });
                hits
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::{BUILT_IN, all};
    use super::*;

    #[test]
    fn a_text_is_answered_the_same_again() {
        let (texts, none) = (all().iter().flat_map(|rule| rule.hit), Switches::default());
        let off = Switches { off: all().iter().map(|rule| rule.id).collect(), ..Switches::default() };
        for text in texts.filter(|text| text.len() <= LONGEST) {
            let first = hits(&BUILT_IN, text, &none);
            assert_eq!(first, BUILT_IN.hits(text, &none), "{text}");
            assert_eq!(first, hits(&BUILT_IN, text, &none), "{text}");
            assert!(hits(&BUILT_IN, text, &off).is_empty(), "{text}");
        }
    }
}
