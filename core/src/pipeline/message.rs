//! A response on its way to the viewer.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::body::Encoding;
use crate::header::Headers;
use crate::normalise::LENIENT;
use crate::response::Response;

use super::reason::reason_phrase;

/// Status, headers and body.
#[derive(Clone, Debug)]
pub(super) struct Message {
    pub(super) status: u16,
    pub(super) headers: Headers,
    pub(super) body: Arc<[u8]>,
}

impl Message {
    /// Returns a response without headers and body.
    pub(super) fn bare(status: u16) -> Self {
        Self { status, headers: Headers::new(), body: Arc::default() }
    }

    /// Returns what a function returned; a body that it left out is `body`.
    pub(super) fn returned(response: Response, body: Arc<[u8]>) -> Self {
        let own = body_of(&response);
        Self {
            // Accepted, so there are three digits.
            status: response.status.parse().unwrap_or_default(),
            headers: response.headers.unwrap_or_default(),
            body: own.map_or(body, Into::into),
        }
    }

    /// Returns the response as an event shows it.
    pub(super) fn in_event(&self) -> Response {
        Response {
            status: self.status.to_string(),
            status_description: Some(reason_phrase(self.status).to_owned()),
            headers: Some(self.headers.clone()),
            body: None,
            body_encoding: None,
        }
    }
}

fn body_of(response: &Response) -> Option<Vec<u8>> {
    let text = response.body.as_ref()?;
    Some(decoded(text, response.body_encoding.unwrap_or(Encoding::Text)))
}

/// Returns the bytes that an accepted body stands for.
pub(super) fn decoded(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Text => text.as_bytes().to_vec(),
        Encoding::Base64 => {
            let digits: String = text
                .chars()
                .filter(|c| !c.is_ascii_whitespace())
                .map(|c| match c {
                    '-' => '+',
                    '_' => '/',
                    c => c,
                })
                .collect();
            LENIENT.decode(digits).unwrap_or_default()
        }
    }
}

/// Returns bytes as events show them.
pub(super) fn encoded(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}
