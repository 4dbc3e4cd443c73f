//! Letters and text messages of a campaign: a small group at a time, each written with its row in one transaction.

use std::collections::BTreeMap;

use minijinja::context;
use sea_orm::DatabaseTransaction;
use svetlitsa_api::pages;
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::campaigns::{CampaignStage, ContactStage};
use svetlitsa_domain::notices::{Channel, Reached, SendingHours, fit, may_leave, next_try};

use super::{channel_of, lists, scenario_of, stage_of, words_for};
use crate::cabinet_letters::link;
use crate::entity::{campaign, campaign_contact, campaign_try, resident};
use crate::failure::{Failure, Outcome};
use crate::letters::{self, Language, Occasion};
use crate::state::App;
use crate::store::mail::NEVER;
use crate::{random, sms, store};

/// Written in one round: neither the mail server nor the contact centre gets everything at once.
const AT_ONCE: u64 = 50;
/// Letters and messages looked at together.
const FOLLOWED: u64 = 200;

/// Writes to those whose time has come, in the branch's hours; says to how many.
pub(super) async fn send(app: &App, row: &campaign::Model) -> Outcome<usize> {
    let now = app.clock.now().with_timezone(&app.branch(&row.branch)?.zone).naive_local();
    let leaves = may_leave(now, SendingHours::standard(), &app.data.calendar);
    if leaves.map_err(|error| Failure::internal(&error))? > now {
        return Ok(0);
    }
    let waiting = [ContactStage::Waiting];
    let due =
        store::campaigns::waiting(&app.db, &row.id, &waiting, app.clock.now_ms(), Some(AT_ONCE)).await?;
    let mut written = 0;
    for contact in due {
        match tell(app, &row.id, &contact.id).await {
            Ok(is_told) => written += usize::from(is_told),
            // Somebody who cannot be told must not hold up the others.
            Err(failure) => {
                tracing::error!(contact = contact.id, code = ?failure.code, "somebody on a list passed over");
            }
        }
    }
    Ok(written)
}

/// Tells one: everything is looked at anew inside the transaction, so two programs tell once, and a campaign that was
/// stopped meanwhile tells nobody.
async fn tell(app: &App, campaign: &str, id: &str) -> Outcome<bool> {
    let tx = store::begin_write(&app.writer).await?;
    let row = store::campaigns::lock(&tx, campaign).await?;
    let contact = store::campaigns::lock_contact(&tx, id).await?;
    let (Some(row), Some(mut contact)) = (row, contact) else { return Ok(false) };
    let is_running = stage_of(&row)? == CampaignStage::Running;
    if !is_running || contact.stage != ContactStage::Waiting.as_str() {
        return Ok(false);
    }
    let now = app.clock.now_ms();
    let numbers = [contact.account.clone()];
    let sum = lists::grounds(app, &tx, &row, &numbers).await?.get(&contact.account).copied();
    contact.checked_at = now;
    contact.next_at = None;
    let is_wanted = is_wanted(&tx, &row, &contact).await?;
    let Some(sum) = sum.filter(|_| is_wanted) else {
        ContactStage::Gone.as_str().clone_into(&mut contact.stage);
        store::campaigns::update_contact(&tx, contact).await?;
        tx.commit().await?;
        return Ok(false);
    };
    let mut noted = campaign_try::Model {
        contact: contact.id.clone(),
        mark: (contact.tries + 1).to_string(),
        id: random::id(),
        campaign: row.id.clone(),
        account: contact.account.clone(),
        at: now,
        result: None,
        token: None,
    };
    let written = write(app, &tx, &row, &contact, sum, &mut noted).await?;
    contact.sum_kopecks = sum.0;
    let is_written = written.is_some() && store::campaigns::note(&tx, noted).await?;
    if written.is_some() && !is_written {
        return Ok(false);
    }
    let stage = if is_written { ContactStage::Sent } else { ContactStage::Failed };
    stage.as_str().clone_into(&mut contact.stage);
    contact.tries += i32::from(is_written);
    contact.outbox = written;
    store::campaigns::update_contact(&tx, contact).await?;
    tx.commit().await?;
    Ok(is_written)
}

/// Whoever said no in the meantime, or gave the account back, is not written to about it.
async fn is_wanted(
    tx: &DatabaseTransaction,
    row: &campaign::Model,
    contact: &campaign_contact::Model,
) -> Outcome<bool> {
    let Some(id) = &contact.resident_id else { return Ok(false) };
    if store::residents::owners(tx, &contact.account).await?.iter().all(|holder| holder.id != *id) {
        return Ok(false);
    }
    let may_decline = scenario_of(row)?.may_be_declined();
    Ok(!may_decline || store::campaign_lists::declined(tx, &[id], &row.scenario).await?.is_empty())
}

