//! What customers think of an answer, and of the service.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder,
};

use crate::entity::survey::{Column, Entity, Model};
use crate::entity::{appeal, yearly_survey};

/// Writes down that somebody is asked.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes an opinion down.
///
/// # Errors
/// When the database does not answer.
pub async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    Entity::update(row.into_active_model().reset_all()).exec(tx).await?;
    Ok(())
}

/// When a customer was asked last, about an answer or the service; business time, Unix ms.
///
/// # Errors
/// When the database does not answer.
pub async fn last_asked(db: &impl ConnectionTrait, customer: &str) -> Result<Option<i64>, DbErr> {
    let asked = Entity::find().filter(Column::Customer.eq(customer)).order_by_desc(Column::AskedAt);
    let of_answers = asked.one(db).await?.map(|row| row.asked_at);
    let of_service = newest_yearly(db, customer).await?.map(|row| row.asked_at);
    Ok(of_answers.max(of_service))
}

/// What a customer was asked about the service last.
///
/// # Errors
/// When the database does not answer.
pub async fn newest_yearly(
    db: &impl ConnectionTrait,
    customer: &str,
) -> Result<Option<yearly_survey::Model>, DbErr> {
    use yearly_survey::{Column, Entity};
    Entity::find().filter(Column::Customer.eq(customer)).order_by_desc(Column::AskedAt).one(db).await
}

/// Writes down what a customer thinks of the service.
///
/// # Errors
/// When the database does not answer.
pub async fn insert_yearly(tx: &impl ConnectionTrait, row: yearly_survey::Model) -> Result<(), DbErr> {
    let row = row.into_active_model().reset_all();
    yearly_survey::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes down that a customer thinks otherwise by now.
///
/// # Errors
/// When the database does not answer.
pub async fn update_yearly(tx: &impl ConnectionTrait, row: yearly_survey::Model) -> Result<(), DbErr> {
    yearly_survey::Entity::update(row.into_active_model().reset_all()).exec(tx).await?;
    Ok(())
}

/// What customers thought of the service, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn all_yearly(db: &impl ConnectionTrait) -> Result<Vec<yearly_survey::Model>, DbErr> {
    yearly_survey::Entity::find().order_by_asc(yearly_survey::Column::Id).all(db).await
}

/// The survey of an appeal.
///
/// # Errors
/// When the database does not answer.
pub async fn of_appeal(db: &impl ConnectionTrait, number: &str) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(number).one(db).await
}

/// Surveys of appeals.
///
/// # Errors
/// When the database does not answer.
pub async fn of_appeals(db: &impl ConnectionTrait, numbers: &[&str]) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::Appeal.is_in(numbers.iter().copied())).all(db).await
}

/// The survey of a letter's link.
///
/// # Errors
/// When the database does not answer.
pub async fn of_token(db: &impl ConnectionTrait, digest: &str) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::Token.eq(digest)).one(db).await
}

/// All of them with their appeals, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<(Model, Option<appeal::Model>)>, DbErr> {
    let rows = Entity::find().order_by_asc(Column::AskedAt).order_by_asc(Column::Appeal).all(db).await?;
    let mut told = Vec::with_capacity(rows.len());
    for row in rows {
        let appeal = super::appeals::find(db, &row.appeal).await?;
        told.push((row, appeal));
    }
    Ok(told)
}
