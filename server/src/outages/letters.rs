//! Letters to those who asked for them: that works are planned, that power comes later, that it is back. Each once to a
//! mailbox, each with a link that ends them; and by short notices to the households that ticked them.

use minijinja::context;
use svetlitsa_api::pages;
use svetlitsa_domain::notices::NoticeKind;
use svetlitsa_domain::outages::{OutageNews, OutageStage, news_leaves, street_of};

use super::subscriptions::{about, ending, streets};
use super::{covers, stage};
use crate::appeals::letter_facts;
use crate::bill_letters::letter_row;
use crate::cabinet_letters::link;
use crate::clock::{from_ms, local};
use crate::entity::{outage, outage_event, outage_letter, outage_subscription};
use crate::failure::{Failure, Outcome};
use crate::letters::{self, Language, Occasion};
use crate::notices::{self, About, Short};
use crate::sms::SmsOccasion;
use crate::state::App;
use crate::store::reminders::Ways;
use crate::{random, store};

/// Writes every letter whose time has come; says how many there were.
///
/// # Errors
/// When the database does not answer.
pub async fn tell_all(app: &App) -> Outcome<usize> {
    let mut written = 0;
    for event in store::outages::untold(&app.db).await? {
        let step = event.id.clone();
        // One that cannot be judged must not hold up the news of the others.
        match tell_when_due(app, event).await {
            Ok(letters) => written += letters,
            Err(failure) => {
                tracing::error!(step, code = ?failure.code, "nobody was told of an outage's step");
            }
        }
    }
    if written > 0 {
        app.mail_work.notify_one();
    }
    Ok(written)
}

async fn tell_when_due(app: &App, event: outage_event::Model) -> Outcome<usize> {
    let Some(row) = store::outages::find(&app.db, &event.outage).await? else { return Ok(0) };
    let Some(news) = event.untold.as_deref().and_then(OutageNews::parse) else { return Ok(0) };
    if is_early(app, &row, &event)? {
        return Ok(0);
    }
    // Works that were cancelled or begun in the meantime need no announcement any more, nor does what is over.
    let is_news = match news {
        OutageNews::Announced => stage(&row)? == OutageStage::Planned,
        OutageNews::Begun => stage(&row)? == OutageStage::Begun,
        OutageNews::Moved | OutageNews::Restored | OutageNews::Cancelled => true,
    };
    let written = if is_news { tell(app, &row, &event, news).await? } else { 0 };
    store::outages::told(&app.db, event).await?;
    Ok(written)
}

/// Whether news have to wait for the hours in which people may be disturbed.
fn is_early(app: &App, row: &outage::Model, event: &outage_event::Model) -> Outcome<bool> {
    let zone = app.branch(&row.branch)?.zone;
    let wall = |ms| from_ms(ms).with_timezone(&zone).naive_local();
    let is_begun = row.begins_at <= event.at;
    let now = wall(app.clock.now_ms());
    let leaves = news_leaves(is_begun, wall(row.begins_at), now, &app.data.calendar);
    Ok(leaves.map_err(|error| Failure::internal(&error))? > now)
}

async fn tell(
    app: &App,
    row: &outage::Model,
    event: &outage_event::Model,
    news: OutageNews,
) -> Outcome<usize> {
    let mut written = 0;
    for subscription in store::outage_letters::of_branch(&app.db, &row.branch).await? {
        // What was before somebody asked is on the page that was asked from.
        let is_new = event.at >= subscription.asked_at;
        let is_about = subscription.outage == row.id
            || subscription.outage.is_empty() && covers(row, &subscription.street, &subscription.house)?;
        if is_new && is_about {
            written += usize::from(write(app, row, event, news, &subscription).await?);
        }
    }
    Ok(written + tell_households(app, row, event, news).await?)
}

/// Short notices to the households of the covered houses that asked for them.
async fn tell_households(
    app: &App,
    row: &outage::Model,
    event: &outage_event::Model,
    news: OutageNews,
) -> Outcome<usize> {
    let zone = app.branch(&row.branch)?.zone;
    let moment = |ms| local(ms, zone).format("%d.%m %H:%M").to_string();
    let expected = event.expected_at.or(row.expected_at).map(moment);
    let occasion = match (news, &expected) {
        (OutageNews::Announced, _) => SmsOccasion::OutageAnnounced,
        (OutageNews::Begun, Some(_)) => SmsOccasion::OutageBegun,
        (OutageNews::Begun | OutageNews::Moved, None) => SmsOccasion::OutageOpen,
        (OutageNews::Moved, Some(_)) => SmsOccasion::OutageMoved,
        (OutageNews::Restored, _) => SmsOccasion::OutageRestored,
        (OutageNews::Cancelled, _) => SmsOccasion::OutageCancelled,
    };
    let facts = vec![("begins", moment(row.begins_at)), ("expected", expected.unwrap_or_default())];
    let short = Short { kind: NoticeKind::Outage, occasion, facts };
    let mut written = 0;
    for wish in store::reminders::of_branch(&app.db, &row.branch, NoticeKind::Outage).await? {
        let Some(account) = store::accounts::find(&app.db, &wish.account).await? else { continue };
        let Some(street) = street_of(&account.address, &account.house) else { continue };
        if !covers(row, street, &account.house)? {
            continue;
        }
        let Some(resident) = notices::reader(&app.db, &wish).await? else { continue };
        let tx = store::begin_write(&app.writer).await?;
        let kind = NoticeKind::Outage.as_str();
        let once = letter_row(app, &resident.id, &account.number, kind, &event.id, None);
        if store::bill_letters::note(&tx, once).await? {
            let about = About { account: &account.number, branch: &account.branch };
            notices::tell(app, &tx, (&resident, Ways::of(&wish)), about, &short).await?;
            tx.commit().await?;
            written += 1;
        }
    }
    Ok(written)
}

async fn write(
    app: &App,
    row: &outage::Model,
    event: &outage_event::Model,
    news: OutageNews,
    to: &outage_subscription::Model,
) -> Outcome<bool> {
    let branch = app.branch(&row.branch)?;
    let language = Language::parse(&to.language).unwrap_or(Language::Ru);
    let token = random::token();
    let text = match news {
        OutageNews::Announced | OutageNews::Begun => row.text.as_str(),
        _ => event.text.as_deref().unwrap_or_default(),
    };
    let tx = store::begin_write(&app.writer).await?;
    let letter = outage_letter::Model {
        event: event.id.clone(),
        email: to.email.clone(),
        subscription: to.id.clone(),
        token: ending(&token),
    };
    if !store::outage_letters::note(&tx, letter).await? {
        return Ok(false);
    }
    let about = if to.outage.is_empty() { about(app, &tx, to).await? } else { streets(row)? };
    let facts = context! {
        news => news.as_str(),
        about,
        begins => letters::moment(local(row.begins_at, branch.zone)),
        expected => event.expected_at.map(|at| letters::moment(local(at, branch.zone))),
        board_url => format!("{}{}", app.settings.public_url(), pages::OUTAGES.path),
        grid_phone => branch.outage_phone(),
        link => link(app, pages::OUTAGE_END, &token),
        ..letter_facts(app, branch, "", "", row.begins_at, text, None)
    };
    let letter = letters::write(&app.data.mail_templates, Occasion::OutageNews, language, &facts)
        .map_err(|error| Failure::internal(&error))?;
    store::mail::enqueue_secret(&tx, &to.email, letter, app.clock.now_ms()).await?;
    tx.commit().await?;
    Ok(true)
}
