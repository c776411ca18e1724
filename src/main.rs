//! Arguments → options → batch → exit code.

fn main() {}
