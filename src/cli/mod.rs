//! The command: arguments, help, preview, progress.
