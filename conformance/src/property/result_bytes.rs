//! Claims that hold for every input, put so that a fuzzer can try to break them.
//!
//! A property takes bytes and returns what it found to be untrue. The fuzz target of the same name
//! feeds it from libFuzzer; `cargo test` feeds it the kept inputs in `corpus/fuzz/<name>/`.

use std::fmt;

use edgecase_core::profile::Edition;
use edgecase_core::{Event, Profile, RuleId, Stage};

use crate::agreement::{Disagreement, Said, compare};

/// What a property found to be untrue.
#[derive(Debug)]
pub enum Broken {
    /// Reference and oracle do not say the same.
    Disagreement(Box<Disagreement>),
    /// An accepted result is refused in its normalised form, or becomes something else.
    Normalised {
        /// Where the function ran.
        stage: Stage,
        /// The edition of the rules.
        edition: Edition,
        /// What is said to the result.
        once: Box<Said>,
        /// What is said to its normalised form.
        twice: Box<Said>,
    },
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Disagreement(disagreement) => disagreement.fmt(f),
            Self::Normalised { stage, edition, once, twice } => write!(
                f,
                "normalising twice changes something at {stage} under {edition}\nonce:  {once}\ntwice: {twice}"
            ),
        }
    }
}

impl std::error::Error for Broken {}

/// On any bytes, reference and oracle say the same at every stage, and what they accept is accepted
/// again, unchanged, in its normalised form.
///
/// The event is the minimal one of the stage. A result with a `key` that is not its map name is
/// accepted with a note and sent under the key, while the rules look at both names; so its normalised
/// form, which has the key only, may break a rule, and is not judged again.
///
/// # Input
/// The first byte, modulo four, chooses the edition from [`Edition::ALL`], newest first: `0`, `4`
/// and so on (also as ASCII digits) are the default profile. The other bytes are the result.
///
/// # Errors
/// Returns what does not hold, at the first stage where it does not.
pub fn result_bytes(data: &[u8]) -> Result<(), Broken> {
    let (edition, result) = match data.split_first() {
        Some((choice, result)) => (edition(*choice), result),
        None => (Edition::Current, data),
    };
    let profile = Profile::of(edition);
    for stage in Stage::ALL {
        let event = Event::minimal(stage).to_json();
        let compared = |result: &[u8]| {
            compare(stage, &event, None, result, &profile).map_err(Broken::Disagreement)
        };
        let once = compared(result)?;
        let Some((_, form)) = &once.accepted else {
            continue;
        };
        if once.notes.iter().any(|note| note.rule == RuleId::HeadersKeyMismatch) {
            continue;
        }
        let twice = compared(form.to_string().as_bytes())?;
        if twice.accepted != once.accepted {
            let (once, twice) = (Box::new(once), Box::new(twice));
            return Err(Broken::Normalised { stage, edition, once, twice });
        }
    }
    Ok(())
}

fn edition(choice: u8) -> Edition {
    let mut editions = Edition::ALL.into_iter().cycle();
    editions.nth(usize::from(choice)).unwrap_or(Edition::Current)
}
