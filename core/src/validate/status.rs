//! `status/…`

use super::case::Case;
use crate::decode::{Kind, Leaf, Object};
use crate::limits;
use crate::profile::{Profile, StatusLexical, StatusType};
use crate::rule::RuleId;

/// `status/type`, `number`, `integer`, `lexical`, `range`, `changed`
///
/// Returns the number, if the member has the form of one.
#[inline]
pub(super) fn judge(case: &mut Case<'_>, object: &Object) -> Option<u64> {
    let leaf = object.status?;
    let Some(status) = number(leaf, case.input, case.profile) else {
        let form = match leaf.kind() {
            Kind::Text => RuleId::StatusLexical,
            Kind::Number if case.profile.status_type == StatusType::StringOnly => {
                RuleId::StatusNumber
            }
            Kind::Number => RuleId::StatusInteger,
            Kind::Null | Kind::Bool | Kind::List | Kind::Object => RuleId::StatusType,
        };
        case.report_at(form, leaf);
        return None;
    };
    let in_range = u16::try_from(status).is_ok_and(|status| limits::STATUS.contains(&status));
    case.report_if(!in_range, RuleId::StatusRange, leaf);
    let same = case.stage().is_request() || status_of_event(case) == Some(status);
    case.report_if(!same, RuleId::StatusChanged, leaf);
    Some(status)
}

fn status_of_event(case: &Case<'_>) -> Option<u64> {
    let response = case.exchange.event.response.as_ref()?;
    three_digits(response.status.as_bytes(), case.profile.status_lexical)
}

/// Returns the number that a status stands for; `None` if it has no allowed form.
#[inline]
pub(crate) fn number(leaf: Leaf, input: &[u8], profile: &Profile) -> Option<u64> {
    match leaf.kind() {
        Kind::Text => three_digits(&leaf.spelled(input), profile.status_lexical),
        Kind::Number if profile.status_type == StatusType::StringOnly => None,
        _ => leaf.digits(input),
    }
}

#[inline]
fn three_digits(text: &[u8], lexical: StatusLexical) -> Option<u64> {
    let digits = match lexical {
        StatusLexical::Strict => text,
        StatusLexical::LenientTrim => trimmed(text),
    };
    let digit = |byte: u8| byte.is_ascii_digit().then(|| u64::from(byte - b'0'));
    match digits {
        [a, b, c] => Some(100 * digit(*a)? + 10 * digit(*b)? + digit(*c)?),
        _ => None,
    }
}

/// Drops blanks and tabs at both ends, and zeros in front.
fn trimmed(text: &[u8]) -> &[u8] {
    let mut rest = text;
    while let [b' ' | b'\t', inner @ ..] | [inner @ .., b' ' | b'\t'] = rest {
        rest = inner;
    }
    while let [b'0', inner @ ..] = rest {
        rest = inner;
    }
    rest
}
