//! A plain deterministic generator of events and results: valid ones, and ones bent a little.
//!
//! Results are made from the event, because read-only headers are reached by chance almost never
//! otherwise; lengths are computed around the limits.

use edgecase_core::profile::{Edition, Part, SWITCHES};
use edgecase_core::{Profile, Stage, limits, names};

/// SplitMix64: the same numbers on every machine.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// Starts the numbers of a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number below a bound; 0 for the bound 0.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % bound).unwrap_or_default()
    }

    /// Returns true once in `n` times.
    pub fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn pick<'t>(&mut self, list: &[&'t str]) -> &'t str {
        list.get(self.below(list.len())).copied().unwrap_or_default()
    }
}

/// A profile, an event and a result.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The stage.
    pub stage: Stage,
    /// The reading of the rules.
    pub profile: Profile,
    /// The headers that the behaviour caches on, if they are known.
    pub caches_on: Option<Vec<String>>,
    /// The event, as JSON.
    pub event: String,
    /// The result, as bytes.
    pub result: Vec<u8>,
}

/// Makes the next case of a stage.
pub fn case(random: &mut Random, stage: Stage) -> Generated {
    let profile = profile(random);
    let mut maker = Maker { random, stage, profile: &profile };
    let lines = maker.event_headers();
    let event = maker.event(&lines);
    let result = maker.result(&lines);
    let known = random.once_in(2);
    let caches_on = known.then(|| vec![random.pick(names::RESTRICTED_2018).to_owned()]);
    Generated { stage, profile, caches_on, event, result }
}

fn profile(random: &mut Random) -> Profile {
    let edition = if random.once_in(2) { 0 } else { random.below(4) };
    let mut profile = Profile::of(Edition::ALL.get(edition).copied().unwrap_or(Edition::Current));
    if random.once_in(2) {
        for _ in 0..=random.below(3) {
            let of_results: Vec<_> =
                SWITCHES.iter().filter(|switch| switch.part == Part::Results).collect();
            if let Some(switch) = of_results.get(random.below(of_results.len())) {
                let value = random.pick(switch.values);
                profile.set(switch.name, value).expect("a value of the table");
            }
        }
    }
    profile
}

const NAMES: &[&str] = &[
    "content-type",
    "cache-control",
    "location",
    "x-a",
    "set-cookie",
    "etag",
    "vary",
    "cookie",
    "authorization",
    "accept",
    "te",
    "referer",
    "range",
    "if-match",
    "x-edge",
    "x-amz-meta-a",
    "x-amzn-trace-id",
    "cloudfront-viewer-country",
    "cloudfront-is-mobile-viewer",
    "server",
];
const BAD_NAMES: &[&str] =
    &["", "a b", "x\u{e9}", "a:b", "x\\u0041", "X-A", "Content-Type", "a--b_c"];
const VALUES: &[&str] = &[
    "1",
    "",
    " x ",
    "text/html",
    "max-age=60",
    "a=1; path=/",
    "chunked",
    "1.1 a",
    "gzip",
    "\\t",
    "x\\/y",
];
const BAD_VALUES: &[&str] =
    &["a\\rb", "a\\nb", "\\u0000", "\\u007f", "\u{e9}", "\\ud800", "\\r\\n"];
