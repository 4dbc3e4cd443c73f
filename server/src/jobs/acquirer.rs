//! Open payments: registered with the acquirer, asked about until they are final. Runs from the first second
//! after a start, so that a success that happened while the service was down is credited.

use std::time::Duration;

use svetlitsa_domain::payments::{PaymentEvent, PaymentMethod, PaymentState};
use svetlitsa_domain::{Kopecks, Period};

use super::rounds;
use crate::acquirer::{AcquirerError, Order, PayeeRequisites};
use crate::clock::real_now_ms;
use crate::entity::{payment, payment_terms};
use crate::failure::{Failure, Outcome};
use crate::fiscal::{Registrar, journal};
use crate::payments::{apply, description, happen, is_over, note_silence, state_of};
use crate::state::App;
use crate::store;

/// Longest sleep between looks.
const TICK: Duration = Duration::from_millis(500);

/// Runs until the service stops.
pub async fn run(app: App) {
    let work = app.acquirer_work.clone();
    let due = |app: App| async move { store::payments::due(&app.db, real_now_ms()).await };
    let step = |app: App, id: String| async move { advance(&app, &id).await };
    rounds::make(app, work, TICK, due, step).await;
}

/// Takes one payment a step further: registers it, or asks about it.
pub async fn advance(app: &App, id: &str) {
    if let Err(failure) = try_advance(app, id).await {
        tracing::warn!(payment = id, code = failure.code.as_str(), "payment not advanced");
    }
}

async fn try_advance(app: &App, id: &str) -> Outcome<()> {
    let Some(row) = store::payments::find(&app.db, id).await? else { return Ok(()) };
    let terms = store::refunds::terms(&app.db, id).await?;
    // A kept method is charged without its owner: while the answer is unknown, the money may be taken.
    let is_charged = terms.as_ref().is_some_and(|terms| terms.saved_method.is_some());
    let is_over = |row: &payment::Model| !is_charged && is_over(app, row);
    let Some(acquirer) = app.acquirer.clone() else {
        return if is_over(&row) {
            happen(app, id, PaymentEvent::TimedOut).await
        } else {
            note_silence(app, id).await
        };
    };
    let answer = match (state_of(&row)?, &row.acquirer_id) {
        (PaymentState::Created, None) if is_over(&row) => {
            // Never had a link: nobody can have paid it.
            return happen(app, id, PaymentEvent::TimedOut).await;
        }
        (PaymentState::Created, None) => acquirer.register(&order(app, &row, terms).await?).await,
        (PaymentState::Created | PaymentState::Waiting, Some(acquirer_id)) => {
            acquirer.find(acquirer_id).await
        }
        _ => return Ok(()),
    };
    match answer {
        Ok(answer) => {
            let changed = apply(app, id, &answer).await?;
            let still_open =
                changed.as_ref().map_or(Ok(true), |row| state_of(row).map(PaymentState::is_open))?;
            let row = changed.unwrap_or(row);
            if still_open && is_over(&row) {
                happen(app, id, PaymentEvent::TimedOut).await?;
            }
            Ok(())
        }
        Err(AcquirerError::Unknown(cause)) => {
            tracing::warn!(payment = id, cause, "the acquirer does not answer");
            note_silence(app, id).await
        }
        Err(AcquirerError::Refused(cause)) => {
            tracing::error!(payment = id, cause, "the acquirer refuses");
            happen(app, id, PaymentEvent::Declined).await
        }
    }
}

async fn order(app: &App, row: &payment::Model, terms: Option<payment_terms::Model>) -> Outcome<Order> {
    let broken = |what: &str| Failure::internal(&format!("payment {}: {what}", row.id));
    let account = store::accounts::find(&app.db, &row.account).await?.ok_or_else(|| broken("account"))?;
    let payee = app.branch(&account.branch)?.payee(&row.payee).ok_or_else(|| broken("payee"))?;
    let period: Period = row.period.parse().map_err(|_| broken("period"))?;
    let description = description(app, &account, period)?;
    let receipt = match terms.as_ref().filter(|terms| journal::registrar(terms) == Registrar::Acquirer) {
        Some(terms) => journal::receipt_of_payment(app, terms, row, &account)?,
        None => None,
    };
    Ok(Order {
        payment_id: row.id.clone(),
        amount: Kopecks(row.amount_kopecks),
        method: PaymentMethod::parse(&row.method).ok_or_else(|| broken("method"))?,
        account: account.number.clone(),
        period,
        description,
        return_url: format!("{}/payments/{}", app.settings.public_url(), row.id),
        is_on_screen: row.terminal.is_some(),
        payee: PayeeRequisites {
            name: payee.name.clone(),
            inn: payee.inn.to_string(),
            kpp: payee.kpp.to_string(),
            bank_name: payee.bank.name.clone(),
            bic: payee.bank.bic.clone(),
            account: payee.bank.account.clone(),
            correspondent_account: payee.bank.correspondent.clone(),
        },
        saved_method: terms.and_then(|terms| terms.saved_method),
        receipt,
    })
}

/// Re-reads a payment that the acquirer has sent a notification about.
pub async fn reread(app: &App, payment_id: &str, acquirer_id: &str) {
    let Some(acquirer) = app.acquirer.clone() else { return };
    let outcome = match acquirer.find(acquirer_id).await {
        Ok(answer) if answer.payment_id.as_deref().is_none_or(|id| id == payment_id) => {
            apply(app, payment_id, &answer).await.map(|_| ())
        }
        Ok(_) => {
            tracing::error!(
                payment = payment_id,
                acquirer_id,
                "a notification about somebody else's payment"
            );
            Ok(())
        }
        Err(error) => {
            // The job asks again by itself.
            tracing::warn!(payment = payment_id, %error, "notification not followed up yet");
            Ok(())
        }
    };
    if let Err(failure) = outcome {
        tracing::warn!(payment = payment_id, code = failure.code.as_str(), "notification not applied");
    }
}
