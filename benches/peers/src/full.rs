//! Peers that give a full verdict.

use std::fmt;

use edgecase_core::Stage;

use crate::{schema, streaming, typed, value};

/// Tells whether a response is accepted; keeps memory from one to the next.
pub type Judge = Box<dyn FnMut(&[u8]) -> bool>;

/// A reader of JSON with rules on top.
#[derive(Clone, Copy)]
pub struct Peer {
    /// The name in reports.
    pub name: &'static str,
    /// Makes it ready for a stage.
    pub judge: fn(Stage) -> Judge,
    /// What it does not see, on the rule set that the peers share.
    pub blind: &'static [Blind],
}

/// Something that a peer does not see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blind {
    /// Bytes of headers and body together.
    Size,
    /// Two names that differ in case only.
    Case,
    /// A key that is another name.
    Key,
    /// Nesting below unknown members.
    Depth,
    /// Nested brackets: it overflows the stack and takes the process along.
    Aborts,
}

impl fmt::Debug for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// The peer of the goals that are about JSON Schema.
pub const SCHEMA: &str = "jsonschema";

/// All peers.
pub const PEERS: &[Peer] = &[
    Peer {
        name: "sonic-rs streaming",
        judge: streaming::sonic_rs,
        blind: &[Blind::Depth, Blind::Aborts],
    },
    Peer { name: "sonic-rs typed", judge: typed::sonic_rs, blind: &[Blind::Depth, Blind::Aborts] },
    Peer { name: "simd-json typed", judge: typed::simd_json, blind: &[] },
    Peer { name: "serde_json streaming", judge: streaming::serde_json, blind: &[Blind::Depth] },
    Peer { name: "serde_json typed", judge: typed::serde_json, blind: &[Blind::Depth] },
    Peer { name: "serde_json Value", judge: value::serde_json, blind: &[] },
    Peer {
        name: SCHEMA,
        judge: schema::jsonschema,
        blind: &[Blind::Size, Blind::Case, Blind::Key],
    },
];
