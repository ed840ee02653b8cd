//! What makes a scenario simpler beyond dropping its parts.

use super::part::{Part, is_sound};
use super::{Example, Search};
use crate::scenario::{Behavior, Expect, Group, RequestStep, Scenario, Step};
use crate::tree::Tree;

impl Search<'_> {
    /// Forgets what is expected, does with one behaviour, merges times that pass, and lets functions change nothing.
    pub(super) fn scenario(&mut self) {
        let Example::Scenario(scenario) = &self.best else {
            return;
        };
        let blind = scenario.blind();
        self.offer_scenario(blind);
        self.one_behavior();
        self.no_groups();
        self.merge_advances();
        self.unwrap_batches();
        self.calm_functions();
    }

    fn offer_scenario(&mut self, scenario: Scenario) -> bool {
        let example = Example::Scenario(Box::new(scenario));
        is_sound(&example) && self.offer(example)
    }

    /// Lets one of the behaviours be that for all paths.
    fn one_behavior(&mut self) {
        let Example::Scenario(scenario) = &self.best else {
            return;
        };
        let scenario = scenario.clone();
        for behavior in &scenario.distribution.behaviors {
            let mut candidate = Scenario::clone(&scenario);
            let path = "*".to_owned();
            candidate.distribution.behaviors = vec![Behavior { path, ..behavior.clone() }];
            if self.offer_scenario(candidate) {
                return;
            }
        }
    }

    /// Asks the first origin of a group alone, or the second.
    fn no_groups(&mut self) {
        let Example::Scenario(scenario) = &self.best else {
            return;
        };
        let groups = scenario.distribution.origin_groups.clone();
        for (name, Group { members: (first, second), .. }) in groups {
            for member in [first, second] {
                let Example::Scenario(scenario) = &self.best else {
                    return;
                };
                let mut candidate = Scenario::clone(scenario);
                candidate.distribution.origin_groups.remove(&name);
                for behavior in &mut candidate.distribution.behaviors {
                    if behavior.origin.as_ref() == Some(&name) {
                        behavior.origin = Some(member.clone());
                    }
                }
                if self.offer_scenario(candidate) {
                    break;
                }
            }
        }
    }

    /// Returns the scenario with another list of steps.
    fn with_steps(&self, change: impl FnOnce(&mut Vec<Step>) -> Option<()>) -> Option<Scenario> {
        let Example::Scenario(scenario) = &self.best else {
            return None;
        };
        let mut scenario = Scenario::clone(scenario);
        change(&mut scenario.steps).map(|()| scenario)
    }

    fn steps(&self) -> usize {
        match &self.best {
            Example::Scenario(scenario) => scenario.steps.len(),
            Example::Result(_) => 0,
        }
    }

    /// Puts the time that passes in two steps into the first, or into the second, of them.
    fn merge_advances(&mut self) {
        for number in (0..self.steps()).rev() {
            for later in [false, true] {
                let merged = self.with_steps(|steps| {
                    let is_advance = |step: &Step| matches!(step, Step::Advance(_));
                    let next = steps.iter().skip(number + 1).position(is_advance)? + number + 1;
                    let (Step::Advance(one), Step::Advance(other)) =
                        (steps.get(number)?, steps.get(next)?)
                    else {
                        return None;
                    };
                    let sum = one.saturating_add(*other);
                    let (kept, dropped) = if later { (next, number) } else { (number, next) };
                    *steps.get_mut(kept)? = Step::Advance(sum);
                    steps.remove(dropped);
                    Some(())
                });
                if merged.is_some_and(|scenario| self.offer_scenario(scenario)) {
                    break;
                }
            }
        }
    }

    /// Makes a request of a batch of one.
    fn unwrap_batches(&mut self) {
        for number in 0..self.steps() {
            let unwrapped = self.with_steps(|steps| {
                let step = steps.get_mut(number)?;
                let request = match step {
                    Step::Batch { requests, .. } if requests.len() == 1 => requests.pop()?,
                    _ => return None,
                };
                *step = Step::Request(Box::new(RequestStep { request, expect: Expect::default() }));
                Some(())
            });
            if let Some(scenario) = unwrapped {
                self.offer_scenario(scenario);
            }
        }
    }

    /// Lets functions hand back what they were given.
    fn calm_functions(&mut self) {
        let Some(mut tree) = Part::Scenario.tree(&self.best) else {
            return;
        };
        let calm = Tree::read(r#"{"patch":{}}"#);
        for path in tree.paths() {
            let is_function = tree.name(&path).is_some_and(|name| {
                name.parse::<edgecase_core::Stage>().is_ok() && tree.at(&path) != Some(&calm)
            });
            if is_function && self.offer_tree(Part::Scenario, tree.with(&path, calm.clone())) {
                tree = Part::Scenario.tree(&self.best).unwrap_or(tree);
            }
        }
    }
}
