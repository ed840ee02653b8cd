//! The rules `origin/…` on `domainName`.

use edgecase_core::limits;
use edgecase_core::profile::CustomDomainIp;

use super::case::{Case, SideName};
use super::origin::texts_where;
use super::place::Place;
use super::text::characters;
use crate::flaw::ResultFlaw as Flaw;

const NAME: &str = "domainName";

/// Judges a domain of a custom origin that is not empty.
fn custom_where(case: &Case<'_>, broken: impl Fn(&str) -> bool) -> Vec<Place> {
    texts_where(case, NAME, |side, text| {
        side == SideName::Custom && !text.is_empty() && broken(text)
    })
}

/// Judges a domain of an S3 origin that is not empty.
fn s3_where(case: &Case<'_>, broken: impl Fn(&str) -> bool) -> Vec<Place> {
    texts_where(case, NAME, |side, text| side == SideName::S3 && !text.is_empty() && broken(text))
}

/// Tells whether a text is four groups of one to three digits up to 255.
fn is_ipv4(text: &str) -> bool {
    let is_group = |group: &str| {
        (1..=3).contains(&group.len())
            && group.bytes().all(|byte| byte.is_ascii_digit())
            && group.parse::<u16>().is_ok_and(|number| number <= 255)
    };
    text.split('.').count() == 4 && text.split('.').all(is_group)
}

