//! What happened lately in a cabinet, read off the tables that hold it: nothing is written twice, so nothing can differ.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use svetlitsa_domain::payments::PaymentState;
use svetlitsa_domain::payments::autopay::DebitState;

use crate::entity::{
    appeal, appeal_event, application, application_event, autopay_debit, bill, payment, preview, refund,
    seen_notices,
};

/// Things of one sort that are read at most.
const LIST: u64 = 100;

/// Everything that a notice can be about, of the sorts in their tables.
#[derive(Debug, Default)]
pub struct Happenings {
    /// Credited payments.
    pub payments: Vec<payment::Model>,
    /// Bills.
    pub bills: Vec<bill::Model>,
    /// Refunds, each with its payment.
    pub refunds: Vec<(refund::Model, payment::Model)>,
    /// Steps of staff with appeals.
    pub appeals: Vec<appeal_event::Model>,
    /// Steps of staff with applications.
    pub applications: Vec<(application_event::Model, application::Model)>,
    /// Debits that the bank refused to the end.
    pub debits: Vec<autopay_debit::Model>,
    /// Looks of staff into accounts.
    pub looks: Vec<preview::Model>,
}

/// What happened with accounts since a moment, and with the appeals of a resident.
///
/// # Errors
/// When the database does not answer.
pub async fn since(
    db: &impl ConnectionTrait,
    accounts: &[String],
    resident_id: Option<&str>,
    since: i64,
) -> Result<Happenings, DbErr> {
    let own_payments = || payment::Entity::find().filter(payment::Column::Account.is_in(accounts));
    let payments = own_payments()
        .filter(payment::Column::State.eq(PaymentState::Succeeded.as_str()))
        .filter(payment::Column::SettledAt.gte(since))
        .order_by_desc(payment::Column::SettledAt)
        .limit(LIST)
        .all(db)
        .await?;
    let bills = bill::Entity::find()
        .filter(bill::Column::Account.is_in(accounts))
        .filter(bill::Column::MadeAt.gte(since))
        .order_by_desc(bill::Column::MadeAt)
        .limit(LIST)
        .all(db)
        .await?;
    let debits = autopay_debit::Entity::find()
        .filter(autopay_debit::Column::Account.is_in(accounts))
        .filter(autopay_debit::Column::State.eq(DebitState::Failed.as_str()))
        .filter(autopay_debit::Column::SettledAt.gte(since))
        .order_by_desc(autopay_debit::Column::SettledAt)
        .limit(LIST)
        .all(db)
        .await?;
    let looks = preview::Entity::find()
        .filter(preview::Column::Account.is_in(accounts))
        .filter(preview::Column::StartedAt.gte(since))
        .order_by_desc(preview::Column::StartedAt)
        .limit(LIST)
        .all(db)
        .await?;
    let refunds = refunds(db, accounts, since).await?;
    let appeals = match resident_id {
        Some(id) => appeals(db, id, since).await?,
        None => Vec::new(),
    };
    let applications = applications(db, accounts, since).await?;
    Ok(Happenings { payments, bills, refunds, appeals, applications, debits, looks })
}

async fn refunds(
    db: &impl ConnectionTrait,
    accounts: &[String],
    since: i64,
) -> Result<Vec<(refund::Model, payment::Model)>, DbErr> {
    let of_accounts = payment::Entity::find()
        .select_only()
        .column(payment::Column::Id)
        .filter(payment::Column::Account.is_in(accounts));
    let rows = refund::Entity::find()
        .filter(refund::Column::PaymentId.in_subquery(sea_orm::QueryTrait::into_query(of_accounts)))
        .filter(refund::Column::State.eq("succeeded"))
        .filter(refund::Column::SettledAt.gte(since))
        .order_by_desc(refund::Column::SettledAt)
        .limit(LIST)
        .all(db)
        .await?;
    let ids = rows.iter().map(|row| row.payment_id.as_str());
    let payments = payment::Entity::find().filter(payment::Column::Id.is_in(ids)).all(db).await?;
    let of = |row: refund::Model| {
        let paid = payments.iter().find(|payment| payment.id == row.payment_id)?.clone();
        Some((row, paid))
    };
    Ok(rows.into_iter().filter_map(of).collect())
}

async fn appeals(
    db: &impl ConnectionTrait,
    resident_id: &str,
    since: i64,
) -> Result<Vec<appeal_event::Model>, DbErr> {
    let own = appeal::Entity::find()
        .select_only()
        .column(appeal::Column::Number)
        .filter(appeal::Column::ResidentId.eq(resident_id));
    appeal_event::Entity::find()
        .filter(appeal_event::Column::Appeal.in_subquery(sea_orm::QueryTrait::into_query(own)))
        .filter(appeal_event::Column::At.gte(since))
        .filter(appeal_event::Column::IsByAuthor.eq(false))
        .filter(appeal_event::Column::StaffName.is_not_null())
        .order_by_desc(appeal_event::Column::At)
        .limit(LIST)
        .all(db)
        .await
}

async fn applications(
    db: &impl ConnectionTrait,
    accounts: &[String],
    since: i64,
) -> Result<Vec<(application_event::Model, application::Model)>, DbErr> {
    let own =
        application::Entity::find().filter(application::Column::Account.is_in(accounts)).all(db).await?;
    let numbers = own.iter().map(|row| row.number.as_str());
    let events = application_event::Entity::find()
        .filter(application_event::Column::Application.is_in(numbers))
        .filter(application_event::Column::At.gte(since))
        .filter(application_event::Column::StaffName.is_not_null())
        .order_by_desc(application_event::Column::At)
        .limit(LIST)
        .all(db)
        .await?;
    let of = |event: application_event::Model| {
        let row = own.iter().find(|row| row.number == event.application)?.clone();
        Some((event, row))
    };
    Ok(events.into_iter().filter_map(of).collect())
}

/// Up to when a resident has seen it.
///
/// # Errors
/// When the database does not answer.
pub async fn seen(db: &impl ConnectionTrait, resident_id: &str) -> Result<Option<i64>, DbErr> {
    Ok(seen_notices::Entity::find_by_id(resident_id).one(db).await?.map(|row| row.until))
}

/// It was seen up to a moment; what was seen before stays so.
///
/// # Errors
/// When the database does not answer.
pub async fn see(tx: &impl ConnectionTrait, resident_id: &str, until: i64) -> Result<(), DbErr> {
    let row = |until| seen_notices::Model { resident_id: resident_id.to_owned(), until }.into_active_model();
    match seen(tx, resident_id).await? {
        Some(before) if before >= until => Ok(()),
        Some(_) => seen_notices::Entity::update(row(until).reset_all()).exec(tx).await.map(|_| ()),
        None => {
            seen_notices::Entity::insert(row(until).reset_all()).exec_without_returning(tx).await.map(|_| ())
        }
    }
}
