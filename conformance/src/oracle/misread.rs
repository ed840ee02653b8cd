//! The flaws that misread the table of rules or the profile.
//!
//! Most seeded bugs stand where the bug would be. Those that forget a rule, take one for stricter
//! than it is, or follow another text of the guide, stand here together.

use edgecase_core::Stage;
use edgecase_core::profile::{
    BodyMeasure, BothShapes, CdnLoop, CustomHeaderCount, CustomHeaderDeny, GeneratedReadonly,
    HeaderCost, HeaderKey, Kb, KeyMismatch, MapNameCase, NoContentEmpty, NoContentStages,
    NullResult, OrRange, OriginAtVr, OsEntityHeaders, Profile, S3RegionalEndpoint,
    StatusAtResponse, StatusType, TimeoutRange, Tls13Origin, UriQsJoiner, ValueArray, VsReadonly,
    XAmzn,
};
use edgecase_core::rule::{Effect, RuleId};

use super::case::Case;
use super::question::Question;
use crate::flaw::ResultFlaw as Flaw;

/// Returns the profile of a question, with the switch that a flaw turns the wrong way.
pub(super) fn profile(question: &Question<'_>) -> Profile {
    let mut profile = question.profile.clone();
    if let Some(flaw) = question.flaw {
        turn(&mut profile, flaw);
    }
    profile
}

fn turn(profile: &mut Profile, flaw: Flaw) {
    match flaw {
        Flaw::NullPasses => profile.null_result = NullResult::Passthrough,
        Flaw::BothShapesRequest => profile.both_shapes = BothShapes::Request,
        Flaw::StatusNotMissed => profile.status_at_response = StatusAtResponse::Inherit,
        Flaw::StatusNumberRefused => profile.status_type = StatusType::StringOnly,
        Flaw::ValueListRefused => profile.value_array = ValueArray::Reject,
        Flaw::KeyRequired => profile.header_key = HeaderKey::Required,
        Flaw::MapNameSent => profile.key_mismatch = KeyMismatch::WarnNameWins,
        Flaw::UpperCaseRefused => profile.map_name_case = MapNameCase::Reject,
        Flaw::AmznUnknown => profile.x_amzn = XAmzn::None,
        Flaw::AmznPrefix => profile.x_amzn = XAmzn::Wildcard,
        Flaw::RangeReadOnly => profile.or_range = OrRange::ReadOnly,
        Flaw::EntityReadOnly => profile.os_entity_headers = OsEntityHeaders::ReadOnly,
        Flaw::TwoAtViewerResponse => profile.vs_readonly = VsReadonly::Two,
        Flaw::CdnLoopFree => profile.cdn_loop = CdnLoop::Off,
        Flaw::GeneratedReadOnly => {
            profile.generated_readonly = GeneratedReadonly::ContentLengthAndTeOnly;
        }
        Flaw::Base64Unpadded => profile.base64_mode.unpadded_ok = true,
        Flaw::Base64UrlSafe => profile.base64_mode.url_safe_ok = true,
        Flaw::Base64Blanks => profile.base64_mode.whitespace_ok = true,
        Flaw::NoContentAtViewer => profile.no_content_stages = NoContentStages::Vr,
        Flaw::NoContentEmpty => profile.no_content_empty = NoContentEmpty::Accept,
        Flaw::KilobyteOf1000 => profile.kb = Kb::K1000,
        Flaw::SeparatorsNotCounted => profile.header_cost = HeaderCost::NamePlusValue,
        Flaw::Base64CountedEncoded => profile.body_measure = BodyMeasure::Encoded,
        Flaw::MarkNotCounted => profile.uri_qs_joiner = UriQsJoiner::NotCounted,
        Flaw::OriginAtViewerRefused => profile.origin_at_vr = OriginAtVr::Reject,
        Flaw::BucketRegion => profile.s3_regional_endpoint = S3RegionalEndpoint::Reject,
        Flaw::TimeoutsOf60 => profile.timeout_range = TimeoutRange::Legacy,
        Flaw::Tls13 => profile.tls13_origin = Tls13Origin::Accept,
        Flaw::CustomListOf2020 => profile.custom_header_deny = CustomHeaderDeny::L2020,
        Flaw::CustomCountOf10 => profile.custom_header_count = CustomHeaderCount::C10,
        _ => {}
    }
}

/// Returns what a breach of a rule leads to, or what the flaw that breaks the rule makes of it.
pub(super) fn effect(rule: RuleId, case: &Case<'_>) -> Effect {
    match case.flaw {
        Some(flaw) if flaw.rule() == rule && forgets(flaw, case) => Effect::Off,
        Some(flaw) if flaw.rule() == rule && refuses(flaw) => Effect::Refuse,
        _ => rule.rule().effect(case.profile, case.stage),
    }
}

/// Tells whether a flaw leaves its rule out.
fn forgets(flaw: Flaw, case: &Case<'_>) -> bool {
    let viewer = matches!(case.stage, Stage::ViewerRequest | Stage::ViewerResponse);
    match flaw {
        Flaw::GeneratedUnchecked => case.is_generated(),
        Flaw::DisallowedAtViewer | Flaw::GeneratedLengthAtViewer | Flaw::QuerySpaceAtViewer => {
            !viewer
        }
        Flaw::SurrogatesReplaced
        | Flaw::DescriptionNull
        | Flaw::ValueObject
        | Flaw::ReadOnlyAdded
        | Flaw::ReadOnlyDeleted
        | Flaw::GeneratedLength
        | Flaw::BodyNull
        | Flaw::Base64Unchecked
        | Flaw::NoContentBody
        | Flaw::ReplacedUnlimited
        | Flaw::ClientIpFree
        | Flaw::QueryFragment
        | Flaw::RequestBase64Unchecked
        | Flaw::BothOrigins
        | Flaw::NeitherOrigin
        | Flaw::DomainPort
        | Flaw::DomainAddress
        | Flaw::BucketCase
        | Flaw::PathRoot
        | Flaw::PathStart
        | Flaw::PathEnd
        | Flaw::RegionNotMissed
        | Flaw::CustomDisallowed
        | Flaw::CustomName => true,
        _ => false,
    }
}

/// Tells whether a flaw makes its rule one that refuses.
const fn refuses(flaw: Flaw) -> bool {
    matches!(
        flaw,
        Flaw::DuplicatesRefused
            | Flaw::UnknownMemberRefused
            | Flaw::RequestAtResponseRefused
            | Flaw::NonAsciiRefused
            | Flaw::TruncatedRefused
    )
}
