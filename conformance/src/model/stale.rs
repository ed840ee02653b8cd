//! How long an expired copy is of use.

use edgecase_core::profile::{StaleBound, StaleDefaultLimit, StaleDirectives};

use super::directives::Directives;
use super::reading::Reading;
use super::store::Stored;
use super::ttl as lifetimes;
use crate::flaw::PipelineFlaw;
use crate::scenario::{Found, Ttl};

/// Returns what a cache has found.
pub(super) fn found(copy: Option<&Stored>, ttl: Ttl, now: u64, reading: &Reading) -> Found {
    let Some(copy) = copy else { return Found::Nothing };
    let last = u64::from(reading.has(PipelineFlaw::ServedAtExpiry));
    let fresh = now < copy.expires_at.saturating_add(last);
    match copy.is_success() {
        false if fresh => Found::Negative,
        false => Found::Expired,
        true if fresh => Found::Fresh,
        true if now < copy.hold_until => Found::Held,
        true if now < revalidating_until(copy, ttl, reading) => Found::Revalidating,
        true => Found::Expired,
    }
}

/// Returns the end of the stale-while-revalidate window; 0 if there is none.
fn revalidating_until(copy: &Stored, ttl: Ttl, reading: &Reading) -> u64 {
    let directives = Directives::of(&copy.headers, reading);
    if reading.stale_directives == StaleDirectives::ZeroOnly
        || reading.has(PipelineFlaw::StaleServedLate)
        || (ttl.min == 0 && (directives.blocks() || lifetimes::varies_on_all(&copy.headers)))
    {
        return 0;
    }
    match directives.stale_while_revalidate {
        Some(seconds) if reading.has(PipelineFlaw::StaleFromReceipt) => {
            copy.validated_at.saturating_add(seconds)
        }
        Some(seconds) => end(copy, seconds, ttl, reading),
        None => 0,
    }
}

/// Returns until when a copy may stand in for an error; 0 if it may not.
pub(super) fn stands_in_until(copy: &Stored, ttl: Ttl, reading: &Reading) -> u64 {
    let directives = Directives::of(&copy.headers, reading);
    let directive = match directives.stale_if_error {
        Some(_) if reading.has(PipelineFlaw::StaleIfErrorIgnored) => None,
        None => directives
            .stale_while_revalidate
            .filter(|_| reading.has(PipelineFlaw::StaleDirectivesMixed)),
        directive => directive,
    };
    let counts = |seconds: &u64| match reading.stale_directives {
        StaleDirectives::Full => true,
        StaleDirectives::ZeroOnly => *seconds == 0,
    };
    match directive.filter(counts) {
        Some(0) => 0,
        _ if reading.has(PipelineFlaw::StaleUnbounded) => u64::MAX,
        Some(seconds) => end(copy, seconds, ttl, reading),
        None => match reading.stale_default_limit {
            StaleDefaultLimit::MaxTtl => copy.validated_at.saturating_add(ttl.max),
            StaleDefaultLimit::Unbounded => u64::MAX,
            StaleDefaultLimit::None => 0,
        },
    }
}

fn end(copy: &Stored, seconds: u64, ttl: Ttl, reading: &Reading) -> u64 {
    match reading.stale_bound {
        StaleBound::Age => {
            let by_directive = copy.expires_at.saturating_add(seconds);
            by_directive.min(copy.validated_at.saturating_add(ttl.max))
        }
        StaleBound::Window => copy.expires_at.saturating_add(seconds.min(ttl.max)),
    }
}

/// Tells whether a copy may stand in for a failure now; `dead` if the origin gave no answer.
pub(super) fn may_stand_in(
    copy: &Stored,
    dead: bool,
    ttl: Ttl,
    now: u64,
    reading: &Reading,
) -> bool {
    let for_this = dead || !copy.for_outages;
    copy.is_success() && for_this && now < stands_in_until(copy, ttl, reading)
}
