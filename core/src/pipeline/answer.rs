//! What a viewer gets, and what is said about it.

use std::sync::Arc;

use super::trace::Moment;
use crate::header::Headers;
use crate::stage::Stage;

/// The answer to one request.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers, without `X-Cache`.
    pub headers: Headers,
    /// The body.
    pub body: Arc<[u8]>,
    /// What the look-up that decided the answer found.
    pub cache: CacheWord,
    /// The `X-Cache` header.
    pub x_cache: String,
    /// The access log.
    pub log: Log,
    /// What happened before the answer, in order.
    pub trace: Vec<Moment>,
    /// What a refresh in the background did after it.
    pub background: Vec<Moment>,
}

impl Answer {
    /// Returns the functions that were called, in order.
    pub fn invoked(trace: &[Moment]) -> impl Iterator<Item = Stage> {
        trace.iter().filter_map(|moment| match moment {
            Moment::Called { stage, .. } => Some(*stage),
            _ => None,
        })
    }

    /// Returns how often an origin was tried.
    #[must_use]
    pub fn origin_requests(trace: &[Moment]) -> usize {
        trace.iter().filter(|moment| matches!(moment, Moment::Origin { .. })).count()
    }
}

/// What the look-up that decided the answer found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CacheWord {
    /// A fresh copy, a stored error included.
    Hit,
    /// Nothing of use.
    Miss,
    /// A copy that the origin said is still good.
    Refresh,
    /// A stale copy was served.
    Stale,
    /// There was no look-up.
    None,
}

/// The result types of the access log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// `x-edge-result-type`
    pub result: String,
    /// `x-edge-detailed-result-type`
    pub detailed: String,
}

/// What `X-Cache` and log say: the rule group `label`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Hit,
    ShieldHit,
    Miss,
    MissGenerated,
    /// As `MissGenerated`, with another word, by switch.
    MissGeneratedShown,
    RefreshHit,
    Error,
    InvalidMethod,
    Redirect,
    LambdaGenerated,
    /// The `X-Cache` of a failure, with its ` from cloudfront`.
    Fault(&'static str),
}

impl Label {
    /// Returns the word of `X-Cache` and log, and the detailed one.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Hit => ("Hit", "Hit"),
            Self::ShieldHit => ("Hit", "OriginShieldHit"),
            Self::Miss => ("Miss", "Miss"),
            Self::MissGenerated => ("Miss", "MissGeneratedResponse"),
            Self::MissGeneratedShown => ("LambdaGeneratedResponse", "MissGeneratedResponse"),
            Self::RefreshHit => ("RefreshHit", "RefreshHit"),
            Self::Error => ("Error", "Error"),
            Self::InvalidMethod => ("Error", "InvalidRequestMethod"),
            Self::Redirect => ("Redirect", "Redirect"),
            Self::LambdaGenerated => ("LambdaGeneratedResponse", "LambdaGeneratedResponse"),
            Self::Fault(text) => (text, text),
        }
    }

    pub(super) fn x_cache(self) -> String {
        let (word, _) = self.words();
        format!("{} from cloudfront", bare(word))
    }

    pub(super) fn log(self) -> Log {
        let (result, detailed) = self.words();
        Log { result: bare(result).to_owned(), detailed: bare(detailed).to_owned() }
    }
}

fn bare(word: &str) -> &str {
    word.strip_suffix(" from cloudfront").unwrap_or(word)
}
