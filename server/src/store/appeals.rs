//! Appeals and their steps.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use svetlitsa_domain::appeals::AppealStage;

use crate::entity::appeal::{Column, Entity, Model};
use crate::entity::appeal_event;

/// Appeals shown in a cabinet or a staff list, at most.
const LIST: u64 = 200;
/// Ended ones at the end of the staff list, at most.
const ENDED: u64 = 50;

/// Writes a new appeal down.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes a step down.
///
/// # Errors
/// When the database does not answer.
pub async fn insert_event(tx: &impl ConnectionTrait, row: appeal_event::Model) -> Result<(), DbErr> {
    appeal_event::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes an appeal's new state down.
///
/// # Errors
/// When the database does not answer.
pub async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    Entity::update(row.into_active_model().reset_all()).exec(tx).await?;
    Ok(())
}

/// An appeal by its number.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, number: &str) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(number).one(db).await
}

/// The same, kept from other writers until the transaction ends.
///
/// # Errors
/// When the database does not answer.
pub async fn lock(tx: &impl ConnectionTrait, number: &str) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(number).lock_exclusive().one(tx).await
}

/// Number of an appeal that is not over, of the same kind, in the same words and with the same contact: the oldest.
///
/// # Errors
/// When the database does not answer.
pub async fn same_words(
    db: &impl ConnectionTrait,
    kind: &str,
    text: &str,
    email: &str,
    phone: &str,
) -> Result<Option<String>, DbErr> {
    let over = AppealStage::ALL.into_iter().filter(|stage| stage.is_over()).map(AppealStage::as_str);
    Entity::find()
        .select_only()
        .column(Column::Number)
        .filter(Column::Kind.eq(kind))
        .filter(Column::Email.eq(email))
        .filter(Column::Phone.eq(phone))
        .filter(Column::Stage.is_not_in(over))
        .filter(Column::Text.eq(text))
        .order_by_asc(Column::RegisteredAt)
        .into_tuple()
        .one(db)
        .await
}

/// Appeals that a resident filed, newest first. One that a stranger filed and that only names an account of the
/// cabinet is not among them: its text is not the resident's to read.
///
/// # Errors
/// When the database does not answer.
pub async fn of_resident(db: &impl ConnectionTrait, resident_id: &str) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::ResidentId.eq(resident_id))
        .order_by_desc(Column::RegisteredAt)
        .order_by_desc(Column::Number)
        .limit(LIST)
        .all(db)
        .await
}

/// Appeals to work on, nearest deadline first; then those that wait for nothing but an end; then what programs have
/// probably sent; then some of the ended.
///
/// # Errors
/// When the database does not answer.
pub async fn for_staff(db: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    let closed = AppealStage::Closed.as_str();
    let mut rows = Entity::find()
        .filter(Column::Stage.ne(closed))
        .filter(Column::IsQuarantined.eq(false))
        .order_by_asc(Column::DueAt)
        .order_by_asc(Column::Number)
        .limit(LIST)
        .all(db)
        .await?;
    // Whoever was let down and asks to hurry comes first.
    rows.sort_by_key(|row| (row.met_at.is_some(), row.hurried_at.is_none()));
    // A flood of what programs send must not push anybody's appeal off the list.
    let quarantined = Entity::find()
        .filter(Column::IsQuarantined.eq(true))
        .order_by_desc(Column::RegisteredAt)
        .order_by_desc(Column::Number)
        .limit(ENDED)
        .all(db)
        .await?;
    rows.extend(quarantined);
    let ended = Entity::find()
        .filter(Column::Stage.eq(closed))
        .filter(Column::IsQuarantined.eq(false))
        .order_by_desc(Column::RegisteredAt)
        .order_by_desc(Column::Number)
        .limit(ENDED)
        .all(db)
        .await?;
    rows.extend(ended);
    Ok(rows)
}

/// Steps of appeals, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn events(db: &impl ConnectionTrait, numbers: &[&str]) -> Result<Vec<appeal_event::Model>, DbErr> {
    appeal_event::Entity::find()
        .filter(appeal_event::Column::Appeal.is_in(numbers.iter().copied()))
        .order_by_asc(appeal_event::Column::At)
        .order_by_asc(appeal_event::Column::Id)
        .all(db)
        .await
}
