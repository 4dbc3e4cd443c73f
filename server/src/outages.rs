//! Outages: entering one, a clerk's steps, and how everybody sees them.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use svetlitsa_api::outages::{
    EnterOutage, MAX_TEXT, MOST_PLACES, OutageBoard, OutageBranch, OutageEvent, OutagePlace, OutageView,
    StaffOutage, StaffOutageList, StepOutage,
};
use svetlitsa_api::{ErrorCode, FieldCode, FieldProblem};
use svetlitsa_domain::outages::{
    OutageAction, OutageKind, OutageNews, OutageStage, Place, PlanProblem, check_plan, houses_of,
};

use crate::appeals::{clean_line, clean_text, length_problem};
use crate::clock::{local, to_local};
use crate::data::Branch;
use crate::entity::{outage, outage_event, staff_member};
use crate::failure::{Failure, Outcome};
use crate::state::App;
use crate::{random, store};

mod happened;
mod letters;
mod reports;
mod subscriptions;

pub use happened::happened;
pub use letters::tell_all;
pub use reports::{House, hand_over_all, house, report};
pub use subscriptions::{Wish, confirm, end, subscribe};

/// Longest name of a street, characters.
const MAX_STREET: usize = 200;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Enters an outage.
///
/// # Errors
/// Every field that needs another look.
pub async fn enter(
    app: &App,
    tx: &DatabaseTransaction,
    clerk: &staff_member::Model,
    body: &EnterOutage,
) -> Outcome<outage::Model> {
    let mut problems = Vec::new();
    let mut refuse = |field: &str, code| problems.push(FieldProblem { field: field.to_owned(), code });
    let branch = app.data.branches.get(&body.branch);
    if branch.is_none() {
        refuse("branch", FieldCode::NotAChoice);
    }
    let places = places(&body.places).unwrap_or_else(|(field, code)| {
        refuse(field, code);
        Vec::new()
    });
    let zone = branch.map_or(Tz::UTC, |branch| branch.zone);
    let begins = moment(&body.begins, zone);
    if begins.is_none() {
        refuse("begins", if body.begins.is_empty() { FieldCode::Required } else { FieldCode::NotAMoment });
    }
    let expected = moment(&body.expected, zone);
    if expected.is_none() && !body.expected.is_empty() {
        refuse("expected", FieldCode::NotAMoment);
    }
    let stage = OutageStage::first(body.is_planned);
    if let Some(begins) = begins
        && (expected.is_some() || body.expected.is_empty())
        && let Err(problem) = check_plan(stage, begins, expected, app.clock.now_ms())
    {
        let (field, code) = told(problem);
        refuse(field, code);
    }
    let text = clean_text(&body.text);
    if let Some(code) = length_problem(&text, 1, MAX_TEXT) {
        refuse("text", code);
    }
    let (Some(branch), Some(begins_at), true) = (branch, begins, problems.is_empty()) else {
        return Err(Failure::fields(problems));
    };
    let row = outage::Model {
        id: random::id(),
        branch: branch.id.clone(),
        kind: body.kind.as_str().to_owned(),
        is_planned: body.is_planned,
        stage: stage.as_str().to_owned(),
        text,
        places: serde_json::to_string(&places)?,
        begins_at,
        expected_at: expected,
        ended_at: None,
        entered_by: clerk.name.clone(),
    };
    store::outages::insert(tx, row.clone()).await?;
    let news = if body.is_planned { OutageNews::Announced } else { OutageNews::Begun };
    record(app, tx, &row, (None, Some(news)), None, clerk).await?;
    Ok(row)
}

/// Does a clerk's step.
///
/// # Errors
/// 404 for an unknown id, 409 when the action has no place at the stage, 422 when words or a time are missing.
pub async fn step(
    app: &App,
    tx: &DatabaseTransaction,
    clerk: &staff_member::Model,
    id: &str,
    body: &StepOutage,
) -> Outcome<outage::Model> {
    let mut row = store::outages::lock(tx, id).await?.ok_or(ErrorCode::NotFound)?;
    let now = app.clock.now_ms();
    let before = stage(&row)?.at(row.begins_at, now);
    let after = before.after(body.action).ok_or(ErrorCode::WrongStage)?;
    let text = clean_text(&body.text);
    let text = match length_problem(&text, 1, MAX_TEXT) {
        None => Some(text),
        Some(FieldCode::Required) if !body.action.needs_text() => None,
        Some(code) => return Err(Failure::field("text", code)),
    };
    if body.action.needs_time() {
        let expected = moment(&body.expected, app.branch(&row.branch)?.zone);
        let missing = if body.expected.is_empty() { FieldCode::Required } else { FieldCode::NotAMoment };
        let expected = expected.ok_or_else(|| Failure::field("expected", missing))?;
        check_plan(before, row.begins_at, Some(expected), now)
            .map_err(|_| Failure::field("expected", FieldCode::MomentPast))?;
        row.expected_at = Some(expected);
    }
    if body.action == OutageAction::Begin {
        row.begins_at = row.begins_at.min(now);
    }
    if after.is_over() {
        row.ended_at = Some(now);
    }
    after.as_str().clone_into(&mut row.stage);
    store::outages::update(tx, row.clone()).await?;
    record(app, tx, &row, (Some(body.action), body.action.news()), text, clerk).await?;
    if after == OutageStage::Restored {
        reports::answer_restored(app, tx, clerk, &row).await?;
    }
    Ok(row)
}

