//! The program: parses the command line and exits with its code.

use std::process::ExitCode;

fn main() -> ExitCode {
    nutgraf::cli::main()
}
