//! Fiscal receipts of the acquirer's cash register: those that come with a payment or a refund, and those that the
//! merchant asks for afterwards.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::clock::{Moment, wire};
use crate::desk::Desk;

/// What the cash register's storage is called.
pub const STORAGE: &str = "9960440300000001";

/// Where a receipt stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiptStatus {
    /// The cash register has it in its queue.
    Pending,
    /// Printed.
    Succeeded,
    /// It will never be.
    Canceled,
}

impl ReceiptStatus {
    /// The protocol's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Succeeded => "succeeded",
            Self::Canceled => "canceled",
        }
    }

    /// Of something that leaves the queue at an instant.
    #[must_use]
    pub fn at(now: Moment, leaves: Option<Moment>, is_refused: bool) -> Self {
        match leaves {
            Some(leaves) if now >= leaves && is_refused => Self::Canceled,
            Some(leaves) if now >= leaves => Self::Succeeded,
            _ => Self::Pending,
        }
    }
}

/// A receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Starts with `rt-`.
    pub id: String,
    /// The payment that it belongs to.
    pub payment_id: String,
    /// The refund that it belongs to, if it is about money that went back.
    #[serde(default)]
    pub refund_id: Option<String>,
    /// When the acquirer heard of it; of former times, when it was printed.
    #[serde(default)]
    pub created_at: Option<Moment>,
    /// When the cash register prints it.
    pub registered_at: Moment,
    /// Whether the cash register refuses it in place of printing.
    #[serde(default)]
    pub is_refused: bool,
    /// The register's number of the document.
    pub fiscal_document_number: String,
    /// The register's sign.
    pub fiscal_attribute: String,
    /// What the merchant asked to print.
    pub request: Value,
}

impl Receipt {
    /// Takes in what the merchant asks to print, at `heard`.
    #[must_use]
    pub fn new(
        desk: &Desk<'_>,
        heard: Moment,
        payment_id: &str,
        refund_id: Option<&str>,
        request: Value,
    ) -> Self {
        let number =
            |digits: usize| format!("{}{}", desk.dice.draw(b"123456789", 1), desk.dice.digits(digits - 1));
        Self {
            id: format!("rt-{}", desk.dice.id(desk.now, "0004")),
            payment_id: payment_id.to_owned(),
            refund_id: refund_id.map(str::to_owned),
            created_at: Some(heard),
            registered_at: heard + desk.receipts.delay(),
            is_refused: desk.receipts.refuse,
            fiscal_document_number: number(6),
            fiscal_attribute: number(10),
            request,
        }
    }

    /// Whether the acquirer knows of it.
    #[must_use]
    pub fn is_known(&self, now: Moment) -> bool {
        self.created_at.unwrap_or(self.registered_at) <= now
    }

    /// Where it stands.
    #[must_use]
    pub fn status_at(&self, now: Moment) -> ReceiptStatus {
        ReceiptStatus::at(now, Some(self.registered_at), self.is_refused)
    }

    /// The receipt object of the protocol.
    #[must_use]
    pub fn wire(&self, now: Moment) -> Value {
        let status = self.status_at(now);
        let mut object = json!({
            "id": self.id,
            "type": if self.refund_id.is_some() { "refund" } else { "payment" },
            "payment_id": self.payment_id,
            "status": status.name(),
            "items": self.request["items"],
        });
        if let Some(refund) = &self.refund_id {
            object["refund_id"] = json!(refund);
        }
        if status == ReceiptStatus::Succeeded {
            object["fiscal_document_number"] = json!(self.fiscal_document_number);
            object["fiscal_storage_number"] = json!(STORAGE);
            object["fiscal_attribute"] = json!(self.fiscal_attribute);
            object["registered_at"] = json!(wire(self.registered_at));
            object["fiscal_provider_id"] = json!("sandbox");
        }
        for name in [
            "tax_system_code",
            "internet",
            "settlements",
            "receipt_industry_details",
            "receipt_operational_details",
        ] {
            if let Some(value) = self.request.get(name) {
                object[name] = value.clone();
            }
        }
        object
    }
}
