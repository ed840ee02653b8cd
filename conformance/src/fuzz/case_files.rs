//! Files of the suite's own formats.

use serde::de::IgnoredAny;

use super::{Broken, Reach};
use crate::known::Known;
use crate::regression::Kept;
use crate::scenario::{Scenario, ScenarioError};
use crate::splice::locate;
use crate::suite::{Suite, SuiteError};
use crate::testee::Flawed;

/// The input is put to every reader of files. One that reads it has got to the oracle, which here is
/// the file itself: what was read is written, and reads as the same.
pub(super) fn case_files(data: &[u8], _: Flawed) -> Result<Reach, Broken> {
    let Ok(text) = std::str::from_utf8(data) else { return Ok(Reach::Door) };
    let read = [vectors(text)?, scenario(text)?, kept(text)?, known(text)?];
    Ok(if read.contains(&true) { Reach::Oracle } else { Reach::Door })
}

/// What an error says, and where.
struct Refusal<'e> {
    reader: &'e str,
    position: Option<(usize, usize)>,
    at: &'e str,
    /// As it is printed.
    message: String,
}

impl Refusal<'_> {
    /// Holds the error to naming a place of the text: a line where it is no JSON, else a pointer to
    /// what is there, or to what is missing in what is there.
    fn is_located(&self, text: &str) -> Result<bool, Broken> {
        let Self { reader, position, at, message } = self;
        let fail = |what: &str| {
            Err(Broken::new(format!("{reader}: {what}: {position:?} `{at}` `{message}`")))
        };
        if message.trim().is_empty() || message.contains('\n') {
            return fail("the error is no line of text");
        }
        let lines = text.matches('\n').count() + 1;
        match position {
            // What does not start like a file of ours is not read on.
            None if !text.trim_ascii_start().starts_with('{') => {}
            None if serde_json::from_str::<IgnoredAny>(text).is_err() => {
                return fail("not JSON, and no line is named");
            }
            Some((line, _)) if *line > lines => return fail("there is no such line"),
            _ => {}
        }
        let parent = at.rsplit_once('/').map_or("", |(parent, _)| parent);
        let is_there = |pointer: &str| pointer.is_empty() || locate(text, pointer).is_some();
        if position.is_none() && !is_there(at) && !is_there(parent) {
            return fail("there is no such place");
        }
        Ok(false)
    }
}

fn of_suite<'e>(reader: &'e str, error: &'e SuiteError) -> Refusal<'e> {
    Refusal { reader, position: error.position, at: &error.at, message: error.to_string() }
}

fn vectors(text: &str) -> Result<bool, Broken> {
    let suite = match Suite::read(&[("group.json", text)], &[]) {
        Ok(suite) => suite,
        Err(error) => return of_suite("vectors", &error).is_located(text),
    };
    for case in suite.vector_cases(None) {
        // A case that cannot be made says why, and does not take the machine's memory.
        if case.prepare().is_err_and(|error| error.to_string().is_empty()) {
            return Err(Broken::new(format!(
                "{} cannot be made, and no reason is given",
                case.name()
            )));
        }
    }
    Ok(true)
}

fn scenario(text: &str) -> Result<bool, Broken> {
    let scenario = match Scenario::read(text) {
        Ok(scenario) => scenario,
        Err(error) => {
            let message = error.to_string();
            let ScenarioError { position, at, .. } = &error;
            return Refusal { reader: "scenario", position: *position, at, message }
                .is_located(text);
        }
    };
    let written = scenario.to_json();
    match Scenario::read(&written) {
        Ok(again) if again.to_json() == written => Ok(true),
        Ok(_) => Err(Broken::new(format!("the scenario is written as another: {written}"))),
        Err(error) => Err(Broken::new(format!("written it reads `{error}`: {written}"))),
    }
}

fn kept(text: &str) -> Result<bool, Broken> {
    let kept = match Kept::read("kept.json", text) {
        Ok(kept) => kept,
        Err(error) => return of_suite("regression", &error).is_located(text),
    };
    let Kept::Regression(regression) = kept else { return Ok(true) };
    let written = regression.to_json();
    match Kept::read("kept.json", &written) {
        Ok(Kept::Regression(again)) if again.to_json() == written => Ok(true),
        Ok(_) => Err(Broken::new(format!("the regression is written as another: {written}"))),
        Err(error) => Err(Broken::new(format!("written it reads `{error}`: {written}"))),
    }
}

fn known(text: &str) -> Result<bool, Broken> {
    let known = match Known::read(text) {
        Ok(known) => known,
        Err(error) => {
            let message = error.to_string();
            // What serde_json says ends with line and column.
            let is_json = serde_json::from_str::<IgnoredAny>(text).is_ok();
            let position = (is_json || message.contains(" at line ")).then_some((1, 1));
            return Refusal { reader: "known", position, at: "", message }.is_located(text);
        }
    };
    let names = ["headers/via@viewer-request".to_owned(), "key/all-cookies".to_owned()];
    for name in &names {
        _ = known.marking(name);
    }
    _ = known.unfit(&names, "2027-01-31");
    Ok(true)
}
