//! How long a success is kept: section 1.5 of the rules.

use edgecase_core::profile::{
    GenErrors, GenTtl, StoreBlocked, Ttl307308, TtlBareCc, TtlNoCache, TtlOriginAge,
};

use super::answer::{Answer, Source};
use super::date;
use super::directives::Directives;
use super::fields::Fields;
use super::reading::Reading;
use crate::flaw::PipelineFlaw;
use crate::scenario::Ttl;

/// Tells whether caching is disabled.
pub(super) fn is_off(ttl: Ttl) -> bool {
    ttl.min == 0 && ttl.default == 0 && ttl.max == 0
}

/// Returns a success's lifetime; `None` if it is not stored.
pub(super) fn of(answer: &Answer, ttl: Ttl, now: u64, reading: &Reading) -> Option<u64> {
    if is_off(ttl) {
        return None;
    }
    if answer.source == Source::OriginRequest {
        match reading.gen_ttl {
            _ if reading.has(PipelineFlaw::GeneratedNotStored) => return None,
            _ if reading.has(PipelineFlaw::GeneratedForDefault) => {
                return Some(ttl.default.max(ttl.min));
            }
            GenTtl::LikeOrigin => {}
            GenTtl::DefaultTtlOnly => return Some(ttl.default.max(ttl.min)),
            GenTtl::Never => return None,
        }
    }
    by_headers(answer.status, &answer.headers, answer.age, ttl, now, reading)
}

/// Returns the lifetime that status and headers give.
pub(super) fn by_headers(
    status: u16,
    headers: &Fields,
    age: u64,
    ttl: Ttl,
    now: u64,
    reading: &Reading,
) -> Option<u64> {
    let directives = Directives::of(headers, reading);
    let needs_header = reading.ttl_307_308 == Ttl307308::NeedsCacheControl;
    if matches!(status, 307 | 308) && needs_header && !directives.present {
        return None;
    }
    if matches!(status, 300..400) && reading.has(PipelineFlaw::RedirectsNotStored) {
        return None;
    }
    if reading.has(PipelineFlaw::DefaultAlways) {
        return Some(ttl.default.max(ttl.min));
    }
    let also_blocks =
        !directives.not_stored.is_empty() && reading.has(PipelineFlaw::QualifiedNoCacheBlocks);
    if directives.blocks() || also_blocks {
        if directives.no_store && reading.has(PipelineFlaw::NoStoreBeatsMinimum) {
            return None;
        }
        return if ttl.min > 0 { Some(ttl.min) } else { keep_blocked(&directives, ttl, reading) };
    }
    if varies_on_all(headers) && ttl.min == 0 {
        return Some(0);
    }
    let explicit = directives.lifetime(reading).or_else(|| expires(headers, now, reading));
    let explicit = match expires(headers, now, reading) {
        Some(seconds) if reading.has(PipelineFlaw::ExpiresBeforeMaxAge) => Some(seconds),
        _ => explicit,
    };
    let guessed = || a_tenth(headers, now).filter(|_| reading.has(PipelineFlaw::HeuristicLifetime));
    let explicit = explicit.or_else(guessed);
    match explicit {
        Some(seconds) => {
            let max = if reading.has(PipelineFlaw::MaximumNotApplied) { u64::MAX } else { ttl.max };
            let min = if reading.has(PipelineFlaw::MinimumNotApplied) { 0 } else { ttl.min };
            Some(less_age(seconds, age, reading).min(max).max(min))
        }
        None if directives.present && reading.ttl_bare_cc == TtlBareCc::Min => Some(ttl.min),
        None if reading.has(PipelineFlaw::DefaultIgnored) => Some(ttl.min),
        None => Some(ttl.default.max(ttl.min)),
    }
}

/// Returns what HTTP caches guess: a tenth of the time since `Last-Modified`.
fn a_tenth(headers: &Fields, now: u64) -> Option<u64> {
    let modified = headers.first("last-modified").and_then(date::read)?;
    Some(now.saturating_sub(modified) / 10)
}

/// Returns a lifetime that the headers of a success give, without the origin's `Age` if that counts.
fn less_age(seconds: u64, age: u64, reading: &Reading) -> u64 {
    match reading.ttl_origin_age {
        _ if age > 0 && reading.has(PipelineFlaw::AgeSubtracted) => seconds.saturating_sub(age),
        TtlOriginAge::Ignore => seconds,
        TtlOriginAge::Subtract => seconds.saturating_sub(age),
    }
}

/// Returns the lifetime of a blocked response where the minimum is 0: 0, or none.
fn keep_blocked(directives: &Directives, ttl: Ttl, reading: &Reading) -> Option<u64> {
    if directives.no_cache {
        return match reading.ttl_no_cache {
            _ if reading.has(PipelineFlaw::NoCacheNotStored) => None,
            TtlNoCache::Revalidate => Some(0),
            TtlNoCache::NotStored => None,
        };
    }
    match reading.store_blocked {
        StoreBlocked::OnOutage2026 if ttl.max > 0 => Some(0),
        StoreBlocked::OnOutage2026 | StoreBlocked::OnOutage2023 | StoreBlocked::Never => None,
    }
}

/// Tells whether the default TTL decides how long an answer is kept, whatever its headers say.
pub(super) fn is_kept_for_default(answer: &Answer, reading: &Reading) -> bool {
    answer.source == Source::OriginRequest
        && reading.gen_ttl == GenTtl::DefaultTtlOnly
        && (answer.status < 400 || reading.gen_errors == GenErrors::LikeSuccess)
}

/// Tells whether a copy is there for outages only.
pub(super) fn is_for_outages(headers: &Fields, ttl: Ttl, reading: &Reading) -> bool {
    let directives = Directives::of(headers, reading);
    ttl.min == 0 && (directives.no_store || directives.private) && !directives.no_cache
}

/// Tells whether `Vary` has `*`.
pub(super) fn varies_on_all(headers: &Fields) -> bool {
    headers.joined("vary").split(',').any(|name| name.trim() == "*")
}

/// Returns `Expires` minus `Date`, or minus the time of receipt; 0 where it is no date.
pub(super) fn expires(headers: &Fields, now: u64, reading: &Reading) -> Option<u64> {
    let expires = headers.first("expires")?;
    let from = headers.first("date").and_then(date::read);
    let from = from.filter(|_| !reading.has(PipelineFlaw::DateIgnored)).unwrap_or(now);
    Some(date::read(expires).map_or(0, |until| until.saturating_sub(from)))
}
