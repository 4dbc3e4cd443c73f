//! What printed documents look up beside the thing itself.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use crate::entity::{bill, ledger_entry};

/// Entries of an account that were booked before a bill was made, or with it, but for the bill's own.
///
/// # Errors
/// When the database does not answer.
pub async fn entries_before(
    db: &impl ConnectionTrait,
    bill: &bill::Model,
) -> Result<Vec<ledger_entry::Model>, DbErr> {
    ledger_entry::Entity::find()
        .filter(ledger_entry::Column::Account.eq(&bill.account))
        .filter(ledger_entry::Column::BookedAt.lte(bill.made_at))
        .filter(ledger_entry::Column::CauseId.ne(format!("bill-{}", bill.number)))
        .all(db)
        .await
}

/// The bill before another one of the account.
///
/// # Errors
/// When the database does not answer.
pub async fn bill_before(
    db: &impl ConnectionTrait,
    bill: &bill::Model,
) -> Result<Option<bill::Model>, DbErr> {
    bill::Entity::find()
        .filter(bill::Column::Account.eq(&bill.account))
        .filter(bill::Column::Period.lt(&bill.period))
        .order_by_desc(bill::Column::Period)
        .one(db)
        .await
}
