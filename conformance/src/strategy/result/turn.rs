//! The order in which examples come when they are counted.

use std::sync::LazyLock;

use edgecase_core::{RuleId, Stage};

use super::breach::can_break;
use super::maker::Turn;
use super::reading::Reading;

/// What kind of example comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Preset {
    Valid,
    Neighbour,
    Wild,
}

/// Twenty cases: a quarter valid, three in twenty wild.
const ORDER: [Preset; 20] = {
    use Preset::{Neighbour as N, Valid as V, Wild as W};
    [V, N, W, N, N, V, N, N, N, W, V, N, N, V, N, N, W, N, V, N]
};

/// Returns the preset of a case, and how many of its kind came before.
pub(super) fn preset(n: u64) -> (Preset, usize) {
    let n = usize::try_from(n % (1 << 30)).unwrap_or_default();
    let (round, at) = (n / ORDER.len(), n % ORDER.len());
    let preset = ORDER.get(at).copied().unwrap_or(Preset::Valid);
    let in_part = |part: &[Preset]| part.iter().filter(|known| **known == preset).count();
    let before = in_part(ORDER.get(..at).unwrap_or_default());
    (preset, round * in_part(&ORDER) + before)
}

/// A rule that neighbours break, with the stages where they can.
#[derive(Clone, Debug)]
pub(super) struct Broken {
    pub(super) rule: RuleId,
    pub(super) stages: Vec<Stage>,
}

/// The rules that neighbours break under the default profile, in the order of the table.
pub(super) static BROKEN: LazyLock<Vec<Broken>> = LazyLock::new(|| {
    let reading = Reading::current();
    let broken = |rule: &RuleId| {
        let can = |stage: &Stage| can_break(*rule, *stage, reading);
        Broken { rule: *rule, stages: Stage::ALL.into_iter().filter(can).collect() }
    };
    RuleId::ALL.iter().map(broken).filter(|broken| !broken.stages.is_empty()).collect()
});

static CELLS: LazyLock<Vec<(RuleId, Stage)>> = LazyLock::new(|| {
    let stages = |broken: &Broken| {
        let rule = broken.rule;
        broken.stages.clone().into_iter().map(move |stage| (rule, stage))
    };
    BROKEN.iter().flat_map(stages).collect()
});

/// Returns the rules with the stages at which [`neighbour`](super::neighbour) can break them under
/// the default profile.
#[must_use]
pub fn cells() -> &'static [(RuleId, Stage)] {
    &CELLS
}

/// Returns how often a rule is broken while most are broken once: rules with lists or several ends.
const fn turns(rule: RuleId) -> usize {
    match rule {
        RuleId::OriginCustomHeaderDenied => 4,
        RuleId::ResultJson
        | RuleId::HeadersDisallowed
        | RuleId::HeadersReadOnlyAdded
        | RuleId::HeadersReadOnlyChanged
        | RuleId::HeadersReadOnlyDeleted
        | RuleId::BodyBase64
        | RuleId::OriginPort => 3,
        RuleId::ResultMissingField
        | RuleId::StatusLexical
        | RuleId::StatusRange
        | RuleId::HeadersDisallowedPrefix
        | RuleId::HeadersGeneratedReadOnly
        | RuleId::HeadersNameToken
        | RuleId::BodyNoContent
        | RuleId::HeadersGeneratedLength
        | RuleId::SizeUriQuery
        | RuleId::RequestBodyBase64
        | RuleId::RequestUriSlash
        | RuleId::RequestUriCharacters
        | RuleId::OriginMissingMember
        | RuleId::OriginNumberType
        | RuleId::OriginDomainSyntax
        | RuleId::OriginS3Domain
        | RuleId::OriginKeepaliveTimeout => 2,
        _ => 1,
    }
}

/// One breach of a round: an index of [`BROKEN`], and how many of the round came before.
static ROUND: LazyLock<Vec<(usize, usize)>> = LazyLock::new(|| {
    let mut places = Vec::new();
    for (index, broken) in BROKEN.iter().enumerate() {
        let turns = turns(broken.rule);
        // The golden ratio spreads rules that stand together in the table.
        let start = index * 618_034 % 1_000_000;
        places.extend((0..turns).map(|turn| ((turn * 1_000_000 + start) / turns, index, turn)));
    }
    places.sort_unstable();
    places.into_iter().map(|(_, index, turn)| (index, turn)).collect()
});

