//! A combination as a scenario: earlier steps bring the caches into the state that it asks for.

use std::collections::BTreeMap;

use edgecase::scenario::{
    Behavior, Blocked, Distribution, Expect, Function, FunctionKind, Lines, Origin, Reply, Request,
    RequestStep, Scenario, Scheme, Settings, Step, Topology, Ttl, Unreachable, ViewerProtocol,
};
use edgecase_core::Stage;
use edgecase_core::profile::Edition;
use serde_json::{Value, json};

use crate::combination::{
    AtOrigin, AtRequest, AtResponse, AtViewer, Cached, Combination, Early, Method,
};

/// The lifetime of what names none.
pub(crate) const DEFAULT_TTL: u64 = 60;
/// The lifetime of the object, and of every error.
pub(crate) const SHORT: u64 = 10;

/// What is answered: status and body.
pub(crate) type Said = (u16, &'static str);

/// The object that the caches hold.
pub(crate) const OLD: Said = (200, "old");
/// The error that they hold.
pub(crate) const MISSING: Said = (404, "missing");

/// How CloudFront refuses a request by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    Redirect,
    HttpsOnly,
    Blocked(Blocked),
    Method,
    GetWithBody,
}

impl Combination {
    /// How the request is refused, if it is.
    pub(crate) fn refusal(&self) -> Option<Refusal> {
        let is_get = self.method == Method::Cached && self.asks == "GET";
        let last = if is_get { Refusal::GetWithBody } else { Refusal::Method };
        let all = [
            Refusal::Redirect,
            Refusal::HttpsOnly,
            Refusal::Blocked(Blocked::Waf),
            Refusal::Blocked(Blocked::Geo),
            Refusal::Blocked(Blocked::Signature),
            last,
        ];
        (self.early == Early::Reject).then(|| turn(self.number, &all))
    }

    /// What viewer-request answers, if it generates a response.
    pub(crate) fn told(&self) -> Said {
        match (self.viewer_request, self.odd) {
            (AtRequest::GenSuccess, false) => (200, "told"),
            (AtRequest::GenSuccess, true) => (302, "told"),
            (_, false) => (403, "told"),
            (_, true) => (503, "told"),
        }
    }

    /// What origin-request answers, if it generates a response.
    pub(crate) fn made(&self) -> Said {
        match (self.origin_request, self.odd) {
            (AtRequest::GenSuccess, false) => (200, "made"),
            (AtRequest::GenSuccess, true) => (302, "made"),
            (_, false) => (404, "made"),
            (_, true) => (503, "made"),
        }
    }

    /// What the origin answers and origin-response makes of it.
    pub(crate) fn fetched(&self) -> Said {
        match (self.origin_response, self.origin, self.odd) {
            (AtResponse::ToSuccess, ..) => (201, "changed"),
            (AtResponse::ToError, _, false) => (414, "changed"),
            (AtResponse::ToError, _, true) => (501, "changed"),
            (_, AtOrigin::ClientError, _) => (404, "gone"),
            (_, AtOrigin::ServerError, false) => (500, "broken"),
            (_, AtOrigin::ServerError, true) => (503, "broken"),
            _ => (200, "new"),
        }
    }

    /// What CloudFront says of an origin that does not answer.
    pub(crate) fn unreachable(&self) -> u16 {
        if self.odd { 504 } else { 502 }
    }

    /// The clock when the request comes.
    pub(crate) fn now(&self) -> u64 {
        match self.cached {
            Cached::Fresh | Cached::FreshError => 5,
            Cached::Window => 20,
            Cached::Expired => 100,
            Cached::Nothing => 0,
        }
    }

    /// Builds the scenario; its last step is the request.
    pub(crate) fn scenario(&self) -> Scenario {
        let mut steps = Vec::new();
        let stored = match self.cached {
            Cached::Nothing => None,
            Cached::FreshError => Some(reply(MISSING)),
            Cached::Fresh | Cached::Window | Cached::Expired => Some(old()),
        };
        if stored.is_some() {
            let method = self.asks.to_owned();
            steps.push(request(Request { method, ..Request::get("/a") }));
            steps.push(Step::Advance(self.now()));
        }
        steps.push(Step::Functions(BTreeMap::from([("*".to_owned(), self.functions())])));
        steps.push(Step::Origins(origins(self.reply())));
        steps.push(request(self.request()));
        let viewer_protocol = match self.refusal() {
            Some(Refusal::Redirect) => ViewerProtocol::RedirectToHttps,
            Some(Refusal::HttpsOnly) => ViewerProtocol::HttpsOnly,
            _ => ViewerProtocol::AllowAll,
        };
        let behavior = Behavior {
            allowed_methods: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST"]
                .map(str::to_owned)
                .into(),
            cached_methods: ["GET", "HEAD"]
                .into_iter()
                .chain((self.method == Method::Cached).then_some(self.asks))
                .map(str::to_owned)
                .collect(),
            viewer_protocol,
            ttl: Some(Ttl { min: 0, default: DEFAULT_TTL, max: 300 }),
            ..Behavior::default()
        };
        Scenario {
            schema: None,
            format: 1,
            case: None,
            profile: Edition::Current,
            set: BTreeMap::new(),
            start: 0,
            trace: false,
            distribution: Distribution {
                default_root_object: None,
                behaviors: vec![behavior],
                error_responses: Vec::new(),
                origin_groups: BTreeMap::new(),
                topology: Topology::default(),
            },
            origins: origins(stored.unwrap_or_default()),
            steps,
        }
    }

