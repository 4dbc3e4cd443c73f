//! Answers that are there before anybody asks.

use serde::{Deserialize, Serialize};

/// The answers and the words that tell of danger, in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FaqView {
    /// In the order of the operator's file.
    pub answers: Vec<FaqAnswer>,
    /// Phrases that tell of danger to life: whoever writes them has to call, not to write. A phrase stands in a text when
    /// each of its words begins some word of it.
    pub danger: Vec<String>,
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FaqAnswer {
    /// Its id.
    pub id: String,
    /// The question as people ask it.
    pub question: String,
    /// The answer.
    pub answer: String,
    /// Key words by which it is found, each a beginning.
    pub keys: Vec<String>,
    /// Path of the page where it is done; empty when there is none.
    #[serde(default)]
    pub page: String,
}

/// How often answers have helped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FaqUse {
    /// In the order of the operator's file.
    pub items: Vec<FaqHelped>,
}

/// How often an answer has helped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FaqHelped {
    /// Its id.
    pub id: String,
    /// The question.
    pub question: String,
    /// How often somebody said that it helped.
    pub helped: i64,
}
