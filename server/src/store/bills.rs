//! Bills, their lines, and closings of periods.

mod known;

use std::collections::HashMap;

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};
use svetlitsa_domain::bills::{LineKind, Purpose};
use svetlitsa_domain::readings::{ReadingEvent, ReadingState, ReadingStep};
use svetlitsa_domain::{Kopecks, Period};

use crate::bills::penalties::PenaltyRows;
use crate::bills::rows::BillRows;
use crate::entity::{account, bill, bill_line, closing, ledger_entry, penalty, reading};
use crate::store::insert_all;

pub use known::Known;

/// Accounts of a branch after the number `after`, by number.
///
/// # Errors
/// When the database does not answer.
pub async fn page(
    db: &impl ConnectionTrait,
    branch: &str,
    after: &str,
    limit: u64,
) -> Result<Vec<account::Model>, DbErr> {
    account::Entity::find()
        .filter(account::Column::Branch.eq(branch))
        .filter(account::Column::Number.gt(after))
        .order_by_asc(account::Column::Number)
        .limit(limit)
        .all(db)
        .await
}

/// Puts bills and penalties into the database, and marks the readings that the bills are made of.
///
/// # Errors
/// When the database does not take them; [`DbErr::Custom`] when a reading changed meanwhile.
pub async fn insert(
    tx: &DatabaseTransaction,
    bills: Vec<BillRows>,
    penalties: Vec<PenaltyRows>,
    used: Vec<String>,
) -> Result<(), DbErr> {
    let (mut rows, mut lines, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    for bill in bills {
        rows.push(bill.bill);
        lines.extend(bill.lines);
        entries.extend(bill.entries);
    }
    let mut grown = Vec::new();
    for rows in penalties {
        grown.extend(rows.penalties);
        entries.extend(rows.entries);
    }
    insert_all::<penalty::Entity, _>(tx, grown).await?;
    insert_all::<bill::Entity, _>(tx, rows).await?;
    insert_all::<bill_line::Entity, _>(tx, lines).await?;
    insert_all::<ledger_entry::Entity, _>(tx, entries).await?;
    if used.is_empty() {
        return Ok(());
    }
    // Those that a bill may use, by the table of a reading's life.
    let ready = ReadingState::ALL
        .into_iter()
        .filter(|state| state.on(ReadingEvent::Billed) == ReadingStep::To(ReadingState::Used))
        .map(ReadingState::as_str);
    let count = used.len();
    let changed = reading::Entity::update_many()
        .col_expr(reading::Column::State, ReadingState::Used.as_str().into())
        .filter(reading::Column::Id.is_in(used))
        .filter(reading::Column::State.is_in(ready))
        .exec(tx)
        .await?;
    if usize::try_from(changed.rows_affected) == Ok(count) {
        Ok(())
    } else {
        Err(DbErr::Custom("a reading changed while its bill was made".to_owned()))
    }
}

/// The newest closing of a branch.
///
/// # Errors
/// When the database does not answer.
pub async fn last_closing(db: &impl ConnectionTrait, branch: &str) -> Result<Option<closing::Model>, DbErr> {
    closing::Entity::find()
        .filter(closing::Column::Branch.eq(branch))
        .order_by_desc(closing::Column::Period)
        .one(db)
        .await
}

/// A closing by branch and period.
///
/// # Errors
/// When the database does not answer.
pub async fn closing(
    db: &impl ConnectionTrait,
    branch: &str,
    period: Period,
) -> Result<Option<closing::Model>, DbErr> {
    closing::Entity::find_by_id((branch.to_owned(), period.to_string())).one(db).await
}

/// A closing, begun if it was not, and locked until the transaction ends: of two that run at once, one waits for the
/// other's bills and then sees them.
///
/// # Errors
/// When the database does not answer.
pub async fn lock_closing(
    tx: &DatabaseTransaction,
    branch: &str,
    period: Period,
    now_ms: i64,
) -> Result<closing::Model, DbErr> {
    let row = closing::Model {
        branch: branch.to_owned(),
        period: period.to_string(),
        started_at: now_ms,
        finished_at: None,
        actual: 0,
        average: 0,
        norm: 0,
        refused: 0,
        charged_kopecks: 0,
        penalty_kopecks: 0,
    };
    let is_there =
        OnConflict::columns([closing::Column::Branch, closing::Column::Period]).do_nothing().to_owned();
    closing::Entity::insert(row.clone().into_active_model().reset_all())
        .on_conflict(is_there)
        .exec_without_returning(tx)
        .await?;
    let locked = closing::Entity::find_by_id((row.branch.clone(), row.period.clone()));
    Ok(locked.lock_exclusive().one(tx).await?.unwrap_or(row))
}

/// Keeps how far a closing is.
///
/// # Errors
/// When the database does not take it.
pub async fn save_closing(tx: &DatabaseTransaction, row: closing::Model) -> Result<(), DbErr> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// Bills of an account, newest first, after the bill `cursor`.
///
/// # Errors
/// When the database does not answer.
pub async fn of_account(
    db: &impl ConnectionTrait,
    account: &str,
    cursor: Option<&str>,
    limit: u64,
) -> Result<Vec<bill::Model>, DbErr> {
    let mut query = bill::Entity::find().filter(bill::Column::Account.eq(account));
    if let Some(cursor) = cursor {
        query = query.filter(bill::Column::Number.lt(cursor));
    }
    query.order_by_desc(bill::Column::Number).limit(limit).all(db).await
}

/// How the use of some bills was reckoned, by number.
///
/// # Errors
/// When the database does not answer.
pub async fn methods(db: &impl ConnectionTrait, numbers: &[&str]) -> Result<HashMap<String, String>, DbErr> {
    let rows: Vec<(String, String)> = bill_line::Entity::find()
        .select_only()
        .columns([bill_line::Column::Bill, bill_line::Column::Method])
        .filter(bill_line::Column::Bill.is_in(numbers.iter().copied()))
        .filter(bill_line::Column::Method.is_not_null())
        .filter(bill_line::Column::Kind.is_in([LineKind::Supply.as_str(), LineKind::Recalculation.as_str()]))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// The bill of a month.
///
/// # Errors
/// When the database does not answer.
pub async fn find(
    db: &impl ConnectionTrait,
    account: &str,
    period: Period,
) -> Result<Option<bill::Model>, DbErr> {
    bill::Entity::find()
        .filter(bill::Column::Account.eq(account))
        .filter(bill::Column::Period.eq(period.to_string()))
        .one(db)
        .await
}

/// The last month that an account was billed for.
///
/// # Errors
/// When the database does not answer, or holds no month there.
pub async fn last_billed(db: &impl ConnectionTrait, account: &str) -> Result<Option<Period>, DbErr> {
    let period: Option<String> = bill::Entity::find()
        .select_only()
        .column(bill::Column::Period)
        .filter(bill::Column::Account.eq(account))
        .order_by_desc(bill::Column::Period)
        .into_tuple()
        .one(db)
        .await?;
    period.map(|text| text.parse().map_err(|_| DbErr::Custom(format!("{text} is no month")))).transpose()
}

/// Lines of a bill in their order.
///
/// # Errors
/// When the database does not answer.
pub async fn lines(db: &impl ConnectionTrait, number: &str) -> Result<Vec<bill_line::Model>, DbErr> {
    bill_line::Entity::find()
        .filter(bill_line::Column::Bill.eq(number))
        .order_by_asc(bill_line::Column::Line)
        .all(db)
        .await
}

/// What became of a bill since it was made, until the next one was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Since {
    /// What its payee was paid, positive.
    pub paid: Kopecks,
    /// What was put right by corrections: more owed above zero, less below.
    pub corrected: Kopecks,
}

/// What became of a bill: of its use, and of its penalty.
///
/// # Errors
/// When the database does not answer.
pub async fn since(db: &impl ConnectionTrait, bill: &bill::Model) -> Result<(Since, Since), DbErr> {
    let next: Option<i64> = bill::Entity::find()
        .select_only()
        .column(bill::Column::MadeAt)
        .filter(bill::Column::Account.eq(&bill.account))
        .filter(bill::Column::Period.gt(&bill.period))
        .order_by_asc(bill::Column::Period)
        .into_tuple()
        .one(db)
        .await?;
    let sums: Vec<(String, String, i64)> = ledger_entry::Entity::find()
        .select_only()
        .columns([
            ledger_entry::Column::Purpose,
            ledger_entry::Column::CauseKind,
            ledger_entry::Column::AmountKopecks,
        ])
        .filter(ledger_entry::Column::Account.eq(&bill.account))
        .filter(ledger_entry::Column::Payee.eq(&bill.payee))
        .filter(ledger_entry::Column::CauseKind.is_in(["payment", "correction"]))
        .filter(ledger_entry::Column::BookedAt.gte(bill.made_at))
        .filter(ledger_entry::Column::BookedAt.lt(next.unwrap_or(i64::MAX)))
        .into_tuple()
        .all(db)
        .await?;
    let of = |purpose: Purpose| {
        let sum = |cause: &str| {
            let meant = sums.iter().filter(|(word, kind, _)| word == purpose.as_str() && kind == cause);
            meant.map(|(_, _, sum)| sum).sum::<i64>()
        };
        Since { paid: Kopecks(-sum("payment")), corrected: Kopecks(sum("correction")) }
    };
    Ok((of(Purpose::Supply), of(Purpose::Penalty)))
}

/// Penalties that were booked with a bill: those of its payee by the last day of its month, oldest debt first.
///
/// # Errors
/// When the database does not answer.
pub async fn penalties(
    db: &impl ConnectionTrait,
    bill: &bill::Model,
    reckoned_on: &str,
) -> Result<Vec<penalty::Model>, DbErr> {
    penalty::Entity::find()
        .filter(penalty::Column::Account.eq(&bill.account))
        .filter(penalty::Column::Payee.eq(&bill.payee))
        .filter(penalty::Column::ReckonedOn.eq(reckoned_on))
        .order_by_asc(penalty::Column::LatePeriod)
        .all(db)
        .await
}
