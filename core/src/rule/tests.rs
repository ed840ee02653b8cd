use super::*;

#[test]
fn slugs_are_unique_and_well_formed() {
    let mut seen = std::collections::BTreeSet::new();
    for rule in rules() {
        let slug = rule.id.as_str();
        assert!(seen.insert(slug), "{slug} occurs twice");
        let (group, name) = slug.split_once('/').expect("a slash");
        for part in [group, name] {
            assert!(!part.is_empty(), "{slug}");
            assert!(
                part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            );
        }
        assert_eq!(slug.parse(), Ok(rule.id));
    }
}

#[test]
fn there_are_enough_rules() {
    assert!(RuleId::ALL.len() >= 110, "{}", RuleId::ALL.len());
}

#[test]
fn every_rule_acts_somewhere_under_some_profile_or_switch() {
    use crate::profile::{Edition, SWITCHES};
    for rule in rules() {
        let mut profiles: Vec<Profile> = Edition::ALL.map(Profile::of).to_vec();
        for switch in SWITCHES {
            for value in switch.values {
                let mut profile = Profile::default();
                profile.set(switch.name, value).expect("a value of the table");
                profiles.push(profile);
            }
        }
        for stage in rule.stages.iter() {
            assert!(
                profiles.iter().any(|profile| rule.effect(profile, stage) != Effect::Off),
                "{} is off everywhere at {stage}",
                rule.id
            );
        }
    }
}

#[test]
fn texts_follow_the_house_rules() {
    for rule in rules() {
        assert!(rule.text.ends_with('.'), "{}: a text is a sentence", rule.id);
        assert!(!rule.breach.ends_with('.'), "{}: a breach has no full stop", rule.id);
        assert!(!rule.fix.ends_with('.'), "{}: a fix has no full stop", rule.id);
    }
}

#[test]
fn an_inferred_rule_gives_its_reason_and_no_other_rule_rests_on_one_alone() {
    for rule in rules() {
        let readings = rule.evidence.iter().filter(|e| matches!(e, Evidence::Reading(_))).count();
        if rule.stages.iter().all(|stage| rule.level(stage) == Level::Inferred) {
            assert!(readings > 0, "{} is inferred without a reason", rule.id);
        }
    }
}
