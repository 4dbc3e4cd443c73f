//! Telephones that residents confirmed, or are about to.

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
};

use crate::entity::phone::{Column, Entity, Model};

/// What is known of a resident's telephone.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, resident: &str) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(resident).one(db).await
}

/// The confirmed telephone of a resident.
///
/// # Errors
/// When the database does not answer.
pub async fn confirmed(db: &impl ConnectionTrait, resident: &str) -> Result<Option<String>, DbErr> {
    Ok(find(db, resident).await?.and_then(|row| row.confirmed))
}

/// Writes down what is known of it now.
///
/// # Errors
/// When the database does not answer.
pub async fn keep(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    let columns = [Column::Confirmed, Column::Asked, Column::Code, Column::CodeAt, Column::Failures];
    let again = OnConflict::column(Column::ResidentId).update_columns(columns).to_owned();
    Entity::insert(row.into_active_model().reset_all()).on_conflict(again).exec_without_returning(tx).await?;
    Ok(())
}

/// Forgets it.
///
/// # Errors
/// When the database does not answer.
pub async fn remove(tx: &impl ConnectionTrait, resident: &str) -> Result<(), DbErr> {
    Entity::delete_by_id(resident).exec(tx).await?;
    Ok(())
}

/// Residents who confirmed a telephone.
///
/// # Errors
/// When the database does not answer.
pub async fn residents_of(db: &impl ConnectionTrait, phone: &str) -> Result<Vec<String>, DbErr> {
    let rows = Entity::find().filter(Column::Confirmed.eq(phone)).all(db).await?;
    Ok(rows.into_iter().map(|row| row.resident_id).collect())
}
