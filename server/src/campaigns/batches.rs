//! Lists for diallers: whom to call now, each on one list at a time, and the lists that were given out.

use std::collections::BTreeMap;

use chrono::{NaiveDateTime, TimeZone};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use svetlitsa_api::ErrorCode;
use svetlitsa_api::campaigns::{CallBatch, MAX_GIVEN};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::campaigns::{CallResult, CampaignStage, ContactStage, given_out_until, next_call};
use svetlitsa_domain::notices::{Channel, SendingHours, may_leave};
use svetlitsa_domain::readings::{Cell, csv};

use super::calls::wall;
use super::{channel_of, lists, rounds, scenario_of, stage_of, words_for};
use crate::clock::local;
use crate::data::Branch;
use crate::entity::{campaign, campaign_batch, campaign_contact, campaign_try, staff_member};
use crate::failure::{Failure, Outcome};
use crate::letters::Language;
use crate::state::App;
use crate::store;

/// Those who may be called.
const CALLED: [ContactStage; 2] = [ContactStage::Waiting, ContactStage::Reached];
/// Calls that still matter for the next one: longer than the longest gap.
const BEFORE_MS: i64 = 14 * 24 * 60 * 60 * 1000;
/// Those judged together.
const AT_ONCE: usize = 500;

/// How many can be called by now, how many are on lists that are out, and the lists.
pub(super) async fn counted(
    app: &App,
    db: &impl ConnectionTrait,
    row: &campaign::Model,
) -> Outcome<(u32, u32, Vec<CallBatch>)> {
    let (branch, now) = (app.branch(&row.branch)?, app.clock.now_ms());
    let mut counts = (0, 0);
    if stage_of(row)? == CampaignStage::Running {
        if is_hour(app, branch)? {
            counts.0 = store::campaign_counts::count_waiting(db, &row.id, &CALLED, now).await?;
        }
        counts.1 = store::campaign_counts::count_given(db, &row.id, &CALLED, now).await?;
    }
    let rows = store::campaign_batches::of_campaign(db, &row.id).await?;
    let batches = rows.iter().map(|(batch, is_kept)| view(batch, *is_kept, branch)).collect();
    Ok((counts.0, counts.1, batches))
}

fn view(row: &campaign_batch::Model, is_kept: bool, branch: &Branch) -> CallBatch {
    CallBatch {
        number: u32::try_from(row.number).unwrap_or_default(),
        count: u32::try_from(row.count).unwrap_or_default(),
        given_by: row.given_by.clone(),
        given: local(row.given_at, branch.zone),
        until: local(row.until, branch.zone),
        is_kept,
    }
}

fn is_hour(app: &App, branch: &Branch) -> Outcome<bool> {
    let now = wall(app.clock.now_ms(), branch);
    let leaves = may_leave(now, SendingHours::standard(), &app.data.calendar);
    Ok(leaves.map_err(|error| Failure::internal(&error))? <= now)
}

/// Until when those on the list may be called today.
fn ends_of_calls(app: &App, row: &campaign::Model, branch: &Branch) -> NaiveDateTime {
    let now = wall(app.clock.now_ms(), branch);
    let evening = now.date().and_hms_opt(21, 0, 0).unwrap_or(now);
    evening.min(wall(row.ends_at, branch))
}

/// Somebody to call, as the table tells it.
struct Line {
    contact: campaign_contact::Model,
    sum: Kopecks,
    words: String,
    language: Language,
}

/// Gives out whom to call now, with what is owed now and the words filled in. Nobody of them is given out again before they
/// were called or the list's time is over; `None` when there is nobody: outside the hours, and when it does not run.
///
/// # Errors
/// 404 for an unknown campaign or none by telephone.
pub async fn give_out(
    app: &App,
    tx: &DatabaseTransaction,
    clerk: &staff_member::Model,
    id: &str,
    at_most: Option<u32>,
) -> Outcome<Option<CallBatch>> {
    let row = phone_campaign(store::campaigns::find(tx, id).await?)?;
    let (branch, now) = (app.branch(&row.branch)?, app.clock.now_ms());
    // All of the branch, not this one alone: of two given out at once the second has to see whom the first one named.
    let running = store::campaigns::lock_running(tx, &row.branch, Channel::Phone).await?;
    let Some(row) = running.into_iter().find(|running| running.id == id) else { return Ok(None) };
    if row.ends_at <= now || !is_hour(app, branch)? {
        return Ok(None);
    }
    let most = usize::try_from(at_most.unwrap_or(MAX_GIVEN).min(MAX_GIVEN)).unwrap_or_default();
    let mut lines = Vec::new();
    for due in store::campaigns::waiting(tx, id, &CALLED, now, None).await?.chunks(AT_ONCE) {
        lines.extend(judged(app, tx, &row, branch, due).await?);
        if lines.len() >= most {
            break;
        }
    }
    lines.truncate(most);
    if lines.is_empty() {
        return Ok(None);
    }
    let call_until = ends_of_calls(app, &row, branch);
    let until = given_out_until(wall(now, branch), call_until);
    let until = branch.zone.from_local_datetime(&until).earliest().map_or(now, |at| at.timestamp_millis());
    for some in lines.chunks(AT_ONCE) {
        let ids: Vec<&str> = some.iter().map(|line| line.contact.id.as_str()).collect();
        store::campaign_batches::give(tx, &ids, now, until).await?;
    }
    let last = store::campaign_batches::of_campaign(tx, id).await?.first().map_or(0, |(last, _)| last.number);
    let batch = campaign_batch::Model {
        campaign: row.id.clone(),
        number: last + 1,
        count: i32::try_from(lines.len()).unwrap_or(i32::MAX),
        given_by: clerk.name.clone(),
        given_at: now,
        until,
        file: table(&row, &lines, call_until)?,
    };
    store::campaign_batches::insert(tx, batch.clone()).await?;
    Ok(Some(view(&batch, true, branch)))
}

