//! The core that every dialect shares: may an account be paid, and money that was taken is credited, once.

use std::sync::Arc;

use chrono::{NaiveDateTime, TimeDelta, TimeZone, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::accounts::mask_name;
use svetlitsa_domain::payments::{AmountError, PaymentEvent, PaymentMethod};

use super::osmp::DATE;
use super::{Agent, Answer, Booked, Facts, Payment, Refusal, account_number};
use crate::clock::local;
use crate::data::Branch;
use crate::entity::{account, agent_alert, agent_payment};
use crate::failure::{Failure, Outcome};
use crate::payees::{NotPayable, may_be_paid};
use crate::payments::{NewPayment, journal, transition};
use crate::state::App;
use crate::store;
use crate::store::batch::Job;

/// Counter of our numbers of agents' payments.
const SERIES: &str = "agent_payment";
/// A date further back than this is a wrong clock: the money counts as taken when we hear of it.
const OLDEST: TimeDelta = TimeDelta::days(30);

/// An account that may be paid, and by whom it is served.
struct Payable<'a> {
    account: account::Model,
    branch: &'a Branch,
    /// When it is not today's.
    payee: Option<&'a str>,
}

/// Whether an account may be paid by an agent.
async fn payable<'a>(
    app: &'a App,
    db: &impl ConnectionTrait,
    agent: &Agent,
    number: &str,
    (amount, payee): (Option<Kopecks>, Option<&str>),
) -> Outcome<Result<Payable<'a>, Refusal>> {
    let number = match account_number(number) {
        Ok(number) if app.data.branches.values().any(|branch| branch.is_own_form(&number)) => number,
        _ => return Ok(Err(Refusal::AccountFormat)),
    };
    let Some(account) = store::accounts::find(db, number.as_str()).await? else {
        return Ok(Err(Refusal::UnknownAccount));
    };
    let branch = app.branch(&account.branch)?;
    if !branch.takes_payments {
        return Ok(Err(Refusal::ClosedAccount));
    }
    match amount.map(|amount| agent.check_amount(amount)) {
        Some(Err(AmountError::TooSmall)) => return Ok(Err(Refusal::TooSmall)),
        Some(Err(AmountError::TooLarge)) => return Ok(Err(Refusal::TooLarge)),
        Some(Ok(())) | None => {}
    }
    let today = local(app.clock.now_ms(), branch.zone).date_naive();
    Ok(match may_be_paid(db, &account, branch, payee, amount, today).await? {
        Ok(payee) => Ok(Payable { account, branch, payee }),
        Err(NotPayable::Unknown) => Err(Refusal::UnknownPayee),
        Err(NotPayable::TooMuch) => Err(Refusal::TooLarge),
    })
}

/// Tells whether an account may be paid, and what its payer should see before money is taken.
///
/// # Errors
/// When the database does not answer.
pub async fn check(
    app: &App,
    agent: &Agent,
    number: &str,
    amount: Option<Kopecks>,
    payee: Option<&str>,
) -> Outcome<Answer> {
    let Payable { account, branch, .. } = match payable(app, &app.db, agent, number, (amount, payee)).await? {
        Ok(payable) => payable,
        Err(refusal) => return Ok(Answer::Refused(refusal)),
    };
    let balances = store::accounts::balances(&app.db, &account.number).await?;
    let today = branch.payee_on(local(app.clock.now_ms(), branch.zone).date_naive());
    let owed_to = |id: &str| -> Kopecks {
        balances.iter().filter(|balance| balance.payee == id).map(|balance| balance.amount).sum()
    };
    let former =
        branch.payees.iter().filter(|payee| payee.id != today.id && owed_to(&payee.id).is_positive());
    let payees = std::iter::once(today).chain(former);
    Ok(Answer::Checked(Facts {
        name: mask_name(&account.name),
        balance: balances.iter().map(|balance| balance.amount).sum(),
        payees: payees.map(|payee| (payee.id.clone(), payee.name.clone())).collect(),
    }))
}

/// Credits money that an agent has taken, and answers when it is on the disk. The same transaction again is answered as
/// the first time.
///
/// # Errors
/// When the database does not answer; the agent asks again, and so do its twins.
pub async fn pay(app: &App, agent: &Arc<Agent>, payment: Payment) -> Outcome<Answer> {
    let deposit = Deposit { app: app.clone(), agent: agent.clone(), payment };
    match app.deposits.run(&app.writer, deposit.clone()).await {
        Ok(answer) => Ok(answer),
        // Another process may have been faster with the same transaction: then the journal knows it.
        Err(failure) => match store::agents::payment(&app.db, &agent.id, &deposit.payment.txn_id).await? {
            Some(_) => app.deposits.run(&app.writer, deposit).await,
            None => Err(failure),
        },
    }
}

