//! For how long a response is kept, and why: the rule groups `ttl` and `error-cache`.

use std::fmt;

use super::directives::Directives;
use super::entry::Provenance;
use crate::clock::Timestamp;
use crate::distribution::{Behavior, Distribution, Lifetimes, Select};
use crate::header::Headers;
use crate::profile::{
    Err405, ErrCache410, ErrNoStore, GenErrors, GenTtl, Profile, StoreBlocked, Ttl307308,
    TtlBareCc, TtlNoCache, TtlOriginAge,
};
use crate::rule::PipelineRuleId;

/// Whether a response is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    Store(Lifetime),
    Skip(Why),
}

/// For how long a response is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetime {
    /// Seconds until it expires.
    pub seconds: u64,
    /// What led to that.
    pub why: Why,
}

/// Where a lifetime was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// `s-maxage`
    SMaxage,
    /// `max-age`
    MaxAge,
    /// `Expires`, less `Date`
    Expires,
}

/// What became of a lifetime that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clamped {
    /// It was within the bounds.
    No,
    /// It was raised to the minimum TTL.
    Up,
    /// It was cut to the maximum TTL.
    Down,
}

/// A directive that keeps a response from being reused as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Directive {
    /// `no-store`
    NoStore,
    /// `private`
    Private,
    /// `no-cache`
    NoCache,
}

/// Why a response is kept for as long as it is, or not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A lifetime in the headers.
    Explicit {
        /// Where it was read.
        source: Source,
        /// The seconds that were read.
        asked: u64,
        /// What became of them.
        clamped: Clamped,
    },
    /// No lifetime in the headers: default TTL, or minimum TTL if that is more.
    Default,
    /// A `Cache-Control` without a lifetime: minimum TTL, by switch.
    BareCacheControl,
    /// The headers block, and the minimum TTL wins.
    BlockedMinimum(Directive),
    /// `no-cache`: kept, and validated each time.
    NoCache,
    /// `no-store` or `private`: kept for outages of the origin only.
    ForOutages(Directive),
    /// The headers block.
    Blocked(Directive),
    /// `Vary: *`: fetched each time.
    VaryStar,
    /// 307 or 308 without `Cache-Control`.
    TemporaryRedirect,
    /// All TTLs are 0.
    Disabled,
    /// Generated, and the default TTL alone counts, by switch.
    GeneratedDefault,
    /// Generated, and not stored, by switch.
    GeneratedNever,
    /// The body is not as long as `Content-Length` says.
    Cut,
    /// A 304 that validates nothing.
    NothingToValidate,
    /// An error with a lifetime in the headers, longer than the minimum.
    ErrorExplicit {
        /// Where it was read.
        source: Source,
        /// The seconds that were read.
        asked: u64,
    },
    /// An error: the error-caching minimum.
    ErrorMinimum,
    /// An error, and the minimum is 0.
    ErrorNoMinimum,
    /// An error that is stored with `max-age` or `s-maxage` only.
    ErrorNeedsMaxAge,
    /// An error status that is never stored.
    ErrorNever,
    /// An error whose headers block.
    ErrorBlocked(Directive),
    /// The failure of a function, with an error response for its status.
    FaultConfigured,
    /// The failure of a function, without one.
    Fault,
    /// The page of an error, which lives as long as the error, by switch.
    ErrorPage,
    /// As the copy of the cache behind.
    Inherited,
}

