//! Readers that merely find out whether a text is JSON.

use jiter::Jiter;
use serde::de::IgnoredAny;
use simd_json::Buffers;

use crate::full::Judge;

/// A reader without rules.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// The name in reports.
    pub name: &'static str,
    /// Makes it ready.
    pub judge: fn() -> Judge,
}

/// All readers. None of them overflows the stack on nested brackets.
pub const READERS: &[Reader] = &[
    Reader { name: "jiter skip", judge: jiter },
    Reader { name: "serde_json IgnoredAny", judge: serde_json },
    Reader { name: "simd-json tape", judge: simd_json },
];

fn jiter() -> Judge {
    Box::new(|input| {
        let mut reader = Jiter::new(input);
        reader.next_skip().is_ok() && reader.finish().is_ok()
    })
}

fn serde_json() -> Judge {
    Box::new(|input| serde_json::from_slice::<IgnoredAny>(input).is_ok())
}

/// With reused buffers; it writes on a copy of its input.
fn simd_json() -> Judge {
    let (mut copy, mut buffers) = (Vec::new(), Buffers::default());
    Box::new(move |input| {
        copy.clear();
        copy.extend_from_slice(input);
        simd_json::to_tape_with_buffers(&mut copy, &mut buffers).is_ok()
    })
}
