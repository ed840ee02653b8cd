//! Generated behaviours.

use std::collections::BTreeSet;

use edgecase_core::Stage;

use super::focus::{Entry, Focus, Subject};
use super::function::function;
use crate::scenario::{Behavior, KeyPolicy, Select, Ttl, ViewerProtocol};
use crate::strategy::Draw;

const TARGETS: [Entry<&str>; 4] =
    [(9, &[], "main"), (1, &[], "backup"), (5, &[Subject::Failure], "pair"), (1, &[], "bucket")];

/// What may be set about a behaviour.
#[derive(Clone, Copy)]
enum Setting {
    Function(Stage),
    KeyQuery,
    KeyHeaders,
    KeyCookies,
    Gzip,
    Brotli,
    OriginQuery,
    OriginHeaders,
    OriginCookies,
    CacheOptions,
    FewMethods,
    AddedHeader,
    SignedUrls,
    ViewerProtocol,
    ManagedPolicy,
}

/// With five of them on average, a function is there at each stage in three cases of ten.
const SETTINGS: [Entry<Setting>; 18] = [
    (43, &[Subject::Entry, Subject::Failure], Setting::Function(Stage::ViewerRequest)),
    (43, &[Subject::Failure], Setting::Function(Stage::OriginRequest)),
    (43, &[Subject::Stale, Subject::Condition], Setting::Function(Stage::OriginResponse)),
    (43, &[Subject::Page], Setting::Function(Stage::ViewerResponse)),
    (83, &[], Setting::KeyQuery),
    (50, &[Subject::Key], Setting::KeyHeaders),
    (33, &[Subject::Key], Setting::KeyCookies),
    (33, &[], Setting::Gzip),
    (33, &[], Setting::Brotli),
    (22, &[], Setting::OriginQuery),
    (15, &[], Setting::OriginHeaders),
    (11, &[], Setting::OriginCookies),
    (43, &[], Setting::CacheOptions),
    (11, &[Subject::Entry], Setting::FewMethods),
    (20, &[Subject::Key], Setting::AddedHeader),
    (11, &[Subject::Key], Setting::SignedUrls),
    (20, &[Subject::Entry], Setting::ViewerProtocol),
    (8, &[], Setting::ManagedPolicy),
];

/// Returns a behaviour with the path `*`.
pub(super) fn behavior(d: &mut dyn Draw, focus: Focus) -> Behavior {
    let target = *focus.of(d, &TARGETS);
    let ttl = Some(ttl(d, focus));
    let mut behavior = Behavior { origin: Some(target.to_owned()), ttl, ..Behavior::default() };
    // A setting that comes again takes the place of the former.
    d.repeat(0..=40, 6, |d| {
        let setting = *Focus::NONE.of(d, &SETTINGS);
        add_setting(d, focus, &mut behavior, setting);
    });
    d.repeat(0..=3, 4, |d| {
        if let Some(setting) = focus.own(d, &SETTINGS) {
            add_setting(d, focus, &mut behavior, *setting);
        }
    });
    if behavior.cache_policy.is_some() {
        (behavior.ttl, behavior.key) = (None, None);
    }
    if target == "bucket" {
        keep_host_from_key(&mut behavior);
    }
    behavior
}

fn add_setting(d: &mut dyn Draw, focus: Focus, behavior: &mut Behavior, setting: Setting) {
    match setting {
        Setting::Function(stage) => {
            behavior.functions.insert(stage, function(d, focus, stage));
        }
        Setting::KeyQuery => key(behavior).query = query(d),
        Setting::KeyHeaders => key(behavior).headers = key_headers(d),
        Setting::KeyCookies => key(behavior).cookies = cookies(d),
        Setting::Gzip => key(behavior).gzip = true,
        Setting::Brotli => key(behavior).brotli = true,
        Setting::OriginQuery => behavior.origin_request.query = query(d),
        Setting::OriginHeaders => behavior.origin_request.headers = origin_headers(d),
        Setting::OriginCookies => behavior.origin_request.cookies = cookies(d),
        Setting::CacheOptions => {
            behavior.cached_methods.insert("OPTIONS".to_owned());
        }
        Setting::FewMethods => {
            behavior.allowed_methods = ["GET", "HEAD"].map(str::to_owned).into();
        }
        Setting::AddedHeader => {
            let header = *d.pick(&ADDED);
            if behavior.cloudfront_headers.iter().all(|known| known != header) {
                behavior.cloudfront_headers.push(header.to_owned());
            }
        }
        Setting::SignedUrls => behavior.signed_urls = true,
        Setting::ViewerProtocol => {
            let protocols = [ViewerProtocol::RedirectToHttps, ViewerProtocol::HttpsOnly];
            behavior.viewer_protocol = *d.pick(&protocols);
        }
        Setting::ManagedPolicy => behavior.cache_policy = Some((*d.pick(&POLICIES)).to_owned()),
    }
}

