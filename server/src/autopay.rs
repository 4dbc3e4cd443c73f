//! Automatic payment at work: set up, bound at the bank, stopped; its debits are in [`debits`]. Who asks, and when, is in
//! [`crate::jobs::autopay`] and [`crate::routes`].

pub mod debits;

use minijinja::context;
use sea_orm::DatabaseTransaction;
use svetlitsa_api::autopay::SetUpAutopay;
use svetlitsa_api::{ErrorCode, pages};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::accounts::access::Action;
use svetlitsa_domain::payments::autopay::{AutopayState, Brakes, DebitState, SkipReason, StopReason};

use crate::acquirer::{MethodAnswer, MethodStanding};
use crate::cabinet_letters::{self, Addressee};
use crate::callers::{Actor, Address};
use crate::clock::real_now_ms;
use crate::data::Branch;
use crate::entity::{account, autopay, autopay_debit, consent, resident};
use crate::failure::{Failure, Outcome};
use crate::letters::Occasion;
use crate::state::App;
use crate::store::autopay::AUTOPAY;
use crate::{random, store};
use debits::{hear_of_newest_bill, skip};

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
    let tx = store::begin_write(&app.writer).await?;
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
            // In the same breath: whoever has just allowed it sees at once what will be charged.
            hear_of_newest_bill(app, &tx, account).await?;
            tracing::info!(account, "autopay is on");
        }
        MethodStanding::Inactive => stop(app, &tx, account, StopReason::NotAllowed).await?,
    }
    tx.commit().await?;
    Ok(())
}

/// Whoever set it up, as long as the account is theirs: closing a cabinet or taking the account out ends it.
async fn owner(tx: &DatabaseTransaction, row: &autopay::Model) -> Outcome<Option<resident::Model>> {
    let Some(owner) = store::residents::find(tx, &row.resident_id).await? else { return Ok(None) };
    match Actor::of_resident(&owner).account(tx, &row.account, Action::ManageAutopay).await {
        Ok(_) => Ok(Some(owner)),
        Err(failure) if failure.code == ErrorCode::NotFound => Ok(None),
        Err(failure) => Err(failure),
    }
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
