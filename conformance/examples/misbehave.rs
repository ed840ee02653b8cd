//! A testee that accepts every result, until it misbehaves as its first argument says. Those whose
//! mode starts with `player` announce that they play scenarios, too.
//!
//! `misbehave MODE [GOOD [MEGABYTES]]` answers GOOD questions well (two, unless given) before it
//! shows what MODE names; MEGABYTES is how much `stderr-flood` logs. The tests of the suite drive
//! it: whatever a testee does, the suite must neither hang nor crash nor call it a pass.

use std::io::{self, BufRead as _, Write};
use std::process::{abort, exit};
use std::thread::sleep;
use std::time::Duration;

use serde_json::{Value, json};

/// Every testee sees the end of its input when the suite goes; those that do not read it end too.
const AT_MOST: Duration = Duration::from_secs(60);
/// More than a line may hold.
const TOO_LONG: usize = (64 << 20) + 1;

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let mode = arguments.next().unwrap_or_else(|| "good".to_owned());
    let mut number = || arguments.next().and_then(|text| text.parse::<usize>().ok());
    let (good, megabytes) = (number().unwrap_or(2), number().unwrap_or(64));
    let mut output = io::stdout().lock();
    greet(&mode, &mut output)?;
    let mut asked = 0;
    for line in io::stdin().lock().lines() {
        let command: Value = serde_json::from_str(&line?)?;
        match command.get("cmd").and_then(Value::as_str) {
            Some("stop") if mode == "no-stop" => sleep(AT_MOST),
            Some("stop") if mode == "to-the-end" => {}
            Some("stop") if mode == "bad-stop" => exit(9),
            Some("stop") => return Ok(()),
            Some("run") => {
                asked += 1;
                let seq = command.get("seq").and_then(Value::as_u64).unwrap_or_default();
                if command.get("op").and_then(Value::as_str) == Some("scenario") {
                    play(&mode, seq, &command, &mut output)?;
                } else if asked > good {
                    misbehave(&mode, seq, megabytes, &mut output)?;
                } else {
                    accept(seq, &mut output)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Says hello without waiting to be asked, which nobody can tell from the outside.
fn greet(mode: &str, output: &mut impl Write) -> io::Result<()> {
    let protocol = if mode == "old-hello" { 2 } else { 1 };
    let name = json!({"name": "misbehave", "version": "1", "language": "rust"});
    match mode {
        "mute-hello" => return Ok(()),
        "exit-hello" => {
            eprintln!("cannot find module `emulator`");
            exit(0);
        }
        "crash-hello" => {
            eprintln!("cannot find module `emulator`");
            exit(7);
        }
        "babble-hello" => say(&json!("listening on port 3000"), output)?,
        _ if mode.starts_with("player") => {
            let capabilities = ["validate", "scenario", "set"];
            say(&json!({"protocol": 1, "testee": name, "capabilities": capabilities}), output)?;
        }
        _ => say(&json!({"protocol": protocol, "testee": name}), output)?,
    }
    if mode == "deaf" {
        sleep(AT_MOST);
    }
    Ok(())
}

/// Does to one question what the mode names.
fn misbehave(mode: &str, seq: u64, megabytes: usize, output: &mut impl Write) -> io::Result<()> {
    match mode {
        "crash" => {
            eprintln!("panic: index out of bounds");
            exit(3);
        }
        "exit" => exit(0),
        "signal" => abort(),
        "hang" => Ok(()),
        "garbage" => {
            output.write_all(b"\x1b[31mTypeError: \xff is not a function\n")?;
            output.flush()
        }
        "half-line" => {
            write!(output, "{{\"seq\":{seq},\"outcome\":\"acc")?;
            output.flush()?;
            exit(3);
        }
        "wrong-seq" => accept(seq + 7, output),
        "no-seq" => say(&json!({"outcome": "accept"}), output),
        "list" => say(&json!([seq, "accept"]), output),
        "skip" => say(&json!({"seq": seq, "skipped": true, "reason": "no time"}), output),
        "no-outcome" => say(&json!({"seq": seq}), output),
        "odd-outcome" => say(&json!({"seq": seq, "outcome": "maybe"}), output),
        "twice" => accept(seq, output).and_then(|()| accept(seq, output)),
        "long-message" => {
            say(&json!({"seq": seq, "outcome": "reject", "message": "no ".repeat(1 << 20)}), output)
        }
        "long-line" => repeat(b'x', TOO_LONG, output),
        "flood" => loop {
            say(&json!({"log": "still alive"}), output)?;
        },
        "stderr-flood" => {
            repeat(b'x', megabytes << 20, &mut io::stderr())?;
            eprintln!("\nthe end of the log");
            accept(seq, output)
        }
        _ => accept(seq, output),
    }
}

/// Answers every request of a scenario by a 200, or shows what the mode names.
fn play(mode: &str, seq: u64, command: &Value, output: &mut impl Write) -> io::Result<()> {
    let ok = json!({"status": 200, "body": "hello"});
    let steps = command.pointer("/scenario/steps").and_then(Value::as_array);
    let answer = |step: &Value| match step.get("batch").and_then(Value::as_array) {
        Some(requests) => Some(Value::from(vec![ok.clone(); requests.len()])),
        None => step.get("request").map(|_| ok.clone()),
    };
    let mut steps: Vec<Value> = steps.into_iter().flatten().filter_map(answer).collect();
    match mode {
        "player-silent" => return accept(seq, output),
        "player-lazy" => {
            return say(&json!({"seq": seq, "skipped": true, "reason": "no time"}), output);
        }
        "player-text" => return say(&json!({"seq": seq, "steps": "200"}), output),
        "player-short" => drop(steps.pop()),
        "player-flat" => steps = vec![json!(200); steps.len()],
        "player-long" => steps = vec![json!({"status": "x".repeat(1 << 20)}); steps.len()],
        _ => {}
    }
    say(&json!({"seq": seq, "steps": steps}), output)
}

fn accept(seq: u64, output: &mut impl Write) -> io::Result<()> {
    say(&json!({"seq": seq, "outcome": "accept"}), output)
}

fn say(line: &Value, output: &mut impl Write) -> io::Result<()> {
    writeln!(output, "{line}")?;
    output.flush()
}

/// Writes one byte many times, in blocks.
fn repeat(byte: u8, count: usize, output: &mut impl Write) -> io::Result<()> {
    let block = vec![byte; 1 << 20];
    let mut rest = count;
    while let Some(part) = block.get(..rest.min(block.len())).filter(|part| !part.is_empty()) {
        output.write_all(part)?;
        rest -= part.len();
    }
    output.flush()
}
