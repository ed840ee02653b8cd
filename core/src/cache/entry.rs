//! A stored response.

use std::sync::Arc;

use super::directives::Directives;
use crate::clock::Timestamp;
use crate::header::Headers;

/// A copy in one cache. What was stored is shared by all copies of it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What was stored.
    pub stored: Arc<Stored>,
    /// When it was received or last validated.
    pub validated_at: Timestamp,
    /// When it expires.
    pub expires_at: Timestamp,
    /// Until when it is served without asking, though it has expired.
    pub hold_until: Option<Timestamp>,
}

/// What was stored.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The status.
    pub status: u16,
    /// The status before origin-response.
    pub origin_status: u16,
    /// The headers, `Vary` whole.
    pub headers: Headers,
    /// The body.
    pub body: Arc<[u8]>,
    /// Who made it.
    pub provenance: Provenance,
    /// Whether it is an error that the origin itself gave, or its silence.
    pub origin_failed: bool,
    /// Whether it is the origin's silence.
    pub origin_dead: bool,
    /// Whether the origin that was asked is a bucket.
    pub from_s3: bool,
    /// Whether it is kept for outages of the origin only.
    pub outage_only: bool,
    /// The path as the viewer asked for it.
    pub asked: Box<str>,
}

/// Success or error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A status below 400.
    Success,
    /// A status from 400 on.
    Negative,
}

/// Who made a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provenance {
    /// The origin, origin-response included, or CloudFront in the place of a dead origin.
    Origin,
    /// A function at origin-request.
    OriginRequest,
    /// CloudFront, because a function failed.
    Fault,
}

impl Entry {
    /// Returns whether it is a success or an error.
    #[must_use]
    pub fn kind(&self) -> Kind {
        if self.stored.status < 400 { Kind::Success } else { Kind::Negative }
    }

    /// Tells whether the copy is a success.
    #[must_use]
    pub fn is_success(&self) -> bool {
        self.kind() == Kind::Success
    }

    /// Tells whether the copy is within its lifetime.
    #[must_use]
    pub fn is_fresh(&self, now: Timestamp) -> bool {
        now < self.expires_at
    }

    /// Tells whether the copy is served though it has expired.
    #[must_use]
    pub fn is_held(&self, now: Timestamp) -> bool {
        self.hold_until.is_some_and(|until| now < until)
    }

    pub(crate) fn directives(&self) -> Directives {
        Directives::of(&self.stored.headers)
    }
}
