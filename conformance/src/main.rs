//! The command `edgecase`.

use std::panic;

use edgecase::cli::{Exit, main as run};

fn main() -> Exit {
    // A panic is a bug of ours; the message is printed by the hook, the exit code is set here.
    panic::catch_unwind(|| run(std::env::args_os())).unwrap_or(Exit::Internal)
}
