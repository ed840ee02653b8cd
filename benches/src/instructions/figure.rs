//! What was counted.

use std::sync::Mutex;
use std::thread;

use super::callgrind::{Error, Valgrind};
use super::workload::Workload;

/// How many instructions a call takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The input.
    pub workload: Workload,
    /// Its bytes.
    pub bytes: usize,
    /// The instructions.
    pub instructions: f64,
}

/// Counts all workloads, as many at a time as there are processors.
///
/// # Errors
/// When one cannot be counted.
pub fn measure(valgrind: &Valgrind, workloads: &[Workload]) -> Result<Vec<Figure>, Error> {
    let next = Mutex::new(workloads.iter().enumerate());
    let worker = || {
        let mut done = Vec::new();
        loop {
            let Some((place, workload)) = next.lock().ok().and_then(|mut next| next.next()) else {
                return done;
            };
            done.push((place, figure(valgrind, workload)));
        }
    };
    let mut done: Vec<(usize, Result<Figure, Error>)> = thread::scope(|scope| {
        let count = thread::available_parallelism().map_or(1, usize::from);
        let workers: Vec<_> = (0..count).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    });
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, figure)| figure).collect()
}

fn figure(valgrind: &Valgrind, workload: &Workload) -> Result<Figure, Error> {
    let input = workload.make().ok_or_else(|| Error(format!("no input `{}`", workload.name())))?;
    let instructions = valgrind.count(workload, &input)?;
    Ok(Figure { workload: workload.clone(), bytes: input.result.len(), instructions })
}
