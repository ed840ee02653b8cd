//! Lists the files of the corpus, so that none is forgotten.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let mut code = String::new();
    for (name, folder) in [("VECTORS", "vectors"), ("SCHEMAS", "schema")] {
        let folder = Path::new(&root).join(folder);
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut files: Vec<_> = fs::read_dir(&folder)?.collect::<Result<_, _>>()?;
        files.sort_by_key(fs::DirEntry::file_name);
        _ = writeln!(code, "/// Name and text of every file in the folder of this name.");
        _ = writeln!(code, "pub const {name}: &[(&str, &str)] = &[");
        for file in files.iter().filter(|f| f.path().extension().is_some_and(|e| e == "json")) {
            let (name, path) = (file.file_name(), file.path());
            _ = writeln!(code, "({:?}, include_str!({:?})),", name.to_string_lossy(), path);
        }
        code.push_str("];\n");
    }
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("files.rs"), code)
}
