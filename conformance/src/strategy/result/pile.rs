//! Messages that break many rules at once.

use std::borrow::Cow;
use std::sync::LazyLock;

use edgecase_core::{RuleId, Stage};

use super::breach::{self, Breach, Need, can_break};
use super::json::Json;
use super::maker::{Maker, Turn};
use super::reading::Reading;
use super::sizes::MEASURED;

/// How many rules are tried at once.
const MOST: usize = 24;

/// How far one rule of a pile is from the next: rules that stand together meet seldom, and each has
/// its turn.
const STEP: usize = 17;

/// Makes a message that breaks many rules; `turn` is how many came before at the stage, if they are
/// counted.
pub(super) fn pile(maker: &mut Maker<'_>, turn: Option<usize>) -> Json {
    let need = draw_need(maker);
    let mut tree = breach::base(maker, need);
    let rules = rules_on(maker.stage, maker.reading, need);
    let length = rules.len().max(1);
    let start = turn.map_or_else(|| maker.d.index(length), |turn| turn * MOST);
    let step = if length.is_multiple_of(STEP) { STEP + 2 } else { STEP };
    let mut taken = Vec::new();
    maker.piled = true;
    for number in start..start + MOST {
        let Some(rule) = rules.get(number * step % length) else { break };
        let part = PARTS.iter().position(|part| part.contains(rule));
        if part.is_some_and(|part| taken.contains(&part)) || !maker.d.more(8) {
            continue;
        }
        taken.extend(part);
        if let Some(Breach::In(_, change)) = breach::of(*rule) {
            maker.turn = turn.map(|_| variant(maker.stage, number / length));
            change(maker, &mut tree);
            maker.turn = None;
        }
    }
    tree
}

/// Draws what kind of message to break: most rules are on requests at origin-request.
fn draw_need(maker: &mut Maker<'_>) -> Need {
    let responses = match maker.stage {
        Stage::ViewerRequest => (1, 2),
        Stage::OriginRequest => (1, 3),
        Stage::OriginResponse | Stage::ViewerResponse => return Need::Response,
    };
    if maker.d.chance(responses.0, responses.1) {
        Need::Response
    } else if maker.stage == Stage::ViewerRequest {
        Need::Request
    } else {
        *maker.d.pick(&[Need::Custom, Need::Custom, Need::S3])
    }
}

/// Returns a turn with other variants than those that neighbours start with, and than other stages.
fn variant(stage: Stage, round: usize) -> Turn {
    let stages = Stage::ALL.iter().take_while(|known| **known != stage).count();
    Turn { visit: 3 + round * 7 + stages * 5, stages: 1 }
}

/// Rules whose breach keeps many others from being judged.
const HIDING: [RuleId; 13] = [
    RuleId::ResultMissingStatus,
    RuleId::ResultBothShapes,
    RuleId::HeadersType,
    RuleId::HeadersList,
    RuleId::HeadersMissing,
    RuleId::BodyType,
    RuleId::BodyNull,
    RuleId::RequestBodyType,
    RuleId::RequestBodyAction,
    RuleId::OriginType,
    RuleId::OriginNeither,
    RuleId::OriginBoth,
    RuleId::OriginMissingMember,
];

/// Rules whose breaches change the same part, so that the last one would undo the others.
const PARTS: [&[RuleId]; 11] = [
    &[
        RuleId::StatusType,
        RuleId::StatusNumber,
        RuleId::StatusInteger,
        RuleId::StatusLexical,
        RuleId::StatusRange,
        RuleId::StatusChanged,
        RuleId::BodyEncoding,
        RuleId::BodyBase64,
        RuleId::BodyBase64AsText,
        RuleId::BodyNoContent,
        RuleId::BodyNoContentEmpty,
        RuleId::BodyBodilessStatus,
    ],
    &[RuleId::DescriptionType, RuleId::DescriptionNull, RuleId::DescriptionControl],
    &[RuleId::HeadersReadOnlyAdded, RuleId::HeadersReadOnlyChanged, RuleId::HeadersReadOnlyDeleted],
    &[
        RuleId::SizeUriQuery,
        RuleId::RequestUriSlash,
        RuleId::RequestUriCharacters,
        RuleId::RequestUriQuestionMark,
        RuleId::RequestQuerySpace,
        RuleId::RequestQueryControl,
        RuleId::RequestQueryFragment,
        RuleId::RequestQueryQuestionMark,
    ],
    &[RuleId::RequestBodyEncoding, RuleId::RequestBodyData, RuleId::RequestBodyBase64],
    &[
        RuleId::OriginDomainEmpty,
        RuleId::OriginDomainColon,
        RuleId::OriginDomainIp,
        RuleId::OriginDomainLength,
        RuleId::OriginDomainSyntax,
        RuleId::OriginS3DomainLength,
        RuleId::OriginS3DomainCase,
        RuleId::OriginS3Domain,
    ],
    &[
        RuleId::OriginPathRoot,
        RuleId::OriginPathStart,
        RuleId::OriginPathEnd,
        RuleId::OriginPathLength,
        RuleId::OriginPathEncoding,
    ],
    &[RuleId::OriginReadTimeout, RuleId::OriginCompletionTimeout, RuleId::OriginNumberType],
    &[RuleId::OriginSslProtocolsType, RuleId::OriginSslProtocol, RuleId::OriginTls13],
    &[RuleId::OriginAuthMethod, RuleId::OriginAuthRegion, RuleId::OriginAuthSwitched],
    &[RuleId::RequestClientIp, RuleId::RequestMethod, RuleId::RequestMemberType],
];

/// Returns the rules that can be broken on a message.
fn rules_on(stage: Stage, reading: &Reading, need: Need) -> Cow<'static, [RuleId]> {
    static CURRENT: LazyLock<Vec<(Stage, Need, Vec<RuleId>)>> = LazyLock::new(|| {
        let found = |stage, need| (stage, need, find_rules_on(stage, Reading::current(), need));
        let needs = [Need::Response, Need::Request, Need::Custom, Need::S3];
        Stage::ALL.iter().flat_map(|stage| needs.map(|need| found(*stage, need))).collect()
    });
    if std::ptr::eq(reading, Reading::current())
        && let Some((_, _, rules)) = CURRENT.iter().find(|row| (row.0, row.1) == (stage, need))
    {
        return Cow::Borrowed(rules);
    }
    Cow::Owned(find_rules_on(stage, reading, need))
}

fn find_rules_on(stage: Stage, reading: &Reading, need: Need) -> Vec<RuleId> {
    let fits = |wanted: Need| match wanted {
        Need::Any => true,
        Need::Message => !stage.is_request() || need != Need::Response,
        Need::Response => need == Need::Response,
        Need::Request => need != Need::Response,
        Need::Origin => matches!(need, Need::Custom | Need::S3),
        Need::Custom | Need::S3 => wanted == need,
    };
    let on = |rule: &RuleId| {
        !HIDING.contains(rule)
            && !MEASURED.contains(rule)
            && matches!(breach::of(*rule), Some(Breach::In(wanted, _)) if fits(wanted))
            && can_break(*rule, stage, reading)
    };
    RuleId::ALL.iter().copied().filter(on).collect()
}
