//! Calls: what a dialler has done, and what the customer sees of it.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDateTime, TimeDelta, TimeZone};
use sea_orm::DatabaseTransaction;
use svetlitsa_api::campaigns::{CallView, LineProblem, RefusedLine};
use svetlitsa_api::{ErrorCode, FieldCode};
use svetlitsa_domain::campaigns::{CallResult, CampaignStage, ContactStage, next_call};
use svetlitsa_domain::notices::{Channel, Reached, SendingHours, next_try};

use super::{channel_of, scenario_of, stage_of};
use crate::clock::{from_ms, local};
use crate::data::Branch;
use crate::entity::{campaign, campaign_contact, campaign_try};
use crate::failure::{Failure, Outcome};
use crate::outages::moment;
use crate::state::App;
use crate::{random, store};

/// Diallers tell minutes.
const MINUTE_MS: i64 = 60_000;
/// Columns of a file of results.
const COLUMNS: [&str; 3] = ["contact", "called_at", "result"];
/// Refused lines that are told one by one.
const REFUSED_TOLD: usize = 100;
/// Calls that a customer is shown.
const SHOWN: u64 = 100;

pub(super) fn wall(ms: i64, branch: &Branch) -> NaiveDateTime {
    from_ms(ms).with_timezone(&branch.zone).naive_local()
}

/// What came of a file of results.
#[derive(Debug, Default)]
pub struct Taken {
    /// Calls that were not known.
    pub taken: u32,
    /// Calls that were.
    pub known: u32,
    /// Lines that were not taken, the first of them.
    pub refused: Vec<RefusedLine>,
    /// How many there were.
    pub refused_count: u32,
}

/// Takes what a dialler has done. Good lines are taken whatever the others are; the same file again changes nothing.
///
/// # Errors
/// 404 for an unknown campaign or none by telephone, 409 before it has begun, 422 when the file is none of results.
pub async fn take(app: &App, tx: &DatabaseTransaction, id: &str, file: &str) -> Outcome<Taken> {
    let row = store::campaigns::lock(tx, id).await?.ok_or(ErrorCode::NotFound)?;
    if channel_of(&row)? != Channel::Phone {
        return Err(ErrorCode::NotFound.into());
    }
    let begun = row.begun_at.ok_or(ErrorCode::WrongStage)?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .flexible(true)
        .from_reader(file.trim_start_matches('\u{feff}').as_bytes());
    let mut lines = reader.records();
    let header = lines.next().and_then(Result::ok).unwrap_or_default();
    if header.iter().map(str::trim).ne(COLUMNS) {
        return Err(Failure::field("file", FieldCode::NotAText));
    }
    let list = store::campaigns::contacts(tx, id).await?;
    let by_account = list.iter().rev().map(|contact| (contact.account.as_str(), contact.id.as_str()));
    let by_id = list.iter().map(|contact| (contact.id.as_str(), contact.id.as_str()));
    let list: BTreeMap<&str, &str> = by_account.chain(by_id).collect();
    let mut told = Taken::default();
    let branch = app.branch(&row.branch)?;
    for (number, line) in (2..).zip(lines) {
        let number = match &line {
            Ok(line) => line.position().map_or(number, |at| u32::try_from(at.line()).unwrap_or(number)),
            Err(_) => number,
        };
        let read = line.map_err(|_| LineProblem::Columns);
        let read = read.and_then(|line| read_line(&line, &list, branch, begun, &row, app.clock.now_ms()));
        let taken = match read {
            Ok((contact, at, result)) => take_call(app, tx, &row, branch, &contact, at, result).await?,
            Err(problem) => Err(problem),
        };
        match taken {
            Ok(true) => told.taken += 1,
            Ok(false) => told.known += 1,
            Err(problem) => {
                told.refused_count += 1;
                if told.refused.len() < REFUSED_TOLD {
                    told.refused.push(RefusedLine { line: number, problem });
                }
            }
        }
    }
    Ok(told)
}

