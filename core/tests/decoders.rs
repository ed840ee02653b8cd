//! Every decoder leads to the same verdict, on the suite and on what is left of it after small bites.

use std::collections::BTreeSet;

use edgecase::decoders::agree;
use edgecase::suite::Suite;
use edgecase_core::profile::{Edition, Part, SWITCHES};
use edgecase_core::{Event, Exchange, Profile, Stage};

/// Results up to so many bytes are bitten at every place.
const SHORT: usize = 400;

/// Bytes that mean something in JSON, in headers or in base64, and some that never do.
const BITES: &[u8] = b"\"\\{}[]:,0-.e \nntu/=A\x00\x7f\x80\xc3\xff";

fn results() -> BTreeSet<(Stage, Vec<u8>)> {
    let suite = Suite::embedded().expect("the embedded suite");
    let cases: Vec<_> = suite.vector_cases(None).collect();
    let result = |case: &edgecase::suite::VectorCase<'_>| {
        let result = case.prepare().expect("a sound case").result;
        Some((case.stage, result.bytes().expect("base64 in the vectors")?))
    };
    cases.iter().filter_map(result).collect()
}

fn hold_together(stage: Stage, result: &[u8]) {
    let (event, profile) = (Event::minimal(stage), Profile::default());
    if let Err(parting) = agree(Exchange::new(stage, &event), result, &profile) {
        panic!(
            "{}: {parting}",
            String::from_utf8_lossy(result).chars().take(2_000).collect::<String>()
        );
    }
}

#[test]
fn decoders_agree_on_the_suite() {
    let results = results();
    assert!(results.len() > 1_000, "{}", results.len());
    for (stage, result) in &results {
        hold_together(*stage, result);
    }
}

#[test]
fn decoders_agree_on_the_suite_with_its_events_under_every_reading() {
    let suite = Suite::embedded().expect("the embedded suite");
    let mut profiles: Vec<Profile> = Edition::ALL.into_iter().map(Profile::of).collect();
    for switch in SWITCHES.iter().filter(|switch| switch.part == Part::Results) {
        for value in switch.values {
            let mut profile = Profile::default();
            profile.set(switch.name, value).expect("a value of the switch");
            profiles.push(profile);
        }
    }
    let mut asked = 0;
    for case in suite.vector_cases(None) {
        let prepared = case.prepare().expect("a sound case");
        let Some(result) = prepared.result.bytes().expect("base64 in the vectors") else {
            continue;
        };
        if result.len() > SHORT {
            continue;
        }
        let event = prepared.event.unwrap_or_else(|| Event::minimal(case.stage).to_json());
        let event = Event::from_json(event.as_bytes()).expect("an event of the suite");
        for profile in &profiles {
            let exchange = Exchange::new(case.stage, &event);
            if let Err(parting) = agree(exchange, &result, profile) {
                panic!("{}: {parting}", case.name());
            }
            asked += 1;
        }
    }
    assert!(asked > 100_000, "{asked}");
}

#[test]
fn decoders_agree_on_results_that_are_cut_short() {
    for (stage, result) in results().iter().filter(|(_, result)| result.len() <= SHORT).step_by(3) {
        for end in 0..result.len() {
            hold_together(*stage, &result[..end]);
        }
    }
}

#[test]
fn decoders_agree_on_results_with_one_other_byte() {
    let results = results();
    let short = results.iter().filter(|(_, result)| result.len() <= SHORT).step_by(7);
    for (round, (stage, result)) in short.enumerate() {
        for at in 0..result.len() {
            let mut bitten = result.clone();
            bitten[at] = BITES[(at + round) % BITES.len()];
            hold_together(*stage, &bitten);
            bitten.insert(at, BITES[(at * 7 + round) % BITES.len()]);
            hold_together(*stage, &bitten);
        }
    }
}

/// White space behind a bracket or comma, or before a bracket that closes, within so many levels.
type Layout = fn(depth: usize, closes: bool) -> String;

const LAYOUTS: &[Layout] = &[
    |depth, _| format!("\n{}", "  ".repeat(depth)),
    |depth, _| format!("\r\n{}", "\t".repeat(depth)),
    |_, _| " ".to_owned(),
    |depth, closes| if closes { " ".repeat(70) } else { "\t".repeat(depth) },
];

/// Spells JSON anew, with white space behind brackets and commas and before closing brackets.
fn laid_out(json: &str, layout: Layout) -> String {
    let (mut out, mut depth, mut in_text, mut escaped) = (String::new(), 0_usize, false, false);
    for c in json.chars() {
        let was_in_text = in_text;
        if c == '"' && !escaped {
            in_text = !in_text;
        }
        escaped = was_in_text && c == '\\' && !escaped;
        match c {
            '{' | '[' if !was_in_text => {
                depth += 1;
                out.push(c);
                out += &layout(depth, false);
            }
            '}' | ']' if !was_in_text => {
                depth = depth.saturating_sub(1);
                out += &layout(depth, true);
                out.push(c);
            }
            ',' if !was_in_text => {
                out.push(c);
                out += &layout(depth, false);
            }
            ':' if !was_in_text => out += ": ",
            c => out.push(c),
        }
    }
    out
}

