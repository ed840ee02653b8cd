//! The rules `origin/path-…`.

use edgecase_core::limits;

use super::case::{Case, SideName};
use super::origin::texts_where;
use super::place::Place;
use super::text::{characters, is_control};
use crate::flaw::ResultFlaw as Flaw;

/// Judges a path that is not `/` alone.
fn path_where(case: &Case<'_>, broken: impl Fn(SideName, &str) -> bool) -> Vec<Place> {
    texts_where(case, "path", |side, path| path != "/" && broken(side, path))
}

/// `origin/path-root`
pub(super) fn root(case: &Case<'_>) -> Vec<Place> {
    texts_where(case, "path", |_, path| path == "/")
}

/// `origin/path-start`
pub(super) fn start(case: &Case<'_>) -> Vec<Place> {
    let passes = |path: &str| path.is_empty() && !case.has(Flaw::PathEmpty);
    path_where(case, |_, path| !passes(path) && !path.starts_with('/'))
}

/// `origin/path-end`
pub(super) fn end(case: &Case<'_>) -> Vec<Place> {
    path_where(case, |_, path| path.ends_with('/'))
}

/// `origin/path-length`
pub(super) fn length(case: &Case<'_>) -> Vec<Place> {
    let limit = limits::CUSTOM_PATH_CHARS + u64::from(case.has(Flaw::PathLength));
    path_where(case, |side, path| side == SideName::Custom && characters(path) > limit)
}

/// `origin/path-encoding`
pub(super) fn encoding(case: &Case<'_>) -> Vec<Place> {
    path_where(case, |side, path| side == SideName::Custom && path.chars().any(is_raw))
}

/// Tells whether a character is not in a path that is URL-encoded.
pub(crate) fn is_raw(c: char) -> bool {
    c == ' ' || is_control(c) || !c.is_ascii() || "\"<>\\^`{|}?#".contains(c)
}
