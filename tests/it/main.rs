//! The one test program. A module a subject.
mod repair;