async fn record(
    app: &App,
    tx: &DatabaseTransaction,
    row: &outage::Model,
    (action, news): (Option<OutageAction>, Option<OutageNews>),
    text: Option<String>,
    clerk: &staff_member::Model,
) -> Outcome<()> {
    let event = outage_event::Model {
        id: random::id(),
        outage: row.id.clone(),
        at: app.clock.now_ms(),
        action: action.map(word).transpose()?,
        expected_at: row.expected_at,
        text,
        staff_name: clerk.name.clone(),
        untold: news.map(|news| news.as_str().to_owned()),
    };
    Ok(store::outages::insert_event(tx, event).await?)
}

/// The word of an action in the store: that on the wire.
fn word(action: OutageAction) -> Outcome<String> {
    let value = serde_json::to_value(action)?;
    Ok(value.as_str().unwrap_or_default().to_owned())
}

const fn told(problem: PlanProblem) -> (&'static str, FieldCode) {
    match problem {
        PlanProblem::BeginsPast => ("begins", FieldCode::MomentPast),
        PlanProblem::BeginsAhead => ("begins", FieldCode::MomentAhead),
        PlanProblem::ExpectedPast => ("expected", FieldCode::MomentPast),
        PlanProblem::ExpectedMissing => ("expected", FieldCode::Required),
    }
}

/// A day and a time of a branch, as forms send them; where clocks are put back, the earlier.
pub(crate) fn moment(typed: &str, zone: Tz) -> Option<i64> {
    let typed = typed.trim();
    let naive = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        .into_iter()
        .find_map(|form| NaiveDateTime::parse_from_str(typed, form).ok())?;
    Some(zone.from_local_datetime(&naive).earliest()?.timestamp_millis())
}

fn places(given: &[OutagePlace]) -> Result<Vec<OutagePlace>, (&'static str, FieldCode)> {
    if given.is_empty() {
        return Err(("street", FieldCode::Required));
    }
    if given.len() > MOST_PLACES {
        return Err(("street", FieldCode::TooLong));
    }
    let place = |place: &OutagePlace| {
        let street = clean_line(&place.street);
        if let Some(code) = length_problem(&street, 1, MAX_STREET) {
            return Err(("street", code));
        }
        let houses = houses_of(&place.houses.join(",")).ok_or(("houses", FieldCode::NotAChoice))?;
        Ok(OutagePlace { street, houses })
    };
    given.iter().map(place).collect()
}

/// What an outage covers.
fn covered(row: &outage::Model) -> Outcome<Vec<OutagePlace>> {
    Ok(serde_json::from_str(&row.places)?)
}

/// Whether an outage covers a house.
fn covers(row: &outage::Model, street: &str, house: &str) -> Outcome<bool> {
    let of = |OutagePlace { street, houses }: OutagePlace| Place { street, houses };
    Ok(covered(row)?.into_iter().map(of).any(|place| place.covers(street, house)))
}

fn stage(row: &outage::Model) -> Outcome<OutageStage> {
    OutageStage::parse(&row.stage).ok_or_else(|| broken(row, "stage"))
}

fn broken(row: &outage::Model, what: &str) -> Failure {
    Failure::internal(&format!("{what} of outage {}", row.id))
}

/// The outage that covers a house now, when one is known.
///
/// # Errors
/// When the database does not answer.
async fn known(app: &App, db: &impl ConnectionTrait, at: &House) -> Outcome<Option<outage::Model>> {
    let now = app.clock.now_ms();
    for row in store::outages::open(db).await? {
        let is_begun = stage(&row)?.at(row.begins_at, now) == OutageStage::Begun;
        if is_begun && row.branch == at.branch && covers(&row, &at.street, &at.house)? {
            return Ok(Some(row));
        }
    }
    Ok(None)
}

