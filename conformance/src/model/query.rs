//! Query strings.

use super::policy::selects;
use super::reading::Reading;
use crate::flaw::PipelineFlaw;
use crate::scenario::Select;

/// The parameters of signed URLs.
const SIGNATURE: [&str; 4] = ["Expires", "Key-Pair-Id", "Policy", "Signature"];

/// Returns a query string without the parameters of signed URLs.
pub(super) fn without_signature(query: &str) -> String {
    let kept = query.split('&').filter(|parameter| !SIGNATURE.contains(&name(parameter)));
    kept.collect::<Vec<_>>().join("&")
}

/// Returns the parameters that one of the lists selects, in order; the string as it is if a list
/// selects all.
pub(super) fn selected(query: &str, lists: &[&Select]) -> String {
    if lists.iter().any(|list| **list == Select::All) {
        return query.to_owned();
    }
    parameters(query, lists).join("&")
}

/// Returns the same, sorted by name.
pub(super) fn selected_and_sorted(query: &str, list: &Select, reading: &Reading) -> String {
    if *list == Select::All && !reading.has(PipelineFlaw::KeyQuerySorted) {
        return query.to_owned();
    }
    let mut parameters = parameters(query, &[list]);
    parameters.sort_by(|a, b| name(a).cmp(name(b)));
    parameters.join("&")
}

fn parameters<'q>(query: &'q str, lists: &[&Select]) -> Vec<&'q str> {
    let wanted = |parameter: &&str| lists.iter().any(|list| selects(list, name(parameter)));
    query.split('&').filter(|parameter| !parameter.is_empty()).filter(wanted).collect()
}

fn name(parameter: &str) -> &str {
    parameter.split_once('=').map_or(parameter, |(name, _)| name)
}
