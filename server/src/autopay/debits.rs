//! Debits of automatic payment: a bill is told of, charged once, and settled.

use minijinja::context;
use sea_orm::DatabaseTransaction;
use svetlitsa_api::pages;
use svetlitsa_domain::payments::autopay::{
    AfterRefusal, AutopayState, BillToPay, DebitState, Plan, SkipReason, StopReason, after_refusal,
};
use svetlitsa_domain::payments::{PaymentMethod, PaymentState};
use svetlitsa_domain::{Kopecks, Period};

use super::{account_branch, autopay_state, autopay_url, brakes, debit_state, owed, owner, stop, tell};
use crate::bill_letters::sum_parts;
use crate::clock::local;
use crate::entity::{autopay, autopay_debit, payment, resident};
use crate::failure::{Failure, Outcome};
use crate::letters::{self, Occasion};
use crate::payment_terms::fix_terms;
use crate::payments::{NewPayment, journal, state_of};
use crate::state::App;
use crate::{random, receipt_letters, store};

/// The newest bill, unless it is known: its debit is announced, or it is left alone with a reason. The row is written with
/// the letter, so that of a bill one thing is told once.
///
/// # Errors
/// When the database does not answer.
pub async fn hear_of_newest_bill(app: &App, tx: &DatabaseTransaction, account: &str) -> Outcome<()> {
    let Some(row) = store::autopay::lock(tx, account).await? else { return Ok(()) };
    let Some((bill, is_estimated)) = store::autopay::newest_bill(tx, account).await? else { return Ok(()) };
    if autopay_state(&row)? != AutopayState::On || bill.period <= row.after_period {
        return Ok(());
    }
    let Some(owner) = owner(tx, &row).await? else {
        return stop(app, tx, account, StopReason::ByOwner).await;
    };
    let branch = account_branch(app, tx, account).await?;
    let now = app.clock.now_ms();
    let today = local(now, branch.zone).date_naive();
    let owed = owed(tx, &row.account, &bill.payee).await?;
    let plan = brakes(&row).plan(BillToPay { owed, is_estimated }, today);
    let (state, amount, due_on, reason) = match plan {
        Plan::Announce { sum, on } => (DebitState::Announced, sum, on, None),
        Plan::Skip(reason) => (DebitState::Skipped, owed.max(Kopecks::ZERO), today, Some(reason)),
    };
    let debit = autopay_debit::Model {
        id: random::id(),
        account: row.account.clone(),
        period: bill.period.clone(),
        payee: bill.payee.clone(),
        state: state.as_str().to_owned(),
        reason: reason.map(|reason| reason.as_str().to_owned()),
        amount_kopecks: amount.0,
        due_on: due_on.to_string(),
        attempts: 0,
        payment_id: None,
        announced_at: now,
        settled_at: reason.map(|_| now),
    };
    if !store::autopay::note_debit(tx, debit.clone()).await? {
        return Ok(());
    }
    match reason {
        None => tell_of_debit(app, tx, &owner, &debit, Occasion::AutopayNotice).await?,
        Some(SkipReason::AlreadyPaid | SkipReason::Stopped) => {}
        Some(SkipReason::Estimated | SkipReason::AboveCap) => {
            tell_of_debit(app, tx, &owner, &debit, Occasion::AutopaySkipped).await?;
        }
    }
    Ok(())
}

/// The day has come: journals the payment and the debit's step in one transaction. The acquirer's job then charges the
/// kept method with the payment's own key, so that whatever stops the service charges once.
///
/// # Errors
/// When the database does not answer.
pub async fn charge(app: &App, debit: &autopay_debit::Model) -> Outcome<()> {
    let account = store::accounts::find(&app.db, &debit.account).await?;
    let account = account.ok_or_else(|| Failure::internal(&debit.account))?;
    let branch = app.branch(&account.branch)?;
    let tx = store::begin_write(&app.writer).await?;
    let Some(row) = store::autopay::lock(&tx, &debit.account).await? else { return Ok(()) };
    let Some(mut debit) = store::autopay::lock_debit(&tx, &debit.id).await? else { return Ok(()) };
    if debit_state(&debit)? != DebitState::Announced {
        return Ok(());
    }
    let method = PaymentMethod::parse(&row.method).ok_or_else(|| Failure::internal(&row.method))?;
    let owner = owner(&tx, &row).await?;
    let (AutopayState::On, Some(token), Some(owner)) = (autopay_state(&row)?, &row.method_id, owner) else {
        skip(app, &tx, debit, SkipReason::Stopped).await?;
        tx.commit().await?;
        return Ok(());
    };
    // The owner is paying this by hand right now: look again when that has ended.
    if store::autopay::is_paying(&tx, &debit.account, &debit.payee).await? {
        return Ok(());
    }
    let owed = owed(&tx, &debit.account, &debit.payee).await?;
    match brakes(&row).charge(Kopecks(debit.amount_kopecks), owed) {
        Err(reason) => skip(app, &tx, debit, reason).await?,
        Ok(amount) => {
            let payee = Some(debit.payee.as_str());
            let new =
                NewPayment { account: &account, branch, amount, method, payee, named: None, terminal: None };
            let payment = journal(app, &tx, new).await?;
            fix_terms(app, &tx, &payment, Some(owner.login), Some(token.clone())).await?;
            receipt_letters::expect(&tx, &payment.id, Some(&owner.id)).await?;
            DebitState::Charging.as_str().clone_into(&mut debit.state);
            debit.amount_kopecks = amount.0;
            debit.attempts += 1;
            debit.payment_id = Some(payment.id);
            store::autopay::save_debit(&tx, debit).await?;
        }
    }
    tx.commit().await?;
    app.acquirer_work.notify_one();
    Ok(())
}

