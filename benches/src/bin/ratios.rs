//! Times edgecase and its peers side by side, and holds the ratios to the goals.

use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use edgecase_benches::goals::Goals;
use edgecase_benches::ratios::{Judged, Plan, json, judged, measure, text};

/// Times edgecase and its peers side by side, and holds the ratios to the goals of `goals.json`.
///
/// Exits with 1 when a goal is missed, and with 2 when it was called in a way that it does not know.
#[derive(Parser)]
struct Arguments {
    /// Takes seconds instead of minutes; the figures are rough.
    #[arg(long)]
    quick: bool,
    /// Times only this input and what is made of it; may be given several times.
    #[arg(long, value_name = "INPUT")]
    only: Vec<String>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let plan = if arguments.quick { Plan::QUICK } else { Plan::FULL };
    let plan = Plan { only: arguments.only, ..plan };
    let sections = measure(&plan, |title| eprintln!("measuring: {title}"));
    if sections.is_empty() {
        eprintln!("no such input: {}", plan.only.join(", "));
        return ExitCode::from(2);
    }
    let mut goals = judged(&sections, &Goals::read());
    goals.retain(|goal| plan.wants(&goal.input));
    let print = match arguments.format {
        Format::Text => text,
        Format::Json => json,
    };
    print!("{}", print(&sections, &goals));
    if goals.iter().all(Judged::is_met) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
