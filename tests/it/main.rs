//! The one test program. A module a subject.

mod decode;
mod repair;
mod rules;
