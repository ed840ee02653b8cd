//! How long an expired copy is of use.

use super::directives::Directives;
use super::entry::Entry;
use super::lifetime::varies_on_everything;
use crate::clock::Timestamp;
use crate::distribution::Lifetimes;
use crate::profile::{Profile, StaleBound, StaleDefaultLimit, StaleDirectives};

/// Returns when the stale-while-revalidate window of a copy ends; `None` if it has none:
/// `stale/while-revalidate`, `stale/without-value`.
pub(crate) fn stale_while_revalidate_end(
    entry: &Entry,
    lifetimes: Lifetimes,
    profile: &Profile,
) -> Option<Timestamp> {
    if !entry.is_success() || profile.stale_directives == StaleDirectives::ZeroOnly {
        return None;
    }
    let directives = entry.directives();
    let asks_each_time = directives.block() || varies_on_everything(&entry.stored.headers);
    if asks_each_time && lifetimes.min == 0 {
        return None;
    }
    let window = directives.stale_while_revalidate?;
    Some(bounded(entry, window, lifetimes, profile))
}

/// Returns when a copy can no longer stand in for an error; `None` if it can for ever:
/// `stale/if-error`, `stale/bound`.
fn stand_in_end(entry: &Entry, lifetimes: Lifetimes, profile: &Profile) -> Option<Timestamp> {
    let Directives { stale_if_error, .. } = entry.directives();
    let known = |seconds: &u64| profile.stale_directives == StaleDirectives::Full || *seconds == 0;
    if let Some(window) = stale_if_error.filter(known) {
        return Some(bounded(entry, window, lifetimes, profile));
    }
    match profile.stale_default_limit {
        StaleDefaultLimit::Unbounded => None,
        StaleDefaultLimit::None => Some(entry.expires_at),
        StaleDefaultLimit::MaxTtl => Some(entry.validated_at.after(lifetimes.max)),
    }
}

fn bounded(entry: &Entry, window: u64, lifetimes: Lifetimes, profile: &Profile) -> Timestamp {
    match profile.stale_bound {
        StaleBound::Age => {
            entry.expires_at.after(window).min(entry.validated_at.after(lifetimes.max))
        }
        StaleBound::Window => entry.expires_at.after(window.min(lifetimes.max)),
    }
}

/// Tells whether a copy may stand in for an error of an origin, or for its silence:
/// `stale/origin-error`, `stale/blocked`.
pub(crate) fn may_stand_in(
    entry: &Entry,
    origin_is_dead: bool,
    now: Timestamp,
    lifetimes: Lifetimes,
    profile: &Profile,
) -> bool {
    entry.is_success()
        && (!entry.stored.outage_only || origin_is_dead)
        && stand_in_end(entry, lifetimes, profile).is_none_or(|end| now < end)
}

/// Returns until when a copy that stands in is held: `stale/hold`.
pub(crate) fn hold_until(
    entry: &Entry,
    minimum: u64,
    now: Timestamp,
    lifetimes: Lifetimes,
    profile: &Profile,
) -> Timestamp {
    let until = now.after(minimum);
    stand_in_end(entry, lifetimes, profile).map_or(until, |end| until.min(end))
}
