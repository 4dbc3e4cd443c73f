//! Campaigns, who is on their lists, and what was tried.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};
use svetlitsa_domain::campaigns::{CampaignStage, ContactStage};
use svetlitsa_domain::notices::Channel;

use crate::entity::campaign::{Column, Entity, Model};
use crate::entity::{campaign_contact, campaign_refusal, campaign_try};
use crate::store::campaign_batches;

/// Campaigns of a list, at most.
const LIST: u64 = 500;

/// Writes a new campaign down.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes a campaign's new state down.
///
/// # Errors
/// When the database does not answer.
pub async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    Entity::update(row.into_active_model().reset_all()).exec(tx).await?;
    Ok(())
}

/// Throws a draft away: nobody is on its list.
///
/// # Errors
/// When the database does not answer.
pub async fn remove(tx: &impl ConnectionTrait, id: &str) -> Result<(), DbErr> {
    Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}

/// A campaign by its id.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, id: &str) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).one(db).await
}

/// The same, kept from other writers until the transaction ends.
///
/// # Errors
/// When the database does not answer.
pub async fn lock(tx: &impl ConnectionTrait, id: &str) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).lock_exclusive().one(tx).await
}

/// Running campaigns of a branch by one way, kept from other writers until the transaction ends; always in one order, so
/// that two who ask wait for each other and never both.
///
/// # Errors
/// When the database does not answer.
pub async fn lock_running(
    tx: &impl ConnectionTrait,
    branch: &str,
    channel: Channel,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::Branch.eq(branch))
        .filter(Column::Channel.eq(channel.as_str()))
        .filter(Column::Stage.eq(CampaignStage::Running.as_str()))
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .all(tx)
        .await
}

/// Campaigns, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    Entity::find().order_by_desc(Column::Id).limit(LIST).all(db).await
}

/// Campaigns with something to do at a moment: to begin, to go on with, or to end.
///
/// # Errors
/// When the database does not answer.
pub async fn due(db: &impl ConnectionTrait, now: i64) -> Result<Vec<Model>, DbErr> {
    let scheduled = Condition::all()
        .add(Column::Stage.eq(CampaignStage::Scheduled.as_str()))
        .add(Column::BeginsAt.lte(now));
    Entity::find()
        .filter(Condition::any().add(scheduled).add(Column::Stage.eq(CampaignStage::Running.as_str())))
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// Somebody on a list, kept from other writers until the transaction ends.
///
/// # Errors
/// When the database does not answer.
pub async fn lock_contact(
    tx: &impl ConnectionTrait,
    id: &str,
) -> Result<Option<campaign_contact::Model>, DbErr> {
    campaign_contact::Entity::find_by_id(id).lock_exclusive().one(tx).await
}

/// Writes down how far somebody is.
///
/// # Errors
/// When the database does not answer.
pub async fn update_contact(tx: &impl ConnectionTrait, row: campaign_contact::Model) -> Result<(), DbErr> {
    campaign_contact::Entity::update(row.into_active_model().reset_all()).exec(tx).await?;
    Ok(())
}

/// Everybody on a list, by account.
///
/// # Errors
/// When the database does not answer.
pub async fn contacts(
    db: &impl ConnectionTrait,
    campaign: &str,
) -> Result<Vec<campaign_contact::Model>, DbErr> {
    campaign_contact::Entity::find()
        .filter(campaign_contact::Column::Campaign.eq(campaign))
        .order_by_asc(campaign_contact::Column::Account)
        .order_by_asc(campaign_contact::Column::Id)
        .all(db)
        .await
}

/// Those at some stages whose time has come, the longest waiting first.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(
    db: &impl ConnectionTrait,
    campaign: &str,
    stages: &[ContactStage],
    until: i64,
    limit: Option<u64>,
) -> Result<Vec<campaign_contact::Model>, DbErr> {
    let stages = stages.iter().map(|stage| stage.as_str());
    campaign_contact::Entity::find()
        .filter(campaign_contact::Column::Campaign.eq(campaign))
        .filter(campaign_contact::Column::Stage.is_in(stages))
        .filter(campaign_contact::Column::NextAt.lte(until))
        .filter(is_free(until))
        .order_by_asc(campaign_contact::Column::NextAt)
        .order_by_asc(campaign_contact::Column::Id)
        .limit(limit)
        .all(db)
        .await
}

