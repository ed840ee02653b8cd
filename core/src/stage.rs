//! The four places at which CloudFront calls a function.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// One of the four stages, in the order in which a request passes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// After the viewer's request arrived, before the cache is asked.
    ViewerRequest,
    /// On a cache miss, before the request goes to the origin.
    OriginRequest,
    /// After the origin answered, before the answer is stored.
    OriginResponse,
    /// Before the answer goes to the viewer.
    ViewerResponse,
}

impl Stage {
    /// All stages in flow order.
    pub const ALL: [Self; 4] =
        [Self::ViewerRequest, Self::OriginRequest, Self::OriginResponse, Self::ViewerResponse];

    /// Returns the name that CloudFront uses in `config.eventType`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ViewerRequest => "viewer-request",
            Self::OriginRequest => "origin-request",
            Self::OriginResponse => "origin-response",
            Self::ViewerResponse => "viewer-response",
        }
    }

    /// Returns the two letters that tables use.
    #[must_use]
    pub const fn abbreviation(self) -> &'static str {
        match self {
            Self::ViewerRequest => "VR",
            Self::OriginRequest => "OR",
            Self::OriginResponse => "OS",
            Self::ViewerResponse => "VS",
        }
    }

    /// Tells whether the function is given a request and may answer it itself.
    #[must_use]
    pub const fn is_request(self) -> bool {
        matches!(self, Self::ViewerRequest | Self::OriginRequest)
    }

    /// Tells whether the stage lies between the cache and the origin.
    #[must_use]
    pub const fn is_origin(self) -> bool {
        matches!(self, Self::OriginRequest | Self::OriginResponse)
    }

    const fn bit(self) -> u8 {
        match self {
            Self::ViewerRequest => 1,
            Self::OriginRequest => 2,
            Self::OriginResponse => 4,
            Self::ViewerResponse => 8,
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A text that names no stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownStage(pub String);

impl fmt::Display for UnknownStage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "unknown stage `{}`, want viewer-request, origin-request, origin-response or viewer-response",
            self.0
        )
    }
}

impl std::error::Error for UnknownStage {}

impl FromStr for Stage {
    type Err = UnknownStage;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|stage| stage.as_str() == text)
            .ok_or_else(|| UnknownStage(text.to_owned()))
    }
}

/// A set of stages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StageSet(u8);

impl StageSet {
    /// Every stage.
    pub const ALL: Self = Self::of(&Stage::ALL);
    /// The two stages at which a function is given a request.
    pub const REQUEST: Self = Self::of(&[Stage::ViewerRequest, Stage::OriginRequest]);
    /// The two stages at which a function is given a response.
    pub const RESPONSE: Self = Self::of(&[Stage::OriginResponse, Stage::ViewerResponse]);
    /// The stages at which a result may carry a response body.
    pub const BODY: Self =
        Self::of(&[Stage::ViewerRequest, Stage::OriginRequest, Stage::OriginResponse]);

    /// Returns the set of the given stages.
    #[must_use]
    pub const fn of(stages: &[Stage]) -> Self {
        let mut bits = 0;
        let mut rest = stages;
        while let [first, tail @ ..] = rest {
            bits |= first.bit();
            rest = tail;
        }
        Self(bits)
    }

    /// Tells whether `stage` is in the set.
    #[must_use]
    pub const fn contains(self, stage: Stage) -> bool {
        self.0 & stage.bit() != 0
    }

    /// Returns the stages of the set in flow order.
    pub fn iter(self) -> impl Iterator<Item = Stage> {
        Stage::ALL.into_iter().filter(move |stage| self.contains(*stage))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip() {
        for stage in Stage::ALL {
            assert_eq!(stage.as_str().parse(), Ok(stage));
        }
        assert!("Viewer-Request".parse::<Stage>().is_err());
    }

    #[test]
    fn a_set_holds_what_it_was_made_of() {
        assert!(StageSet::REQUEST.iter().eq([Stage::ViewerRequest, Stage::OriginRequest]));
        assert!(!StageSet::BODY.contains(Stage::ViewerResponse));
        assert!(StageSet::ALL.iter().eq(Stage::ALL));
    }
}
