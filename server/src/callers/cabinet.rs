//! Who is signed in and what an account is to them, by one statement for all who come together.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, IntoCondition};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, FromQueryResult, IdenStatic, Iterable,
    JoinType, QueryFilter, QueryResult, QuerySelect, RelationDef,
};

use crate::entity::{account, cabinet_account, resident, session};
use crate::failure::Outcome;
use crate::sessions::{self, SessionKind};
use crate::store;

/// An account and its place in a cabinet.
pub(super) type Held = (cabinet_account::Model, account::Model);

/// The columns of a place and of its account, told apart.
const PLACE: &str = "place_";
const ACCOUNT: &str = "account_";

/// Who a cookie says is calling, and the account that the path names: not looked up yet, so that those who come
/// together are looked up together.
#[derive(Clone, Debug)]
pub struct Claim {
    token_hash: String,
    number: String,
}

/// What is known of claims after they were looked up.
#[derive(Debug, Default)]
pub struct Claimants {
    /// Residents by the hash of their session's token.
    residents: HashMap<String, String>,
    /// Accounts in cabinets, by resident and number.
    held: HashMap<(String, String), Held>,
}

/// A session with its resident, and an account that was asked for, if it is in their cabinet.
struct Found {
    token_hash: String,
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
            token_hash: row.try_get("", "token_hash")?,
            kind: row.try_get("", "kind")?,
            expires_at: row.try_get("", "expires_at")?,
            resident: row.try_get("", "resident")?,
            held: place.zip(account),
        })
    }
}

impl Claim {
    /// The claim of a session's token to an account.
    #[must_use]
    pub fn new(token: &str, number: String) -> Self {
        Self { token_hash: sessions::hash(SessionKind::Resident, token), number }
    }

    /// Number of the account, as the path names it.
    pub(super) fn number(&self) -> &str {
        &self.number
    }
}

impl Claimants {
    /// Looks up who claims what, by one statement.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn look_up<'a>(
        db: &impl ConnectionTrait,
        claims: impl IntoIterator<Item = &'a Claim>,
    ) -> Result<Self, DbErr> {
        let (tokens, numbers): (Vec<&str>, Vec<&str>) =
            claims.into_iter().map(|claim| (claim.token_hash.as_str(), claim.number.as_str())).unzip();
        if tokens.is_empty() {
            return Ok(Self::default());
        }
        let whose: RelationDef = session::Entity::belongs_to(resident::Entity)
            .from(session::Column::Subject)
            .to(resident::Column::Id)
            .into();
        let numbers: Vec<String> = store::padded(&numbers).into_iter().map(str::to_owned).collect();
        let place: RelationDef = resident::Entity::belongs_to(cabinet_account::Entity)
            .from(resident::Column::Id)
            .to(cabinet_account::Column::ResidentId)
            .on_condition(move |_, place| {
                let account = Expr::col((place, cabinet_account::Column::Account));
                ExprTrait::is_in(account, numbers.clone()).into_condition()
            })
            .into();
        let query = session::Entity::find()
            .filter(ColumnTrait::is_in(&session::Column::TokenHash, store::padded(&tokens)))
            .select_only()
            .column(session::Column::TokenHash)
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
        let mut known = Self::default();
        for found in query.into_model::<Found>().all(db).await? {
            if !sessions::is_live(SessionKind::Resident, &found.kind, found.expires_at) {
                continue;
            }
            if let Some(held) = found.held {
                known.held.insert((found.resident.clone(), held.1.number.clone()), held);
            }
            known.residents.insert(found.token_hash, found.resident);
        }
        Ok(known)
    }

    /// The resident who makes a claim, and the account when it is in their cabinet. `None` when the session has ended.
    pub(super) fn of(&self, claim: &Claim) -> Option<(&str, Option<&Held>)> {
        let resident = self.residents.get(&claim.token_hash)?;
        Some((resident, self.held.get(&(resident.clone(), claim.number.clone()))))
    }
}

/// An account and its place in a resident's cabinet.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn held(
    db: &impl ConnectionTrait,
    resident_id: &str,
    number: &str,
) -> Outcome<Option<Held>> {
    let found = cabinet_account::Entity::find_by_id((resident_id.to_owned(), number.to_owned()))
        .join(JoinType::InnerJoin, of_place())
        .select_also(account::Entity)
        .one(db)
        .await?;
    Ok(found.and_then(|(place, account)| Some((place, account?))))
}

fn of_place() -> RelationDef {
    cabinet_account::Entity::belongs_to(account::Entity)
        .from(cabinet_account::Column::Account)
        .to(account::Column::Number)
        .into()
}
