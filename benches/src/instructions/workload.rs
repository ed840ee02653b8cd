//! What is counted.

use std::thread;

use edgecase_core::{Exchange, Profile, Stage};

use crate::input::adversarial::FAMILIES;
use crate::input::{Input, accepted, nested};
use crate::judge::EDGECASE;

/// An input of some size, to be judged over and over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workload {
    /// Which input.
    pub input: String,
    /// How large: bytes, headers or levels; none for an input of the table.
    pub size: Option<usize>,
}

/// The stack of the thread that judges: no verdict needs more.
const STACK: usize = 64 << 10;

/// One call in so many is repeated where a slow-down is planted.
const PLANTED_EVERY: u32 = 50;

/// Bytes from which on few calls are counted.
const LARGE: usize = 64 << 10;

/// Levels of nested inputs.
const DEPTH: usize = 100_000;

/// Inputs that are counted at n, 2n and 4n, families apart, with n.
const GROWING: [(&str, usize); 4] =
    [("d", 64 << 10), ("e", 128 << 10), ("f", 64 << 10), ("g", 1_000)];

/// n of the families.
const FAMILY: usize = 32 << 10;

impl Workload {
    /// Returns the name in reports and in the file of kept figures.
    #[must_use]
    pub fn name(&self) -> String {
        match self.size {
            None => self.input.clone(),
            Some(size) => format!("{} at {size}", self.input),
        }
    }

    /// Makes the input; `None` if there is none of that name.
    #[must_use]
    pub fn make(&self) -> Option<Input> {
        let Some(size) = self.size else {
            return accepted::accepted().into_iter().find(|input| input.name == self.input);
        };
        let text = match self.input.as_str() {
            "d" => accepted::html_page(size),
            "e" => accepted::base64_body(size),
            "f" => accepted::escaped_text(size),
            "g" => accepted::many_headers(size),
            name => {
                let family = FAMILIES.iter().find(|family| family.name == name);
                return family
                    .map(|family| family.input(size))
                    .or_else(|| nested::nested(size).into_iter().find(|input| input.name == name));
            }
        };
        Some(Input { name: "growing", stage: Stage::OriginRequest, result: text.into_bytes() })
    }
}

/// Returns everything that is counted: the table, what nests, what grows.
#[must_use]
pub fn workloads() -> Vec<Workload> {
    let workload = |input: &str, size| Workload { input: input.to_owned(), size };
    let mut all: Vec<Workload> =
        accepted::accepted().iter().map(|i| workload(i.name, None)).collect();
    all.extend(nested::nested(DEPTH).iter().map(|input| workload(input.name, Some(DEPTH))));
    for (input, n) in growing() {
        all.extend([n, 2 * n, 4 * n].map(|size| workload(input, Some(size))));
    }
    all
}

/// Returns the inputs that are counted at n, 2n and 4n, with n.
pub(super) fn growing() -> impl Iterator<Item = (&'static str, usize)> {
    GROWING.into_iter().chain(FAMILIES.iter().map(|family| (family.name, FAMILY)))
}

/// Returns the two numbers of calls whose difference is counted.
///
/// A process takes a hundred instructions more or less by where its memory is: next to nothing for large
/// inputs, but much for nested ones, which are refused at once however large they are.
pub(super) fn calls(input: &Input) -> [u32; 2] {
    let is_long = input.result.len() >= LARGE && !nested::NAMES.contains(&input.name);
    if is_long { [1, 3] } else { [PLANTED_EVERY, 2 * PLANTED_EVERY] }
}

/// Judges an input so many times on a small stack; with `plant`, every fiftieth time twice.
///
/// # Errors
/// When there is no input of that name, or no thread.
pub fn work(workload: &Workload, calls: u32, plant: bool) -> Result<(), String> {
    let input = workload.make().ok_or_else(|| format!("no input `{}`", workload.name()))?;
    let judge = move || {
        let (event, profile) = (input.event(), Profile::default());
        let exchange = Exchange::new(input.stage, &event);
        let mut scratch = EDGECASE.scratch();
        let mut judge = || {
            let result = std::hint::black_box(input.result.as_slice());
            std::hint::black_box(scratch.validate(exchange, result, &profile));
        };
        for call in 1..=calls {
            judge();
            if plant && call.is_multiple_of(PLANTED_EVERY) {
                judge();
            }
        }
    };
    let thread = thread::Builder::new().stack_size(STACK).spawn(judge);
    let done = thread.map_err(|error| error.to_string())?.join();
    done.map_err(|_| format!("`{}` panicked", workload.name()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_workload_has_an_input_and_a_name_of_its_own() {
        let mut names: Vec<String> = workloads().iter().map(Workload::name).collect();
        for workload in workloads() {
            assert!(workload.make().is_some(), "{}", workload.name());
        }
        names.sort();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    #[test]
    fn unknown_inputs_are_errors() {
        let unknown = Workload { input: "none".to_owned(), size: Some(1) };
        assert!(work(&unknown, 1, false).is_err());
    }

    #[test]
    fn a_plant_falls_into_the_difference_of_small_and_nested_inputs() {
        let small = [accepted::accepted().remove(0)];
        for input in small.iter().chain(&nested::nested(DEPTH)) {
            let [few, many] = calls(input);
            let planted = many / PLANTED_EVERY - few / PLANTED_EVERY;
            assert_eq!(planted, (many - few) / PLANTED_EVERY, "{}", input.name);
            assert!(planted > 0, "{}", input.name);
        }
    }
}
