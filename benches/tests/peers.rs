//! Peers and edgecase say the same to the inputs that they are measured with.

use edgecase_benches::input::rejected::{Rejected, noted, rejected};
use edgecase_benches::input::{Input, accepted, mixed, nested};
use edgecase_benches::judge;
use edgecase_core::{Exchange, Profile, RuleId, Stage, Verdict};
use edgecase_peers::full::{Blind, PEERS, Peer};
use edgecase_peers::skip::READERS;

/// Returns what edgecase says, with every decoder the same.
fn is_accepted(input: &Input) -> bool {
    let (event, profile) = (input.event(), Profile::default());
    let exchange = Exchange::new(input.stage, &event);
    let says = judge::ALL.map(|way| {
        let verdict = way.scratch().validate(exchange, &input.result, &profile);
        matches!(verdict, Verdict::Accept { .. })
    });
    let [first, ..] = says;
    assert!(says.iter().all(|other| *other == first), "{}: {says:?}", input.name);
    first
}

/// Returns what a peer says to inputs, made ready once for each stage.
fn says<'i>(peer: &Peer, inputs: impl IntoIterator<Item = &'i Input>) -> Vec<bool> {
    let mut judges = Stage::ALL.map(|stage| (stage, (peer.judge)(stage)));
    let mut say = |input: &Input| {
        let judge = judges.iter_mut().find(|(stage, _)| *stage == input.stage);
        judge.expect("a judge for each stage").1(&input.result)
    };
    inputs.into_iter().map(&mut say).collect()
}

/// What a peer has to see to refuse an input; most see everything that is here.
const fn needs(rule: RuleId) -> Option<Blind> {
    match rule {
        RuleId::ResultDepth => Some(Blind::Depth),
        RuleId::SizeGenerated => Some(Blind::Size),
        RuleId::HeadersNameMerge => Some(Blind::Case),
        RuleId::HeadersKeyMismatch => Some(Blind::Key),
        _ => None,
    }
}

fn assert_refused_where_seen(rows: &[Rejected]) {
    for peer in PEERS {
        for (row, says) in rows.iter().zip(says(peer, rows.iter().map(|row| &row.input))) {
            let blind = needs(row.rule).is_some_and(|needed| peer.blind.contains(&needed));
            assert_eq!(says, blind, "{peer:?} on {}", row.input.name);
        }
    }
}

#[test]
fn all_accept_what_edgecase_accepts() {
    let inputs: Vec<Input> = accepted::accepted().into_iter().chain(mixed::mixed()).collect();
    for input in &inputs {
        assert!(is_accepted(input), "{}", input.name);
        for reader in READERS {
            assert!((reader.judge)()(&input.result), "{} on {}", reader.name, input.name);
        }
    }
    for peer in PEERS {
        for (input, says) in inputs.iter().zip(says(peer, &inputs)) {
            assert!(says, "{peer:?} on {}", input.name);
        }
    }
}

#[test]
fn all_refuse_what_edgecase_refuses_but_for_what_they_do_not_see() {
    assert!(rejected().iter().all(|row| !is_accepted(&row.input)));
    assert_refused_where_seen(&rejected());
}

#[test]
fn peers_refuse_what_edgecase_notes() {
    assert!(noted().iter().all(|row| is_accepted(&row.input)));
    assert_refused_where_seen(&noted());
}

#[test]
fn depth_is_seen_by_some() {
    for input in nested::nested(100_000) {
        assert!(!is_accepted(&input), "{}", input.name);
        for peer in PEERS.iter().filter(|peer| !peer.blind.contains(&Blind::Aborts)) {
            let blind = input.name == "h2" && peer.blind.contains(&Blind::Depth);
            assert_eq!(says(peer, [&input]), [blind], "{peer:?} on {}", input.name);
        }
    }
}
