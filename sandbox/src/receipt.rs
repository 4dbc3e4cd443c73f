//! Fiscal receipts that the acquirer registers along with a payment.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::clock::{Moment, wire};
use crate::dice::Dice;
use crate::payment::Payment;

/// A registered receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Starts with `rt-`.
    pub id: String,
    /// The payment that it belongs to.
    pub payment_id: String,
    /// When the cash register took it.
    pub registered_at: Moment,
    /// The register's number of the document.
    pub fiscal_document_number: String,
    /// The register's sign.
    pub fiscal_attribute: String,
    /// What the merchant asked to print.
    pub request: Value,
}

impl Receipt {
    /// Registers the receipt that came with a payment.
    #[must_use]
    pub fn register(payment: &Payment, now: Moment, dice: &Dice) -> Option<Self> {
        Some(Self {
            id: format!("rt-{}", dice.id(now, "0004")),
            payment_id: payment.id.clone(),
            registered_at: now,
            fiscal_document_number: dice.digits(6),
            fiscal_attribute: dice.digits(10),
            request: payment.receipt.clone()?,
        })
    }

    /// The receipt object of the protocol.
    #[must_use]
    pub fn wire(&self) -> Value {
        let mut object = json!({
            "id": self.id,
            "type": "payment",
            "payment_id": self.payment_id,
            "status": "succeeded",
            "fiscal_document_number": self.fiscal_document_number,
            "fiscal_storage_number": "9960440300000001",
            "fiscal_attribute": self.fiscal_attribute,
            "registered_at": wire(self.registered_at),
            "fiscal_provider_id": "sandbox",
            "items": self.request["items"],
        });
        for name in ["tax_system_code", "internet", "receipt_industry_details", "receipt_operational_details"]
        {
            if let Some(value) = self.request.get(name) {
                object[name] = value.clone();
            }
        }
        object
    }
}
