//! Events, as CloudFront sends them.

use edgecase_core::{Profile, Stage};

use super::super::draw::Draw;
use super::json::{Escapes, Word, write_text};
use super::names;

/// The event of an example, before it is written.
#[derive(Clone, Debug)]
pub(super) struct EventDraft {
    pub(super) method: &'static str,
    pub(super) uri: &'static str,
    pub(super) query: &'static str,
    /// The status of the response, at response stages.
    pub(super) status: &'static str,
    described: bool,
    /// The header lines of the message that the function hands back, names in lower case.
    pub(super) lines: Vec<(Word, Word)>,
    /// The data of the request's body, in base64.
    pub(super) body: Option<&'static str>,
    /// The origin, at origin stages.
    pub(super) origin: Option<Kind>,
}

/// A kind of origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Custom,
    S3,
}

impl Kind {
    pub(super) const BOTH: [Self; 2] = [Self::Custom, Self::S3];

    /// Returns the name of the member.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Custom => "custom",
            Self::S3 => "s3",
        }
    }
}

/// The address of the viewer.
pub(super) const CLIENT_IP: &str = "203.0.113.178";

const HOST: &str = "host";
const VALUES: &[&str] = &["1", "a b", "gzip", "1.1 a", "x, y", "\"q\""];

impl EventDraft {
    /// Draws the event of a stage.
    pub(super) fn draw(d: &mut dyn Draw, stage: Stage, profile: &Profile) -> Self {
        let method = *d.weighted(&[(6, "GET"), (1, "HEAD"), (2, "POST"), (1, "PUT")]);
        let status = match stage {
            Stage::ViewerResponse => {
                *d.weighted(&[(6, "200"), (1, "204"), (1, "206"), (2, "302"), (1, "304")])
            }
            Stage::OriginResponse => {
                *d.weighted(&[(6, "200"), (1, "204"), (2, "302"), (2, "404"), (1, "503")])
            }
            _ => "200",
        };
        let mut event = Self {
            method,
            uri: *d.weighted(&[(4, "/"), (2, "/a"), (1, "/a/b.html"), (1, "/%C3%A9")]),
            query: *d.weighted(&[(4, ""), (2, "a=1"), (1, "a=1&b=%20")]),
            status,
            described: !d.chance(1, 8),
            lines: Vec::new(),
            body: None,
            origin: None,
        };
        event.draw_lines(d, stage, profile);
        if stage.is_request() && d.chance(1, 4) {
            event.body = Some(*d.pick(&["", "QUJD", "QQ=="]));
        }
        if stage.is_origin() {
            // Hand-made events lack the origin now and then.
            let kinds = [(7, Some(Kind::Custom)), (4, Some(Kind::S3)), (1, None)];
            event.origin = *d.weighted(&kinds);
        }
        event
    }

    fn draw_lines(&mut self, d: &mut dyn Draw, stage: Stage, profile: &Profile) {
        if stage.is_request() {
            self.lines.push((Word::Borrowed(HOST), Word::Borrowed(host(stage))));
        }
        let read_only: Vec<&'static str> =
            edgecase_core::names::read_only(stage, profile).filter(|name| *name != HOST).collect();
        while self.lines.len() < 8 && d.more(4) {
            let name = match d.below(9) {
                8 => Word::Borrowed(edgecase_core::names::VIEWER_COUNTRY),
                0 | 1 => self.lines.last().map_or(Word::Borrowed("x-a"), |(name, _)| name.clone()),
                2..=5 => Word::Borrowed(*d.pick(&read_only)),
                _ => names::any(d),
            };
            let twice = name == HOST && stage.is_request();
            if !twice && !names::disallowed(&name, profile) {
                self.lines.push((name, Word::Borrowed(*d.pick(VALUES))));
            }
        }
    }

    /// Returns the names of the header lines, each once, in order.
    pub(super) fn names(&self) -> impl Iterator<Item = &Word> {
        let before = |index: usize| self.lines.iter().take(index);
        let lines = self.lines.iter().enumerate();
        lines
            .filter(move |(index, (name, _))| before(*index).all(|(known, _)| known != name))
            .map(|(_, (name, _))| name)
    }

    /// Returns the values of a header.
    pub(super) fn values(&self, name: &str) -> impl Iterator<Item = &Word> {
        self.lines.iter().filter(move |(known, _)| known == name).map(|(_, value)| value)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.values(name).next().is_some()
    }

