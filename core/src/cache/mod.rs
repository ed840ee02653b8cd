//! Caches: what identifies a copy, how long it lives, and where it is kept.

mod accept_encoding;
mod conditional;
mod cookies;
mod directives;
mod entry;
mod key;
mod lifetime;
mod query;
mod stale;
mod store;

pub use accept_encoding::AcceptEncoding;
pub use entry::{Entry, Kind, Provenance, Stored};
pub use key::{Key, Slot};
pub use lifetime::{Clamped, Directive, Lifetime, Source, Why};
pub use store::{Cache, Lookup};

pub(crate) use conditional::{Validators, not_modified};
pub(crate) use cookies::chosen_cookies;
pub(crate) use directives::Directives;
pub(crate) use key::{KeyInput, compresses, make_key};
pub(crate) use lifetime::{
    Decision, Subject, error_lifetime, forwards_cookies, lifetime, varies_on_everything,
};
pub(crate) use query::{chosen_query, without_signature};
pub(crate) use stale::{hold_until, may_stand_in};
