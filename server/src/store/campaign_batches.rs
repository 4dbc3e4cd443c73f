//! Lists of campaigns that were given out to diallers.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};

use crate::entity::campaign_batch::{Column, Entity, Model};
use crate::entity::campaign_contact;

/// Lists of a campaign without their files, newest first; of each, whether it has one.
///
/// # Errors
/// When the database does not answer.
pub async fn of_campaign(db: &impl ConnectionTrait, campaign: &str) -> Result<Vec<(Model, bool)>, DbErr> {
    let rows = Entity::find()
        .select_only()
        .columns([Column::Campaign, Column::Number, Column::Count, Column::GivenBy, Column::GivenAt])
        .column(Column::Until)
        .expr_as(Expr::cust("CASE WHEN file = '' THEN '' ELSE '-' END"), "file")
        .filter(Column::Campaign.eq(campaign))
        .order_by_desc(Column::Number)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (Model { file: String::new(), ..row.clone() }, !row.file.is_empty()))
        .collect())
}

/// One list.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, campaign: &str, number: i32) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id((campaign.to_owned(), number)).one(db).await
}

/// Keeps a list.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// Some on a list are a dialler's until a moment.
///
/// # Errors
/// When the database does not answer.
pub async fn give(tx: &impl ConnectionTrait, contacts: &[&str], at: i64, until: i64) -> Result<(), DbErr> {
    campaign_contact::Entity::update_many()
        .col_expr(campaign_contact::Column::GivenAt, Expr::value(at))
        .col_expr(campaign_contact::Column::GivenUntil, Expr::value(until))
        .filter(campaign_contact::Column::Id.is_in(contacts.iter().copied()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Accounts among some that are a dialler's at a moment in whichever campaign, each until when.
///
/// # Errors
/// When the database does not answer.
pub async fn out(
    db: &impl ConnectionTrait,
    accounts: &[&str],
    at: i64,
) -> Result<BTreeMap<String, i64>, DbErr> {
    let rows: Vec<(String, i64)> = campaign_contact::Entity::find()
        .select_only()
        .columns([campaign_contact::Column::Account, campaign_contact::Column::GivenUntil])
        .filter(campaign_contact::Column::Account.is_in(accounts.iter().copied()))
        .filter(campaign_contact::Column::GivenUntil.gt(at))
        .order_by_asc(campaign_contact::Column::GivenUntil)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// A campaign is over: its files are of no more use, and its report tells everything.
///
/// # Errors
/// When the database does not answer.
pub async fn drop_files(tx: &impl ConnectionTrait, campaign: &str) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::File, Expr::value(""))
        .filter(Column::Campaign.eq(campaign))
        .exec(tx)
        .await?;
    Ok(())
}

/// Takes somebody's lines out of every file.
///
/// # Errors
/// When the database does not answer.
pub async fn forget(tx: &impl ConnectionTrait, contacts: &[campaign_contact::Model]) -> Result<(), DbErr> {
    let ids: BTreeSet<&str> = contacts.iter().map(|contact| contact.id.as_str()).collect();
    let campaigns: BTreeSet<&str> = contacts.iter().map(|contact| contact.campaign.as_str()).collect();
    for campaign in campaigns {
        let rows = Entity::find().filter(Column::Campaign.eq(campaign)).filter(Column::File.ne(""));
        for row in rows.all(tx).await? {
            let is_others = |line: &&str| !line.split(';').next().is_some_and(|id| ids.contains(id));
            let file: String = row.file.split_inclusive('\n').filter(is_others).collect();
            if file != row.file {
                Entity::update(Model { file, ..row }.into_active_model().reset_all()).exec(tx).await?;
            }
        }
    }
    Ok(())
}
