//! Many documents: found, cleaned in parallel, written.
