//! A testee that has said hello.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{Answer, Misbehaviour, PlayScenario, StartError, Testee, Validate};
use crate::invariant::Frame;
use crate::protocol::Hello;
use crate::scenario::Scenario;

/// A testee that has said hello: it repeats what it said without being started anew.
///
/// It counts the questions, and a panic of a testee in this process is a crash and no end.
pub struct Greeted<'t> {
    testee: &'t mut dyn Testee,
    hello: Hello,
    questions: u64,
    misbehaviours: u64,
    last: Option<Misbehaviour>,
}

impl std::fmt::Debug for Greeted<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Greeted").field("hello", &self.hello).finish_non_exhaustive()
    }
}

impl<'t> Greeted<'t> {
    /// Starts a testee.
    ///
    /// # Errors
    /// When it cannot be started or does not speak the protocol.
    pub fn new(testee: &'t mut dyn Testee) -> Result<Self, StartError> {
        let hello = testee.hello()?;
        Ok(Self { testee, hello, questions: 0, misbehaviours: 0, last: None })
    }

    /// Tells whether it announced a capability.
    #[must_use]
    pub fn announces(&self, capability: &str) -> bool {
        self.hello.announces(capability)
    }

    /// Returns how many questions it was put.
    #[must_use]
    pub const fn questions(&self) -> u64 {
        self.questions
    }

    /// Returns how often it gave no answer that counts.
    #[must_use]
    pub const fn misbehaviours(&self) -> u64 {
        self.misbehaviours
    }

    /// Returns how it gave no answer that counts, the last time that it did so.
    #[must_use]
    pub const fn misbehaviour(&self) -> Option<&Misbehaviour> {
        self.last.as_ref()
    }

    fn ask<T>(&mut self, question: impl FnOnce(&mut dyn Testee) -> T) -> Result<T, Misbehaviour> {
        self.questions += 1;
        // What a panic leaves behind is the testee's own matter; that it panicked is told.
        let asked = catch_unwind(AssertUnwindSafe(|| question(self.testee)));
        asked.map_err(|panic| Misbehaviour::Crash { status: format!("a panic: {}", said(&*panic)) })
    }

    fn count(&mut self, answer: Result<Answer, Misbehaviour>) -> Answer {
        let answer = answer.unwrap_or_else(Answer::Misbehaved);
        if let Answer::Misbehaved(how) = &answer {
            self.misbehaviours += 1;
            self.last = Some(how.clone());
        }
        answer
    }
}

/// Returns the message of a panic.
fn said(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message")
}

impl Testee for Greeted<'_> {
    fn hello(&mut self) -> Result<Hello, StartError> {
        Ok(self.hello.clone())
    }

    fn validate(&mut self, question: &Validate<'_>) -> Answer {
        let answer = self.ask(|testee| testee.validate(question));
        self.count(answer)
    }

    fn scenario(&mut self, question: &PlayScenario<'_>) -> Answer {
        let answer = self.ask(|testee| testee.scenario(question));
        self.count(answer)
    }

    fn frames(&mut self, scenario: &Scenario) -> Option<Vec<Frame>> {
        self.ask(|testee| testee.frames(scenario)).ok().flatten()
    }
}

#[cfg(test)]
mod tests {
    use edgecase_core::Stage;

    use super::*;
    use crate::example::ResultExample;
    use crate::testee::Reference;

    struct Panics;

    impl Testee for Panics {
        fn hello(&mut self) -> Result<Hello, StartError> {
            Reference.hello()
        }

        fn validate(&mut self, _: &Validate<'_>) -> Answer {
            panic!("at {}", 7)
        }
    }

    #[test]
    fn a_panic_is_a_crash() {
        let mut panics = Panics;
        let mut testee = Greeted::new(&mut panics).expect("a hello");
        let example = ResultExample::new(Stage::ViewerRequest, "{}", "{}");
        let status = "a panic: at 7".to_owned();
        let crash = Answer::Misbehaved(Misbehaviour::Crash { status });
        assert_eq!(testee.validate(&example.question()), crash);
        assert_eq!((testee.questions(), testee.misbehaviours()), (1, 1));
    }
}
