//! The binaries that cargo-fuzz takes for targets are the targets of the registry.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use edgecase::fuzz::TARGETS;

#[test]
fn every_target_has_a_binary_that_fuzzes_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).expect("the manifest");
    let bins = manifest.split("[[bin]]").skip(1);
    let name = |bin: &str| {
        let (_, rest) = bin.split_once("name = \"").expect("a binary has a name");
        rest.split('"').next().expect("text after the quote").to_owned()
    };
    let listed: BTreeSet<String> = bins.map(name).collect();
    let wanted: BTreeSet<String> = TARGETS.iter().map(|target| target.name.to_owned()).collect();
    assert_eq!(listed, wanted);
    for target in TARGETS {
        let file = folder.join("fuzz_targets").join(format!("{}.rs", target.name));
        let code = fs::read_to_string(&file).expect("the file of a target");
        let mutated = if target.mutator.is_some() { ", mutated" } else { "" };
        let call = format!("edgecase_fuzz::target!({}{mutated});", target.name);
        assert!(code.contains(&call), "{}: want {call}", file.display());
    }
}
