//! A panic inside one document must not end the run nor soil the terminal: it becomes a message.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// From now on print only those panics that `guarded` does not catch.
pub fn quiet_panics() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !GUARDED.get() {
            usual(info);
        }
    }));
}

/// Run `work`; its panic becomes the error.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    GUARDED.set(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(false);
    result.map_err(|payload| match payload.downcast::<String>() {
        Ok(message) => *message,
        Err(payload) => payload.downcast_ref::<&str>().map_or("panic", |message| message).to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_message() {
        quiet_panics();
        assert_eq!(guarded(|| 7), Ok(7));
        assert_eq!(guarded(|| panic!("on {}", "purpose")), Err::<(), _>("on purpose".to_owned()));
    }
}
