//! Arguments → options → batch → exit code. All of it is in `dehusk::cli`, so that the library's tests reach it.

use std::process::ExitCode;

fn main() -> ExitCode {
    dehusk::cli::main()
}
