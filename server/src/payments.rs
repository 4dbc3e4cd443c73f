//! What happens to a payment: the table of `domain` at work, with its effects in one transaction.

pub mod arrival;
pub mod earlier;

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, ConnectionTrait, DatabaseTransaction, Set};
use svetlitsa_api::payments::PaymentView;
use svetlitsa_domain::payments::{PaymentEvent, PaymentMethod, PaymentState, Transition};
use svetlitsa_domain::standards::{PromiseClock, Standard};
use svetlitsa_domain::{Kopecks, Period};

use crate::acquirer::{Answer, Standing};
use crate::clock::{from_ms, local, real_now_ms};
use crate::data::Branch;
use crate::entity::{account, payment};
use crate::failure::{Failure, Outcome};
use crate::payments::arrival::Arrived;
use crate::state::App;
use crate::store;
use crate::{fiscal, notices, promises, random, receipt_letters, receipts, refunds, searches};

/// How long the acquirer's link lives (`facts/payments.md` 1.3).
pub const LINK_LIFETIME_MS: i64 = 60 * 60 * 1000;
/// After this long without any answer a payment that never had a link is given up: nobody can have paid it.
pub const SILENCE_LIMIT_MS: i64 = 15 * 60 * 1000;

/// Puts what the acquirer says into the journal. Gives the payment when something changed.
///
/// # Errors
/// When the database does not answer; nothing has changed then.
pub async fn apply(app: &App, payment_id: &str, answer: &Answer) -> Outcome<Option<payment::Model>> {
    let tx = store::begin_write(&app.writer).await?;
    let Some(mut row) = store::payments::lock(&tx, payment_id).await? else { return Ok(None) };
    let is_same = row.acquirer_id.as_ref().is_none_or(|id| *id == answer.acquirer_id);
    if !is_same || answer.amount != Kopecks(row.amount_kopecks) {
        tracing::error!(
            payment = payment_id,
            acquirer = answer.acquirer_id,
            "the acquirer contradicts the journal"
        );
        return Ok(None);
    }
    row.acquirer_id = Some(answer.acquirer_id.clone());
    let was_silent = std::mem::replace(&mut row.is_acquirer_silent, false);
    row.polls = if was_silent { 0 } else { row.polls + 1 };
    row.version += i32::from(was_silent);
    let event = match &answer.standing {
        Standing::Pending { confirmation_url, qr_payload } => {
            row.confirmation_url = confirmation_url.clone().or(row.confirmation_url);
            row.qr_payload = qr_payload.clone().or(row.qr_payload);
            row.link_expires_at = row.link_expires_at.or(Some(app.clock.now_ms() + LINK_LIFETIME_MS));
            PaymentEvent::Registered
        }
        Standing::Succeeded { operation_id, instrument, .. } => {
            row.operation_id = operation_id.clone();
            row.instrument = instrument.clone();
            PaymentEvent::Paid
        }
        Standing::Cancelled { reason } => {
            row.failure = Some(reason.clone());
            PaymentEvent::Declined
        }
    };
    let taken = match answer.standing {
        Standing::Succeeded { at, .. } => at,
        _ => None,
    };
    row.next_poll_at = real_now_ms() + poll_gap_ms(row.polls);
    let changed = transition(app, &tx, row, event, taken).await?;
    tx.commit().await?;
    if changed.is_some() || was_silent {
        announce(app, payment_id);
    }
    Ok(changed)
}

/// Something happened to a payment without the acquirer: the payer gave it up, or its time is over.
///
/// # Errors
/// When the database does not answer; nothing has changed then.
pub async fn happen(app: &App, payment_id: &str, event: PaymentEvent) -> Outcome<()> {
    let tx = store::begin_write(&app.writer).await?;
    let Some(row) = store::payments::lock(&tx, payment_id).await? else { return Ok(()) };
    let changed = transition(app, &tx, row, event, None).await?;
    tx.commit().await?;
    if changed.is_some() {
        announce(app, payment_id);
    }
    Ok(())
}

/// The acquirer gave no usable answer: ask again later, and say so on the page.
///
/// # Errors
/// When the database does not answer.
pub async fn note_silence(app: &App, payment_id: &str) -> Outcome<()> {
    let tx = store::begin_write(&app.writer).await?;
    let Some(mut row) = store::payments::lock(&tx, payment_id).await? else { return Ok(()) };
    let was_silent = std::mem::replace(&mut row.is_acquirer_silent, true);
    row.polls = if was_silent { row.polls + 1 } else { 1 };
    row.next_poll_at = real_now_ms() + poll_gap_ms(row.polls);
    store::payments::save(&tx, row).await?;
    tx.commit().await?;
    if !was_silent {
        announce(app, payment_id);
    }
    Ok(())
}

