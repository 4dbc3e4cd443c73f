//! What tells of an account's payees: what was carried over to each, and what its meters showed.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};

use crate::entity::{ledger_entry, meter, reading, register, takeover};
use crate::store::readings::counting_states;

/// What was carried over to each payee when it began, kopecks.
///
/// # Errors
/// When the database does not answer.
pub async fn carried_over(db: &impl ConnectionTrait, account: &str) -> Result<HashMap<String, i64>, DbErr> {
    let rows: Vec<(String, i64)> = ledger_entry::Entity::find()
        .select_only()
        .columns([ledger_entry::Column::Payee, ledger_entry::Column::AmountKopecks])
        .filter(ledger_entry::Column::Account.eq(account))
        .filter(ledger_entry::Column::CauseKind.eq("opening"))
        .into_tuple()
        .all(db)
        .await?;
    let mut sums = HashMap::new();
    for (payee, amount) in rows {
        *sums.entry(payee).or_default() += amount;
    }
    Ok(sums)
}

/// What the payees of an account took over when they began.
///
/// # Errors
/// When the database does not answer.
pub async fn takeovers(db: &impl ConnectionTrait, account: &str) -> Result<Vec<takeover::Model>, DbErr> {
    takeover::Entity::find().filter(takeover::Column::Account.eq(account)).all(db).await
}

/// Registers of the account's meters, and its readings that count.
///
/// # Errors
/// When the database does not answer.
pub async fn values(
    db: &impl ConnectionTrait,
    account: &str,
) -> Result<(Vec<register::Model>, Vec<reading::Model>), DbErr> {
    let meters: Vec<String> = meter::Entity::find()
        .select_only()
        .column(meter::Column::Id)
        .filter(meter::Column::Account.eq(account))
        .into_tuple()
        .all(db)
        .await?;
    let registers = register::Entity::find().filter(register::Column::Meter.is_in(meters)).all(db).await?;
    let readings = reading::Entity::find()
        .filter(reading::Column::Account.eq(account))
        .filter(reading::Column::State.is_in(counting_states()))
        .all(db)
        .await?;
    Ok((registers, readings))
}
