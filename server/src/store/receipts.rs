//! Receipts.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};

use crate::entity::{payment, receipt, receipt_reader};

/// The receipt of a payment.
///
/// # Errors
/// When the database does not answer.
pub async fn find_by_payment(db: &impl ConnectionTrait, id: &str) -> Result<Option<receipt::Model>, DbErr> {
    receipt::Entity::find().filter(receipt::Column::PaymentId.eq(id)).one(db).await
}

/// The receipt of a verification code.
///
/// # Errors
/// When the database does not answer.
pub async fn find_by_code(db: &impl ConnectionTrait, code: &str) -> Result<Option<receipt::Model>, DbErr> {
    receipt::Entity::find_by_id(code).one(db).await
}

/// Who is to have the receipt of a payment.
///
/// # Errors
/// When the database does not answer.
pub async fn reader(db: &impl ConnectionTrait, payment: &str) -> Result<Option<String>, DbErr> {
    Ok(receipt_reader::Entity::find_by_id(payment).one(db).await?.map(|row| row.resident_id))
}

/// Notes who is to have it.
///
/// # Errors
/// When the database does not answer.
pub async fn expect_reader(tx: &impl ConnectionTrait, payment: &str, resident: &str) -> Result<(), DbErr> {
    let row = receipt_reader::Model { payment_id: payment.to_owned(), resident_id: resident.to_owned() };
    receipt_reader::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// When the receipts of an account were issued, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn instants(db: &impl ConnectionTrait, account: &str) -> Result<Vec<i64>, DbErr> {
    of_account(account)
        .select_only()
        .column(receipt::Column::IssuedAt)
        .order_by_desc(receipt::Column::IssuedAt)
        .into_tuple()
        .all(db)
        .await
}

/// Receipts of an account that were issued from one instant until another, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn between(
    db: &impl ConnectionTrait,
    account: &str,
    from: i64,
    until: i64,
) -> Result<Vec<receipt::Model>, DbErr> {
    let span =
        Condition::all().add(receipt::Column::IssuedAt.gte(from)).add(receipt::Column::IssuedAt.lt(until));
    of_account(account)
        .filter(span)
        .order_by_desc(receipt::Column::IssuedAt)
        .order_by_desc(receipt::Column::Number)
        .all(db)
        .await
}

fn of_account(account: &str) -> sea_orm::Select<receipt::Entity> {
    let payments = payment::Entity::find()
        .select_only()
        .column(payment::Column::Id)
        .filter(payment::Column::Account.eq(account))
        .into_query();
    receipt::Entity::find().filter(receipt::Column::PaymentId.in_subquery(payments))
}
