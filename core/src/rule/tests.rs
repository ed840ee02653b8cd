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

#[test]
fn pipeline_slugs_are_well_formed_and_unique_in_both_tables() {
    let mut seen: std::collections::BTreeSet<&str> = rules().map(|rule| rule.id.as_str()).collect();
    for rule in pipeline_rules() {
        let slug = rule.id.as_str();
        assert!(seen.insert(slug), "{slug} occurs twice");
        let (group, name) = slug.split_once('/').expect("a slash");
        assert_eq!(group, rule.group());
        for part in [group, name] {
            assert!(!part.is_empty(), "{slug}");
            assert!(
                part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
                "{slug}"
            );
        }
        assert_eq!(slug.parse(), Ok(rule.id));
    }
}

#[test]
fn no_group_has_rules_of_both_tables() {
    let groups: std::collections::BTreeSet<&str> = rules().map(Rule::group).collect();
    for rule in pipeline_rules() {
        assert!(!groups.contains(rule.group()), "{}: a group of rules on results", rule.id);
    }
}

#[test]
fn the_rules_of_a_pipeline_group_stand_together() {
    let mut seen: Vec<&str> = Vec::new();
    for rule in pipeline_rules() {
        if seen.last() != Some(&rule.group()) {
            assert!(!seen.contains(&rule.group()), "{} stands apart from its group", rule.id);
            seen.push(rule.group());
        }
    }
}

#[test]
fn pipeline_texts_follow_the_house_rules() {
    let mut seen = std::collections::BTreeSet::new();
    for rule in pipeline_rules() {
        assert!(rule.text.len() > 20 && rule.text.ends_with('.'), "{}: no sentence", rule.id);
        assert!(!rule.text.contains("  "), "{}: two blanks", rule.id);
        assert!(seen.insert(rule.text), "{}: the text is that of another rule", rule.id);
        assert_eq!(rule.text.matches('`').count() % 2, 0, "{}: an open code span", rule.id);
    }
}

#[test]
fn the_level_of_a_pipeline_rule_rests_on_evidence_of_its_kind() {
    for rule in pipeline_rules() {
        let has = |kind: &str| rule.evidence.iter().any(|evidence| evidence.kind() == kind);
        match rule.level {
            Level::Documented => assert!(has("documented"), "{}: no page says so", rule.id),
            Level::Observed => assert!(has("observed"), "{}: nobody saw it", rule.id),
            Level::Inferred => assert!(has("inferred"), "{}: no reason is given", rule.id),
            Level::Measured => panic!("{}: nothing has been measured yet", rule.id),
        }
    }
}

#[test]
fn every_switch_of_the_pipeline_is_named_by_a_rule() {
    use crate::profile::{Part, SWITCHES};
    for switch in SWITCHES.iter().filter(|switch| switch.part == Part::Pipeline) {
        let named = pipeline_rules().any(|rule| rule.switches().any(|s| s.name == switch.name));
        assert!(named, "{}: no rule names it", switch.name);
    }
}

#[test]
fn a_rule_is_inferred_before_the_edition_that_states_it() {
    use crate::profile::Edition;
    for rule in pipeline_rules() {
        assert_eq!(rule.level_in(Edition::Current), rule.level, "{}", rule.id);
        if rule.since().is_some() {
            assert_eq!(rule.level_in(Edition::E2018_01), Level::Inferred, "{}", rule.id);
        }
    }
}

#[test]
fn what_a_text_calls_a_switch_is_one() {
    for rule in pipeline_rules() {
        for after in rule.text.split("switch `").skip(1) {
            let name = after.split('`').next().unwrap_or_default();
            assert!(rule.switches().any(|switch| switch.name == name), "{}: {name}", rule.id);
        }
    }
}

#[test]
fn a_rule_is_inferred_under_the_editions_before_that_which_states_it() {
    use crate::profile::Edition;
    let mut later = 0;
    for rule in rules() {
        for (stage, edition) in
            rule.stages.iter().flat_map(|stage| Edition::ALL.map(|edition| (stage, edition)))
        {
            let before = rule.since().is_some_and(|since| edition < since);
            let want = if before { Level::Inferred } else { rule.level(stage) };
            assert_eq!(rule.level_in(stage, edition), want, "{} in {edition:?}", rule.id);
            later += usize::from(before && rule.level(stage) != Level::Inferred);
        }
    }
    assert!(later > 10, "{later}");
}

#[test]
fn messages_are_those_of_the_evidence() {
    let (mut some, mut none) = (0, 0);
    for rule in rules() {
        let messages: Vec<&str> = rule.messages().collect();
        assert!(messages.iter().all(|message| message.len() > 20), "{}: {messages:?}", rule.id);
        if messages.is_empty() { none += 1 } else { some += 1 }
    }
    assert!(some > 10 && none > 10, "{some} {none}");
}
