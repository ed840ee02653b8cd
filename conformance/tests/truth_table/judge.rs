//! Compares what a combination led to with its row of the table.

use edgecase::scenario::{CacheWord, Caches, Copy, CopyKind, StepAnswer};
use edgecase_core::Stage;

use crate::combination::{AtOrigin, AtRequest, AtViewer, Cached, Combination, Early, Method};
use crate::rows::{Gets, Row, Store};
use crate::scene::{DEFAULT_TTL, MISSING, OLD, Refusal, SHORT, failure};

/// What a witness did.
pub(crate) struct Played {
    pub(crate) answer: StepAnswer,
    pub(crate) before: Caches,
    pub(crate) after: Caches,
}

/// Digits of the run string that stand for functions; the third is the origin's.
const VRQ: (usize, Stage) = (0, Stage::ViewerRequest);
const ORQ: (usize, Stage) = (1, Stage::OriginRequest);
const ORS: (usize, Stage) = (3, Stage::OriginResponse);
const VRS: (usize, Stage) = (4, Stage::ViewerResponse);

/// Returns in what it differs from the row; nothing if in nothing.
pub(crate) fn differences(row: &Row, it: &Combination, played: &Played) -> Vec<String> {
    let mut found = Vec::new();
    let answer = &played.answer;
    let mut same = |what: &str, want: String, got: String| {
        if want != got {
            found.push(format!("{what}: want {want}, got {got}"));
        }
    };
    let reached = |digit: usize| row.runs.as_bytes().get(digit) == Some(&b'1');
    let ran = |(digit, stage): &(usize, Stage)| reached(*digit) && it.has_function(*stage);
    let stages = |some: &[(usize, Stage)]| -> Vec<Stage> {
        some.iter().filter(|at| ran(at)).map(|(_, stage)| *stage).collect()
    };
    let (front, back) = if row.in_background() {
        (stages(&[VRQ, VRS]), stages(&[ORQ, ORS]))
    } else {
        (stages(&[VRQ, ORQ, ORS, VRS]), Vec::new())
    };
    let requests = u32::from(reached(2));
    let (front_requests, back_requests) =
        if row.in_background() { (0, requests) } else { (requests, 0) };
    let background = &answer.background;
    same("runs", format!("{front:?}"), format!("{:?}", answer.invoked));
    same("background", format!("{back:?}"), format!("{:?}", background.invoked));
    same("origin requests", front_requests.to_string(), answer.origin_requests.to_string());
    same(
        "origin requests in the background",
        back_requests.to_string(),
        background.origin_requests.to_string(),
    );
    let want = wanted(row, it);
    same("status", want.status.to_string(), answer.status.to_string());
    if let Some(body) = want.body {
        let body = if it.is_head() { "" } else { body };
        same("body", body.to_owned(), String::from_utf8_lossy(&answer.body.0).into_owned());
    }
    same("cache", want.cache.as_str().to_owned(), answer.cache.as_str().to_owned());
    same("xCache", want.x_cache.to_owned(), answer.x_cache.clone());
    let edited = ran(&VRS) && row.gets(it) != Gets::Failure;
    same("edited", edited.to_string(), answer.headers.contains_key("x-edited").to_string());
    let bodiless = |mut caches: Vec<(&str, Vec<Part>)>| {
        if it.is_head() {
            caches.iter_mut().flat_map(|(_, copies)| copies).for_each(|copy| copy.2.clear());
        }
        format!("{caches:?}")
    };
    let want = bodiless(stored(row, it, &played.before));
    let got = bodiless(comparable(&played.after));
    same("store", want, got);
    found
}

impl Combination {
    /// Tells whether no body goes to the viewer.
    fn is_head(&self) -> bool {
        self.method == Method::Cached && self.asks == "HEAD"
    }
}

/// What the viewer has to get.
struct Wanted {
    status: u16,
    /// Not where CloudFront writes the body of an error.
    body: Option<&'static str>,
    cache: CacheWord,
    x_cache: &'static str,
}

