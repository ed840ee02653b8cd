//! A program that speaks protocol 1 on its standard input and output.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command as Program, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use edgecase_core::profile::Edition;
use serde_json::value::RawValue;

use super::{Answer, Misbehaviour, PlayScenario, Testee, Validate};
use crate::protocol::{Command, Hello, LINE_BYTES, PROTOCOL, Reply, read};

/// How long a testee may take to say hello.
const START: Duration = Duration::from_secs(20);
/// How long a testee may take to end after `stop`.
const STOP: Duration = Duration::from_secs(2);
/// How often a testee is started anew after it misbehaved, unless somebody knows better.
const CRASH_BUDGET: u32 = 20;
/// How much of a testee's log is kept.
const LOG_BYTES: usize = 64 << 10;
/// How many lines may wait unread before the reader stops reading; each may be of full length.
const LINES_AHEAD: usize = 1;
/// How many lines in a row make a flood.
const FLOOD_LINES: usize = 64;
/// How long a testee is silent at least where a flood is over.
const FLOOD_PAUSE: Duration = Duration::from_millis(50);
/// How much of a line is repeated in a report, in characters.
const SHOWN_CHARS: usize = 120;
/// How much of a testee's own words is, in characters.
pub(crate) const MESSAGE_CHARS: usize = 500;
/// How long the end of the log of a killed testee may take; a child of its may hold the pipe open.
const LOG_END: Duration = Duration::from_millis(200);

/// A testee that could not be used at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StartError {
    /// The program cannot be run.
    Spawn {
        /// The program.
        program: String,
        /// Why.
        reason: String,
    },
    /// It did not say hello as the protocol demands.
    Handshake {
        /// What it did instead.
        problem: String,
        /// The end of what it logged.
        log: String,
    },
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Spawn { program, reason } => write!(f, "cannot run `{program}`: {reason}"),
            Self::Handshake { problem, log } => {
                write!(f, "the testee did not say hello: {problem}")?;
                if log.is_empty() { Ok(()) } else { write!(f, "\nits log ends:\n{log}") }
            }
        }
    }
}

impl std::error::Error for StartError {}

/// A program under test. It is started anew after it misbehaved, up to a budget.
#[derive(Debug)]
pub struct Process {
    command: Vec<String>,
    edition: Edition,
    start_timeout: Duration,
    timeout: Duration,
    running: Option<Running>,
    restarts: u32,
    most_restarts: u32,
    next_seq: u64,
    log: Arc<Mutex<Vec<u8>>>,
}

#[derive(Debug)]
struct Running {
    child: Child,
    to_testee: Sender<Vec<u8>>,
    from_testee: Receiver<Heard>,
    log_end: Receiver<Never>,
    answered: Option<u64>,
}

/// What is never sent: the channel only closes.
#[derive(Debug)]
enum Never {}

/// What a testee is asked.
#[derive(Clone, Copy)]
enum Question<'q> {
    Validate(&'q Validate<'q>),
    Scenario(&'q PlayScenario<'q>),
}

/// What the reading thread heard.
enum Heard {
    Line(Vec<u8>),
    TooLong,
    End,
}

impl Process {
    /// Names a program with its arguments; it is started by the first question.
    #[must_use]
    pub fn new(command: Vec<String>, edition: Edition, timeout: Duration) -> Self {
        let log = Arc::default();
        let start_timeout = START;
        Self {
            command,
            edition,
            start_timeout,
            timeout,
            running: None,
            restarts: 0,
            most_restarts: CRASH_BUDGET,
            next_seq: 1,
            log,
        }
    }

    /// Changes how long the testee may take to say hello, which is 20 seconds.
    #[must_use]
    pub const fn start_timeout(mut self, timeout: Duration) -> Self {
        self.start_timeout = timeout;
        self
    }

    /// Changes how often the testee is started anew after it misbehaved, which is 20 times.
    #[must_use]
    pub const fn most_restarts(mut self, times: u32) -> Self {
        self.most_restarts = times;
        self
    }

    /// Returns the end of what the testee logged.
    #[must_use]
    pub fn log(&self) -> String {
        let log = self.log.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        String::from_utf8_lossy(&log).into_owned()
    }

    /// Tells the testee to stop.
    ///
    /// # Errors
    /// When it does not end in time, or not well.
    pub fn stop(&mut self) -> Result<(), Misbehaviour> {
        let Some(mut running) = self.running.take() else {
            return Ok(());
        };
        running.say(&Command::new("stop"));
        // Nothing follows: the end of the input stops what reads to it.
        running.to_testee = channel().0;
        match running.wait(STOP) {
            Some(status) if status.success() => Ok(()),
            Some(status) => Err(Misbehaviour::Crash { status: status.to_string() }),
            None => Err(Misbehaviour::Timeout(STOP)),
        }
    }

