//! `description/…`

use super::case::Case;
use crate::decode::{Kind, Object};
use crate::rule::RuleId;

/// `description/type`, `null`, `control`; off at viewer-response by the rule table.
pub(super) fn judge(case: &mut Case<'_>, object: &Object) {
    let Some(leaf) = object.status_description else {
        return;
    };
    match leaf.kind {
        Kind::Text => {
            let control =
                leaf.text_bytes(case.input).iter().any(|b| b.is_ascii_control() && *b != b'\t');
            case.report_if(control, RuleId::DescriptionControl, leaf);
        }
        Kind::Null => case.report_at(RuleId::DescriptionNull, leaf),
        _ => case.report_at(RuleId::DescriptionType, leaf),
    }
}
