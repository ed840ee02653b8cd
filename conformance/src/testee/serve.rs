//! The other end of protocol 1: a testee that answers on its own standard output.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Read as _, Write};

use edgecase_core::Stage;
use edgecase_core::profile::Edition;

use super::{Answer, PlayScenario, Testee, Validate};
use crate::protocol::{Command, LINE_BYTES, PROTOCOL, Reply, read};
use crate::scenario::Scenario;
use crate::suite::Prepared;
use crate::vector::Returned;

/// Answers commands until `stop` or the end of the input.
///
/// A line that is no command is answered by `errored`, never by silence.
///
/// # Errors
/// When reading or writing fails.
pub fn serve(
    testee: &mut impl Testee,
    mut input: impl BufRead,
    mut output: impl Write,
) -> io::Result<()> {
    let mut session = Session { edition: Edition::Current, set: BTreeMap::new() };
    let mut line = Vec::new();
    loop {
        line.clear();
        let limit = u64::try_from(LINE_BYTES + 1).unwrap_or(u64::MAX);
        if input.by_ref().take(limit).read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        if line.len() > LINE_BYTES && !line.ends_with(b"\n") {
            skip_line(&mut input)?;
            write_line(&mut output, &errored(None, format!("a line has over {LINE_BYTES} bytes")))?;
            continue;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        match read::<Command>(&line) {
            Err(error) => write_line(&mut output, &errored(None, format!("no command: {error}")))?,
            Ok(command) if command.cmd == "stop" => return Ok(()),
            Ok(command) if command.cmd == "hello" => match session.hello(&command) {
                Ok(()) => {
                    let hello = testee.hello().map_err(io::Error::other)?;
                    write_line(&mut output, &hello)?;
                }
                Err(message) => write_line(&mut output, &errored(None, message))?,
            },
            Ok(command) => write_line(&mut output, &session.run(testee, command))?,
        }
    }
}

/// The parts of a [`Validate`], which borrows one of them.
struct Question {
    edition: Edition,
    set: BTreeMap<String, String>,
    stage: Stage,
    exchange: Prepared,
}

/// What `hello` settled for the runs after it.
struct Session {
    edition: Edition,
    set: BTreeMap<String, String>,
}

impl Session {
    fn hello(&mut self, command: &Command) -> Result<(), String> {
        if let Some(version) = command.protocol.filter(|version| *version != PROTOCOL) {
            return Err(format!("protocol {version} is unknown, want {PROTOCOL}"));
        }
        if let Some(name) = &command.profile {
            self.edition =
                name.parse().map_err(|e: edgecase_core::profile::ProfileError| e.to_string())?;
        }
        self.set.clone_from(&command.set);
        Ok(())
    }

    fn run(&self, testee: &mut impl Testee, command: Command) -> Reply {
        let seq = command.seq;
        if command.cmd != "run" {
            return errored(
                seq,
                format!("unknown command `{}`, want hello, run or stop", command.cmd),
            );
        }
        match command.op.as_deref() {
            Some("validate") => self.validate(testee, command),
            Some("scenario") => self.scenario(testee, command),
            Some(op) => skipped(seq, format!("unsupported: op `{op}`")),
            None => errored(seq, "`op` is missing, want `validate` or `scenario`".to_owned()),
        }
    }

    fn validate(&self, testee: &mut impl Testee, command: Command) -> Reply {
        let seq = command.seq;
        match self.question(command) {
            Err(message) => errored(seq, message),
            Ok(Question { edition, set, stage, exchange }) => {
                let question = Validate { stage, edition, set: &set, exchange };
                reply(seq, testee.validate(&question))
            }
        }
    }

    /// Plays a scenario in its own profile. Its switches go before those of `hello`, and those of
    /// `run` before both.
    fn scenario(&self, testee: &mut impl Testee, command: Command) -> Reply {
        let seq = command.seq;
        let Some(text) = command.scenario else {
            return errored(seq, "`scenario` is missing".to_owned());
        };
        let mut scenario = match Scenario::read(text.get()) {
            Ok(scenario) => scenario.blind(),
            // Nothing else can be wrong there once the file is read: a switch that is not known.
            Err(error) if error.at.starts_with("/set/") && error.position.is_none() => {
                return skipped(seq, error.message);
            }
            Err(error) => return errored(seq, format!("`scenario`: {error}")),
        };
        for (switch, value) in &self.set {
            scenario.set.entry(switch.clone()).or_insert_with(|| value.clone());
        }
        scenario.set.extend(command.set);
        match scenario.profile() {
            Err(error) => skipped(seq, error.to_string()),
            Ok(_) => reply(seq, testee.scenario(&PlayScenario { scenario: &scenario })),
        }
    }

    fn question(&self, command: Command) -> Result<Question, String> {
        let edition = match &command.profile {
            None => self.edition,
            Some(name) => {
                name.parse().map_err(|e: edgecase_core::profile::ProfileError| e.to_string())?
            }
        };
        let mut set = self.set.clone();
        set.extend(command.set);
        let stage = command.stage.ok_or("`stage` is missing")?;
        let stage = stage.parse().map_err(|e: edgecase_core::UnknownStage| e.to_string())?;
        let result: Returned = command.result.ok_or("`result` is missing")?;
        let event = command.event.map(|event| event.get().to_owned());
        let event = event.filter(|text| text != "null");
        Ok(Question { edition, set, stage, exchange: Prepared { event, result } })
    }
}

fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let used = end.map_or(buffer.len(), |end| end + 1);
        let done = end.is_some() || used == 0;
        input.consume(used);
        if done {
            return Ok(());
        }
    }
}

fn write_line(output: &mut impl Write, value: &impl serde::Serialize) -> io::Result<()> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    output.write_all(&line)?;
    output.flush()
}

fn skipped(seq: Option<u64>, reason: String) -> Reply {
    Reply { seq, skipped: Some(true), reason: Some(reason), ..Reply::default() }
}

fn errored(seq: Option<u64>, message: String) -> Reply {
    Reply { seq, errored: Some(true), message: Some(message), ..Reply::default() }
}

fn reply(seq: Option<u64>, answer: Answer) -> Reply {
    let outcome = |name: &str| Some(name.to_owned());
    let empty = Reply { seq, ..Reply::default() };
    match answer {
        Answer::Accept { kind, normalised, notes: _ } => {
            Reply { outcome: outcome("accept"), kind, normalised, ..empty }
        }
        Answer::Reject { status, rules, message } => {
            Reply { outcome: outcome("reject"), status, rules, message, ..empty }
        }
        Answer::Error { status } => Reply { outcome: outcome("error"), status, ..empty },
        Answer::Played { steps } => Reply { steps: Some(steps), ..empty },
        Answer::Skipped { reason } => skipped(seq, reason),
        Answer::Errored { message } => errored(seq, message),
        Answer::Misbehaved(misbehaviour) => errored(seq, misbehaviour.to_string()),
    }
}
