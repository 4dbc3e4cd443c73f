//! What of a payment is fixed for the acquirer when it is journaled: a repeated key must bear the same body.

use sea_orm::DatabaseTransaction;
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::receipts::paid_ahead;

use crate::entity::{payment, payment_terms};
use crate::failure::Outcome;
use crate::state::App;
use crate::store;

/// Fixes what the acquirer is told beside the journal's row: where the fiscal receipt goes and who registers it, and the
/// kept method that is charged without asking. A payer without an address has the receipt sent where the settings say.
///
/// # Errors
/// When the database does not answer.
pub async fn fix_terms(
    app: &App,
    tx: &DatabaseTransaction,
    row: &payment::Model,
    payer_email: Option<String>,
    saved_method: Option<String>,
) -> Outcome<()> {
    let receipt_email = payer_email.or_else(|| app.fiscal.email.clone());
    if receipt_email.is_none() && saved_method.is_none() {
        return Ok(());
    }
    let ledger = store::payments::ledger(tx, &row.account, &row.payee).await?;
    let owed: i64 = ledger.iter().map(|entry| entry.amount_kopecks).sum();
    let ahead = paid_ahead(Kopecks(row.amount_kopecks), Kopecks(owed));
    let terms = payment_terms::Model {
        payment_id: row.id.clone(),
        receipt_email,
        is_ahead: ahead.is_positive(),
        ahead_kopecks: Some(ahead.0),
        registrar: Some(app.fiscal.registrar().as_str().to_owned()),
        saved_method,
    };
    Ok(store::refunds::fix_terms(tx, terms).await?)
}
