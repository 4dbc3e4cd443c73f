//! What residents asked to be reminded of.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};
use svetlitsa_domain::notices::Reminder;

use crate::entity::reminder::{Column, Entity, Model};

/// By which ways somebody is reminded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// By letter.
    pub email: bool,
    /// By text message.
    pub sms: bool,
}

/// What a resident is reminded of about an account, and how.
///
/// # Errors
/// When the database does not answer.
pub async fn of_account(
    db: &impl ConnectionTrait,
    resident: &str,
    account: &str,
) -> Result<Vec<(Reminder, Ways)>, DbErr> {
    let rows = Entity::find()
        .filter(Column::ResidentId.eq(resident))
        .filter(Column::Account.eq(account))
        .all(db)
        .await?;
    let known =
        |row: &Model| Some((Reminder::parse(&row.kind)?, Ways { email: row.by_email, sms: row.by_sms }));
    Ok(rows.iter().filter_map(known).collect())
}

/// Says by which ways a resident is reminded from now on; by none, there is no reminder.
///
/// # Errors
/// When the database does not answer.
pub async fn arrange(
    tx: &impl ConnectionTrait,
    (resident, account): (&str, &str),
    reminder: Reminder,
    Ways { email, sms }: Ways,
) -> Result<(), DbErr> {
    let kind = reminder.as_str().to_owned();
    let (resident_id, account) = (resident.to_owned(), account.to_owned());
    if !email && !sms {
        Entity::delete_by_id((resident_id, account, kind)).exec(tx).await?;
        return Ok(());
    }
    let again = OnConflict::columns([Column::ResidentId, Column::Account, Column::Kind])
        .update_columns([Column::ByEmail, Column::BySms])
        .to_owned();
    let row = Model { resident_id, account, kind, by_email: email, by_sms: sms };
    Entity::insert(row.into_active_model().reset_all()).on_conflict(again).exec_without_returning(tx).await?;
    Ok(())
}

/// Ends every reminder of a resident by text message; those by letter stay.
///
/// # Errors
/// When the database does not answer.
pub async fn end_sms(tx: &impl ConnectionTrait, resident: &str) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::ResidentId.eq(resident))
        .filter(Column::ByEmail.eq(false))
        .exec(tx)
        .await?;
    Entity::update_many()
        .col_expr(Column::BySms, Expr::value(false))
        .filter(Column::ResidentId.eq(resident))
        .exec(tx)
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

/// Whether a resident is reminded of anything by text message.
///
/// # Errors
/// When the database does not answer.
pub async fn has_sms(db: &impl ConnectionTrait, resident: &str) -> Result<bool, DbErr> {
    let wanted = Entity::find().filter(Column::ResidentId.eq(resident)).filter(Column::BySms.eq(true));
    Ok(wanted.one(db).await?.is_some())
}
