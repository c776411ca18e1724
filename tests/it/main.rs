//! The one test program. A module a subject.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod batch;
mod command;
mod names;
mod pipe;
mod tool;
