//! What happens to a refund: asked for by staff, carried out by the acquirer, taken off the ledger in one transaction.

mod asking;

use sea_orm::DatabaseTransaction;
use svetlitsa_api::payments::RefundView;
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::bills::{CorrectionReason, correct};
use svetlitsa_domain::calendar::ProductionCalendar;
use svetlitsa_domain::payments::{
    PaymentEvent, RefundEvent, RefundState, Refunds, Transition, returned_shares,
};
use svetlitsa_domain::standards::{PromiseClock, Standard};

use crate::acquirer::{RefundAnswer, RefundStanding};
use crate::clock::{local, real_now_ms};
use crate::data::Branch;
use crate::entity::{correction, ledger_entry, payment, refund};
use crate::failure::{Failure, Outcome};
use crate::fiscal::journal;
use crate::payments::{announce, poll_gap_ms, state_of};
use crate::state::App;
use crate::{promises, random, store};

pub use asking::{AskProblem, Asked, Journaled, ask, ask_within};

/// Puts what the acquirer says into the journal: the end of a refund, the ledger and the payment's state at once.
///
/// # Errors
/// When the database does not answer; nothing has changed then.
pub async fn apply(app: &App, refund_id: &str, answer: &RefundAnswer) -> Outcome<()> {
    let Some(known) = store::refunds::find(&app.db, refund_id).await? else { return Ok(()) };
    let tx = store::begin_write(&app.writer).await?;
    // The payment is locked first, as by whoever asks for a refund.
    let payment = store::payments::lock(&tx, &known.payment_id).await?;
    let row = store::refunds::find(&tx, refund_id).await?;
    let (Some(payment), Some(mut row)) = (payment, row) else {
        return Err(Failure::internal(&format!("refund {refund_id} has no payment")));
    };
    let is_same = row.acquirer_id.as_ref().is_none_or(|id| *id == answer.acquirer_id);
    if !is_same || answer.amount != Kopecks(row.amount_kopecks) {
        tracing::error!(
            refund = refund_id,
            acquirer = answer.acquirer_id,
            "the acquirer contradicts the journal"
        );
        return Ok(());
    }
    row.acquirer_id = Some(answer.acquirer_id.clone());
    row.polls += 1;
    row.next_poll_at = real_now_ms() + poll_gap_ms(row.polls);
    let event = match &answer.standing {
        RefundStanding::Pending => None,
        RefundStanding::Returned => Some(RefundEvent::Returned),
        RefundStanding::Refused { reason } => {
            row.failure = Some(reason.clone());
            Some(RefundEvent::Refused)
        }
    };
    let is_news = match event {
        Some(event) => end(app, &tx, row, payment, event).await?,
        None => {
            store::refunds::save(&tx, row).await?;
            false
        }
    };
    tx.commit().await?;
    if is_news {
        announce(app, &known.payment_id);
    }
    Ok(())
}

/// The acquirer will never carry it out as it is.
///
/// # Errors
/// When the database does not answer.
pub async fn refuse(app: &App, refund_id: &str, reason: &str) -> Outcome<()> {
    let Some(known) = store::refunds::find(&app.db, refund_id).await? else { return Ok(()) };
    let tx = store::begin_write(&app.writer).await?;
    let payment = store::payments::lock(&tx, &known.payment_id).await?;
    let (Some(payment), Some(mut row)) = (payment, store::refunds::find(&tx, refund_id).await?) else {
        return Ok(());
    };
    row.failure = Some(reason.to_owned());
    let is_news = end(app, &tx, row, payment, RefundEvent::Refused).await?;
    tx.commit().await?;
    if is_news {
        announce(app, &known.payment_id);
    }
    Ok(())
}

