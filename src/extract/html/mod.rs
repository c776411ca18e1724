//! HTML → blocks.

pub mod hints;
pub mod tags;
