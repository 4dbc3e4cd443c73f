//! Automatic payment at work: set up, bound at the bank, announced, charged once, stopped. Who asks, and when, is in
//! [`crate::jobs::autopay`] and [`crate::routes`].

use minijinja::context;
use sea_orm::DatabaseTransaction;
use svetlitsa_api::autopay::SetUpAutopay;
use svetlitsa_api::pages;
use svetlitsa_domain::payments::autopay::{
    AfterRefusal, AutopayState, BillToPay, Brakes, DebitState, Plan, SkipReason, StopReason, after_refusal,
};
use svetlitsa_domain::payments::{PaymentMethod, PaymentState};
use svetlitsa_domain::{Kopecks, Period};

use crate::acquirer::{MethodAnswer, MethodStanding};
use crate::bill_letters::sum_parts;
use crate::cabinet_letters::{self, Addressee};
use crate::callers::Address;
use crate::clock::{local, real_now_ms};
use crate::data::Branch;
use crate::entity::{account, autopay, autopay_debit, bill, consent, payment, resident};
use crate::failure::{Failure, Outcome};
use crate::letters::{self, Occasion};
use crate::payments::{NewPayment, fix_terms, journal, state_of};
use crate::state::App;
use crate::store::autopay::AUTOPAY;
use crate::{random, store};

/// The month before every bill.
const BEFORE_ALL: &str = "";

/// State of a row.
///
/// # Errors
/// Internal failure on a word that is none of the table's.
pub fn autopay_state(row: &autopay::Model) -> Outcome<AutopayState> {
    AutopayState::parse(&row.state).ok_or_else(|| Failure::internal(&row.state))
}

/// State of a debit.
///
/// # Errors
/// Internal failure on a word that is none of the table's.
pub fn debit_state(row: &autopay_debit::Model) -> Outcome<DebitState> {
    DebitState::parse(&row.state).ok_or_else(|| Failure::internal(&row.state))
}

/// What the owner allows, for the rules.
#[must_use]
pub fn brakes(row: &autopay::Model) -> Brakes {
    let day = row.day.and_then(|day| u8::try_from(day).ok());
    Brakes { day, cap: Kopecks(row.cap_kopecks), skips_estimated: row.skips_estimated }
}

/// Writes down what the owner allows. A method that may be charged already stays; else the bank is asked for one.
///
/// # Errors
/// When the database does not answer.
pub async fn set_up(
    app: &App,
    tx: &DatabaseTransaction,
    owner: &resident::Model,
    account: &account::Model,
    form: &SetUpAutopay,
    Address(address): Address,
) -> Outcome<()> {
    let before = store::autopay::lock(tx, &account.number).await?;
    let is_kept = before.as_ref().is_some_and(|row| {
        row.state == AutopayState::On.as_str()
            && row.method == form.method.as_str()
            && row.resident_id == owner.id
    });
    // Bills that are paid are not its business; one that is owed is paid first.
    let branch = app.branch(&account.branch)?;
    let newest = store::autopay::newest_bill(tx, &account.number).await?;
    let after_period = match newest {
        Some((bill, _)) if owed(tx, &account.number, &bill.payee).await? > Kopecks::ZERO => {
            BEFORE_ALL.to_owned()
        }
        Some((bill, _)) => bill.period,
        None => BEFORE_ALL.to_owned(),
    };
    let kept = before.filter(|_| is_kept);
    let state = if is_kept { AutopayState::On } else { AutopayState::Binding };
    let row = autopay::Model {
        account: account.number.clone(),
        resident_id: owner.id.clone(),
        state: state.as_str().to_owned(),
        stop_reason: None,
        day: form.day.map(i32::from),
        cap_kopecks: form.cap_kopecks.0,
        skips_estimated: form.skips_estimated,
        method: form.method.as_str().to_owned(),
        binding_key: kept.as_ref().map_or_else(random::id, |row| row.binding_key.clone()),
        method_id: kept.as_ref().and_then(|row| row.method_id.clone()),
        instrument: kept.as_ref().and_then(|row| row.instrument.clone()),
        confirmation_url: None,
        after_period: kept.map_or(after_period, |row| row.after_period),
        changed_at: app.clock.now_ms(),
    };
    store::autopay::save(tx, row).await?;
    let (now, text) = (real_now_ms(), &app.data.autopay);
    store::consents::withdraw(tx, &owner.id, &account.number, AUTOPAY, now).await?;
    let agreed = consent::Model {
        id: random::id(),
        resident_id: owner.id.clone(),
        account: account.number.clone(),
        purpose: AUTOPAY.to_owned(),
        version: text.version.clone(),
        text_hash: text.hash.clone(),
        given_at: now,
        address: address.to_string(),
        withdrawn_at: None,
    };
    store::consents::insert(tx, agreed).await?;
    tracing::info!(account = account.number, branch = branch.id, state = state.as_str(), "autopay");
    Ok(())
}