/// What a payment for a month is called, at the acquirer and in a bill's code.
///
/// # Errors
/// When the template has a mistake.
pub fn description(app: &App, account: &account::Model, period: Period) -> Outcome<String> {
    let context = minijinja::context! {
        service => &account.service, account => &account.number, month => period.month(), year => period.year(),
    };
    let text = minijinja::Environment::new().render_str(&app.data.payment_description, context);
    Ok(text.map_err(|error| Failure::internal(&error))?.trim().to_owned())
}

/// Tells the open pages of a payment that it changed, and the post that there may be a letter about it.
pub fn announce(app: &App, payment_id: &str) {
    app.mail_work.notify_one();
    // Nobody listening is fine.
    let _ = app.payment_changes.send(payment_id.to_owned());
}

/// One step of the table with its effects. The row is saved in every case: polls count, too.
///
/// # Errors
/// When the database does not answer.
pub async fn transition(
    app: &App,
    tx: &DatabaseTransaction,
    mut row: payment::Model,
    event: PaymentEvent,
    taken: Option<DateTime<Utc>>,
) -> Outcome<Option<payment::Model>> {
    let state = state_of(&row)?;
    match state.on(event) {
        Transition::To(next) => {
            next.as_str().clone_into(&mut row.state);
            if !next.is_open() && !state.is_paid() {
                let now = app.clock.now_ms();
                // The acquirer's clock is another one: by ours nothing is taken before it was asked for.
                let taken = taken.map_or(now, |at| at.timestamp_millis().min(now).max(row.created_at));
                searches::end(app, tx, &row.id, next == PaymentState::Succeeded).await?;
                row.settled_at = Some(if next == PaymentState::Succeeded { taken } else { now });
            }
            if next.is_paid() && !state.is_paid() {
                row.failure = None;
                credit(app, tx, &row).await?;
            }
            tracing::info!(payment = row.id, from = state.as_str(), to = next.as_str(), "payment");
            Ok(Some(store::payments::save(tx, row).await?))
        }
        Transition::Stay => {
            store::payments::touch(tx, row).await?;
            Ok(None)
        }
        Transition::Conflict => {
            tracing::error!(
                payment = row.id,
                state = state.as_str(),
                ?event,
                "payment conflict: needs an operator"
            );
            Ok(None)
        }
    }
}

/// Money that arrived: ledger entries and the receipt. The ledger's unique cause lets it happen once only.
async fn credit(app: &App, tx: &DatabaseTransaction, row: &payment::Model) -> Outcome<()> {
    let account = store::accounts::find(tx, &row.account).await?;
    let account = account.ok_or_else(|| Failure::internal(&format!("payment {} has no account", row.id)))?;
    let arrived = Arrived {
        account: &account,
        branch: app.branch(&account.branch)?,
        payee: &row.payee,
        amount: Kopecks(row.amount_kopecks),
        named: match row.named_period.as_deref() {
            Some(month) => Some(month.parse().map_err(|error| Failure::internal(&error))?),
            None => None,
        },
        advance_to: row.period.parse().map_err(|error| Failure::internal(&error))?,
        cause: ("payment", &row.id),
    };
    arrival::book(tx, &arrived, app.clock.now_ms()).await?;
    fiscal::journal::expect_sale(app, tx, row, &account).await?;
    let receipt = receipts::issue(app, tx, row, &account).await?;
    receipt_letters::write(app, tx, &receipt).await?;
    notices::tell_of_payment(app, tx, &account, Kopecks(row.amount_kopecks)).await
}

/// A payment to be journaled, before the acquirer hears of it.
pub struct NewPayment<'a> {
    /// Account.
    pub account: &'a account::Model,
    /// Its branch.
    pub branch: &'a Branch,
    /// How much.
    pub amount: Kopecks,
    /// How.
    pub method: PaymentMethod,
    /// Id of the payee, when it is not today's.
    pub payee: Option<&'a str>,
    /// Month that the payer names: it is covered before older ones.
    pub named: Option<Period>,
    /// Terminal that it happens at.
    pub terminal: Option<String>,
}

