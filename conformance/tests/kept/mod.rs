//! Failures of a test, kept as `edgecase replay` and `edgecase promote` read them.

use std::fs;
use std::path::Path;

use edgecase::known::today;
use edgecase::property::Failure;
use edgecase::regression::Regression;

/// Writes a failure that was made small to a file, and returns the command that shows it again.
pub(crate) fn keep(failure: Failure, seed: u64, test: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("counterexamples");
    let file = folder.join(format!("{}-{test}-{seed}.json", failure.property.id.to_lowercase()));
    let origin = format!("cargo test --test {test}");
    fs::create_dir_all(&folder).expect("a folder for counterexamples");
    let regression = Regression::of(failure, origin, seed, today());
    fs::write(&file, regression.to_json()).expect("a counterexample written");
    format!("edgecase replay {}", file.display())
}