/// Money on its way into the ledger, together with whatever else arrives.
#[derive(Clone)]
pub struct Deposit {
    app: App,
    agent: Arc<Agent>,
    payment: Payment,
}

impl Job for Deposit {
    type Done = Answer;

    async fn together(tx: &DatabaseTransaction, jobs: &[Self]) -> Outcome<Vec<Outcome<Answer>>> {
        let mut answers = Vec::with_capacity(jobs.len());
        for job in jobs {
            // What fails here is the database or a fault of ours: all of it is undone, and each is done by itself.
            answers.push(Ok(job.book(tx).await?));
        }
        Ok(answers)
    }
}

impl Deposit {
    async fn book(&self, tx: &DatabaseTransaction) -> Outcome<Answer> {
        let Self { app, agent, payment } = self;
        if let Some(known) = store::agents::payment(tx, &agent.id, &payment.txn_id).await? {
            return self.again(tx, &known).await;
        }
        let asked = (Some(payment.amount), payment.payee.as_deref());
        let payable = match payable(app, tx, agent, &payment.account, asked).await? {
            Ok(payable) => payable,
            Err(refusal) => return Ok(Answer::Refused(refusal)),
        };
        let Payable { account, branch, payee } = payable;
        let new = NewPayment {
            account: &account,
            branch,
            amount: payment.amount,
            method: PaymentMethod::Agent,
            payee,
            named: None,
            terminal: None,
        };
        let now = app.clock.now_ms();
        let number = store::counters::next(tx, SERIES).await?;
        let mut row = journal(app, tx, new).await?;
        // In the journal before the money moves: of twins in two processes the second waits here, and fails.
        let known = agent_payment::Model {
            agent: agent.id.clone(),
            txn_id: payment.txn_id.clone(),
            number,
            payment_id: row.id.clone(),
            account: account.number.clone(),
            amount_kopecks: payment.amount.0,
            taken: payment.taken.format(DATE).to_string(),
            day: payment.taken.date().to_string(),
            booked_at: now,
        };
        let booked = booked(&known, branch, false);
        store::agents::insert_payment(tx, known).await?;
        let taken = taken_at(payment.taken, branch, app.clock.now());
        row.created_at = taken.timestamp_millis();
        row.operation_id = Some(payment.txn_id.clone());
        row.instrument = Some(agent.name.clone());
        transition(app, tx, row, PaymentEvent::Paid, Some(taken)).await?;
        Ok(Answer::Booked(booked))
    }

    /// A transaction that is known: the first answer, unless it comes with another account or sum.
    async fn again(&self, tx: &DatabaseTransaction, known: &agent_payment::Model) -> Outcome<Answer> {
        let Self { app, agent, payment } = self;
        if known.account == payment.account && known.amount_kopecks == payment.amount.0 {
            let account = store::accounts::find(tx, &known.account).await?;
            let account =
                account.ok_or_else(|| Failure::internal(&format!("no account {}", known.account)))?;
            return Ok(Answer::Booked(booked(known, app.branch(&account.branch)?, true)));
        }
        tracing::error!(
            agent = agent.id,
            txn_id = payment.txn_id,
            "a known transaction came with another account or sum: needs an operator"
        );
        let alert = agent_alert::Model {
            agent: agent.id.clone(),
            txn_id: payment.txn_id.clone(),
            // It goes into the database whatever it is: no longer than a number may be, and of its digits alone.
            account: payment.account.chars().filter(char::is_ascii_digit).take(15).collect(),
            amount_kopecks: payment.amount.0,
            raised_at: app.clock.now_ms(),
        };
        store::agents::raise(tx, alert).await?;
        Ok(Answer::Refused(Refusal::Contradiction))
    }
}

fn booked(known: &agent_payment::Model, branch: &Branch, is_repeat: bool) -> Booked {
    Booked {
        number: known.number,
        amount: Kopecks(known.amount_kopecks),
        at: local(known.booked_at, branch.zone).naive_local(),
        is_repeat,
    }
}

/// When money was taken: by the agent's clock, unless that is ahead of ours or far behind it.
fn taken_at(taken: NaiveDateTime, branch: &Branch, now: chrono::DateTime<Utc>) -> chrono::DateTime<Utc> {
    let told = branch.zone.from_local_datetime(&taken).earliest().map(|at| at.with_timezone(&Utc));
    told.filter(|at| *at <= now && now - *at <= OLDEST).unwrap_or(now)
}
