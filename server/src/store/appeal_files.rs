//! Files of appeals, of applications and of drafts.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect, Select,
};

use crate::entity::appeal_file::{Column, Entity, Model};

/// What is told of a file without reading it.
#[derive(Clone, Debug, PartialEq, Eq, sea_orm::FromQueryResult)]
pub struct Listed {
    /// Id.
    pub id: String,
    /// Number of the appeal once it is sent.
    pub appeal: Option<String>,
    /// Number of the application once it is sent.
    pub application: Option<String>,
    /// Which document of it this is a copy of.
    pub document: Option<String>,
    /// Place in the draft.
    pub place: i32,
    /// Name.
    pub name: String,
    /// Word of [`svetlitsa_domain::appeals::FileKind`].
    pub kind: String,
    /// Bytes.
    pub size: i64,
}

/// Whose a file is once it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner<'a> {
    /// An appeal's, by number.
    Appeal(&'a str),
    /// An application's: by number, and the word of the document.
    Application(&'a str, &'a str),
}

/// Puts a file into its place of a draft; it takes the place of one that was there.
///
/// # Errors
/// When the database does not answer.
pub async fn put(tx: &DatabaseTransaction, row: Model) -> Result<(), DbErr> {
    remove(tx, row.draft.as_deref().unwrap_or_default(), row.place).await?;
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// Takes a file out of a draft; whether there was one.
///
/// # Errors
/// When the database does not answer.
pub async fn remove(tx: &DatabaseTransaction, draft: &str, place: i32) -> Result<bool, DbErr> {
    let removed = Entity::delete_many()
        .filter(Column::Draft.eq(draft))
        .filter(Column::Place.eq(place))
        .exec(tx)
        .await?;
    Ok(removed.rows_affected > 0)
}

/// Files of drafts that came before an instant and were never sent.
///
/// # Errors
/// When the database does not answer.
pub async fn forget_drafts_before(tx: &DatabaseTransaction, instant: i64) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::Draft.is_not_null())
        .filter(Column::ReceivedAt.lt(instant))
        .exec(tx)
        .await?;
    Ok(())
}

/// Bytes of files that wait for being sent.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting_bytes(tx: &DatabaseTransaction) -> Result<i64, DbErr> {
    // As a bigint on both: PostgreSQL's sum of them is a numeric.
    let sum: Option<Option<i64>> = Entity::find()
        .select_only()
        .column_as(Expr::cust("CAST(SUM(size) AS BIGINT)"), "size")
        .filter(Column::Draft.is_not_null())
        .into_tuple()
        .one(tx)
        .await?;
    Ok(sum.flatten().unwrap_or(0))
}

/// Gives the files of a draft to whoever they are sent with; how many there were.
///
/// # Errors
/// When the database does not answer.
pub async fn claim(tx: &DatabaseTransaction, draft: &str, owner: Owner<'_>) -> Result<u64, DbErr> {
    let change = Entity::update_many()
        .col_expr(Column::Draft, Option::<String>::None.into())
        .filter(Column::Draft.eq(draft));
    let change = match owner {
        Owner::Appeal(number) => change.col_expr(Column::Appeal, number.into()),
        Owner::Application(number, document) => {
            change.col_expr(Column::Application, number.into()).col_expr(Column::Document, document.into())
        }
    };
    let claimed = change.exec(tx).await?;
    Ok(claimed.rows_affected)
}

/// How many files an appeal or an application has in all, and how many bytes.
///
/// # Errors
/// When the database does not answer.
pub async fn sent(tx: &DatabaseTransaction, owner: Owner<'_>) -> Result<(i64, i64), DbErr> {
    let of = match owner {
        Owner::Appeal(number) => Column::Appeal.eq(number),
        Owner::Application(number, _) => Column::Application.eq(number),
    };
    let sums: Option<(i64, Option<i64>)> = Entity::find()
        .select_only()
        .column_as(Column::Id.count(), "files")
        .column_as(Expr::cust("CAST(SUM(size) AS BIGINT)"), "size")
        .filter(of)
        .into_tuple()
        .one(tx)
        .await?;
    let (files, bytes) = sums.unwrap_or_default();
    Ok((files, bytes.unwrap_or(0)))
}

/// A file of a draft.
///
/// # Errors
/// When the database does not answer.
pub async fn of_draft(db: &impl ConnectionTrait, draft: &str, place: i32) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::Draft.eq(draft)).filter(Column::Place.eq(place)).one(db).await
}

/// A file of an appeal.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, appeal: &str, id: &str) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).filter(Column::Appeal.eq(appeal)).one(db).await
}

/// A file of an application.
///
/// # Errors
/// When the database does not answer.
pub async fn find_of_application(
    db: &impl ConnectionTrait,
    application: &str,
    id: &str,
) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).filter(Column::Application.eq(application)).one(db).await
}

/// Files of applications, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn list_of_applications(
    db: &impl ConnectionTrait,
    applications: &[&str],
) -> Result<Vec<Listed>, DbErr> {
    listed()
        .filter(Column::Application.is_in(applications.iter().copied()))
        .order_by_asc(Column::ReceivedAt)
        .order_by_asc(Column::Id)
        .into_model()
        .all(db)
        .await
}

/// What a draft holds, by place.
///
/// # Errors
/// When the database does not answer.
pub async fn list_of_draft(db: &impl ConnectionTrait, draft: &str) -> Result<Vec<Listed>, DbErr> {
    listed().filter(Column::Draft.eq(draft)).order_by_asc(Column::Place).into_model().all(db).await
}

/// Files of appeals, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn list(db: &impl ConnectionTrait, appeals: &[&str]) -> Result<Vec<Listed>, DbErr> {
    listed()
        .filter(Column::Appeal.is_in(appeals.iter().copied()))
        .order_by_asc(Column::ReceivedAt)
        .order_by_asc(Column::Id)
        .into_model()
        .all(db)
        .await
}

fn listed() -> Select<Entity> {
    Entity::find().select_only().columns([
        Column::Id,
        Column::Appeal,
        Column::Application,
        Column::Document,
        Column::Place,
        Column::Name,
        Column::Kind,
        Column::Size,
    ])
}
