//! What edgecase is measured against: other readers of JSON, with as many of its rules as they can
//! have, and the floors below which no reader comes.
//!
//! # The rule set of the peers
//! [`full`] peers judge responses by [`rules::Rules`]: JSON, types, statuses, token names, disallowed
//! names, read-only names of the stage as far as a function may not add them, key and name alike, no name twice ignoring case, no control
//! characters in values, base64, no body with a 204, and the bytes of headers and body together.
//! edgecase has 139 rules and says where each is broken; the peers say yes or no. All of them do
//! less than edgecase, so a ratio below is a lower bound.
//!
//! # Where peers differ from edgecase by design
//! * A key that is not its name, and names that differ in case only, are refused; edgecase notes them.
//! * `jsonschema` knows nothing of sizes, of names that differ in case only, or of key and name;
//!   it checks base64 by a pattern.
//! * sonic-rs and the typed or streaming `serde_json` let unknown members nest without limit; sonic-rs
//!   overflows the stack on nested brackets and takes the process along, so it is never given any.
//!
//! [`full::Blind`] is the list.
//!
//! # Source
//! The rule set is that of `edgecase_core::names` and `edgecase_core::limits` under the default
//! profile: lists and numbers are read from there.

pub mod base64;
pub mod floor;
pub mod full;
mod raw;
mod response;
pub mod rules;
pub mod schema;
pub mod skip;
mod streaming;
mod typed;
mod value;