    fn request(&self) -> Request {
        let get = Request::get("/a");
        let others = ["POST", "PUT", "PATCH", "OPTIONS"];
        let method = match self.method {
            Method::Cached => self.asks,
            Method::NotCached => turn(self.number, &others),
        };
        let asked = Request { method: method.to_owned(), ..get };
        match self.refusal() {
            None => asked,
            Some(Refusal::Redirect | Refusal::HttpsOnly) => {
                Request { scheme: Scheme::Http, ..asked }
            }
            Some(Refusal::Blocked(by)) => Request { blocked: Some(by), ..asked },
            Some(Refusal::Method) => Request { method: "DELETE".to_owned(), ..asked },
            Some(Refusal::GetWithBody) => Request { body: Some("body".to_owned()), ..asked },
        }
    }

    fn functions(&self) -> BTreeMap<Stage, Option<Function>> {
        let at_request = |does, said: Said| match does {
            AtRequest::Pass => FunctionKind::Patch(json!({})),
            AtRequest::GenSuccess | AtRequest::GenError => FunctionKind::returning(&returned(said)),
            AtRequest::Bad => bad(self.odd),
        };
        let origin_response = match self.origin_response {
            AtResponse::Pass => FunctionKind::Patch(json!({})),
            AtResponse::ToSuccess | AtResponse::ToError => {
                FunctionKind::Patch(returned(self.fetched()))
            }
            AtResponse::Bad => bad(self.odd),
        };
        let viewer_response = match self.viewer_response {
            AtViewer::Pass => {
                FunctionKind::Patch(json!({"headers": {"x-edited": [{"value": "yes"}]}}))
            }
            AtViewer::Bad => bad(!self.odd),
        };
        BTreeMap::from([
            (Stage::ViewerRequest, at_request(self.viewer_request, self.told())),
            (Stage::OriginRequest, at_request(self.origin_request, self.made())),
            (Stage::OriginResponse, origin_response),
            (Stage::ViewerResponse, viewer_response),
        ])
        .into_iter()
        .map(|(stage, does)| (stage, self.has_function(stage).then(|| does.always())))
        .collect()
    }

    fn reply(&self) -> Reply {
        let unchanged = Self { origin_response: AtResponse::Pass, ..*self };
        match self.origin {
            AtOrigin::Success | AtOrigin::ClientError | AtOrigin::ServerError => {
                reply(unchanged.fetched())
            }
            AtOrigin::NotModified => Reply { conditional: true, ..old() },
            AtOrigin::Dead => {
                let how = if self.odd { Unreachable::Timeout } else { Unreachable::Connect };
                Reply { unreachable: Some(how), ..Reply::default() }
            }
        }
    }
}

/// Returns the one whose turn it is.
fn turn<T: Copy>(number: usize, values: &[T]) -> T {
    let turn = values.get(number % values.len()).copied();
    turn.expect("the rest is less than the number of values")
}

/// Fails, by what is handed back or by throwing.
fn bad(throws: bool) -> FunctionKind {
    if throws {
        FunctionKind::Throw("no".to_owned())
    } else {
        FunctionKind::returning(&json!({"status": "1000"}))
    }
}

/// Returns the status of a failure of [`bad`], and its X-Cache.
pub(crate) fn failure(throws: bool) -> (u16, &'static str) {
    if throws {
        (503, "LambdaExecutionError from cloudfront")
    } else {
        (502, "LambdaValidationError from cloudfront")
    }
}

fn returned((status, body): Said) -> Value {
    json!({"status": status.to_string(), "body": body})
}

fn reply((status, body): Said) -> Reply {
    Reply { status, body: Some(body.to_owned()), ..Reply::default() }
}

/// The object: expired after a while, and then good for another while.
fn old() -> Reply {
    let headers = [
        ("Cache-Control", format!("max-age={SHORT}, stale-while-revalidate={DEFAULT_TTL}")),
        ("ETag", "\"1\"".to_owned()),
    ];
    let headers = headers.map(|(name, value)| (name.to_owned(), Lines::One(value)));
    Reply { headers: headers.into(), ..reply(OLD) }
}

fn origins(reply: Reply) -> BTreeMap<String, Origin> {
    let paths = BTreeMap::from([("*".to_owned(), vec![reply])]);
    BTreeMap::from([("main".to_owned(), Origin { settings: Settings::default(), paths })])
}

fn request(request: Request) -> Step {
    Step::Request(Box::new(RequestStep { request, expect: Expect::default() }))
}
