//! What of a payment is fixed for the acquirer when it is journaled: a repeated key must bear the same body.

use sea_orm::DatabaseTransaction;

use crate::entity::{payment, payment_terms};
use crate::failure::Outcome;
use crate::store;

/// Fixes what the acquirer is told beside the journal's row: where the fiscal receipt goes, and the kept method that is
/// charged without asking.
///
/// # Errors
/// When the database does not answer.
pub async fn fix_terms(
    tx: &DatabaseTransaction,
    row: &payment::Model,
    receipt_email: Option<String>,
    saved_method: Option<String>,
) -> Outcome<()> {
    if receipt_email.is_none() && saved_method.is_none() {
        return Ok(());
    }
    let ledger = store::payments::ledger(tx, &row.account, &row.payee).await?;
    let owed: i64 = ledger.iter().map(|entry| entry.amount_kopecks).sum();
    let is_ahead = row.amount_kopecks > owed;
    let terms = payment_terms::Model { payment_id: row.id.clone(), receipt_email, is_ahead, saved_method };
    Ok(store::refunds::fix_terms(tx, terms).await?)
}
