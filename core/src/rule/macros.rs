//! The macro behind the rule table.

/// Makes `RuleId`, its texts and the look-up of rows from the rows of the table.
macro_rules! rules {
    ($($variant:ident = $id:literal {
        text: $text:literal,
        breach: $breach:literal,
        fix: $fix:literal,
        stages: $stages:expr,
        level: $level:expr,
        $(since: $since:expr,)?
        effect: $effect:expr,
        evidence: [$($evidence:expr),+ $(,)?],
        rows: [$($row:literal),* $(,)?] $(,)?
    })+) => {
        /// The name of a rule: a slug `group/name` that is never reused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RuleId {
            $(#[doc = concat!("`", $id, "`: ", $text)] $variant),+
        }

        impl RuleId {
            /// Every rule, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Returns the slug.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $id),+
                }
            }
        }
        pub(super) fn row(id: RuleId) -> &'static Rule {
            match id {
                $(RuleId::$variant => {
                    const ROW: &Rule = &Rule {
                        id: RuleId::$variant,
                        text: $text,
                        breach: $breach,
                        fix: $fix,
                        stages: $stages,
                        evidence: &[$($evidence),+],
                        rows: &[$($row),*],
                        levels: $level,
                        since: { let since = Edition::E2018_01; $(let since = { _ = since; $since };)? since },
                        effect: $effect,
                    };
                    ROW
                }),+
            }
        }
    };
}
pub(super) use rules;

/// Makes `PipelineRuleId`, its texts and the look-up of rows from the rows of the pipeline table.
macro_rules! pipeline_rules {
    ($($variant:ident = $id:literal {
        text: $text:literal,
        level: $level:expr,
        $(since: $since:expr,)?
        evidence: [$($evidence:expr),+ $(,)?],
        rows: [$($row:literal),* $(,)?] $(,)?
    })+) => {
        /// The name of a pipeline rule: a slug `group/name` that is never reused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum PipelineRuleId {
            $(#[doc = concat!("`", $id, "`: ", $text)] $variant),+
        }

        impl PipelineRuleId {
            /// Every pipeline rule, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Returns the slug.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $id),+
                }
            }

            /// Returns the row of the rule.
            #[must_use]
            pub const fn rule(self) -> &'static PipelineRule {
                match self {
                    $(Self::$variant => {
                        const ROW: &PipelineRule = &PipelineRule {
                            id: PipelineRuleId::$variant,
                            text: $text,
                            level: $level,
                            evidence: &[$($evidence),+],
                            rows: &[$($row),*],
                            since: { let since = Edition::E2018_01; $(let since = { _ = since; $since };)? since },
                        };
                        ROW
                    }),+
                }
            }
        }
    };
}
pub(super) use pipeline_rules;