impl Why {
    /// Returns the rule that says so.
    #[must_use]
    pub const fn rule(self) -> PipelineRuleId {
        use PipelineRuleId as R;
        match self {
            Self::Explicit { source: Source::SMaxage, .. } => R::TtlSMaxage,
            Self::Explicit { source: Source::MaxAge, .. } => R::TtlMaxAge,
            Self::Explicit { source: Source::Expires, .. } => R::TtlExpires,
            Self::Default | Self::BareCacheControl => R::TtlDefault,
            Self::BlockedMinimum(_) => R::TtlBlocked,
            Self::NoCache | Self::Blocked(Directive::NoCache) => R::TtlNoCache,
            Self::ForOutages(_) | Self::Blocked(_) => R::TtlNoStore,
            Self::VaryStar => R::TtlVaryStar,
            Self::TemporaryRedirect => R::TtlRedirects,
            Self::Disabled => R::TtlDisabled,
            Self::GeneratedDefault | Self::GeneratedNever => R::GeneratedLifetime,
            Self::Cut => R::StoreCut,
            Self::NothingToValidate => R::StoreNotModified,
            Self::ErrorExplicit { .. } | Self::ErrorMinimum => R::ErrorCacheLifetime,
            Self::ErrorNoMinimum => R::ErrorCacheMinimum,
            Self::ErrorNeedsMaxAge => R::ErrorCacheConditional,
            Self::ErrorNever => R::ErrorCacheOthers,
            Self::ErrorBlocked(_) => R::ErrorCacheNoStore,
            Self::FaultConfigured | Self::Fault => R::FlowFaultNotStored,
            Self::ErrorPage => R::ErrorPageLifetime,
            Self::Inherited => R::LayerExpiry,
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SMaxage => "s-maxage",
            Self::MaxAge => "max-age",
            Self::Expires => "Expires less Date",
        })
    }
}

impl fmt::Display for Directive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoStore => "no-store",
            Self::Private => "private",
            Self::NoCache => "no-cache",
        })
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Explicit { source, asked, clamped } => {
                write!(f, "{source} is {asked}")?;
                match clamped {
                    Clamped::No => Ok(()),
                    Clamped::Up => f.write_str(", raised to the minimum TTL"),
                    Clamped::Down => f.write_str(", cut to the maximum TTL"),
                }
            }
            Self::Default => f.write_str(
                "the headers name no lifetime: default TTL, or the minimum if that is more",
            ),
            Self::BareCacheControl => f.write_str("Cache-Control names no lifetime: minimum TTL"),
            Self::BlockedMinimum(directive) => {
                write!(f, "{directive}, but a minimum TTL above 0 wins")
            }
            Self::NoCache => f.write_str("no-cache"),
            Self::ForOutages(directive) => {
                write!(f, "{directive}")
            }
            Self::Blocked(directive) => write!(f, "{directive}"),
            Self::VaryStar => f.write_str("Vary: *"),
            Self::TemporaryRedirect => f.write_str("307 or 308 without Cache-Control"),
            Self::Disabled => f.write_str("all TTLs are 0: caching is disabled"),
            Self::GeneratedDefault => f.write_str("generated: default TTL, by switch"),
            Self::GeneratedNever => f.write_str("generated: not stored, by switch"),
            Self::Cut => f.write_str("the body is not as long as Content-Length says"),
            Self::NothingToValidate => f.write_str("a 304 with no copy to validate"),
            Self::ErrorExplicit { source, asked } => {
                write!(f, "an error whose {source} is {asked}, at most the maximum TTL")
            }
            Self::ErrorMinimum => f.write_str("an error: error-caching minimum"),
            Self::ErrorNoMinimum => f.write_str("an error, and the error-caching minimum is 0"),
            Self::ErrorNeedsMaxAge => f.write_str("an error that is stored with max-age only"),
            Self::ErrorNever => f.write_str("an error status that is never stored"),
            Self::ErrorBlocked(directive) => write!(f, "an error with {directive}"),
            Self::FaultConfigured => {
                f.write_str("a function failed, and an error response names the status")
            }
            Self::Fault => f.write_str("a function failed"),
            Self::ErrorPage => f.write_str("an error page, kept as long as its error, by switch"),
            Self::Inherited => f.write_str("until the copy it was taken from expires"),
        }
    }
}

