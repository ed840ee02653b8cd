//! What an accepted result amounts to.

use crate::decode::Decoder;
use crate::event::Event;
use crate::exchange::Exchange;
use crate::normalise;
use crate::profile::Profile;
use crate::request::Request;
use crate::response::Response;

/// Which way the exchange goes on.
#[derive(Debug)]
pub enum Outcome<'a> {
    /// The function answered, or handed the response on.
    Respond(ReturnedResponse<'a>),
    /// The function handed the request on.
    Continue(ReturnedRequest<'a>),
}

/// A response that a function returned, not copied yet.
#[derive(Debug)]
pub struct ReturnedResponse<'a>(pub(crate) Returned<'a>);

/// A request that a function returned, not copied yet.
#[derive(Debug)]
pub struct ReturnedRequest<'a>(pub(crate) Returned<'a>);

/// An accepted result with what it takes to read it again.
#[derive(Debug)]
pub(crate) struct Returned<'a> {
    pub(crate) input: &'a [u8],
    pub(crate) exchange: Exchange<'a>,
    pub(crate) profile: &'a Profile,
    pub(crate) decoder: Decoder,
}

impl ReturnedResponse<'_> {
    /// Returns the response in its normalised form.
    #[must_use]
    pub fn normalise(&self) -> Response {
        normalise::response(&self.0)
    }
}

impl ReturnedRequest<'_> {
    /// Returns the request in its normalised form.
    #[must_use]
    pub fn normalise(&self) -> Request {
        normalise::request(&self.0)
    }
}

impl Returned<'_> {
    pub(crate) const fn event(&self) -> &Event {
        self.exchange.event
    }
}