const ODD: &[&str] = &[
    "null",
    "true",
    "0",
    "200",
    "1e400",
    "-0",
    "\"\"",
    "\"x\"",
    "[]",
    "{}",
    "[1]",
    "[\"a\",\"b\"]",
    "[\"a\",2]",
    "{\"a\":1}",
    "[{}]",
    "[[]]",
    "\"\\ud800\"",
];
const STATUSES: &[&str] = &[
    "\"200\"",
    "200",
    "\"204\"",
    "204",
    "\"302\"",
    "\"404\"",
    "\"304\"",
    "205",
    "\"199\"",
    "199",
    "\"600\"",
    "600",
    "\"099\"",
    "\" 200\"",
    "\"0200\"",
    "\"20\"",
    "20",
    "2e2",
    "200.0",
    "-200",
    "\"2\\u00300\"",
    "99999999999999999999",
];
const TEXTS: &[&str] = &[
    "\"\"",
    "\"hello\"",
    "\"aGVsbG8=\"",
    "\"aGVsbG8\"",
    "\"aGVs bG8=\"",
    "\"aGV-bG_=\"",
    "\"a\"",
    "\"=\"",
    "\"QQ==\"",
    "\"QR==\"",
    "\"Q===\"",
    "\"\u{4e2d}\u{6587}\"",
    "\"\\u00e9\\n\"",
    "\"QU\\u0042D\"",
];

/// Members of an object, with values as raw JSON.
type Members = Vec<(String, String)>;

struct Maker<'r, 'p> {
    random: &'r mut Random,
    stage: Stage,
    profile: &'p Profile,
}

impl Maker<'_, '_> {
    /// Returns the lines of the message that the function is given and hands back.
    fn event_headers(&mut self) -> Vec<(String, String)> {
        let mut lines = Vec::new();
        if self.stage.is_request() {
            lines.push(("host".to_owned(), "d111111abcdef8.cloudfront.net".to_owned()));
        }
        for _ in 0..self.random.below(4) {
            let name = self.name(false);
            lines
                .push((name.to_ascii_lowercase(), self.random.pick(&["1", "a b", "x"]).to_owned()));
        }
        lines
    }

    /// Returns a header name, often one that some rule knows.
    fn name(&mut self, bad: bool) -> String {
        let read_only: Vec<&str> = names::read_only(self.stage, self.profile).collect();
        match self.random.below(if bad { 12 } else { 6 }) {
            0..=2 => self.random.pick(NAMES).to_owned(),
            3..=5 => self.random.pick(&read_only).to_owned(),
            6 => self.random.pick(names::DISALLOWED).to_owned(),
            7 => format!("{}x", self.random.pick(names::DISALLOWED_PREFIXES)),
            8 => self.random.pick(names::DISALLOWED_AMZN).to_owned(),
            9 => {
                let denied: Vec<&str> = names::custom_denied(self.profile).collect();
                self.random.pick(&denied).to_owned()
            }
            10 => self.random.pick(names::RESTRICTED_2018).to_owned(),
            _ => self.random.pick(BAD_NAMES).to_owned(),
        }
    }

    fn event(&mut self, lines: &[(String, String)]) -> String {
        let headers = headers_json(lines);
        let mut request = vec![
            member("clientIp", "\"203.0.113.178\""),
            member("method", "\"GET\""),
            member("uri", "\"/\""),
            member("querystring", "\"\""),
        ];
        if self.stage.is_origin() && !self.random.once_in(8) {
            let kind = if self.random.once_in(3) { "s3" } else { "custom" };
            request
                .push(("origin".to_owned(), format!("{{\"{kind}\":{}}}", self.valid_side(kind))));
        }
        let own = if self.stage.is_request() { headers.as_str() } else { "{}" };
        request.push(member("headers", own));
        let mut cf = vec![("request".to_owned(), object(&request))];
        if !self.stage.is_request() {
            let status = self.random.pick(&["200", "204", "302"]);
            let response = format!(
                "{{\"status\":\"{status}\",\"statusDescription\":\"OK\",\"headers\":{headers}}}"
            );
            cf.push(("response".to_owned(), response));
        }
        format!("{{\"Records\":[{{\"cf\":{}}}]}}", object(&cf))
    }

    /// Returns the members that an origin must have, in order, with good values.
    fn valid_side(&mut self, kind: &str) -> String {
        object(&self.side(kind, false))
    }

