//! The rows of the rulebook: each is stood for by a rule of one of the two tables, or left out with
//! a reason.

use std::collections::BTreeMap;

use edgecase_core::{pipeline_rules, rules};

/// A group of rows with its runs of numbers; the numbers between them were never given.
#[derive(Clone, Copy, Debug)]
pub struct RowGroup {
    /// What the ids of its rows start with.
    pub name: &'static str,
    /// The first and last number of each run.
    pub runs: &'static [(u16, u16)],
}

/// Every row of the rulebook: `LE-` on results, `CF-` on the pipeline.
pub const RULEBOOK: &[RowGroup] = &[
    RowGroup { name: "LE-RESULT", runs: &[(1, 21)] },
    RowGroup { name: "LE-STATUS", runs: &[(1, 20)] },
    RowGroup { name: "LE-DESC", runs: &[(1, 9)] },
    RowGroup { name: "LE-HEADERS", runs: &[(1, 34), (40, 46), (50, 66), (70, 71), (80, 89)] },
    RowGroup { name: "LE-BODY", runs: &[(1, 24), (30, 36), (40, 40)] },
    RowGroup { name: "LE-SIZE", runs: &[(1, 21)] },
    RowGroup {
        name: "LE-REQUEST",
        runs: &[(1, 3), (10, 18), (20, 27), (40, 56), (60, 67), (70, 107)],
    },
    RowGroup { name: "LE-TRIGGER", runs: &[(1, 15)] },
    RowGroup { name: "LE-ERROR", runs: &[(1, 18)] },
    RowGroup { name: "LE-QUOTA", runs: &[(1, 17)] },
    RowGroup { name: "LE-EVENT", runs: &[(1, 23)] },
    RowGroup { name: "CF-PIPE", runs: &[(1, 38)] },
    RowGroup { name: "CF-GEN", runs: &[(1, 15)] },
    RowGroup { name: "CF-KEY", runs: &[(1, 29)] },
    RowGroup { name: "CF-TTL", runs: &[(1, 21)] },
    RowGroup { name: "CF-CACHE", runs: &[(1, 16), (20, 25)] },
    RowGroup { name: "CF-ERR", runs: &[(1, 16), (20, 38)] },
    RowGroup { name: "CF-REV", runs: &[(1, 8)] },
    RowGroup { name: "CF-LAYER", runs: &[(1, 10)] },
    RowGroup { name: "CF-COL", runs: &[(1, 7)] },
    RowGroup { name: "CF-INV", runs: &[(1, 8)] },
    RowGroup { name: "CF-FO", runs: &[(1, 10)] },
    RowGroup { name: "CF-RNG", runs: &[(1, 7)] },
    RowGroup { name: "CF-OBS", runs: &[(1, 13)] },
];

/// Rows that no rule stands for.
#[derive(Clone, Copy, Debug)]
pub struct LeftOut {
    /// What the rows are about.
    pub what: &'static str,
    /// Why there is no rule.
    pub reason: &'static str,
    /// The rows.
    pub rows: &'static [&'static str],
}

