//! The command line: arguments in, exit code out.

mod args;
mod check;
mod excerpt;
mod exit;
mod kept;
mod pipeline_rules;
mod promote;
mod properties;
mod reduce;
mod replay;
mod rules;
mod run;
mod simulate;
mod style;
mod testee;
mod timeline;

use std::ffi::OsString;
use std::io::{self, Write as _};

use clap::{CommandFactory as _, Parser as _};

pub use exit::Exit;

use args::{Args, Subcommand};

/// A command that cannot be carried out, with what to say about it.
#[derive(Debug)]
pub(crate) struct Failure {
    exit: Exit,
    message: String,
}

impl Failure {
    /// Our input is unusable.
    fn usage(message: impl Into<String>) -> Self {
        Self { exit: Exit::Usage, message: message.into() }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        // Whoever reads us may stop early, as `head` does.
        let exit =
            if error.kind() == io::ErrorKind::BrokenPipe { Exit::Clean } else { Exit::Internal };
        Self { exit, message: format!("writing the output: {error}") }
    }
}

/// Carries out a command line.
#[must_use]
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let args = match Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(error) => {
            _ = error.print();
            return if error.use_stderr() { Exit::Usage } else { Exit::Clean };
        }
    };
    let done = match args.command {
        Subcommand::Check(args) => check::check(&args),
        Subcommand::Run(args) => run::run(&args),
        Subcommand::Simulate(args) => simulate::simulate(&args),
        Subcommand::Rules(args) => rules::rules(&args),
        Subcommand::Testee => testee::testee(),
        Subcommand::Replay(args) => replay::replay(&args),
        Subcommand::Reduce(args) => reduce::reduce(&args),
        Subcommand::Promote(args) => promote::promote(&args),
        Subcommand::Completions { shell } => {
            clap_complete::generate(shell, &mut Args::command(), "edgecase", &mut io::stdout());
            Ok(Exit::Clean)
        }
    };
    match done {
        Ok(exit) => exit,
        Err(Failure { exit: Exit::Clean, .. }) => Exit::Clean,
        Err(Failure { exit, message }) => {
            let error = style::bad();
            _ = writeln!(anstream::stderr(), "{error}error{error:#}: {message}");
            exit
        }
    }
}
