//! `edgecase testee`: the reference speaks protocol 1.

use std::io;

use super::{Exit, Failure};
use crate::testee::{Reference, serve};

pub(super) fn testee() -> Result<Exit, Failure> {
    serve(&mut Reference, io::stdin().lock(), io::stdout().lock())?;
    Ok(Exit::Clean)
}
