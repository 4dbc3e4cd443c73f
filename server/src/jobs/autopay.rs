//! Automatic payment: asks the bank for permissions, announces new bills, charges what is due, and settles what was
//! charged. Every step is one transaction behind a lock, so that two services, or one that was killed, charge once.

use std::time::Duration;

use svetlitsa_domain::payments::PaymentMethod;
use svetlitsa_domain::payments::autopay::{AutopayState, DebitState, StopReason};

use crate::acquirer::{AcquirerError, BindingOrder};
use crate::autopay::debits::{charge, hear_of_newest_bill, settle};
use crate::autopay::{bound, stop};
use crate::clock::local;
use crate::entity::autopay;
use crate::failure::{Failure, Outcome};
use crate::state::App;
use crate::store;

/// Between looks.
const TICK: Duration = Duration::from_secs(2);
/// Bills are looked for once in so many looks.
const LOOKS_A_BILL: u32 = 15;
/// How long the bank waits for its owner (as for a link to pay).
const BINDING_LIFETIME_MS: i64 = 60 * 60 * 1000;
/// Rows read at once.
const AT_ONCE: u64 = 200;

/// Runs until the service stops.
pub async fn run(app: App) {
    let mut looks = 0_u32;
    while !app.stopping.is_cancelled() {
        let is_time_for_bills = looks.is_multiple_of(LOOKS_A_BILL);
        if let Err(failure) = look(&app, is_time_for_bills).await {
            tracing::warn!(code = failure.code.as_str(), "autopay waits");
        }
        looks = looks.wrapping_add(1);
        tokio::select! {
            () = app.stopping.cancelled() => {}
            () = tokio::time::sleep(TICK) => {}
        }
    }
}

/// Everything that is to be done now.
///
/// # Errors
/// When the database does not answer.
pub async fn do_all(app: &App) -> Outcome<()> {
    look(app, true).await
}

async fn look(app: &App, is_time_for_bills: bool) -> Outcome<()> {
    for row in store::autopay::in_state(&app.db, AutopayState::Binding, "", AT_ONCE).await? {
        advance_binding(app, &row).await?;
    }
    for debit in store::autopay::due(&app.db, DebitState::Charging, "9999-12-31").await? {
        settle(app, &debit).await?;
    }
    if is_time_for_bills {
        announce_bills(app).await?;
    }
    // The westernmost day of all branches is no later than this; each debit is then asked in its own zone.
    let latest = (app.clock.now() + chrono::TimeDelta::hours(14)).date_naive().to_string();
    for debit in store::autopay::due(&app.db, DebitState::Announced, &latest).await? {
        let Some(account) = store::accounts::find(&app.db, &debit.account).await? else { continue };
        let today = local(app.clock.now_ms(), app.branch(&account.branch)?.zone).date_naive();
        if debit.due_on <= today.to_string() {
            charge(app, &debit).await?;
        }
    }
    Ok(())
}

async fn announce_bills(app: &App) -> Outcome<()> {
    let mut after = String::new();
    loop {
        let page = store::autopay::in_state(&app.db, AutopayState::On, &after, AT_ONCE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after.clone_from(&last.account);
        for row in &page {
            announce_newest(app, row).await?;
        }
    }
}

/// The newest bill of an account, unless it is known already.
async fn announce_newest(app: &App, row: &autopay::Model) -> Outcome<()> {
    let newest = store::autopay::newest_bill(&app.db, &row.account).await?;
    let Some((bill, _)) = newest else { return Ok(()) };
    let known = store::autopay::debits(&app.db, &row.account, 1).await?;
    let is_known = known.first().is_some_and(|debit| debit.period >= bill.period);
    if !is_known && bill.period > row.after_period {
        let tx = store::begin_write(&app.writer).await?;
        hear_of_newest_bill(app, &tx, &row.account).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn advance_binding(app: &App, row: &autopay::Model) -> Outcome<()> {
    if app.clock.now_ms() - row.changed_at > BINDING_LIFETIME_MS {
        let tx = store::begin_write(&app.writer).await?;
        stop(app, &tx, &row.account, StopReason::NotAllowed).await?;
        tx.commit().await?;
        return Ok(());
    }
    let Some(acquirer) = app.acquirer.clone() else { return Ok(()) };
    let answer = match &row.method_id {
        Some(method) => acquirer.find_method(method).await,
        None => {
            let method = PaymentMethod::parse(&row.method).ok_or_else(|| Failure::internal(&row.method))?;
            let page = svetlitsa_api::pages::AUTOPAY.href(&[&row.account]);
            let return_url = format!("{}{page}", app.settings.public_url());
            acquirer.bind(&BindingOrder { key: row.binding_key.clone(), method, return_url }).await
        }
    };
    match answer {
        Ok(answer) => bound(app, &row.account, &answer).await,
        Err(AcquirerError::Unknown(cause)) => {
            tracing::warn!(account = row.account, cause, "the acquirer does not answer");
            Ok(())
        }
        Err(AcquirerError::Refused(cause)) => {
            tracing::error!(account = row.account, cause, "the acquirer keeps no method");
            let tx = store::begin_write(&app.writer).await?;
            stop(app, &tx, &row.account, StopReason::NotAllowed).await?;
            tx.commit().await?;
            Ok(())
        }
    }
}

/// Re-reads a method that the acquirer has sent a notification about.
pub async fn reread(app: &App, method_id: &str) {
    let found = store::autopay::find_by_method(&app.db, method_id).await;
    if let Ok(Some(row)) = found
        && row.state == AutopayState::Binding.as_str()
        && let Err(failure) = advance_binding(app, &row).await
    {
        tracing::warn!(account = row.account, code = failure.code.as_str(), "notification not applied");
    }
}
