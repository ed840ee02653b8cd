//! Real functions in scenarios, each called in a process of its own.
//!
//! `.mjs`, `.cjs` and `.js` files run in node and export `handler`, async or with a callback; `.py`
//! files run in python3 and define `lambda_handler` or `handler`. What a function prints goes to our
//! standard error, and so does what it throws.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use edgecase_core::Fault;

use crate::scenario::{Called, Scenario};
use crate::testee::talk::one_line;

/// How long a call may take; at origin stages CloudFront allows no more.
const LIMIT: Duration = Duration::from_secs(30);

/// A program that runs functions, with what makes it call one of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Interpreter {
    Node,
    Python,
}

impl Interpreter {
    fn of(file: &Path) -> Option<Self> {
        match file.extension().and_then(OsStr::to_str)? {
            "mjs" | "cjs" | "js" => Some(Self::Node),
            "py" => Some(Self::Python),
            _ => None,
        }
    }

    const fn program(self) -> &'static str {
        match self {
            Self::Node => "node",
            Self::Python => "python3",
        }
    }

    const fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Node => &["--input-type=module", "--eval", include_str!("handler/run.mjs")],
            // Nothing is to be written beside the function.
            Self::Python => &["-B", "-X", "utf8", "-c", include_str!("handler/run.py")],
        }
    }

    fn is_there(self) -> bool {
        let mut version = Command::new(self.program());
        version.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        version.status().is_ok_and(|status| status.success())
    }
}

/// Tells why a handler of a scenario cannot be called, if that is so.
///
/// Its paths have to be resolved: see [`Scenario::resolve_handlers`].
#[must_use]
pub fn missing(scenario: &Scenario) -> Option<String> {
    let mut found: Vec<Interpreter> = Vec::new();
    for file in scenario.handlers() {
        let Some(interpreter) = Interpreter::of(Path::new(file)) else {
            let want = "want .mjs, .cjs or .js for node, or .py for python3";
            return Some(format!("handler `{file}`: {want}"));
        };
        if !Path::new(file).is_file() {
            return Some(format!("handler `{file}`: no such file"));
        }
        if !found.contains(&interpreter) {
            if !interpreter.is_there() {
                let program = interpreter.program();
                return Some(format!("handler `{file}` needs {program}, which is not on the PATH"));
            }
            found.push(interpreter);
        }
    }
    None
}

/// The functions that are called, each in a process that lives as long as this does.
#[derive(Debug)]
pub struct Handlers {
    limit: Duration,
    running: BTreeMap<PathBuf, Running>,
}

impl Default for Handlers {
    fn default() -> Self {
        Self::with_limit(LIMIT)
    }
}

/// A clone starts processes of its own.
impl Clone for Handlers {
    fn clone(&self) -> Self {
        Self::with_limit(self.limit)
    }
}

impl Handlers {
    /// Returns handlers that may take this long instead of 30 seconds.
    #[must_use]
    pub const fn with_limit(limit: Duration) -> Self {
        Self { limit, running: BTreeMap::new() }
    }

    /// Calls the function of a file with an event.
    ///
    /// A function that cannot be started, or whose process ends, has thrown; the next call starts it
    /// anew.
    pub fn call(&mut self, file: &Path, event: &str) -> Called {
        let mut running = match self.running.remove(file) {
            Some(running) => running,
            None => match Running::start(file) {
                Some(running) => running,
                None => return Called::Fault(Fault::Threw),
            },
        };
        let (called, goes_on) = match running.ask(event, self.limit) {
            Ok(line) => match line.split_first() {
                Some((b'=', result)) => (Called::Result(result.to_vec()), true),
                _ => (Called::Fault(Fault::Threw), true),
            },
            Err(RecvTimeoutError::Timeout) => (Called::Fault(Fault::TimedOut), false),
            Err(RecvTimeoutError::Disconnected) => (Called::Fault(Fault::Threw), false),
        };
        if goes_on {
            self.running.insert(file.to_owned(), running);
        }
        called
    }
}

/// A process with a function in it; it is killed when it is dropped.
#[derive(Debug)]
struct Running {
    child: Child,
    events: Sender<Vec<u8>>,
    lines: Receiver<Vec<u8>>,
}

impl Running {
    fn start(file: &Path) -> Option<Self> {
        let interpreter = Interpreter::of(file)?;
        let file = std::path::absolute(file).ok()?;
        let mut child = Command::new(interpreter.program())
            .args(interpreter.arguments())
            .arg(&file)
            .current_dir(file.parent()?)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        let (mut stdin, stdout) = (child.stdin.take()?, child.stdout.take()?);
        // In threads of their own: a function that does not read must not hold us up.
        let (events, to_write) = channel::<Vec<u8>>();
        thread::spawn(move || {
            let written = |line: Vec<u8>| stdin.write_all(&line).and_then(|()| stdin.flush());
            to_write.into_iter().try_for_each(written)
        });
        let (heard, lines) = channel();
        thread::spawn(move || {
            let mut output = BufReader::new(stdout);
            loop {
                let mut line = Vec::new();
                let is_whole =
                    output.read_until(b'\n', &mut line).is_ok() && line.pop() == Some(b'\n');
                // What ends while it speaks has said nothing.
                if !is_whole || heard.send(line).is_err() {
                    return;
                }
            }
        });
        Some(Self { child, events, lines })
    }

    fn ask(&mut self, event: &str, limit: Duration) -> Result<Vec<u8>, RecvTimeoutError> {
        let mut line = one_line(event).into_bytes();
        line.push(b'\n');
        // Whether it arrives shows in the answer.
        _ = self.events.send(line);
        self.lines.recv_timeout(limit)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}
