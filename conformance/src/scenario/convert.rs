//! A scenario's distribution, as the reference has it.

use std::collections::{BTreeMap, BTreeSet};

use edgecase_core::Headers;
use edgecase_core::distribution as core;

use super::Scenario;
use super::distribution::{
    Behavior, Distribution, ErrorResponse, Group, KeyPolicy, Select, Selects, Ttl, ViewerProtocol,
};
use super::origin::{Kind, Origin};
use super::step::Lines;

/// Converts a scenario's distribution, which was checked when the file was read.
pub(super) fn distribution(scenario: &Scenario) -> core::Distribution {
    let file = &scenario.distribution;
    let layers: Vec<String> = file.topology.layers().map(str::to_owned).collect();
    let place = |name: &str| layers.iter().position(|layer| layer == name).unwrap_or_default();
    let pops = file.topology.pops.iter().map(|(pop, regional)| core::Pop {
        own: place(pop),
        regional: place(regional),
        shield: file.topology.shield.as_deref().map(place),
    });
    core::Distribution {
        root_object: file.default_root_object.clone(),
        behaviors: file.behaviors.iter().map(|b| behavior(b, file, &scenario.origins)).collect(),
        error_responses: file.error_responses.iter().map(error_response).collect(),
        origins: scenario.origins.iter().map(|(name, origin)| settings(name, origin)).collect(),
        pops: pops.collect(),
        layers,
    }
}

fn behavior(
    behavior: &Behavior,
    file: &Distribution,
    origins: &BTreeMap<String, Origin>,
) -> core::Behavior {
    let Ttl { min, default, max } = behavior.lifetimes();
    let KeyPolicy { headers, cookies, query, gzip, brotli } = behavior.key_policy();
    let methods = |names: &BTreeSet<String>| {
        names.iter().filter_map(|name| core::Method::parse(name)).collect()
    };
    let Selects { headers: more, cookies: more_cookies, query: more_query } =
        &behavior.origin_request;
    core::Behavior {
        path: behavior.path.clone(),
        target: target(behavior, file, origins),
        allowed: methods(&behavior.allowed_methods),
        options_cached: behavior.cached_methods.contains("OPTIONS"),
        viewer_protocol: match behavior.viewer_protocol {
            ViewerProtocol::AllowAll => core::ViewerProtocol::AllowAll,
            ViewerProtocol::RedirectToHttps => core::ViewerProtocol::RedirectToHttps,
            ViewerProtocol::HttpsOnly => core::ViewerProtocol::HttpsOnly,
        },
        lifetimes: core::Lifetimes { min, default, max },
        key: core::KeyPolicy {
            headers: select(&headers),
            cookies: select(&cookies),
            query: select(&query),
            gzip,
            brotli,
        },
        origin_request: core::Forwarded {
            headers: select(more),
            cookies: select(more_cookies),
            query: select(more_query),
        },
        cloudfront_headers: behavior.cloudfront_headers.clone(),
        signed_urls: behavior.signed_urls,
    }
}

fn target(
    behavior: &Behavior,
    file: &Distribution,
    origins: &BTreeMap<String, Origin>,
) -> core::Target {
    let place = |name: &str| origins.keys().position(|known| known == name).unwrap_or_default();
    let named = behavior.origin.as_deref().unwrap_or_default();
    match file.origin_groups.get(named) {
        Some(Group { members: (first, second), failover_on }) => core::Target::Group {
            primary: place(first),
            secondary: place(second),
            failover_on: failover_on.clone(),
        },
        // Without a name there is only one.
        None => core::Target::Origin(place(named)),
    }
}

fn error_response(error: &ErrorResponse) -> (u16, core::ErrorResponse) {
    let converted = core::ErrorResponse {
        caching_min_ttl: error.caching_min_ttl,
        page: error.page.clone(),
        response_status: error.response_status,
    };
    (error.status, converted)
}

fn settings(name: &str, origin: &Origin) -> core::OriginSettings {
    core::OriginSettings {
        name: name.to_owned(),
        domain: origin.domain(name),
        path: origin.settings.path.clone().unwrap_or_default(),
        kind: match origin.settings.kind {
            Kind::Custom => core::OriginKind::Custom,
            Kind::S3 => core::OriginKind::S3 { region: origin.settings.region.clone() },
        },
    }
}

fn select(select: &Select) -> core::Select {
    match select {
        Select::None => core::Select::None,
        Select::All => core::Select::All,
        Select::List(names) => core::Select::List(names.clone()),
        Select::Except(names) => core::Select::Except(names.clone()),
    }
}

/// Converts headers of the file: one line a value.
pub(super) fn headers(file: &BTreeMap<String, Lines>) -> Headers {
    let mut headers = Headers::new();
    for (name, lines) in file {
        for value in lines.values() {
            headers.append(name.clone(), value.clone());
        }
    }
    headers
}
