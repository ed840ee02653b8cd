//! Flaws of the model: what can go wrong between a request and its answer.

use edgecase_core::PipelineRuleId;

super::flaws! {
    /// A seeded bug of the model.
    PipelineFlaw of PipelineRuleId {
        ViewerRequestStored "viewer-request-stored" GeneratedViewerRequest: "Stores a response that viewer-request generated.";
    }
}
