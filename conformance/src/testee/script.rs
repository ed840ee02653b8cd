//! A testee whose words are written down beforehand, without a program: it tests the suite.

use std::collections::VecDeque;
use std::io::Cursor;
use std::time::Duration;

use edgecase_core::profile::Edition;

use super::talk::{Heard, Program, Talk, Wire};
use super::{Misbehaviour, StartError, Testee};

/// How long it would be waited for.
const TIMEOUT: Duration = Duration::from_secs(1);

/// Starts a line that is said without being asked.
const UNASKED: u8 = 1;

/// Stands for silence in place of a line: the testee hangs.
const SILENCE: &[u8] = b"\x02\n";

/// Makes a testee that says what it was given, whatever it is asked.
///
/// Between one start and the next there is a zero byte. A line that starts with byte 1 is said unasked,
/// and one of byte 2 alone is never said: the testee hangs there.
pub(crate) fn script(said: &[u8]) -> impl Testee {
    let starts = said.split(|byte| *byte == 0).map(<[u8]>::to_vec).collect();
    Talk::new(Starts(starts), Edition::Current, TIMEOUT)
}

/// What is said at each start.
#[derive(Debug)]
struct Starts(VecDeque<Vec<u8>>);

/// What is left of one start.
#[derive(Debug)]
struct Words(Cursor<Vec<u8>>);

impl Program for Starts {
    type Wire = Words;

    fn start(&mut self) -> Result<Words, StartError> {
        self.0.pop_front().map(|said| Words(Cursor::new(said))).ok_or_else(|| {
            let reason = "there is nothing more to say".to_owned();
            StartError::Spawn { program: "script".to_owned(), reason }
        })
    }

    fn log(&self) -> String {
        String::new()
    }
}

impl Words {
    fn next_is(&self, start: &[u8]) -> bool {
        let at = usize::try_from(self.0.position()).unwrap_or(usize::MAX);
        self.0.get_ref().get(at..).is_some_and(|rest| rest.starts_with(start))
    }
}

impl Wire for Words {
    fn say(&mut self, _: Vec<u8>) {}

    fn unasked(&mut self) -> Option<Heard> {
        if !self.next_is(&[UNASKED]) {
            return None;
        }
        self.0.set_position(self.0.position().saturating_add(1));
        Some(Heard::read(&mut self.0))
    }

    fn hear(&mut self, timeout: Duration) -> Result<Heard, Misbehaviour> {
        if self.next_is(SILENCE) {
            return Err(Misbehaviour::Timeout(timeout));
        }
        Ok(Heard::read(&mut self.0))
    }

    fn goes_on(&mut self) -> bool {
        !self.next_is(SILENCE) && matches!(Heard::read(&mut self.0), Heard::Line(_))
    }

    fn end(&mut self) {}
}
