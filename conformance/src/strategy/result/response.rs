//! Responses that are accepted: generated ones, and the event's, changed.

use edgecase_core::profile::{
    MissingHeadersAtResponse, StatusAtResponse, StatusLexical, VsStatusChange,
};
use edgecase_core::{RuleId, Stage};

use super::body;
use super::json::{Json, Members, Word};
use super::maker::Maker;

/// Statuses that a function may set: both ends, those that some rule knows, and those around.
const STATUSES: &[u16] =
    &[200, 599, 599, 204, 205, 304, 302, 404, 503, 201, 203, 206, 303, 305, 299, 399, 499, 598];

const DESCRIPTIONS: &[&str] =
    &["OK", "", "Not Found", "a\tb", " ~", "\u{80}\u{e9} \u{1f600}", "\t"];

impl Maker<'_> {
    /// Makes a response that no rule minds.
    pub(super) fn response(&mut self) -> Json {
        let mut response = Members::with_capacity(6);
        let status = self.status(&mut response);
        if self.d.chance(1, 2) {
            response.push((Word::Borrowed("statusDescription"), self.description()));
        }
        self.response_headers(&mut response);
        if self.stage == Stage::ViewerResponse {
            self.body_without_effect(&mut response);
        } else {
            self.body(&mut response, status);
        }
        if !self.stage.is_request() && self.d.chance(1, 12) {
            let name = *self.d.pick(&["uri", "clientIp", "method", "querystring", "origin"]);
            response.push((Word::Borrowed(name), body::any_value(self.d)));
        }
        self.unknown_members(&mut response, RESPONSE_UNKNOWN);
        let middle = self.d.index(response.len());
        response.rotate_left(middle);
        Json::Object(response)
    }

    /// Adds a status, and returns it.
    fn status(&mut self, response: &mut Members) -> u16 {
        let own = match self.stage {
            Stage::ViewerResponse => {
                if self.reading.profile.vs_status_change == VsStatusChange::Ignore
                    && self.d.chance(1, 2)
                {
                    *self.d.pick(&[200, 600, 100, 999])
                } else {
                    self.event.status.parse().unwrap_or(200)
                }
            }
            _ if self.d.chance(1, 2) => *self.d.pick(STATUSES),
            _ => 200,
        };
        let inherited = !self.stage.is_request()
            && self.reading.profile.status_at_response == StatusAtResponse::Inherit;
        if inherited && self.d.chance(1, 3) {
            return 0;
        }
        let status = self.spelled_status(own);
        response.push((Word::Borrowed("status"), status));
        own
    }

    /// Spells a status as text, or as a number where that is accepted.
    pub(super) fn spelled_status(&mut self, status: u16) -> Json {
        let lenient = self.reading.profile.status_lexical == StatusLexical::LenientTrim;
        let numbers = !self.minds(RuleId::StatusNumber);
        match self.d.below(6) {
            4 | 5 if numbers => Json::Raw(Word::Owned(status.to_string())),
            3 if lenient && status > 99 => Json::text(format!(" \t00{status} ")),
            _ => Json::text(format!("{status:03}")),
        }
    }

    fn description(&mut self) -> Json {
        let null = self.stage == Stage::ViewerResponse || self.null_is_absent();
        if null && self.d.chance(1, 4) {
            return Json::raw("null");
        }
        if self.stage == Stage::ViewerResponse && self.d.chance(1, 3) {
            let free = ["1", "[]", "\"\\n\"", "{}", "false", "\"\\u007f\""];
            return Json::raw(*self.d.pick(&free));
        }
        Json::text(*self.d.pick(DESCRIPTIONS))
    }

    fn response_headers(&mut self, response: &mut Members) {
        let name = Word::Borrowed("headers");
        if self.stage.is_request() {
            if self.d.chance(2, 3) {
                let headers = self.own_headers();
                response.push((name, headers));
            } else if self.null_is_absent() && self.d.chance(1, 4) {
                response.push((name, Json::raw("null")));
            }
            return;
        }
        let inherited =
            self.reading.profile.missing_headers_at_response == MissingHeadersAtResponse::Inherit;
        if !(inherited && self.d.chance(1, 3)) {
            let headers = self.kept_headers();
            response.push((name, headers));
        }
    }

    /// Adds a body that goes with the status, or none.
    fn body(&mut self, response: &mut Members, status: u16) {
        let (body, encoding) = (Word::Borrowed("body"), Word::Borrowed("bodyEncoding"));
        if self.d.chance(1, 16) {
            // Without a body the encoding has no effect.
            let odd = [r#""base64""#, r#""gzip""#, "1", "null", "{}"];
            response.push((encoding, Json::raw(*self.d.pick(&odd))));
            if self.null_is_absent() && self.d.chance(1, 2) {
                response.push((body, Json::raw("null")));
            }
            return;
        }
        if !self.d.chance(2, 3) {
            return;
        }
        let bodiless = self.stage.is_request() && matches!(status, 205 | 304);
        let none_for_204 = status == 204 && self.minds(RuleId::BodyNoContent);
        if bodiless || none_for_204 {
            if !(status == 204 && self.minds(RuleId::BodyNoContentEmpty)) {
                response.push((body, Json::text("")));
            }
            return;
        }
        if status == 204 && self.minds(RuleId::BodyNoContentEmpty) {
            return;
        }
        if self.d.chance(1, 2) {
            response.push((body, body::base64(self.d, &self.reading.profile)));
            response.push((encoding, Json::text("base64")));
        } else {
            response.push((body, body::text(self.d)));
            match self.d.below(4) {
                2 => response.push((encoding, Json::text("text"))),
                3 if self.null_is_absent() => response.push((encoding, Json::raw("null"))),
                _ => {}
            }
        }
    }

    /// Adds `bodyEncoding`, and a null `body`, where nobody reads them.
    fn body_without_effect(&mut self, response: &mut Members) {
        if self.d.chance(1, 6) {
            response.push((Word::Borrowed("bodyEncoding"), body::any_value(self.d)));
        }
        if self.d.chance(1, 6) {
            response.push((Word::Borrowed("body"), Json::raw("null")));
        }
    }

    /// Adds members that CloudFront does not know.
    pub(super) fn unknown_members(&mut self, members: &mut Members, names: &[&'static str]) {
        if self.d.chance(1, 10) {
            let name = Word::Borrowed(*self.d.pick(names));
            let at = self.d.index(members.len() + 1);
            let value =
                if self.shallow { body::any_value(self.d) } else { body::any_depth(self.d) };
            members.insert(at, (name, value));
        }
    }
}

const RESPONSE_UNKNOWN: &[&str] = &[
    "foo",
    "",
    "statusCode",
    "Records",
    "cf",
    "request",
    "response",
    "\\u0000",
    "isBase64Encoded",
];