/// A response about to be stored, as far as its lifetime asks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject<'r> {
    pub(crate) status: u16,
    pub(crate) headers: &'r Headers,
    pub(crate) provenance: Provenance,
    /// The `Age` that the origin sent.
    pub(crate) origin_age: Option<u64>,
    pub(crate) from_s3: bool,
    pub(crate) now: Timestamp,
}

const fn store(seconds: u64, why: Why) -> Decision {
    Decision::Store(Lifetime { seconds, why })
}

/// Decides on a response that is no failure of a function.
pub(crate) fn lifetime(
    subject: &Subject<'_>,
    behavior: &Behavior,
    distribution: &Distribution,
    profile: &Profile,
) -> Decision {
    let generated = subject.provenance == Provenance::OriginRequest;
    if behavior.lifetimes.are_zero() {
        return Decision::Skip(Why::Disabled);
    }
    if subject.status == 416 {
        return Decision::Skip(Why::ErrorNever);
    }
    if subject.status >= 400 {
        match profile.gen_errors {
            GenErrors::Never if generated => return Decision::Skip(Why::GeneratedNever),
            GenErrors::LikeSuccess if generated => {}
            _ => return error_lifetime(subject, behavior.lifetimes, distribution, profile),
        }
    }
    match profile.gen_ttl {
        GenTtl::Never if generated => Decision::Skip(Why::GeneratedNever),
        GenTtl::DefaultTtlOnly if generated => {
            let Lifetimes { min, default, .. } = behavior.lifetimes;
            store(default.max(min), Why::GeneratedDefault)
        }
        _ => success_lifetime(subject, behavior.lifetimes, profile),
    }
}

/// The steps of the rule group `ttl`, in their order.
fn success_lifetime(subject: &Subject<'_>, ttl: Lifetimes, profile: &Profile) -> Decision {
    let directives = Directives::of(subject.headers);
    let needs = profile.ttl_307_308 == Ttl307308::NeedsCacheControl;
    if needs && matches!(subject.status, 307 | 308) && !directives.present {
        return Decision::Skip(Why::TemporaryRedirect);
    }
    if let Some(directive) = blocking(&directives) {
        return match ttl.min {
            0 => blocked(directive, ttl, profile),
            min => store(min, Why::BlockedMinimum(directive)),
        };
    }
    if ttl.min == 0 && varies_on_everything(subject.headers) {
        return store(0, Why::VaryStar);
    }
    match explicit(subject, &directives) {
        Some((source, asked)) => {
            let age = subject.origin_age.unwrap_or_default();
            let less = if profile.ttl_origin_age == TtlOriginAge::Subtract { age } else { 0 };
            clamp(source, asked.saturating_sub(less), ttl)
        }
        None if directives.present && profile.ttl_bare_cc == TtlBareCc::Min => {
            store(ttl.min, Why::BareCacheControl)
        }
        None => store(ttl.default.max(ttl.min), Why::Default),
    }
}

/// Returns the directive that decides where there are several.
const fn blocking(directives: &Directives) -> Option<Directive> {
    match directives {
        Directives { no_cache: true, .. } => Some(Directive::NoCache),
        Directives { no_store: true, .. } => Some(Directive::NoStore),
        Directives { private: true, .. } => Some(Directive::Private),
        _ => None,
    }
}

/// `ttl/no-cache`, `ttl/no-store`: what is left to do with a minimum TTL of 0.
fn blocked(directive: Directive, ttl: Lifetimes, profile: &Profile) -> Decision {
    let outages = profile.store_blocked == StoreBlocked::OnOutage2026 && ttl.max > 0;
    match directive {
        Directive::NoCache if profile.ttl_no_cache == TtlNoCache::Revalidate => {
            store(0, Why::NoCache)
        }
        Directive::NoStore | Directive::Private if outages => store(0, Why::ForOutages(directive)),
        _ => Decision::Skip(Why::Blocked(directive)),
    }
}

pub(crate) fn varies_on_everything(headers: &Headers) -> bool {
    headers.values("vary").flat_map(|line| line.split(',')).any(|name| name.trim() == "*")
}