    fn side(&mut self, kind: &str, bad: bool) -> Members {
        let long = (bad && self.random.once_in(12)).then(|| self.long_names(kind));
        let mut pick = |good: &[&str], worse: &[&str]| {
            let list = if bad && self.random.once_in(6) { worse } else { good };
            self.random.pick(list).to_owned()
        };
        let domain = pick(
            &["\"example.org\"", "\"a-b.example.org.\"", "\"b.s3.amazonaws.com\""],
            &[
                "\"\"",
                "\"a:1\"",
                "\"192.0.2.1\"",
                "\"[::1]\"",
                "\"::1\"",
                "\"a b\"",
                "\"-a.b\"",
                "\"a..b\"",
                "\"B.S3.amazonaws.com\"",
                "\"b.s3-website.amazonaws.com\"",
                "1",
                "\"b.s3.eu-west-1.amazonaws.com\"",
                "\"001.2.3.4\"",
            ],
        );
        let path = pick(
            &["\"\"", "\"/a\"", "\"/a/b\""],
            &["\"/\"", "\"a\"", "\"/a/\"", "\"/a b\"", "\"/\u{e9}\"", "\"a/\"", "null"],
        );
        let seconds = |pick: &mut dyn FnMut(&[&str], &[&str]) -> String| {
            pick(
                &["5", "30", "60"],
                &["0", "1", "3", "61", "120", "121", "\"5\"", "5.0", "-1", "1e1"],
            )
        };
        let read = seconds(&mut pick);
        let (domain, path) = long.unwrap_or((domain, path));
        let mut members = vec![("domainName".to_owned(), domain), ("path".to_owned(), path)];
        if kind == "custom" {
            members.push((
                "port".to_owned(),
                pick(&["80", "443", "1024"], &["81", "0", "65536", "\"80\""]),
            ));
            members.push((
                "protocol".to_owned(),
                pick(&["\"http\"", "\"https\""], &["\"HTTP\"", "1", "\"\""]),
            ));
            members.push(("keepaliveTimeout".to_owned(), seconds(&mut pick)));
            members.push(("readTimeout".to_owned(), read));
            members.push((
                "sslProtocols".to_owned(),
                pick(
                    &["[\"TLSv1.2\"]", "[]", "[\"TLSv1\",\"SSLv3\"]"],
                    &["[\"TLSv1.3\"]", "[\"x\",1]", "\"TLSv1.2\"", "null", "[null]"],
                ),
            ));
        } else {
            members.push((
                "authMethod".to_owned(),
                pick(&["\"none\"", "\"origin-access-identity\""], &["\"oac\"", "null"]),
            ));
            members.push(("region".to_owned(), pick(&["\"us-east-1\"", "\"\""], &["null", "1"])));
            if pick(&["0", "1"], &["0"]) == "0" {
                members.push(("readTimeout".to_owned(), read));
            }
        }
        if pick(&["0", "1"], &["0"]) == "0" {
            let completion = pick(&["0", "60"], &["1", "29", "30", "-1", "\"x\"", "null"]);
            members.push(("responseCompletionTimeout".to_owned(), completion));
        }
        members
    }

    /// Returns a domain and a path that are about as long as the limits allow.
    fn long_names(&mut self, kind: &str) -> (String, String) {
        let (most, end) = match kind {
            "s3" => (limits::S3_DOMAIN_CHARS, ".s3.amazonaws.com"),
            _ => (limits::CUSTOM_DOMAIN_CHARS, "org"),
        };
        let around = |random: &mut Random, most: u64| {
            usize::try_from(most).unwrap_or_default() - 1 + random.below(4)
        };
        let length = around(self.random, most) - end.len();
        let mut labels = "a.".repeat(length / 2);
        labels.insert_str(0, "bb".get(..length % 2).unwrap_or_default());
        if kind == "s3" {
            labels = "b".repeat(length);
        }
        let path = "p".repeat(around(self.random, limits::CUSTOM_PATH_CHARS) - 1);
        (format!("\"{labels}{end}\""), format!("\"/{path}\""))
    }

