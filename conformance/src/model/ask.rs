//! A request on its way.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde_json::Value;

use super::fields::Fields;

/// A request.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    /// The method.
    pub(super) method: String,
    /// The path.
    pub(super) path: String,
    /// The query string.
    pub(super) query: String,
    /// The headers.
    pub(super) headers: Fields,
    /// The body, if there is one.
    pub(super) body: Option<Vec<u8>>,
    /// The viewer's address.
    pub(super) client_ip: String,
}

impl Ask {
    /// Takes over what a function returned; method and client stay.
    pub(super) fn take(&mut self, returned: &Value) {
        let text = |name: &str| returned.get(name).and_then(Value::as_str).map(str::to_owned);
        if let Some(path) = text("uri") {
            self.path = path;
        }
        if let Some(query) = text("querystring") {
            self.query = query;
        }
        self.headers = Fields::from_json(returned.get("headers"));
        if let Some(body) = returned.get("body") {
            self.body = Some(bytes(body.get("data"), body.get("encoding")));
        }
    }
}

/// Returns the bytes of a body in a normalised result.
pub(super) fn bytes(data: Option<&Value>, encoding: Option<&Value>) -> Vec<u8> {
    let text = data.and_then(Value::as_str).unwrap_or_default();
    if encoding.and_then(Value::as_str) != Some("base64") {
        return text.as_bytes().to_vec();
    }
    // What the profile lets through was judged before; here every spelling is read.
    let spelled: String = text
        .chars()
        .filter(|c| !c.is_ascii_whitespace())
        .map(|c| match c {
            '-' => '+',
            '_' => '/',
            other => other,
        })
        .collect();
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    GeneralPurpose::new(&STANDARD, config).decode(spelled).unwrap_or_default()
}