/// Ends it: the kept method is forgotten, what was announced is not charged. What the bank has been asked for already
/// takes its way.
///
/// # Errors
/// When the database does not answer.
pub async fn stop(app: &App, tx: &DatabaseTransaction, account: &str, reason: StopReason) -> Outcome<()> {
    let Some(mut row) = store::autopay::lock(tx, account).await? else { return Ok(()) };
    if autopay_state(&row)? == AutopayState::Stopped {
        return Ok(());
    }
    AutopayState::Stopped.as_str().clone_into(&mut row.state);
    row.stop_reason = Some(reason.as_str().to_owned());
    row.method_id = None;
    row.confirmation_url = None;
    row.changed_at = app.clock.now_ms();
    store::consents::withdraw(tx, &row.resident_id, account, AUTOPAY, real_now_ms()).await?;
    let owner = store::residents::find(tx, &row.resident_id).await?;
    store::autopay::save(tx, row).await?;
    for debit in store::autopay::debits(tx, account, 12).await? {
        if debit_state(&debit)? == DebitState::Announced {
            skip(app, tx, debit, SkipReason::Stopped).await?;
        }
    }
    if let (Some(owner), true) = (owner, reason != StopReason::ByOwner) {
        let facts = context! { reason => reason.as_str(), autopay_url => autopay_url(app, account) };
        tell(app, tx, &owner, account, Occasion::AutopayStopped, facts).await?;
    }
    tracing::info!(account, reason = reason.as_str(), "autopay stopped");
    Ok(())
}

/// What the acquirer says of a method that is to be kept.
///
/// # Errors
/// When the database does not answer.
pub async fn bound(app: &App, account: &str, answer: &MethodAnswer) -> Outcome<()> {
    let tx = store::begin_write(&app.db).await?;
    let Some(mut row) = store::autopay::lock(&tx, account).await? else { return Ok(()) };
    if autopay_state(&row)? != AutopayState::Binding
        || row.method_id.as_ref().is_some_and(|known| *known != answer.method_id)
    {
        return Ok(());
    }
    row.method_id = Some(answer.method_id.clone());
    match &answer.standing {
        MethodStanding::Pending { confirmation_url } => {
            row.confirmation_url = confirmation_url.clone().or(row.confirmation_url);
            store::autopay::save(&tx, row).await?;
        }
        MethodStanding::Active { instrument } => {
            AutopayState::On.as_str().clone_into(&mut row.state);
            row.instrument.clone_from(instrument);
            row.confirmation_url = None;
            row.changed_at = app.clock.now_ms();
            store::autopay::save(&tx, row).await?;
            tracing::info!(account, "autopay is on");
        }
        MethodStanding::Inactive => stop(app, &tx, account, StopReason::NotAllowed).await?,
    }
    tx.commit().await?;
    Ok(())
}

