//! Appointments and the places in time that they take.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use svetlitsa_domain::appointments::AppointmentStage;

use crate::entity::appointment::{Column, Entity, Model};
use crate::entity::appointment_place;

/// Appointments of a list, at most.
const LIST: u64 = 500;

/// Writes an appointment down.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes its new state down.
///
/// # Errors
/// When the database does not answer.
pub async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    Entity::update(row.into_active_model().reset_all()).exec(tx).await?;
    Ok(())
}

/// An appointment by its number.
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

/// Places of an office that are taken between two moments.
///
/// # Errors
/// When the database does not answer.
pub async fn taken(
    db: &impl ConnectionTrait,
    office: &str,
    (from, until): (i64, i64),
) -> Result<Vec<appointment_place::Model>, DbErr> {
    appointment_place::Entity::find()
        .filter(appointment_place::Column::Office.eq(office))
        .filter(appointment_place::Column::At.between(from, until))
        .all(db)
        .await
}

/// Takes places. Fails by the unique key when somebody was faster.
///
/// # Errors
/// When one is taken, or the database does not answer.
pub async fn take(tx: &impl ConnectionTrait, rows: Vec<appointment_place::Model>) -> Result<(), DbErr> {
    let rows = rows.into_iter().map(|row| row.into_active_model().reset_all());
    appointment_place::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Gives the places of an appointment back.
///
/// # Errors
/// When the database does not answer.
pub async fn give_back(tx: &impl ConnectionTrait, number: &str) -> Result<(), DbErr> {
    appointment_place::Entity::delete_many()
        .filter(appointment_place::Column::Number.eq(number))
        .exec(tx)
        .await?;
    Ok(())
}

/// How many appointments of a contact have still to come.
///
/// # Errors
/// When the database does not answer.
pub async fn open_of(
    db: &impl ConnectionTrait,
    (email, phone): (&str, &str),
    now: i64,
) -> Result<u64, DbErr> {
    let mut contact = Condition::any();
    for (column, value) in [(Column::Email, email), (Column::Phone, phone)] {
        if !value.is_empty() {
            contact = contact.add(column.eq(value));
        }
    }
    booked().filter(contact).filter(Column::StartsAt.gt(now)).count(db).await
}

/// Appointments of a resident, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_resident(db: &impl ConnectionTrait, resident: &str) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::ResidentId.eq(resident))
        .order_by_desc(Column::StartsAt)
        .order_by_desc(Column::Number)
        .limit(LIST)
        .all(db)
        .await
}

/// Appointments between two moments, but those given back; of an office, or of all.
///
/// # Errors
/// When the database does not answer.
pub async fn between(
    db: &impl ConnectionTrait,
    office: &str,
    (from, until): (i64, i64),
) -> Result<Vec<Model>, DbErr> {
    let mut query = Entity::find()
        .filter(Column::StartsAt.between(from, until))
        .filter(Column::Stage.ne(AppointmentStage::Cancelled.as_str()));
    if !office.is_empty() {
        query = query.filter(Column::Office.eq(office));
    }
    query.order_by_asc(Column::StartsAt).order_by_asc(Column::Number).limit(LIST).all(db).await
}

/// Appointments to come that nobody was reminded of.
///
/// # Errors
/// When the database does not answer.
pub async fn to_remind(db: &impl ConnectionTrait, (from, until): (i64, i64)) -> Result<Vec<Model>, DbErr> {
    booked()
        .filter(Column::RemindedAt.is_null())
        .filter(Column::Email.ne(""))
        .filter(Column::StartsAt.between(from, until))
        .order_by_asc(Column::StartsAt)
        .limit(LIST)
        .all(db)
        .await
}

/// Forgets who came, and how to reach them, for visits before a moment.
///
/// # Errors
/// When the database does not answer.
pub async fn forget(db: &impl ConnectionTrait, before: i64) -> Result<u64, DbErr> {
    appointment_place::Entity::delete_many()
        .filter(appointment_place::Column::At.lt(before))
        .exec(db)
        .await?;
    let wiped = Entity::update_many()
        .col_expr(Column::Name, Expr::value(""))
        .col_expr(Column::Email, Expr::value(""))
        .col_expr(Column::Phone, Expr::value(""))
        .col_expr(Column::Token, Expr::value(None::<String>))
        .col_expr(Column::ResidentId, Expr::value(None::<String>))
        .filter(Column::StartsAt.lt(before))
        .filter(Column::Name.ne(""))
        .exec(db)
        .await?;
    Ok(wiped.rows_affected)
}

fn booked() -> sea_orm::Select<Entity> {
    Entity::find().filter(Column::Stage.eq(AppointmentStage::Booked.as_str()))
}