/// Returns the rule, the stage and the turn of the neighbour of that number.
pub(super) fn neighbour_at(number: usize) -> Option<(RuleId, Stage, Turn)> {
    let (index, turn) = *ROUND.get(number % ROUND.len().max(1))?;
    let broken = BROKEN.get(index)?;
    let visit = number / ROUND.len().max(1) * turns(broken.rule) + turn;
    let stages = broken.stages.len();
    let stage = *broken.stages.get(visit % stages.max(1))?;
    Some((broken.rule, stage, Turn { visit, stages }))
}

/// The limits that valid examples come close to in turn; those of 1 MB are rare.
const CLOSE: [(RuleId, Stage); 16] = {
    use Stage::{OriginRequest, OriginResponse, ViewerRequest, ViewerResponse};
    const MADE: (RuleId, Stage) = (RuleId::SizeGenerated, ViewerRequest);
    const TEXT: (RuleId, Stage) = (RuleId::SizeRequestText, ViewerRequest);
    const CODED: (RuleId, Stage) = (RuleId::SizeRequestBase64, ViewerRequest);
    const LAST: (RuleId, Stage) = (RuleId::SizeViewerResponse, ViewerResponse);
    [
        MADE,
        TEXT,
        CODED,
        LAST,
        (RuleId::SizeGenerated, OriginRequest),
        MADE,
        TEXT,
        CODED,
        (RuleId::SizeReplaced, OriginResponse),
        MADE,
        LAST,
        (RuleId::SizeRequestText, OriginRequest),
        MADE,
        TEXT,
        LAST,
        (RuleId::SizeRequestBase64, OriginRequest),
    ]
};

/// Returns the stage of the valid example of that number, the limit that it comes close to, and how
/// often one did before.
pub(super) fn valid_at(number: usize) -> (Stage, Option<RuleId>, Turn) {
    let (round, at) = (number / 4, number % 4);
    let close = CLOSE.get(round % CLOSE.len()).filter(|_| at == 3);
    let Some((rule, stage)) = close else {
        return (stage(round + at), None, Turn { visit: 0, stages: 1 });
    };
    let same =
        |part: &[(RuleId, Stage)]| part.iter().filter(|one| *one == &(*rule, *stage)).count();
    let before = CLOSE.get(..round % CLOSE.len()).map(same).unwrap_or_default();
    let visit = round / CLOSE.len() * same(&CLOSE) + before;
    (*stage, Some(*rule), Turn { visit, stages: 1 })
}

/// Returns the stage of the wild example of that number: origin-request has most of the rules.
pub(super) fn wild_at(number: usize) -> (Stage, usize) {
    match number % 2 {
        0 => (Stage::OriginRequest, number / 2),
        _ => {
            let others = [Stage::ViewerRequest, Stage::OriginResponse, Stage::ViewerResponse];
            let stage = others.get(number / 2 % others.len()).copied();
            (stage.unwrap_or(Stage::ViewerRequest), number / 2 / others.len())
        }
    }
}

fn stage(number: usize) -> Stage {
    let [viewer_request, ..] = Stage::ALL;
    Stage::ALL.get(number % Stage::ALL.len()).copied().unwrap_or(viewer_request)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_quarter_is_valid_and_three_in_five_are_neighbours() {
        let count = |wanted| (0..2_000).filter(|n| preset(*n).0 == wanted).count();
        assert_eq!(count(Preset::Valid), 500);
        assert_eq!(count(Preset::Neighbour), 1_200);
        assert_eq!(count(Preset::Wild), 300);
        let numbers: Vec<usize> =
            (0..2_000).map(preset).filter(|p| p.0 == Preset::Neighbour).map(|p| p.1).collect();
        assert!(numbers.into_iter().eq(0..1_200));
    }

    #[test]
    fn any_256_cases_break_every_rule() {
        println!(
            "{} rules, {} cells, {} breaches a round",
            BROKEN.len(),
            cells().len(),
            ROUND.len()
        );
        for start in 0..2_000 {
            let numbers = (start..start + 256).map(preset);
            let rules: BTreeSet<RuleId> = numbers
                .filter(|(preset, _)| *preset == Preset::Neighbour)
                .map(|(_, number)| neighbour_at(number).expect("a cell").0)
                .collect();
            assert_eq!(rules.len(), BROKEN.len(), "from {start}");
        }
    }

    #[test]
    fn every_cell_has_its_turn_within_four_rounds_of_stages() {
        let met: BTreeSet<(RuleId, Stage)> = (0..ROUND.len() * 4)
            .map(|number| neighbour_at(number).expect("a cell"))
            .map(|(rule, stage, _)| (rule, stage))
            .collect();
        assert_eq!(met.len(), cells().len());
    }
}
