//! Generators: functions that make a value of choices.
//!
//! A generator is a function of a [`Draw`], a source of choices in which 0 is the simplest one and
//! which gives zeros once it is used up. So fewer and smaller choices make a simpler value, and
//! whatever is generated is shrunk in one way, by dropping and lowering choices.
//!
//! Results are made *from their event*: headers are copied most of the time, because a rule on
//! read-only headers is met by chance almost never otherwise, and sizes are computed, because random
//! ones meet a limit almost never. There are three presets:
//!
//! - [`valid`] is accepted, without a note;
//! - [`neighbour`] is a valid result that breaks exactly one rule;
//! - [`wild`] is anything.
//!
//! [`result`](result()) mixes them, a quarter, three fifths and the rest, [`result_at`] does so at one
//! stage and, if asked to, under other readings, and [`turn`] for cases that are counted: rules,
//! stages and limits come in turn. [`event`] draws an event alone.
//!
//! The generator of [`scenario`](scenario())s draws everything from small sets of names, paths and
//! lifetimes, so that requests meet copies of each other, and clocks stop at the second where
//! something ends. Each scenario is mostly about one or two subjects, such as conditional requests or
//! stale copies, whose parts are drawn together more often. The parts of a scenario,
//! [`distribution`] and [`origins`], have generators of their own.
//!
//! Choices come from a seed ([`Random`]), from bytes ([`Choices`]), or from an
//! [`arbitrary::Unstructured`] in a fuzz target. [`drawn`] makes a proptest strategy of a
//! generator, and [`smallest`] shrinks without proptest.
//!
//! # Examples
//! A crate has a function for viewer-response, and puts it to the test with the events that such a
//! function gets in generated scenarios.
//! ```
//! use edgecase::invariant::reference;
//! use edgecase::scenario::FunctionKind;
//! use edgecase::strategy::{Options, drawn, scenario};
//! use edgecase_core::{Event, Exchange, Profile, Stage, Verdict, validate};
//! use proptest::prelude::*;
//! use serde_json::{Value, json};
//!
//! /// The function under test.
//! fn handler(event: &Value) -> Value {
//!     let mut response = event["Records"][0]["cf"]["response"].clone();
//!     response["headers"]["x-frame-options"] = json!([{"value": "DENY"}]);
//!     response
//! }
//!
//! const STAGE: Stage = Stage::ViewerResponse;
//!
//! proptest! {
//! # /*
//!     #[test]
//! # */
//!     fn what_it_returns_is_accepted(mut played in drawn(|d| scenario(d, &Options::default()))) {
//!         // A function that changes nothing takes its place, and shows what it would be given.
//!         for behavior in &mut played.distribution.behaviors {
//!             behavior.functions.insert(STAGE, FunctionKind::Patch(json!({})).always());
//!         }
//!         let frames = reference(&played)?;
//!         let answers = frames.iter().flat_map(|frame| &frame.answers);
//!         let calls = answers.flat_map(|answer| answer.events.iter().flatten());
//!         for call in calls.filter(|call| call.stage == STAGE) {
//!             let event = Event::from_json(call.event.get().as_bytes())?;
//!             let result = handler(&serde_json::from_str(call.event.get())?).to_string();
//!             let profile = Profile::default();
//!             let verdict = validate(Exchange::new(STAGE, &event), result.as_bytes(), &profile);
//!             prop_assert!(matches!(verdict, Verdict::Accept { .. }), "{verdict:?}");
//!         }
//!     }
//! }
//! # fn main() { what_it_returns_is_accepted(); }
//! ```
//!
//! A result that breaks one rule, from a seed; and the smallest that still does.
//! ```
//! use edgecase::strategy::{Random, neighbour, smallest};
//! use edgecase_core::{Exchange, Profile, RuleId, Stage, Verdict, validate};
//!
//! let stage = Stage::OriginResponse;
//! let draw = |d: &mut dyn edgecase::strategy::Draw| neighbour(d, stage, RuleId::StatusRange);
//! let breaks = |example: &Option<edgecase::example::ResultExample>| {
//!     let Some(example) = example else { return false };
//!     let event = example.typed_event().expect("an event");
//!     let profile = Profile::default();
//!     let verdict = validate(Exchange::new(stage, &event), &example.result, &profile);
//!     matches!(verdict, Verdict::Reject(rules) if rules.as_slice()[0].rule == RuleId::StatusRange)
//! };
//! let first = draw(&mut Random::new(7));
//! assert!(breaks(&first));
//! let least = smallest(&mut Random::new(7), draw, breaks).expect("a rule that can be broken");
//! assert!(least.result.len() <= first.expect("the same").result.len());
//! ```
//!
//! In a fuzz target the choices are bytes.
//! ```
//! use arbitrary::Unstructured;
//! use edgecase::strategy::{Options, scenario};
//!
//! let options = Options { steps: 1..=5, ..Options::default() };
//! let played = scenario(&mut Unstructured::new(b"bytes of a fuzzer"), &options);
//! assert!((1..=5).contains(&played.steps.len()));
//! ```

mod draw;
mod drawn;
mod result;
mod scenario;
mod shrink;

pub use draw::{Choices, Draw, Random, choices_of};
pub(crate) use drawn::smallest_while;
pub use drawn::{Drawn, DrawnTree, drawn, smallest, smallest_within};
pub use result::{
    NOT_ALONE, ResultOptions, cells, event, neighbour, result, result_at, turn, valid, wild,
};
pub use scenario::{ORIGINS, Options, START, distribution, origins, scenario};
