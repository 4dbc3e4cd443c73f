//! Payments: the journal, and the one place where a payment changes its state.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait,
    IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use svetlitsa_domain::payments::PaymentState;

use crate::entity::{ledger_entry, payment, receipt};

/// A payment by its id.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, id: &str) -> Result<Option<payment::Model>, DbErr> {
    payment::Entity::find_by_id(id).one(db).await
}

/// A payment by its id, locked until the transaction ends.
///
/// # Errors
/// When the database does not answer.
pub async fn lock(tx: &DatabaseTransaction, id: &str) -> Result<Option<payment::Model>, DbErr> {
    payment::Entity::find_by_id(id).lock_exclusive().one(tx).await
}

/// A payment by the acquirer's id.
///
/// # Errors
/// When the database does not answer.
pub async fn find_by_acquirer_id(
    db: &impl ConnectionTrait,
    id: &str,
) -> Result<Option<payment::Model>, DbErr> {
    payment::Entity::find().filter(payment::Column::AcquirerId.eq(id)).one(db).await
}

/// Payments of an account, newest first, after the payment `cursor`.
///
/// # Errors
/// When the database does not answer.
pub async fn of_account(
    db: &impl ConnectionTrait,
    account: &str,
    cursor: Option<&str>,
    limit: u64,
) -> Result<Vec<payment::Model>, DbErr> {
    let mut query = payment::Entity::find().filter(payment::Column::Account.eq(account));
    if let Some(cursor) = cursor {
        query = query.filter(payment::Column::Id.lt(cursor));
    }
    query.order_by_desc(payment::Column::Id).limit(limit).all(db).await
}

/// Payments that staff looks for: by id, by the number or code of the receipt, or all of an account; newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn search(
    db: &impl ConnectionTrait,
    query: &str,
    code: &str,
    limit: u64,
) -> Result<Vec<payment::Model>, DbErr> {
    let of_receipt = receipt::Entity::find()
        .select_only()
        .column(receipt::Column::PaymentId)
        .filter(Condition::any().add(receipt::Column::Number.eq(query)).add(receipt::Column::Code.eq(code)))
        .into_query();
    let any = Condition::any()
        .add(payment::Column::Id.eq(query))
        .add(payment::Column::Account.eq(query))
        .add(payment::Column::Id.in_subquery(of_receipt));
    payment::Entity::find().filter(any).order_by_desc(payment::Column::Id).limit(limit).all(db).await
}

/// Payments of an account that are open, or were settled since a business time (Unix ms); newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn open_or_settled_since(
    db: &impl ConnectionTrait,
    account: &str,
    since_ms: i64,
) -> Result<Vec<payment::Model>, DbErr> {
    let open = [PaymentState::Created, PaymentState::Waiting].map(PaymentState::as_str);
    let either = Condition::any()
        .add(payment::Column::State.is_in(open))
        .add(payment::Column::SettledAt.gte(since_ms));
    let query = payment::Entity::find().filter(payment::Column::Account.eq(account)).filter(either);
    query.order_by_desc(payment::Column::Id).all(db).await
}

/// Ids of open payments whose turn to be asked about has come.
///
/// # Errors
/// When the database does not answer.
pub async fn due(db: &impl ConnectionTrait, real_now_ms: i64) -> Result<Vec<String>, DbErr> {
    let open = [PaymentState::Created, PaymentState::Waiting].map(PaymentState::as_str);
    payment::Entity::find()
        .select_only()
        .column(payment::Column::Id)
        .filter(payment::Column::State.is_in(open))
        .filter(payment::Column::NextPollAt.lte(real_now_ms))
        .order_by_asc(payment::Column::NextPollAt)
        .limit(50)
        .into_tuple()
        .all(db)
        .await
}

/// Writes a changed payment back, with its version one higher.
///
/// # Errors
/// When the database does not answer.
pub async fn save(tx: &DatabaseTransaction, mut payment: payment::Model) -> Result<payment::Model, DbErr> {
    payment.version += 1;
    touch(tx, payment).await
}

/// Writes back what its payer does not see: when it is asked about next.
///
/// # Errors
/// When the database does not answer.
pub async fn touch(tx: &DatabaseTransaction, payment: payment::Model) -> Result<payment::Model, DbErr> {
    payment.into_active_model().reset_all().update(tx).await
}

/// Everything that was booked between an account and a payee.
///
/// # Errors
/// When the database does not answer.
pub async fn ledger(
    db: &impl ConnectionTrait,
    account: &str,
    payee: &str,
) -> Result<Vec<ledger_entry::Model>, DbErr> {
    ledger_entry::Entity::find()
        .filter(ledger_entry::Column::Account.eq(account))
        .filter(ledger_entry::Column::Payee.eq(payee))
        .all(db)
        .await
}
