//! A program under test: its pipes, and how it ends.

use std::io::{BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use edgecase_core::profile::Edition;

use super::talk::{Heard, Program, Talk, Wire};
use super::{Answer, Misbehaviour, PlayScenario, StartError, Testee, Validate};
use crate::protocol::Hello;

/// How long a testee may take to end after `stop`.
const STOP: Duration = Duration::from_secs(2);
/// How much of a testee's log is kept.
const LOG_BYTES: usize = 64 << 10;
/// How many lines may wait unread before the reader stops reading; each may be of full length.
const LINES_AHEAD: usize = 1;
/// How long a testee is silent at least where a flood is over.
const FLOOD_PAUSE: Duration = Duration::from_millis(50);
/// How long the end of the log of a killed testee may take; a child of its may hold the pipe open.
const LOG_END: Duration = Duration::from_millis(200);

/// A program that speaks protocol 1 on its standard input and output. It is started anew after it
/// misbehaved, up to a budget.
#[derive(Debug)]
pub struct Process(Talk<Launched>);

/// What is started, and the end of what it logged.
#[derive(Debug)]
struct Launched {
    command: Vec<String>,
    log: Arc<Mutex<Vec<u8>>>,
}

/// A program that runs.
#[derive(Debug)]
struct Running {
    child: Child,
    to_testee: Sender<Vec<u8>>,
    from_testee: Receiver<Heard>,
    log_end: Receiver<Never>,
}

/// What is never sent: the channel only closes.
#[derive(Debug)]
enum Never {}

impl Process {
    /// Names a program with its arguments; it is started by the first question.
    #[must_use]
    pub fn new(command: Vec<String>, edition: Edition, timeout: Duration) -> Self {
        Self(Talk::new(Launched { command, log: Arc::default() }, edition, timeout))
    }

    /// Changes how long the testee may take to say hello, which is 20 seconds.
    #[must_use]
    pub const fn start_timeout(mut self, timeout: Duration) -> Self {
        self.0.start_timeout = timeout;
        self
    }

    /// Changes how often the testee is started anew after it misbehaved, which is 20 times.
    #[must_use]
    pub const fn most_restarts(mut self, times: u32) -> Self {
        self.0.most_restarts = times;
        self
    }

    /// Returns the end of what the testee logged.
    #[must_use]
    pub fn log(&self) -> String {
        self.0.program.log()
    }

    /// Tells the testee to stop.
    ///
    /// # Errors
    /// When it does not end in time, or not well.
    pub fn stop(&mut self) -> Result<(), Misbehaviour> {
        let Some(mut running) = self.0.part() else {
            return Ok(());
        };
        // Nothing follows: the end of the input stops what reads to it.
        running.to_testee = channel().0;
        match running.wait(STOP) {
            Some(status) if status.success() => Ok(()),
            Some(status) => Err(Misbehaviour::Crash { status: status.to_string() }),
            None => Err(Misbehaviour::Timeout(STOP)),
        }
    }
}

impl Testee for Process {
    fn hello(&mut self) -> Result<Hello, StartError> {
        self.0.hello()
    }

    fn validate(&mut self, question: &Validate<'_>) -> Answer {
        self.0.validate(question)
    }

    fn scenario(&mut self, question: &PlayScenario<'_>) -> Answer {
        self.0.scenario(question)
    }
}

impl Program for Launched {
    type Wire = Running;

    fn start(&mut self) -> Result<Running, StartError> {
        let (program, arguments) = match self.command.split_first() {
            Some((program, arguments)) => (program.clone(), arguments),
            None => (String::new(), self.command.as_slice()),
        };
        let mut child = Command::new(&program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| StartError::Spawn { program, reason: error.to_string() })?;
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(stdin), Some(stdout), Some(stderr)) = pipes else {
            unreachable!("all three were asked for");
        };
        let log_end = keep_log(stderr, Arc::clone(&self.log));
        let (to_testee, from_testee) = (writer(stdin), reader(stdout));
        Ok(Running { child, to_testee, from_testee, log_end })
    }

    fn log(&self) -> String {
        let log = self.log.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        String::from_utf8_lossy(&log).into_owned()
    }
}

impl Wire for Running {
    /// Hands a line to the writing thread; whether it arrives shows in the answer.
    fn say(&mut self, line: Vec<u8>) {
        _ = self.to_testee.send(line);
    }

    fn unasked(&mut self) -> Option<Heard> {
        self.from_testee.try_recv().ok()
    }

    fn hear(&mut self, timeout: Duration) -> Result<Heard, Misbehaviour> {
        match self.from_testee.recv_timeout(timeout) {
            Err(RecvTimeoutError::Timeout) => Err(Misbehaviour::Timeout(timeout)),
            Ok(Heard::End) | Err(RecvTimeoutError::Disconnected) => match self.wait(STOP) {
                Some(status) if !status.success() => {
                    Err(Misbehaviour::Crash { status: status.to_string() })
                }
                Some(_) | None => Err(Misbehaviour::Exit),
            },
            Ok(heard) => Ok(heard),
        }
    }

    fn goes_on(&mut self) -> bool {
        matches!(self.from_testee.recv_timeout(FLOOD_PAUSE), Ok(Heard::Line(_)))
    }

    fn end(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
        _ = self.log_end.recv_timeout(LOG_END);
    }
}

impl Running {
    /// Waits for the end; ends what does not end in time.
    fn wait(&mut self, timeout: Duration) -> Option<ExitStatus> {
        let deadline = Instant::now() + timeout;
        while Instant::now() < deadline {
            if let Ok(Some(status)) = self.child.try_wait() {
                _ = self.log_end.recv_timeout(LOG_END);
                return Some(status);
            }
            thread::sleep(Duration::from_millis(5));
        }
        self.end();
        None
    }
}

/// Writes in a thread of its own, so that a testee that does not read cannot hold up the suite.
fn writer(mut stdin: ChildStdin) -> Sender<Vec<u8>> {
    let (sender, lines) = channel::<Vec<u8>>();
    thread::spawn(move || {
        for line in lines {
            if stdin.write_all(&line).and_then(|()| stdin.flush()).is_err() {
                return;
            }
        }
    });
    sender
}

/// Reads lines in a thread of its own; a line longer than the protocol allows ends the reading.
fn reader(stdout: ChildStdout) -> Receiver<Heard> {
    let (sender, receiver) = sync_channel(LINES_AHEAD);
    thread::spawn(move || {
        let mut input = BufReader::new(stdout);
        loop {
            let heard = Heard::read(&mut input);
            let goes_on = matches!(heard, Heard::Line(_));
            if sender.send(heard).is_err() || !goes_on {
                return;
            }
        }
    });
    receiver
}

/// Keeps the end of the testee's log; the channel closes where the log ends.
fn keep_log(mut stderr: impl Read + Send + 'static, log: Arc<Mutex<Vec<u8>>>) -> Receiver<Never> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let _closed_at_the_end = sender;
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = stderr.read(&mut buffer) {
            let mut log = log.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            log.extend_from_slice(buffer.get(..count).unwrap_or_default());
            let excess = log.len().saturating_sub(LOG_BYTES);
            log.drain(..excess);
        }
    });
    receiver
}
