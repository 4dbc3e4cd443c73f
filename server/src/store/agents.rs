//! Agents, their journals, and what an operator has to settle with them.

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder,
};

use crate::entity::{agent, agent_alert, agent_payment};

/// An agent by its id.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, id: &str) -> Result<Option<agent::Model>, DbErr> {
    agent::Entity::find_by_id(id).one(db).await
}

/// Every agent, by id.
///
/// # Errors
/// When the database does not answer.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<agent::Model>, DbErr> {
    agent::Entity::find().order_by_asc(agent::Column::Id).all(db).await
}

/// Takes an agent in.
///
/// # Errors
/// When the database does not answer, or there is one of this id.
pub async fn insert(db: &impl ConnectionTrait, row: agent::Model) -> Result<agent::Model, DbErr> {
    row.into_active_model().reset_all().insert(db).await
}

/// Writes a changed agent back.
///
/// # Errors
/// When the database does not answer.
pub async fn save(db: &impl ConnectionTrait, row: agent::Model) -> Result<agent::Model, DbErr> {
    row.into_active_model().reset_all().update(db).await
}

/// What is known of an agent's transaction.
///
/// # Errors
/// When the database does not answer.
pub async fn payment(
    db: &impl ConnectionTrait,
    agent: &str,
    txn_id: &str,
) -> Result<Option<agent_payment::Model>, DbErr> {
    agent_payment::Entity::find_by_id((agent.to_owned(), txn_id.to_owned())).one(db).await
}

/// Writes a transaction down.
///
/// # Errors
/// When the database does not answer, or it is written down already.
pub async fn insert_payment(tx: &DatabaseTransaction, row: agent_payment::Model) -> Result<(), DbErr> {
    agent_payment::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// What an agent has told of on a day, in the order of our numbers.
///
/// # Errors
/// When the database does not answer.
pub async fn register(
    db: &impl ConnectionTrait,
    agent: &str,
    day: &str,
) -> Result<Vec<agent_payment::Model>, DbErr> {
    agent_payment::Entity::find()
        .filter(agent_payment::Column::Agent.eq(agent))
        .filter(agent_payment::Column::Day.eq(day))
        .order_by_asc(agent_payment::Column::Number)
        .all(db)
        .await
}

/// Raises an alert; the same one again is no other.
///
/// # Errors
/// When the database does not answer.
pub async fn raise(tx: &DatabaseTransaction, row: agent_alert::Model) -> Result<(), DbErr> {
    let nothing = OnConflict::new().do_nothing().to_owned();
    agent_alert::Entity::insert(row.into_active_model().reset_all())
        .on_conflict(nothing)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// The newest alerts, with what the journal holds of their transactions.
///
/// # Errors
/// When the database does not answer.
pub async fn alerts(
    db: &impl ConnectionTrait,
) -> Result<Vec<(agent_alert::Model, Option<agent_payment::Model>)>, DbErr> {
    let alerts = agent_alert::Entity::find().order_by_desc(agent_alert::Column::RaisedAt).all(db).await?;
    let mut found = Vec::with_capacity(alerts.len());
    for alert in alerts {
        let known = payment(db, &alert.agent, &alert.txn_id).await?;
        found.push((alert, known));
    }
    Ok(found)
}
