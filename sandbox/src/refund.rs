//! Money on its way back to the payer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::amount::Kopecks;
use crate::clock::{Moment, wire};
use crate::method::{MethodKind, Payer};

/// A refund; the sandbox's bank carries it out at once.
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
}

impl Refund {
    /// The refund object of the protocol.
    #[must_use]
    pub fn wire(&self) -> Value {
        let mut object = json!({
            "id": self.id,
            "payment_id": self.payment_id,
            "status": "succeeded",
            "created_at": wire(self.created_at),
            "amount": self.amount.wire(),
        });
        if let Some(description) = &self.description {
            object["description"] = json!(description);
        }
        if !self.metadata.is_empty() {
            object["metadata"] = json!(self.metadata);
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
