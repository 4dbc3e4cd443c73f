//! Applications: a clerk's moves along the road of their kind, the promises on the way, and how they are seen.

use minijinja::context;
use sea_orm::DatabaseTransaction;
use svetlitsa_api::applications::ApplicationStep;
use svetlitsa_api::{ErrorCode, FieldCode, pages};
use svetlitsa_domain::AccountNumber;
use svetlitsa_domain::applications::{ApplicationKind, ApplicationStage, Premises};
use svetlitsa_domain::appointments::AppointmentPurpose;
use svetlitsa_domain::standards::PromiseClock;

mod filing;
mod papers;
mod prepaid;
mod views;

pub use filing::Filing;
pub use papers::{Papers, add};
pub use prepaid::alarm;
pub use views::{one_view, staff_views, views};

use crate::clock::local;
use crate::entity::{application, application_event, staff_member};
use crate::failure::{Failure, Outcome};
use crate::letters::{self, Language, Occasion};
use crate::sms::SmsOccasion;
use crate::state::App;
use crate::{appeals, mailboxes, notices, promises, random, store};

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
    let Filing {
        kind,
        mut subject,
        name,
        email,
        phone,
        account,
        language,
        premises,
        papers,
        service,
        prepaid,
    } = filing;
    let near = match &account {
        Some(number) => store::accounts::branch_near(tx, number.as_str()).await?,
        None => None,
    };
    let branch = near.map_or_else(|| app.home_branch(), |id| app.branch(&id))?;
    let service = match service {
        Some(id) => {
            let listed = app.data.services.find(&id, &branch.id);
            Some(listed.ok_or_else(|| Failure::field("service", FieldCode::NotAChoice))?)
        }
        None => None,
    };
    let is_own = |number: &AccountNumber| own.iter().any(|own| own == number.as_str());
    if let Some(number) = account.as_ref().filter(|number| !is_own(number)) {
        subject = format!("{subject}\n\u{2116} {number}");
    }
    let now = app.clock.now();
    let year = local(now.timestamp_millis(), branch.zone).format("%Y").to_string();
    let sequence = store::counters::next(tx, &format!("applications-{year}")).await?;
    let mut row = application::Model {
        number: format!("Z-{year}-{sequence:06}"),
        kind: kind.as_str().to_owned(),
        stage: ApplicationStage::Received.as_str().to_owned(),
        subject,
        account: account.filter(is_own).map(|number| number.to_string()),
        branch: branch.id.clone(),
        name,
        email: email.map(|email| email.to_string()).unwrap_or_default(),
        phone: phone.map(|phone| phone.to_string()).unwrap_or_default(),
        language: language.as_str().to_owned(),
        filed_at: now.timestamp_millis(),
        standard: None,
        started_at: None,
        due_at: None,
        met_at: None,
        assignee: None,
        premises: premises.as_str().to_owned(),
        missing: papers::words(kind.documents()),
        reading: String::new(),
        prepaid_kopecks: prepaid.map(|(balance, _)| balance.0),
        runs_out_at: prepaid.map(|(_, lasts)| lasts.runs_out(now.fixed_offset()).timestamp_millis()),
        service_kopecks: service.as_ref().map(|service| service.price_kopecks.0),
        service: service.map(|service| service.id),
        alarmed_at: None,
        act_on: None,
        act_reading: None,
        act_left_kopecks: None,
        transfer_kopecks: None,
        transfer_account: None,
        notice_started_at: None,
        notice_due_at: None,
        notice_met_at: None,
    };
    begin(app, &mut row)?;
    papers.come(tx, &mut row).await?;
    store::applications::insert(tx, row.clone()).await?;
    note(tx, &row, row.filed_at, None, None).await?;
    // Whoever fills in the form need not be whose mailbox it names; the number stands on the page.
    if !mailboxes::is_full(app, tx, &row.email).await? {
        write_letter(app, tx, &row, "", None).await?;
    }
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
    if step.missing.iter().any(|document| !kind.documents().contains(document)) {
        return Err(Failure::field("missing", FieldCode::NotAChoice));
    }
    let is_listed = step.stage == ApplicationStage::Incomplete && !step.missing.is_empty();
    let text = appeals::words(&step.text, step.stage.needs_text() && !is_listed)?;
    prepaid::take(app, tx, &mut row, step).await?;
    step.stage.as_str().clone_into(&mut row.stage);
    row.assignee.get_or_insert_with(|| clerk.name.clone());
    if is_listed {
        row.missing = papers::words(&step.missing);
    } else if step.stage != ApplicationStage::Incomplete {
        // A clerk who goes on has what is needed, be it on paper.
        row.missing.clear();
    }
    let now = app.clock.now().timestamp_millis();
    if row.standard.is_some() {
        row.met_at.get_or_insert(now);
    }
    if row.notice_due_at.is_some() {
        row.notice_met_at.get_or_insert(now);
    }
    begin(app, &mut row)?;
    if step.stage == ApplicationStage::Credited {
        prepaid::credit(app, tx, &row).await?;
    }
    store::applications::update(tx, row.clone()).await?;
    note(tx, &row, now, text.clone(), Some(clerk)).await?;
    write_letter(app, tx, &row, text.as_deref().unwrap_or_default(), Some(clerk)).await?;
    let short = match step.stage {
        ApplicationStage::Incomplete => SmsOccasion::CaseNeedsData,
        _ => SmsOccasion::CaseMoved,
    };
    notices::tell_of_application(app, tx, &row, short).await?;
    Ok(row)
}

