//! Residents and what they hold.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder,
};

use crate::entity::{
    bill_alert, bill_code, bill_letter, cabinet_account, elder, receipt_reader, reminder, resident,
    seen_notices,
};

/// The resident who signs in with an address.
///
/// # Errors
/// When the database does not answer.
pub async fn by_login(db: &impl ConnectionTrait, login: &str) -> Result<Option<resident::Model>, DbErr> {
    resident::Entity::find().filter(resident::Column::Login.eq(login)).one(db).await
}

/// A resident by id.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, id: &str) -> Result<Option<resident::Model>, DbErr> {
    resident::Entity::find_by_id(id).one(db).await
}

/// Writes a new resident down.
///
/// # Errors
/// When the database does not answer, or the login is taken.
pub async fn insert(tx: &impl ConnectionTrait, row: resident::Model) -> Result<(), DbErr> {
    resident::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes a resident's new password or login down.
///
/// # Errors
/// When the database does not answer, or the login is taken.
pub async fn update(tx: &impl ConnectionTrait, row: resident::Model) -> Result<(), DbErr> {
    resident::Entity::update(row.into_active_model().reset_all()).exec(tx).await?;
    Ok(())
}

/// Forgets a resident and what their cabinet held: its accounts, what it asked to be told of, what it has seen.
///
/// # Errors
/// When the database does not answer.
pub async fn remove(tx: &impl ConnectionTrait, id: &str) -> Result<(), DbErr> {
    macro_rules! forget {
        ($($table:ident),+) => {$(
            $table::Entity::delete_many().filter($table::Column::ResidentId.eq(id)).exec(tx).await?;
        )+};
    }
    forget!(cabinet_account, bill_alert, bill_letter, elder, receipt_reader, reminder, seen_notices);
    resident::Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}

/// Everybody who holds an account; not those who were given access.
///
/// # Errors
/// When the database does not answer.
pub async fn owners(db: &impl ConnectionTrait, account: &str) -> Result<Vec<resident::Model>, DbErr> {
    let held = cabinet_account::Entity::find()
        .filter(cabinet_account::Column::Account.eq(account))
        .filter(cabinet_account::Column::ShareId.is_null())
        .order_by_asc(cabinet_account::Column::ResidentId)
        .all(db)
        .await?;
    let ids: Vec<String> = held.into_iter().map(|row| row.resident_id).collect();
    resident::Entity::find()
        .filter(resident::Column::Id.is_in(ids))
        .order_by_asc(resident::Column::Id)
        .all(db)
        .await
}

/// The code on an account's bills.
///
/// # Errors
/// When the database does not answer.
pub async fn bill_code(db: &impl ConnectionTrait, account: &str) -> Result<Option<String>, DbErr> {
    Ok(bill_code::Entity::find_by_id(account).one(db).await?.map(|row| row.code))
}

/// A cabinet's accounts in their order.
///
/// # Errors
/// When the database does not answer.
pub async fn cabinet(
    db: &impl ConnectionTrait,
    resident_id: &str,
) -> Result<Vec<cabinet_account::Model>, DbErr> {
    cabinet_account::Entity::find()
        .filter(cabinet_account::Column::ResidentId.eq(resident_id))
        .order_by_asc(cabinet_account::Column::Position)
        .order_by_asc(cabinet_account::Column::Account)
        .all(db)
        .await
}

/// Takes an account out of a cabinet.
///
/// # Errors
/// When the database does not answer.
pub async fn release(tx: &impl ConnectionTrait, resident_id: &str, account: &str) -> Result<(), DbErr> {
    let id = (resident_id.to_owned(), account.to_owned());
    cabinet_account::Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}

/// Puts an account at the end of a cabinet; one that is there stays where it is.
///
/// # Errors
/// When the database does not answer.
pub async fn hold(
    tx: &impl ConnectionTrait,
    resident_id: &str,
    account: &str,
    label: &str,
) -> Result<(), DbErr> {
    let cabinet = cabinet(tx, resident_id).await?;
    if let Some(row) = cabinet.iter().find(|row| row.account == account) {
        // What was somebody else's and open is one's own from now on.
        let row = cabinet_account::Model { share_id: None, ..row.clone() };
        cabinet_account::Entity::update(row.into_active_model().reset_all()).exec(tx).await?;
        return Ok(());
    }
    let row = cabinet_account::Model {
        resident_id: resident_id.to_owned(),
        account: account.to_owned(),
        position: cabinet.last().map_or(1, |row| row.position + 1),
        label: label.to_owned(),
        share_id: None,
    };
    cabinet_account::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes a cabinet's names and order down.
///
/// # Errors
/// When the database does not answer.
pub async fn arrange(tx: &impl ConnectionTrait, rows: Vec<cabinet_account::Model>) -> Result<(), DbErr> {
    for row in rows {
        cabinet_account::Entity::update(row.into_active_model().reset_all()).exec(tx).await?;
    }
    Ok(())
}
