//! `edgecase promote`: a failure, made a case.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::args::{PromoteArgs, usage};
use super::kept::{files, read};
use super::{Exit, Failure, style};
use crate::promote::{Draft, PromoteError, Promoted, check, insert, promote as make_case};

pub(super) fn promote(args: &PromoteArgs) -> Result<Exit, Failure> {
    let kept = read(&args.file)?;
    let draft = Draft {
        id: args.id.clone(),
        title: args.title.clone(),
        rule: args.rule,
        polarity: args.polarity,
        level: args.level,
        evidence: args.evidence.clone(),
    };
    let promoted = make_case(&kept, &draft).map_err(failure)?;
    match &args.corpus {
        None => {
            let (vectors, scenarios) = (edgecase_corpus::VECTORS, edgecase_corpus::SCENARIOS);
            check(&promoted, vectors, scenarios).map_err(failure)?;
        }
        Some(folder) => {
            let (vectors, scenarios) =
                (texts(&folder.join("vectors"))?, texts(&folder.join("scenarios"))?);
            check(&promoted, &borrowed(&vectors), &borrowed(&scenarios)).map_err(failure)?;
        }
    }
    match &args.corpus {
        Some(folder) if args.write => write(&promoted, folder)?,
        _ => {
            let (Promoted::Vector { text, .. } | Promoted::Scenario { text, .. }) = &promoted;
            io::stdout().write_all(format!("{}\n", text.trim_end()).as_bytes())?;
        }
    }
    Ok(Exit::Clean)
}

fn failure(error: PromoteError) -> Failure {
    let exit = match error {
        PromoteError::Disagreement(_) => Exit::Finding,
        PromoteError::Draft(_) | PromoteError::Lint(_) | PromoteError::Suite(_) => Exit::Usage,
    };
    Failure { exit, message: error.to_string() }
}

/// Reads the JSON files of a folder, by their paths below it with slashes.
fn texts(folder: &Path) -> Result<Vec<(String, String)>, Failure> {
    let read = |file: PathBuf| {
        let text = fs::read_to_string(&file)
            .map_err(|error| usage(format!("cannot read `{}`: {error}", file.display())))?;
        let path = file.strip_prefix(folder).unwrap_or(&file);
        let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        Ok((parts.join("/"), text))
    };
    files(&[folder.to_owned()])?.into_iter().map(read).collect()
}

fn borrowed(files: &[(String, String)]) -> Vec<(&str, &str)> {
    files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
}

fn write(promoted: &Promoted, folder: &Path) -> Result<(), Failure> {
    let unwritten =
        |file: &Path, error| usage(format!("cannot write `{}`: {error}", file.display()));
    let (file, text) = match promoted {
        Promoted::Vector { group, .. } => {
            let file = folder.join("vectors").join(format!("{group}.json"));
            let before = fs::read_to_string(&file).map_err(|error| {
                let name = file.display();
                usage(format!("cannot read `{name}`: {error}; a new group needs a description"))
            })?;
            (file, insert(promoted, &before).map_err(failure)?)
        }
        Promoted::Scenario { path, text } => {
            let file = folder.join("scenarios").join(path);
            if let Some(parent) = file.parent() {
                fs::create_dir_all(parent).map_err(|error| unwritten(&file, error))?;
            }
            (file, text.clone())
        }
    };
    fs::write(&file, text).map_err(|error| unwritten(&file, error))?;
    let good = style::good();
    writeln!(anstream::stderr(), "{good}wrote{good:#} {}", file.display())?;
    Ok(())
}
