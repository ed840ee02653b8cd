//! Inputs that nest too deep.

use edgecase_core::Stage;

use super::Input;

/// Returns opening brackets only, and a well-formed list in a list in a list; both are refused.
#[must_use]
pub fn nested(depth: usize) -> Vec<Input> {
    let (open, close) = ("[".repeat(depth), "]".repeat(depth));
    let closed = format!(r#"{{"status":"200","x":{open}{close}}}"#);
    vec![
        Input::new("h", Stage::ViewerRequest, open),
        Input::new("h2", Stage::ViewerRequest, closed),
    ]
}
