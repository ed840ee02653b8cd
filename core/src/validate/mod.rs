//! The rules, judged over what the decoder found. One file a subject; each function names the
//! rules that it reports, and the rule table decides what a breach leads to.

mod body;
mod case;
mod custom_headers;
mod description;
mod headers;
mod names;
mod origin;
mod read_only;
mod request;
mod request_body;
mod result;
mod size;
mod status;

use crate::decode::{Broken, Decoder, Document, Kind, Object, Root};
use crate::exchange::Exchange;
use crate::outcome::{Outcome, Returned, ReturnedRequest, ReturnedResponse};
use crate::place::Place;
use crate::profile::{NullResult, Profile};
use crate::rule::RuleId;
use crate::stage::Stage;
use crate::verdict::{Verdict, Violation, Violations};
use case::Case;
pub(crate) use custom_headers::{
    count as custom_header_count, total_chars as custom_headers_chars,
};
pub(crate) use headers::{SentName, disallowed, sent_name};
pub(crate) use names::lines_of;
use result::{Reading, reading};
pub(crate) use size::{body_bytes, header_bytes, uri_query_bytes};
pub(crate) use status::number as status_number;

/// Judges the raw bytes that a function handed back.
///
/// All violations are reported, each with rule and place. Nothing panics on input, recurses without
/// bound, or takes more than linear time (sorting of names aside). A result of 4 GiB or more counts
/// as one that cannot be parsed.
///
/// # Examples
/// ```
/// use edgecase_core::{Event, Exchange, Profile, RuleId, Stage, Verdict, validate};
///
/// let event = Event::minimal(Stage::ViewerRequest);
/// let exchange = Exchange::new(Stage::ViewerRequest, &event);
/// let profile = Profile::default();
///
/// let verdict = validate(exchange, br#"{"status":"302"}"#, &profile);
/// assert!(matches!(verdict, Verdict::Accept { .. }));
///
/// let Verdict::Reject(violations) = validate(exchange, br#"{"status":"600"}"#, &profile) else {
///     panic!("600 is out of range");
/// };
/// assert_eq!(violations.as_slice()[0].rule, RuleId::StatusRange);
/// ```
#[must_use]
pub fn validate<'a>(exchange: Exchange<'a>, result: &'a [u8], profile: &'a Profile) -> Verdict<'a> {
    Scratch::default().validate(exchange, result, profile)
}

/// Memory that judging takes; used again, it is not asked for again.
///
/// A result that breaks nothing, with up to 32 headers of one value each and nothing escaped in names, is
/// judged without memory from the heap either way. What is kept is a multiple of the largest result.
///
/// # Examples
/// ```
/// use edgecase_core::{Event, Exchange, Profile, Scratch, Stage, Verdict};
///
/// let event = Event::minimal(Stage::ViewerRequest);
/// let exchange = Exchange::new(Stage::ViewerRequest, &event);
/// let (profile, mut scratch) = (Profile::default(), Scratch::default());
/// for result in [r#"{"status":"302"}"#, r#"{"status":"404"}"#] {
///     let verdict = scratch.validate(exchange, result.as_bytes(), &profile);
///     assert!(matches!(verdict, Verdict::Accept { .. }));
/// }
/// ```
#[derive(Debug, Default)]
pub struct Scratch {
    decoder: Decoder,
    document: Document,
}

impl Scratch {
    /// Returns memory in which a decoder of choice reads.
    #[must_use]
    pub fn with(decoder: Decoder) -> Self {
        Self { decoder, document: Document::default() }
    }

    /// Judges as [`validate`] does.
    #[must_use]
    pub fn validate<'a>(
        &mut self,
        exchange: Exchange<'a>,
        result: &'a [u8],
        profile: &'a Profile,
    ) -> Verdict<'a> {
        match self.decoder.decode(result, &mut self.document) {
            Ok(()) => {}
            Err(Broken::Json) => return alone(RuleId::ResultJson),
            Err(Broken::Depth) => return alone(RuleId::ResultDepth),
        }
        let returned = Returned { input: result, exchange, profile, decoder: self.decoder };
        judged(&self.document, returned)
    }
}

fn judged<'a>(document: &Document, returned: Returned<'a>) -> Verdict<'a> {
    let Returned { input, exchange, profile, .. } = returned;
    let object = match document.root {
        Root::Other(_) => return alone(RuleId::ResultObject),
        Root::Null if profile.null_result == NullResult::Reject => {
            return alone(RuleId::ResultNull);
        }
        Root::Null => return accept(exchange.stage.is_request(), returned, Vec::new()),
        Root::Object => document.object().expect("the members of an object"),
    };
    if result::is_wrapper(object) {
        return alone(RuleId::ResultWrapper);
    }
    if exchange.stage.is_request() && result::is_api_gateway(document, object, profile) {
        return alone(RuleId::ResultApiGateway);
    }
    let mut case = Case::new(input, document, exchange, profile);
    if let Some(offset) = document.surrogate {
        case.report(RuleId::ResultSurrogate, Place::At(offset));
    }
    let reading = reading(object, exchange.stage, profile);
    judge(&mut case, object, reading);
    let (refusals, notes) = case.take_findings();
    match Violations::new(refusals) {
        Some(violations) => Verdict::Reject(violations),
        None => accept(reading == Reading::Request, returned, notes),
    }
}

/// A violation beside which nothing else is judged.
fn alone(rule: RuleId) -> Verdict<'static> {
    let violation = Violation { rule, at: Place::Whole };
    Verdict::Reject(Violations::new(vec![violation]).expect("one violation was put in"))
}

fn accept(is_request: bool, returned: Returned<'_>, notes: Vec<Violation>) -> Verdict<'_> {
    let outcome = if is_request {
        Outcome::Continue(ReturnedRequest(returned))
    } else {
        Outcome::Respond(ReturnedResponse(returned))
    };
    Verdict::Accept { outcome, notes }
}

fn judge<'a>(case: &mut Case<'a>, object: &'a Object, reading: Reading) {
    result::judge(case, object, reading);
    match reading {
        Reading::Response => response(case, object),
        Reading::Request => request(case, object),
    }
}

fn response<'a>(case: &mut Case<'a>, object: &'a Object) {
    let status = status::judge(case, object);
    description::judge(case, object);
    let headers = headers::judge_response(case, object);
    let body = body::judge(case, object, status);
    if case.stage() == Stage::ViewerResponse {
        size::viewer_response(case, headers);
    } else {
        size::response(case, headers, body);
    }
}

fn request<'a>(case: &mut Case<'a>, object: &'a Object) {
    request::judge(case, object);
    let headers = headers::judge_request(case, object);
    request_body::judge(case, object);
    size::uri_query(case, object);
    if case.stage() == Stage::ViewerRequest {
        if let Some(origin) = &object.origin
            && case.present(Some(origin.leaf)).is_some()
        {
            case.report_at(RuleId::OriginAtViewerRequest, origin.leaf);
        }
    } else {
        origin::judge(case, object, headers.filter(|map| map.leaf().kind() == Kind::Object));
    }
}

#[cfg(test)]
mod tests;
