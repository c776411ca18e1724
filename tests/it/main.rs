//! The one test program. A module a subject.

mod batch;
mod command;
mod decode;
mod names;
mod pipe;
mod reader;
mod repair;
mod rules;
mod tool;
