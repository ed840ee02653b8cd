//! Setting the decoders of the reference against each other.

use std::fmt;

use edgecase_core::{
    Decoder, Exchange, Outcome, Profile, Request, Response, Scratch, Verdict, Violation,
};

/// What one decoder leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Led {
    Reject(Vec<Violation>),
    Respond(Response, Vec<Violation>),
    Continue(Request, Vec<Violation>),
}

/// A result of which two decoders lead to different verdicts.
#[derive(Clone, Debug)]
pub struct Parting {
    decoder: Decoder,
    leads_to: String,
    reference: String,
}

impl fmt::Display for Parting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { decoder, leads_to, reference } = self;
        write!(f, "{decoder:?} leads to {leads_to}, the reference decoder to {reference}")
    }
}

impl std::error::Error for Parting {}

/// Judges a result with every decoder: verdict, rules, places and normalised form are the same.
///
/// # Errors
/// When they are not.
pub fn agree(exchange: Exchange<'_>, result: &[u8], profile: &Profile) -> Result<(), Box<Parting>> {
    let mut scratches = Decoder::ALL.map(|decoder| (decoder, Scratch::with(decoder)));
    let reference = led(&mut Scratch::with(Decoder::Reference), exchange, result, profile);
    for (decoder, scratch) in &mut scratches {
        let other = led(scratch, exchange, result, profile);
        // Once more in memory that was used.
        let again = led(scratch, exchange, result, profile);
        if let Some(wrong) = [other, again].into_iter().find(|led| *led != reference) {
            return Err(Box::new(Parting {
                decoder: *decoder,
                leads_to: format!("{wrong:?}"),
                reference: format!("{reference:?}"),
            }));
        }
    }
    Ok(())
}

fn led(scratch: &mut Scratch, exchange: Exchange<'_>, result: &[u8], profile: &Profile) -> Led {
    match scratch.validate(exchange, result, profile) {
        Verdict::Reject(violations) => Led::Reject(violations.as_slice().to_vec()),
        Verdict::Accept { outcome: Outcome::Respond(response), notes } => {
            Led::Respond(response.normalise(), notes)
        }
        Verdict::Accept { outcome: Outcome::Continue(request), notes } => {
            Led::Continue(request.normalise(), notes)
        }
    }
}