    pub(super) fn remove(&mut self, name: &str) {
        self.lines.retain(|(known, _)| known != name);
    }

    /// Writes the event as JSON, in its envelope.
    pub(super) fn to_json(&self, stage: Stage) -> String {
        let mut out = String::with_capacity(1024);
        for part in [
            r#"{"Records":[{"cf":{"config":{"distributionDomainName":"d111111abcdef8.cloudfront.net","#,
            r#""distributionId":"EDGECASEEXAMPLE","eventType":""#,
            stage.as_str(),
            r#"","requestId":"edgecase-request-1"},"request":{"clientIp":""#,
            CLIENT_IP,
            r#"","method":""#,
            self.method,
            r#"","uri":""#,
            self.uri,
            r#"","querystring":""#,
            self.query,
            r#"","headers":"#,
        ] {
            out.push_str(part);
        }
        if stage.is_request() {
            self.write_headers(&mut out);
        } else {
            out.push_str(r#"{"host":[{"key":"Host","value":""#);
            out.push_str(host(stage));
            out.push_str(r#""}]}"#);
        }
        if let Some(data) = self.body {
            out.push_str(r#","body":{"action":"read-only","encoding":"base64","data":""#);
            out.push_str(data);
            out.push_str(r#"","inputTruncated":false}"#);
        }
        out.push_str(match self.origin {
            None => "",
            Some(Kind::Custom) => CUSTOM,
            Some(Kind::S3) => S3,
        });
        out.push('}');
        if !stage.is_request() {
            self.write_response(&mut out);
        }
        out.push_str("}}]}");
        out
    }

    fn write_response(&self, out: &mut String) {
        out.push_str(r#","response":{"status":""#);
        out.push_str(self.status);
        out.push_str(if self.described { r#"","statusDescription":"OK""# } else { "\"" });
        out.push_str(r#","headers":"#);
        self.write_headers(out);
        out.push('}');
    }

    fn write_headers(&self, out: &mut String) {
        out.push('{');
        for (index, name) in self.names().enumerate() {
            out.push_str(if index > 0 { ",\"" } else { "\"" });
            out.push_str(name);
            out.push_str("\":[");
            for (index, value) in self.values(name).enumerate() {
                out.push_str(if index > 0 { ",{\"key\":\"" } else { "{\"key\":\"" });
                push_key(out, name);
                out.push_str("\",\"value\":");
                write_text(out, value, Escapes::Needed);
                out.push('}');
            }
            out.push(']');
        }
        out.push('}');
    }
}

/// Writes a name with a capital after each hyphen.
fn push_key(out: &mut String, name: &str) {
    let mut at_start = true;
    for c in name.chars() {
        out.push(if at_start { c.to_ascii_uppercase() } else { c });
        at_start = c == '-';
    }
}

/// Returns the value of Host.
const fn host(stage: Stage) -> &'static str {
    if stage.is_origin() { "example.org" } else { "d111111abcdef8.cloudfront.net" }
}

const CUSTOM: &str = r#","origin":{"custom":{"customHeaders":{},"domainName":"example.org","keepaliveTimeout":5,"path":"","port":443,"protocol":"https","readTimeout":30,"responseCompletionTimeout":30,"sslProtocols":["TLSv1.2"]}}"#;
const S3: &str = r#","origin":{"s3":{"authMethod":"none","customHeaders":{},"domainName":"b.s3.amazonaws.com","path":"","readTimeout":30,"region":"us-east-1","responseCompletionTimeout":30}}"#;

#[cfg(test)]
mod tests {
    use edgecase_core::Event;

    use super::super::super::draw::{Choices, Random};
    use super::*;

    #[test]
    fn an_event_without_choices_is_the_minimal_one() {
        for stage in Stage::ALL {
            let event = EventDraft::draw(&mut Choices::new(&[]), stage, &Profile::default());
            assert_eq!(event.to_json(stage), Event::minimal(stage).to_json());
        }
    }

    #[test]
    fn every_event_is_read_and_written_again_as_it_was() {
        let mut random = Random::new(1);
        for stage in Stage::ALL.into_iter().cycle().take(400) {
            let text = EventDraft::draw(&mut random, stage, &Profile::default()).to_json(stage);
            let event = Event::from_json(text.as_bytes()).expect("an event");
            assert_eq!(event.to_json(), text);
        }
    }
}