/// Counts the 16-bit groups of a part of an IPv6 address; `None` if one is wrong.
fn ipv6_groups(part: &str, may_end_in_ipv4: bool) -> Option<usize> {
    if part.is_empty() {
        return Some(0);
    }
    let is_group = |group: &str| {
        (1..=4).contains(&group.len()) && group.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let last = part.split(':').count();
    let mut groups = 0;
    for (place, group) in part.split(':').enumerate() {
        if is_group(group) {
            groups += 1;
        } else if may_end_in_ipv4 && place + 1 == last && is_ipv4(group) {
            groups += 2;
        } else {
            return None;
        }
    }
    Some(groups)
}

/// Tells whether a text is an IPv6 address as RFC 4291 writes it, brackets apart.
fn is_bare_ipv6(text: &str) -> bool {
    match text.split_once("::") {
        None => !text.is_empty() && ipv6_groups(text, true) == Some(8),
        Some((before, after)) => match (ipv6_groups(before, false), ipv6_groups(after, true)) {
            (Some(before), Some(after)) => before + after <= 7,
            _ => false,
        },
    }
}

/// Tells whether a text is an IPv6 address, with or without brackets.
fn is_ipv6(text: &str) -> bool {
    let inner = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    is_bare_ipv6(inner.unwrap_or(text))
}

/// Tells whether a text is a DNS name.
pub(crate) fn is_dns_name(text: &str) -> bool {
    let is_label = |label: &str| {
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        (1..=63).contains(&label.len())
            && label.chars().all(fits)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.strip_suffix('.').unwrap_or(text).split('.').all(is_label)
}

/// Tells whether a text is the DNS name of a bucket.
pub(crate) fn is_bucket_domain(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let before =
        text.strip_suffix(".amazonaws.com").or_else(|| text.strip_suffix(".amazonaws.com.cn"));
    let is_s3 = |label: &str| label == "s3" || label.starts_with("s3-");
    let is_website = |label: &str| label.starts_with("s3-website");
    is_dns_name(&text)
        && before.is_some_and(|before| {
            before.split('.').skip(1).any(is_s3) && !before.split('.').any(is_website)
        })
}

/// `origin/domain-empty`
pub(super) fn empty(case: &Case<'_>) -> Vec<Place> {
    texts_where(case, NAME, |_, text| text.is_empty())
}

/// `origin/domain-colon`
pub(super) fn colon(case: &Case<'_>) -> Vec<Place> {
    custom_where(case, |text| text.contains(':'))
}

/// `origin/domain-ip`
pub(super) fn ip(case: &Case<'_>) -> Vec<Place> {
    custom_where(case, |text| match case.profile.custom_domain_ip {
        CustomDomainIp::Any => is_ipv4(text) || is_ipv6(text),
        CustomDomainIp::Ipv4 => is_ipv4(text),
    })
}

/// `origin/domain-length`
pub(super) fn length(case: &Case<'_>) -> Vec<Place> {
    let limit = limits::CUSTOM_DOMAIN_CHARS - u64::from(case.has(Flaw::DomainEndShort));
    custom_where(case, |text| characters(text) > limit)
}

/// `origin/domain-syntax`
pub(super) fn syntax(case: &Case<'_>) -> Vec<Place> {
    let fits =
        |text: &str| is_dns_name(text) && !(case.has(Flaw::DomainDot) && text.ends_with('.'));
    custom_where(case, |text| !text.contains(':') && !is_ipv4(text) && !fits(text))
}

/// `origin/s3-domain-length`
pub(super) fn s3_length(case: &Case<'_>) -> Vec<Place> {
    let limit = match case.flaw {
        Some(Flaw::BucketLength) => limits::CUSTOM_DOMAIN_CHARS,
        _ => limits::S3_DOMAIN_CHARS,
    };
    s3_where(case, |text| characters(text) > limit)
}

/// `origin/s3-domain-case`
pub(super) fn s3_case(case: &Case<'_>) -> Vec<Place> {
    s3_where(case, |text| text.chars().any(|c| c.is_ascii_uppercase()))
}

/// `origin/s3-domain`
pub(super) fn s3_bucket(case: &Case<'_>) -> Vec<Place> {
    let passes = |text: &str| case.has(Flaw::BucketWebsite) && text.contains(".s3-website");
    s3_where(case, |text| !is_bucket_domain(text) && !passes(text))
}

/// `origin/s3-regional`
pub(super) fn s3_regional(case: &Case<'_>) -> Vec<Place> {
    let is_global = |text: &str| {
        let text = text.to_ascii_lowercase();
        text.strip_suffix(".s3.amazonaws.com").is_some_and(|bucket| !bucket.is_empty())
    };
    s3_where(case, |text| is_bucket_domain(text) && !is_global(text))
}

#[cfg(test)]
mod tests {
    use std::net::Ipv6Addr;

    use super::*;

    #[test]
    fn ipv4_is_four_groups_up_to_255() {
        for text in ["1.2.3.4", "255.255.255.255", "001.02.3.0"] {
            assert!(is_ipv4(text), "{text}");
        }
        for text in ["1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.", "0001.1.1.1", "a.b.c.d", ""] {
            assert!(!is_ipv4(text), "{text}");
        }
    }

    #[test]
    fn ipv6_agrees_with_the_standard_library() {
        for text in [
            "::",
            "::1",
            "1::",
            "1:2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7::",
            "::2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7:8::",
            "1::2::3",
            ":::",
            ":1",
            "1:",
            "12345::",
            "::ffff:1.2.3.4",
            "1:2:3:4:5:6:1.2.3.4",
            "1:2:3:4:5:6:7:1.2.3.4",
            "::1.2.3.4:5",
            "fe80::1%eth0",
            "",
            "1.2.3.4",
            "g::",
            "1.2.3.4::",
            "::1.2.3",
            "1:2:3:4:5:6:7",
            "1::2:3:4:5:6:7:8",
        ] {
            assert_eq!(is_bare_ipv6(text), text.parse::<Ipv6Addr>().is_ok(), "{text}");
        }
        assert!(is_ipv6("[::1]"));
        assert!(!is_ipv6("[::1") && !is_ipv6("[1.2.3.4]"));
    }

    #[test]
    fn dns_names_have_labels_between_single_dots() {
        let long = "a".repeat(63);
        for text in ["a", "example.org", "example.org.", "a_b.c-d", "_x.1", long.as_str()] {
            assert!(is_dns_name(text), "{text}");
        }
        let longer = "a".repeat(64);
        for text in
            [".", "a..b", ".a", "-a.b", "a-.b", "a b", "a/b", "é.org", "a..", "[a]", &longer]
        {
            assert!(!is_dns_name(text), "{text}");
        }
    }

    #[test]
    fn a_bucket_domain_has_an_s3_label_that_is_not_the_first() {
        for text in [
            "b.s3.amazonaws.com",
            "b.s3.eu-west-1.amazonaws.com",
            "b.s3-eu-west-1.amazonaws.com",
            "a.b.S3.cn-north-1.amazonaws.com.cn",
            "b.s3.dualstack.us-east-1.amazonaws.com",
        ] {
            assert!(is_bucket_domain(text), "{text}");
        }
        for text in [
            "s3.amazonaws.com",
            "b.s3-website-us-east-1.amazonaws.com",
            "b.s3-website.eu-central-1.amazonaws.com",
            "example.org",
            "b.s3.amazonaws.com.evil.org",
            "bs3.amazonaws.com",
            "b.s3amazonaws.com",
        ] {
            assert!(!is_bucket_domain(text), "{text}");
        }
    }
}
