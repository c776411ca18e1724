//! Element names as numbers.

/// An element's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// Any other.
    Other,
}
