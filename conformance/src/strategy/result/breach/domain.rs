//! Breaches of the rules on the domain and the path of an origin.

use edgecase_core::limits;
use edgecase_core::profile::CustomDomainIp;

use super::super::json::{Json, Word};
use super::super::maker::Maker;
use super::super::origin::{bucket, domain, path};
use super::super::request::usize_of;
use super::origin::set;
use super::response::CONTROLS;

fn set_domain(tree: &mut Json, name: impl Into<Word>) {
    set(tree, "domainName", Json::text(name));
}

fn set_path(tree: &mut Json, path: impl Into<Word>) {
    set(tree, "path", Json::text(path));
}

/// Returns a length that is beyond a limit.
fn beyond(maker: &mut Maker<'_>, limit: u64) -> usize {
    let more = *maker.variant(&[1, 1, 1, 2, 50]);
    usize_of(limit) + more
}

/// An empty domain.
pub(super) fn empty(_: &mut Maker<'_>, tree: &mut Json) {
    set_domain(tree, "");
}

/// A domain with a colon.
pub(super) fn colon(maker: &mut Maker<'_>, tree: &mut Json) {
    const NAMES: &[&str] = &[
        "example.org:443",
        ":",
        "http://example.org",
        "1.2.3.4:80",
        ":::",
        "[::1",
        "1:2:3",
        "a b:1",
        "::1::",
        "::g",
        "[::1]:443",
    ];
    let name = *maker.variant(NAMES);
    set_domain(tree, name);
}

/// An IP address.
pub(super) fn ip(maker: &mut Maker<'_>, tree: &mut Json) {
    const V4: &[&str] = &["192.0.2.1", "255.255.255.255", "0.0.0.0", "001.02.3.255", "10.0.0.1"];
    const V6: &[&str] =
        &["::1", "[::1]", "2001:db8::1", "::ffff:192.0.2.1", "1:2:3:4:5:6:7:8", "::", "[fe80::A]"];
    let v6 = *maker.variant(&[false, true])
        && maker.reading.profile.custom_domain_ip == CustomDomainIp::Any;
    let name = *maker.d.pick(if v6 { V6 } else { V4 });
    set_domain(tree, name);
}

/// A domain that is too long.
pub(super) fn length(maker: &mut Maker<'_>, tree: &mut Json) {
    let length = beyond(maker, limits::CUSTOM_DOMAIN_CHARS);
    let name = domain(length);
    // A dot at the end counts.
    let name =
        if maker.d.chance(1, 4) { format!("{}.", name.get(1..).unwrap_or_default()) } else { name };
    set_domain(tree, name);
}

/// A domain that is no DNS name.
pub(super) fn syntax(maker: &mut Maker<'_>, tree: &mut Json) {
    const NAMES: &[&str] = &[
        "",
        "a..b",
        "-a.b",
        "a-.b",
        "a b",
        ".a",
        "\u{e9}.org",
        "a/b",
        "a..",
        ".",
        "a.b-",
        "a!b",
        "a.-b",
        "example.org\n",
        "*.example.org",
        "a.b.-",
        "user@example.org",
    ];
    let name = *maker.variant(NAMES);
    if name.is_empty() {
        // A label of 64 characters.
        let label = "a".repeat(64);
        let name = *maker.d.pick(&[0, 1, 2]);
        let name = match name {
            0 => label,
            1 => format!("b.{label}.org"),
            _ => format!("{label}."),
        };
        return set_domain(tree, name);
    }
    set_domain(tree, name);
}

/// A bucket's domain that is too long.
pub(super) fn s3_length(maker: &mut Maker<'_>, tree: &mut Json) {
    let length = beyond(maker, limits::S3_DOMAIN_CHARS);
    set_domain(tree, bucket(length));
}

/// A bucket's domain with a capital.
pub(super) fn s3_case(maker: &mut Maker<'_>, tree: &mut Json) {
    let names = [
        "B.s3.amazonaws.com",
        "b.S3.amazonaws.com",
        "b.s3.amazonaws.COM",
        "bZ.s3.Amazonaws.com",
        "aAa.s3.amazonaws.com",
    ];
    let name = *maker.variant(&names);
    set_domain(tree, name);
}

/// A domain that is no bucket's.
pub(super) fn s3_domain(maker: &mut Maker<'_>, tree: &mut Json) {
    const NAMES: &[&str] = &[
        "b.s3-website.eu-central-1.amazonaws.com",
        "s3.amazonaws.com",
        "example.org",
        "b.s3-website-us-east-1.amazonaws.com",
        "b.s3.amazonaws.com.",
        "bs3.amazonaws.com",
        "b.s3.amazonaws.com.example.org",
        "b.s3amazonaws.com",
        "b.ss3.amazonaws.com",
        "b.s3.amazonaws.org",
        "b..s3.amazonaws.com",
        "-b.s3.amazonaws.com",
        "b:1.s3.amazonaws.com",
        "b.s3x.amazonaws.com",
        "s3-x.amazonaws.com",
        "b.xamazonaws.com",
        "192.0.2.1",
        "b.s3.amazonaws.com.cn.x",
        "s3-website.s3.amazonaws.com",
    ];
    let name = *maker.variant(NAMES);
    set_domain(tree, name);
}

/// The domain of a bucket in a Region, where that is refused.
pub(super) fn s3_regional(maker: &mut Maker<'_>, tree: &mut Json) {
    let names = [
        "b.s3.eu-west-1.amazonaws.com",
        "b.s3-eu-west-1.amazonaws.com",
        "b.s3.amazonaws.com.cn",
        "b.s3.dualstack.us-east-1.amazonaws.com",
        "b.s3.x.amazonaws.com",
    ];
    let name = *maker.variant(&names);
    set_domain(tree, name);
}

/// A slash alone.
pub(super) fn path_root(_: &mut Maker<'_>, tree: &mut Json) {
    set_path(tree, "/");
}

/// A path that does not start with a slash.
pub(super) fn path_start(maker: &mut Maker<'_>, tree: &mut Json) {
    let path = *maker.variant(&["a", "a/b", "%2Fa", ".", "a//b"]);
    set_path(tree, path);
}

/// A path that ends with a slash.
pub(super) fn path_end(maker: &mut Maker<'_>, tree: &mut Json) {
    let path = *maker.variant(&["/a/", "//", "/a/b/", "/a//"]);
    set_path(tree, path);
}

/// A path that is too long.
pub(super) fn path_length(maker: &mut Maker<'_>, tree: &mut Json) {
    let length = beyond(maker, limits::CUSTOM_PATH_CHARS);
    set_path(tree, path(length));
}

/// A path with a character that has to be encoded.
pub(super) fn path_encoding(maker: &mut Maker<'_>, tree: &mut Json) {
    let mut refused: Vec<char> = "\"<>\\^`{|}?# \u{e9}\t".chars().collect();
    refused.extend(CONTROLS);
    refused.extend(['\u{80}', '\u{1f600}']);
    let character = *maker.variant(&refused);
    let path = match maker.d.below(3) {
        0 => format!("/{character}"),
        1 => format!("/a{character}b"),
        _ => format!("/{character}a"),
    };
    set_path(tree, path);
}
