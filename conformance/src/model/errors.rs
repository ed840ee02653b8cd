//! How long an error is kept: section 1.7 of the rules.

use edgecase_core::profile::{Edition, Err405, ErrCache410, ErrNoStore, GenErrors};

use super::answer::{Answer, Source};
use super::directives::Directives;
use super::reading::Reading;
use super::ttl;
use crate::flaw::PipelineFlaw;
use crate::scenario::{Distribution, Ttl};

/// Which errors are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// Always.
    Always,
    /// With `max-age` or `s-maxage`.
    Conditional,
    /// Never.
    Never,
}

fn class(status: u16, reading: &Reading) -> Class {
    match status {
        404 | 414 | 500..=504 if reading.has(PipelineFlaw::ErrorsNotStored) => Class::Conditional,
        416 if reading.has(PipelineFlaw::RangeErrorStored) => Class::Always,
        400 | 403 | 405 | 412 | 415 if reading.has(PipelineFlaw::ForbiddenStored) => Class::Always,
        404 | 414 | 500..=504 => Class::Always,
        410 if reading.err_cache_410 == ErrCache410::True => Class::Always,
        405 if reading.err_405 == Err405::Always => Class::Always,
        400 | 403 | 405 | 412 | 415 => Class::Conditional,
        416 => Class::Never,
        _ if reading.has(PipelineFlaw::OtherErrorsStored) => Class::Always,
        _ => Class::Never,
    }
}

/// Returns the error-caching minimum of a status.
pub(super) fn minimum(
    status: u16,
    bucket: bool,
    distribution: &Distribution,
    reading: &Reading,
) -> u64 {
    let configured = distribution.error_responses.iter().find(|error| error.status == status);
    let usual = match reading.edition {
        _ if reading.has(PipelineFlaw::ErrorMinimumMissing) => 0,
        _ if reading.has(PipelineFlaw::ErrorMinimumOfOld) => 300,
        Edition::E2018_01 => 300,
        _ => 10,
    };
    let minimum = configured.and_then(|error| error.caching_min_ttl).unwrap_or(usual);
    let floor = u64::from(bucket && reading.edition == Edition::Current);
    minimum.max(floor)
}

/// Returns an error's lifetime; `None` if it is not stored.
pub(super) fn of(
    answer: &Answer,
    ttl: Ttl,
    now: u64,
    distribution: &Distribution,
    reading: &Reading,
) -> Option<u64> {
    if ttl::is_off(ttl) {
        return None;
    }
    if answer.source == Source::OriginRequest {
        match reading.gen_errors {
            _ if reading.has(PipelineFlaw::GeneratedErrorNotStored) => return None,
            GenErrors::LikeOrigin => {}
            GenErrors::LikeSuccess if answer.status == 416 => return None,
            GenErrors::LikeSuccess => return ttl::of(answer, ttl, now, reading),
            GenErrors::Never => return None,
        }
    }
    let class = class(answer.status, reading);
    let directives = Directives::of(&answer.headers, reading);
    match class {
        Class::Never => return None,
        Class::Conditional if directives.lifetime(reading).is_none() => return None,
        Class::Conditional | Class::Always => {}
    }
    let heeded = reading.err_no_store == ErrNoStore::Y2026
        && !reading.has(PipelineFlaw::ErrorNoStoreIgnored);
    if directives.blocks() && heeded && matches!(answer.status, 404 | 410 | 414 | 501) {
        return None;
    }
    let seconds = kept(answer, ttl, now, distribution, reading);
    (seconds > 0).then_some(seconds)
}

/// Returns the greater of the minimum and the lifetime that the headers give, up to max TTL.
pub(super) fn kept(
    answer: &Answer,
    ttl: Ttl,
    now: u64,
    distribution: &Distribution,
    reading: &Reading,
) -> u64 {
    let directives = Directives::of(&answer.headers, reading);
    let explicit = directives.lifetime(reading).or_else(|| {
        let counts = class(answer.status, reading) == Class::Always;
        ttl::expires(&answer.headers, now, reading).filter(|_| counts)
    });
    let ignored = directives.blocks() || reading.has(PipelineFlaw::ErrorMinimumAlone);
    let explicit = if ignored { None } else { explicit };
    let explicit = explicit.unwrap_or(0).min(ttl.max);
    explicit.max(minimum(answer.status, answer.bucket, distribution, reading))
}
