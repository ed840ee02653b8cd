//! Any bytes as an event.

use edgecase_core::{Event, Profile, Stage};

use super::{Broken, Reach};
use crate::agreement::compare;
use crate::oracle::{Question, judge};
use crate::testee::Flawed;

/// What a function hands back that changes nothing: the response where there is one, at response
/// stages, else the request.
pub(super) fn event_bytes(data: &[u8], twin: Flawed) -> Result<Reach, Broken> {
    let Ok(event) = Event::from_json(data) else { return Ok(Reach::Door) };
    let text = event.to_json();
    let again = Event::from_json(text.as_bytes())
        .map_err(|error| Broken::new(format!("it is written as {text}, which reads: {error}")))?;
    // Lines of one name that stand apart are written together, so the text is what has to last.
    if again.to_json() != text {
        return Err(Broken::new(format!("it is written as {text}, which reads as another")));
    }
    let result = match &event.response {
        Some(response) => serde_json::to_vec(response),
        None => serde_json::to_vec(&event.request),
    };
    let result = result.map_err(|error| Broken::new(format!("no JSON of it: {error}")))?;
    let text = std::str::from_utf8(data).map_err(|error| {
        Broken::new(format!("the event is read, though it is no text: {error}"))
    })?;
    let profile = Profile::default();
    let flaw = twin.of_oracle();
    let question =
        Question { flaw, ..Question::new(Stage::ViewerRequest, text, &result, &profile) };
    judge(&question).map_err(|error| {
        Broken::new(format!("the reference reads the event, the oracle does not: {error}"))
    })?;
    for stage in Stage::ALL {
        if stage.is_request() || event.response.is_some() {
            compare(&Question { stage, ..question })?;
        }
    }
    Ok(Reach::Oracle)
}