    fn start(&mut self) -> Result<Hello, StartError> {
        let (program, arguments) = match self.command.split_first() {
            Some((program, arguments)) => (program.clone(), arguments),
            None => (String::new(), self.command.as_slice()),
        };
        let mut child = Program::new(&program)
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
        let mut running = Running { child, to_testee, from_testee, log_end, answered: None };
        let hello = Command {
            protocol: Some(PROTOCOL),
            suite: Some(env!("CARGO_PKG_VERSION").to_owned()),
            profile: Some(self.edition.as_str().to_owned()),
            ..Command::new("hello")
        };
        running.say(&hello);
        let heard = running.hear(self.start_timeout).and_then(|line| read_hello(&line));
        match heard {
            Ok(hello) => {
                self.running = Some(running);
                Ok(hello)
            }
            Err(misbehaviour) => {
                running.kill();
                let problem = misbehaviour.to_string();
                Err(StartError::Handshake { problem, log: self.log() })
            }
        }
    }

    /// Puts one question, on a testee that runs.
    fn ask(&mut self, question: Question<'_>) -> Result<Answer, Misbehaviour> {
        let seq = self.next_seq;
        self.next_seq += 1;
        let Some(running) = &mut self.running else {
            return Err(Misbehaviour::Exit);
        };
        let unasked = match running.from_testee.try_recv() {
            Ok(Heard::Line(line)) => Some(line),
            Ok(Heard::TooLong) => return Err(too_long()),
            Ok(Heard::End) | Err(_) => None,
        };
        // What is said unasked gets the name that it would get a moment later, as an answer to
        // this question, so that names do not hang on who is faster.
        let read = |line: &[u8], answered| {
            let reply = read_reply(line, seq, answered)?;
            answer(question, reply).map_err(|problem| garbage(line, problem))
        };
        let answer = match unasked {
            Some(line) => Err(read(&line, running.answered).err().unwrap_or_else(early)),
            None => {
                running.say(&command(seq, question));
                let line = running.hear(self.timeout)?;
                read(&line, running.answered)
            }
        };
        running.answered = Some(seq);
        answer.map_err(|how| running.flood().unwrap_or(how))
    }

    /// Puts one question, on a testee that is started anew if it has to be.
    fn put(&mut self, question: Question<'_>) -> Answer {
        if self.running.is_none() {
            if self.restarts >= self.most_restarts {
                return Answer::Misbehaved(Misbehaviour::Abandoned { after: self.most_restarts });
            }
            self.restarts += 1;
            if let Err(error) = self.start() {
                return Answer::Misbehaved(Misbehaviour::Crash { status: error.to_string() });
            }
        }
        self.ask(question).unwrap_or_else(|misbehaviour| {
            self.drop_running();
            Answer::Misbehaved(misbehaviour)
        })
    }

    fn drop_running(&mut self) {
        if let Some(mut running) = self.running.take() {
            running.kill();
        }
    }
}

impl Testee for Process {
    fn hello(&mut self) -> Result<Hello, StartError> {
        self.drop_running();
        self.start()
    }

    fn validate(&mut self, question: &Validate<'_>) -> Answer {
        self.put(Question::Validate(question))
    }

    fn scenario(&mut self, question: &PlayScenario<'_>) -> Answer {
        self.put(Question::Scenario(question))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.drop_running();
    }
}

impl Running {
    /// Hands a command to the writing thread; whether it arrives shows in the answer.
    fn say(&self, command: &Command) {
        let mut line = serde_json::to_vec(command).expect("a command has text keys only");
        line.push(b'\n');
        _ = self.to_testee.send(line);
    }

    fn hear(&mut self, timeout: Duration) -> Result<Vec<u8>, Misbehaviour> {
        match self.from_testee.recv_timeout(timeout) {
            Ok(Heard::Line(line)) => Ok(line),
            Ok(Heard::TooLong) => Err(too_long()),
            Err(RecvTimeoutError::Timeout) => Err(Misbehaviour::Timeout(timeout)),
            Ok(Heard::End) | Err(RecvTimeoutError::Disconnected) => match self.wait(STOP) {
                Some(status) if status.success() => Err(Misbehaviour::Exit),
                Some(status) => Err(Misbehaviour::Crash { status: status.to_string() }),
                None => Err(Misbehaviour::Exit),
            },
        }
    }

    /// Tells whether a testee that went wrong goes on talking.
    fn flood(&mut self) -> Option<Misbehaviour> {
        let more = || matches!(self.from_testee.recv_timeout(FLOOD_PAUSE), Ok(Heard::Line(_)));
        let problem = format!("it said over {FLOOD_LINES} lines without being asked");
        (0..FLOOD_LINES).all(|_| more()).then_some(Misbehaviour::Flood { problem })
    }

    /// Waits for the end; kills what does not end in time.
    fn wait(&mut self, timeout: Duration) -> Option<ExitStatus> {
        let deadline = Instant::now() + timeout;
        while Instant::now() < deadline {
            if let Ok(Some(status)) = self.child.try_wait() {
                _ = self.log_end.recv_timeout(LOG_END);
                return Some(status);
            }
            thread::sleep(Duration::from_millis(5));
        }
        self.kill();
        None
    }

