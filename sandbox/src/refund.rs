//! Money on its way back to the payer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::amount::Kopecks;
use crate::clock::{Moment, wire};
use crate::method::{MethodKind, Payer};

/// Where a refund stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundStatus {
    /// On its way.
    Pending,
    /// The money is back.
    #[default]
    Succeeded,
    /// The bank refused; the money stays where it was.
    Canceled,
}

/// A refund; the sandbox's bank carries it out at once, unless it is told to take its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    /// 36 characters.
    pub id: String,
    /// The payment whose money goes back.
    pub payment_id: String,
    /// How much.
    pub amount: Kopecks,
    /// When.
    pub created_at: Moment,
    /// Why, in the merchant's words.
    pub description: Option<String>,
    /// The merchant's own notes.
    pub metadata: BTreeMap<String, String>,
    /// Who had paid.
    pub payer: Option<Payer>,
    /// The fiscal receipt that the merchant asked for.
    #[serde(default)]
    pub receipt: Option<Value>,
    /// Where it stands.
    #[serde(default)]
    pub status: RefundStatus,
    /// When it ends, if not at once.
    #[serde(default)]
    pub due: Option<Moment>,
    /// Whether the bank refuses it in the end.
    #[serde(default)]
    pub is_refused: bool,
}

impl Refund {
    /// When it ends.
    #[must_use]
    pub fn settles_at(&self) -> Moment {
        self.due.unwrap_or(self.created_at)
    }

    /// The refund object of the protocol.
    #[must_use]
    pub fn wire(&self) -> Value {
        let mut object = json!({
            "id": self.id,
            "payment_id": self.payment_id,
            "status": self.status,
            "created_at": wire(self.created_at),
            "amount": self.amount.wire(),
        });
        if let Some(description) = &self.description {
            object["description"] = json!(description);
        }
        if !self.metadata.is_empty() {
            object["metadata"] = json!(self.metadata);
        }
        if self.status == RefundStatus::Canceled {
            object["cancellation_details"] = json!({ "party": "yoo_money", "reason": "rejected_by_payee" });
        }
        match &self.payer {
            Some(payer) if payer.kind == MethodKind::Sbp => {
                object["refund_method"] =
                    json!({ "type": "sbp", "sbp_operation_id": payer.sbp_operation_id });
            }
            Some(payer) => object["refund_authorization_details"] = json!({ "rrn": payer.rrn }),
            None => {}
        }
        object
    }
}
