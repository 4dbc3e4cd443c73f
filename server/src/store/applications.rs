//! Applications and their steps.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use svetlitsa_domain::applications::ApplicationStage;

use crate::entity::application::{Column, Entity, Model};
use crate::entity::application_event;

/// Applications shown in a cabinet or a staff list, at most.
const LIST: u64 = 200;
/// Ended ones at the end of the staff list, at most.
const ENDED: u64 = 50;

/// Writes an application down.
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
pub async fn insert_event(tx: &impl ConnectionTrait, row: application_event::Model) -> Result<(), DbErr> {
    application_event::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes an application's new state down.
///
/// # Errors
/// When the database does not answer.
pub async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    Entity::update(row.into_active_model().reset_all()).exec(tx).await?;
    Ok(())
}

/// An application by its number.
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

/// Applications of accounts, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_accounts(db: &impl ConnectionTrait, accounts: &[String]) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::Account.is_in(accounts))
        .order_by_desc(Column::FiledAt)
        .order_by_desc(Column::Number)
        .limit(LIST)
        .all(db)
        .await
}

/// Applications to work on, nearest running deadline first, those without one behind them, ended ones last.
///
/// # Errors
/// When the database does not answer.
pub async fn for_staff(db: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    let ends =
        ApplicationStage::ALL.into_iter().filter(|stage| stage.is_final()).map(ApplicationStage::as_str);
    let ends: Vec<&str> = ends.collect();
    let mut rows = Entity::find()
        .filter(Column::Stage.is_not_in(ends.iter().copied()))
        .order_by_asc(Column::FiledAt)
        .order_by_asc(Column::Number)
        .limit(LIST)
        .all(db)
        .await?;
    // Where empty columns sort differs between databases; here they come behind.
    rows.sort_by_key(|row| {
        let main = row.due_at.filter(|_| row.met_at.is_none());
        let notice = row.notice_due_at.filter(|_| row.notice_met_at.is_none());
        let zero = row.runs_out_at.filter(|_| row.stage == ApplicationStage::Received.as_str());
        main.into_iter().chain(notice).chain(zero).min().unwrap_or(i64::MAX)
    });
    let ended = Entity::find()
        .filter(Column::Stage.is_in(ends))
        .order_by_desc(Column::FiledAt)
        .order_by_desc(Column::Number)
        .limit(ENDED)
        .all(db)
        .await?;
    rows.extend(ended);
    Ok(rows)
}

/// Steps of applications, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn events(
    db: &impl ConnectionTrait,
    numbers: &[&str],
) -> Result<Vec<application_event::Model>, DbErr> {
    application_event::Entity::find()
        .filter(application_event::Column::Application.is_in(numbers.iter().copied()))
        .order_by_asc(application_event::Column::At)
        .order_by_asc(application_event::Column::Id)
        .all(db)
        .await
}

/// Reprogrammings that nobody was told of yet, whose money is over before `before`, with a mailbox; soonest first.
///
/// # Errors
/// When the database does not answer.
pub async fn to_alarm(db: &impl ConnectionTrait, before: i64, limit: u64) -> Result<Vec<Model>, DbErr> {
    let waiting = [ApplicationStage::Received, ApplicationStage::Incomplete].map(ApplicationStage::as_str);
    Entity::find()
        .filter(Column::Stage.is_in(waiting))
        .filter(Column::RunsOutAt.lt(before))
        .filter(Column::AlarmedAt.is_null())
        .filter(Column::Email.ne(""))
        .order_by_asc(Column::RunsOutAt)
        .limit(limit)
        .all(db)
        .await
}

/// Notes that somebody was told; `false` when that was done before.
///
/// # Errors
/// When the database does not answer.
pub async fn note_alarm(tx: &impl ConnectionTrait, number: &str, at: i64) -> Result<bool, DbErr> {
    let noted = Entity::update_many()
        .col_expr(Column::AlarmedAt, Expr::value(at))
        .filter(Column::Number.eq(number))
        .filter(Column::AlarmedAt.is_null())
        .exec(tx)
        .await?;
    Ok(noted.rows_affected == 1)
}
