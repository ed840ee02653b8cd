//! The cache key: section 1.4 of the rules.

use edgecase_core::profile::{KeyPath, KeyQueryOrder};

use super::ask::Ask;
use super::reading::Reading;
use super::{cookies, encodings, path, policy, query};
use crate::flaw::PipelineFlaw;
use crate::scenario::{Behavior, Select, Selects};

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
            _ if reading.has(PipelineFlaw::KeyPathNormalised) => path::normalised(&ask.path),
            KeyPath::Raw => ask.path.clone(),
            KeyPath::Rfc3986 => path::normalised(&ask.path),
        };
        let more = behavior.origin_request.clone();
        let more = if reading.has(PipelineFlaw::KeyForwarded) { more } else { Selects::default() };
        let query = match reading.key_query_order {
            _ if reading.has(PipelineFlaw::KeyQueryAlways) => ask.query.clone(),
            KeyQueryOrder::Viewer if !reading.has(PipelineFlaw::KeyQuerySorted) => {
                query::selected(&ask.query, &[&key.query, &more.query])
            }
            _ => query::selected_and_sorted(&ask.query, &key.query, reading),
        };
        let compresses = policy::compresses(behavior);
        let encodings = match compresses {
            true if reading.has(PipelineFlaw::KeyEncodingAsSent) => {
                ask.headers.joined("accept-encoding")
            }
            true => encodings::accepted(&ask.headers, &key),
            false => String::new(),
        };
        let cookies = [&key.cookies, &more.cookies];
        Self {
            options: ask.method == "OPTIONS" && !reading.has(PipelineFlaw::OptionsLikeGet),
            path,
            query,
            headers: headers(ask, &[&key.headers, &more.headers], compresses, reading),
            cookies: match reading.has(PipelineFlaw::KeyCookieOrder) {
                true => cookies::in_order(&ask.headers, &cookies),
                false => cookies::selected(&ask.headers, &cookies),
            },
            encodings,
        }
    }
}

fn headers(
    ask: &Ask,
    lists: &[&Select],
    compresses: bool,
    reading: &Reading,
) -> Vec<(String, String)> {
    let listed = |name: &str| lists.iter().any(|list| policy::selects_header(list, name));
    let as_spelled = |name: &str| lists.iter().any(|list| policy::selects(list, name));
    let mut headers: Vec<(String, String)> = ask
        .headers
        .0
        .iter()
        .filter(|(name, _)| !reading.has(PipelineFlaw::KeyNameCase) || as_spelled(name))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.clone()))
        .filter(|(name, _)| listed(name) || (reading.has(PipelineFlaw::KeyHost) && name == "host"))
        .filter(|(name, _)| !(compresses && name == "accept-encoding"))
        .collect();
    for (_, value) in &mut headers {
        if reading.has(PipelineFlaw::KeyValueFolded) {
            value.make_ascii_lowercase();
        }
    }
    headers.sort_by(|a, b| a.0.cmp(&b.0));
    headers
}