/// Those at some stages who were looked at before a moment, the longest ago first.
///
/// # Errors
/// When the database does not answer.
pub async fn unchecked(
    db: &impl ConnectionTrait,
    campaign: &str,
    stages: &[ContactStage],
    before: i64,
    limit: u64,
) -> Result<Vec<campaign_contact::Model>, DbErr> {
    let stages = stages.iter().map(|stage| stage.as_str());
    campaign_contact::Entity::find()
        .filter(campaign_contact::Column::Campaign.eq(campaign))
        .filter(campaign_contact::Column::Stage.is_in(stages))
        .filter(campaign_contact::Column::CheckedAt.lte(before))
        .order_by_asc(campaign_contact::Column::CheckedAt)
        .order_by_asc(campaign_contact::Column::Id)
        .limit(limit)
        .all(db)
        .await
}

/// Those whose letter or message is on its way, after an id.
///
/// # Errors
/// When the database does not answer.
pub async fn sent(
    db: &impl ConnectionTrait,
    campaign: &str,
    after: &str,
    limit: u64,
) -> Result<Vec<campaign_contact::Model>, DbErr> {
    campaign_contact::Entity::find()
        .filter(campaign_contact::Column::Campaign.eq(campaign))
        .filter(campaign_contact::Column::Stage.eq(ContactStage::Sent.as_str()))
        .filter(campaign_contact::Column::Id.gt(after))
        .order_by_asc(campaign_contact::Column::Id)
        .limit(limit)
        .all(db)
        .await
}

/// The campaign is over: nobody waits any more.
///
/// # Errors
/// When the database does not answer.
pub async fn miss(tx: &impl ConnectionTrait, campaign: &str) -> Result<(), DbErr> {
    let waiting = [ContactStage::Waiting, ContactStage::Sent].map(ContactStage::as_str);
    campaign_contact::Entity::update_many()
        .col_expr(campaign_contact::Column::Stage, Expr::value(ContactStage::Missed.as_str()))
        .filter(campaign_contact::Column::Campaign.eq(campaign))
        .filter(campaign_contact::Column::Stage.is_in(waiting))
        .exec(tx)
        .await?;
    campaign_contact::Entity::update_many()
        .col_expr(campaign_contact::Column::NextAt, Expr::value(None::<i64>))
        .col_expr(campaign_contact::Column::GivenUntil, Expr::value(None::<i64>))
        .filter(campaign_contact::Column::Campaign.eq(campaign))
        .exec(tx)
        .await?;
    Ok(())
}

/// Those who are on no list that is a dialler's at a moment.
pub(super) fn is_free(at: i64) -> Condition {
    let given = campaign_contact::Column::GivenUntil;
    Condition::any().add(given.is_null()).add(given.lte(at))
}

/// Notes a letter, message or call; `false` when it was noted before.
///
/// # Errors
/// When the database does not answer.
pub async fn note(tx: &impl ConnectionTrait, row: campaign_try::Model) -> Result<bool, DbErr> {
    let known = OnConflict::columns([campaign_try::Column::Contact, campaign_try::Column::Mark])
        .do_nothing()
        .to_owned();
    let noted = campaign_try::Entity::insert(row.into_active_model().reset_all())
        .on_conflict(known)
        .exec_without_returning(tx)
        .await;
    match noted {
        Ok(rows) => Ok(rows == 1),
        Err(DbErr::RecordNotInserted) => Ok(false),
        Err(error) => Err(error),
    }
}

/// What was noted of a call.
///
/// # Errors
/// When the database does not answer.
pub async fn noted(
    db: &impl ConnectionTrait,
    contact: &str,
    mark: &str,
) -> Result<Option<campaign_try::Model>, DbErr> {
    campaign_try::Entity::find_by_id((contact.to_owned(), mark.to_owned())).one(db).await
}

/// Everything that was tried in a campaign, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn tries(db: &impl ConnectionTrait, campaign: &str) -> Result<Vec<campaign_try::Model>, DbErr> {
    campaign_try::Entity::find()
        .filter(campaign_try::Column::Campaign.eq(campaign))
        .order_by_asc(campaign_try::Column::At)
        .order_by_asc(campaign_try::Column::Id)
        .all(db)
        .await
}

