//! Outages, their steps, and reports of them.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};
use svetlitsa_domain::outages::OutageStage;

use crate::entity::outage::{Column, Entity, Model};
use crate::entity::{account, outage_event, outage_report, outgoing_mail};

/// Outages of a list, at most.
const LIST: u64 = 500;

/// Writes a new outage down.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes an outage's new state down.
///
/// # Errors
/// When the database does not answer.
pub async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    Entity::update(row.into_active_model().reset_all()).exec(tx).await?;
    Ok(())
}

/// An outage by its id.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, id: &str) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).one(db).await
}

/// The same, kept from other writers until the transaction ends.
///
/// # Errors
/// When the database does not answer.
pub async fn lock(tx: &impl ConnectionTrait, id: &str) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).lock_exclusive().one(tx).await
}

/// Outages that are not over, earliest first.
///
/// # Errors
/// When the database does not answer.
pub async fn open(db: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    let open = OutageStage::ALL.into_iter().filter(|stage| !stage.is_over()).map(OutageStage::as_str);
    Entity::find()
        .filter(Column::Stage.is_in(open))
        .order_by_asc(Column::BeginsAt)
        .order_by_asc(Column::Id)
        .limit(LIST)
        .all(db)
        .await
}

/// Outages that are over since a moment, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn ended_since(db: &impl ConnectionTrait, since: i64) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::EndedAt.gte(since))
        .order_by_desc(Column::EndedAt)
        .order_by_desc(Column::Id)
        .limit(LIST)
        .all(db)
        .await
}

/// Writes a step down.
///
/// # Errors
/// When the database does not answer.
pub async fn insert_event(tx: &impl ConnectionTrait, row: outage_event::Model) -> Result<(), DbErr> {
    outage_event::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// Steps of outages, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn events(db: &impl ConnectionTrait, ids: &[&str]) -> Result<Vec<outage_event::Model>, DbErr> {
    outage_event::Entity::find()
        .filter(outage_event::Column::Outage.is_in(ids.iter().copied()))
        .order_by_asc(outage_event::Column::At)
        .order_by_asc(outage_event::Column::Id)
        .all(db)
        .await
}

/// Steps that letters have still to tell, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn untold(db: &impl ConnectionTrait) -> Result<Vec<outage_event::Model>, DbErr> {
    outage_event::Entity::find()
        .filter(outage_event::Column::Untold.is_not_null())
        .order_by_asc(outage_event::Column::At)
        .order_by_asc(outage_event::Column::Id)
        .limit(LIST)
        .all(db)
        .await
}

/// Every letter about a step is written.
///
/// # Errors
/// When the database does not answer.
pub async fn told(db: &impl ConnectionTrait, row: outage_event::Model) -> Result<(), DbErr> {
    let row = outage_event::Model { untold: None, ..row };
    outage_event::Entity::update(row.into_active_model().reset_all()).exec(db).await?;
    Ok(())
}

/// Addresses of a branch with their houses; of one house, when it is named. Nothing else of the accounts is read.
///
/// # Errors
/// When the database does not answer.
pub async fn addresses(
    db: &impl ConnectionTrait,
    branch: &str,
    house: Option<&str>,
) -> Result<Vec<(String, String)>, DbErr> {
    let mut query = account::Entity::find().filter(account::Column::Branch.eq(branch));
    if let Some(house) = house {
        query = query.filter(account::Column::House.eq(house));
    }
    query
        .select_only()
        .column(account::Column::Address)
        .column(account::Column::House)
        .into_tuple()
        .all(db)
        .await
}

/// Writes a report down.
///
/// # Errors
/// When the database does not answer.
pub async fn insert_report(tx: &impl ConnectionTrait, row: outage_report::Model) -> Result<(), DbErr> {
    outage_report::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// Reports of a house since a moment, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn reports(
    db: &impl ConnectionTrait,
    (branch, house): (&str, &str),
    trouble: &str,
    since: i64,
) -> Result<Vec<outage_report::Model>, DbErr> {
    outage_report::Entity::find()
        .filter(outage_report::Column::Branch.eq(branch))
        .filter(outage_report::Column::House.eq(house))
        .filter(outage_report::Column::Trouble.eq(trouble))
        .filter(outage_report::Column::At.gt(since))
        .order_by_asc(outage_report::Column::At)
        .order_by_asc(outage_report::Column::Id)
        .all(db)
        .await
}

/// Reports whose letter to the duty desk has left or never will, and of which that is not known yet: with the letter.
///
/// # Errors
/// When the database does not answer.
pub async fn settled_letters(
    db: &impl ConnectionTrait,
) -> Result<Vec<(outage_report::Model, outgoing_mail::Model)>, DbErr> {
    let waiting = outage_report::Entity::find()
        .filter(outage_report::Column::Letter.is_not_null())
        .filter(outage_report::Column::SettledAt.is_null())
        .limit(LIST)
        .all(db)
        .await?;
    let ids: Vec<&str> = waiting.iter().filter_map(|report| report.letter.as_deref()).collect();
    let over = Condition::any()
        .add(outgoing_mail::Column::SentAt.is_not_null())
        .add(outgoing_mail::Column::NextAttemptAt.eq(super::mail::NEVER));
    let letters = outgoing_mail::Entity::find()
        .filter(outgoing_mail::Column::Id.is_in(ids.iter().copied()))
        .filter(over)
        .all(db)
        .await?;
    let of = |letter: outgoing_mail::Model| {
        let report = waiting.iter().find(|report| report.letter.as_ref() == Some(&letter.id))?;
        Some((report.clone(), letter))
    };
    Ok(letters.into_iter().filter_map(of).collect())
}

/// It is known what became of a report's letter: `true` for whoever is first to say so.
///
/// # Errors
/// When the database does not answer.
pub async fn settle(tx: &impl ConnectionTrait, id: &str, now: i64) -> Result<bool, DbErr> {
    let settled = outage_report::Entity::update_many()
        .col_expr(outage_report::Column::SettledAt, sea_orm::sea_query::Expr::value(now))
        .filter(outage_report::Column::Id.eq(id))
        .filter(outage_report::Column::SettledAt.is_null())
        .exec(tx)
        .await?;
    Ok(settled.rows_affected == 1)
}

/// Reports of a branch since a moment that have an appeal of their own, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn reports_since(
    tx: &impl ConnectionTrait,
    branch: &str,
    since: i64,
) -> Result<Vec<outage_report::Model>, DbErr> {
    outage_report::Entity::find()
        .filter(outage_report::Column::Branch.eq(branch))
        .filter(outage_report::Column::At.gte(since))
        .filter(outage_report::Column::Joined.is_null())
        .order_by_asc(outage_report::Column::Id)
        .all(tx)
        .await
}
