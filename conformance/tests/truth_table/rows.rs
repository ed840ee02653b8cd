//! The truth table: for each combination, what runs, what the viewer gets and what is stored.

use crate::combination::{
    AtOrigin, AtRequest, AtResponse, AtViewer, Cached, Combination, Early, Method,
};
use AtOrigin::{ClientError, Dead, NotModified, ServerError};
use AtRequest::{GenError, GenSuccess};
use AtResponse::{ToError, ToSuccess};
use Cached::{Expired, Fresh, FreshError, Nothing, Window};

/// What the viewer gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gets {
    /// A redirect or refusal of CloudFront's own.
    Own,
    /// What viewer-request generated.
    GeneratedForViewer,
    /// The failure of a function: 502 or 503.
    Failure,
    /// The fresh copy.
    CachedObject,
    /// The stored error.
    CachedError,
    /// What origin-request generated.
    Generated,
    /// What the origin answered, or origin-response made of it.
    Fetched,
    /// The copy that the origin said is still good.
    Refreshed,
    /// An expired copy.
    Stale,
    /// CloudFront's own error for an origin that does not answer.
    Unreachable,
}

/// What becomes of the caches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Store {
    /// Nothing.
    Untouched,
    /// A success is stored.
    Success,
    /// An error is stored.
    Error,
    /// The copy's life is renewed.
    Refresh,
    /// The copy is held.
    Hold,
}

/// A row of the table; an empty list of values stands for any.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(crate) id: &'static str,
    /// Viewer-request, origin-request, origin, origin-response, viewer-response.
    pub(crate) runs: &'static str,
    pub(crate) gets: Gets,
    pub(crate) store: Store,
    early: Early,
    method: &'static [Method],
    viewer_request: AtRequest,
    cached: &'static [Cached],
    origin_request: &'static [AtRequest],
    origin: &'static [AtOrigin],
    origin_response: &'static [AtResponse],
    viewer_response: Option<AtViewer>,
    /// The row is two, `a` where viewer-response passes and `b` where it fails.
    split: bool,
}

const C: &[Method] = &[Method::Cached];
const N: &[Method] = &[Method::NotCached];
const MISS_OR_EXPIRED: &[Cached] = &[Nothing, Expired];
const PASS: &[AtRequest] = &[AtRequest::Pass];
const BAD: &[AtRequest] = &[AtRequest::Bad];
const SUCCESS: &[AtOrigin] = &[AtOrigin::Success];
const NOT_A_SUCCESS: &[AtOrigin] = &[NotModified, ClientError, ServerError];
const ANSWERED: &[AtOrigin] = &[AtOrigin::Success, NotModified, ClientError, ServerError];
const ORS_PASS: &[AtResponse] = &[AtResponse::Pass];
const BELOW_400: &[AtResponse] = &[AtResponse::Pass, ToSuccess];
const ORS_BAD: &[AtResponse] = &[AtResponse::Bad];

const fn row(id: &'static str, runs: &'static str, gets: Gets, store: Store) -> Row {
    Row {
        id,
        runs,
        gets,
        store,
        early: Early::Pass,
        method: &[],
        viewer_request: AtRequest::Pass,
        cached: &[],
        origin_request: &[],
        origin: &[],
        origin_response: &[],
        viewer_response: None,
        split: false,
    }
}

impl Row {
    const fn rejected(self) -> Self {
        Self { early: Early::Reject, ..self }
    }

    const fn method(self, method: &'static [Method]) -> Self {
        Self { method, ..self }
    }

    const fn vrq(self, viewer_request: AtRequest) -> Self {
        Self { viewer_request, ..self }
    }

    const fn cache(self, cached: &'static [Cached]) -> Self {
        Self { cached, ..self }
    }

    const fn orq(self, origin_request: &'static [AtRequest]) -> Self {
        Self { origin_request, ..self }
    }

    /// Origin-request passes, and the origin does this.
    const fn origin(self, origin: &'static [AtOrigin]) -> Self {
        Self { origin, ..self.orq(PASS) }
    }

    const fn ors(self, origin_response: &'static [AtResponse]) -> Self {
        Self { origin_response, ..self }
    }

    const fn vrs(self, viewer_response: AtViewer) -> Self {
        Self { viewer_response: Some(viewer_response), ..self }
    }

    const fn split(self) -> Self {
        Self { split: true, ..self }
    }

    /// Tells whether a combination belongs to this row.
    pub(crate) fn fits(&self, it: &Combination) -> bool {
        fn any<T: PartialEq>(values: &[T], value: T) -> bool {
            values.is_empty() || values.contains(&value)
        }
        if self.early == Early::Reject || it.early == Early::Reject {
            return self.early == it.early;
        }
        self.viewer_request == it.viewer_request
            && any(self.method, it.method)
            && any(self.cached, it.cached)
            && any(self.origin_request, it.origin_request)
            && any(self.origin, it.origin)
            && any(self.origin_response, it.origin_response)
            && self
                .viewer_response
                .is_none_or(|viewer_response| viewer_response == it.viewer_response)
    }

    /// Returns the row's name for a combination: its id, with `a` or `b` where it is two.
    pub(crate) fn name(&self, it: &Combination) -> String {
        let half = match (self.split, it.viewer_response) {
            (false, _) => "",
            (true, AtViewer::Pass) => "a",
            (true, AtViewer::Bad) => "b",
        };
        format!("{}{half}", self.id)
    }

    /// Returns what the viewer of a combination gets.
    pub(crate) fn gets(&self, it: &Combination) -> Gets {
        if self.split && it.viewer_response == AtViewer::Bad { Gets::Failure } else { self.gets }
    }

