//! A short text in, what the rules say of it out, remembered: menus and buttons are the same on all pages of a site, and
//! many are on all sites.

use std::cell::RefCell;
use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use super::Hit;
use super::engine::Engine;
use super::switches::Switches;
use crate::work::Effort;

/// Bytes of a text that is remembered. (Of lines as short as this, in texts of different sites, 40 in 100 were seen before;
/// of longer ones hardly any.)
const LONGEST: usize = 64;
/// Texts that each thread remembers: half a megabyte.
const MOST: usize = 4096;

struct Known {
    text: Box<str>,
    switches: Switches,
    hits: Vec<Hit>,
    /// Steps that it took to find them.
    steps: u64,
}

thread_local! {
    /// By the hash of the text; a newer one takes the place of an older one.
    static KNOWN: RefCell<Vec<Option<Known>>> = const { RefCell::new(Vec::new()) };
}

/// What of this text is husk by the rules built in, which `engine` holds.
pub(super) fn hits(engine: &Engine, text: &str, switches: &Switches, effort: &Effort) -> Vec<Hit> {
    // One that is remembered is not known either where another one would not be.
    if text.len() > LONGEST || effort.is_spent() {
        return engine.hits(text, switches, effort);
    }
    KNOWN.with_borrow_mut(|known| {
        known.resize_with(MOST, || None);
        let place = FixedState::default().hash_one(text) as usize % MOST;
        match &known[place] {
            Some(seen) if *seen.text == *text && seen.switches == *switches => {
                effort.take(seen.steps);
                seen.hits.clone()
            }
            _ => {
                let own = Effort::endless();
                let hits = engine.hits(text, switches, &own);
                let steps = own.taken();
                effort.take(steps);
                known[place] = Some(Known { text: text.into(), switches: switches.clone(), hits: hits.clone(), steps });
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
    fn what_is_remembered_takes_effort_as_well() {
        let (text, none) = ("Sign up for our newsletter", Switches::default());
        let steps = [(); 2].map(|()| {
            let effort = Effort::endless();
            assert_eq!(hits(&BUILT_IN, text, &none, &effort).len(), 1);
            effort.taken()
        });
        assert!(steps[0] > 0 && steps[0] == steps[1], "{steps:?}");
        assert!(hits(&BUILT_IN, text, &none, &Effort::new(0)).is_empty());
    }

    #[test]
    fn a_text_is_answered_the_same_again() {
        let (texts, none, effort) = (all().iter().flat_map(|rule| rule.hit), Switches::default(), Effort::endless());
        let off = Switches { off: all().iter().map(|rule| rule.id).collect(), ..Switches::default() };
        for text in texts.filter(|text| text.len() <= LONGEST) {
            let first = hits(&BUILT_IN, text, &none, &effort);
            assert_eq!(first, BUILT_IN.hits(text, &none, &effort), "{text}");
            assert_eq!(first, hits(&BUILT_IN, text, &none, &effort), "{text}");
            assert!(hits(&BUILT_IN, text, &off, &effort).is_empty(), "{text}");
        }
    }
}
