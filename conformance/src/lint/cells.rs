//! Coverage: every rule on results has a vector on each side of its boundary at every stage, every
//! rule of the pipeline has a scenario.

use std::collections::BTreeSet;

use edgecase_core::{PipelineRuleId, RuleId, Stage, rules};

use crate::suite::{ScenarioFile, Suite};
use crate::vector::Polarity;

/// One side of a rule's boundary at one stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// The rule.
    pub rule: RuleId,
    /// The stage.
    pub stage: Stage,
    /// The side.
    pub polarity: Polarity,
}

/// A cell that no vector can fill.
#[derive(Clone, Copy, Debug)]
pub struct Exemption {
    /// The rule.
    pub rule: RuleId,
    /// The side.
    pub polarity: Polarity,
    /// Why no vector can lie there.
    pub reason: &'static str,
}

/// The cells that no vector can fill, at any stage of their rule.
pub const EXEMPT: &[Exemption] = &[
    Exemption {
        rule: RuleId::HeadersRestricted,
        polarity: Polarity::Outside,
        reason: "needs the behaviour's cache settings, which a vector does not carry; \
                 compared between reference and oracle on generated results",
    },
    Exemption {
        rule: RuleId::ErrorThrottle,
        polarity: Polarity::Inside,
        reason: "whether a call is throttled does not depend on the result",
    },
    Exemption {
        rule: RuleId::ErrorThrottle,
        polarity: Polarity::Outside,
        reason: "a throttled call hands nothing back; no kind of result says so",
    },
];

/// Which cells the suite fills.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// Cells with at least one case.
    pub filled: BTreeSet<Cell>,
    /// Cells without one, though one could be.
    pub empty: BTreeSet<Cell>,
    /// Cells that no vector can fill.
    pub exempt: BTreeSet<Cell>,
    /// Cells that are filled though they are listed as impossible.
    pub wrongly_exempt: BTreeSet<Cell>,
}

/// Counts the cells of all rules. A case fills those of its first rule only.
#[must_use]
pub fn coverage(suite: &Suite) -> Coverage {
    let filled: BTreeSet<Cell> = suite
        .vectors()
        .flat_map(|vector| {
            let (rule, polarity) = (vector.rule(), vector.polarity);
            vector.stages.iter().map(move |stage| Cell { rule, stage: *stage, polarity })
        })
        .collect();
    let is_exempt =
        |cell: &Cell| EXEMPT.iter().any(|e| e.rule == cell.rule && e.polarity == cell.polarity);
    let all = rules().flat_map(|rule| {
        rule.stages.iter().flat_map(move |stage| {
            [Polarity::Inside, Polarity::Outside].map(|polarity| Cell {
                rule: rule.id,
                stage,
                polarity,
            })
        })
    });
    let (exempt, wanted): (BTreeSet<Cell>, BTreeSet<Cell>) = all.partition(is_exempt);
    Coverage {
        empty: wanted.difference(&filled).copied().collect(),
        wrongly_exempt: exempt.intersection(&filled).copied().collect(),
        filled: wanted.intersection(&filled).copied().collect(),
        exempt,
    }
}

/// Rules of the pipeline that no scenario can show, and why.
pub const EXEMPT_PIPELINE: &[(PipelineRuleId, &str)] = &[
    (
        PipelineRuleId::KeyImpossible,
        "a configuration that CloudFront refuses; the reader of scenarios does too, and its tests show it",
    ),
    (
        PipelineRuleId::ErrorPageImpossible,
        "a configuration that CloudFront refuses; the reader of scenarios does too, and its tests show it",
    ),
];

/// Which rules of the pipeline have a scenario with them as the first rule.
#[derive(Clone, Debug)]
pub struct PipelineCoverage {
    /// Rules with at least one.
    pub covered: BTreeSet<PipelineRuleId>,
    /// Rules without one, though one could be.
    pub missing: BTreeSet<PipelineRuleId>,
    /// Rules that have one though they are listed as impossible.
    pub wrongly_exempt: BTreeSet<PipelineRuleId>,
}

/// Counts the rules of the pipeline.
#[must_use]
pub fn pipeline_coverage(suite: &Suite) -> PipelineCoverage {
    let covered: BTreeSet<_> = suite.scenarios.iter().map(ScenarioFile::rule).collect();
    let exempt: BTreeSet<_> = EXEMPT_PIPELINE.iter().map(|(rule, _)| *rule).collect();
    let missing = |rule: &PipelineRuleId| !covered.contains(rule) && !exempt.contains(rule);
    PipelineCoverage {
        missing: PipelineRuleId::ALL.iter().copied().filter(missing).collect(),
        wrongly_exempt: exempt.intersection(&covered).copied().collect(),
        covered,
    }
}
