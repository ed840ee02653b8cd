//! Generated origins.

use std::collections::{BTreeMap, BTreeSet};

use super::focus::{Entry, Focus, Subject};
use super::reply::{self, Pairs};
use crate::scenario::{
    Distribution, Function, FunctionKind, Kind, Lines, Origin, Reply, Script, Settings, Unreachable,
};
use crate::strategy::Draw;

/// The origins that a generated distribution may name; the last is a bucket.
pub const ORIGINS: [&str; 3] = ["main", "backup", "bucket"];

/// What an origin answers, by path.
type Answers = BTreeMap<String, Script>;

/// Makes the origins of [`ORIGINS`] that a distribution's behaviours name and its functions send
/// requests to.
pub fn origins(d: &mut dyn Draw, distribution: &Distribution) -> BTreeMap<String, Origin> {
    let focus = Focus::draw(d);
    about(d, focus, distribution)
}

/// Makes the origins for a scenario about something.
pub(super) fn about(
    d: &mut dyn Draw,
    focus: Focus,
    distribution: &Distribution,
) -> BTreeMap<String, Origin> {
    let named = named(distribution);
    let named = ORIGINS.into_iter().filter(|name| named.contains(name));
    named.map(|name| (name.to_owned(), origin(d, focus, name))).collect()
}

fn named(distribution: &Distribution) -> BTreeSet<&str> {
    let mut named = BTreeSet::new();
    for behavior in &distribution.behaviors {
        let origin = behavior.origin.as_deref().unwrap_or("main");
        match distribution.origin_groups.get(origin) {
            Some(group) => named.extend([group.members.0.as_str(), group.members.1.as_str()]),
            None => _ = named.insert(origin),
        }
        let kinds = behavior.functions.values().flat_map(|Function(kinds)| kinds);
        named.extend(kinds.filter_map(redirected_to));
    }
    named
}

/// Returns the origin to which a function sends requests.
fn redirected_to(kind: &FunctionKind) -> Option<&str> {
    let FunctionKind::Patch(patch) = kind else {
        return None;
    };
    patch.pointer("/origin/custom/domainName")?.as_str()?.strip_suffix(".example.org")
}

fn origin(d: &mut dyn Draw, focus: Focus, name: &str) -> Origin {
    let mut settings = Settings::default();
    match name {
        "main" if d.chance(1, 5) => settings.path = Some("/base".to_owned()),
        "bucket" => {
            settings.kind = Kind::S3;
            settings.region = Some((*d.pick(&["us-east-1", "eu", "us"])).to_owned());
        }
        _ => {}
    }
    Origin { settings, paths: answers(d, focus) }
}

/// Makes what an origin answers, from the start or from some step on.
pub(super) fn answers(d: &mut dyn Draw, focus: Focus) -> Answers {
    let all = |script| Answers::from([("*".to_owned(), script)]);
    match focus.of(d, &SPREADS) {
        Spread::Everywhere => all(script(d, focus)),
        Spread::ByPath => {
            let path = |d: &mut dyn Draw| *d.pick(&["*", "/a", "/404.html", "/b"]);
            let some = d.list(2..=3, 2, |d| (path(d).to_owned(), script(d, focus)));
            some.into_iter().collect()
        }
        Spread::Nowhere => all(vec![unreachable(Unreachable::Dns)]),
    }
}

/// Where an origin has answers.
#[derive(Clone, Copy)]
enum Spread {
    Everywhere,
    ByPath,
    /// Nobody knows its name.
    Nowhere,
}

const SPREADS: [Entry<Spread>; 3] = [
    (12, &[], Spread::Everywhere),
    (4, &[Subject::Page], Spread::ByPath),
    (1, &[Subject::Failure], Spread::Nowhere),
];

/// Makes what there is before the last answer, which repeats: often an object that the origin has,
/// and now and then trouble.
fn script(d: &mut dyn Draw, focus: Focus) -> Script {
    let troubled = focus.has_any(&[Subject::Stale, Subject::Page]);
    let (troubles, of) = if troubled { (5, 6) } else { (1, 3) };
    let mut script = d.list(0..=8, of, |d| match d.chance(troubles, 12) {
        true => trouble(d, focus),
        false if d.chance(1, 3) => answer(d, focus),
        false => reply(d, focus, 200),
    });
    script.push(match d.chance(1, 6) {
        true if focus.is_on_time() => reply(d, focus, 200),
        true => trouble(d, focus),
        false => answer(d, focus),
    });
    script
}

fn unreachable(how: Unreachable) -> Reply {
    Reply { unreachable: Some(how), ..Reply::default() }
}

fn silent(d: &mut dyn Draw) -> Reply {
    unreachable(*d.pick(&[Unreachable::Connect, Unreachable::Timeout]))
}

fn trouble(d: &mut dyn Draw, focus: Focus) -> Reply {
    if d.chance(1, 2) {
        return silent(d);
    }
    let status = *d.pick(&[503, 500, 502, 504]);
    Reply { status, headers: lines(reply::headers(d, focus)), ..Reply::default() }
}

fn answer(d: &mut dyn Draw, focus: Focus) -> Reply {
    if d.chance(1, 20) {
        return silent(d);
    }
    let status = reply::status(d, focus);
    reply(d, focus, status)
}

/// What there may be in a reply, beside Cache-Control and a body.
#[derive(Clone, Copy)]
enum Extra {
    Header,
    Conditional,
    /// Of the body's length or not.
    Length,
}

const EXTRAS: [Entry<Extra>; 3] =
    [(18, &[], Extra::Header), (13, &[], Extra::Conditional), (1, &[], Extra::Length)];

const BODIES: [(u32, Option<&str>); 6] = [
    (1, None),
    (2, Some("one")),
    (2, Some("two")),
    (2, Some("three")),
    (2, Some("four")),
    (2, Some("five")),
];

fn reply(d: &mut dyn Draw, focus: Focus, status: u16) -> Reply {
    let body = d.weighted(&BODIES).map(str::to_owned);
    let mut reply = Reply { status, body, ..Reply::default() };
    let mut pairs = Pairs::from_iter(reply::control(d, focus));
    d.repeat(0..=6, 3, |d| match focus.of(d, &EXTRAS) {
        Extra::Header => reply::add(&mut pairs, reply::header(d, focus)),
        Extra::Conditional => reply.conditional = true,
        Extra::Length => {
            let length = *d.pick(&["3", "99"]);
            reply::add(&mut pairs, [("content-length", length.to_owned())]);
        }
    });
    reply.headers = lines(pairs);
    reply
}

fn lines(pairs: Pairs) -> BTreeMap<String, Lines> {
    pairs.into_iter().map(|(name, value)| (name.to_owned(), Lines::One(value))).collect()
}
