//! Photos of dials.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QuerySelect, QueryTrait,
};

use crate::entity::{reading, reading_photo};

/// The photo of a reading of an account.
///
/// # Errors
/// When the database does not answer.
pub async fn find(
    db: &impl ConnectionTrait,
    account: &str,
    reading: &str,
) -> Result<Option<reading_photo::Model>, DbErr> {
    reading_photo::Entity::find_by_id(reading)
        .filter(reading_photo::Column::Account.eq(account))
        .one(db)
        .await
}

/// How many photos an account got since an instant.
///
/// # Errors
/// When the database does not answer.
pub async fn count_since(db: &impl ConnectionTrait, account: &str, since: i64) -> Result<u64, DbErr> {
    reading_photo::Entity::find()
        .filter(reading_photo::Column::Account.eq(account))
        .filter(reading_photo::Column::ReceivedAt.gt(since))
        .count(db)
        .await
}

/// Attaches a photo; it takes the place of one that was there.
///
/// # Errors
/// When the database does not answer.
pub async fn put(tx: &DatabaseTransaction, row: reading_photo::Model) -> Result<(), DbErr> {
    reading_photo::Entity::delete_by_id(&row.reading).exec(tx).await?;
    mark(true).filter(reading::Column::Id.eq(&row.reading)).exec(tx).await?;
    row.into_active_model().reset_all().insert(tx).await?;
    Ok(())
}

/// Forgets the photos that came before an instant; their readings stay.
///
/// # Errors
/// When the database does not answer.
pub async fn forget_before(tx: &DatabaseTransaction, instant: i64) -> Result<(), DbErr> {
    let is_old = || reading_photo::Column::ReceivedAt.lt(instant);
    let old = reading_photo::Entity::find()
        .select_only()
        .column(reading_photo::Column::Reading)
        .filter(is_old())
        .into_query();
    mark(false).filter(reading::Column::Id.in_subquery(old)).exec(tx).await?;
    reading_photo::Entity::delete_many().filter(is_old()).exec(tx).await?;
    Ok(())
}

fn mark(has_photo: bool) -> sea_orm::UpdateMany<reading::Entity> {
    reading::Entity::update_many().col_expr(reading::Column::HasPhoto, has_photo.into())
}