/// Returns the first of `s-maxage`, `max-age` and `Expires` that is there.
fn explicit(subject: &Subject<'_>, directives: &Directives) -> Option<(Source, u64)> {
    let s_maxage = directives.s_maxage.map(|seconds| (Source::SMaxage, seconds));
    let max_age = || directives.max_age.map(|seconds| (Source::MaxAge, seconds));
    s_maxage.or_else(max_age).or_else(|| {
        let expires = subject.headers.first("expires")?;
        let date = subject.headers.first("date").and_then(Timestamp::parse);
        // A date that cannot be read is in the past.
        let seconds = Timestamp::parse(expires)
            .map_or(0, |expires| expires.since(date.unwrap_or(subject.now)));
        Some((Source::Expires, seconds))
    })
}

/// Holds a lifetime to the bounds; the minimum wins over the maximum.
fn clamp(source: Source, asked: u64, ttl: Lifetimes) -> Decision {
    let seconds = asked.min(ttl.max).max(ttl.min);
    let clamped = match seconds.cmp(&asked) {
        std::cmp::Ordering::Equal => Clamped::No,
        std::cmp::Ordering::Greater => Clamped::Up,
        std::cmp::Ordering::Less => Clamped::Down,
    };
    store(seconds, Why::Explicit { source, asked, clamped })
}

/// The lists of the rule group `error-cache`.
enum Listed {
    Always,
    WithMaxAge,
    Never,
}

fn listed(status: u16, profile: &Profile) -> Listed {
    match status {
        404 | 414 | 500..=504 => Listed::Always,
        410 if profile.err_cache_410 == ErrCache410::True => Listed::Always,
        405 if profile.err_405 == Err405::Always => Listed::Always,
        400 | 403 | 405 | 412 | 415 => Listed::WithMaxAge,
        _ => Listed::Never,
    }
}

/// Decides on an error.
pub(crate) fn error_lifetime(
    subject: &Subject<'_>,
    ttl: Lifetimes,
    distribution: &Distribution,
    profile: &Profile,
) -> Decision {
    let status = subject.status;
    if ttl.are_zero() {
        return Decision::Skip(Why::Disabled);
    }
    let directives = Directives::of(subject.headers);
    let has_max_age = directives.s_maxage.is_some() || directives.max_age.is_some();
    let always = match listed(status, profile) {
        Listed::Never => return Decision::Skip(Why::ErrorNever),
        Listed::WithMaxAge if !has_max_age => return Decision::Skip(Why::ErrorNeedsMaxAge),
        Listed::WithMaxAge => false,
        Listed::Always => true,
    };
    let blocking = blocking(&directives);
    if let Some(directive) = blocking {
        let honoured = profile.err_no_store == ErrNoStore::Y2026;
        if honoured && matches!(status, 404 | 410 | 414 | 501) {
            return Decision::Skip(Why::ErrorBlocked(directive));
        }
    }
    let minimum = distribution.minimum(status, subject.from_s3, profile);
    let asked = explicit(subject, &directives)
        .filter(|(source, _)| blocking.is_none() && (always || *source != Source::Expires));
    match asked {
        Some((source, asked)) if asked.min(ttl.max) > minimum => {
            store(asked.min(ttl.max), Why::ErrorExplicit { source, asked })
        }
        _ if minimum == 0 => Decision::Skip(Why::ErrorNoMinimum),
        _ => store(minimum, Why::ErrorMinimum),
    }
}

impl Lifetime {
    /// Tells whether the copy is kept for outages only.
    pub(crate) const fn is_for_outages(self) -> bool {
        matches!(self.why, Why::ForOutages(_))
    }
}

/// Tells whether a behaviour forwards cookies, by its key or beside it.
pub(crate) fn forwards_cookies(behavior: &Behavior) -> bool {
    behavior.key.cookies != Select::None || behavior.origin_request.cookies != Select::None
}