/// What became of a charge: paid, tried again tomorrow, given up, or the end of it all.
///
/// # Errors
/// When the database does not answer.
pub async fn settle(app: &App, debit: &autopay_debit::Model) -> Outcome<()> {
    let Some(id) = &debit.payment_id else { return Ok(()) };
    let tx = store::begin_write(&app.writer).await?;
    let Some(row) = store::autopay::lock(&tx, &debit.account).await? else { return Ok(()) };
    let Some(mut debit) = store::autopay::lock_debit(&tx, &debit.id).await? else { return Ok(()) };
    let Some(payment) = store::payments::find(&tx, id).await? else { return Ok(()) };
    if debit_state(&debit)? != DebitState::Charging || state_of(&payment)?.is_open() {
        return Ok(());
    }
    let now = app.clock.now_ms();
    if state_of(&payment)?.is_paid() {
        DebitState::Paid.as_str().clone_into(&mut debit.state);
        debit.reason = None;
        debit.settled_at = payment.settled_at.or(Some(now));
        store::autopay::save_debit(&tx, debit).await?;
        tx.commit().await?;
        return Ok(());
    }
    refused(app, &tx, &row, debit, &payment).await?;
    tx.commit().await?;
    Ok(())
}

async fn refused(
    app: &App,
    tx: &DatabaseTransaction,
    row: &autopay::Model,
    mut debit: autopay_debit::Model,
    payment: &payment::Model,
) -> Outcome<()> {
    let now = app.clock.now_ms();
    debit.reason.clone_from(&payment.failure);
    let attempts = u32::try_from(debit.attempts).unwrap_or(u32::MAX);
    let owner = store::residents::find(tx, &row.resident_id).await?;
    let is_on = autopay_state(row)? == AutopayState::On;
    let then = match payment.state.as_str() {
        // Nobody was asked for anything: an attempt that ran out counts as a refusal that may pass.
        state if state == PaymentState::Expired.as_str() => after_refusal(None, attempts),
        _ => after_refusal(payment.failure.as_deref(), attempts),
    };
    if then == AfterRefusal::Retry && is_on {
        let branch = account_branch(app, tx, &debit.account).await?;
        let today = local(now, branch.zone).date_naive();
        DebitState::Announced.as_str().clone_into(&mut debit.state);
        debit.due_on = today.succ_opt().unwrap_or(today).to_string();
    } else {
        DebitState::Failed.as_str().clone_into(&mut debit.state);
        debit.settled_at = Some(now);
    }
    store::autopay::save_debit(tx, debit.clone()).await?;
    if let Some(owner) = &owner {
        tell_of_debit(app, tx, owner, &debit, Occasion::AutopayFailed).await?;
    }
    match then {
        AfterRefusal::Stop(reason) => stop(app, tx, &debit.account, reason).await,
        AfterRefusal::Retry | AfterRefusal::GiveUp => Ok(()),
    }
}

pub(super) async fn skip(
    app: &App,
    tx: &DatabaseTransaction,
    mut debit: autopay_debit::Model,
    reason: SkipReason,
) -> Outcome<()> {
    DebitState::Skipped.as_str().clone_into(&mut debit.state);
    debit.reason = Some(reason.as_str().to_owned());
    debit.settled_at = Some(app.clock.now_ms());
    Ok(store::autopay::save_debit(tx, debit).await?)
}

/// A letter about a debit: how much, for which month, when, and why not.
async fn tell_of_debit(
    app: &App,
    tx: &DatabaseTransaction,
    owner: &resident::Model,
    debit: &autopay_debit::Model,
    occasion: Occasion,
) -> Outcome<()> {
    let branch = account_branch(app, tx, &debit.account).await?;
    let period: Period = debit.period.parse().map_err(|error| Failure::internal(&error))?;
    let due_on: chrono::NaiveDate = debit.due_on.parse().map_err(|error| Failure::internal(&error))?;
    let due = due_on.and_time(chrono::NaiveTime::MIN).and_utc().fixed_offset();
    let facts = context! {
        period => context! { month => period.month(), year => period.year() },
        sum => sum_parts(Kopecks(debit.amount_kopecks)),
        debit_on => letters::moment(due),
        instrument => store::autopay::find(tx, &debit.account).await?.and_then(|row| row.instrument).unwrap_or_default(),
        reason => debit.reason.clone().unwrap_or_default(),
        is_last => debit.state == DebitState::Failed.as_str(),
        autopay_url => autopay_url(app, &debit.account),
        pay_url => format!("{}{}", app.settings.public_url(), pages::PAY.href(&[&debit.account])),
        branch => branch.name.clone(),
    };
    tell(app, tx, owner, &debit.account, occasion, facts).await
}
