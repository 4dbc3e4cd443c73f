//! Bills, their lines, and closings of periods.

use std::collections::{HashMap, HashSet};

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};
use svetlitsa_domain::bills::{LineKind, Method};
use svetlitsa_domain::readings::{ReadingEvent, ReadingState, ReadingStep};
use svetlitsa_domain::{Kopecks, Period};

use crate::bills::month::AccountRows;
use crate::bills::rows::BillRows;
use crate::entity::{
    account, bill, bill_line, closing, common_use, ledger_entry, meter, opening, reading, register,
};
use crate::store::insert_all;
use crate::store::readings::counting_states;

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

/// All that the bills of some accounts are made of.
#[derive(Debug, Default)]
pub struct Known {
    meters: HashMap<String, Vec<meter::Model>>,
    registers: HashMap<String, Vec<register::Model>>,
    readings: HashMap<String, Vec<reading::Model>>,
    silent: HashMap<String, Vec<bill_line::Model>>,
    openings: HashMap<String, opening::Model>,
    billed: HashSet<String>,
    common_uses: HashMap<String, common_use::Model>,
    /// By account and payee.
    balances: HashMap<(String, String), i64>,
}

impl Known {
    /// Reads it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn read(
        db: &impl ConnectionTrait,
        accounts: &[account::Model],
        period: Period,
    ) -> Result<Self, DbErr> {
        let numbers: Vec<&str> = accounts.iter().map(|account| account.number.as_str()).collect();
        let among = || numbers.iter().copied();
        let mut known = Self::default();
        let meters = meter::Entity::find()
            .filter(meter::Column::Account.is_in(among()))
            .order_by_asc(meter::Column::Position)
            .all(db)
            .await?;
        let registers = register::Entity::find()
            .filter(register::Column::Meter.is_in(meters.iter().map(|meter| meter.id.as_str())))
            .order_by_asc(register::Column::Position)
            .all(db)
            .await?;
        let account_of: HashMap<&str, &str> =
            meters.iter().map(|meter| (meter.id.as_str(), meter.account.as_str())).collect();
        for register in registers {
            if let Some(account) = account_of.get(register.meter.as_str()) {
                known.registers.entry((*account).to_owned()).or_default().push(register);
            }
        }
        for meter in meters {
            known.meters.entry(meter.account.clone()).or_default().push(meter);
        }
        let readings = reading::Entity::find()
            .filter(reading::Column::Account.is_in(among()))
            .filter(reading::Column::State.is_in(counting_states()))
            .filter(reading::Column::Period.lte(period.to_string()))
            .all(db)
            .await?;
        for reading in readings {
            known.readings.entry(reading.account.clone()).or_default().push(reading);
        }
        let silent = bill_line::Entity::find()
            .filter(bill_line::Column::Account.is_in(among()))
            .filter(bill_line::Column::Kind.eq(LineKind::Supply.as_str()))
            .filter(bill_line::Column::Method.ne(Method::Actual.as_str()))
            .all(db)
            .await?;
        for line in silent {
            known.silent.entry(line.account.clone()).or_default().push(line);
        }
        let openings =
            opening::Entity::find().filter(opening::Column::Account.is_in(among())).all(db).await?;
        known.openings = openings.into_iter().map(|opening| (opening.account.clone(), opening)).collect();
        let buildings = accounts.iter().filter_map(|account| account.building.as_deref());
        let common_uses = common_use::Entity::find()
            .filter(common_use::Column::Building.is_in(buildings))
            .filter(common_use::Column::Period.eq(period.to_string()))
            .all(db)
            .await?;
        known.common_uses = common_uses.into_iter().map(|row| (row.building.clone(), row)).collect();
        let billed: Vec<String> = bill::Entity::find()
            .select_only()
            .column(bill::Column::Account)
            .filter(bill::Column::Account.is_in(among()))
            .filter(bill::Column::Period.eq(period.to_string()))
            .into_tuple()
            .all(db)
            .await?;
        known.billed = billed.into_iter().collect();
        // As a bigint on both: PostgreSQL's sum of them is a numeric.
        let sum = Expr::cust("CAST(SUM(amount_kopecks) AS BIGINT)");
        let balances: Vec<(String, String, i64)> = ledger_entry::Entity::find()
            .select_only()
            .columns([ledger_entry::Column::Account, ledger_entry::Column::Payee])
            .column_as(sum, "balance")
            .filter(ledger_entry::Column::Account.is_in(among()))
            .group_by(ledger_entry::Column::Account)
            .group_by(ledger_entry::Column::Payee)
            .into_tuple()
            .all(db)
            .await?;
        known.balances = balances.into_iter().map(|(account, payee, sum)| ((account, payee), sum)).collect();
        Ok(known)
    }

    /// Whether the account has its bill of the period.
    #[must_use]
    pub fn is_billed(&self, account: &account::Model) -> bool {
        self.billed.contains(&account.number)
    }

    /// What a payee is owed by an account.
    #[must_use]
    pub fn balance(&self, account: &account::Model, payee: &str) -> i64 {
        let key = (account.number.clone(), payee.to_owned());
        self.balances.get(&key).copied().unwrap_or_default()
    }

    /// The rows of one of the accounts.
    #[must_use]
    pub fn of<'a>(&'a self, account: &'a account::Model) -> AccountRows<'a> {
        fn all<'a, T>(map: &'a HashMap<String, Vec<T>>, number: &str) -> Vec<&'a T> {
            map.get(number).into_iter().flatten().collect()
        }
        let number = account.number.as_str();
        AccountRows {
            account,
            meters: all(&self.meters, number),
            registers: all(&self.registers, number),
            readings: all(&self.readings, number),
            silent: all(&self.silent, number),
            opening: self.openings.get(number),
            common_use: account.building.as_ref().and_then(|building| self.common_uses.get(building)),
        }
    }
}

