//! The fast decoder: one pass over the bytes, many of them at once.
//!
//! It finds what the reference decoder (`decode/serde.rs`) finds, and promises about headers what
//! that one does not ([`super::Oddities`]). Only a result shorter than a block is copied. Escapes are
//! resolved in names of members and headers, in keys, and in a body that may still be base64; elsewhere
//! they are counted. Nothing recurses: unknown values are skipped with a stack of their own.
//!
//! | file | what |
//! | --- | --- |
//! | `lanes.rs`, `class.rs` | finding bytes, 64 at a time |
//! | `cursor.rs` | white space, punctuation, numbers and words |
//! | `text.rs`, `escapes.rs` | strings |
//! | `base64.rs` | strings that may be base64 |
//! | `skip.rs` | values that nobody asks about |
//! | `object.rs` | members that the rules ask about |
//! | `headers.rs`, `template.rs` | headers, and those spelled as serialisers do |
//! | `escaped.rs` | headers whose names have escapes |
//! | `name.rs`, `repeats.rs` | which names are watched, which are equal |

mod base64;
mod class;
mod cursor;
mod escaped;
mod escapes;
mod headers;
mod lanes;
mod name;
mod object;
mod repeats;
mod skip;
mod template;
mod text;

use fearless_simd::{Level, dispatch};

use super::{Broken, Document, Kind, Root};
pub(crate) use base64::base64_facts;
use cursor::Scan;
use lanes::{BLOCK, ByByte, Lanes, Wide};
pub(super) use name::Print;

/// Longest input whose offsets do not run over, in bytes; CloudFront gets nowhere near it.
const LONGEST: usize = (1 << 31) - 1;

/// How much of the processor the scanner uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Width {
    /// The widest vectors that there are.
    Widest,
    /// Vectors of 32 bytes at most.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// Byte by byte.
    ByByte,
}

/// Reads what a function returned.
#[inline]
pub(super) fn decode(bytes: &[u8], width: Width, document: &mut Document) -> Result<(), Broken> {
    match bytes.len() {
        ..BLOCK => padded(bytes, width, document),
        BLOCK..=LONGEST => on_lanes(bytes, width, document),
        // Spans are 32 bits wide, and the offsets of what comes next are too.
        _ => super::serde::decode(bytes, document),
    }
}

/// Reads what is shorter than a block: blocks are never cut short, so there are blanks behind it.
#[inline(never)]
fn padded(bytes: &[u8], width: Width, document: &mut Document) -> Result<(), Broken> {
    let mut block = [b' '; BLOCK];
    if let Some((start, _)) = block.split_at_mut_checked(bytes.len()) {
        start.copy_from_slice(bytes);
    }
    on_lanes(&block, width, document)
}

#[inline]
fn on_lanes(bytes: &[u8], width: Width, document: &mut Document) -> Result<(), Broken> {
    match width {
        Width::Widest => on_widest(bytes, document),
        #[cfg(target_arch = "x86_64")]
        Width::Avx2 => match Level::new().as_avx2() {
            Some(avx2) => dispatch!(Level::Avx2(avx2), simd => whole(bytes, Wide(simd), document)),
            None => on_widest(bytes, document),
        },
        Width::ByByte => by_byte(bytes, document),
    }
}

fn on_widest(bytes: &[u8], document: &mut Document) -> Result<(), Broken> {
    let level = Level::new();
    if level.is_fallback() {
        return by_byte(bytes, document);
    }
    dispatch!(level, simd => whole(bytes, Wide(simd), document))
}

#[inline(never)]
fn by_byte(bytes: &[u8], document: &mut Document) -> Result<(), Broken> {
    whole(bytes, ByByte, document)
}

#[inline(always)]
fn whole<L: Lanes>(bytes: &[u8], lanes: L, document: &mut Document) -> Result<(), Broken> {
    let mut scan = Scan::new(bytes, lanes, document);
    scan.white();
    let leaf = if scan.byte() == b'{' { scan.result()? } else { scan.skip(0)? };
    scan.white();
    if !scan.is_at_end() {
        return Err(Broken::Json);
    }
    scan.check_utf8(bytes)?;
    match leaf.kind() {
        Kind::Object => {}
        Kind::Null => document.root = Root::Null,
        Kind::Bool | Kind::Number | Kind::Text | Kind::List => document.root = Root::Other(leaf),
    }
    repeats::bury(document);
    Ok(())
}