/// A new bill: its debit is announced, or it is left alone with a reason. The row is written with the letter, so that of
/// a bill one thing is told once.
///
/// # Errors
/// When the database does not answer.
pub async fn hear_of_bill(
    app: &App,
    account: &account::Model,
    bill: &bill::Model,
    is_estimated: bool,
) -> Outcome<bool> {
    let branch = app.branch(&account.branch)?;
    let now = app.clock.now_ms();
    let today = local(now, branch.zone).date_naive();
    let tx = store::begin_write(&app.db).await?;
    let Some(row) = store::autopay::lock(&tx, &account.number).await? else { return Ok(false) };
    if autopay_state(&row)? != AutopayState::On || bill.period <= row.after_period {
        return Ok(false);
    }
    let Some(owner) = store::residents::find(&tx, &row.resident_id).await? else { return Ok(false) };
    let owed = owed(&tx, &account.number, &bill.payee).await?;
    let plan = brakes(&row).plan(BillToPay { owed, is_estimated }, today);
    let (state, amount, due_on, reason) = match plan {
        Plan::Announce { sum, on } => (DebitState::Announced, sum, on, None),
        Plan::Skip(reason) => (DebitState::Skipped, owed.max(Kopecks::ZERO), today, Some(reason)),
    };
    let debit = autopay_debit::Model {
        id: random::id(),
        account: account.number.clone(),
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
    if !store::autopay::note_debit(&tx, debit.clone()).await? {
        return Ok(false);
    }
    match reason {
        None => tell_of_debit(app, &tx, &owner, &debit, Occasion::AutopayNotice).await?,
        Some(SkipReason::AlreadyPaid | SkipReason::Stopped) => {}
        Some(SkipReason::Estimated | SkipReason::AboveCap) => {
            tell_of_debit(app, &tx, &owner, &debit, Occasion::AutopaySkipped).await?;
        }
    }
    tx.commit().await?;
    Ok(true)
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
    let tx = store::begin_write(&app.db).await?;
    let Some(row) = store::autopay::lock(&tx, &debit.account).await? else { return Ok(()) };
    let Some(mut debit) = store::autopay::lock_debit(&tx, &debit.id).await? else { return Ok(()) };
    if debit_state(&debit)? != DebitState::Announced {
        return Ok(());
    }
    let method = PaymentMethod::parse(&row.method).ok_or_else(|| Failure::internal(&row.method))?;
    let owner = store::residents::find(&tx, &row.resident_id).await?;
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
            let new = NewPayment { account: &account, branch, amount, method, payee, terminal: None };
            let payment = journal(app, &tx, new).await?;
            fix_terms(&tx, &payment, Some(owner.login), Some(token.clone())).await?;
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
    let tx = store::begin_write(&app.db).await?;
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

async fn skip(
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

/// What is owed to a payee; below zero when paid ahead.
async fn owed(tx: &DatabaseTransaction, account: &str, payee: &str) -> Outcome<Kopecks> {
    let ledger = store::payments::ledger(tx, account, payee).await?;
    Ok(Kopecks(ledger.iter().map(|entry| entry.amount_kopecks).sum()))
}

async fn account_branch<'a>(app: &'a App, tx: &DatabaseTransaction, number: &str) -> Outcome<&'a Branch> {
    let account = store::accounts::find(tx, number).await?;
    app.branch(&account.ok_or_else(|| Failure::internal(&number))?.branch)
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

async fn tell(
    app: &App,
    tx: &DatabaseTransaction,
    owner: &resident::Model,
    account: &str,
    occasion: Occasion,
    facts: minijinja::value::Value,
) -> Outcome<()> {
    cabinet_letters::tell(app, tx, Addressee::of_resident(owner, Some(account)), occasion, facts).await?;
    app.mail_work.notify_one();
    Ok(())
}

fn autopay_url(app: &App, account: &str) -> String {
    format!("{}{}", app.settings.public_url(), pages::AUTOPAY.href(&[account]))
}
