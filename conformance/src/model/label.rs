//! `X-Cache` and the access log: section 1.14 of the rules.

use edgecase_core::profile::{XcacheOrqGenerated, XcacheSwr};

use super::answer::Source;
use super::fetch::{Fetched, How};
use super::reading::Reading;
use crate::flaw::PipelineFlaw;
use crate::scenario::{Found, Log};

/// What `X-Cache` and the log say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// The header.
    pub(super) x_cache: String,
    /// The log.
    pub(super) log: Log,
}

impl Label {
    fn new(result: &str, detailed: &str) -> Self {
        Self {
            x_cache: format!("{result} from cloudfront"),
            log: Log { result: result.to_owned(), detailed: detailed.to_owned() },
        }
    }

    /// Returns the label of an error, of a custom error page too.
    pub(super) fn error() -> Self {
        Self::new("Error", "Error")
    }

    /// Returns the label of a refusal with a detailed result of its own.
    pub(super) fn refusal(detailed: &str) -> Self {
        Self::new("Error", detailed)
    }

    /// Returns the label of a redirect to HTTPS.
    pub(super) fn redirect() -> Self {
        Self::new("Redirect", "Redirect")
    }

    /// Returns the label of a function's failure.
    pub(super) fn failure(x_cache: &str, reading: &Reading) -> Self {
        if reading.has(PipelineFlaw::FailureIsError) {
            return Self::error();
        }
        let word = x_cache.split_whitespace().next().unwrap_or_default();
        Self::new(word, word)
    }

    /// Returns the label of an answer that no page has replaced.
    pub(super) fn of(fetched: &Fetched, reading: &Reading) -> Self {
        let from_copy = matches!(fetched.how, How::Copy { .. });
        match fetched.answer.source {
            Source::Fault(fault) if !from_copy => {
                return Self::failure(fault.answer(reading).x_cache, reading);
            }
            Source::ViewerRequest => {
                return Self::new("LambdaGeneratedResponse", "LambdaGeneratedResponse");
            }
            _ if fetched.answer.status >= 400 => return Self::error(),
            _ => {}
        }
        match fetched.how {
            How::Copy { found: Found::Revalidating, .. } => match reading.xcache_swr {
                XcacheSwr::Hit => Self::new("Hit", "Hit"),
                XcacheSwr::RefreshHit => Self::new("RefreshHit", "RefreshHit"),
            },
            How::Copy { found: Found::Fresh, in_shield: true }
                if !reading.has(PipelineFlaw::ShieldHitUnnamed) =>
            {
                Self::new("Hit", "OriginShieldHit")
            }
            How::Copy { .. } | How::Followed { .. } => Self::new("Hit", "Hit"),
            How::Refreshed if reading.has(PipelineFlaw::RefreshIsHit) => Self::new("Hit", "Hit"),
            How::Refreshed | How::StoodIn => Self::new("RefreshHit", "RefreshHit"),
            How::Fetched | How::AtViewerRequest if fetched.is_just_generated() => {
                let word = match reading.xcache_orq_generated {
                    XcacheOrqGenerated::Miss => "Miss",
                    XcacheOrqGenerated::Lambda => "LambdaGeneratedResponse",
                };
                match reading.has(PipelineFlaw::GeneratedUnnamed) {
                    true => Self::new(word, word),
                    false => Self::new(word, "MissGeneratedResponse"),
                }
            }
            How::Fetched | How::AtViewerRequest => Self::new("Miss", "Miss"),
        }
    }
}
