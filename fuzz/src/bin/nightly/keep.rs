//! Keeping the smallest set of inputs that reaches as much.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fs, io};

use edgecase::fuzz::{KEPT, Target};

use crate::place::Place;

/// Puts the smallest set of inputs that reaches as much as all that are known into the folder of kept
/// inputs, besides those that have a name; returns how many there are.
///
/// # Errors
/// When the fuzzer cannot be run, or a file not be written.
pub(crate) fn keep(target: &'static Target, fuzzer: &Path) -> io::Result<usize> {
    let place = Place::prepare(target, "")?;
    let merged = place.corpus.with_file_name(format!("{}-merged", target.name));
    _ = fs::remove_dir_all(&merged);
    fs::create_dir_all(&merged)?;
    let status = Command::new(fuzzer)
        .arg("-set_cover_merge=1")
        .arg(&merged)
        .args([&place.kept, &place.seeds, &place.corpus])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    if !status.success() {
        return Err(io::Error::other("merging did not end well"));
    }
    for file in files(&place.kept)? {
        if is_unnamed(&file) {
            fs::remove_file(file)?;
        }
    }
    let (most_files, mut left) = KEPT;
    let mut count = files(&place.kept)?.len();
    let mut smallest: Vec<(u64, PathBuf)> = Vec::new();
    for file in files(&merged)? {
        smallest.push((fs::metadata(&file)?.len(), file));
    }
    smallest.sort();
    for (length, file) in smallest {
        let name = file.file_name().unwrap_or_default();
        left = match left.checked_sub(length) {
            Some(left) if count < most_files => left,
            _ => break,
        };
        fs::copy(&file, place.kept.join(name))?;
        count += 1;
    }
    Ok(count)
}

/// Tells whether a file is called as libFuzzer calls them: forty hexadecimal digits.
fn is_unnamed(file: &Path) -> bool {
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.len() == 40 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        files.push(entry?.path());
    }
    files.sort();
    Ok(files)
}
