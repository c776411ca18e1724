//! The one test program. A module a subject.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod batch;
mod bounds;
mod cases;
mod command;
mod config;
mod containers;
mod decode;
mod docs;
mod dolma;
mod explain;
mod faults;
mod fuzzed;
mod hygiene;
mod invariants;
mod lexicon;
mod markdown;
mod metadata;
mod names;
mod pipe;
mod planted;
mod preview;
mod promises;
mod reader;
mod repair;
mod report;
mod resume;
mod review;
mod rules;
mod samples;
mod schema;
mod sites;
mod streams;
mod systems;
mod tool;
