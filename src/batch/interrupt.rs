//! ^C and SIGTERM: noted, so that the run can close what it writes. A second one ends the process at once.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use crate::batch::Error;

/// What a shell adds to the number of the signal that ended a program.
const SHELL_OFFSET: i32 = 128;

/// Whether somebody wants the run to end.
#[derive(Clone, Default)]
pub struct Interrupt {
    signal: Arc<AtomicUsize>,
}

impl Interrupt {
    /// From now on signals are noted.
    pub fn watch() -> Result<Interrupt, Error> {
        let (interrupt, noted) = (Interrupt::default(), Arc::new(AtomicBool::new(false)));
        for signal in [SIGINT, SIGTERM] {
            interrupt.note(signal, &noted).map_err(Error::at(Path::new("signals")))?;
        }
        Ok(interrupt)
    }

    fn note(&self, signal: i32, noted: &Arc<AtomicBool>) -> io::Result<()> {
        flag::register_conditional_shutdown(signal, SHELL_OFFSET + signal, Arc::clone(noted))?;
        flag::register(signal, Arc::clone(noted))?;
        flag::register_usize(signal, Arc::clone(&self.signal), signal.unsigned_abs() as usize)?;
        Ok(())
    }

    /// The exit code that the signal asks for, if one came.
    pub fn caught(&self) -> Option<i32> {
        let signal = i32::try_from(self.signal.load(Ordering::Relaxed)).unwrap_or(0);
        (signal != 0).then_some(SHELL_OFFSET + signal)
    }
}
