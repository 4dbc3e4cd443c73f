//! A notification: what the merchant is told, and whether it has heard.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::clock::Moment;

/// Whether the merchant has heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// Is being sent until somebody answers 200.
    Waiting,
    /// Answered with 200.
    Delivered,
    /// Given up: dropped on demand, or nobody answered for a day.
    Lost,
}

impl Delivery {
    /// Its name, as the journal writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Delivered => "delivered",
            Self::Lost => "lost",
        }
    }
}

/// A notification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The sandbox's own number of it.
    pub id: String,
    /// The event, `payment.succeeded` and so on.
    pub event: String,
    /// The object as it was when the event happened.
    pub object: Value,
    /// When the event happened.
    pub created_at: Moment,
    /// When the acquirer learns of it.
    pub due: Moment,
    /// Whether the merchant has heard.
    pub delivery: Delivery,
    /// Where it goes, if not where the acquirer's notifications go.
    #[serde(default)]
    pub url: Option<String>,
}

impl Notice {
    /// The body that the merchant receives.
    #[must_use]
    pub fn body(&self) -> Value {
        if self.url.is_some() {
            return self.object.clone();
        }
        json!({ "type": "notification", "event": self.event, "object": self.object })
    }
}