/// Whom to call in a branch.
#[must_use]
pub fn branch_view(branch: &Branch) -> OutageBranch {
    OutageBranch {
        id: branch.id.clone(),
        name: branch.name.clone(),
        phone: branch.outage_phone().to_owned(),
        is_desk: branch.outage_desk().is_some(),
        contact_centre: branch.phone.clone(),
    }
}

/// What everybody sees.
///
/// # Errors
/// When the database does not answer.
pub async fn board(app: &App) -> Outcome<OutageBoard> {
    let rows = listed(app, DAY_MS).await?;
    let items = views(app, &app.db, &rows).await?;
    let zone = app.home_branch()?.zone;
    let branches = app.data.branches.values().map(branch_view).collect();
    Ok(OutageBoard { as_of: to_local(app.clock.now(), zone), branches, items })
}

/// The desk's list.
///
/// # Errors
/// When the database does not answer.
pub async fn staff_list(app: &App) -> Outcome<StaffOutageList> {
    let rows = listed(app, 30 * DAY_MS).await?;
    let items = staff_views(app, &app.db, &rows).await?;
    Ok(StaffOutageList { branches: app.data.branches.values().map(branch_view).collect(), items })
}

/// Current ones, planned ones, and those that ended a while ago.
async fn listed(app: &App, ended_for: i64) -> Outcome<Vec<outage::Model>> {
    let now = app.clock.now_ms();
    let mut rows = store::outages::open(&app.db).await?;
    rows.sort_by_key(|row| row.begins_at > now);
    rows.extend(store::outages::ended_since(&app.db, now - ended_for).await?);
    Ok(rows)
}

/// Outages as everybody sees them.
///
/// # Errors
/// When the database does not answer or holds words that are none of ours.
pub async fn views(app: &App, db: &impl ConnectionTrait, rows: &[outage::Model]) -> Outcome<Vec<OutageView>> {
    Ok(staff_views(app, db, rows).await?.into_iter().map(|item| item.outage).collect())
}

/// Outages as staff sees them.
///
/// # Errors
/// As [`views`].
pub async fn staff_views(
    app: &App,
    db: &impl ConnectionTrait,
    rows: &[outage::Model],
) -> Outcome<Vec<StaffOutage>> {
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let mut events: HashMap<String, Vec<outage_event::Model>> = HashMap::new();
    for event in store::outages::events(db, &ids).await? {
        events.entry(event.outage.clone()).or_default().push(event);
    }
    let now = app.clock.now();
    rows.iter().map(|row| view(app, row, &events.remove(&row.id).unwrap_or_default(), now)).collect()
}

fn view(
    app: &App,
    row: &outage::Model,
    events: &[outage_event::Model],
    now: DateTime<Utc>,
) -> Outcome<StaffOutage> {
    let zone = app.branch(&row.branch)?.zone;
    let stage = stage(row)?.at(row.begins_at, now.timestamp_millis());
    let event = |event: &outage_event::Model| {
        let word = event.action.as_ref();
        let action = word.map(|word| serde_json::from_value(word.as_str().into())).transpose();
        Ok(OutageEvent {
            at: local(event.at, zone),
            action: action.map_err(|_| broken(row, "event"))?,
            expected: event.expected_at.map(|at| local(at, zone)),
            text: event.text.clone(),
        })
    };
    let outage = OutageView {
        id: row.id.clone(),
        branch: row.branch.clone(),
        kind: OutageKind::parse(&row.kind).ok_or_else(|| broken(row, "kind"))?,
        is_planned: row.is_planned,
        stage,
        text: row.text.clone(),
        places: covered(row)?,
        begins: local(row.begins_at, zone),
        expected: row.expected_at.map(|at| local(at, zone)),
        ended: row.ended_at.map(|at| local(at, zone)),
        events: events.iter().map(event).collect::<Outcome<_>>()?,
    };
    Ok(StaffOutage {
        outage,
        entered_by: row.entered_by.clone(),
        by: events.iter().map(|event| event.staff_name.clone()).collect(),
        actions: stage.actions(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_the_branchs() {
        let zone = chrono_tz::Europe::Samara;
        let at = "2026-11-20T09:30:00+04:00".parse::<DateTime<Utc>>().unwrap().timestamp_millis();
        for typed in ["2026-11-20T09:30", " 2026-11-20T09:30:00 "] {
            assert_eq!(moment(typed, zone), Some(at));
        }
        for typed in ["", "2026-11-20", "20.11.2026 09:30", "2026-13-01T00:00", "<b>"] {
            assert_eq!(moment(typed, zone), None, "{typed}");
        }
    }
}
