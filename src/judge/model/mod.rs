//! How likely each block is content: a small linear model, trained on pages with known truth.
//!
//! `page.rs` is what features look at, `html.rs` and `plain.rs` are the features, `weights/` what they weigh.

pub mod html;
pub mod linear;
pub mod page;
pub mod title;