/// A list exactly as it was given out.
///
/// # Errors
/// 404 for an unknown list, and for one of a campaign that is over.
pub async fn given(app: &App, id: &str, number: &str) -> Outcome<String> {
    let number: i32 = number.parse().map_err(|_| ErrorCode::NotFound)?;
    let batch = store::campaign_batches::find(&app.db, id, number).await?.ok_or(ErrorCode::NotFound)?;
    if batch.file.is_empty() { Err(ErrorCode::NotFound.into()) } else { Ok(batch.file) }
}

fn phone_campaign(row: Option<campaign::Model>) -> Outcome<campaign::Model> {
    let row = row.ok_or(ErrorCode::NotFound)?;
    if channel_of(&row)? == Channel::Phone { Ok(row) } else { Err(ErrorCode::NotFound.into()) }
}

/// Those among some who can be called this minute. Whom another campaign has called, or is about to, waits until
/// it is time again.
async fn judged(
    app: &App,
    tx: &DatabaseTransaction,
    row: &campaign::Model,
    branch: &Branch,
    due: &[campaign_contact::Model],
) -> Outcome<Vec<Line>> {
    let numbers: Vec<String> = due.iter().map(|contact| contact.account.clone()).collect();
    let accounts: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let grounds = lists::grounds(app, tx, row, &numbers).await?;
    let earlier = earlier(app, tx, &accounts).await?;
    let out = store::campaign_batches::out(tx, &accounts, app.clock.now_ms()).await?;
    let wrong = store::campaign_lists::wrong_phones(tx, &accounts).await?;
    let residents: Vec<&str> = due.iter().filter_map(|contact| contact.resident_id.as_deref()).collect();
    let languages = store::campaign_lists::languages(tx, &residents).await?;
    let (now, ends) = (wall(app.clock.now_ms(), branch), wall(row.ends_at, branch));
    let mut lines = Vec::new();
    for contact in due {
        let Some(sum) = grounds.get(&contact.account).copied() else {
            store::campaigns::update_contact(tx, rounds::gone(contact.clone())).await?;
            continue;
        };
        if wrong.contains(&(contact.account.clone(), contact.address.clone())) {
            let stage = ContactStage::Failed.as_str().to_owned();
            let contact = campaign_contact::Model { stage, next_at: None, ..contact.clone() };
            store::campaigns::update_contact(tx, contact).await?;
            continue;
        }
        let calls = of_branch(earlier.get(&contact.account), branch);
        let next = next_call(&calls, now, ends, SendingHours::standard(), &app.data.calendar);
        let next = next.map_err(|error| Failure::internal(&error))?;
        let elsewhere = out.get(&contact.account).copied();
        if next != Some(now) || elsewhere.is_some() {
            let next_at = next.and_then(|next| branch.zone.from_local_datetime(&next).earliest());
            let next_at = next_at.map(|at| at.timestamp_millis().max(elsewhere.unwrap_or(0)));
            let contact = campaign_contact::Model { next_at, ..contact.clone() };
            store::campaigns::update_contact(tx, contact).await?;
            continue;
        }
        let language = contact.resident_id.as_ref().and_then(|id| languages.get(id));
        let language = language.and_then(|word| Language::parse(word)).unwrap_or(Language::Ru);
        let (words, language) = words_for(app, row, &contact.account, sum, language)?;
        lines.push(Line { contact: contact.clone(), sum, words, language });
    }
    Ok(lines)
}

/// Calls of the last days about accounts, in every campaign: nobody is called again because another one began.
async fn earlier(
    app: &App,
    db: &impl ConnectionTrait,
    accounts: &[&str],
) -> Outcome<BTreeMap<String, Vec<campaign_try::Model>>> {
    let mut of = BTreeMap::<String, Vec<_>>::new();
    for call in store::campaigns::calls(db, accounts, app.clock.now_ms() - BEFORE_MS, None).await? {
        of.entry(call.account.clone()).or_default().push(call);
    }
    Ok(of)
}

/// Calls in the branch's time. A telephone that is somebody else's is no matter of the account's other telephones.
fn of_branch(calls: Option<&Vec<campaign_try::Model>>, branch: &Branch) -> Vec<(NaiveDateTime, CallResult)> {
    let call = |call: &campaign_try::Model| {
        let result = CallResult::parse(call.result.as_deref()?)?;
        result.reached().map(|_| (wall(call.at, branch), result))
    };
    calls.into_iter().flatten().filter_map(call).collect()
}

fn table(row: &campaign::Model, lines: &[Line], call_until: NaiveDateTime) -> Outcome<String> {
    let names_sum = scenario_of(row)?.names_sum();
    let until = call_until.format("%Y-%m-%dT%H:%M").to_string();
    // A dialler takes digits; a sign before them would be a formula in a spreadsheet.
    let told: Vec<_> = lines
        .iter()
        .map(|line| (line, line.contact.address.trim_start_matches('+'), line.words.replace('\n', " ")))
        .collect();
    let cells = told.iter().map(|(line, phone, words)| {
        [
            Cell::Text(&line.contact.id),
            Cell::Text(&line.contact.account),
            Cell::Text(phone),
            if names_sum { Cell::Money(line.sum) } else { Cell::Empty },
            Cell::Text(&until),
            Cell::Text(words),
            Cell::Text(line.language.as_str()),
        ]
    });
    Ok(csv(&["contact", "account", "phone", "sum", "call_until", "words", "language"], cells))
}
