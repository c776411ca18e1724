//! The one test program. A module a subject.

mod batch;
mod cases;
mod command;
mod decode;
mod names;
mod pipe;
mod promises;
mod repair;
mod rules;
mod tool;
