//! How many on the lists of campaigns are how far.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use svetlitsa_domain::campaigns::ContactStage;

use crate::entity::{campaign_contact, campaign_try};
use crate::store::campaigns::is_free;

/// How many are at each stage, and how often it was tried.
///
/// # Errors
/// When the database does not answer.
pub async fn counts(
    db: &impl ConnectionTrait,
    campaign: &str,
) -> Result<(BTreeMap<String, u32>, u32), DbErr> {
    let rows: Vec<(String, i64)> = campaign_contact::Entity::find()
        .select_only()
        .column(campaign_contact::Column::Stage)
        .column_as(campaign_contact::Column::Id.count(), "count")
        .filter(campaign_contact::Column::Campaign.eq(campaign))
        .group_by(campaign_contact::Column::Stage)
        .into_tuple()
        .all(db)
        .await?;
    let number = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    let tries =
        campaign_try::Entity::find().filter(campaign_try::Column::Campaign.eq(campaign)).count(db).await?;
    let tries = u32::try_from(tries).unwrap_or(u32::MAX);
    Ok((rows.into_iter().map(|(stage, count)| (stage, number(count))).collect(), tries))
}

/// How many can be called by a moment.
///
/// # Errors
/// When the database does not answer.
pub async fn count_waiting(
    db: &impl ConnectionTrait,
    campaign: &str,
    stages: &[ContactStage],
    until: i64,
) -> Result<u32, DbErr> {
    let count = campaign_contact::Entity::find()
        .filter(campaign_contact::Column::Campaign.eq(campaign))
        .filter(campaign_contact::Column::Stage.is_in(stages.iter().map(|stage| stage.as_str())))
        .filter(campaign_contact::Column::NextAt.lte(until))
        .filter(is_free(until))
        .count(db)
        .await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// How many are a dialler's at a moment.
///
/// # Errors
/// When the database does not answer.
pub async fn count_given(
    db: &impl ConnectionTrait,
    campaign: &str,
    stages: &[ContactStage],
    at: i64,
) -> Result<u32, DbErr> {
    let count = campaign_contact::Entity::find()
        .filter(campaign_contact::Column::Campaign.eq(campaign))
        .filter(campaign_contact::Column::Stage.is_in(stages.iter().map(|stage| stage.as_str())))
        .filter(campaign_contact::Column::GivenUntil.gt(at))
        .count(db)
        .await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}
