//! The debt of an account as its page draws it.

use chrono::NaiveDate;
use svetlitsa_api::debts::{AgreementView, DebtView, InstalmentOffer, NextDue, PayeeDebt};
use svetlitsa_domain::bills::{AgreementState, Balances, due_date};
use svetlitsa_domain::tariffs::{Category, Service};
use svetlitsa_domain::{Kopecks, Period};

use crate::bills::entries::name_corrections;
use crate::bills::penalties::entries_of;
use crate::clock::to_local;
use crate::data::Branch;
use crate::debts::late::Books;
use crate::debts::restriction::Owed;
use crate::debts::{instalments, restriction};
use crate::entity::account;
use crate::failure::{Failure, Outcome};
use crate::state::App;
use crate::store;

/// What of a debt can be divided into instalments: what is late to the payee of today, without penalty.
#[must_use]
pub fn divisible(payees: &[PayeeDebt]) -> Option<(&str, Kopecks)> {
    let current = payees.iter().find(|debt| debt.is_current && debt.overdue_kopecks.is_positive())?;
    Some((&current.payee, current.overdue_kopecks))
}

/// The debt of an account on the branch's day.
///
/// # Errors
/// When the database does not answer, or holds words that are none of ours.
pub async fn debt(app: &App, account: &account::Model) -> Outcome<DebtView> {
    let branch = app.branch(&account.branch)?;
    let number = account.number.as_str();
    let today = to_local(app.clock.now(), branch.zone).date_naive();
    let ledger = store::debts::ledger(&app.db, number).await?;
    let penalties = store::debts::penalties(&app.db, number).await?;
    let broken = |error: &dyn std::fmt::Display| Failure::internal(error);
    let mut entries = entries_of(&ledger, branch).map_err(|error| broken(&error))?;
    name_corrections(&mut entries, &store::ledger::corrections(&app.db, number).await?);
    let balances = Balances::of(&entries).map_err(|error| broken(&error))?;
    let last = store::bills::last_closing(&app.db, &branch.id).await?;
    let last: Option<Period> = last.and_then(|row| row.period.parse().ok());
    let books = Books {
        branch,
        data: &app.data,
        service: Service::parse(&account.service).ok_or_else(|| broken(&"service"))?,
        today,
        entries: &entries,
        balances: &balances,
        penalties: &penalties,
        since: last.map_or(today, |last| last.next().day(1)),
        is_household: Category::parse(&account.category).is_some(),
    };
    let payees = books.payees();
    let agreements: Vec<AgreementView> = store::debts::agreements(&app.db, number)
        .await?
        .iter()
        .map(|row| instalments::view(row, &ledger, branch, today))
        .collect::<Outcome<_>>()?;
    let has_agreement = agreements.iter().any(|agreement| agreement.state == AgreementState::InForce);
    let current = payees.iter().find(|debt| debt.is_current);
    let owed = Owed {
        debt: current.map_or(Kopecks::ZERO, |debt| debt.overdue_kopecks),
        penalty: current.map_or(Kopecks::ZERO, |debt| debt.penalty_kopecks),
        has_agreement,
    };
    let rows = store::debts::restrictions(&app.db, number).await?;
    let penalty_kopecks = payees.iter().map(|debt| debt.penalty_kopecks).sum();
    let offer = divisible(&payees).filter(|_| !has_agreement).and_then(|(payee, debt)| {
        let terms = branch.instalments?;
        Some(InstalmentOffer {
            payee: payee.to_owned(),
            debt_kopecks: debt,
            first_percent: terms.standard.first_percent.normalize().to_string(),
            parts: terms.standard.parts,
            fewest_parts: terms.fewest_parts,
            most_parts: terms.most_parts,
            first_part_days: terms.first_part_days,
        })
    });
    Ok(DebtView {
        account: account.number.parse().map_err(|error| broken(&error))?,
        today,
        overdue_kopecks: payees.iter().map(|debt| debt.overdue_kopecks).sum(),
        penalty_kopecks,
        next: next_due(app, account, branch, &books, last).await?,
        forecast: books.forecast(penalty_kopecks),
        restriction: restriction::view(account, branch, &app.data, today, owed, &rows),
        notices: rows.iter().map(|row| restriction::notice(row, branch)).collect::<Outcome<_>>()?,
        offer,
        agreements,
        payees,
    })
}

/// What is owed and not late; nothing owed but bills made here, when the next one is due.
async fn next_due(
    app: &App,
    account: &account::Model,
    branch: &Branch,
    books: &Books<'_>,
    last: Option<Period>,
) -> Outcome<Option<NextDue>> {
    let due = |period: Period| -> Option<NaiveDate> { due_date(period, &app.data.calendar).ok() };
    let open: Vec<_> = branch.payees.iter().flat_map(|payee| books.open(&payee.id, false)).collect();
    if let Some(first) = open.iter().map(|(period, _)| *period).min() {
        let amount = open.iter().filter(|(period, _)| *period == first).map(|(_, sum)| *sum).sum();
        return Ok(due(first).map(|due_on| NextDue { due_on, amount_kopecks: Some(amount), period: first }));
    }
    let is_billed = !store::bills::of_account(&app.db, &account.number, None, 1).await?.is_empty();
    let next = last.filter(|_| is_billed).map(Period::next);
    Ok(next.and_then(|period| Some(NextDue { due_on: due(period)?, amount_kopecks: None, period })))
}
