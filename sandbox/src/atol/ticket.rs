//! A document that was handed over, and the token that opens the door.

use chrono::FixedOffset;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::answer::error;
use super::form;
use crate::clock::Moment;
use crate::desk::Desk;
use crate::receipt::{ReceiptStatus, STORAGE};

/// The cash registers stand in Moscow.
const ZONE: FixedOffset = FixedOffset::east_opt(3 * 3600).unwrap();

/// An instant as the protocol writes it, by the clocks of the cash registers.
pub(super) fn written(at: Moment) -> String {
    at.with_timezone(&ZONE).format("%d.%m.%Y %H:%M:%S").to_string()
}

/// A token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// What is sent in the header `Token`.
    pub text: String,
    /// When it ends.
    pub until: Moment,
}

/// What a document tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// Money that came in.
    Sell,
    /// Money that went back.
    SellRefund,
    /// Money that came in and was not told of, or wrongly.
    SellCorrection,
}

impl Operation {
    /// By the word in the path.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "sell" => Some(Self::Sell),
            "sell_refund" => Some(Self::SellRefund),
            "sell_correction" => Some(Self::SellCorrection),
            _ => None,
        }
    }
}

/// A document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// The id under which its report is asked for.
    pub uuid: String,
    /// The merchant's own key.
    pub external_id: String,
    /// Group of cash registers.
    pub group: String,
    /// What it tells of.
    pub operation: Operation,
    /// When it was handed over.
    pub created_at: Moment,
    /// When the cash register is done with it.
    pub leaves_at: Moment,
    /// Whether the cash register refuses it.
    pub is_refused: bool,
    /// The register's number of the document.
    pub document: u64,
    /// The register's sign.
    pub sign: u64,
    /// What the merchant sent.
    pub request: Value,
}

impl Ticket {
    /// Takes a document in.
    #[must_use]
    pub fn new(desk: &Desk<'_>, group: &str, operation: Operation, request: Value) -> Self {
        let number = |digits: usize| {
            let digits = format!("{}{}", desk.dice.draw(b"123456789", 1), desk.dice.digits(digits - 1));
            digits.parse().unwrap_or(1)
        };
        Self {
            uuid: desk.dice.id(desk.now, "0a01"),
            external_id: request["external_id"].as_str().unwrap_or_default().to_owned(),
            group: group.to_owned(),
            operation,
            created_at: desk.now,
            leaves_at: desk.now + desk.receipts.delay(),
            is_refused: desk.receipts.refuse,
            document: number(6),
            sign: number(9),
            request,
        }
    }

    /// Where ATOL tells that it is done.
    #[must_use]
    pub fn callback_url(&self) -> Option<&str> {
        self.request["service"]["callback_url"].as_str().filter(|url| url.starts_with("http"))
    }

    /// The report of the protocol.
    #[must_use]
    pub fn report(&self, now: Moment) -> Value {
        let (status, error, payload) = match ReceiptStatus::at(now, Some(self.leaves_at), self.is_refused) {
            ReceiptStatus::Pending => {
                ("wait", error(34, "the document is not processed yet", "system"), Value::Null)
            }
            ReceiptStatus::Canceled => {
                ("fail", error(3, "the clock of the cash register is wrong", "agent"), Value::Null)
            }
            ReceiptStatus::Succeeded => ("done", Value::Null, self.payload()),
        };
        json!({
            "uuid": self.uuid,
            "external_id": self.external_id,
            "status": status,
            "error": error,
            "payload": payload,
            "timestamp": written(now),
            "group_code": self.group,
            "daemon_code": "sandbox",
            "device_code": "sandbox-1",
            "callback_url": self.callback_url().unwrap_or_default(),
        })
    }

    fn payload(&self) -> Value {
        json!({
            "total": form::total(self.operation, &self.request),
            "fns_site": "www.nalog.ru",
            "fn_number": STORAGE,
            "shift_number": 1,
            "receipt_datetime": written(self.leaves_at),
            "fiscal_receipt_number": 1,
            "fiscal_document_number": self.document,
            "ecr_registration_number": "0000111118041361",
            "fiscal_document_attribute": self.sign,
        })
    }
}