    fn result(&mut self, lines: &[(String, String)]) -> Vec<u8> {
        if self.random.once_in(40) {
            return self.no_result();
        }
        let generated = self.random.once_in(2);
        let mut members = if self.stage.is_request() && !generated {
            self.request(lines)
        } else {
            let of_event: &[_] = if self.stage.is_request() { &[] } else { lines };
            self.response(of_event)
        };
        while self.random.once_in(4) {
            self.bend(&mut members);
        }
        object(&members).into_bytes()
    }

    /// Returns bytes that are no request or response at all.
    fn no_result(&mut self) -> Vec<u8> {
        let whole = match self.random.below(6) {
            0 => return vec![b'"', 0xff, b'"'],
            1 => self.random.pick(ODD).to_owned(),
            2 => format!("{{\"request\":{}}}", self.random.pick(ODD)),
            3 => "{\"statusCode\":200,\"body\":\"x\"}".to_owned(),
            4 => format!("{{\"statusCode\":200,\"headers\":{{\"a\":{}}}}}", self.random.pick(ODD)),
            _ => format!("{}{}", "[".repeat(120 + self.random.below(16)), self.random.pick(ODD)),
        };
        let cut = whole.len() - self.random.below(3).min(whole.len());
        if self.random.once_in(2) { whole.into_bytes() } else { whole.bytes().take(cut).collect() }
    }

    fn request(&mut self, lines: &[(String, String)]) -> Members {
        let uri = [
            "\"/\"",
            "\"/a\"",
            "\"/\u{e9}\"",
            "\"\"",
            "\"a\"",
            "\"/a b\"",
            "\"/a?b\"",
            "\"/#\"",
            "\"/\\n\"",
        ];
        let query = ["\"\"", "\"a=1\"", "\"?a\"", "\"a b\"", "\"a#\"", "\"\\u0001\"", "\"%zz\""];
        let mut members = vec![
            member(
                "clientIp",
                self.random.pick(&["\"203.0.113.178\"", "\"203.0.113.178\"", "\"1.1.1.1\""]),
            ),
            member(
                "method",
                self.random.pick(&["\"GET\"", "\"GET\"", "\"POST\"", "\"G\\u0045T\""]),
            ),
            member("uri", self.random.pick(&uri)),
            member("querystring", self.random.pick(&query)),
            ("headers".to_owned(), self.headers(lines)),
        ];
        if self.random.once_in(12) {
            let over = self.random.below(4);
            let wanted = usize::try_from(limits::URI_QUERY_BYTES).unwrap_or_default() - 4 + over;
            members.retain(|(name, _)| name != "uri" && name != "querystring");
            members.push(("uri".to_owned(), format!("\"/{}\"", "u".repeat(wanted - 3))));
            members.push(member("querystring", "\"q=\""));
        }
        if self.random.once_in(2) {
            members.push(("body".to_owned(), self.request_body()));
        }
        if self.random.once_in(if self.stage.is_origin() { 2 } else { 8 }) {
            members.push(("origin".to_owned(), self.origin(lines)));
        }
        members
    }

    fn request_body(&mut self) -> String {
        let limit = limits::request_body_bytes(self.stage, self.profile);
        if self.random.once_in(600) {
            let length = usize::try_from(limit).unwrap_or_default() + self.random.below(3);
            let (encoding, data) = if self.random.once_in(2) {
                ("text", "x ".repeat(length / 2) + "y".get(..length % 2).unwrap_or_default())
            } else {
                ("base64", "AAAA".repeat(length.div_ceil(3)))
            };
            return format!(
                "{{\"action\":\"replace\",\"encoding\":\"{encoding}\",\"data\":\"{data}\"}}"
            );
        }
        let action =
            ["\"replace\"", "\"replace\"", "\"replace\"", "\"read-only\"", "\"Replace\"", "null"];
        let encoding = ["\"text\"", "\"base64\"", "\"hex\"", "null", "1"];
        let mut members = vec![member("action", self.random.pick(&action))];
        if !self.random.once_in(3) {
            members.push(member("encoding", self.random.pick(&encoding)));
        }
        if !self.random.once_in(10) {
            let data = self.text(limits::request_body_bytes(self.stage, self.profile));
            members.push(("data".to_owned(), data));
        }
        members.push(member("inputTruncated", "false"));
        if self.random.once_in(8) {
            self.bend(&mut members);
        }
        object(&members)
    }

