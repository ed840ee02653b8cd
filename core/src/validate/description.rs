//! `description/…`

use super::case::Case;
use crate::decode::{Kind, Object};
use crate::rule::RuleId;

/// `description/type`, `null`, `control`; off at viewer-response by the rule table.
#[inline]
pub(super) fn judge(case: &mut Case<'_>, object: &Object) {
    let Some(leaf) = object.status_description else {
        return;
    };
    match leaf.kind() {
        Kind::Text => {
            let is_control = |byte: &u8| byte.is_ascii_control() && *byte != b'\t';
            let found = leaf.may_be_odd() && leaf.spelled(case.input).iter().any(is_control);
            case.report_if(found, RuleId::DescriptionControl, leaf);
        }
        Kind::Null => case.report_at(RuleId::DescriptionNull, leaf),
        _ => case.report_at(RuleId::DescriptionType, leaf),
    }
}