/// Puts bills into the database, and marks the readings that they are made of.
///
/// # Errors
/// When the database does not take them; [`DbErr::Custom`] when a reading changed meanwhile.
pub async fn insert(tx: &DatabaseTransaction, bills: Vec<BillRows>, used: Vec<String>) -> Result<(), DbErr> {
    let (mut rows, mut lines, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    for bill in bills {
        rows.push(bill.bill);
        lines.extend(bill.lines);
        entries.extend(bill.entries);
    }
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

/// Keeps how far a closing is.
///
/// # Errors
/// When the database does not take it.
pub async fn save_closing(tx: &DatabaseTransaction, row: closing::Model, is_new: bool) -> Result<(), DbErr> {
    let row = row.into_active_model().reset_all();
    if is_new {
        row.insert(tx).await?;
    } else {
        row.update(tx).await?;
    }
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

/// What its payee was paid by the account since a bill was made, until the next one was; positive.
///
/// # Errors
/// When the database does not answer.
pub async fn paid_since(db: &impl ConnectionTrait, bill: &bill::Model) -> Result<Kopecks, DbErr> {
    let next: Option<i64> = bill::Entity::find()
        .select_only()
        .column(bill::Column::MadeAt)
        .filter(bill::Column::Account.eq(&bill.account))
        .filter(bill::Column::Period.gt(&bill.period))
        .order_by_asc(bill::Column::Period)
        .into_tuple()
        .one(db)
        .await?;
    let sums: Vec<i64> = ledger_entry::Entity::find()
        .select_only()
        .column(ledger_entry::Column::AmountKopecks)
        .filter(ledger_entry::Column::Account.eq(&bill.account))
        .filter(ledger_entry::Column::Payee.eq(&bill.payee))
        .filter(ledger_entry::Column::CauseKind.eq("payment"))
        .filter(ledger_entry::Column::BookedAt.gte(bill.made_at))
        .filter(ledger_entry::Column::BookedAt.lt(next.unwrap_or(i64::MAX)))
        .into_tuple()
        .all(db)
        .await?;
    Ok(Kopecks(-sums.into_iter().sum::<i64>()))
}
