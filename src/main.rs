//! The executable: it chooses a face and sets the exit status, and does nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    // Lambda starts it without a word, and says in the environment where its invocations are.
    #[cfg(feature = "aws")]
    if std::env::args_os().len() == 1 && wsrecycle::functions::serve::is_called_for() {
        return ExitCode::from(wsrecycle::functions::serve::main());
    }
    ExitCode::from(wsrecycle::cli::main(std::env::args_os()))
}