/// Journals a payment.
///
/// # Errors
/// When the database does not answer.
pub async fn journal(app: &App, tx: &DatabaseTransaction, new: NewPayment<'_>) -> Outcome<payment::Model> {
    let now = app.clock.now_ms();
    let today = local(now, new.branch.zone).date_naive();
    let period = Period::of(today).ok_or_else(|| Failure::internal(&"the clock is outside this century"))?;
    let payee = new.payee.unwrap_or(&new.branch.payee_on(today).id);
    let row = payment::ActiveModel {
        id: Set(random::id()),
        account: Set(new.account.number.clone()),
        payee: Set(payee.to_owned()),
        period: Set(period.to_string()),
        named_period: Set(new.named.map(|month| month.to_string())),
        amount_kopecks: Set(new.amount.0),
        method: Set(new.method.as_str().to_owned()),
        state: Set(PaymentState::Created.as_str().to_owned()),
        version: Set(1),
        created_at: Set(now),
        terminal: Set(new.terminal),
        acquirer_id: Set(None),
        confirmation_url: Set(None),
        qr_payload: Set(None),
        link_expires_at: Set(None),
        failure: Set(None),
        is_acquirer_silent: Set(false),
        next_poll_at: Set(real_now_ms()),
        polls: Set(0),
        settled_at: Set(None),
        operation_id: Set(None),
        instrument: Set(None),
    };
    Ok(row.insert(tx).await?)
}

/// State of a row.
///
/// # Errors
/// Internal failure on a word that is none of the table's.
pub fn state_of(row: &payment::Model) -> Outcome<PaymentState> {
    PaymentState::parse(&row.state).ok_or_else(|| Failure::internal(&format!("payment state {}", row.state)))
}

/// Gaps between questions to the acquirer, growing: quick while the payer waits, then sparing.
#[must_use]
pub const fn poll_gap_ms(polls: i32) -> i64 {
    match polls {
        i32::MIN..=4 => 2_000,
        5..=14 => 5_000,
        15..=29 => 15_000,
        _ => 60_000,
    }
}

/// A payment as its payer sees it.
///
/// # Errors
/// When the database does not answer or a promise leaves the calendar.
pub async fn view(
    app: &App,
    db: &impl ConnectionTrait,
    row: &payment::Model,
    branch: &Branch,
) -> Outcome<PaymentView> {
    let state = state_of(row)?;
    let method = PaymentMethod::parse(&row.method)
        .ok_or_else(|| Failure::internal(&format!("payment method {}", row.method)))?;
    let is_waiting = state == PaymentState::Waiting;
    let receipt = match state.is_paid() {
        true => store::receipts::find_by_payment(db, &row.id).await?,
        false => None,
    };
    let refunds = match state.is_paid() {
        true => store::refunds::of_payment(db, &row.id).await?,
        false => Vec::new(),
    };
    let now = app.clock.now();
    let mut clocks = Vec::new();
    if let (Some(receipt), Some(settled)) = (&receipt, row.settled_at) {
        let confirmation = PromiseClock::start(
            Standard::PaymentConfirmation,
            local(settled, branch.zone),
            &app.data.calendar,
        );
        let confirmation = confirmation.map_err(|error| Failure::internal(&error))?;
        let credit = searches::credit_clock(app, settled, row.terminal.is_some(), branch)?;
        for clock in [confirmation, credit] {
            let met = Some(local(receipt.issued_at, branch.zone));
            clocks.push(promises::view(&PromiseClock { met, ..clock }, now));
        }
    }
    Ok(PaymentView {
        id: row.id.clone(),
        account: row.account.parse().map_err(|error| Failure::internal(&error))?,
        amount_kopecks: Kopecks(row.amount_kopecks),
        commission_kopecks: Kopecks::ZERO,
        method,
        state,
        version: u32::try_from(row.version).unwrap_or(0),
        created: local(row.created_at, branch.zone),
        confirmation_url: row.confirmation_url.clone().filter(|_| is_waiting),
        qr_payload: row.qr_payload.clone().filter(|_| is_waiting),
        expires: row.link_expires_at.filter(|_| is_waiting).map(|ms| local(ms, branch.zone)),
        is_acquirer_silent: row.is_acquirer_silent && state.is_open(),
        failure: row.failure.clone(),
        receipt_code: receipt.map(|receipt| receipt.code),
        clocks,
        refunds: refunds.iter().map(|refund| refunds::view(app, refund, branch)).collect::<Outcome<_>>()?,
        search: searches::view(app, db, &row.id, branch).await?,
        readings: store::payment_readings::of_payment(db, &row.id)
            .await?
            .iter()
            .map(|reading| crate::readings::view(reading, branch.zone))
            .collect::<Outcome<_>>()?,
    })
}

/// Business time at which a payment's link has certainly run out.
#[must_use]
pub fn is_over(app: &App, row: &payment::Model) -> bool {
    let now = app.clock.now();
    match row.link_expires_at {
        Some(expires) => now > from_ms(expires) + chrono::TimeDelta::minutes(2),
        None => now > from_ms(row.created_at + SILENCE_LIMIT_MS),
    }
}
