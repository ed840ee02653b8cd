//! What the fuzz targets claim.
//!
//! A [`Target`] is a claim on plain bytes, under a name. A fuzzer feeds it from outside; `cargo test`
//! replays what is kept in `corpus/fuzz/<name>/` through the same body. A body says how far the bytes
//! got ([`Reach`]), because a target that never gets to the oracle finds nothing, however long it runs.
//!
//! The twin is who the reference is compared with: the naive oracle and the naive model, as
//! [`Flawed`]. With a seeded bug in it a fuzzer has to find a difference: that is the canary.
//!
//! # Examples
//! ```
//! use edgecase::fuzz::{Reach, Target};
//! use edgecase::testee::Flawed;
//!
//! let target = Target::find("result_bytes").expect("a target");
//! let reach = target.run(br#"0{"status":"200"}"#, Flawed(None)).expect("the claim holds");
//! assert_eq!(reach, Reach::Oracle);
//! ```

mod base64_body;
mod case_files;
mod claims;
mod decoders_bytes;
mod decoders_case;
mod dictionary;
mod event_bytes;
mod headers;
mod mutate;
mod protocol;
mod result_bytes;
mod result_case;
mod result_choices;
mod scenario;
mod seeds;
mod smallest;

use std::fmt;
use std::sync::LazyLock;

pub use dictionary::{dictionary, dictionary_file};
pub use mutate::Mutator;
pub use seeds::Seed;
pub use smallest::smallest_bytes;

use crate::agreement::Disagreement;
use crate::decoders::Parting;
use crate::example::Example;
use crate::property::Failure;
use crate::suite::Suite;
use crate::testee::Flawed;

static SUITE: LazyLock<Suite> =
    LazyLock::new(|| Suite::embedded().expect("the files that are built in"));

/// A claim on plain bytes.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// The name of the target, of its folder of kept inputs and of its binary.
    pub name: &'static str,
    /// The claim, in one sentence.
    pub claim: &'static str,
    /// What its inputs are.
    pub input: Input,
    /// Puts the claim to the test.
    body: fn(&[u8], Flawed) -> Result<Reach, Broken>,
    /// Makes inputs to start from.
    seeds: fn() -> Vec<Seed>,
    /// Reads an input as an example, where inputs are such.
    example: Option<Read>,
    /// Makes other inputs of given ones, where a fuzzer that knows bytes only would break them.
    pub mutator: Option<Mutator>,
}

/// How many inputs of a target are kept in the repository at most, and of how many bytes together.
pub const KEPT: (usize, u64) = (500, 2 << 20);

/// Reads an input as an example, if it is one.
type Read = fn(&[u8]) -> Option<Example>;

/// What the inputs of a target are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// Nearly every input gets to the oracle.
    Structured,
    /// Bytes as they come; most are refused at the door.
    Bytes,
}

impl Input {
    /// Returns how many of a thousand inputs have to get to the oracle.
    #[must_use]
    pub const fn floor(self) -> u32 {
        match self {
            Self::Structured => 990,
            Self::Bytes => 1,
        }
    }
}

/// How far an input got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It was refused before there was anything to compare.
    Door,
    /// It was put to the second witness.
    Oracle,
}

/// What was found to be untrue.
#[derive(Debug)]
pub struct Broken {
    /// What is untrue.
    pub message: String,
}

impl Broken {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }
}

impl From<Box<Failure>> for Broken {
    fn from(failure: Box<Failure>) -> Self {
        let Failure { property, message, example, .. } = &*failure;
        let example = match example {
            Example::Result(example) => format!("{example:?}"),
            Example::Scenario(scenario) => scenario.to_json(),
        };
        Self::new(format!("{}: {}\n{message}\n{example}", property.id, property.claim))
    }
}

impl From<Box<Disagreement>> for Broken {
    fn from(disagreement: Box<Disagreement>) -> Self {
        Self::new(disagreement.to_string())
    }
}

impl From<Box<Parting>> for Broken {
    fn from(parting: Box<Parting>) -> Self {
        Self::new(parting.to_string())
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Broken {}

macro_rules! targets {
    ($($name:ident $input:ident $example:expr, $mutator:expr, $seeds:path: $claim:literal;)+) => {
        /// All targets.
        pub const TARGETS: &[Target] = &[$(Target {
            name: stringify!($name),
            claim: $claim,
            input: Input::$input,
            body: $name::$name,
            seeds: $seeds,
            example: $example,
            mutator: $mutator,
        }),+];
    };
}

targets! {
    result_bytes Bytes None, None, seeds::result_bytes:
        "Whatever bytes a function returns, the reference calls them JSON exactly if serde_json does, agrees with the oracle at every stage, and accepts its own normalised form unchanged.";
    base64_body Structured None, None, seeds::base64_body:
        "A text is base64 of so many bytes exactly if the `base64` crate decodes it to so many, whatever one byte of it is changed to and wherever it is cut.";
    decoders_bytes Bytes None, None, seeds::result_bytes:
        "Whatever bytes a function returns, every decoder leads to the same verdict, rules, places and normalised form.";
    decoders_case Structured Some(result_case::example), Some(mutate::RESULT), seeds::result_case:
        "On a result in its surroundings every decoder leads to the same verdict, rules, places and normalised form.";
    event_bytes Bytes None, None, seeds::event_bytes:
        "An event that can be read is written as one that reads the same, and a result that hands its message back is judged alike by reference and oracle.";
    result_case Structured Some(result_case::example), Some(mutate::RESULT), seeds::result_case:
        "On a result in its surroundings reference and oracle agree, and the claims on results hold.";
    result_choices Structured Some(result_choices::example), None, seeds::result_choices:
        "On a generated result reference and oracle agree, and the claims on results hold.";
    scenario Structured Some(scenario::example), Some(mutate::SCENARIO), seeds::scenario:
        "Reference and model agree on every step of a scenario, and the invariants hold.";
    headers Structured Some(headers::example), None, seeds::headers:
        "Whatever a header, cookie, query string, date or Cache-Control says, the two implementations read it alike, in results and in caches.";
    case_files Bytes None, None, seeds::case_files:
        "A file of vectors, a scenario, a regression and a list of known failures is read, and read back as it was written, or refused with a place.";
    protocol Bytes None, None, seeds::protocol:
        "Whatever a testee says, every case gets one outcome, and only an answer to its own question counts.";
}

impl Target {
    /// Returns the target of a name.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        TARGETS.iter().find(|target| target.name == name)
    }

    /// Puts the claim to the test on some bytes.
    ///
    /// # Errors
    /// Tells what is untrue.
    pub fn run(&self, data: &[u8], twin: Flawed) -> Result<Reach, Broken> {
        (self.body)(data, twin)
    }

    /// Returns how long inputs get, in bytes. Longer ones are slow, and rarely say more.
    #[must_use]
    pub const fn longest(&self) -> usize {
        match (self.mutator, self.input) {
            (Some(_), _) => 16_384,
            (None, Input::Structured) => 1_024,
            (None, Input::Bytes) => 4_096,
        }
    }

    /// Makes inputs to start from, out of the suite.
    #[must_use]
    pub fn seeds(&self) -> Vec<Seed> {
        (self.seeds)()
    }

    /// Reads an input as the example that it stands for, if it is one.
    #[must_use]
    pub fn example(&self, data: &[u8]) -> Option<Example> {
        self.example.and_then(|read| read(data))
    }
}

#[cfg(test)]
mod tests;
