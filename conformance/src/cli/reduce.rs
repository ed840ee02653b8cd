//! `edgecase reduce`: a failure, made small.

use std::fs;
use std::io::{self, Write as _};

use super::args::{ReduceArgs, usage};
use super::kept::{Asked, read};
use super::{Exit, Failure, style};
use crate::example::Example;
use crate::known::today;
use crate::property::{ALL, Property};
use crate::reduce::{reduce as make_small, size};
use crate::regression::{Kept, Regression};
use crate::signature::judge;

pub(super) fn reduce(args: &ReduceArgs) -> Result<Exit, Failure> {
    let kept = read(&args.file)?;
    // A testee that crashes does so for every candidate.
    let restarts = args.budget.saturating_add(20);
    let mut asked = Asked::start(&args.command, args.timeout, restarts)?;
    let mut regression = failing(kept, args, &mut asked)?;
    let before = size(&regression.example);
    let mut candidates = 0_u32;
    let keeps = |example: &Example| {
        candidates += 1;
        judge(regression.property, example, &mut asked)
            .is_err_and(|failed| failed.signature == regression.signature)
    };
    let small = make_small(regression.example.clone(), keeps, args.budget);
    asked.stop()?;
    regression.example = small;
    let text = regression.to_json();
    match &args.output {
        Some(file) => fs::write(file, text)
            .map_err(|error| usage(format!("cannot write `{}`: {error}", file.display())))?,
        None => io::stdout().write_all(text.as_bytes())?,
    }
    let (dim, after) = (style::dim(), size(&regression.example));
    writeln!(
        anstream::stderr(),
        "{}: {before} bytes before, {after} after {dim}({candidates} candidates){dim:#}",
        regression.property.id
    )?;
    Ok(Exit::Clean)
}

/// Returns the failure with the signature that it has on this testee.
fn failing(kept: Kept, args: &ReduceArgs, asked: &mut Asked) -> Result<Regression, Failure> {
    let name = args.file.display();
    let nothing = |message: String| Failure { exit: Exit::Nothing, message };
    match kept {
        Kept::Regression(mut regression) => {
            match judge(regression.property, &regression.example, asked) {
                Ok(_) => Err(nothing(format!(
                    "`{name}` does not break {} on this testee, so there is nothing to reduce",
                    regression.property.id
                ))),
                Err(failed) => {
                    regression.signature = failed.signature;
                    Ok(*regression)
                }
            }
        }
        Kept::Example(example) => {
            let fails = |property: &'static Property| {
                judge(property, &example, asked).err().map(|failed| (property, failed.signature))
            };
            let Some((property, signature)) = ALL.iter().find_map(fails) else {
                return Err(nothing(format!(
                    "`{name}` breaks no claim on this testee, so there is nothing to reduce"
                )));
            };
            let origin = "edgecase reduce".to_owned();
            Ok(Regression { property, origin, seed: None, found: today(), signature, example })
        }
    }
}
