//! Writes the inputs as files, for peers that are not in Rust.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use edgecase_benches::input::accepted::accepted;
use edgecase_benches::input::rejected::rejected;
use edgecase_core::Stage;
use edgecase_peers::schema::schema;

/// Writes the inputs of the table into a folder, and the JSON Schema of each stage beside them.
///
/// Input NAME is `NAME.json`, what is refused is in `refused/`, and `stages.json` says which schema
/// is for which input.
#[derive(Parser)]
struct Arguments {
    /// The folder; it is made if it is not there.
    folder: PathBuf,
}

fn main() -> ExitCode {
    match write(&Arguments::parse().folder) {
        Ok(count) => {
            println!("{count} inputs written");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("cannot write the inputs: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &std::path::Path) -> std::io::Result<usize> {
    fs::create_dir_all(folder.join("refused"))?;
    let mut stages = serde_json::Map::new();
    let accepted = accepted();
    for input in &accepted {
        fs::write(folder.join(format!("{}.json", input.name)), &input.result)?;
        stages.insert(input.name.to_owned(), input.stage.to_string().into());
    }
    let rejected = rejected();
    for row in &rejected {
        fs::write(folder.join(format!("refused/{}.json", row.input.name)), &row.input.result)?;
    }
    for stage in Stage::ALL {
        fs::write(folder.join(format!("{stage}.schema.json")), schema(stage).to_string())?;
    }
    fs::write(folder.join("stages.json"), serde_json::Value::Object(stages).to_string())?;
    Ok(accepted.len() + rejected.len())
}
