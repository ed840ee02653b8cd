//! Every row of the rulebook is stood for by a rule, or left out with a reason.

use std::collections::BTreeSet;

use edgecase::lint::{LEFT_OUT, all_rows, named_rows};

#[test]
fn the_rulebook_has_its_rows() {
    let count = |start: &str| all_rows().filter(|row| row.starts_with(start)).count();
    assert_eq!(count("LE-"), 329);
    assert_eq!(count("CF-"), 223);
    assert_eq!(all_rows().collect::<BTreeSet<_>>().len(), 329 + 223, "a row occurs twice");
}

#[test]
fn every_row_has_a_rule_or_a_reason_and_not_both() {
    let named = named_rows();
    for row in all_rows() {
        let by = named.get(row.as_str()).map_or(&[][..], Vec::as_slice);
        let (rules, left_out): (Vec<&Option<_>>, Vec<_>) = by.iter().partition(|by| by.is_some());
        match (rules.len(), left_out.len()) {
            (0, 0) => panic!("{row}: no rule stands for it, and it is not left out"),
            (1.., 1..) => panic!("{row}: left out, yet {rules:?} stand for it"),
            (0, 2..) => panic!("{row}: left out twice"),
            _ => {}
        }
    }
}

#[test]
fn no_rule_names_a_row_that_is_not_there_or_one_twice() {
    let all: BTreeSet<String> = all_rows().collect();
    for (row, by) in named_rows() {
        assert!(all.contains(row), "{row}, named by {by:?}: no such row");
        assert_eq!(by.iter().collect::<BTreeSet<_>>().len(), by.len(), "{row}: {by:?}");
    }
}

#[test]
fn what_is_left_out_has_a_reason() {
    for left in LEFT_OUT {
        assert!(!left.rows.is_empty(), "{}", left.what);
        for text in [left.what, left.reason] {
            assert!(!text.is_empty() && !text.ends_with('.'), "{text}: no sentence of its own");
        }
    }
}
