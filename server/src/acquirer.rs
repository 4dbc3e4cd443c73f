//! The acquirer: who takes the money. One trait, so that no other file knows whose protocol it is.

pub mod yookassa;

use chrono::{DateTime, Utc};
use svetlitsa_domain::payments::PaymentMethod;
use svetlitsa_domain::{Kopecks, Period};

use crate::fiscal::FiscalReceipt;

/// What the acquirer is asked to take.
#[derive(Clone, Debug)]
pub struct Order {
    /// Our id of the payment; also the key that makes a repeated request safe.
    pub payment_id: String,
    /// How much.
    pub amount: Kopecks,
    /// How.
    pub method: PaymentMethod,
    /// Account number.
    pub account: String,
    /// Period it is booked to.
    pub period: Period,
    /// Shown to the payer and on statements.
    pub description: String,
    /// Where the payer comes back to.
    pub return_url: String,
    /// Shown on our own screen as a QR instead of the acquirer's page.
    pub is_on_screen: bool,
    /// Who is paid.
    pub payee: PayeeRequisites,
    /// A kept method that is charged at once: the payer is not asked.
    pub saved_method: Option<String>,
    /// What the acquirer's cash register prints, when it is the one and it is known where the receipt goes.
    pub receipt: Option<FiscalReceipt>,
}

/// What the acquirer is asked to send back.
#[derive(Clone, Debug)]
pub struct RefundOrder {
    /// Our id of the refund; also the key that makes a repeated request safe.
    pub refund_id: String,
    /// The acquirer's id of the payment.
    pub acquirer_payment: String,
    /// How much.
    pub amount: Kopecks,
    /// Shown to the payer.
    pub description: String,
    /// The receipt of the return, when the payment had one.
    pub receipt: Option<FiscalReceipt>,
}

/// What the acquirer says of a refund.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundAnswer {
    /// Its id there.
    pub acquirer_id: String,
    /// Our id, as it was given in the order.
    pub refund_id: Option<String>,
    /// How much goes back.
    pub amount: Kopecks,
    /// Where it stands.
    pub standing: RefundStanding,
}

/// Where a refund stands at the acquirer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefundStanding {
    /// Under way.
    Pending,
    /// The money went back.
    Returned,
    /// It never will.
    Refused {
        /// A reason of the acquirer's list.
        reason: String,
    },
}

/// A request to keep a method without taking money.
#[derive(Clone, Debug)]
pub struct BindingOrder {
    /// The key that makes a repeated request safe.
    pub key: String,
    /// How will be paid.
    pub method: PaymentMethod,
    /// Where the payer comes back to.
    pub return_url: String,
}

/// What the acquirer says of a method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MethodAnswer {
    /// Its id there: with it one charges.
    pub method_id: String,
    /// Where it stands.
    pub standing: MethodStanding,
}

/// Where a method stands at the acquirer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MethodStanding {
    /// Waits for its owner.
    Pending {
        /// The acquirer's page.
        confirmation_url: Option<String>,
    },
    /// May be charged.
    Active {
        /// Masked card or bank.
        instrument: Option<String>,
    },
    /// May not be charged, or no more.
    Inactive,
}

/// Bank requisites of a payee.
#[derive(Clone, Debug)]
pub struct PayeeRequisites {
    /// Name.
    pub name: String,
    /// INN.
    pub inn: String,
    /// KPP.
    pub kpp: String,
    /// Bank's name.
    pub bank_name: String,
    /// BIC.
    pub bic: String,
    /// Settlement account.
    pub account: String,
    /// Correspondent account.
    pub correspondent_account: String,
}

/// What the acquirer says of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Its id there.
    pub acquirer_id: String,
    /// Our id, as it was given in the order.
    pub payment_id: Option<String>,
    /// How much it took or will take.
    pub amount: Kopecks,
    /// Where it stands.
    pub standing: Standing,
}

/// Where a payment stands at the acquirer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Waits for the payer.
    Pending {
        /// The acquirer's page.
        confirmation_url: Option<String>,
        /// Text of the QR.
        qr_payload: Option<String>,
    },
    /// The money is taken.
    Succeeded {
        /// When.
        at: Option<DateTime<Utc>>,
        /// RRN or SBP operation id.
        operation_id: Option<String>,
        /// Masked card or bank.
        instrument: Option<String>,
    },
    /// It will never be paid.
    Cancelled {
        /// A reason of the acquirer's list.
        reason: String,
    },
}

/// Why there is no answer.
#[derive(Clone, Debug, thiserror::Error)]
pub enum AcquirerError {
    /// Nobody answered, or rubbish came back, or the answer was "not known yet": what was asked for may or may
    /// not have happened. Ask again with the same key.
    #[error("outcome unknown: {0}")]
    Unknown(String),
    /// A definite no: the request will never be accepted as it is.
    #[error("refused: {0}")]
    Refused(String),
}

/// A page of the acquirer's list.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Payments, in any state.
    pub items: Vec<Answer>,
    /// Where the next page begins; absent on the last.
    pub next: Option<String>,
}

/// Somebody who takes money.
#[async_trait::async_trait]
pub trait Acquirer: Send + Sync {
    /// Registers an order. Safe to repeat: the same order gives the same payment.
    ///
    /// # Errors
    /// [`AcquirerError`].
    async fn register(&self, order: &Order) -> Result<Answer, AcquirerError>;

    /// Asks where a payment stands.
    ///
    /// # Errors
    /// [`AcquirerError`].
    async fn find(&self, acquirer_id: &str) -> Result<Answer, AcquirerError>;

    /// Sends money back. Safe to repeat for a day: the same order gives the same refund.
    ///
    /// # Errors
    /// [`AcquirerError`].
    async fn refund(&self, order: &RefundOrder) -> Result<RefundAnswer, AcquirerError>;

    /// Asks where a refund stands.
    ///
    /// # Errors
    /// [`AcquirerError`].
    async fn find_refund(&self, acquirer_id: &str) -> Result<RefundAnswer, AcquirerError>;

    /// Looks for a refund whose answer was lost among those of its payment.
    ///
    /// # Errors
    /// [`AcquirerError`].
    async fn find_lost_refund(&self, order: &RefundOrder) -> Result<Option<RefundAnswer>, AcquirerError>;

    /// Asks to keep a method without taking money. Safe to repeat.
    ///
    /// # Errors
    /// [`AcquirerError`].
    async fn bind(&self, order: &BindingOrder) -> Result<MethodAnswer, AcquirerError>;

    /// Asks where a method stands.
    ///
    /// # Errors
    /// [`AcquirerError`].
    async fn find_method(&self, method_id: &str) -> Result<MethodAnswer, AcquirerError>;

    /// A page of the payments that were registered from one instant until another.
    ///
    /// # Errors
    /// [`AcquirerError`]; an acquirer without a list has nothing to close a day with.
    async fn list(
        &self,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
        cursor: Option<&str>,
    ) -> Result<Listing, AcquirerError> {
        let _ = (from, until, cursor);
        Err(AcquirerError::Unknown("this acquirer gives no list".to_owned()))
    }
}
