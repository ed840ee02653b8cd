//! Where things are.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use edgecase::fuzz::Target;

/// The folders of one target.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// Inputs that are kept in the repository.
    pub(crate) kept: PathBuf,
    /// Inputs made of the suite.
    pub(crate) seeds: PathBuf,
    /// Inputs that reached something new, from run to run.
    pub(crate) corpus: PathBuf,
    /// Inputs that broke the claim.
    pub(crate) artifacts: PathBuf,
    /// What libFuzzer said.
    pub(crate) log: PathBuf,
    /// How many inputs got to the oracle.
    pub(crate) stats: PathBuf,
}

/// Returns the folder of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Returns the folder that cargo builds in.
pub(crate) fn target_folder() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

impl Place {
    /// Makes the folders of a target, with its seeds; `run` tells runs of one target apart.
    pub(crate) fn prepare(target: &Target, run: &str) -> io::Result<Self> {
        let base = target_folder().join("fuzz");
        let name = target.name;
        let place = Self {
            kept: root().join("corpus/fuzz").join(name),
            seeds: base.join("seeds").join(name),
            corpus: base.join(format!("corpus{run}")).join(name),
            artifacts: base.join(format!("artifacts{run}")).join(name),
            log: base.join(format!("{name}{run}.log")),
            stats: base.join(format!("{name}{run}.stats")),
        };
        for folder in [&place.kept, &place.seeds, &place.corpus, &place.artifacts] {
            fs::create_dir_all(folder)?;
        }
        for seed in target.seeds() {
            fs::write(place.seeds.join(&seed.name), &seed.data)?;
        }
        Ok(place)
    }
}

/// Counts the files of a folder.
pub(crate) fn count(folder: &Path) -> io::Result<u64> {
    let mut count = 0;
    for entry in fs::read_dir(folder)? {
        entry?;
        count += 1;
    }
    Ok(count)
}
