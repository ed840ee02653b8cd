//! Inputs that nest too deep.

use edgecase_core::Stage;

use super::Input;

/// The names of the nested inputs.
pub const NAMES: [&str; 2] = ["h", "h2"];

/// Returns opening brackets only, and a well-formed list in a list in a list; both are refused.
#[must_use]
pub fn nested(depth: usize) -> Vec<Input> {
    let (open, close) = ("[".repeat(depth), "]".repeat(depth));
    let closed = format!(r#"{{"status":"200","x":{open}{close}}}"#);
    let inputs = NAMES.into_iter().zip([open, closed]);
    inputs.map(|(name, result)| Input::new(name, Stage::ViewerRequest, result)).collect()
}