/// What is left out, in the order in which `RULES.md` tells it.
pub const LEFT_OUT: &[LeftOut] = &[
    LeftOut {
        what: "raising one TTL by another in the legacy settings",
        reason: "a scenario's TTLs are used as they are given",
        rows: &["CF-TTL-017"],
    },
    LeftOut {
        what: "Range requests",
        reason: "out of scope for now",
        rows: &[
            "CF-RNG-001",
            "CF-RNG-002",
            "CF-RNG-003",
            "CF-RNG-004",
            "CF-RNG-005",
            "CF-RNG-006",
            "CF-RNG-007",
        ],
    },
    LeftOut {
        what: "gRPC, WebSocket and Smooth Streaming",
        reason: "Lambda@Edge does not run for gRPC and Smooth Streaming, and nothing of a WebSocket is cached",
        rows: &["CF-PIPE-036", "CF-PIPE-037", "LE-TRIGGER-015"],
    },
    LeftOut {
        what: "CloudFront Functions",
        reason: "another runtime with rules of its own",
        rows: &["CF-OBS-009", "LE-TRIGGER-012"],
    },
    LeftOut {
        what: "Viewers that hang up",
        reason: "a scenario has no connections, only requests and their answers",
        rows: &["CF-CACHE-008", "CF-OBS-012"],
    },
    LeftOut {
        what: "Size limits of requests and of the origin's bodies",
        reason: "tens of gigabytes for a body, and refusals of over-long requests before any function runs",
        rows: &["CF-CACHE-011", "LE-SIZE-021"],
    },
    LeftOut {
        what: "Compression by CloudFront itself",
        reason: "the format has what the origin sends; only the part of `Accept-Encoding` in the key is modelled",
        rows: &["CF-CACHE-024"],
    },
    LeftOut {
        what: "Response headers policies",
        reason: "they change each answer after everything else and bear neither on what runs nor on what is stored",
        rows: &["CF-GEN-014"],
    },
    LeftOut {
        what: "Staging distributions",
        reason: "a scenario has one distribution; another one has caches of its own",
        rows: &["CF-KEY-029"],
    },
    LeftOut {
        what: "CloudFront's own 503 for want of capacity and 400 for unsafe requests",
        reason: "nothing in a scenario could cause them",
        rows: &["CF-ERR-036"],
    },
    LeftOut {
        what: "Failures inside CloudFront, and time that passes within a request",
        reason: "a shield never fails here, and an invalidation is complete before the next step",
        rows: &["CF-LAYER-010", "CF-INV-007"],
    },
    LeftOut {
        what: "Quotas and settings that are checked when a function is associated",
        reason: "they are about the function as deployed, not about what it returns; time and throttling are given, not measured",
        rows: &[
            "LE-QUOTA-001",
            "LE-QUOTA-002",
            "LE-QUOTA-003",
            "LE-QUOTA-004",
            "LE-QUOTA-005",
            "LE-QUOTA-006",
            "LE-QUOTA-007",
            "LE-QUOTA-008",
            "LE-QUOTA-009",
            "LE-QUOTA-010",
            "LE-QUOTA-011",
            "LE-QUOTA-012",
            "LE-QUOTA-013",
            "LE-QUOTA-014",
            "LE-QUOTA-015",
            "LE-QUOTA-016",
            "LE-QUOTA-017",
        ],
    },
    LeftOut {
        what: "The shape of the event",
        reason: "input, not outcome: the event builder and the event's schema hold to it, and no result is judged by it",
        rows: &[
            "LE-EVENT-001",
            "LE-EVENT-002",
            "LE-EVENT-003",
            "LE-EVENT-004",
            "LE-EVENT-005",
            "LE-EVENT-006",
            "LE-EVENT-007",
            "LE-EVENT-008",
            "LE-EVENT-009",
            "LE-EVENT-010",
            "LE-EVENT-011",
            "LE-EVENT-012",
            "LE-EVENT-013",
            "LE-EVENT-014",
            "LE-EVENT-015",
            "LE-EVENT-020",
            "LE-EVENT-021",
            "LE-EVENT-023",
            "LE-BODY-030",
            "LE-SIZE-014",
        ],
    },
    LeftOut {
        what: "The page of an error, its log lines and metrics",
        reason: "their texts are no interface; the table quotes the sentences that are known",
        rows: &[
            "LE-ERROR-007",
            "LE-ERROR-008",
            "LE-ERROR-009",
            "LE-ERROR-010",
            "LE-ERROR-011",
            "LE-ERROR-012",
            "LE-ERROR-013",
            "LE-ERROR-015",
            "LE-ERROR-018",
        ],
    },
    LeftOut {
        what: "Checks that do not exist",
        reason: "`Content-Type` and `Content-Encoding` are not compared with the body, nor a generated body with HEAD; a rule states what is demanded",
        rows: &["LE-BODY-020", "LE-BODY-021", "LE-BODY-023"],
    },
    LeftOut {
        what: "What CloudFront fills in or recomputes on the wire",
        reason: "the reason phrase, the bytes of an unchanged URI, `Content-Length` of a replaced body: not part of a verdict",
        rows: &["LE-DESC-003", "LE-REQUEST-018", "LE-REQUEST-054"],
    },
    LeftOut {
        what: "Requests whose fate no source tells",
        reason: "a body put into a GET, a timeout beyond that of the configured origin, a `Host` that does not fit the new origin: the origin or CloudFront may fail later",
        rows: &["LE-REQUEST-055", "LE-REQUEST-085", "LE-REQUEST-095"],
    },
    LeftOut {
        what: "Limits older than the oldest profile, and Lambda's own payload quota",
        reason: "256 KB at origin-request was before 2018; above some 6 MB Lambda itself fails, and which text appears is not stable",
        rows: &["LE-SIZE-012", "LE-SIZE-013"],
    },
];

/// Returns the ids of all rows of the rulebook.
pub fn all_rows() -> impl Iterator<Item = String> {
    let numbers = |group: &RowGroup| group.runs.iter().flat_map(|(first, last)| *first..=*last);
    RULEBOOK
        .iter()
        .flat_map(move |group| numbers(group).map(|number| format!("{}-{number:03}", group.name)))
}

/// Returns, for each row that is named anywhere, the rules that stand for it.
///
/// A row that is left out has [`None`] among them, once for each time it is.
#[must_use]
pub fn named_rows() -> BTreeMap<&'static str, Vec<Option<&'static str>>> {
    let results =
        rules().flat_map(|rule| rule.rows.iter().map(|row| (*row, Some(rule.id.as_str()))));
    let pipeline = pipeline_rules()
        .flat_map(|rule| rule.rows.iter().map(|row| (*row, Some(rule.id.as_str()))));
    let left_out = LEFT_OUT.iter().flat_map(|left| left.rows.iter().map(|row| (*row, None)));
    let mut named: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (row, by) in results.chain(pipeline).chain(left_out) {
        named.entry(row).or_default().push(by);
    }
    named
}