    fn kill(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
        _ = self.log_end.recv_timeout(LOG_END);
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
            let mut line = Vec::new();
            let limit = u64::try_from(LINE_BYTES + 1).unwrap_or(u64::MAX);
            let read = input.by_ref().take(limit).read_until(b'\n', &mut line);
            // A line without its end is what a testee leaves that ends while it speaks.
            let heard = match read {
                Ok(1..) if line.ends_with(b"\n") => Heard::Line(line),
                Ok(_) if line.len() > LINE_BYTES => Heard::TooLong,
                Ok(_) | Err(_) => Heard::End,
            };
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

fn command(seq: u64, question: Question<'_>) -> Command {
    match question {
        Question::Validate(question) => validate_command(seq, question),
        Question::Scenario(PlayScenario { scenario }) => {
            let json = serde_json::to_string(scenario).expect("a scenario has text keys only");
            Command {
                seq: Some(seq),
                op: Some("scenario".to_owned()),
                // Results of functions keep their spelling, line breaks between members included.
                scenario: RawValue::from_string(one_line(&json)).ok(),
                ..Command::new("run")
            }
        }
    }
}

fn validate_command(seq: u64, question: &Validate<'_>) -> Command {
    let event = question.exchange.event.clone().unwrap_or_else(|| "null".to_owned());
    Command {
        seq: Some(seq),
        op: Some("validate".to_owned()),
        stage: Some(question.stage.as_str().to_owned()),
        profile: Some(question.edition.as_str().to_owned()),
        set: BTreeMap::clone(question.set),
        event: RawValue::from_string(one_line(&event)).ok(),
        result: Some(question.exchange.result.clone().on_one_line()),
        ..Command::new("run")
    }
}

/// Puts a JSON text on one line. Line breaks are white space there, never a part of a string.
pub(crate) fn one_line(json: &str) -> String {
    json.replace(['\n', '\r'], " ")
}

fn read_hello(line: &[u8]) -> Result<Hello, Misbehaviour> {
    let hello: Hello = read(line).map_err(|problem| garbage(line, &problem))?;
    if hello.protocol == PROTOCOL {
        Ok(hello)
    } else {
        Err(garbage(line, &format!("protocol {} is unknown, want {PROTOCOL}", hello.protocol)))
    }
}

/// Reads the answer to the question of a number.
fn read_reply(line: &[u8], seq: u64, answered: Option<u64>) -> Result<Reply, Misbehaviour> {
    let reply: Reply = read(line).map_err(|problem| garbage(line, &problem))?;
    if reply.seq.is_some() && reply.seq == answered {
        return Err(Misbehaviour::Flood { problem: "it answered a question twice".to_owned() });
    }
    if reply.seq != Some(seq) {
        return Err(garbage(line, &format!("want an answer with seq {seq}")));
    }
    Ok(reply)
}

/// Returns what a reply means as the answer to a question, or what is wrong with it.
fn answer(question: Question<'_>, reply: Reply) -> Result<Answer, &'static str> {
    let message = reply.message.map(|text| shown(&text, MESSAGE_CHARS));
    if reply.skipped == Some(true) {
        let reason = reply.reason.unwrap_or_default();
        return Ok(Answer::Skipped { reason: shown(&reason, MESSAGE_CHARS) });
    }
    if reply.errored == Some(true) {
        return Ok(Answer::Errored { message: message.unwrap_or_default() });
    }
    if let Question::Scenario(_) = question {
        let steps = reply.steps.ok_or("`steps` is missing")?;
        return Ok(Answer::Played { steps });
    }
    match reply.outcome.as_deref() {
        Some("accept") => {
            Ok(Answer::Accept { kind: reply.kind, normalised: reply.normalised, notes: None })
        }
        Some("reject") => Ok(Answer::Reject { status: reply.status, rules: reply.rules, message }),
        Some("error") => Ok(Answer::Error { status: reply.status }),
        _ => Err("`outcome` is not accept, reject or error"),
    }
}

fn early() -> Misbehaviour {
    Misbehaviour::Flood { problem: "it answered before it was asked".to_owned() }
}

fn too_long() -> Misbehaviour {
    Misbehaviour::Flood { problem: format!("a line has over {LINE_BYTES} bytes") }
}

fn garbage(line: &[u8], problem: &str) -> Misbehaviour {
    let line = shown(String::from_utf8_lossy(line).trim_end(), SHOWN_CHARS);
    Misbehaviour::Garbage { line, problem: problem.to_owned() }
}

/// Cuts a text of the testee's and spells its control characters out: a terminal obeys those.
pub(crate) fn shown(text: &str, most: usize) -> String {
    let mut shown = String::new();
    for (index, character) in text.chars().enumerate() {
        match character {
            _ if index == most => {
                shown.push('…');
                break;
            }
            '\n' => shown.push('\n'),
            control if control.is_control() => shown.extend(control.escape_default()),
            other => shown.push(other),
        }
    }
    shown
}
