//! Readings that were given with a payment.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};

use svetlitsa_domain::readings::ReadingState;

use super::readings::counting_states;
use crate::entity::{payment_reading, reading};

/// How many of these readings are the account's and were not refused. One that was replaced since had counted, too.
///
/// # Errors
/// When the database does not answer.
pub async fn given(tx: &DatabaseTransaction, account: &str, ids: &[String]) -> Result<usize, DbErr> {
    let states = counting_states().chain([ReadingState::Replaced.as_str()]);
    let rows: Vec<String> = reading::Entity::find()
        .select_only()
        .column(reading::Column::Id)
        .filter(reading::Column::Account.eq(account))
        .filter(reading::Column::Id.is_in(ids))
        .filter(reading::Column::State.is_in(states))
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows.len())
}

/// Notes that they were given with a payment.
///
/// # Errors
/// When the database does not answer.
pub async fn note(tx: &DatabaseTransaction, payment: &str, ids: &[String]) -> Result<(), DbErr> {
    let rows = ids.iter().map(|reading| {
        let row = payment_reading::Model { payment: payment.to_owned(), reading: reading.clone() };
        row.into_active_model().reset_all()
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        payment_reading::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Readings that were given with a payment, in the order of their arrival.
///
/// # Errors
/// When the database does not answer.
pub async fn of_payment(db: &impl ConnectionTrait, payment: &str) -> Result<Vec<reading::Model>, DbErr> {
    let ids = payment_reading::Entity::find()
        .select_only()
        .column(payment_reading::Column::Reading)
        .filter(payment_reading::Column::Payment.eq(payment))
        .into_query();
    reading::Entity::find()
        .filter(reading::Column::Id.in_subquery(ids))
        .order_by_asc(reading::Column::Id)
        .all(db)
        .await
}
