//! Generated events and results.

mod bent;
mod body;
mod breach;
mod custom;
mod event;
mod headers;
mod json;
mod maker;
mod names;
mod origin;
mod pile;
mod reading;
mod request;
mod response;
mod sizes;
mod turn;
mod wild;

use edgecase_core::{RuleId, Stage};

use super::draw::Draw;
use crate::example::ResultExample;
use breach::{Breach, Need, can_break};
use event::EventDraft;
use maker::{Maker, Turn};
use reading::Reading;
use turn::{BROKEN, Preset, neighbour_at, preset, valid_at, wild_at};

pub use breach::NOT_ALONE;
pub use turn::cells;

/// What kind of results to generate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ResultOptions {
    /// Whether editions, and switches of results, vary.
    pub switches: bool,
    /// Whether results stay away from the limits of whole messages, 40 KB and more.
    pub short: bool,
}

/// Draws the event that a function is given at a stage, as JSON.
///
/// # Examples
/// ```
/// use edgecase::strategy::{Choices, Random, event};
/// use edgecase_core::{Event, Stage};
///
/// let stage = Stage::ViewerRequest;
/// assert_eq!(event(&mut Choices::new(&[]), stage), Event::minimal(stage).to_json());
/// assert!(Event::from_json(event(&mut Random::new(1), stage).as_bytes()).is_ok());
/// ```
pub fn event(d: &mut dyn Draw, stage: Stage) -> String {
    EventDraft::draw(d, stage, &Reading::current().profile).to_json(stage)
}

/// Draws a result that is accepted, without a note.
pub fn valid(d: &mut dyn Draw, stage: Stage) -> ResultExample {
    valid_by(Maker::new(d, stage, Reading::current()), None)
}

/// Draws a result that breaks one rule and no other; `None` where no result breaks the rule.
///
/// The exceptions are in [`NOT_ALONE`]: an IPv6 address as domain has colons, so it breaks two.
pub fn neighbour(d: &mut dyn Draw, stage: Stage, rule: RuleId) -> Option<ResultExample> {
    neighbour_by(d, stage, rule, Reading::current(), None)
}

/// Draws any result, or bytes that are none.
pub fn wild(d: &mut dyn Draw, stage: Stage) -> ResultExample {
    wild::wild(Maker::new(d, stage, Reading::current()), None)
}

/// Draws a result of any preset, at any stage.
///
/// # Examples
/// ```
/// use edgecase::strategy::{drawn, result};
/// use proptest::prelude::*;
///
/// proptest!(ProptestConfig { cases: 8, ..ProptestConfig::default() }, |(example in drawn(result))| {
///     prop_assert!(example.typed_event().is_ok());
/// });
/// ```
pub fn result(d: &mut dyn Draw) -> ResultExample {
    let preset = draw_preset(d);
    if preset == Preset::Neighbour {
        let broken = d.pick(&BROKEN);
        let stage = *d.pick(&broken.stages);
        if let Some(example) = neighbour(d, stage, broken.rule) {
            return example;
        }
    }
    let stage = *d.pick(&Stage::ALL);
    if preset == Preset::Wild { wild(d, stage) } else { valid(d, stage) }
}

/// Draws a result of any preset at a stage.
pub fn result_at(d: &mut dyn Draw, stage: Stage, options: ResultOptions) -> ResultExample {
    let reading = if options.switches { &Reading::draw(d) } else { Reading::current() };
    match draw_preset(d) {
        Preset::Valid => {
            let mut maker = Maker::new(d, stage, reading);
            maker.short = options.short;
            valid_by(maker, None)
        }
        Preset::Wild => wild::wild(Maker::new(d, stage, reading), None),
        Preset::Neighbour => {
            let can = |rule: &RuleId| {
                let is_long = options.short && sizes::MEASURED.contains(rule);
                !is_long && can_break(*rule, stage, reading)
            };
            let rules: Vec<RuleId> = RuleId::ALL.iter().copied().filter(can).collect();
            let rule = *d.pick(&rules);
            neighbour_by(d, stage, rule, reading, None).expect("a rule that can be broken")
        }
    }
}

fn draw_preset(d: &mut dyn Draw) -> Preset {
    *d.weighted(&[(5, Preset::Valid), (12, Preset::Neighbour), (3, Preset::Wild)])
}

/// Draws the result of a case that is counted: presets, rules, stages and limits take turns.
///
/// Any 256 cases in a row break every rule that [`cells`] names at least once, and the first 1,024
/// come to every limit from both sides.
pub fn turn(d: &mut dyn Draw, n: u64) -> ResultExample {
    let (preset, number) = preset(n);
    let reading = Reading::current();
    match preset {
        Preset::Valid => {
            let (stage, limit, turn) = valid_at(number);
            let mut maker = Maker::new(d, stage, reading);
            maker.turn = limit.and(Some(turn));
            valid_by(maker, limit)
        }
        Preset::Wild => {
            let (stage, number) = wild_at(number);
            wild::wild(Maker::new(d, stage, reading), Some(number))
        }
        Preset::Neighbour => {
            let (rule, stage, turn) = neighbour_at(number).expect("there are rules to break");
            neighbour_by(d, stage, rule, reading, Some(turn)).expect("a rule that can be broken")
        }
    }
}

/// Makes an accepted example, one that comes close to a limit if one is given.
fn valid_by(mut maker: Maker<'_>, limit: Option<RuleId>) -> ResultExample {
    // A megabyte takes long to read.
    let often = if maker.stage.is_origin() { 64 } else { 10 };
    let limit = match limit {
        None if !maker.short && maker.d.chance(1, often) => sizes::limit(&mut maker),
        limit => limit,
    };
    let Some(rule) = limit else {
        let tree = breach::either(&mut maker);
        return maker.finish(tree);
    };
    let of_request = matches!(rule, RuleId::SizeRequestText | RuleId::SizeRequestBase64);
    let need = if of_request { Need::Request } else { Need::Response };
    let mut tree = breach::base(&mut maker, need);
    let above = maker.inside();
    maker.lengthen(&mut tree, rule, above);
    maker.finish(tree)
}

fn neighbour_by(
    d: &mut dyn Draw,
    stage: Stage,
    rule: RuleId,
    reading: &Reading,
    turn: Option<Turn>,
) -> Option<ResultExample> {
    if !can_break(rule, stage, reading) {
        return None;
    }
    let mut maker = Maker::new(d, stage, reading);
    maker.turn = turn;
    Some(match breach::of(rule)? {
        Breach::Whole(make) => {
            let bytes = make(&mut maker);
            maker.finish_bytes(bytes)
        }
        Breach::In(need, change) => {
            let mut tree = breach::base(&mut maker, need);
            change(&mut maker, &mut tree);
            maker.finish(tree)
        }
    })
}

#[cfg(test)]
mod tests;
