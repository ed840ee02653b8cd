//! Flaws of the oracle: what can go wrong in judging a result.

use edgecase_core::RuleId;

super::flaws! {
    /// A seeded bug of the oracle.
    ResultFlaw of RuleId {
        StatusRangeEnd "status-range-end" StatusRange: "Takes 600 for a status.";
    }
}