fn read_line(
    line: &csv::StringRecord,
    list: &BTreeMap<&str, &str>,
    branch: &Branch,
    begun: i64,
    row: &campaign::Model,
    now: i64,
) -> Result<(String, i64, CallResult), LineProblem> {
    let cells: Vec<&str> = line.iter().map(str::trim).collect();
    let [contact, called, result] = cells.as_slice() else { return Err(LineProblem::Columns) };
    let contact = list.get(contact).ok_or(LineProblem::Contact)?;
    let with_offset = DateTime::parse_from_rfc3339(called).ok().map(|at| at.timestamp_millis());
    let spaced = called.replacen(' ', "T", 1);
    let at = with_offset.or_else(|| moment(&spaced, branch.zone)).ok_or(LineProblem::Moment)?;
    if at > now {
        return Err(LineProblem::Ahead);
    }
    if at < begun - begun.rem_euclid(MINUTE_MS) || at > row.over_at.unwrap_or(row.ends_at) {
        return Err(LineProblem::Outside);
    }
    let result = CallResult::parse(result).ok_or(LineProblem::Result)?;
    Ok(((*contact).to_owned(), at, result))
}

/// Keeps a call: `true` when it was not known.
async fn take_call(
    app: &App,
    tx: &DatabaseTransaction,
    row: &campaign::Model,
    branch: &Branch,
    contact: &str,
    at: i64,
    result: CallResult,
) -> Outcome<Result<bool, LineProblem>> {
    let mark = at.to_string();
    if let Some(known) = store::campaigns::noted(tx, contact, &mark).await? {
        let is_same = known.result.as_deref() == Some(result.as_str());
        return Ok(if is_same { Ok(false) } else { Err(LineProblem::Differs) });
    }
    let Some(mut contact) = store::campaigns::lock_contact(tx, contact).await? else {
        return Ok(Err(LineProblem::Contact));
    };
    let noted = campaign_try::Model {
        contact: contact.id.clone(),
        mark,
        id: random::id(),
        campaign: row.id.clone(),
        account: contact.account.clone(),
        at,
        result: Some(result.as_str().to_owned()),
        token: None,
    };
    store::campaigns::note(tx, noted).await?;
    contact.tries += 1;
    // Whoever was called is nobody's any more; a call of an older list leaves a newer one alone.
    if contact.given_at.is_some_and(|given| at >= given - given.rem_euclid(MINUTE_MS)) {
        (contact.given_at, contact.given_until) = (None, None);
    }
    let is_running = stage_of(row)? == CampaignStage::Running;
    match result.reached() {
        None => {
            ContactStage::Failed.as_str().clone_into(&mut contact.stage);
            contact.next_at = None;
        }
        Some(reached) => {
            let was = ContactStage::parse(&contact.stage);
            let is_open = matches!(was, Some(ContactStage::Waiting | ContactStage::Reached));
            if reached == Reached::Yes && was != Some(ContactStage::Failed) {
                ContactStage::Reached.as_str().clone_into(&mut contact.stage);
            }
            contact.next_at = if is_running && is_open {
                due_again(app, row, branch, &contact, (at, reached))?
            } else {
                None
            };
        }
    }
    store::campaigns::update_contact(tx, contact).await?;
    Ok(Ok(true))
}

/// When somebody may be called again, Unix ms; `None` when that is after the end. A line of an older call, read after a
/// newer one, puts nothing forward.
fn due_again(
    app: &App,
    row: &campaign::Model,
    branch: &Branch,
    contact: &campaign_contact::Model,
    (at, reached): (i64, Reached),
) -> Outcome<Option<i64>> {
    let gap = next_try(Channel::Phone, reached).unwrap_or(TimeDelta::MAX);
    let earliest = (at + gap.num_milliseconds()).max(contact.next_at.unwrap_or(at));
    let ends = wall(row.ends_at, branch);
    let next = next_call(&[], wall(earliest, branch), ends, SendingHours::standard(), &app.data.calendar)
        .map_err(|error| Failure::internal(&error))?;
    Ok(next
        .and_then(|next| branch.zone.from_local_datetime(&next).earliest())
        .map(|at| at.timestamp_millis()))
}

/// Calls about accounts, newest first, as their holder sees them.
///
/// # Errors
/// When the database does not answer.
pub async fn calls_of(app: &App, numbers: &[String]) -> Outcome<Vec<CallView>> {
    let accounts: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let mut views = Vec::new();
    for call in store::campaigns::calls(&app.db, &accounts, 0, Some(SHOWN)).await? {
        let Some(row) = store::campaigns::find(&app.db, &call.campaign).await? else { continue };
        let result = call.result.as_deref().and_then(CallResult::parse);
        views.push(CallView {
            id: call.id,
            at: local(call.at, app.branch(&row.branch)?.zone),
            account: call.account.parse().map_err(|error| Failure::internal(&error))?,
            scenario: scenario_of(&row)?,
            result: result.ok_or_else(|| super::broken(&row, "result"))?,
        });
    }
    Ok(views)
}
