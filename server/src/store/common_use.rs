//! Common use of houses, as operators tell it.

use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, RelationDef,
};

use svetlitsa_domain::Period;

use crate::entity::{account, bill, common_use};
use crate::exchange::Told;

/// Notes of the accounts of a house that its common use is on their bills; says how many there are.
///
/// # Errors
/// When the database does not take it.
pub async fn name_house(tx: &DatabaseTransaction, branch: &str, house: &str) -> Result<u64, DbErr> {
    use account::Column;
    account::Entity::update_many()
        .col_expr(Column::Building, Expr::value(house))
        .filter(Column::Branch.eq(branch))
        .filter(Column::Address.eq(house))
        .filter(Column::Building.is_null())
        .exec(tx)
        .await?;
    account::Entity::find()
        .filter(Column::Branch.eq(branch))
        .filter(Column::Building.eq(house))
        .count(tx)
        .await
}

/// Keeps what is told of a house and month; `None` when a bill was made of that month in the house and it is another.
///
/// # Errors
/// When the database does not take it.
pub async fn tell(tx: &DatabaseTransaction, row: common_use::Model) -> Result<Option<Told>, DbErr> {
    let known = common_use::Entity::find_by_id((row.building.clone(), row.period.clone())).one(tx).await?;
    if known.as_ref() == Some(&row) {
        return Ok(Some(Told::Same));
    }
    if is_billed(tx, &row.building, &row.period).await? {
        return Ok(None);
    }
    let told = if known.is_some() { Told::Changed } else { Told::New };
    let row = row.into_active_model().reset_all();
    if told == Told::New {
        row.insert(tx).await?;
    } else {
        row.update(tx).await?;
    }
    Ok(Some(told))
}

/// The newest that was told of a house, of a month or one before it.
///
/// # Errors
/// When the database does not answer.
pub async fn newest(
    db: &impl ConnectionTrait,
    house: &str,
    until: &str,
) -> Result<Option<common_use::Model>, DbErr> {
    common_use::Entity::find()
        .filter(common_use::Column::Building.eq(house))
        .filter(common_use::Column::Period.lte(until))
        .order_by_desc(common_use::Column::Period)
        .one(db)
        .await
}

/// What was told of the houses of a branch in a month, by house.
///
/// # Errors
/// When the database does not answer.
pub async fn of_branch(
    db: &impl ConnectionTrait,
    branch: &str,
    period: Period,
) -> Result<Vec<common_use::Model>, DbErr> {
    let mut own = Query::select();
    own.distinct()
        .column(account::Column::Building)
        .from(account::Entity)
        .and_where(account::Column::Branch.eq(branch))
        .and_where(account::Column::Building.is_not_null());
    common_use::Entity::find()
        .filter(common_use::Column::Period.eq(period.to_string()))
        .filter(common_use::Column::Building.in_subquery(own))
        .order_by_asc(common_use::Column::Building)
        .all(db)
        .await
}

async fn is_billed(tx: &DatabaseTransaction, house: &str, period: &str) -> Result<bool, DbErr> {
    let of_account: RelationDef = bill::Entity::belongs_to(account::Entity)
        .from(bill::Column::Account)
        .to(account::Column::Number)
        .into();
    let bills = bill::Entity::find()
        .join(JoinType::InnerJoin, of_account)
        .filter(account::Column::Building.eq(house))
        .filter(bill::Column::Period.eq(period))
        .count(tx)
        .await?;
    Ok(bills > 0)
}
