//! Everything that can come together in one request, stage by stage.

use edgecase_core::Stage;

/// Whether CloudFront refuses the request before any function runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Early {
    Pass,
    Reject,
}

/// Whether the method's responses are cached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    Cached,
    NotCached,
}

/// What a function at a request stage does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AtRequest {
    Pass,
    GenSuccess,
    GenError,
    Bad,
}

/// What the caches hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cached {
    Fresh,
    FreshError,
    Window,
    Expired,
    Nothing,
}

/// What the origin does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AtOrigin {
    Success,
    NotModified,
    ClientError,
    ServerError,
    Dead,
}

/// What origin-response does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AtResponse {
    Pass,
    ToSuccess,
    ToError,
    Bad,
}

/// What viewer-response does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AtViewer {
    Pass,
    Bad,
}

/// One of each.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Combination {
    /// Its place among those that are possible.
    pub(crate) number: usize,
    /// Changes from one to the next in every dimension but the last: which of two alike things is
    /// done where a dimension leaves that open.
    pub(crate) odd: bool,
    /// The method that is cached, where it is one that is.
    pub(crate) asks: &'static str,
    /// The stages without a function, if a function would pass there; see [`Combination::without`].
    pub(crate) absent: usize,
    pub(crate) early: Early,
    pub(crate) method: Method,
    pub(crate) viewer_request: AtRequest,
    pub(crate) cached: Cached,
    pub(crate) origin_request: AtRequest,
    pub(crate) origin: AtOrigin,
    pub(crate) origin_response: AtResponse,
    pub(crate) viewer_response: AtViewer,
}

const EARLY: [Early; 2] = [Early::Pass, Early::Reject];
const METHOD: [Method; 2] = [Method::Cached, Method::NotCached];
const AT_REQUEST: [AtRequest; 4] =
    [AtRequest::Pass, AtRequest::GenSuccess, AtRequest::GenError, AtRequest::Bad];
const CACHED: [Cached; 5] =
    [Cached::Fresh, Cached::FreshError, Cached::Window, Cached::Expired, Cached::Nothing];
const AT_ORIGIN: [AtOrigin; 5] = [
    AtOrigin::Success,
    AtOrigin::NotModified,
    AtOrigin::ClientError,
    AtOrigin::ServerError,
    AtOrigin::Dead,
];
const AT_RESPONSE: [AtResponse; 4] =
    [AtResponse::Pass, AtResponse::ToSuccess, AtResponse::ToError, AtResponse::Bad];
const AT_VIEWER: [AtViewer; 2] = [AtViewer::Pass, AtViewer::Bad];

/// Takes the last digit off a number in the mixed base of the dimensions.
fn digit<T: Copy>(number: &mut usize, sum: &mut usize, values: &[T]) -> T {
    let at = *number % values.len();
    *number /= values.len();
    *sum += at;
    values.get(at).copied().expect("the rest is less than the number of values")
}

impl Combination {
    /// Returns every combination that there can be.
    pub(crate) fn all() -> Vec<Self> {
        let all = 2 * 2 * 4 * 5 * 4 * 5 * 4 * 2;
        let possible = (0..all).map(Self::nth).filter(Self::is_possible);
        possible.enumerate().map(|(number, it)| Self { number, ..it }).collect()
    }

    fn nth(mut rest: usize) -> Self {
        let (rest, sum) = (&mut rest, &mut 0);
        let viewer_response = digit(rest, &mut 0, &AT_VIEWER);
        let origin_response = digit(rest, sum, &AT_RESPONSE);
        let origin = digit(rest, sum, &AT_ORIGIN);
        let origin_request = digit(rest, sum, &AT_REQUEST);
        let cached = digit(rest, sum, &CACHED);
        let viewer_request = digit(rest, sum, &AT_REQUEST);
        let method = digit(rest, sum, &METHOD);
        let early = digit(rest, sum, &EARLY);
        Self {
            number: 0,
            odd: *sum % 2 == 1,
            asks: "GET",
            absent: 0,
            early,
            method,
            viewer_request,
            cached,
            origin_request,
            origin,
            origin_response,
            viewer_response,
        }
    }

    /// A method that is not cached finds nothing; a 304 takes a stored object that has expired.
    fn is_possible(&self) -> bool {
        let finds = self.method == Method::Cached || self.cached == Cached::Nothing;
        let revalidates = matches!(self.cached, Cached::Window | Cached::Expired);
        finds && (self.origin != AtOrigin::NotModified || revalidates)
    }

    /// The same by another cached method.
    pub(crate) fn by(self, asks: &'static str) -> Self {
        Self { asks, ..self }
    }

    /// The same where functions that pass are absent: one bit a stage, in flow order.
    pub(crate) fn without(self, absent: usize) -> Self {
        Self { absent, ..self }
    }

    /// Tells whether there is a function at a stage.
    pub(crate) fn has_function(&self, stage: Stage) -> bool {
        let (bit, passes) = match stage {
            Stage::ViewerRequest => (1, self.viewer_request == AtRequest::Pass),
            Stage::OriginRequest => (2, self.origin_request == AtRequest::Pass),
            Stage::OriginResponse => (4, self.origin_response == AtResponse::Pass),
            Stage::ViewerResponse => (8, self.viewer_response == AtViewer::Pass),
        };
        !passes || self.absent & bit == 0
    }
}
