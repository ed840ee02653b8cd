//! The cache key: section 1.4 of the rules.

use edgecase_core::profile::{KeyPath, KeyQueryOrder};

use super::ask::Ask;
use super::reading::Reading;
use super::{cookies, encodings, path, policy, query};
use crate::scenario::{Behavior, Select};

/// A cache key. The distribution is always the same, so it is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key {
    /// Whether it is for OPTIONS, and not for GET and HEAD.
    pub(super) options: bool,
    /// The path.
    pub(super) path: String,
    /// The query string.
    pub(super) query: String,
    /// The headers: names in lower case, sorted by name.
    pub(super) headers: Vec<(String, String)>,
    /// The cookies, sorted by name.
    pub(super) cookies: Vec<String>,
    /// The formats.
    pub(super) encodings: String,
}

impl Key {
    /// Returns the key of a request that has passed viewer-request.
    pub(super) fn of(ask: &Ask, behavior: &Behavior, reading: &Reading) -> Self {
        let key = behavior.key_policy();
        let path = match reading.key_path {
            KeyPath::Raw => ask.path.clone(),
            KeyPath::Rfc3986 => path::normalised(&ask.path),
        };
        let query = match reading.key_query_order {
            KeyQueryOrder::Viewer => query::selected(&ask.query, &[&key.query]),
            KeyQueryOrder::Sorted => query::selected_and_sorted(&ask.query, &key.query),
        };
        let compresses = policy::compresses(behavior);
        let encodings =
            if compresses { encodings::accepted(&ask.headers, &key) } else { String::new() };
        Self {
            options: ask.method == "OPTIONS",
            path,
            query,
            headers: headers(ask, &key.headers, compresses),
            cookies: cookies::selected(&ask.headers, &[&key.cookies]),
            encodings,
        }
    }
}

fn headers(ask: &Ask, listed: &Select, compresses: bool) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> = ask
        .headers
        .0
        .iter()
        .map(|(name, value)| (name.to_ascii_lowercase(), value.clone()))
        .filter(|(name, _)| policy::selects_header(listed, name))
        .filter(|(name, _)| !(compresses && name == "accept-encoding"))
        .collect();
    headers.sort_by(|a, b| a.0.cmp(&b.0));
    headers
}
