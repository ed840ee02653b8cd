//! What stands in for libFuzzer on a stable toolchain.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

use edgecase::fuzz::Target;
use edgecase::testee::Flawed;

/// Puts the files given as arguments, and all files of folders, to a target.
///
/// Fails when one breaks the claim or cannot be read, or when there was none.
///
/// # Panics
/// When the registry has no target of this name.
#[must_use]
pub fn replay(name: &str) -> ExitCode {
    let target = Target::find(name).expect("a target of the registry");
    let (mut held, mut failed) = (0_u32, 0_u32);
    for argument in env::args_os().skip(1) {
        for file in files(Path::new(&argument)) {
            match file.and_then(|file| Ok((fs::read(&file)?, file))) {
                Ok((data, file)) => match target.run(&data, Flawed(None)) {
                    Ok(_) => held += 1,
                    Err(broken) => {
                        eprintln!("{}: {broken}", file.display());
                        failed += 1;
                    }
                },
                Err(error) => {
                    eprintln!("{}: {error}", Path::new(&argument).display());
                    failed += 1;
                }
            }
        }
    }
    eprintln!("{name}: replayed {} files, {failed} failed", held + failed);
    if failed == 0 && held > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Returns the files of a folder in the order of their names, or the file itself.
fn files(path: &Path) -> Vec<io::Result<PathBuf>> {
    if !path.is_dir() {
        return vec![Ok(path.to_owned())];
    }
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) => return vec![Err(error)],
    };
    let mut files: Vec<_> = entries.map(|entry| entry.map(|entry| entry.path())).collect();
    files.sort_by_cached_key(|file| file.as_ref().ok().cloned());
    files
}
