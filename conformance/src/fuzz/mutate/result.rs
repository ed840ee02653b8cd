//! Changes of a result in its surroundings.

use edgecase_core::profile::{Edition, Part, SWITCHES};
use edgecase_core::{Event, Stage};

use super::tree;
use crate::example::ResultExample;
use crate::fuzz::result_choices;
use crate::strategy::{Choices, Draw, Random, event};
use crate::tree::Tree;

/// What is changed.
#[derive(Clone, Copy)]
enum Change {
    /// The result, in one place or some.
    Tree,
    /// A byte of the result.
    Byte,
    /// A header of the result: one that the event has, or one that some rule minds.
    Header,
    /// All headers of the result: those of the event.
    Headers,
    /// The stage, with an event of it.
    Stage,
    /// The event.
    Event,
    /// The event, in one place.
    EventTree,
    /// The edition or a switch.
    Reading,
    /// Everything: another example is drawn.
    All,
}

const CHANGES: [(u32, Change); 9] = [
    (24, Change::Tree),
    (1, Change::Byte),
    (6, Change::Header),
    (3, Change::Headers),
    (2, Change::Stage),
    (2, Change::Event),
    (3, Change::EventTree),
    (4, Change::Reading),
    (2, Change::All),
];

/// Makes another example; an input that is none is replaced by a drawn one.
pub(super) fn change(data: &[u8], d: &mut dyn Draw) -> Option<Vec<u8>> {
    let Some(mut example) = ResultExample::unchecked(data) else { return write(&drawn(d)) };
    match *d.weighted(&CHANGES) {
        Change::Tree => {
            let times = d.within(1..=3);
            on_result(&mut example, |result| {
                (0..times).for_each(|_| tree::change(result, d));
            })?;
        }
        Change::Byte => {
            let at = d.index(example.result.len());
            let byte = u8::try_from(d.below(256)).ok()?;
            *example.result.get_mut(at)? = byte;
        }
        Change::Header => {
            let (name, value) = header(&example, d)?;
            on_result(&mut example, |result| put_header(result, &name, value))?;
        }
        Change::Headers => {
            let headers = event_headers(&example)?;
            on_result(&mut example, |result| {
                set(result, "headers", headers);
            })?;
        }
        Change::Stage => {
            example.stage = *d.pick(&Stage::ALL);
            example.event = event(d, example.stage);
        }
        Change::Event => example.event = event(d, example.stage),
        Change::EventTree => {
            let mut tree = Tree::read(&example.event);
            tree::change(&mut tree, d);
            // What an event may leave out is written out: how it is read is another target's.
            example.event = Event::from_json(tree.text().as_bytes()).ok()?.to_json();
        }
        Change::Reading => reading(&mut example, d),
        Change::All => example = drawn(d),
    }
    write(&example)
}

/// Takes the result of one example into the surroundings of another, or a part of it.
pub(super) fn cross(one: &[u8], other: &[u8], d: &mut dyn Draw) -> Option<Vec<u8>> {
    let (mut example, other) = (ResultExample::unchecked(one)?, ResultExample::unchecked(other)?);
    let other_tree = result_tree(&other)?;
    match d.below(3) {
        0 => example.result = other.result,
        1 => {
            let members = other_tree.into_members();
            let (name, value) = members.get(d.index(members.len()))?.clone();
            let name: String = serde_json::from_str(&name).ok()?;
            on_result(&mut example, |result| set(result, &name, value))?;
        }
        _ => {
            example.edition = other.edition;
            example.set = other.set;
        }
    }
    write(&example)
}

/// Draws a small example: large ones are of no use to a fuzzer.
fn drawn(d: &mut dyn Draw) -> ResultExample {
    let seed = u64::from(d.below(u32::MAX));
    let mut random = Random::new(seed);
    let choices: Vec<u8> =
        (0..200).map(|_| u8::try_from(random.below(256)).unwrap_or_default()).collect();
    result_choices::draw(&mut Choices::new(&choices))
}

/// Writes an example; one under no profile has no file.
fn write(example: &ResultExample) -> Option<Vec<u8>> {
    example.profile().ok().and_then(|_| serde_json::to_vec(example).ok())
}

fn result_tree(example: &ResultExample) -> Option<Tree> {
    std::str::from_utf8(&example.result).ok().map(Tree::read)
}

fn on_result(example: &mut ResultExample, change: impl FnOnce(&mut Tree)) -> Option<()> {
    let mut tree = result_tree(example)?;
    change(&mut tree);
    example.result = tree.text().into_bytes();
    Some(())
}

/// Sets a member of an object.
fn set(object: &mut Tree, name: &str, value: Tree) {
    let Tree::Object(members) = object else { return };
    let name = Tree::string(name).text();
    match members.iter_mut().find(|(known, _)| *known == name) {
        Some((_, old)) => *old = value,
        None => members.push((name, value)),
    }
}

fn put_header(result: &mut Tree, name: &str, value: Tree) {
    let headers = Tree::string("headers").text();
    let Tree::Object(members) = result else { return };
    if !members.iter().any(|(known, _)| *known == headers) {
        members.push((headers.clone(), Tree::Object(Vec::new())));
    }
    if let Some((_, map)) = members.iter_mut().find(|(known, _)| *known == headers) {
        set(map, name, value);
    }
}

/// Returns a header of the event, or one that some rule minds, as the map has it.
fn header(example: &ResultExample, d: &mut dyn Draw) -> Option<(String, Tree)> {
    let Tree::Object(of_event) = event_headers(example)? else { return None };
    if d.chance(1, 2) && !of_event.is_empty() {
        let (name, value) = of_event.get(d.index(of_event.len()))?.clone();
        return Some((serde_json::from_str(&name).ok()?, value));
    }
    let name = tree::word(d);
    let entry = vec![(Tree::string("value").text(), Tree::string(tree::word(d)))];
    Some((name.to_owned(), Tree::List(vec![Tree::Object(entry)])))
}

/// Returns the headers of the event's response, or of its request.
fn event_headers(example: &ResultExample) -> Option<Tree> {
    let event = Event::from_json(example.event.as_bytes()).ok()?;
    let of_response = event.response.and_then(|response| response.headers);
    let headers = of_response.unwrap_or(event.request.headers);
    serde_json::to_string(&headers).ok().map(|text| Tree::read(&text))
}

fn reading(example: &mut ResultExample, d: &mut dyn Draw) {
    match d.below(4) {
        0 => example.edition = *d.pick(&Edition::ALL),
        1 => example.set.clear(),
        _ => {
            let switches = || SWITCHES.iter().filter(|switch| switch.part == Part::Results);
            if let Some(switch) = switches().nth(d.index(switches().count())) {
                let value = (*d.pick(switch.values)).to_owned();
                example.set.insert(switch.name.to_owned(), value);
            }
        }
    }
}
