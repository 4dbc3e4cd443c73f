//! Readings and meters.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};
use svetlitsa_domain::Period;
use svetlitsa_domain::readings::VerdictStatus;

use crate::entity::{meter, reading, register};

/// Meters of an account, in their order, each with its registers.
///
/// # Errors
/// When the database does not answer.
pub async fn meters(
    db: &impl ConnectionTrait,
    account: &str,
) -> Result<Vec<(meter::Model, Vec<register::Model>)>, DbErr> {
    let meters = meter::Entity::find()
        .filter(meter::Column::Account.eq(account))
        .order_by_asc(meter::Column::Position)
        .all(db)
        .await?;
    let mut result = Vec::with_capacity(meters.len());
    for meter in meters {
        let registers = register::Entity::find()
            .filter(register::Column::Meter.eq(&meter.id))
            .order_by_asc(register::Column::Position)
            .all(db)
            .await?;
        result.push((meter, registers));
    }
    Ok(result)
}

/// Readings of a meter that count, newest period first.
///
/// # Errors
/// When the database does not answer.
pub async fn counting(db: &impl ConnectionTrait, meter: &str) -> Result<Vec<reading::Model>, DbErr> {
    reading::Entity::find()
        .filter(reading::Column::Meter.eq(meter))
        .filter(reading::Column::Status.ne(VerdictStatus::Refused.as_str()))
        .filter(reading::Column::IsReplaced.eq(false))
        .order_by_desc(reading::Column::Period)
        .order_by_desc(reading::Column::ReceivedAt)
        .limit(36)
        .all(db)
        .await
}

/// The reading of an account that counts for a period, the newest when there are several meters.
///
/// # Errors
/// When the database does not answer.
pub async fn current_of_account(
    db: &impl ConnectionTrait,
    account: &str,
    period: Period,
) -> Result<Option<reading::Model>, DbErr> {
    reading::Entity::find()
        .filter(reading::Column::Account.eq(account))
        .filter(reading::Column::Period.eq(period.to_string()))
        .filter(reading::Column::Status.ne(VerdictStatus::Refused.as_str()))
        .filter(reading::Column::IsReplaced.eq(false))
        .order_by_desc(reading::Column::ReceivedAt)
        .one(db)
        .await
}

/// Readings of an account, newest first, after the reading `cursor`.
///
/// # Errors
/// When the database does not answer.
pub async fn of_account(
    db: &impl ConnectionTrait,
    account: &str,
    cursor: Option<&str>,
    limit: u64,
) -> Result<Vec<reading::Model>, DbErr> {
    let mut query = reading::Entity::find().filter(reading::Column::Account.eq(account));
    if let Some(cursor) = cursor {
        query = query.filter(reading::Column::Id.lt(cursor));
    }
    query.order_by_desc(reading::Column::Id).limit(limit).all(db).await
}

/// Puts a reading in place of the earlier ones of its meter and period, which stay in the history.
///
/// # Errors
/// When the database does not answer.
pub async fn record(tx: &DatabaseTransaction, row: reading::Model) -> Result<reading::Model, DbErr> {
    if row.status != VerdictStatus::Refused.as_str() {
        reading::Entity::update_many()
            .col_expr(reading::Column::IsReplaced, true.into())
            .filter(reading::Column::Meter.eq(&row.meter))
            .filter(reading::Column::Period.eq(&row.period))
            .filter(reading::Column::Status.ne(VerdictStatus::Refused.as_str()))
            .exec(tx)
            .await?;
    }
    row.into_active_model().reset_all().insert(tx).await
}
