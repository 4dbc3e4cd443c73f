//! Applications: a clerk's moves along the road of their kind, the promises on the way, and how they are seen.

use std::collections::HashMap;

use minijinja::context;
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use svetlitsa_api::ErrorCode;
use svetlitsa_api::applications::{ApplicationEvent, ApplicationStep, ApplicationView, StaffApplication};
use svetlitsa_domain::AccountNumber;
use svetlitsa_domain::applications::{ApplicationKind, ApplicationStage};
use svetlitsa_domain::standards::PromiseClock;

mod filing;

pub use filing::Filing;

use crate::clock::local;
use crate::entity::{application, application_event, staff_member};
use crate::failure::{Failure, Outcome};
use crate::letters::{self, Language, Occasion};
use crate::state::App;
use crate::{appeals, promises, random, store};

/// Registers an application: number, promise, first event and its letter, in one transaction. It belongs to an account only
/// when whoever files it holds that account; a number that a stranger names stands among the words for the clerk.
///
/// # Errors
/// When the database does not answer, or the calendar of the promise is not loaded.
pub async fn register(
    app: &App,
    tx: &DatabaseTransaction,
    filing: Filing,
    own: &[String],
) -> Outcome<application::Model> {
    let Filing { kind, mut subject, name, email, phone, account } = filing;
    let near = match &account {
        Some(number) => store::accounts::branch_near(tx, number.as_str()).await?,
        None => None,
    };
    let branch = near.map_or_else(|| app.home_branch(), |id| app.branch(&id))?;
    let is_own = |number: &AccountNumber| own.iter().any(|own| own == number.as_str());
    if let Some(number) = account.as_ref().filter(|number| !is_own(number)) {
        subject = format!("{subject}\n\u{2116} {number}");
    }
    let now = app.clock.now();
    let standard = kind.promise(ApplicationStage::Received);
    let clock = standard
        .map(|standard| promises::start(standard, now, branch.zone, &app.data.calendar))
        .transpose()?;
    let year = local(now.timestamp_millis(), branch.zone).format("%Y").to_string();
    let sequence = store::counters::next(tx, &format!("applications-{year}")).await?;
    let row = application::Model {
        number: format!("Z-{year}-{sequence:06}"),
        kind: kind.as_str().to_owned(),
        stage: ApplicationStage::Received.as_str().to_owned(),
        subject,
        account: account.filter(is_own).map(|number| number.to_string()),
        branch: branch.id.clone(),
        name,
        email: email.map(|email| email.to_string()).unwrap_or_default(),
        phone: phone.map(|phone| phone.to_string()).unwrap_or_default(),
        filed_at: now.timestamp_millis(),
        standard: standard.map(promises::word),
        started_at: clock.as_ref().map(|clock| clock.started.timestamp_millis()),
        due_at: clock.as_ref().map(|clock| clock.due.timestamp_millis()),
        met_at: None,
        assignee: None,
    };
    store::applications::insert(tx, row.clone()).await?;
    let event = application_event::Model {
        id: random::id(),
        application: row.number.clone(),
        at: row.filed_at,
        stage: row.stage.clone(),
        text: None,
        staff_name: None,
    };
    store::applications::insert_event(tx, event).await?;
    write_letter(app, tx, &row, "", None).await?;
    Ok(row)
}

/// Moves an application: the promise of the stage that is left is kept, that of the new one begins.
///
/// # Errors
/// 404 for an unknown number, 409 when the stage cannot follow, 422 when words are missing.
pub async fn step(
    app: &App,
    tx: &DatabaseTransaction,
    clerk: &staff_member::Model,
    number: &str,
    step: &ApplicationStep,
) -> Outcome<application::Model> {
    let mut row = store::applications::lock(tx, number).await?.ok_or(ErrorCode::NotFound)?;
    let kind = kind(&row)?;
    if !kind.next(stage(&row)?).contains(&step.stage) {
        return Err(ErrorCode::WrongStage.into());
    }
    let text = appeals::words(&step.text, step.stage.needs_text())?;
    step.stage.as_str().clone_into(&mut row.stage);
    row.assignee.get_or_insert_with(|| clerk.name.clone());
    let now = app.clock.now();
    if row.standard.is_some() {
        row.met_at.get_or_insert(now.timestamp_millis());
    }
    if let Some(standard) = kind.promise(step.stage) {
        let clock = promises::start(standard, now, app.branch(&row.branch)?.zone, &app.data.calendar)?;
        row.standard = Some(promises::word(standard));
        row.started_at = Some(clock.started.timestamp_millis());
        row.due_at = Some(clock.due.timestamp_millis());
        row.met_at = None;
    }
    store::applications::update(tx, row.clone()).await?;
    let event = application_event::Model {
        id: random::id(),
        application: row.number.clone(),
        at: now.timestamp_millis(),
        stage: row.stage.clone(),
        text: text.clone(),
        staff_name: Some(clerk.name.clone()),
    };
    store::applications::insert_event(tx, event).await?;
    write_letter(app, tx, &row, text.as_deref().unwrap_or_default(), Some(clerk)).await?;
    Ok(row)
}

