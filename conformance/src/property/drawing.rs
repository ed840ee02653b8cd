//! What examples are drawn with. Both functions stand in for generators over [`Draw`] of the same
//! names in [`crate::strategy`].

use std::collections::BTreeMap;

use edgecase_core::profile::SWITCHES;
use edgecase_core::{Profile, Stage};
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::example::ResultExample;
use crate::generate::{Generated, Random, case};
use crate::scenario::Scenario;
use crate::strategy::{Draw, Options};

/// Draws the result of a number.
pub(super) fn turn(d: &mut dyn Draw, n: u64) -> ResultExample {
    let stage = Stage::ALL.into_iter().cycle().nth(usize::try_from(n % 4).unwrap_or_default());
    let stage = stage.unwrap_or(Stage::ViewerRequest);
    let Generated { profile, event, result, .. } = case(&mut Random::new(seed(d)), stage);
    let default = Profile::of(profile.edition);
    let set: BTreeMap<String, String> = SWITCHES
        .iter()
        .filter(|switch| profile.get(switch.name) != default.get(switch.name))
        .filter_map(|switch| Some((switch.name.to_owned(), profile.get(switch.name)?)))
        .collect();
    ResultExample { edition: profile.edition, set, ..ResultExample::new(stage, event, result) }
}

/// Draws a scenario.
pub(super) fn scenario(d: &mut dyn Draw, options: &Options) -> Scenario {
    let mut bytes = [0; 32];
    for (byte, drawn) in bytes.iter_mut().zip(seed(d).to_le_bytes()) {
        *byte = drawn;
    }
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), random);
    let strategy = crate::strategy::scenario(options.clone());
    strategy.new_tree(&mut runner).expect("no filter rejects").current()
}

fn seed(d: &mut dyn Draw) -> u64 {
    u64::from(d.below(u32::MAX)) << 32 | u64::from(d.below(u32::MAX))
}
