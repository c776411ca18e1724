//! An expression → how long its match at the start of a text is. That is all that is asked of most expressions, so one
//! automaton that reads forwards does; the regex crate would make several, and each run makes them anew.

use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::Arc;

use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson::{Compiler, Config, WhichCaptures};
use regex_automata::util::pool::Pool;
use regex_automata::{Anchored, Input};

/// An expression of more bytes than this is not made ready: the limit of the regex crate.
const LARGEST: usize = 10 << 20;

thread_local! {
    /// Kept, because what it works with takes longer to make than most expressions.
    static COMPILER: Compiler = {
        let mut compiler = Compiler::new();
        compiler.configure(Config::new().which_captures(WhichCaptures::None).nfa_size_limit(Some(LARGEST)));
        compiler
    };
}

type Create = Box<dyn Fn() -> Cache + Send + Sync + UnwindSafe + RefUnwindSafe>;

/// An expression made ready.
pub(super) struct Phrase {
    automaton: Arc<DFA>,
    /// What threads have worked out so far.
    caches: Pool<Cache, Create>,
}

impl Phrase {
    /// Make it ready, unless it is too large or no expression.
    pub fn new(expression: &str) -> Option<Phrase> {
        let states = COMPILER.with(|compiler| compiler.build(expression).ok())?;
        let automaton = Arc::new(DFA::builder().build_from_nfa(states).ok()?);
        let shared = Arc::clone(&automaton);
        let create: Create = Box::new(move || shared.create_cache());
        Some(Phrase { automaton, caches: Pool::new(create) })
    }

    /// Bytes of the match at the start of the text, as the regex crate would find it.
    pub fn length(&self, text: &str) -> Option<usize> {
        let input = Input::new(text).anchored(Anchored::Yes);
        let found = self.automaton.try_search_fwd(&mut self.caches.get(), &input);
        found.ok().flatten().map(|end| end.offset())
    }
}
