//! What goes on to the origin.

use super::ask::Ask;
use super::fields::Fields;
use super::going::Going;
use super::store::Asked;
use super::{Model, cookies, encodings, policy, query, ttl};
use crate::flaw::PipelineFlaw;
use crate::scenario::Behavior;

/// Headers that never go on as the viewer sent them.
const OWN: [&str; 4] = ["host", "cookie", "if-none-match", "if-modified-since"];

impl Model<'_> {
    /// Returns the request that goes to an origin of a domain.
    pub(super) fn forwarded(&self, going: &Going, domain: &str, validators: &Fields) -> Ask {
        let behavior = self.behavior(going.behavior);
        let mut headers = Fields::default();
        let viewers = going
            .ask
            .headers
            .first("host")
            .filter(|_| forwards(behavior, "host") || self.has(PipelineFlaw::HostForwarded));
        headers.add("Host", viewers.unwrap_or(domain));
        let compresses = policy::compresses(behavior);
        for (name, value) in &going.ask.headers.0 {
            let own = OWN.iter().any(|own| name.eq_ignore_ascii_case(own))
                || (compresses && name.eq_ignore_ascii_case("accept-encoding"));
            let condition = name.to_ascii_lowercase().starts_with("if-");
            let goes = forwards(behavior, name) || self.has(PipelineFlaw::EverythingForwarded);
            if (!own && goes) || (condition && self.has(PipelineFlaw::ConditionsGoOn)) {
                headers.add(name, value);
            }
        }
        let key = behavior.key_policy();
        let cookies = [&key.cookies, &behavior.origin_request.cookies];
        let cookies = cookies::selected(&going.ask.headers, &cookies);
        if !cookies.is_empty() {
            headers.add("Cookie", &cookies.join("; "));
        }
        if let Some(formats) = encodings::sent(&going.ask.headers, &key).filter(|_| compresses) {
            headers.add("Accept-Encoding", &formats);
        }
        headers.0.extend(validators.0.iter().cloned());
        let parameters = [&key.query, &behavior.origin_request.query];
        Ask {
            method: going.method.clone(),
            path: going.ask.path.clone(),
            query: query::selected(&going.ask.query, &parameters),
            headers,
            body: going.ask.body.clone(),
            client_ip: going.ask.client_ip.clone(),
        }
    }

    /// Returns the validators of the success copy nearest to the origin.
    pub(super) fn validators(&self, going: &Going, passed: &[Asked]) -> Fields {
        let mut validators = Fields::default();
        let ttl = self.lifetimes(going);
        let mut copies = passed.iter().rev().filter_map(|asked| asked.copy.as_ref());
        let Some(copy) = copies.find(|copy| copy.is_success()) else { return validators };
        let cookies = policy::forwards_cookies(self.behavior(going.behavior));
        let never = copy.for_outages
            || self.has(PipelineFlaw::NeverValidates)
            || (cookies && !self.has(PipelineFlaw::ValidatesWithCookies))
            || (ttl.min == 0 && ttl::varies_on_all(&copy.headers));
        if never {
            return validators;
        }
        if let Some(tag) = copy.headers.first("etag") {
            validators.add("If-None-Match", tag);
        }
        if let Some(modified) = copy.headers.first("last-modified") {
            validators.add("If-Modified-Since", modified);
        }
        validators
    }
}

fn forwards(behavior: &Behavior, name: &str) -> bool {
    policy::forwards_header(behavior, name)
}
