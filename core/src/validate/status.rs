//! `status/…`

use super::case::Case;
use crate::decode::{Kind, Leaf, Object};
use crate::limits;
use crate::profile::{Profile, StatusLexical, StatusType};
use crate::rule::RuleId;

/// `status/type`, `number`, `integer`, `lexical`, `range`, `changed`
///
/// Returns the number, if the member has the form of one.
pub(super) fn judge(case: &mut Case<'_>, object: &Object) -> Option<u64> {
    let leaf = object.status?;
    let form = match leaf.kind {
        Kind::Text => RuleId::StatusLexical,
        Kind::Number if case.profile.status_type == StatusType::StringOnly => RuleId::StatusNumber,
        Kind::Number => RuleId::StatusInteger,
        Kind::Null | Kind::Bool | Kind::List | Kind::Object => RuleId::StatusType,
    };
    let Some(status) = number(leaf, case.input, case.profile) else {
        case.report_at(form, leaf);
        return None;
    };
    let in_range = u16::try_from(status).is_ok_and(|status| limits::STATUS.contains(&status));
    case.report_if(!in_range, RuleId::StatusRange, leaf);
    let of_event = case.exchange.event.response.as_ref().map(|response| &response.status);
    let of_event = of_event.and_then(|text| three_digits(text, case.profile.status_lexical));
    let same = of_event == Some(status);
    case.report_if(!same, RuleId::StatusChanged, leaf);
    Some(status)
}

/// Returns the number that a status stands for; `None` if it has no allowed form.
pub(crate) fn number(leaf: Leaf, input: &[u8], profile: &Profile) -> Option<u64> {
    match leaf.kind {
        Kind::Text => three_digits(&leaf.text(input), profile.status_lexical),
        Kind::Number if profile.status_type == StatusType::StringOnly => None,
        _ => leaf.digits(input),
    }
}

fn three_digits(text: &str, lexical: StatusLexical) -> Option<u64> {
    let digits = match lexical {
        StatusLexical::Strict => text,
        StatusLexical::LenientTrim => text.trim_matches([' ', '\t']).trim_start_matches('0'),
    };
    let plain = digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}