    fn origin(&mut self, lines: &[(String, String)]) -> String {
        let mut members = Vec::new();
        for kind in ["custom", "s3"] {
            if self.random.once_in(2) {
                let mut side = self.side(kind, true);
                if self.random.once_in(2) {
                    side.push(("customHeaders".to_owned(), self.headers(lines)));
                }
                if self.random.once_in(6) {
                    self.bend(&mut side);
                }
                members.push((kind.to_owned(), object(&side)));
            }
        }
        if self.random.once_in(12) {
            self.bend(&mut members);
        }
        object(&members)
    }

    fn response(&mut self, lines: &[(String, String)]) -> Members {
        let status = if self.random.once_in(2) { "\"200\"" } else { self.random.pick(STATUSES) };
        let mut members = vec![member("status", status)];
        if self.random.once_in(2) {
            let texts = ["\"OK\"", "\"\"", "\"a\\tb\"", "\"a\\nb\"", "\"\\u007f\""];
            members.push(member("statusDescription", self.random.pick(&texts)));
        }
        if !self.random.once_in(6) {
            members.push(("headers".to_owned(), self.headers(lines)));
        }
        if self.random.once_in(2) {
            let body = self.text(limits::response_bytes(self.stage, self.profile));
            members.push(("body".to_owned(), body));
        }
        if self.random.once_in(2) {
            let encodings = ["\"text\"", "\"base64\"", "\"base64\"", "\"Base64\"", "null"];
            members.push(member("bodyEncoding", self.random.pick(&encodings)));
        }
        members
    }

    /// Returns a text, now and then one that is about as long as a limit allows.
    fn text(&mut self, limit: u64) -> String {
        let limit = usize::try_from(limit).unwrap_or_default();
        if self.random.once_in(if limit > 100_000 { 400 } else { 30 }) {
            let slack = self.random.below(80);
            let units = ["x", "AAAA", "\u{e9}", "\\u0041", " "];
            let (unit, bytes) = match self.random.below(units.len()) {
                1 => ("AAAA", 3),
                2 => ("\u{e9}", 2),
                other => (units.get(other).copied().unwrap_or("x"), 1),
            };
            return format!("\"{}\"", unit.repeat((limit + 40 - slack) / bytes));
        }
        if self.random.once_in(10) {
            return format!("\"{}\"", "QUJD".repeat(15 + self.random.below(3)));
        }
        self.random.pick(TEXTS).to_owned()
    }

    /// Returns a headers map: the given lines most of the time, and some more.
    fn headers(&mut self, lines: &[(String, String)]) -> String {
        if self.random.once_in(25) {
            return self.random.pick(ODD).to_owned();
        }
        let mut map: Members = Vec::new();
        for (name, value) in lines {
            if self.random.once_in(12) {
                continue;
            }
            let value = if self.random.once_in(15) { "changed" } else { value };
            self.put(&mut map, name, &format!("{{\"key\":\"{name}\",\"value\":\"{value}\"}}"));
        }
        for _ in 0..self.random.below(3) {
            let name = self.name(true);
            let entry = self.entry(&name);
            self.put(&mut map, &name, &entry);
        }
        if self.random.once_in(12) {
            self.bend(&mut map);
        }
        if self.random.once_in(50) {
            self.many(&mut map);
        }
        object(&map)
    }

