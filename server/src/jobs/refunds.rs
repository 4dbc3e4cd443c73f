//! Refunds under way: sent to the acquirer, asked about until they are final. Whatever stops the service, the key of a
//! refund is its own id, so that it is carried out once.

use std::time::Duration;

use svetlitsa_domain::Kopecks;

use crate::acquirer::{AcquirerError, RefundOrder};
use crate::clock::real_now_ms;
use crate::entity::{payment, refund};
use crate::failure::{Failure, Outcome};
use crate::fiscal::{Registrar, journal};
use crate::payments::description;
use crate::refunds::{apply, note_asking, refuse};
use crate::state::App;
use crate::store;

/// Longest sleep between looks.
const TICK: Duration = Duration::from_secs(1);
/// How long the acquirer certainly knows a key again (`facts/payments.md` 1.1: a day).
const KEY_LIFETIME_MS: i64 = 23 * 60 * 60 * 1000;

/// Runs until the service stops.
pub async fn run(app: App) {
    loop {
        tokio::select! {
            () = app.stopping.cancelled() => return,
            () = tokio::time::sleep(TICK) => {}
        }
        match store::refunds::due(&app.db, real_now_ms()).await {
            Ok(ids) => {
                for id in ids {
                    advance(&app, &id).await;
                }
            }
            Err(error) => tracing::warn!(%error, "refunds under way not read"),
        }
    }
}

/// Takes one refund a step further: sends it, or asks about it.
pub async fn advance(app: &App, id: &str) {
    if let Err(failure) = try_advance(app, id).await {
        tracing::warn!(refund = id, code = failure.code.as_str(), "refund not advanced");
    }
}

async fn try_advance(app: &App, id: &str) -> Outcome<()> {
    let Some(row) = store::refunds::find(&app.db, id).await? else { return Ok(()) };
    let Some(acquirer) = app.acquirer.clone() else { return note_asking(app, id).await };
    let payment = store::payments::find(&app.db, &row.payment_id).await?;
    let payment = payment.ok_or_else(|| Failure::internal(&format!("refund {id} has no payment")))?;
    let answer = match &row.acquirer_id {
        Some(known) => acquirer.find_refund(known).await,
        None => {
            let order = order(app, &row, &payment).await?;
            // Journaled before it is sent: when the key is forgotten there, it must not be sent again.
            note_asking(app, id).await?;
            let is_key_forgotten = row.first_sent_at.is_some_and(|at| real_now_ms() - at > KEY_LIFETIME_MS);
            if is_key_forgotten {
                match acquirer.find_lost_refund(&order).await {
                    Ok(Some(answer)) => Ok(answer),
                    Ok(None) => {
                        tracing::error!(
                            refund = id,
                            "unanswered for a day and unknown to the acquirer: needs an operator"
                        );
                        return Ok(());
                    }
                    Err(error) => Err(error),
                }
            } else {
                acquirer.refund(&order).await
            }
        }
    };
    match answer {
        Ok(answer) => apply(app, id, &answer).await,
        Err(AcquirerError::Unknown(cause)) => {
            tracing::warn!(refund = id, cause, "the acquirer does not answer");
            if row.acquirer_id.is_some() { note_asking(app, id).await } else { Ok(()) }
        }
        Err(AcquirerError::Refused(cause)) if row.acquirer_id.is_none() => {
            tracing::error!(refund = id, cause, "the acquirer refuses");
            refuse(app, id, "refused_by_acquirer").await
        }
        Err(AcquirerError::Refused(cause)) => {
            tracing::error!(refund = id, cause, "the acquirer does not know a refund of its own");
            note_asking(app, id).await
        }
    }
}

async fn order(app: &App, row: &refund::Model, payment: &payment::Model) -> Outcome<RefundOrder> {
    let broken = |what: &str| Failure::internal(&format!("refund {}: {what}", row.id));
    let account = store::accounts::find(&app.db, &payment.account).await?.ok_or_else(|| broken("account"))?;
    let period = payment.period.parse().map_err(|_| broken("period"))?;
    let terms = store::refunds::terms(&app.db, &payment.id).await?;
    let receipt = match terms.filter(|terms| journal::registrar(terms) == Registrar::Acquirer) {
        Some(terms) => journal::receipt_of_refund(app, &terms, payment, &account, row)?,
        None => None,
    };
    Ok(RefundOrder {
        refund_id: row.id.clone(),
        acquirer_payment: payment.acquirer_id.clone().ok_or_else(|| broken("unknown to the acquirer"))?,
        amount: Kopecks(row.amount_kopecks),
        description: description(app, &account, period)?,
        receipt,
    })
}

/// Re-reads a refund that the acquirer has sent a notification about.
pub async fn reread(app: &App, refund_id: &str, acquirer_id: &str) {
    let Some(acquirer) = app.acquirer.clone() else { return };
    let outcome = match acquirer.find_refund(acquirer_id).await {
        Ok(answer) if answer.refund_id.as_deref() == Some(refund_id) => apply(app, refund_id, &answer).await,
        Ok(_) => {
            tracing::error!(refund = refund_id, acquirer_id, "a notification about somebody else's refund");
            Ok(())
        }
        Err(error) => {
            // The job asks again by itself.
            tracing::warn!(refund = refund_id, %error, "notification not followed up yet");
            Ok(())
        }
    };
    if let Err(failure) = outcome {
        tracing::warn!(refund = refund_id, code = failure.code.as_str(), "notification not applied");
    }
}
