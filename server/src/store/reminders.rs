//! What residents asked to be reminded of.

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};
use svetlitsa_domain::notices::Reminder;

use crate::entity::reminder::{Column, Entity, Model};

/// What a resident is reminded of about an account.
///
/// # Errors
/// When the database does not answer.
pub async fn of_account(
    db: &impl ConnectionTrait,
    resident: &str,
    account: &str,
) -> Result<Vec<Reminder>, DbErr> {
    let rows = Entity::find()
        .filter(Column::ResidentId.eq(resident))
        .filter(Column::Account.eq(account))
        .all(db)
        .await?;
    Ok(rows.iter().filter_map(|row| Reminder::parse(&row.kind)).collect())
}

/// Switches a reminder on or off; again is no news.
///
/// # Errors
/// When the database does not answer.
pub async fn switch(
    tx: &impl ConnectionTrait,
    (resident, account): (&str, &str),
    reminder: Reminder,
    is_on: bool,
) -> Result<(), DbErr> {
    let kind = reminder.as_str().to_owned();
    let (resident_id, account) = (resident.to_owned(), account.to_owned());
    if !is_on {
        Entity::delete_by_id((resident_id, account, kind)).exec(tx).await?;
        return Ok(());
    }
    let is_there =
        OnConflict::columns([Column::ResidentId, Column::Account, Column::Kind]).do_nothing().to_owned();
    let row = Model { resident_id, account, kind };
    Entity::insert(row.into_active_model().reset_all())
        .on_conflict(is_there)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Reminders after a resident, account and kind.
///
/// # Errors
/// When the database does not answer.
pub async fn page(
    db: &impl ConnectionTrait,
    after: &(String, String, String),
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let (resident, account, kind) = after;
    let same_resident = || Condition::all().add(Column::ResidentId.eq(resident));
    Entity::find()
        .filter(
            Condition::any()
                .add(Column::ResidentId.gt(resident))
                .add(same_resident().add(Column::Account.gt(account)))
                .add(same_resident().add(Column::Account.eq(account)).add(Column::Kind.gt(kind))),
        )
        .order_by_asc(Column::ResidentId)
        .order_by_asc(Column::Account)
        .order_by_asc(Column::Kind)
        .limit(limit)
        .all(db)
        .await
}
