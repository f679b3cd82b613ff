//! The executable: it chooses a face and sets the exit status, and does nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(wsrecycle::cli::main(std::env::args_os()))
}
