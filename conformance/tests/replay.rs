//! The kept fuzz inputs, put to their property without a fuzzer.

use std::fs;
use std::path::Path;

use edgecase::property::result_bytes;

#[test]
fn every_kept_input_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus/fuzz/result_bytes");
    let mut replayed = 0;
    let mut broken = Vec::new();
    for entry in fs::read_dir(&folder).expect("the folder of kept inputs") {
        let path = entry.expect("an entry of the folder").path();
        let data = fs::read(&path).expect("a file that can be read");
        if let Err(disagreement) = result_bytes(&data) {
            broken.push(format!("{}: {disagreement}", path.display()));
        }
        replayed += 1;
    }
    assert!(replayed > 0, "no file in `{}`", folder.display());
    assert!(broken.is_empty(), "{} of {replayed} break it:\n{}", broken.len(), broken.join("\n"));
}
