//! Protocol 1 as a conversation: what is asked, what answers mean, and starting anew.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{BufRead, Read as _};
use std::time::Duration;

use edgecase_core::profile::Edition;
use serde_json::value::RawValue;

use super::{Answer, Misbehaviour, PlayScenario, Testee, Validate};
use crate::printed::{MESSAGE_CHARS, shown};
use crate::protocol::{Command, Hello, LINE_BYTES, PROTOCOL, Reply, read};

/// How long a testee may take to say hello.
const START: Duration = Duration::from_secs(20);
/// How often a testee is started anew after it misbehaved, unless somebody knows better.
const CRASH_BUDGET: u32 = 20;
/// How many lines in a row make a flood.
const FLOOD_LINES: usize = 64;
/// How much of a line is repeated in a report, in characters.
const SHOWN_CHARS: usize = 120;

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

/// A program that can be started, again and again.
pub(super) trait Program {
    /// The program while it runs.
    type Wire: Wire;

    /// Starts it.
    fn start(&mut self) -> Result<Self::Wire, StartError>;

    /// Returns the end of what it logged.
    fn log(&self) -> String;
}

/// The two ends of a program that runs.
pub(super) trait Wire {
    /// Says a line, with its end.
    fn say(&mut self, line: Vec<u8>);

    /// Returns what was said without being asked, if there is anything yet.
    fn unasked(&mut self) -> Option<Heard>;

    /// Waits for the next line.
    fn hear(&mut self, timeout: Duration) -> Result<Heard, Misbehaviour>;

    /// Tells whether another line comes at once.
    fn goes_on(&mut self) -> bool;

    /// Ends the program, however it is.
    fn end(&mut self);
}

/// What was heard of a testee.
#[derive(Debug)]
pub(super) enum Heard {
    /// A line, with its end.
    Line(Vec<u8>),
    /// A line that is longer than the protocol allows.
    TooLong,
    /// Nothing more.
    End,
}

impl Heard {
    /// Reads a line. One without its end is what a testee leaves that ends while it speaks.
    pub(super) fn read(input: &mut impl BufRead) -> Self {
        let mut line = Vec::new();
        let limit = u64::try_from(LINE_BYTES + 1).unwrap_or(u64::MAX);
        match input.take(limit).read_until(b'\n', &mut line) {
            Ok(1..) if line.ends_with(b"\n") => Self::Line(line),
            Ok(_) if line.len() > LINE_BYTES => Self::TooLong,
            Ok(_) | Err(_) => Self::End,
        }
    }
}

/// What a testee is asked.
#[derive(Clone, Copy)]
enum Question<'q> {
    Validate(&'q Validate<'q>),
    Scenario(&'q PlayScenario<'q>),
}

/// A conversation with a program, which is started anew after it misbehaved, up to a budget.
#[derive(Debug)]
pub(super) struct Talk<P: Program> {
    pub(super) program: P,
    edition: Edition,
    pub(super) start_timeout: Duration,
    timeout: Duration,
    running: Option<Running<P::Wire>>,
    restarts: u32,
    pub(super) most_restarts: u32,
    next_seq: u64,
}

/// A program that has said hello.
#[derive(Debug)]
struct Running<W> {
    wire: W,
    answered: Option<u64>,
}

impl<P: Program> Talk<P> {
    /// Names a program; it is started by the first question.
    pub(super) const fn new(program: P, edition: Edition, timeout: Duration) -> Self {
        Self {
            program,
            edition,
            start_timeout: START,
            timeout,
            running: None,
            restarts: 0,
            most_restarts: CRASH_BUDGET,
            next_seq: 1,
        }
    }

    /// Says `stop`, and returns the wire, if the program runs.
    pub(super) fn part(&mut self) -> Option<P::Wire> {
        let mut running = self.running.take()?;
        running.say(&Command::new("stop"));
        Some(running.wire)
    }

    fn start(&mut self) -> Result<Hello, StartError> {
        let mut running = Running { wire: self.program.start()?, answered: None };
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
                running.wire.end();
                let problem = misbehaviour.to_string();
                Err(StartError::Handshake { problem, log: self.program.log() })
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
        let unasked = match running.wire.unasked() {
            Some(Heard::Line(line)) => Some(line),
            Some(Heard::TooLong) => return Err(too_long()),
            Some(Heard::End) | None => None,
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
            self.end();
            Answer::Misbehaved(misbehaviour)
        })
    }

    fn end(&mut self) {
        if let Some(mut running) = self.running.take() {
            running.wire.end();
        }
    }
}

impl<P: Program> Testee for Talk<P> {
    fn hello(&mut self) -> Result<Hello, StartError> {
        self.end();
        self.start()
    }

    fn validate(&mut self, question: &Validate<'_>) -> Answer {
        self.put(Question::Validate(question))
    }

    fn scenario(&mut self, question: &PlayScenario<'_>) -> Answer {
        self.put(Question::Scenario(question))
    }
}

impl<P: Program> Drop for Talk<P> {
    fn drop(&mut self) {
        self.end();
    }
}

impl<W: Wire> Running<W> {
    fn say(&mut self, command: &Command) {
        let mut line = serde_json::to_vec(command).expect("a command has text keys only");
        line.push(b'\n');
        self.wire.say(line);
    }

    fn hear(&mut self, timeout: Duration) -> Result<Vec<u8>, Misbehaviour> {
        match self.wire.hear(timeout)? {
            Heard::Line(line) => Ok(line),
            Heard::TooLong => Err(too_long()),
            Heard::End => Err(Misbehaviour::Exit),
        }
    }

    /// Tells whether a testee that went wrong goes on talking.
    fn flood(&mut self) -> Option<Misbehaviour> {
        let problem = format!("it said over {FLOOD_LINES} lines without being asked");
        let flood = Misbehaviour::Flood { problem };
        (0..FLOOD_LINES).all(|_| self.wire.goes_on()).then_some(flood)
    }
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