fn wanted(row: &Row, it: &Combination) -> Wanted {
    let gets = row.gets(it);
    let ((status, body), x_cache) = match gets {
        Gets::Own => own(it),
        Gets::GeneratedForViewer => (it.told(), "LambdaGeneratedResponse from cloudfront"),
        Gets::Failure => {
            let at_viewer = row.runs.ends_with('1') && it.viewer_response == AtViewer::Bad;
            let throws = if at_viewer { !it.odd } else { it.odd };
            let (status, x_cache) = failure(throws);
            ((status, ""), x_cache)
        }
        Gets::CachedObject => (OLD, "Hit from cloudfront"),
        Gets::CachedError => (MISSING, "Error from cloudfront"),
        Gets::Generated => (it.made(), fetched_label(it.made().0)),
        Gets::Fetched => (it.fetched(), fetched_label(it.fetched().0)),
        Gets::Refreshed => (OLD, "RefreshHit from cloudfront"),
        Gets::Stale if row.in_background() => (OLD, "Hit from cloudfront"),
        Gets::Stale => (OLD, "RefreshHit from cloudfront"),
        Gets::Unreachable => ((it.unreachable(), ""), "Error from cloudfront"),
    };
    let body = (!matches!(gets, Gets::Failure | Gets::Unreachable)).then_some(body);
    Wanted { status, body, cache: cache(row, it), x_cache }
}

/// What the lookup found, which a failing viewer-response does not change.
fn cache(row: &Row, it: &Combination) -> CacheWord {
    let looked = it.early == Early::Pass && it.viewer_request == AtRequest::Pass;
    match row.gets {
        _ if !looked || it.method == Method::NotCached => CacheWord::None,
        Gets::Refreshed => CacheWord::Refresh,
        Gets::Stale => CacheWord::Stale,
        _ if matches!(it.cached, Cached::Fresh | Cached::FreshError) => CacheWord::Hit,
        _ => CacheWord::Miss,
    }
}

const fn fetched_label(status: u16) -> &'static str {
    if status < 400 { "Miss from cloudfront" } else { "Error from cloudfront" }
}

fn own(it: &Combination) -> ((u16, &'static str), &'static str) {
    match it.refusal() {
        Some(Refusal::Redirect) => {
            let is_safe = it.method == Method::Cached && it.asks != "OPTIONS";
            let status = if is_safe { 301 } else { 307 };
            ((status, ""), "Redirect from cloudfront")
        }
        _ => ((403, ""), "Error from cloudfront"),
    }
}

/// The members of a copy that the table says something about.
type Part = (CopyKind, u16, String, u64, u64, u64);

fn part(copy: &Copy) -> Part {
    let body = String::from_utf8_lossy(&copy.body.0).into_owned();
    (copy.kind, copy.status, body, copy.validated_at, copy.expires_at, copy.hold_until)
}

fn comparable(caches: &Caches) -> Vec<(&str, Vec<Part>)> {
    let layers = caches.iter().filter(|(_, copies)| !copies.is_empty());
    layers.map(|(layer, copies)| (layer.as_str(), copies.iter().map(part).collect())).collect()
}

/// Returns what the caches have to hold: the same in the point of presence and behind it.
fn stored<'c>(row: &Row, it: &Combination, before: &'c Caches) -> Vec<(&'c str, Vec<Part>)> {
    let now = it.now();
    let everywhere = |kind, (status, body): (u16, &str), ttl| {
        let copy = (kind, status, body.to_owned(), now, now + ttl, 0);
        // OPTIONS passes the point of presence only.
        let layers: &[&str] = if it.asks == "OPTIONS" { &["pop"] } else { &["pop", "regional"] };
        layers.iter().map(|layer| (*layer, vec![copy.clone()])).collect()
    };
    let generated = matches!(it.origin_request, AtRequest::GenSuccess | AtRequest::GenError);
    let changed = |change: fn(Part, u64) -> Part| {
        let mut caches = comparable(before);
        for copy in caches.iter_mut().flat_map(|(_, copies)| copies) {
            *copy = change(copy.clone(), now);
        }
        caches
    };
    match row.store {
        Store::Untouched => comparable(before),
        Store::Success => {
            let said = if generated { it.made() } else { it.fetched() };
            // A changed 304 has the headers of the object.
            let of_object = !generated && it.origin == AtOrigin::NotModified;
            everywhere(CopyKind::Success, said, if of_object { SHORT } else { DEFAULT_TTL })
        }
        Store::Error => {
            let said = match it.origin {
                _ if generated => it.made(),
                AtOrigin::Dead => (it.unreachable(), ""),
                _ => it.fetched(),
            };
            everywhere(CopyKind::Negative, said, SHORT)
        }
        Store::Refresh => {
            changed(|(kind, status, body, ..), now| (kind, status, body, now, now + SHORT, 0))
        }
        Store::Hold => changed(|(kind, status, body, validated, expires, _), now| {
            (kind, status, body, validated, expires, now + SHORT)
        }),
    }
}
