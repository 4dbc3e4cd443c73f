//! What becomes of a prepaid meter (`seeds/001`): its author is told before the money is over, the act of the reprogramming is
//! kept, and what was left is booked on the account it is for.

use minijinja::context;
use sea_orm::DatabaseTransaction;
use svetlitsa_api::applications::{ApplicationStep, ReprogrammingAct, TransferredMoney};
use svetlitsa_api::{FieldCode, FieldProblem};
use svetlitsa_domain::applications::{ApplicationStage, TransferReading, is_alarm_due};
use svetlitsa_domain::notices::{SendingHours, may_leave};
use svetlitsa_domain::{AccountNumber, Kopecks, Period};

use super::{broken, language};
use crate::bill_letters::sum_parts;
use crate::clock::local;
use crate::entity::application;
use crate::failure::{Failure, Outcome};
use crate::letters::{self, Occasion};
use crate::payments::arrival::{self, Arrived};
use crate::state::App;
use crate::{appeals, store};

/// Most money that is left on a meter: what is above was typed wrongly.
const MOST: Kopecks = Kopecks(100_000_000);

/// Puts what a clerk says of act and money into the row.
///
/// # Errors
/// Every field that needs another look.
pub(super) async fn take(
    app: &App,
    tx: &DatabaseTransaction,
    row: &mut application::Model,
    step: &ApplicationStep,
) -> Outcome<()> {
    match step.stage {
        ApplicationStage::Reprogrammed => take_act(app, row, step.act.as_ref()),
        ApplicationStage::MoneyReceived => take_money(tx, row, step.transferred.as_ref()).await,
        // Nothing else is told of with other steps.
        _ if step.act.is_some() => Err(Failure::field("act", FieldCode::NotAChoice)),
        _ if step.transferred.is_some() => Err(Failure::field("transferred", FieldCode::NotAChoice)),
        _ => Ok(()),
    }
}

fn take_act(app: &App, row: &mut application::Model, act: Option<&ReprogrammingAct>) -> Outcome<()> {
    let act = act.ok_or_else(|| Failure::field("act", FieldCode::Required))?;
    let mut problems = Vec::new();
    let mut refuse = |field: &str, code| problems.push(FieldProblem { field: field.to_owned(), code });
    let today = app.clock.now().with_timezone(&app.branch(&row.branch)?.zone).date_naive();
    if act.done_on > today {
        refuse("act_done_on", FieldCode::MomentAhead);
    }
    let reading = TransferReading::parse(&act.reading);
    if reading.is_none() {
        refuse("act_reading", FieldCode::NotANumber);
    }
    if act.left_kopecks.0 < 0 {
        refuse("act_left", FieldCode::NotANumber);
    } else if act.left_kopecks > MOST {
        refuse("act_left", FieldCode::AmountTooLarge);
    }
    if !problems.is_empty() {
        return Err(Failure::fields(problems));
    }
    row.act_on = Some(act.done_on);
    row.act_reading = reading.map(|reading| reading.as_str().to_owned());
    row.act_left_kopecks = Some(act.left_kopecks.0);
    Ok(())
}

async fn take_money(
    tx: &DatabaseTransaction,
    row: &mut application::Model,
    money: Option<&TransferredMoney>,
) -> Outcome<()> {
    let money = money.ok_or_else(|| Failure::field("transfer_amount", FieldCode::Required))?;
    let mut problems = Vec::new();
    let mut refuse = |field: &str, code| problems.push(FieldProblem { field: field.to_owned(), code });
    if !money.amount_kopecks.is_positive() {
        refuse("transfer_amount", FieldCode::AmountTooSmall);
    } else if money.amount_kopecks > MOST {
        refuse("transfer_amount", FieldCode::AmountTooLarge);
    }
    let named =
        if money.account.trim().is_empty() { row.account.clone() } else { Some(money.account.clone()) };
    let number = named.and_then(|number| number.parse::<AccountNumber>().ok());
    let known = match &number {
        Some(number) => store::accounts::find(tx, number.as_str()).await?,
        None => None,
    };
    if known.is_none() {
        refuse("transfer_account", FieldCode::NotAnAccount);
    }
    if !problems.is_empty() {
        return Err(Failure::fields(problems));
    }
    row.transfer_kopecks = Some(money.amount_kopecks.0);
    row.transfer_account = known.map(|account| account.number);
    Ok(())
}

/// Books the money on its account, once: the application is the cause of its entries.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn credit(app: &App, tx: &DatabaseTransaction, row: &application::Model) -> Outcome<()> {
    // One whose money came before it was written down here was booked by whoever kept the books.
    let (Some(amount), Some(number)) = (row.transfer_kopecks, &row.transfer_account) else { return Ok(()) };
    let account = store::accounts::find(tx, number).await?.ok_or_else(|| broken(row, "transfer"))?;
    let branch = app.branch(&account.branch)?;
    let today = app.clock.now().with_timezone(&branch.zone).date_naive();
    let arrived = Arrived {
        account: &account,
        branch,
        payee: &branch.payee_on(today).id,
        amount: Kopecks(amount),
        named: None,
        advance_to: Period::of(today).ok_or_else(|| broken(row, "day"))?,
        cause: ("transfer", &row.number),
    };
    arrival::book(tx, &arrived, app.clock.now_ms()).await
}

/// What the act says.
pub(super) fn act(row: &application::Model) -> Option<ReprogrammingAct> {
    Some(ReprogrammingAct {
        done_on: row.act_on?,
        reading: row.act_reading.clone()?,
        left_kopecks: Kopecks(row.act_left_kopecks?),
    })
}

/// What came.
pub(super) fn transferred(row: &application::Model) -> Option<TransferredMoney> {
    Some(TransferredMoney {
        amount_kopecks: Kopecks(row.transfer_kopecks?),
        account: row.transfer_account.clone()?,
    })
}

/// Tells whoever waits for a reprogramming that the money on the meter runs out, once. Says whether a letter was written.
///
/// # Errors
/// When the database does not answer; nothing has changed then.
pub async fn alarm(app: &App, row: &application::Model) -> Outcome<bool> {
    let Some(runs_out_at) = row.runs_out_at else { return Ok(false) };
    let branch = app.branch(&row.branch)?;
    let here = app.clock.now().with_timezone(&branch.zone).naive_local();
    let runs_out = local(runs_out_at, branch.zone);
    let leaves = may_leave(here, SendingHours::standard(), &app.data.calendar);
    let leaves = leaves.map_err(|error| Failure::internal(&error))?;
    if !is_alarm_due(runs_out.naive_local(), here, leaves) {
        return Ok(false);
    }
    let tx = store::begin_write(&app.writer).await?;
    let now = app.clock.now_ms();
    if !store::applications::note_alarm(&tx, &row.number, now).await? {
        return Ok(false);
    }
    let urgent_phone = branch.prepaid.as_ref().map_or(&branch.phone, |prepaid| &prepaid.reprogramming_phone);
    let facts = context! {
        runs_out => letters::moment(runs_out),
        balance => row.prepaid_kopecks.map(|sum| sum_parts(Kopecks(sum))),
        urgent_phone => urgent_phone,
        ..appeals::letter_facts(app, branch, &row.number, &row.name, row.filed_at, "", None)
    };
    let letter = letters::write(&app.data.mail_templates, Occasion::PrepaidRunsOut, language(row), &facts)
        .map_err(|error| Failure::internal(&error))?;
    store::mail::enqueue(&tx, &row.email, letter, now).await?;
    tx.commit().await?;
    Ok(true)
}
