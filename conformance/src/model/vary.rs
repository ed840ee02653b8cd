//! `Vary`, as viewers see it.

use super::fields::Fields;
use super::policy;
use super::reading::Reading;
use crate::flaw::PipelineFlaw;
use crate::scenario::Behavior;

/// Takes names out of `Vary` that do not count for a behaviour.
pub(super) fn show(headers: &Fields, behavior: &Behavior, reading: &Reading) -> Fields {
    let mut shown = Fields::default();
    for (name, value) in &headers.0 {
        if !name.eq_ignore_ascii_case("vary") || reading.has(PipelineFlaw::VaryShownWhole) {
            shown.add(name, value);
            continue;
        }
        let names: Vec<&str> = value.split(',').map(str::trim).collect();
        let kept: Vec<&str> = names.iter().copied().filter(|n| counts(n, behavior)).collect();
        if kept.len() == names.len() {
            shown.add(name, value);
        } else if !kept.is_empty() {
            shown.add(name, &kept.join(", "));
        }
    }
    shown
}

fn counts(name: &str, behavior: &Behavior) -> bool {
    let is = |other: &str| name.eq_ignore_ascii_case(other);
    if name.is_empty() || is("*") {
        return false;
    }
    is("accept-encoding")
        || is("cookie")
        || (is("user-agent") && asks_for_device(behavior))
        || policy::forwards_header(behavior, name)
}

/// Tells whether a header that names the viewer's kind of device is configured.
fn asks_for_device(behavior: &Behavior) -> bool {
    behavior.cloudfront_headers.iter().any(|name| {
        let name = name.to_ascii_lowercase();
        name.starts_with("cloudfront-is-") && name.ends_with("-viewer")
    })
}