async fn write_letter(
    app: &App,
    tx: &DatabaseTransaction,
    row: &application::Model,
    text: &str,
    clerk: Option<&staff_member::Model>,
) -> Outcome<()> {
    if row.email.is_empty() {
        return Ok(());
    }
    let branch = app.branch(&row.branch)?;
    let running = row.due_at.filter(|_| row.met_at.is_none());
    let facts = context! {
        kind => row.kind.as_str(),
        stage => row.stage.as_str(),
        due => running.map(|due| letters::moment(local(due, branch.zone))),
        ..appeals::letter_facts(app, branch, &row.number, &row.name, row.filed_at, text, clerk)
    };
    let letter = letters::write(&app.data.mail_templates, Occasion::ApplicationMoved, Language::Ru, &facts)
        .map_err(|error| Failure::internal(&error))?;
    Ok(store::mail::enqueue(tx, &row.email, letter, app.clock.now_ms()).await?)
}

fn broken(row: &application::Model, what: &str) -> Failure {
    Failure::internal(&format!("{what} of application {}", row.number))
}

fn kind(row: &application::Model) -> Outcome<ApplicationKind> {
    ApplicationKind::parse(&row.kind).ok_or_else(|| broken(row, "kind"))
}

fn stage(row: &application::Model) -> Outcome<ApplicationStage> {
    ApplicationStage::parse(&row.stage).ok_or_else(|| broken(row, "stage"))
}

/// Applications as their readers see them.
///
/// # Errors
/// When the database does not answer or holds words that are none of ours.
pub async fn views(
    app: &App,
    db: &impl ConnectionTrait,
    rows: &[application::Model],
) -> Outcome<Vec<ApplicationView>> {
    let numbers: Vec<&str> = rows.iter().map(|row| row.number.as_str()).collect();
    let mut events: HashMap<String, Vec<application_event::Model>> = HashMap::new();
    for event in store::applications::events(db, &numbers).await? {
        events.entry(event.application.clone()).or_default().push(event);
    }
    rows.iter().map(|row| view(app, row, &events.remove(&row.number).unwrap_or_default())).collect()
}

/// One application, see [`views`].
///
/// # Errors
/// As [`views`].
pub async fn one_view(
    app: &App,
    db: &impl ConnectionTrait,
    row: &application::Model,
) -> Outcome<ApplicationView> {
    views(app, db, std::slice::from_ref(row)).await?.pop().ok_or_else(|| ErrorCode::NotFound.into())
}

fn view(
    app: &App,
    row: &application::Model,
    events: &[application_event::Model],
) -> Outcome<ApplicationView> {
    let branch = app.branch(&row.branch)?;
    let kind = kind(row)?;
    let event = |event: &application_event::Model| {
        Ok(ApplicationEvent {
            at: local(event.at, branch.zone),
            stage: ApplicationStage::parse(&event.stage).ok_or_else(|| broken(row, "event"))?,
            text: event.text.clone(),
        })
    };
    Ok(ApplicationView {
        number: row.number.clone(),
        kind,
        stage: stage(row)?,
        subject: row.subject.clone(),
        account: row.account.as_ref().and_then(|number| number.parse().ok()),
        filed: local(row.filed_at, branch.zone),
        clock: clock(row, branch.zone)?.map(|clock| promises::view(&clock, app.clock.now())),
        documents: kind.documents().to_vec(),
        road: kind.road().to_vec(),
        events: events.iter().map(event).collect::<Outcome<_>>()?,
        branch_name: branch.name.clone(),
        phone: branch.phone.clone(),
    })
}

fn clock(row: &application::Model, zone: chrono_tz::Tz) -> Outcome<Option<PromiseClock>> {
    let (Some(word), Some(started), Some(due)) = (&row.standard, row.started_at, row.due_at) else {
        return Ok(None);
    };
    let standard = promises::parse(word).ok_or_else(|| broken(row, "promise"))?;
    Ok(Some(promises::stored(standard, started, due, row.met_at, zone)))
}

/// Applications as staff sees them.
///
/// # Errors
/// As [`views`].
pub async fn staff_views(
    app: &App,
    db: &impl ConnectionTrait,
    rows: Vec<application::Model>,
) -> Outcome<Vec<StaffApplication>> {
    let views = views(app, db, &rows).await?;
    let staff_view = |(row, application): (application::Model, ApplicationView)| StaffApplication {
        next: application.kind.next(application.stage),
        application,
        name: row.name,
        contact: if row.email.is_empty() { row.phone } else { row.email },
        assignee: row.assignee,
    };
    Ok(rows.into_iter().zip(views).map(staff_view).collect())
}
