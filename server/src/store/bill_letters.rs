//! Who is told of bills by letter, and which letters were written.

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};
use svetlitsa_domain::Kopecks;

use crate::entity::{bill, bill_alert, bill_letter, closing, consent};

/// Purpose of the consent to bills by e-mail.
pub const E_BILL: &str = "e_bill";

/// How many bills closings have made: another number means that there is something to tell.
///
/// # Errors
/// When the database does not answer.
pub async fn bills_made(db: &impl ConnectionTrait) -> Result<i64, DbErr> {
    let rows = closing::Entity::find().all(db).await?;
    Ok(rows.iter().map(|row| row.actual + row.average + row.norm).sum())
}

/// Consents to bills by e-mail that stand, after the id `after`.
///
/// # Errors
/// When the database does not answer.
pub async fn subscriptions(
    db: &impl ConnectionTrait,
    after: &str,
    limit: u64,
) -> Result<Vec<consent::Model>, DbErr> {
    consent::Entity::find()
        .filter(consent::Column::Purpose.eq(E_BILL))
        .filter(consent::Column::WithdrawnAt.is_null())
        .filter(consent::Column::Id.gt(after))
        .order_by_asc(consent::Column::Id)
        .limit(limit)
        .all(db)
        .await
}

/// The consent of a resident to bills of an account by e-mail, while it stands.
///
/// # Errors
/// When the database does not answer.
pub async fn subscription(
    db: &impl ConnectionTrait,
    resident: &str,
    account: &str,
) -> Result<Option<consent::Model>, DbErr> {
    consent::Entity::find()
        .filter(consent::Column::ResidentId.eq(resident))
        .filter(consent::Column::Account.eq(account))
        .filter(consent::Column::Purpose.eq(E_BILL))
        .filter(consent::Column::WithdrawnAt.is_null())
        .one(db)
        .await
}

/// Alerts that want letters, after a resident and account.
///
/// # Errors
/// When the database does not answer.
pub async fn alerts(
    db: &impl ConnectionTrait,
    after: &(String, String),
    limit: u64,
) -> Result<Vec<bill_alert::Model>, DbErr> {
    use bill_alert::Column;
    bill_alert::Entity::find()
        .filter(Column::ByLetter.eq(true))
        .filter(
            Condition::any()
                .add(Column::ResidentId.gt(&after.0))
                .add(Condition::all().add(Column::ResidentId.eq(&after.0)).add(Column::Account.gt(&after.1))),
        )
        .order_by_asc(Column::ResidentId)
        .order_by_asc(Column::Account)
        .limit(limit)
        .all(db)
        .await
}

/// From what on a resident wants to be warned.
///
/// # Errors
/// When the database does not answer.
pub async fn alert(
    db: &impl ConnectionTrait,
    resident: &str,
    account: &str,
) -> Result<Option<bill_alert::Model>, DbErr> {
    bill_alert::Entity::find_by_id((resident.to_owned(), account.to_owned())).one(db).await
}

/// Keeps an alert in the place of the one before.
///
/// # Errors
/// When the database does not take it.
pub async fn save_alert(tx: &impl ConnectionTrait, row: bill_alert::Model) -> Result<(), DbErr> {
    use bill_alert::Column;
    let conflict = OnConflict::columns([Column::ResidentId, Column::Account])
        .update_columns([Column::AboveKopecks, Column::AboveUsual, Column::ByLetter])
        .to_owned();
    bill_alert::Entity::insert(row.into_active_model().reset_all())
        .on_conflict(conflict)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Writes down that a letter is written, or not needed; `false` when that stands there already.
///
/// # Errors
/// When the database does not take it.
pub async fn note(tx: &impl ConnectionTrait, row: bill_letter::Model) -> Result<bool, DbErr> {
    let id = (row.resident_id.clone(), row.account.clone(), row.kind.clone(), row.period.clone());
    if bill_letter::Entity::find_by_id(id).one(tx).await?.is_some() {
        return Ok(false);
    }
    bill_letter::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(true)
}

/// The newest month that a resident was told of, or needs not be.
///
/// # Errors
/// When the database does not answer.
pub async fn told_up_to(
    db: &impl ConnectionTrait,
    resident: &str,
    account: &str,
    kind: &str,
) -> Result<Option<String>, DbErr> {
    use bill_letter::Column;
    bill_letter::Entity::find()
        .select_only()
        .column(Column::Period)
        .filter(Column::ResidentId.eq(resident))
        .filter(Column::Account.eq(account))
        .filter(Column::Kind.eq(kind))
        .order_by_desc(Column::Period)
        .into_tuple()
        .one(db)
        .await
}

/// The letter that a link came with.
///
/// # Errors
/// When the database does not answer.
pub async fn by_token(db: &impl ConnectionTrait, digest: &str) -> Result<Option<bill_letter::Model>, DbErr> {
    bill_letter::Entity::find().filter(bill_letter::Column::TokenDigest.eq(digest)).one(db).await
}

/// Bills of an account, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn newest_bills(
    db: &impl ConnectionTrait,
    account: &str,
    limit: u64,
) -> Result<Vec<bill::Model>, DbErr> {
    bill::Entity::find()
        .filter(bill::Column::Account.eq(account))
        .order_by_desc(bill::Column::Period)
        .limit(limit)
        .all(db)
        .await
}

/// Sums of bills, for what is usual.
#[must_use]
pub fn sums(bills: &[bill::Model]) -> Vec<Kopecks> {
    bills.iter().map(|bill| Kopecks(bill.charged_kopecks)).collect()
}

/// The letter whose link pays its bill, unless it is older.
///
/// # Errors
/// When the database does not answer.
pub async fn by_pay_digest(
    db: &impl ConnectionTrait,
    digest: &str,
    oldest: i64,
) -> Result<Option<bill_letter::Model>, DbErr> {
    bill_letter::Entity::find()
        .filter(bill_letter::Column::PayDigest.eq(digest))
        .filter(bill_letter::Column::MadeAt.gte(oldest))
        .one(db)
        .await
}
