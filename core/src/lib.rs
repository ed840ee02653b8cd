//! The reference of edgecase: would CloudFront accept what a Lambda@Edge function returned, which
//! functions run, and what is cached?
//!
//! # Scope
//! Given the stage, the event and the raw bytes that a function handed back, [`validate`] says
//! whether the result is accepted, and names every rule that it breaks with the place. The rules are
//! rows of one table ([`rules`]), each with its evidence; a [`Profile`] chooses a dated reading of
//! them. The reference is not AWS: it is what the developer guide says and what public reports show.
//!
//! [`pipeline::Edge`] serves requests at times that the caller names: functions and origins come in
//! through [`pipeline::World`], and each [`pipeline::Answer`] has what led to it, with the reasons.
//!
//! # What this crate does not do
//! It runs no function and sends no request. It does no I/O, asks no clock and draws no random
//! numbers.
//!
//! # Flow
//! ```text
//! bytes ── decode ──> spans of the input ── validate ──> Verdict ── normalise ──> Request | Response
//!                                              ▲             └── explain ──> texts
//!                       Exchange, Profile ─────┘
//!
//! ViewerRequest ──> Edge (Distribution, Profile, caches) ──> Answer with its Moments
//!                     └── World: functions, origins
//! ```

pub mod base64;
mod body;
pub mod cache;
mod clock;
mod decode;
pub mod distribution;
mod event;
mod exchange;
mod explain;
mod fault;
mod header;
pub mod limits;
pub mod names;
mod normalise;
mod origin;
mod outcome;
pub mod pipeline;
mod place;
pub mod profile;
mod request;
mod response;
pub mod rule;
mod stage;
mod switch;
mod text;
mod validate;
mod verdict;

pub use body::{Action, Encoding, RequestBody};
pub use clock::Timestamp;
pub use decode::Decoder;
pub use event::{Config, Event, EventError};
pub use exchange::Exchange;
pub use explain::{Explanation, explain};
pub use fault::{ErrorAnswer, Fault};
pub use header::{Header, Headers, made_key};
pub use origin::{CustomOrigin, Origin, S3Origin};
pub use outcome::{Outcome, ReturnedRequest, ReturnedResponse};
pub use place::{Place, Pointer};
pub use profile::Profile;
pub use request::Request;
pub use response::Response;
pub use rule::{
    Effect, Evidence, Level, PipelineRule, PipelineRuleId, Rule, RuleId, pipeline_rules, rules,
};
pub use stage::{Stage, StageSet, UnknownStage};
pub use validate::{Scratch, validate};
pub use verdict::{Verdict, Violation, Violations};