    /// Adds many headers, a long name, or long values.
    fn many(&mut self, map: &mut Members) {
        let entry = |value: &str| format!("[{{\"value\":\"{value}\"}}]");
        match self.random.below(4) {
            0 => {
                let count = self.random.below(35);
                map.extend((0..count).map(|number| (format!("x-{number}"), entry("1"))));
            }
            1 => map.push(("n".repeat(254 + self.random.below(4)), entry("1"))),
            2 => {
                let value = "v".repeat(1_690 + self.random.below(20));
                map.extend((0..6).map(|number| (format!("x-{number}"), entry(&value))));
            }
            _ => {
                map.push(("x-long".to_owned(), entry(&"v".repeat(40_900 + self.random.below(80)))))
            }
        }
    }

    /// Adds an entry to the list of a name, or starts another list in other letter case.
    fn put(&mut self, map: &mut Members, name: &str, entry: &str) {
        match map.iter_mut().find(|(known, list)| known == name && list.ends_with("}]")) {
            Some((_, list)) => {
                list.pop();
                list.push_str(&format!(",{entry}]"));
            }
            None if self.random.once_in(20) => {
                map.push((name.to_ascii_uppercase(), format!("[{entry}]")));
            }
            None => map.push((name.to_owned(), format!("[{entry}]"))),
        }
    }

    fn entry(&mut self, name: &str) -> String {
        let mut members = Vec::new();
        match self.random.below(10) {
            0 => {}
            1 => {
                let other = self.name(true);
                members.push(("key".to_owned(), format!("\"{other}\"")));
            }
            2 => members.push(member("key", self.random.pick(&["null", "1", "\"\"", "[]"]))),
            _ => members.push(("key".to_owned(), format!("\"{}\"", name.to_ascii_uppercase()))),
        }
        match self.random.below(14) {
            0 => {}
            1 => members.push(member("value", self.random.pick(ODD))),
            2 => {
                members.push(("value".to_owned(), format!("\"{}\"", self.random.pick(BAD_VALUES))))
            }
            3 => {
                let long = 1_780 + self.random.below(8);
                members.push(("value".to_owned(), format!("\"{}\"", "v".repeat(long))));
            }
            _ => members.push(("value".to_owned(), format!("\"{}\"", self.random.pick(VALUES)))),
        }
        if self.random.once_in(20) {
            self.bend(&mut members);
        }
        object(&members)
    }

    /// Drops, repeats, renames, replaces or adds a member.
    fn bend(&mut self, members: &mut Members) {
        let at = self.random.below(members.len());
        let Some((name, value)) = members.get(at).cloned() else {
            members.push(member("x", self.random.pick(ODD)));
            return;
        };
        match self.random.below(7) {
            0 => _ = members.remove(at),
            1 => members.push((name, value)),
            2 => members.push((name, self.random.pick(ODD).to_owned())),
            3 => members.push((name.to_ascii_uppercase(), value)),
            4 => members.push(member("unknown", self.random.pick(ODD))),
            5 => members.insert(0, member("status", self.random.pick(STATUSES))),
            _ => {
                members.remove(at);
                members.insert(at, (name, self.random.pick(ODD).to_owned()));
            }
        }
    }
}

fn member(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

fn object(members: &Members) -> String {
    let members: Vec<String> =
        members.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    format!("{{{}}}", members.join(","))
}

fn headers_json(lines: &[(String, String)]) -> String {
    let mut map: Members = Vec::new();
    for (name, value) in lines {
        let entry = format!("{{\"key\":\"{name}\",\"value\":\"{value}\"}}");
        match map.iter_mut().find(|(known, _)| known == name) {
            Some((_, list)) => {
                list.pop();
                list.push_str(&format!(",{entry}]"));
            }
            None => map.push((name.clone(), format!("[{entry}]"))),
        }
    }
    object(&map)
}