/// Puts the letter or message into its outbox and gives its id; `None` when there is nowhere to send it any more.
async fn write(
    app: &App,
    tx: &DatabaseTransaction,
    row: &campaign::Model,
    contact: &campaign_contact::Model,
    sum: Kopecks,
    noted: &mut campaign_try::Model,
) -> Outcome<Option<String>> {
    let Some(id) = &contact.resident_id else { return Ok(None) };
    let Some(resident) = store::residents::find(tx, id).await? else { return Ok(None) };
    let scenario = scenario_of(row)?;
    let reads = Language::parse(&resident.language).unwrap_or(Language::Ru);
    let (text, told) = words_for(app, row, &contact.account, sum, reads)?;
    match channel_of(row)? {
        Channel::Email => {
            let token = scenario.may_be_declined().then(random::token);
            noted.token = token.as_ref().map(|token| random::digest(&[token.as_bytes()]));
            letter(app, tx, row, contact, &resident, (&text, told), token).await.map(Some)
        }
        Channel::Sms => {
            let Some(phone) = store::phones::confirmed(tx, id).await? else { return Ok(None) };
            let Some((text, segments)) = fit(&[&text]) else { return Ok(None) };
            let message = sms::row(app, (id, &phone), Some(&row.branch), (text.to_owned(), segments));
            let id = message.id.clone();
            store::sms::enqueue(tx, message).await?;
            Ok(Some(id))
        }
        Channel::Phone | Channel::Cabinet => Ok(None),
    }
}

async fn letter(
    app: &App,
    tx: &DatabaseTransaction,
    row: &campaign::Model,
    contact: &campaign_contact::Model,
    resident: &resident::Model,
    (text, told): (&str, Language),
    token: Option<String>,
) -> Outcome<String> {
    let branch = app.branch(&row.branch)?;
    let facts = context! {
        scenario => row.scenario.clone(),
        // The name is Russian, as are the words that it stands over.
        title => (told == Language::Ru).then(|| row.name.clone()),
        account => contact.account.clone(),
        text,
        sign_in_url => format!("{}{}", app.settings.public_url(), pages::SIGN_IN.path),
        end_link => token.map(|token| link(app, pages::CAMPAIGN_END, &token)),
        phone => branch.phone.clone(),
        branch => branch.name.clone(),
        legal_name => branch.legal_name.clone(),
    };
    let language = Language::parse(&resident.language).unwrap_or(Language::Ru);
    let letter = letters::write(&app.data.mail_templates, Occasion::Campaign, language, &facts)
        .map_err(|error| Failure::internal(&error))?;
    Ok(store::mail::enqueue_secret_followed(tx, &resident.login, letter, app.clock.now_ms()).await?)
}

/// Notes what has arrived and what never will.
pub(super) async fn follow(app: &App, row: &campaign::Model) -> Outcome<()> {
    let channel = channel_of(row)?;
    let mut after = String::new();
    loop {
        let sent = store::campaigns::sent(&app.db, &row.id, &after, FOLLOWED).await?;
        let Some(last) = sent.last() else { return Ok(()) };
        after.clone_from(&last.id);
        let ids: Vec<&str> = sent.iter().filter_map(|contact| contact.outbox.as_deref()).collect();
        let arrived = arrivals(app, channel, &ids).await?;
        for contact in sent {
            let of = contact.outbox.as_ref().and_then(|id| arrived.get(id)).copied();
            if let Some(reached) = of {
                arrive(app, row, channel, &contact.id, reached).await?;
            }
        }
    }
}

async fn arrivals(app: &App, channel: Channel, ids: &[&str]) -> Outcome<BTreeMap<String, Reached>> {
    let told = |is_there: bool, is_given_up: bool| match (is_there, is_given_up) {
        (true, _) => Some(Reached::Yes),
        (false, true) => Some(Reached::No),
        (false, false) => None,
    };
    Ok(match channel {
        Channel::Sms => {
            let rows = store::sms::by_ids(&app.db, ids).await?;
            let of = rows.into_iter().filter_map(|row| {
                Some((row.id, told(row.delivered_at.is_some(), row.next_attempt_at == NEVER)?))
            });
            of.collect()
        }
        _ => {
            let rows = store::mail::by_ids(&app.db, ids).await?;
            let of = rows
                .into_iter()
                .filter_map(|row| Some((row.id, told(row.sent_at.is_some(), row.next_attempt_at == NEVER)?)));
            of.collect()
        }
    })
}

async fn arrive(
    app: &App,
    row: &campaign::Model,
    channel: Channel,
    id: &str,
    reached: Reached,
) -> Outcome<()> {
    let tx = store::begin_write(&app.writer).await?;
    let Some(mut contact) = store::campaigns::lock_contact(&tx, id).await? else { return Ok(()) };
    if contact.stage != ContactStage::Sent.as_str() {
        return Ok(());
    }
    // A text message was repeated daily by its own outbox; a letter goes again after a week.
    let again = match (channel, reached) {
        (Channel::Email, Reached::No) => next_try(channel, reached),
        _ => None,
    };
    let again = again.map(|gap| app.clock.now_ms() + gap.num_milliseconds());
    let again = again.filter(|at| *at < row.ends_at);
    let stage = match (reached, again) {
        (Reached::Yes, _) => ContactStage::Reached,
        (Reached::No, Some(_)) => ContactStage::Waiting,
        (Reached::No, None) => ContactStage::Failed,
    };
    stage.as_str().clone_into(&mut contact.stage);
    contact.next_at = again;
    store::campaigns::update_contact(&tx, contact).await?;
    Ok(tx.commit().await?)
}
