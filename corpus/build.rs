//! Lists the files of the corpus, so that none is forgotten.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let mut code = String::new();
    for (name, folder) in [
        ("VECTORS", "vectors"),
        ("SCENARIOS", "scenarios"),
        ("REGRESSIONS", "regressions"),
        ("SCHEMAS", "schema"),
    ] {
        let folder = Path::new(&root).join(folder);
        let mut files = Vec::new();
        list(&folder, "", &mut files)?;
        files.sort();
        _ = writeln!(code, "/// Path below the folder of this name and text of every file there.");
        _ = writeln!(code, "pub const {name}: &[(&str, &str)] = &[");
        for (path, file) in files {
            _ = writeln!(code, "({path:?}, include_str!({file:?})),");
        }
        code.push_str("];\n");
    }
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("files.rs"), code)
}

/// Adds the JSON files of a folder and of those below it, by their paths with slashes.
fn list(folder: &Path, path: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    // A folder changes when a file is added to it, not when one is added further below.
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_str().ok_or_else(|| io::Error::other("a file name is not UTF-8"))?;
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{path}{name}/"), files)?;
        } else if entry.path().extension().is_some_and(|extension| extension == "json") {
            files.push((format!("{path}{name}"), entry.path()));
        }
    }
    Ok(())
}
