//! Applications as their readers see them.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use svetlitsa_api::applications::{
    ApplicationEvent, ApplicationFile, ApplicationView, GridOperatorView, StaffApplication,
};
use svetlitsa_api::services::{ExtraServiceView, ServiceText};
use svetlitsa_api::{ClockView, ErrorCode};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::applications::{ApplicationKind, ApplicationStage, DocumentKind};
use svetlitsa_domain::standards::PromiseClock;

use super::{broken, kind, notice, papers, prepaid, stage};
use crate::clock::local;
use crate::entity::{application, application_event};
use crate::failure::Outcome;
use crate::state::App;
use crate::store::appeal_files::Listed;
use crate::{appeals, promises, store};

/// What came with an application after it was registered.
#[derive(Default)]
struct Came {
    events: Vec<application_event::Model>,
    files: Vec<Listed>,
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
    let mut came: HashMap<String, Came> = HashMap::new();
    for event in store::applications::events(db, &numbers).await? {
        came.entry(event.application.clone()).or_default().events.push(event);
    }
    for file in store::appeal_files::list_of_applications(db, &numbers).await? {
        if let Some(number) = file.application.clone() {
            came.entry(number).or_default().files.push(file);
        }
    }
    rows.iter().map(|row| view(app, row, &came.remove(&row.number).unwrap_or_default())).collect()
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

fn view(app: &App, row: &application::Model, came: &Came) -> Outcome<ApplicationView> {
    let branch = app.branch(&row.branch)?;
    let (kind, stage) = (kind(row)?, stage(row)?);
    let told = |clock: PromiseClock| promises::view(&clock, app.clock.now());
    let event = |event: &application_event::Model| {
        Ok(ApplicationEvent {
            at: local(event.at, branch.zone),
            stage: ApplicationStage::parse(&event.stage).ok_or_else(|| broken(row, "event"))?,
            text: event.text.clone(),
        })
    };
    let file = |file: &Listed| {
        let document = file.document.as_deref().and_then(DocumentKind::parse);
        Ok(ApplicationFile {
            document: document.ok_or_else(|| broken(row, "document"))?,
            file: appeals::told(file)?,
        })
    };
    let other_clocks: Vec<ClockView> = notice(row, kind, branch.zone).map(told).into_iter().collect();
    Ok(ApplicationView {
        number: row.number.clone(),
        kind,
        stage,
        subject: row.subject.clone(),
        account: row.account.as_ref().and_then(|number| number.parse().ok()),
        filed: local(row.filed_at, branch.zone),
        clock: clock(row, branch.zone)?.map(told),
        other_clocks,
        documents: kind.documents().to_vec(),
        missing: papers::missing(row)?,
        files: came.files.iter().map(file).collect::<Outcome<_>>()?,
        reading: Some(row.reading.clone()).filter(|reading| !reading.is_empty()),
        balance_kopecks: row.prepaid_kopecks.map(Kopecks),
        runs_out: row
            .runs_out_at
            .filter(|_| stage == ApplicationStage::Received)
            .map(|at| local(at, branch.zone)),
        service: service(app, row),
        act: prepaid::act(row),
        transferred: prepaid::transferred(row),
        operator: branch
            .grid_desk
            .as_ref()
            .filter(|_| kind == ApplicationKind::Connection)
            .map(|desk| GridOperatorView { phone: desk.phone.clone(), site: desk.site.clone() }),
        takes_documents: kind.takes_documents(stage),
        road: kind.road().to_vec(),
        events: came.events.iter().map(event).collect::<Outcome<_>>()?,
        branch_name: branch.name.clone(),
        phone: branch.phone.clone(),
    })
}

/// The service with the price of its day; one that is in the list no longer is told by its id.
fn service(app: &App, row: &application::Model) -> Option<ExtraServiceView> {
    let (id, price) = (row.service.clone()?, Kopecks(row.service_kopecks?));
    let listed = app.data.services.find(&id, &row.branch);
    let unlisted = || {
        let words = ServiceText { name: id.clone(), text: String::new(), unit: String::new() };
        ExtraServiceView {
            id: id.clone(),
            price_kopecks: price,
            is_from: false,
            ru: words.clone(),
            en: words,
        }
    };
    Some(ExtraServiceView { price_kopecks: price, ..listed.unwrap_or_else(unlisted) })
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