/// The acquirer is asked now, or gave no usable answer: ask again later, with the same key.
///
/// # Errors
/// When the database does not answer.
pub async fn note_asking(app: &App, refund_id: &str) -> Outcome<()> {
    let tx = store::begin_write(&app.writer).await?;
    if let Some(mut row) = store::refunds::find(&tx, refund_id).await? {
        row.first_sent_at = row.first_sent_at.or_else(|| Some(real_now_ms()));
        row.polls += 1;
        row.next_poll_at = real_now_ms() + poll_gap_ms(row.polls);
        store::refunds::save(&tx, row).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// One step of the refund's table with its effects. Tells whether anything is new.
async fn end(
    app: &App,
    tx: &DatabaseTransaction,
    mut row: refund::Model,
    payment: payment::Model,
    event: RefundEvent,
) -> Outcome<bool> {
    let state = RefundState::parse(&row.state).ok_or_else(|| Failure::internal(&row.state))?;
    let (next, is_news) = state.on(event);
    if is_news {
        next.as_str().clone_into(&mut row.state);
        row.settled_at = Some(app.clock.now_ms());
        if next == RefundState::Returned {
            row.failure = None;
            take_back(tx, &payment, &row, app.clock.now_ms()).await?;
            journal::expect_refund(app, tx, &payment, &row).await?;
        }
        tracing::info!(refund = row.id, payment = payment.id, to = next.as_str(), "refund");
    }
    store::refunds::save(tx, row).await?;
    if is_news {
        let all = store::refunds::of_payment(tx, &payment.id).await?;
        if let Some(event) = sums(&payment, &all).news() {
            step(tx, payment, event).await?;
        } else {
            store::payments::save(tx, payment).await?;
        }
    }
    Ok(is_news)
}

/// One step that moves no money by itself: what the ledger needs is booked by whoever tells of it.
async fn step(tx: &DatabaseTransaction, mut row: payment::Model, event: PaymentEvent) -> Outcome<()> {
    let state = state_of(&row)?;
    match state.on(event) {
        Transition::To(next) if next.is_paid() && !state.is_paid() => {
            return Err(Failure::internal(&format!("payment {}: {event:?} brings no money", row.id)));
        }
        Transition::To(next) => {
            next.as_str().clone_into(&mut row.state);
            tracing::info!(payment = row.id, from = state.as_str(), to = next.as_str(), "payment");
        }
        Transition::Stay => {}
        Transition::Conflict => {
            tracing::error!(
                payment = row.id,
                state = state.as_str(),
                ?event,
                "payment conflict: needs an operator"
            );
            return Ok(());
        }
    }
    store::payments::save(tx, row).await?;
    Ok(())
}

/// Takes the money off the ledger: each share that goes back is corrected by an entry of its own.
async fn take_back(
    tx: &DatabaseTransaction,
    payment: &payment::Model,
    row: &refund::Model,
    now: i64,
) -> Outcome<()> {
    let shares = store::refunds::shares(tx, &payment.id).await?;
    let mut corrected = Vec::with_capacity(shares.len());
    for share in &shares {
        let before = store::ledger::corrections_of_entry(tx, &share.id).await?;
        corrected.push(before.iter().map(|row| row.amount_kopecks).sum::<i64>());
    }
    let left: Vec<_> = shares
        .iter()
        .zip(&corrected)
        .map(|(share, corrected)| Kopecks(-(share.amount_kopecks + corrected)))
        .collect();
    let broken = |what: &str| Failure::internal(&format!("refund {}: {what}", row.id));
    let parts = returned_shares(&left, Kopecks(row.amount_kopecks));
    let parts = parts.ok_or_else(|| broken("more went back than the ledger holds of the payment"))?;
    for (place, part) in parts {
        let entry = &shares[place];
        let reason = CorrectionReason::Refunded;
        correct(Kopecks(entry.amount_kopecks), Kopecks(corrected[place]), part, reason)
            .map_err(|problem| broken(&problem.to_string()))?;
        let id = random::id();
        let made = correction::Model {
            id: id.clone(),
            account: entry.account.clone(),
            entry: entry.id.clone(),
            amount_kopecks: part.0,
            reason: reason.as_str().to_owned(),
            document: row.document.clone(),
            booked_at: now,
        };
        let booked = ledger_entry::Model {
            id: random::id(),
            amount_kopecks: part.0,
            cause_kind: "correction".to_owned(),
            cause_id: id,
            cause_line: 0,
            booked_at: now,
            ..entry.clone()
        };
        store::ledger::book(tx, made, booked).await?;
    }
    Ok(())
}

/// What was paid, is on its way back and went back.
#[must_use]
pub fn sums(payment: &payment::Model, refunds: &[refund::Model]) -> Refunds {
    let known =
        refunds.iter().filter_map(|row| Some((RefundState::parse(&row.state)?, Kopecks(row.amount_kopecks))));
    Refunds::of(Kopecks(payment.amount_kopecks), known)
}

/// A refund as its payer sees it, with its clock.
///
/// # Errors
/// Internal failure on a state that is none of the table's.
pub fn view(app: &App, row: &refund::Model, branch: &Branch) -> Outcome<RefundView> {
    let state = RefundState::parse(&row.state).ok_or_else(|| Failure::internal(&row.state))?;
    let clock = clock(row, state, branch, &app.data.calendar);
    Ok(RefundView {
        id: row.id.clone(),
        amount_kopecks: Kopecks(row.amount_kopecks),
        state,
        document: row.document.clone(),
        asked: local(row.asked_at, branch.zone),
        settled: row.settled_at.map(|ms| local(ms, branch.zone)),
        clock: clock.map(|clock| promises::view(&clock, app.clock.now())),
    })
}

/// The promise of a refund; none for one that was refused. What nobody can date is not promised.
fn clock(
    row: &refund::Model,
    state: RefundState,
    branch: &Branch,
    calendar: &ProductionCalendar,
) -> Option<PromiseClock> {
    let met = match state {
        RefundState::Asked => None,
        RefundState::Returned => row.settled_at.map(|ms| local(ms, branch.zone)),
        RefundState::Refused => return None,
    };
    let clock = PromiseClock::start(Standard::PaymentRefund, local(row.asked_at, branch.zone), calendar);
    clock.ok().map(|clock| PromiseClock { met, ..clock })
}
