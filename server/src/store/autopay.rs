//! Automatic payment: what owners allow, and the debits of their bills.

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};
use svetlitsa_domain::payments::PaymentState;
use svetlitsa_domain::payments::autopay::{AutopayState, DebitState};

use crate::entity::{autopay, autopay_debit, bill, bill_line, payment};

/// Purpose of the consent to automatic payment.
pub const AUTOPAY: &str = "autopay";

/// What the owner of an account allows.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, account: &str) -> Result<Option<autopay::Model>, DbErr> {
    autopay::Entity::find_by_id(account).one(db).await
}

/// The same, locked until the transaction ends.
///
/// # Errors
/// When the database does not answer.
pub async fn lock(tx: &DatabaseTransaction, account: &str) -> Result<Option<autopay::Model>, DbErr> {
    autopay::Entity::find_by_id(account).lock_exclusive().one(tx).await
}

/// By the acquirer's id of the kept method.
///
/// # Errors
/// When the database does not answer.
pub async fn find_by_method(
    db: &impl ConnectionTrait,
    method: &str,
) -> Result<Option<autopay::Model>, DbErr> {
    autopay::Entity::find().filter(autopay::Column::MethodId.eq(method)).one(db).await
}

/// Accounts in a state, after the account `after`.
///
/// # Errors
/// When the database does not answer.
pub async fn in_state(
    db: &impl ConnectionTrait,
    state: AutopayState,
    after: &str,
    limit: u64,
) -> Result<Vec<autopay::Model>, DbErr> {
    autopay::Entity::find()
        .filter(autopay::Column::State.eq(state.as_str()))
        .filter(autopay::Column::Account.gt(after))
        .order_by_asc(autopay::Column::Account)
        .limit(limit)
        .all(db)
        .await
}

/// Writes what the owner allows, in the place of what they allowed before.
///
/// # Errors
/// When the database does not answer.
pub async fn save(tx: &DatabaseTransaction, row: autopay::Model) -> Result<(), DbErr> {
    autopay::Entity::delete_by_id(&row.account).exec(tx).await?;
    autopay::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// Debits of an account, newest month first.
///
/// # Errors
/// When the database does not answer.
pub async fn debits(
    db: &impl ConnectionTrait,
    account: &str,
    limit: u64,
) -> Result<Vec<autopay_debit::Model>, DbErr> {
    autopay_debit::Entity::find()
        .filter(autopay_debit::Column::Account.eq(account))
        .order_by_desc(autopay_debit::Column::Period)
        .limit(limit)
        .all(db)
        .await
}

/// Debits in a state that are due by a day, the oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn due(
    db: &impl ConnectionTrait,
    state: DebitState,
    day: &str,
) -> Result<Vec<autopay_debit::Model>, DbErr> {
    autopay_debit::Entity::find()
        .filter(autopay_debit::Column::State.eq(state.as_str()))
        .filter(autopay_debit::Column::DueOn.lte(day))
        .order_by_asc(autopay_debit::Column::Id)
        .limit(200)
        .all(db)
        .await
}

/// A debit, locked until the transaction ends.
///
/// # Errors
/// When the database does not answer.
pub async fn lock_debit(tx: &DatabaseTransaction, id: &str) -> Result<Option<autopay_debit::Model>, DbErr> {
    autopay_debit::Entity::find_by_id(id).lock_exclusive().one(tx).await
}

/// Journals a debit; `false` when there is one for the account and the month.
///
/// # Errors
/// When the database does not answer.
pub async fn note_debit(tx: &DatabaseTransaction, row: autopay_debit::Model) -> Result<bool, DbErr> {
    let insert = autopay_debit::Entity::insert(row.into_active_model().reset_all());
    let once = [autopay_debit::Column::Account, autopay_debit::Column::Period];
    let done = insert.on_conflict(OnConflict::columns(once).do_nothing().to_owned());
    Ok(done.exec_without_returning(tx).await? > 0)
}

/// Writes a changed debit back.
///
/// # Errors
/// When the database does not answer.
pub async fn save_debit(tx: &DatabaseTransaction, row: autopay_debit::Model) -> Result<(), DbErr> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// The newest bill of an account, and whether a line of it is not by readings.
///
/// # Errors
/// When the database does not answer.
pub async fn newest_bill(
    db: &impl ConnectionTrait,
    account: &str,
) -> Result<Option<(bill::Model, bool)>, DbErr> {
    let newest = bill::Entity::find()
        .filter(bill::Column::Account.eq(account))
        .order_by_desc(bill::Column::Period)
        .one(db)
        .await?;
    let Some(newest) = newest else { return Ok(None) };
    let lines = bill_line::Entity::find().filter(bill_line::Column::Bill.eq(&newest.number)).all(db).await?;
    let is_estimated =
        lines.iter().any(|line| line.method.as_deref().is_some_and(|method| method != "actual"));
    Ok(Some((newest, is_estimated)))
}

/// Whether a payment to a payee is under way.
///
/// # Errors
/// When the database does not answer.
pub async fn is_paying(db: &impl ConnectionTrait, account: &str, payee: &str) -> Result<bool, DbErr> {
    let open = [PaymentState::Created, PaymentState::Waiting].map(PaymentState::as_str);
    let found = payment::Entity::find()
        .filter(payment::Column::Account.eq(account))
        .filter(payment::Column::Payee.eq(payee))
        .filter(payment::Column::State.is_in(open))
        .one(db)
        .await?;
    Ok(found.is_some())
}
