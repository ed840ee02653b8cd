//! A response on its way to the viewer.

use edgecase_core::Fault;

use super::fields::Fields;

/// Who made a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The origin.
    Origin,
    /// CloudFront, because the origin gave no answer.
    Dead,
    /// A function at origin-request.
    OriginRequest,
    /// A function at viewer-request.
    ViewerRequest,
    /// CloudFront, because a function failed.
    Fault(Fault),
}

/// A response.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    /// The status.
    pub(super) status: u16,
    /// The headers.
    pub(super) headers: Fields,
    /// The body.
    pub(super) body: Vec<u8>,
    /// Who made it.
    pub(super) source: Source,
    /// The status before origin-response.
    pub(super) raw_status: u16,
    /// Whether the origin is a bucket.
    pub(super) bucket: bool,
    /// The `Age` that came with it.
    pub(super) age: u64,
    /// Whether the body is not as long as `Content-Length` says.
    pub(super) cut: bool,
}

impl Answer {
    /// Returns a response without headers and body.
    pub(super) fn bare(status: u16, source: Source, bucket: bool) -> Self {
        Self {
            status,
            headers: Fields::default(),
            body: Vec::new(),
            source,
            raw_status: status,
            bucket,
            age: 0,
            cut: false,
        }
    }

    /// Tells whether it is an error that the origin itself gave, or that stands for its silence,
    /// and that origin-response left as it was.
    pub(super) fn is_origin_failure(&self) -> bool {
        let from_origin = matches!(self.source, Source::Origin | Source::Dead);
        from_origin && self.status >= 500 && self.status == self.raw_status
    }
}
