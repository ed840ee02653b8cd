//! The figures that later ones are held to.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use serde::{Deserialize, Serialize};

use super::figure::Figure;

/// Figures by what they depend on, then by workload.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Kept(BTreeMap<String, BTreeMap<String, f64>>);

impl Kept {
    /// Reads the file; none is the same as an empty one.
    ///
    /// # Errors
    /// When it cannot be read or is of another form.
    pub fn read(file: &Path) -> io::Result<Self> {
        match fs::read_to_string(file) {
            Ok(text) => Ok(serde_json::from_str(&text)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error),
        }
    }

    /// Writes the file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, file: &Path) -> io::Result<()> {
        fs::write(file, serde_json::to_string_pretty(self)? + "\n")
    }

    /// Returns the figures under a key.
    #[must_use]
    pub fn under(&self, key: &str) -> Option<&BTreeMap<String, f64>> {
        self.0.get(key)
    }

    /// Returns all keys.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Puts figures in the place of those under a key.
    pub fn accept(&mut self, key: &str, figures: &[Figure]) {
        let name = |figure: &Figure| (figure.workload.name(), figure.instructions.round());
        self.0.insert(key.to_owned(), figures.iter().map(name).collect());
    }
}
