//! Results that are as long as a limit allows, or longer.

use edgecase_core::limits::{self, Base64Limit};
use edgecase_core::profile::{BodyMeasure, HeaderCost};
use edgecase_core::{Profile, RuleId, Stage};

use super::json::{Json, Layout, Unit, Word};
use super::maker::Maker;
use super::request::usize_of;
use crate::oracle::{Question, measure};

/// The rules that limit a message as a whole, whose measure nobody knows before it is written.
pub(super) const MEASURED: [RuleId; 5] = [
    RuleId::SizeGenerated,
    RuleId::SizeReplaced,
    RuleId::SizeViewerResponse,
    RuleId::SizeRequestText,
    RuleId::SizeRequestBase64,
];

/// A limit that the long string of a result is measured against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fit {
    pub(super) rule: RuleId,
    /// How far above the limit; at most 0 is inside.
    pub(super) above: i64,
}

/// Makes the long string of a result such that the rule measures what was asked for.
///
/// Base64 grows by more than one where characters are counted; then the limit is kept, or passed,
/// by a little more.
pub(super) fn fit(
    tree: &mut Json,
    fit: Fit,
    stage: Stage,
    event: &str,
    profile: &Profile,
    layout: Layout,
) {
    let result = tree.write(layout);
    let question = Question::new(stage, event, result.as_bytes(), profile);
    let Some(measured) = measure(fit.rule, &question) else { return };
    let wanted = measured.limit.saturating_add_signed(fit.above);
    let missing = usize_of(wanted.saturating_sub(measured.measured));
    if let Some(long) = tree.open_mut() {
        let characters = counts_characters(fit.rule, stage, profile);
        long.bytes = match long.unit {
            Unit::Base64 if characters && fit.above > 0 => missing.div_ceil(4) * 3,
            Unit::Base64 if characters => missing / 4 * 3,
            _ => missing,
        };
    }
}

/// Tells whether base64 counts as it is written.
fn counts_characters(rule: RuleId, stage: Stage, profile: &Profile) -> bool {
    match rule {
        RuleId::SizeRequestBase64 => {
            matches!(limits::request_body_base64(stage, profile), Base64Limit::Text(_))
        }
        _ => profile.body_measure == BodyMeasure::Encoded,
    }
}

impl Maker<'_> {
    /// Draws how far a result is within a limit: at it, most of the time.
    pub(super) fn inside(&mut self) -> i64 {
        *self.d.weighted(&[(5, 0), (2, -1), (1, -2), (1, -100)])
    }

    /// Draws how far a result is beyond a limit: by one, most of the time.
    pub(super) fn outside(&mut self) -> i64 {
        *self.d.weighted(&[(20, 1), (1, 2), (1, 3), (1, 100), (1, 5_000)])
    }

    /// Puts a long string into a result, which is measured when it is written.
    pub(super) fn lengthen(&mut self, tree: &mut Json, rule: RuleId, above: i64) {
        self.fit = Some(Fit { rule, above });
        let wide = Unit::Two("\u{e9}");
        match rule {
            RuleId::SizeRequestText => {
                let units = [wide, Unit::One("x"), Unit::One("\\n")];
                let data = Json::open(*self.variant(&units));
                tree.set("body", replacing("text", data));
            }
            RuleId::SizeRequestBase64 => {
                let mut body = replacing("base64", Json::open(Unit::Base64));
                if *self.variant(&[false, true]) {
                    body.remove("encoding");
                }
                tree.set("body", body);
            }
            RuleId::SizeViewerResponse => self.long_header(tree),
            _ => self.long_message(tree, above),
        }
    }

    /// Puts the long string into the body of a response, or into a header beside a body.
    fn long_message(&mut self, tree: &mut Json, above: i64) {
        // No unit is in the alphabet of base64, for which such a body could be taken.
        let units = [
            Some(Unit::Two("\u{e9}")),
            Some(Unit::Base64),
            None,
            Some(Unit::One(" ")),
            Some(Unit::One("\\n")),
        ];
        let mut units = units.map(Some).to_vec();
        if self.stage == Stage::OriginResponse && above <= 0 {
            units.insert(0, None);
        }
        let Some(unit) = *self.variant(&units) else {
            return self.headers_alone(tree);
        };
        let Some(unit) = unit else {
            if self.stage == Stage::OriginResponse && !tree.has("body") {
                tree.remove("bodyEncoding");
                tree.set("body", Json::text(""));
            }
            return self.long_header(tree);
        };
        let status = self.spelled_status(200);
        tree.set("status", status);
        tree.remove("bodyEncoding");
        if unit == Unit::Base64 {
            tree.set("bodyEncoding", Json::text("base64"));
        }
        tree.set("body", Json::open(unit));
        if !tree.has("headers") {
            let headers =
                if self.stage.is_request() { self.own_headers() } else { self.kept_headers() };
            tree.set("headers", headers);
        }
    }

    /// Makes headers of a response without a body longer than a message may be: nothing counts.
    fn headers_alone(&mut self, tree: &mut Json) {
        self.fit = None;
        tree.remove("body");
        self.long_header(tree);
        if let Some(long) = tree.open_mut() {
            long.bytes = usize_of(limits::ORIGIN_BYTES) + 1;
        }
    }

    /// Puts the long string into the value of a header.
    fn long_header(&mut self, tree: &mut Json) {
        if !matches!(tree.get("headers"), Some(Json::Object(_))) {
            let headers =
                if self.stage.is_request() { Json::object([]) } else { self.kept_headers() };
            tree.set("headers", headers);
        }
        // As JSON, an escape counts for more than what it stands for.
        let as_json = self.reading.profile.header_cost == HeaderCost::Json;
        let units = [Unit::One("v"), Unit::One("\\t"), Unit::One("\\u0041")];
        let unit = if as_json { Unit::One("v") } else { *self.d.pick(&units) };
        let value = Json::open(unit);
        let mut entry = self.entry("x-long", Json::raw("0"));
        entry.set("value", value);
        let more = self.d.chance(1, 2).then(|| Json::text("1"));
        if let Some(headers) = tree.get_mut("headers") {
            let name = Word::Borrowed("x-long");
            let mut list = vec![entry];
            list.extend(more.map(|more| self.entry("x-long", more)));
            headers.set(name, Json::List(list));
        }
    }
}

/// Makes a body of a returned request.
pub(super) fn replacing(encoding: &'static str, data: Json) -> Json {
    Json::object([
        ("action", Json::text("replace")),
        ("encoding", Json::text(encoding)),
        ("data", data),
    ])
}

/// Draws a limit that a valid result can come close to.
pub(super) fn limit(maker: &mut Maker<'_>) -> Option<RuleId> {
    let rules: Vec<RuleId> = MEASURED.into_iter().filter(|rule| maker.minds(*rule)).collect();
    if rules.is_empty() { None } else { Some(*maker.d.pick(&rules)) }
}
