//! Who is signed in and what an account is to them, by one statement.

use sea_orm::sea_query::{Expr, IntoCondition};
use sea_orm::{
    DbErr, EntityTrait, ExprTrait, FromQueryResult, IdenStatic, Iterable, JoinType, QueryResult, QuerySelect,
    RelationDef,
};

use crate::entity::{account, cabinet_account, resident, session};
use crate::failure::Outcome;
use crate::sessions;
use crate::state::App;

/// An account and its place in a cabinet.
pub(super) type Held = (cabinet_account::Model, account::Model);

/// The columns of a place and of its account, told apart.
const PLACE: &str = "place_";
const ACCOUNT: &str = "account_";

/// A session with its resident, and the account that was asked for, if it is in their cabinet.
struct Found {
    kind: String,
    expires_at: i64,
    resident: String,
    held: Option<Held>,
}

impl FromQueryResult for Found {
    fn from_query_result(row: &QueryResult, _: &str) -> Result<Self, DbErr> {
        let place = cabinet_account::Model::from_query_result_optional(row, PLACE)?;
        let account = account::Model::from_query_result_optional(row, ACCOUNT)?;
        Ok(Self {
            kind: row.try_get("", "kind")?,
            expires_at: row.try_get("", "expires_at")?,
            resident: row.try_get("", "resident")?,
            held: place.zip(account),
        })
    }
}

/// The resident of a live session, and an account when it is in their cabinet.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn signed_in(
    app: &App,
    token: &str,
    number: &str,
) -> Outcome<Option<(String, Option<Held>)>> {
    let whose: RelationDef = session::Entity::belongs_to(resident::Entity)
        .from(session::Column::Subject)
        .to(resident::Column::Id)
        .into();
    let number = number.to_owned();
    let place: RelationDef = resident::Entity::belongs_to(cabinet_account::Entity)
        .from(resident::Column::Id)
        .to(cabinet_account::Column::ResidentId)
        .on_condition(move |_, place| {
            ExprTrait::eq(Expr::col((place, cabinet_account::Column::Account)), number.as_str())
                .into_condition()
        })
        .into();
    let query = session::Entity::find_by_id(sessions::hash(sessions::SessionKind::Resident, token))
        .select_only()
        .column(session::Column::Kind)
        .column(session::Column::ExpiresAt)
        .column_as(resident::Column::Id, "resident")
        .join(JoinType::InnerJoin, whose)
        .join(JoinType::LeftJoin, place)
        .join(JoinType::LeftJoin, of_place());
    let query = cabinet_account::Column::iter()
        .fold(query, |query, column| query.column_as(column, format!("{PLACE}{}", column.as_str())));
    let query = account::Column::iter()
        .fold(query, |query, column| query.column_as(column, format!("{ACCOUNT}{}", column.as_str())));
    let found = query.into_model::<Found>().one(&app.db).await?;
    let is_live =
        |found: &Found| sessions::is_live(sessions::SessionKind::Resident, &found.kind, found.expires_at);
    Ok(found.filter(is_live).map(|found| (found.resident, found.held)))
}

/// An account and its place in a resident's cabinet.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn held(app: &App, resident_id: &str, number: &str) -> Outcome<Option<Held>> {
    let found = cabinet_account::Entity::find_by_id((resident_id.to_owned(), number.to_owned()))
        .join(JoinType::InnerJoin, of_place())
        .select_also(account::Entity)
        .one(&app.db)
        .await?;
    Ok(found.and_then(|(place, account)| Some((place, account?))))
}

fn of_place() -> RelationDef {
    cabinet_account::Entity::belongs_to(account::Entity)
        .from(cabinet_account::Column::Account)
        .to(account::Column::Number)
        .into()
}
