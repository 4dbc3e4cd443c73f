//! Asking for a refund: what it must say, and its row in the journal. The acquirer hears of it afterwards.

use sea_orm::{DatabaseConnection, DatabaseTransaction, DbErr};
use svetlitsa_api::refunds::MAX_DOCUMENT;
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::payments::{PaymentEvent, RefundProblem, RefundState};

use super::{step, sums};
use crate::clock::real_now_ms;
use crate::entity::refund;
use crate::failure::Failure;
use crate::fiscal::journal;
use crate::payments::state_of;
use crate::{random, store};

/// Money that a member of staff sends back.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Id of the payment.
    pub payment: &'a str,
    /// How much; all that is left when not said.
    pub amount: Option<Kopecks>,
    /// The decision or request that says so. The same one again sends nothing more.
    pub document: &'a str,
    /// Who asks.
    pub by: &'a str,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journaled {
    /// Whose payment it is.
    pub account: String,
    /// How much goes back.
    pub amount: Kopecks,
    /// What is left of the payment.
    pub left: Kopecks,
    /// Where it stands.
    pub state: RefundState,
    /// Whether it was asked for before: nothing was journaled now.
    pub is_repeated: bool,
}

/// Why a refund is not journaled.
#[derive(Debug, thiserror::Error)]
pub enum AskProblem {
    /// Nobody knows the payment.
    #[error("there is no payment {0}")]
    NoPayment(String),
    /// The document or the name of who asks is empty or too long.
    #[error("{0} has 1 to {MAX_DOCUMENT} characters")]
    Length(&'static str),
    /// It has a line break or another control character.
    #[error("{0} is one line")]
    NotALine(&'static str),
    /// The document has sent another sum back.
    #[error("{document} has sent {sum} of payment {payment} back already")]
    OtherSum {
        /// The document.
        document: String,
        /// What it sent back.
        sum: Kopecks,
        /// The payment.
        payment: String,
    },
    /// The sum, or the payment's state.
    #[error(transparent)]
    Sum(#[from] RefundProblem),
    /// Somebody else took the money.
    #[error(
        "payment {0} was not taken by the acquirer of this service: its money goes back where it came from"
    )]
    NotOurs(String),
    /// The database does not answer.
    #[error(transparent)]
    Store(#[from] DbErr),
    /// The row has a word that is none of the table's.
    #[error("{0}")]
    Broken(String),
}

/// Journals a refund in a transaction of its own; the service carries it out. The same document again journals nothing.
///
/// # Errors
/// [`AskProblem`], and nothing is journaled.
pub async fn ask(db: &DatabaseConnection, asked: Asked<'_>, now_ms: i64) -> Result<Journaled, AskProblem> {
    let tx = store::begin_write(db).await?;
    let journaled = ask_within(&tx, asked, now_ms).await?;
    tx.commit().await?;
    Ok(journaled)
}

/// The same within the transaction of whoever asks.
///
/// # Errors
/// [`AskProblem`]; the transaction is not to be committed then.
pub async fn ask_within(
    tx: &DatabaseTransaction,
    asked: Asked<'_>,
    now_ms: i64,
) -> Result<Journaled, AskProblem> {
    let document = one_line(asked.document, "a document")?;
    let by = one_line(asked.by, "a name")?;
    let row = store::payments::lock(tx, asked.payment).await?;
    let row = row.ok_or_else(|| AskProblem::NoPayment(asked.payment.to_owned()))?;
    let broken = |failure: Failure| AskProblem::Broken(format!("{failure:?}"));
    let state = state_of(&row).map_err(broken)?;
    let before = store::refunds::of_payment(tx, &row.id).await?;
    let sums = sums(&row, &before);
    if let Some(same) = before.iter().find(|refund| refund.document == document) {
        let sum = Kopecks(same.amount_kopecks);
        if asked.amount.is_some_and(|amount| amount != sum) {
            return Err(AskProblem::OtherSum { document: document.to_owned(), sum, payment: row.id });
        }
        let state = RefundState::parse(&same.state).ok_or_else(|| AskProblem::Broken(same.state.clone()))?;
        return Ok(Journaled {
            account: row.account,
            amount: sum,
            left: sums.left(),
            state,
            is_repeated: true,
        });
    }
    let amount = asked.amount.unwrap_or_else(|| sums.left());
    sums.check(state, amount)?;
    if row.acquirer_id.is_none() {
        return Err(AskProblem::NotOurs(row.id));
    }
    let ahead = match store::refunds::terms(tx, &row.id).await? {
        Some(terms) => {
            let before: i64 = before
                .iter()
                .filter(|refund| refund.state != RefundState::Refused.as_str())
                .map(|refund| refund.amount_kopecks)
                .sum();
            Some(journal::ahead_of_refund(journal::ahead(&terms, &row), Kopecks(before), amount).0)
        }
        None => None,
    };
    let refund = refund::Model {
        id: random::id(),
        payment_id: row.id.clone(),
        amount_kopecks: amount.0,
        ahead_kopecks: ahead,
        document: document.to_owned(),
        asked_by: by.to_owned(),
        state: RefundState::Asked.as_str().to_owned(),
        asked_at: now_ms,
        settled_at: None,
        failure: None,
        acquirer_id: None,
        first_sent_at: None,
        next_poll_at: real_now_ms(),
        polls: 0,
    };
    tracing::info!(payment = row.id, refund = refund.id, by, "refund asked");
    store::refunds::insert(tx, refund).await?;
    let account = row.account.clone();
    let left = Kopecks(sums.left().0 - amount.0);
    step(tx, row, PaymentEvent::RefundAsked).await.map_err(broken)?;
    Ok(Journaled { account, amount, left, state: RefundState::Asked, is_repeated: false })
}

fn one_line<'a>(text: &'a str, what: &'static str) -> Result<&'a str, AskProblem> {
    let text = text.trim();
    if !(1..=MAX_DOCUMENT).contains(&text.chars().count()) {
        return Err(AskProblem::Length(what));
    }
    if text.chars().any(char::is_control) {
        return Err(AskProblem::NotALine(what));
    }
    Ok(text)
}