#[test]
fn decoders_agree_on_results_however_they_are_laid_out() {
    for (stage, result) in results().iter().filter(|(_, result)| result.len() <= 4 * SHORT) {
        let Ok(text) = str::from_utf8(result) else {
            continue;
        };
        for layout in LAYOUTS {
            hold_together(*stage, laid_out(text, *layout).as_bytes());
        }
    }
}

#[test]
fn decoders_agree_on_headers_of_which_some_are_spelled_otherwise() {
    let usual =
        |name: &str| format!("\"{name}\" : [ {{ \"key\": \"{name}\",\"value\":\t\"v\" }} ]");
    let odd = [
        r#""odd":[{"key":"odd","value":"v"}]"#,
        r#""odd" : [ { "key": "Odd","value":	"v" } , { "key": "odd","value":	"w" } ]"#,
        r#""odd" : [ { "key": "even","value":	"v" } ]"#,
        r#""odd" : [ { "k ey": "odd","value":	"v" } ]"#,
        r#""odd" : [ { "k ey": "a","key": "odd","value":	"v" } ]"#,
        r#""odd" : [ { "key": "a","key": "odd","value":	"v" } ]"#,
        r#""odd" : [ { "value":	"v","key": "odd" } ]"#,
        r#""odd" : [ { "key": "odd","value":	"v" } ]x"#,
        r#""odd" : [ { "key": "odd","value":	"v","more":1 } ]"#,
        r#""odd" : [ { "key": "odd","value":	"\n" } ]"#,
        r#""o\u0064d" : [ { "key": "odd","value":	"v" } ]"#,
        r#""odd" : [ { "k\u0065y": "odd","value":	"v" } ]"#,
        r#""Odd" : [ { "key": "Odd","value":	"v" } ]"#,
        r#""first" : [ { "key": "first","value":	"again" } ]"#,
        r#""connection" : [ { "key": "Connection","value":	"close" } ]"#,
    ];
    for odd in odd {
        for order in 0..3 {
            let mut headers = vec![usual("first"), usual("second")];
            headers.insert(order, odd.to_owned());
            let result = format!(r#"{{"status":"200","headers":{{{}}}}}"#, headers.join(",\n "));
            for stage in Stage::ALL {
                hold_together(stage, result.as_bytes());
                hold_together(stage, result.replace('\t', "\\t").as_bytes());
            }
        }
    }
}

/// Lists and objects within each other, opened by a pattern over and over; one of them may be closed as if
/// it were the other.
fn nested(pattern: &str, depth: usize, wrong: Option<usize>) -> String {
    let kinds: Vec<char> = pattern.chars().cycle().take(depth).collect();
    let open = |kind: &char| if *kind == '{' { "{\"k\":" } else { "[" };
    let mut json: String = kinds.iter().map(open).collect();
    json.push('0');
    for (level, kind) in kinds.iter().enumerate().rev() {
        json.push(if (*kind == '{') == (wrong != Some(level)) { '}' } else { ']' });
    }
    json
}

#[test]
fn decoders_agree_on_what_is_nested_and_closed_rightly_or_not() {
    for pattern in ["[", "{", "[{", "{{[", "[[[[[{"] {
        for depth in (1..4).chain(61..68).chain(122..130) {
            let hold = |wrong| {
                let json = nested(pattern, depth, wrong);
                hold_together(
                    Stage::OriginRequest,
                    format!(r#"{{"status":"200","x":{json},"y":[{json},{json}]}}"#).as_bytes(),
                );
            };
            hold(None);
            (0..depth).step_by(3).map(Some).for_each(hold);
            (58..depth.min(70)).map(Some).for_each(hold);
        }
    }
}

#[test]
fn decoders_agree_on_short_names_in_what_nobody_asks_about() {
    let names = (0..=u8::MAX).map(|byte| vec![byte]).chain([Vec::new(), b"ab".to_vec()]);
    for name in names {
        for colon in [":", " : ", "", "::"] {
            let name: [&[u8]; 4] = [b"\"", &name, b"\"", colon.as_bytes()];
            let name = name.concat();
            let inside: [&[u8]; 4] = [br#"{"status":"200","x":[{"":{"#, &name, b"1}},{", &name];
            hold_together(Stage::OriginRequest, &[&inside.concat(), &b"[]}]}"[..]].concat());
            let outside: [&[u8]; 3] = [br#"{"status":"200","#, &name, b"1}"];
            hold_together(Stage::OriginRequest, &outside.concat());
        }
    }
}

#[test]
fn decoders_agree_on_equal_names_among_many_however_they_are_written() {
    let fillers: String = (0..9).map(|number| format!(r#""filler{number}":0,"#)).collect();
    for length in 0..=18 {
        let name = "abcdefghijklmnopqr".get(..length).expect("a part");
        let escaped: String = name.bytes().map(|byte| format!("\\u{byte:04x}")).collect();
        let other = name.replace('a', "A");
        for names in [[name, name], [name, &escaped], [&escaped, name], [name, &other]] {
            let [first, last] = names.map(|name| format!(r#""{name}":[1]"#));
            for layout in [format!("{first},{fillers}{last}"), format!("{fillers}{first},{last}")] {
                let result = format!(r#"{{"status":"200",{layout}}}"#);
                hold_together(Stage::OriginRequest, result.as_bytes());
            }
        }
    }
}
