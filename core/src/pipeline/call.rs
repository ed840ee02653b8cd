//! Calling a function, and judging what it hands back.

use super::Edge;
use super::trace::{CallEnd, Moment};
use super::world::{Called, World};
use crate::distribution::{BehaviorId, Select};
use crate::event::Event;
use crate::exchange::Exchange;
use crate::fault::Fault;
use crate::names::RESTRICTED_2018;
use crate::outcome::Outcome;
use crate::request::Request;
use crate::response::Response;
use crate::stage::Stage;
use crate::validate::validate;
use crate::verdict::Verdict;

/// What a function handed back, judged.
pub(super) enum Handed {
    Request(Box<Request>),
    Response(Box<Response>),
    Fault(Fault),
}

impl Edge<'_> {
    /// Calls a function that is there.
    pub(super) fn call(
        &self,
        behavior: BehaviorId,
        stage: Stage,
        event: Event,
        trace: &mut Vec<Moment>,
        world: &mut impl World,
    ) -> Handed {
        let (handed, end) = match world.call(behavior, stage, &event) {
            Called::Fault(fault) => (Handed::Fault(fault), CallEnd::Failed(fault, Vec::new())),
            Called::Result(bytes) => self.judge(behavior, stage, &event, &bytes),
        };
        trace.push(Moment::Called { stage, event: Box::new(event), end });
        handed
    }

    fn judge(
        &self,
        behavior: BehaviorId,
        stage: Stage,
        event: &Event,
        bytes: &[u8],
    ) -> (Handed, CallEnd) {
        let caches_on = self.caches_on(behavior);
        let exchange = Exchange { caches_on: Some(&caches_on), ..Exchange::new(stage, event) };
        match validate(exchange, bytes, self.profile) {
            Verdict::Accept { outcome: Outcome::Continue(request), .. } => {
                (Handed::Request(Box::new(request.normalise())), CallEnd::Passed)
            }
            Verdict::Accept { outcome: Outcome::Respond(response), .. } => {
                let response = response.normalise();
                let status = response.status.parse().unwrap_or_default();
                let end = match stage.is_request() {
                    true => CallEnd::Generated(status),
                    false => CallEnd::Passed,
                };
                (Handed::Response(Box::new(response)), end)
            }
            Verdict::Reject(violations) => {
                let rules = violations.iter().map(|violation| violation.rule).collect();
                (Handed::Fault(Fault::Invalid), CallEnd::Failed(Fault::Invalid, rules))
            }
        }
    }

    /// Returns the headers that a behaviour caches on.
    fn caches_on(&self, behavior: BehaviorId) -> Vec<String> {
        match &self.behavior(behavior).key.headers {
            Select::List(names) => names.iter().map(|name| name.to_ascii_lowercase()).collect(),
            // The only names that are ever asked for.
            Select::All => RESTRICTED_2018.iter().map(|name| (*name).to_owned()).collect(),
            Select::None | Select::Except(_) => Vec::new(),
        }
    }
}
