//! Something that is done to documents, over and over.

use std::hint::black_box;

use edgecase_core::base64::decoded_len;
use edgecase_core::profile::Base64Mode;
use edgecase_core::{Event, Exchange, Profile, Stage};
use edgecase_peers::full::{Blind, PEERS};
use edgecase_peers::skip::READERS;
use edgecase_peers::{base64, floor};
use serde::Serialize;

use crate::judge::{self, AVX2, EDGECASE, Judge, REFERENCE};

/// What an operation is compared as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// edgecase.
    Edgecase,
    /// edgecase with another decoder, or without memory from before.
    Decoder,
    /// The decoder of edgecase that the others are held to.
    Reference,
    /// A peer with a full verdict.
    Full,
    /// A reader without rules.
    Skip,
    /// Reading every byte: what no verdict can be faster than.
    Read,
    /// Other work that is done at the speed of memory.
    Floor,
}

impl Kind {
    /// Returns the name that goals use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Edgecase => "edgecase",
            Self::Decoder => "decoder",
            Self::Reference => "reference",
            Self::Full => "full",
            Self::Skip => "skip",
            Self::Read => "read",
            Self::Floor => "floor",
        }
    }
}

/// An operation that is ready to run.
pub(super) struct Operation<'a> {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    /// Does it to so many documents, beginning where it was left off.
    pub(super) run: Box<dyn FnMut(u32) + 'a>,
}

/// What is to be judged, and where it was returned.
#[derive(Clone, Copy)]
pub(super) struct Course<'a> {
    pub(super) stage: Stage,
    pub(super) event: &'a Event,
    pub(super) profile: &'a Profile,
    pub(super) documents: &'a [&'a [u8]],
}

impl<'a> Operation<'a> {
    fn new<T>(
        name: &'static str,
        kind: Kind,
        documents: &'a [&'a [u8]],
        mut act: impl FnMut(&'a [u8]) -> T + 'a,
    ) -> Self {
        let mut rest = documents.iter().cycle();
        let run = Box::new(move |calls| {
            for _ in 0..calls {
                if let Some(document) = rest.next() {
                    black_box(act(black_box(document)));
                }
            }
        });
        Self { name, kind, run }
    }
}

/// Returns the ways in which edgecase judges.
pub(super) fn edgecase(course: Course<'_>) -> Vec<Operation<'_>> {
    judge::ALL.iter().map(|way| way.operation(way.name, course)).collect()
}

impl Judge {
    fn kind(&self) -> Kind {
        match self.name {
            name if name == EDGECASE.name => Kind::Edgecase,
            name if name == REFERENCE.name => Kind::Reference,
            _ => Kind::Decoder,
        }
    }

    fn operation<'a>(&self, name: &'static str, course: Course<'a>) -> Operation<'a> {
        let (way, mut scratch) = (*self, self.scratch());
        let exchange = Exchange::new(course.stage, course.event);
        Operation::new(name, self.kind(), course.documents, move |document| {
            if !way.keeps_memory {
                scratch = way.scratch();
            }
            scratch.validate(exchange, document, course.profile)
        })
    }
}

/// Returns the peers with a full verdict; where brackets nest deep, those that survive that.
pub(super) fn full(course: Course<'_>, is_nested: bool) -> Vec<Operation<'_>> {
    let survives = |blind: &[Blind]| !is_nested || !blind.contains(&Blind::Aborts);
    let peers = PEERS.iter().filter(|peer| survives(peer.blind));
    let operation = |peer: &edgecase_peers::full::Peer| {
        Operation::new(peer.name, Kind::Full, course.documents, (peer.judge)(course.stage))
    };
    peers.map(operation).collect()
}

/// Returns the readers without rules.
pub(super) fn skip(course: Course<'_>) -> Vec<Operation<'_>> {
    let operation = |reader: &edgecase_peers::skip::Reader| {
        Operation::new(reader.name, Kind::Skip, course.documents, (reader.judge)())
    };
    READERS.iter().map(operation).collect()
}

/// Returns the floors.
pub(super) fn floors(course: Course<'_>) -> Vec<Operation<'_>> {
    let documents = course.documents;
    let mut buffer = Vec::new();
    vec![
        Operation::new("memcpy", Kind::Floor, documents, move |input| {
            floor::copy(input, &mut buffer);
            black_box(buffer.last().copied())
        }),
        Operation::new("sum", Kind::Read, documents, floor::sum),
        Operation::new("memchr", Kind::Read, documents, floor::memchr),
        Operation::new("simdutf8", Kind::Floor, documents, floor::utf8),
    ]
}

/// Returns the checks of base64 alone, each done to one text, and the verdict on a document that has
/// the text for its body.
pub(super) fn base64<'a>(
    text: &'a str,
    documents: &'a [&'a [u8]],
    document: Course<'a>,
) -> Vec<Operation<'a>> {
    let mut buffer = vec![0; text.len()];
    vec![
        EDGECASE.operation("whole verdict", document),
        AVX2.operation("whole verdict, AVX2", document),
        Operation::new("decoded_len", Kind::Decoder, documents, move |_| {
            decoded_len(black_box(text), Base64Mode::STRICT)
        }),
        Operation::new("base64-simd check", Kind::Full, documents, base64::simd_check),
        Operation::new("base64 decode", Kind::Full, documents, move |text| {
            base64::decode(text, &mut buffer)
        }),
        Operation::new("sum", Kind::Read, documents, floor::sum),
    ]
}