fn key(behavior: &mut Behavior) -> &mut KeyPolicy {
    behavior.key.get_or_insert_default()
}

const ADDED: [&str; 3] =
    ["CloudFront-Viewer-Country", "CloudFront-Is-Mobile-Viewer", "CloudFront-Forwarded-Proto"];

const POLICIES: [&str; 4] = [
    "CachingOptimized",
    "CachingDisabled",
    "UseOriginCacheControlHeaders",
    "UseOriginCacheControlHeaders-QueryStrings",
];

/// Lifetimes: minimum, default, maximum.
const TTLS: [(u64, u64, u64); 9] = [
    (0, 60, 300),
    (10, 60, 300),
    (0, 86_400, 31_536_000),
    (1, 86_400, 31_536_000),
    (0, 0, 300),
    (0, 5, 20),
    (0, 0, 0),
    (60, 60, 60),
    (5, 5, 600),
];

/// Returns lifetimes with minimum <= default <= maximum.
fn ttl(d: &mut dyn Draw, focus: Focus) -> Ttl {
    // The first usual one counts twice; the last are too odd to see much happen in time.
    let usual = d.below(if focus.is_on_time() { 7 } else { 12 });
    let number = usize::try_from(usual.saturating_sub(1)).unwrap_or_default();
    match TTLS.get(number) {
        Some((min, default, max)) => Ttl { min: *min, default: *default, max: *max },
        None => {
            let mut three = [(); 3].map(|()| u64::from(d.below(400)));
            three.sort_unstable();
            let [min, default, max] = three;
            Ttl { min, default, max }
        }
    }
}

fn query(d: &mut dyn Draw) -> Select {
    match d.below(5) {
        0 | 1 => Select::All,
        2 | 3 => names(d, &["x", "y"]),
        _ => Select::Except(vec![(*d.pick(&["x", "y"])).to_owned()]),
    }
}

fn cookies(d: &mut dyn Draw) -> Select {
    match d.below(4) {
        0 => Select::All,
        1 | 2 => names(d, &["a", "b"]),
        _ => Select::Except(vec![(*d.pick(&["a", "b"])).to_owned()]),
    }
}

fn key_headers(d: &mut dyn Draw) -> Select {
    match d.below(8) {
        0..=5 => names(d, &["X-A", "Accept-Language", "Host", "CloudFront-Viewer-Country"]),
        6 => names(d, &["Accept-Encoding", "X-A"]),
        _ => Select::All,
    }
}

fn origin_headers(d: &mut dyn Draw) -> Select {
    match d.below(3) {
        0 | 1 => names(d, &["X-B", "Host", "User-Agent", "CloudFront-Is-Mobile-Viewer"]),
        _ => Select::All,
    }
}

/// Returns some names, at least one.
fn names(d: &mut dyn Draw, all: &[&str]) -> Select {
    let mut seen = BTreeSet::new();
    let some = d.list(1..=all.len(), 4, |d| *d.pick(all));
    let once = some.into_iter().filter(|name| seen.insert(*name));
    Select::List(once.map(str::to_owned).collect())
}

/// Takes `Host` out of the key: where an origin is a bucket it cannot be there.
fn keep_host_from_key(behavior: &mut Behavior) {
    if let Some(key) = &mut behavior.key
        && let Select::List(names) = &mut key.headers
    {
        names.retain(|name| name != "Host");
        if names.is_empty() {
            key.headers = Select::None;
        }
    }
    if behavior.cache_policy.as_deref().is_some_and(|name| name.starts_with("UseOrigin")) {
        behavior.cache_policy = None;
    }
}
