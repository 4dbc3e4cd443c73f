//! What campaigns do by themselves: begin, tell, drop whom there is nothing to tell any more, end.

use sea_orm::DatabaseTransaction;
use svetlitsa_domain::campaigns::{CampaignStage, ContactStage};
use svetlitsa_domain::notices::Channel;

use super::{channel_of, lists, sending, stage_of};
use crate::entity::{campaign, campaign_contact};
use crate::failure::Outcome;
use crate::state::App;
use crate::{random, store};

/// Those looked at together whether there is still something to tell.
const CHECKED: u64 = 200;
/// They are looked at again after this.
const CHECK_MS: i64 = 5 * 60 * 1000;
/// Those on the list for whom it matters.
const OPEN: [ContactStage; 3] = [ContactStage::Waiting, ContactStage::Sent, ContactStage::Reached];

/// Takes every campaign a step further; says how many letters and messages were written.
///
/// # Errors
/// When the database does not answer.
pub async fn advance_all(app: &App) -> Outcome<usize> {
    let mut written = 0;
    for row in store::campaigns::due(&app.db, app.clock.now_ms()).await? {
        let id = row.id.clone();
        // One that cannot be judged must not hold up the others.
        match advance(app, row).await {
            Ok(count) => written += count,
            Err(failure) => tracing::error!(campaign = id, code = ?failure.code, "campaign passed over"),
        }
    }
    if written > 0 {
        app.mail_work.notify_one();
        app.sms_work.notify_one();
    }
    Ok(written)
}

async fn advance(app: &App, row: campaign::Model) -> Outcome<usize> {
    let now = app.clock.now_ms();
    let is_phone = channel_of(&row)? == Channel::Phone;
    if row.ends_at <= now {
        if !is_phone {
            sending::follow(app, &row).await?;
        }
        end(app, &row.id).await?;
        return Ok(0);
    }
    if stage_of(&row)? == CampaignStage::Scheduled {
        begin(app, &row.id).await?;
    }
    if !is_phone {
        sending::follow(app, &row).await?;
    }
    drop_gone(app, &row).await?;
    if is_phone { Ok(0) } else { sending::send(app, &row).await }
}

/// Makes the list. Of two programs the second finds it made.
async fn begin(app: &App, id: &str) -> Outcome<()> {
    let tx = store::begin_write(&app.writer).await?;
    let Some(row) = store::campaigns::lock(&tx, id).await? else { return Ok(()) };
    let now = app.clock.now_ms();
    if stage_of(&row)? != CampaignStage::Scheduled {
        return Ok(());
    }
    let (listed, excluded) = lists::list(app, &tx, &row).await?;
    let contacts = listed.into_iter().map(|one| campaign_contact::Model {
        id: random::id(),
        campaign: row.id.clone(),
        account: one.account,
        resident_id: one.resident,
        address: one.address,
        stage: ContactStage::Waiting.as_str().to_owned(),
        sum_kopecks: one.sum.0,
        tries: 0,
        next_at: Some(row.begins_at),
        checked_at: now,
        outbox: None,
        given_at: None,
        given_until: None,
    });
    store::insert_all::<campaign_contact::Entity, _>(&tx, contacts.collect()).await?;
    let row = campaign::Model {
        stage: CampaignStage::Running.as_str().to_owned(),
        begun_at: Some(now),
        excluded: serde_json::to_string(&excluded)?,
        ..row
    };
    store::campaigns::update(&tx, row).await?;
    Ok(tx.commit().await?)
}

async fn end(app: &App, id: &str) -> Outcome<()> {
    let tx = store::begin_write(&app.writer).await?;
    let Some(row) = store::campaigns::lock(&tx, id).await? else { return Ok(()) };
    if stage_of(&row)?.is_over() {
        return Ok(());
    }
    let row = campaign::Model { stage: CampaignStage::Ended.as_str().to_owned(), ..row };
    finish(app, &tx, row).await?;
    Ok(tx.commit().await?)
}

/// Ends a campaign: nobody waits any more, and messages that have not arrived are not tried again.
pub(super) async fn finish(
    app: &App,
    tx: &DatabaseTransaction,
    row: campaign::Model,
) -> Outcome<campaign::Model> {
    let mut after = String::new();
    loop {
        let sent = store::campaigns::sent(tx, &row.id, &after, CHECKED).await?;
        let Some(last) = sent.last() else { break };
        after.clone_from(&last.id);
        stop_messages(tx, &sent).await?;
    }
    store::campaigns::miss(tx, &row.id).await?;
    store::campaign_batches::drop_files(tx, &row.id).await?;
    let row = campaign::Model { over_at: Some(app.clock.now_ms()), ..row };
    store::campaigns::update(tx, row.clone()).await?;
    Ok(row)
}

async fn stop_messages(tx: &DatabaseTransaction, contacts: &[campaign_contact::Model]) -> Outcome<()> {
    let ids: Vec<&str> = contacts.iter().filter_map(|contact| contact.outbox.as_deref()).collect();
    Ok(store::sms::stop_all(tx, &ids).await?)
}

/// Drops whom there is nothing to tell any more, and notes what the others owe now.
async fn drop_gone(app: &App, row: &campaign::Model) -> Outcome<()> {
    let now = app.clock.now_ms();
    loop {
        let some = store::campaigns::unchecked(&app.db, &row.id, &OPEN, now - CHECK_MS, CHECKED).await?;
        if some.is_empty() {
            return Ok(());
        }
        let numbers: Vec<String> = some.iter().map(|contact| contact.account.clone()).collect();
        let grounds = lists::grounds(app, &app.db, row, &numbers).await?;
        let tx = store::begin_write(&app.writer).await?;
        for known in some {
            let Some(contact) = store::campaigns::lock_contact(&tx, &known.id).await? else { continue };
            // The campaign was stopped meanwhile, or a call told that the telephone is somebody else's.
            if !ContactStage::parse(&contact.stage).is_some_and(|stage| OPEN.contains(&stage)) {
                continue;
            }
            let mut contact = campaign_contact::Model { checked_at: now, ..contact };
            match grounds.get(&contact.account) {
                Some(sum) => contact.sum_kopecks = sum.0,
                None => {
                    if contact.stage == ContactStage::Sent.as_str() {
                        stop_messages(&tx, std::slice::from_ref(&contact)).await?;
                    }
                    contact = gone(contact);
                }
            }
            store::campaigns::update_contact(&tx, contact).await?;
        }
        tx.commit().await?;
    }
}

/// There is nothing to tell somebody any more. Whoever was reached stays reached, and is left alone from now on.
pub(super) fn gone(contact: campaign_contact::Model) -> campaign_contact::Model {
    let was_reached = contact.stage == ContactStage::Reached.as_str();
    let stage = if was_reached { contact.stage } else { ContactStage::Gone.as_str().to_owned() };
    campaign_contact::Model { stage, next_at: None, ..contact }
}