/// Calls about accounts since a moment, of whichever campaign, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn calls(
    db: &impl ConnectionTrait,
    accounts: &[&str],
    since: i64,
    limit: Option<u64>,
) -> Result<Vec<campaign_try::Model>, DbErr> {
    campaign_try::Entity::find()
        .filter(campaign_try::Column::Account.is_in(accounts.iter().copied()))
        .filter(campaign_try::Column::Result.is_not_null())
        .filter(campaign_try::Column::At.gte(since))
        .order_by_desc(campaign_try::Column::At)
        .order_by_desc(campaign_try::Column::Id)
        .limit(limit)
        .all(db)
        .await
}

/// The letter that a link stands in.
///
/// # Errors
/// When the database does not answer.
pub async fn by_token(db: &impl ConnectionTrait, token: &str) -> Result<Option<campaign_try::Model>, DbErr> {
    campaign_try::Entity::find().filter(campaign_try::Column::Token.eq(token)).one(db).await
}

/// Somebody on a list, by their own id.
///
/// # Errors
/// When the database does not answer.
pub async fn contact(db: &impl ConnectionTrait, id: &str) -> Result<Option<campaign_contact::Model>, DbErr> {
    campaign_contact::Entity::find_by_id(id).one(db).await
}

/// No more letters about something to a resident.
///
/// # Errors
/// When the database does not answer.
pub async fn decline(tx: &impl ConnectionTrait, row: campaign_refusal::Model) -> Result<(), DbErr> {
    let again =
        OnConflict::columns([campaign_refusal::Column::ResidentId, campaign_refusal::Column::Scenario])
            .update_column(campaign_refusal::Column::At)
            .to_owned();
    campaign_refusal::Entity::insert(row.into_active_model().reset_all())
        .on_conflict(again)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Forgets a resident: lists keep that somebody was told, and not who and where. Whoever waits is told nothing more.
///
/// # Errors
/// When the database does not answer.
pub async fn forget(tx: &impl ConnectionTrait, resident: &str) -> Result<(), DbErr> {
    campaign_refusal::Entity::delete_many()
        .filter(campaign_refusal::Column::ResidentId.eq(resident))
        .exec(tx)
        .await?;
    let theirs = campaign_contact::Entity::find()
        .filter(campaign_contact::Column::ResidentId.eq(resident))
        .filter(campaign_contact::Column::GivenAt.is_not_null())
        .all(tx)
        .await?;
    campaign_batches::forget(tx, &theirs).await?;
    let of =
        || campaign_contact::Entity::update_many().filter(campaign_contact::Column::ResidentId.eq(resident));
    let open = [ContactStage::Waiting, ContactStage::Sent].map(ContactStage::as_str);
    of().col_expr(campaign_contact::Column::Stage, Expr::value(ContactStage::Gone.as_str()))
        .filter(campaign_contact::Column::Stage.is_in(open))
        .exec(tx)
        .await?;
    // The id in place of the address: two who were forgotten are still two on the list.
    of().col_expr(campaign_contact::Column::Address, Expr::col(campaign_contact::Column::Id))
        .col_expr(campaign_contact::Column::NextAt, Expr::value(None::<i64>))
        .col_expr(campaign_contact::Column::ResidentId, Expr::value(None::<String>))
        .col_expr(campaign_contact::Column::GivenUntil, Expr::value(None::<i64>))
        .exec(tx)
        .await?;
    Ok(())
}

/// What campaigns told a resident by letter or message, each with its campaign.
///
/// # Errors
/// When the database does not answer.
pub async fn told(
    tx: &impl ConnectionTrait,
    resident: &str,
) -> Result<Vec<(campaign_contact::Model, Model)>, DbErr> {
    let contacts = campaign_contact::Entity::find()
        .filter(campaign_contact::Column::ResidentId.eq(resident))
        .filter(campaign_contact::Column::Outbox.is_not_null())
        .all(tx)
        .await?;
    let ids = contacts.iter().map(|contact| contact.campaign.as_str());
    let rows = Entity::find().filter(Column::Id.is_in(ids)).all(tx).await?;
    let of = |contact: campaign_contact::Model| {
        let row = rows.iter().find(|row| row.id == contact.campaign)?.clone();
        Some((contact, row))
    };
    Ok(contacts.into_iter().filter_map(of).collect())
}
