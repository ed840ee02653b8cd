//! The README says what is so: its counts, and the output of its tour.

mod programs;

use std::path::Path;
use std::process::Command;

use edgecase::suite::Suite;
use edgecase_core::profile::SWITCHES;
use edgecase_core::{pipeline_rules, rules};
use programs::is_there;

fn readme() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    std::fs::read_to_string(file).expect("the README").replace("\r\n", "\n")
}

fn thousands(number: usize) -> String {
    match (number / 1000, number % 1000) {
        (0, rest) => rest.to_string(),
        (high, rest) => format!("{high},{rest:03}"),
    }
}

#[test]
fn the_counts_of_the_readme_are_right() {
    let suite = Suite::embedded().expect("the embedded suite");
    let (vectors, cases) = (suite.vectors().count(), suite.vector_cases(None).count());
    let readme = readme();
    for want in [
        format!("- {} rules over the four stages", rules().count()),
        format!("- {} pipeline rules", pipeline_rules().count()),
        format!("{} switches, one for each", SWITCHES.len()),
        format!("- {} vectors, {} cases over the stages", thousands(vectors), thousands(cases)),
        format!("- {} scenarios: ", thousands(suite.scenarios.len())),
        format!("- {} properties: ", edgecase::property::ALL.len()),
    ] {
        assert!(readme.contains(&want), "the README does not say: {want}");
    }
}

/// A command of the tour with the output that the README shows.
struct Shown<'r> {
    command: &'r str,
    output: Vec<&'r str>,
}

fn tour(readme: &str) -> Vec<Vec<Shown<'_>>> {
    let blocks = readme.split("```console\n").skip(1).filter_map(|rest| rest.split("\n```").next());
    blocks
        .map(|block| {
            let mut shown: Vec<Shown<'_>> = Vec::new();
            for line in block.lines() {
                match (line.strip_prefix("$ "), shown.last_mut()) {
                    (Some(command), _) => shown.push(Shown { command, output: Vec::new() }),
                    (None, Some(last)) => last.output.push(line),
                    (None, None) => panic!("a block of the tour starts without a command"),
                }
            }
            shown
        })
        .collect()
}

/// Runs a command line of the tour at the root of the repository.
fn run(command: &str, folder: &Path) -> String {
    let binary = Path::new(env!("CARGO_BIN_EXE_edgecase"));
    let command = command.replace("edgecase ", &format!("{} ", binary.display()));
    let command = command.replace("result.json", &folder.join("result.json").display().to_string());
    let output = Command::new("sh")
        .args(["-c", &command])
        .env("NO_COLOR", "1")
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
        .output()
        .expect("a shell");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.replace(&folder.join("result.json").display().to_string(), "result.json")
}

#[test]
#[cfg(unix)]
fn the_tour_prints_what_the_readme_shows() {
    let folder = std::env::temp_dir().join(format!("edgecase-readme-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let readme = readme();
    let python = is_there("python3");
    for shown in tour(&readme).into_iter().flatten() {
        if shown.command.contains("python3") && !python {
            continue;
        }
        let output = run(shown.command, &folder);
        let mut lines = output.lines();
        for want in shown.output {
            if want == "…" {
                break;
            }
            let line = lines.next().unwrap_or("(nothing)");
            // A line of the README that ends in dots is the start of a longer one.
            let same = match want.strip_suffix(", …") {
                Some(start) => line.starts_with(start),
                None => line == want,
            };
            assert!(same, "`{}`\nwant: {want}\ngot:  {line}", shown.command);
        }
    }
    std::fs::remove_dir_all(folder).expect("the folder");
}
