//! The rules that the peers have in common.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

use edgecase_core::{Profile, Stage, limits, names};

/// What is known of a response while it is read; memory is reused from one to the next.
#[derive(Debug)]
pub struct Rules {
    limit: u64,
    /// Names that are refused, by their length.
    refused: Vec<Vec<&'static str>>,
    seen: HashSet<u64, BuildHasherDefault<Ready>>,
    bytes: u64,
}

/// A body, as the rules ask for it.
#[derive(Clone, Copy, Debug)]
pub enum Body<'a> {
    /// A text of so many bytes.
    Text(u64),
    /// Base64.
    Base64(&'a str),
}

impl Rules {
    /// Returns the rules of a stage.
    #[must_use]
    pub fn new(stage: Stage) -> Self {
        let mut refused = Vec::new();
        for name in refused_names(stage) {
            if refused.len() <= name.len() {
                refused.resize(name.len() + 1, Vec::new());
            }
            if let Some(same_length) = refused.get_mut(name.len()) {
                same_length.push(name);
            }
        }
        let limit = limits::response_bytes(stage, &Profile::default());
        Self { limit, refused, seen: HashSet::default(), bytes: 0 }
    }

    /// Forgets the response before.
    pub fn start(&mut self) {
        self.seen.clear();
        self.bytes = 0;
    }

    /// Tells whether a header may have a name, given the names before.
    pub fn name(&mut self, name: &str) -> bool {
        is_token(name) && !self.is_refused(name) && self.seen.insert(folded(name.as_bytes()))
    }

    /// Tells whether an entry may stand under a name, and counts it.
    pub fn entry(&mut self, name: &str, key: Option<&str>, value: &str) -> bool {
        const SEPARATORS: u64 = 4;
        self.bytes += bytes(name) + bytes(value) + SEPARATORS;
        key.is_none_or(|key| key.eq_ignore_ascii_case(name)) && !value.bytes().any(is_control)
    }

    /// Judges what is left once all headers were seen.
    #[must_use]
    pub fn finish(&self, status: u16, body: Option<Body<'_>>) -> bool {
        const NO_CONTENT: u16 = 204;
        let length = match body {
            None => Some(0),
            Some(Body::Text(length)) => Some(length),
            Some(Body::Base64(text)) => crate::base64::decoded_len(text),
        };
        length.is_some_and(|length| {
            (status != NO_CONTENT || length == 0) && self.bytes + length <= self.limit
        })
    }

    fn is_refused(&self, name: &str) -> bool {
        let same_length = self.refused.get(name.len()).map(Vec::as_slice).unwrap_or_default();
        let prefixed = |prefix: &&str| names::starts_with_ignore_case(name, prefix);
        same_length.iter().any(|refused| refused.eq_ignore_ascii_case(name))
            || names::DISALLOWED_PREFIXES.iter().any(prefixed)
    }
}

/// Returns the status that a text stands for, if a function may set it.
#[must_use]
pub fn status(text: &str) -> Option<u16> {
    let status = (text.len() == 3).then(|| text.parse().ok())??;
    limits::STATUS.contains(&status).then_some(status)
}

/// Returns the names that a response may not have, prefixes apart.
pub(crate) fn refused_names(stage: Stage) -> Vec<&'static str> {
    let disallowed = names::DISALLOWED.iter().chain(names::DISALLOWED_AMZN).copied();
    disallowed.chain(names::read_only(stage, &Profile::default())).collect()
}

/// Returns the length of a text.
pub(crate) fn bytes(text: &str) -> u64 {
    u64::try_from(text.len()).unwrap_or(u64::MAX)
}

fn is_token(name: &str) -> bool {
    let is_token_byte = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    !name.is_empty() && name.bytes().all(is_token_byte)
}

const fn is_control(byte: u8) -> bool {
    byte < b' ' && byte != b'\t' || byte == 0x7f
}

/// Hashes a name in lower case, a word at a time.
fn folded(name: &[u8]) -> u64 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let (words, rest) = name.as_chunks::<8>();
    let mut last = [0; 8];
    for (to, from) in last.iter_mut().zip(rest) {
        *to = *from;
    }
    words.iter().chain([&last]).fold(bytes_of(name), |hash, word| {
        let word = u64::from_le_bytes(word.map(|byte| byte.to_ascii_lowercase()));
        (hash ^ word).wrapping_mul(FACTOR).rotate_left(29)
    })
}

fn bytes_of(name: &[u8]) -> u64 {
    u64::try_from(name.len()).unwrap_or(u64::MAX)
}

/// Takes what was hashed already for its hash.
#[derive(Debug, Default)]
struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {
        unreachable!("words are hashed only")
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = word;
    }
}
