//! A payment and its life: `pending → waiting_for_capture → succeeded | canceled`, the last two for ever.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::amount::Kopecks;
use crate::clock::Moment;
use crate::method::{MethodKind, Payer};

/// How long a link to the bank's page lives.
const LINK_LIVES: TimeDelta = TimeDelta::hours(1);
/// How long money stays held before it goes back to the payer.
const HOLD_LIVES: TimeDelta = TimeDelta::days(7);

/// Where a payment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Waits for the payer.
    Pending,
    /// The money is held; the merchant decides.
    WaitingForCapture,
    /// The money is taken.
    Succeeded,
    /// Nothing is taken and nothing will be.
    Canceled,
}

impl Status {
    /// The protocol's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::WaitingForCapture => "waiting_for_capture",
            Self::Succeeded => "succeeded",
            Self::Canceled => "canceled",
        }
    }

    /// The event that tells the merchant about it.
    #[must_use]
    pub fn event(self) -> Option<&'static str> {
        match self {
            Self::Pending => None,
            Self::WaitingForCapture => Some("payment.waiting_for_capture"),
            Self::Succeeded => Some("payment.succeeded"),
            Self::Canceled => Some("payment.canceled"),
        }
    }
}

/// How the payer is led to the bank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Confirmation {
    /// The bank's page, and back.
    Redirect {
        /// Where the payer returns to.
        return_url: String,
    },
    /// A QR code that the merchant draws.
    Qr {
        /// Where the payer's bank may lead afterwards.
        return_url: Option<String>,
        /// What the code holds.
        data: String,
    },
    /// A form inside the merchant's page.
    Embedded {
        /// What the form is started with.
        token: String,
    },
}

impl Confirmation {
    /// Where the payer goes afterwards.
    #[must_use]
    pub fn return_url(&self) -> Option<&str> {
        match self {
            Self::Redirect { return_url } => Some(return_url),
            Self::Qr { return_url, .. } => return_url.as_deref(),
            Self::Embedded { .. } => None,
        }
    }
}

/// Who ended a payment, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cancellation {
    /// `merchant`, `yoo_money` or `payment_network`.
    pub party: String,
    /// The protocol's reason.
    pub reason: String,
}

impl Cancellation {
    /// Ended by `party` for `reason`.
    #[must_use]
    pub fn new(party: &str, reason: &str) -> Self {
        Self { party: party.to_owned(), reason: reason.to_owned() }
    }
}

/// The action does not fit the state; the payment is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrongState(pub Status);

/// A payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// 36 characters.
    pub id: String,
    /// Where it stands in truth; the merchant sees [`Payment::status_at`].
    pub status: Status,
    /// What is asked; after a capture, what was taken.
    pub amount: Kopecks,
    /// When it was created.
    pub created_at: Moment,
    /// Whether the money is taken at once, without a hold.
    pub capture: bool,
    /// Words for the payer.
    pub description: Option<String>,
    /// The merchant's own notes.
    pub metadata: BTreeMap<String, String>,
    /// The merchant's name for the payer.
    pub merchant_customer_id: Option<String>,
    /// The way of paying that the merchant asked for.
    pub wanted: Option<MethodKind>,
    /// Whether the merchant asked to keep the method.
    pub save_method: bool,
    /// The kept method that pays, when the payer is not asked.
    pub charged_method: Option<String>,
    /// How the payer is led to the bank.
    pub confirmation: Option<Confirmation>,
    /// The fiscal receipt that the merchant asked for.
    pub receipt: Option<Value>,
    /// When the cash register is done with it.
    #[serde(default)]
    pub receipt_leaves: Option<Moment>,
    /// Whether the cash register refuses it in the end.
    #[serde(default)]
    pub is_receipt_refused: bool,
    /// Who paid.
    pub payer: Option<Payer>,
    /// When the money was taken.
    pub captured_at: Option<Moment>,
    /// When a hold ends by itself.
    pub expires_at: Option<Moment>,
    /// Until when the acquirer does not know yet what the bank knows.
    pub hidden_until: Option<Moment>,
    /// Why it was canceled.
    pub cancellation: Option<Cancellation>,
    /// What went back to the payer.
    pub refunded: Kopecks,
}

impl Payment {
    /// The status that the merchant sees: the bank's word may take its time.
    #[must_use]
    pub fn status_at(&self, now: Moment) -> Status {
        if self.hidden_until.is_some_and(|until| now < until) { Status::Pending } else { self.status }
    }

    /// The payer pays. The bank knows at once; the acquirer, after `delay`.
    ///
    /// # Errors
    /// When it no longer waits for the payer.
    pub fn pay(&mut self, now: Moment, payer: Payer, delay: TimeDelta) -> Result<(), WrongState> {
        self.expect(Status::Pending)?;
        self.payer = Some(payer);
        self.hidden_until = (delay > TimeDelta::zero()).then(|| now + delay);
        if self.capture {
            self.status = Status::Succeeded;
            self.captured_at = Some(now);
        } else {
            self.status = Status::WaitingForCapture;
            self.expires_at = Some(now + HOLD_LIVES);
        }
        Ok(())
    }

    /// The payer, or the payer's bank, says no.
    ///
    /// # Errors
    /// When it no longer waits for the payer.
    pub fn decline(&mut self, reason: &str) -> Result<(), WrongState> {
        self.expect(Status::Pending)?;
        self.end(Cancellation::new("payment_network", reason));
        Ok(())
    }

    /// The merchant takes the held money, or a part of it; the rest goes back.
    ///
    /// # Errors
    /// When no money is held.
    pub fn capture(&mut self, now: Moment, amount: Kopecks) -> Result<(), WrongState> {
        self.expect(Status::WaitingForCapture)?;
        self.status = Status::Succeeded;
        self.amount = amount;
        self.captured_at = Some(now);
        Ok(())
    }

    /// The merchant lets the held money go.
    ///
    /// # Errors
    /// When no money is held.
    pub fn cancel(&mut self) -> Result<(), WrongState> {
        self.expect(Status::WaitingForCapture)?;
        self.end(Cancellation::new("merchant", "canceled_by_merchant"));
        Ok(())
    }

    /// What time alone does to it: links and holds end. Tells whether anything changed.
    pub fn pass_time(&mut self, now: Moment) -> bool {
        let reason = match self.status {
            Status::Pending if now >= self.created_at + LINK_LIVES => "expired_on_confirmation",
            Status::WaitingForCapture if self.expires_at.is_some_and(|end| now >= end) => {
                "expired_on_capture"
            }
            _ => return false,
        };
        self.end(Cancellation::new("yoo_money", reason));
        true
    }

    /// What may still go back to the payer.
    #[must_use]
    pub fn refundable(&self) -> Kopecks {
        if self.status == Status::Succeeded { Kopecks(self.amount.0 - self.refunded.0) } else { Kopecks(0) }
    }

    /// Whether a later payment may be charged to the same method without asking.
    #[must_use]
    pub fn keeps_method(&self, now: Moment) -> bool {
        self.save_method && self.status_at(now) == Status::Succeeded
    }

    fn end(&mut self, cancellation: Cancellation) {
        self.status = Status::Canceled;
        self.cancellation = Some(cancellation);
        self.expires_at = None;
    }

    fn expect(&self, status: Status) -> Result<(), WrongState> {
        if self.status == status { Ok(()) } else { Err(WrongState(self.status)) }
    }
}