/// Begins the promises of the stage that an application has come to.
fn begin(app: &App, row: &mut application::Model) -> Outcome<()> {
    let (kind, stage) = (kind(row)?, stage(row)?);
    let premises = Premises::parse(&row.premises).ok_or_else(|| broken(row, "premises"))?;
    let (now, zone) = (app.clock.now(), app.branch(&row.branch)?.zone);
    let start = |standard| promises::start(standard, now, zone, &app.data.calendar);
    if let Some(standard) = kind.promise(stage, premises) {
        let clock = start(standard)?;
        row.standard = Some(promises::word(standard));
        row.started_at = Some(clock.started.timestamp_millis());
        row.due_at = Some(clock.due.timestamp_millis());
        row.met_at = None;
    }
    if let Some(standard) = kind.notice(stage) {
        let clock = start(standard)?;
        row.notice_started_at = Some(clock.started.timestamp_millis());
        row.notice_due_at = Some(clock.due.timestamp_millis());
        row.notice_met_at = None;
    }
    Ok(())
}

/// Writes down what happened.
async fn note(
    tx: &DatabaseTransaction,
    row: &application::Model,
    at: i64,
    text: Option<String>,
    clerk: Option<&staff_member::Model>,
) -> Outcome<()> {
    let event = application_event::Model {
        id: random::id(),
        application: row.number.clone(),
        at,
        stage: row.stage.clone(),
        text,
        staff_name: clerk.map(|clerk| clerk.name.clone()),
    };
    Ok(store::applications::insert_event(tx, event).await?)
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
    let missing = papers::missing(row)?;
    let facts = context! {
        missing => missing.iter().map(|document| document.as_str()).collect::<Vec<_>>(),
        kind => row.kind.as_str(),
        stage => row.stage.as_str(),
        due => running.map(|due| letters::moment(local(due, branch.zone))),
        appointment_url => originals_url(app),
        ..appeals::letter_facts(app, branch, &row.number, &row.name, row.filed_at, text, clerk)
    };
    let letter = letters::write(&app.data.mail_templates, Occasion::ApplicationMoved, language(row), &facts)
        .map_err(|error| Failure::internal(&error))?;
    Ok(store::mail::enqueue(tx, &row.email, letter, app.clock.now_ms()).await?)
}

/// Where a time is chosen to bring the originals of documents.
fn originals_url(app: &App) -> String {
    let (page, purpose) = (pages::APPOINTMENT_NEW.path, AppointmentPurpose::Documents.as_str());
    format!("{}{page}?purpose={purpose}", app.settings.public_url())
}

/// The promise beside that of the stage, where there is one.
fn notice(row: &application::Model, kind: ApplicationKind, zone: chrono_tz::Tz) -> Option<PromiseClock> {
    let standard = kind.notice(ApplicationStage::Received)?;
    Some(promises::stored(standard, row.notice_started_at?, row.notice_due_at?, row.notice_met_at, zone))
}

fn broken(row: &application::Model, what: &str) -> Failure {
    Failure::internal(&format!("{what} of application {}", row.number))
}

/// What an application is for.
///
/// # Errors
/// When the store holds a word that is none of ours.
pub fn kind(row: &application::Model) -> Outcome<ApplicationKind> {
    ApplicationKind::parse(&row.kind).ok_or_else(|| broken(row, "kind"))
}

/// In which its author reads letters.
fn language(row: &application::Model) -> Language {
    Language::parse(&row.language).unwrap_or(Language::Ru)
}

fn stage(row: &application::Model) -> Outcome<ApplicationStage> {
    ApplicationStage::parse(&row.stage).ok_or_else(|| broken(row, "stage"))
}
