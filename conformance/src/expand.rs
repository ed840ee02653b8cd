//! Long texts of a vector: described in the file, made here.

use std::fmt;

use edgecase_core::{Event, Profile, RuleId, Stage};
use serde_json::value::RawValue;

use crate::oracle::{Question, measure};
use crate::splice::replace;
use crate::suite::Prepared;
use crate::vector::{Expand, RelativeToLimit, Returned};

/// A long text that cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpandError {
    /// The pointer names nothing.
    NoPlace(String),
    /// The rule measures nothing on this input.
    NoMeasure(RuleId),
    /// No number of units meets the limit.
    NotExact {
        /// The rule.
        rule: RuleId,
        /// What is measured without a unit.
        empty: u64,
        /// What one unit adds.
        unit: u64,
        /// What was wanted.
        wanted: u64,
    },
    /// The text gets longer than any that CloudFront would look at.
    TooLong {
        /// The pointer to its place.
        at: String,
        /// How many units were to be repeated.
        count: usize,
    },
}

/// How long a text may get, in bytes: well over the largest limit.
const LONGEST: usize = 16 << 20;

impl fmt::Display for ExpandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPlace(pointer) => write!(f, "`expand` names `{pointer}`, which is not there"),
            Self::NoMeasure(rule) => write!(f, "rule `{rule}` measures nothing on this input"),
            Self::NotExact { rule, empty, unit, wanted } => write!(
                f,
                "rule `{rule}` cannot measure {wanted} here: {empty} and {unit} for every unit"
            ),
            Self::TooLong { at, count } => {
                write!(f, "`{at}` with {count} units is longer than {LONGEST} bytes")
            }
        }
    }
}

impl std::error::Error for ExpandError {}

/// Puts every described text in, in the order of the list.
pub(crate) fn expand(
    mut prepared: Prepared,
    list: &[Expand],
    stage: Stage,
    profile: &Profile,
) -> Result<Prepared, ExpandError> {
    for item in list {
        let count = match (&item.relative_to_limit, item.repeat) {
            (Some(relative), _) => units(&prepared, item, relative, stage, profile)?,
            (None, repeat) => repeat.unwrap_or_default(),
        };
        prepared = put(&prepared, item, count)?;
    }
    Ok(prepared)
}

/// Returns how many units make the rule measure its limit plus the delta.
fn units(
    prepared: &Prepared,
    item: &Expand,
    relative: &RelativeToLimit,
    stage: Stage,
    profile: &Profile,
) -> Result<usize, ExpandError> {
    let rule = relative.rule;
    let measured = |count| {
        let prepared = put(prepared, item, count)?;
        let event = prepared.event.unwrap_or_else(|| Event::minimal(stage).to_json());
        let Returned::Return { value } = &prepared.result else {
            return Err(ExpandError::NoMeasure(rule));
        };
        let question = Question::new(stage, &event, value.get().as_bytes(), profile);
        measure(rule, &question).ok_or(ExpandError::NoMeasure(rule))
    };
    let empty = measured(0)?;
    // Two more, because the very first unit may bring more than itself, such as a separator.
    let (one, two) = (measured(1)?.measured, measured(2)?.measured);
    let unit = two.saturating_sub(one);
    let wanted = empty.limit.saturating_add_signed(relative.delta);
    let not_exact = ExpandError::NotExact { rule, empty: empty.measured, unit, wanted };
    if wanted == empty.measured {
        return Ok(0);
    }
    let rest = wanted.checked_sub(one).ok_or(not_exact.clone())?;
    if unit == 0 || rest % unit != 0 {
        return Err(not_exact);
    }
    usize::try_from(rest / unit + 1).map_err(|_| not_exact)
}

/// Replaces the string at the item's place by `count` units.
fn put(prepared: &Prepared, item: &Expand, count: usize) -> Result<Prepared, ExpandError> {
    let no_place = || ExpandError::NoPlace(item.at.clone());
    if item.unit.len().checked_mul(count).is_none_or(|length| length > LONGEST) {
        return Err(ExpandError::TooLong { at: item.at.clone(), count });
    }
    let text = serde_json::Value::String(item.unit.repeat(count)).to_string();
    let mut prepared = prepared.clone();
    if let Some(pointer) = item.at.strip_prefix("/event") {
        let event = prepared.event.as_deref().ok_or_else(no_place)?;
        prepared.event = Some(replace(event, pointer, &text).ok_or_else(no_place)?);
    } else if let (Some(pointer), Returned::Return { value }) =
        (item.at.strip_prefix("/result/value"), &mut prepared.result)
    {
        let changed = replace(value.get(), pointer, &text).ok_or_else(no_place)?;
        *value = RawValue::from_string(changed).map_err(|_| no_place())?;
    } else {
        return Err(no_place());
    }
    Ok(prepared)
}