    /// Tells whether the origin's side runs in the background.
    pub(crate) fn in_background(&self) -> bool {
        self.cached == [Window]
    }

    /// Returns how many rows of the table as it is printed this is.
    pub(crate) const fn rows(&self) -> usize {
        if self.split { 2 } else { 1 }
    }
}

/// Returns a row of the stale-while-revalidate window, whose origin side is in the background.
const fn window(id: &'static str, runs: &'static str, store: Store) -> Row {
    row(id, runs, Gets::Stale, store).cache(&[Window]).split()
}

/// The table.
#[rustfmt::skip]
pub(crate) const ROWS: [Row; 39] = [
    row("T01", "00000", Gets::Own, Store::Untouched).rejected(),
    row("T02", "10000", Gets::GeneratedForViewer, Store::Untouched).vrq(GenSuccess),
    row("T03", "10000", Gets::GeneratedForViewer, Store::Untouched).vrq(GenError),
    row("T04", "10000", Gets::Failure, Store::Untouched).vrq(AtRequest::Bad),
    row("T05", "10001", Gets::CachedObject, Store::Untouched).cache(&[Fresh]).vrs(AtViewer::Pass),
    row("T06", "10001", Gets::Failure, Store::Untouched).cache(&[Fresh]).vrs(AtViewer::Bad),
    row("T07", "10000", Gets::CachedError, Store::Untouched).cache(&[FreshError]),
    row("T08", "11001", Gets::Generated, Store::Success).cache(MISS_OR_EXPIRED).method(C).orq(&[GenSuccess]).split(),
    row("T09", "11001", Gets::Generated, Store::Untouched).method(N).orq(&[GenSuccess]).split(),
    row("T10", "11000", Gets::Generated, Store::Error).cache(MISS_OR_EXPIRED).method(C).orq(&[GenError]),
    row("T11", "11000", Gets::Generated, Store::Untouched).method(N).orq(&[GenError]),
    row("T12", "11000", Gets::Failure, Store::Untouched).cache(MISS_OR_EXPIRED).orq(BAD),
    row("T13", "11111", Gets::Fetched, Store::Success).cache(MISS_OR_EXPIRED).method(C).origin(SUCCESS).ors(BELOW_400).split(),
    row("T14", "11111", Gets::Fetched, Store::Untouched).method(N).origin(SUCCESS).ors(BELOW_400).split(),
    row("T15", "11111", Gets::Refreshed, Store::Refresh).cache(&[Expired]).method(C).origin(&[NotModified]).ors(ORS_PASS).split(),
    row("T16", "11111", Gets::Fetched, Store::Success).cache(MISS_OR_EXPIRED).method(C).origin(NOT_A_SUCCESS).ors(&[ToSuccess]).split(),
    row("T17", "11111", Gets::Fetched, Store::Untouched).method(N).origin(NOT_A_SUCCESS).ors(&[ToSuccess]).split(),
    row("T18", "11110", Gets::Fetched, Store::Error).cache(MISS_OR_EXPIRED).method(C).origin(&[ClientError]).ors(ORS_PASS),
    row("T19", "11110", Gets::Fetched, Store::Untouched).method(N).origin(&[ClientError]).ors(ORS_PASS),
    row("T20", "11110", Gets::Fetched, Store::Error).cache(MISS_OR_EXPIRED).method(C).origin(ANSWERED).ors(&[ToError]),
    row("T21", "11110", Gets::Fetched, Store::Untouched).method(N).origin(ANSWERED).ors(&[ToError]),
    row("T22", "11110", Gets::Fetched, Store::Error).cache(&[Nothing]).method(C).origin(&[ServerError]).ors(ORS_PASS),
    row("T23", "11110", Gets::Fetched, Store::Untouched).method(N).origin(&[ServerError]).ors(ORS_PASS),
    row("T24", "11111", Gets::Stale, Store::Hold).cache(&[Expired]).origin(&[ServerError]).ors(ORS_PASS).split(),
    row("T25", "11100", Gets::Unreachable, Store::Error).cache(&[Nothing]).method(C).origin(&[Dead]),
    row("T26", "11100", Gets::Unreachable, Store::Untouched).cache(&[Nothing]).method(N).origin(&[Dead]),
    row("T27", "11101", Gets::Stale, Store::Hold).cache(&[Expired]).origin(&[Dead]).split(),
    row("T28", "11110", Gets::Failure, Store::Untouched).cache(MISS_OR_EXPIRED).origin(ANSWERED).ors(ORS_BAD),
    window("T29", "11001", Store::Success).orq(&[GenSuccess]),
    window("T30", "11001", Store::Error).orq(&[GenError]),
    window("T31", "11001", Store::Untouched).orq(BAD),
    window("T32", "11111", Store::Success).origin(SUCCESS).ors(BELOW_400),
    window("T33", "11111", Store::Refresh).origin(&[NotModified]).ors(ORS_PASS),
    window("T34", "11111", Store::Success).origin(NOT_A_SUCCESS).ors(&[ToSuccess]),
    window("T35", "11111", Store::Error).origin(&[ClientError]).ors(ORS_PASS),
    window("T36", "11111", Store::Error).origin(ANSWERED).ors(&[ToError]),
    window("T37", "11111", Store::Hold).origin(&[ServerError]).ors(ORS_PASS),
    window("T38", "11101", Store::Hold).origin(&[Dead]),
    window("T39", "11111", Store::Untouched).origin(ANSWERED).ors(ORS_BAD),
];
