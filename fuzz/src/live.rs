//! A target under libFuzzer.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};
use std::{env, fs};

use edgecase::flaw::Flaw;
use edgecase::fuzz::{Mutator, Reach, Target};
use edgecase::testee::Flawed;

/// How often the counts are written down.
const PERIOD: Duration = Duration::from_millis(250);

/// One run of a target.
struct Session {
    target: &'static Target,
    twin: Flawed,
    executed: AtomicU64,
    reached: AtomicU64,
    stats: Option<PathBuf>,
    written: Mutex<Instant>,
}

static SESSION: OnceLock<Session> = OnceLock::new();

fn session(name: &str) -> &'static Session {
    SESSION.get_or_init(|| Session::start(name))
}

/// Puts an input to a target.
///
/// # Panics
/// When the claim does not hold: that is what libFuzzer looks for.
pub fn execute(name: &str, data: &[u8]) {
    session(name).execute(data);
}

/// Makes another input in place; returns its length.
pub fn mutate(name: &str, data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let input = data.get(..size).unwrap_or_default().to_vec();
    let made = session(name).mutator().mutate(&input, max_size, seed);
    // What cannot be changed stays as it is, cut if it has to be shorter.
    made.map_or(size.min(max_size), |made| put(&made, data))
}

/// Makes one input of two; returns its length.
pub fn cross(name: &str, one: &[u8], other: &[u8], out: &mut [u8], seed: u32) -> usize {
    let made = session(name).mutator().cross(one, other, out.len(), seed);
    put(made.as_deref().unwrap_or(one), out)
}

fn put(made: &[u8], out: &mut [u8]) -> usize {
    let length = made.len().min(out.len());
    for (to, from) in out.iter_mut().zip(made) {
        *to = *from;
    }
    length
}

impl Session {
    fn start(name: &str) -> Self {
        let target = Target::find(name).expect("a target of the registry");
        let flaw = env::var("EDGECASE_CANARY").ok().map(|name| {
            Flaw::find(&name)
                .unwrap_or_else(|| panic!("EDGECASE_CANARY: no flaw is called `{name}`"))
        });
        Self {
            target,
            twin: Flawed(flaw),
            executed: AtomicU64::new(0),
            reached: AtomicU64::new(0),
            stats: env::var_os("EDGECASE_FUZZ_STATS").map(PathBuf::from),
            written: Mutex::new(Instant::now()),
        }
    }

    fn execute(&self, data: &[u8]) {
        let ran = self.target.run(data, self.twin);
        self.executed.fetch_add(1, Ordering::Relaxed);
        match ran {
            Ok(Reach::Oracle) => _ = self.reached.fetch_add(1, Ordering::Relaxed),
            Ok(Reach::Door) => {}
            Err(broken) => {
                self.write();
                panic!("{broken}");
            }
        }
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        if written.elapsed() >= PERIOD {
            *written = Instant::now();
            self.write();
        }
    }

    /// Writes the counts down; libFuzzer ends without telling anybody.
    fn write(&self) {
        let Some(file) = &self.stats else { return };
        let executed = self.executed.load(Ordering::Relaxed);
        let reached = self.reached.load(Ordering::Relaxed);
        let text = format!("{executed} {reached}\n");
        fs::write(file, text).expect("EDGECASE_FUZZ_STATS names a file that can be written");
    }

    fn mutator(&self) -> Mutator {
        self.target.mutator.expect("a target with a mutator")
    }
}
