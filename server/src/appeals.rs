//! Appeals: registering one with its promise and its letter, and a clerk's steps.

use minijinja::context;
use minijinja::value::Value;
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use svetlitsa_api::appeals::MAX_TEXT;
use svetlitsa_api::{ErrorCode, FieldCode, pages};
use svetlitsa_domain::appeals::{AppealAction, AppealStage};
use svetlitsa_domain::standards::Standard;

use crate::clock::local;
use crate::data::Branch;
use crate::entity::{appeal, appeal_event, staff_member};
use crate::failure::{Failure, Outcome};
use crate::letters::{self, Language, Occasion};
use crate::sms::SmsOccasion;
use crate::state::App;
use crate::{mailboxes, notices, promises, random, store};

mod archive;
mod files;
mod filing;
mod steps;
mod views;

pub use files::{Kept, claim, claim_for, draft_digest, handed_out, told};
pub use filing::{Filing, MAX_NAME, clean_line, clean_text, length_problem, optional};
pub use steps::{answer_at_once, author_step, step};
pub use views::{is_overdue, one_view, staff_views, views};

/// An appeal that was just registered.
#[derive(Debug)]
pub struct Registered {
    /// It.
    pub row: appeal::Model,
    /// No letter tells of it: its mailbox has had too many within the hour ([`mailboxes::is_full`]).
    pub is_letter_withheld: bool,
}

/// Registers an appeal: number, promise, first event and the acknowledgement, in one transaction.
///
/// # Errors
/// When the database does not answer, or the calendar of the promise is not loaded.
pub async fn register(
    app: &App,
    tx: &DatabaseTransaction,
    filing: Filing,
    resident_id: Option<String>,
) -> Outcome<Registered> {
    let branch = responsible_branch(app, tx, &filing, resident_id.as_deref()).await?;
    let now = app.clock.now();
    let clock = promises::start(Standard::AppealReview, now, branch.zone, &app.data.calendar)?;
    let year = clock.started.format("%Y");
    let sequence = store::counters::next(tx, &format!("appeals-{year}")).await?;
    let account = match &filing.account {
        Some(number) => store::accounts::find(tx, number.as_str()).await?.map(|account| account.number),
        None => None,
    };
    let email = filing.email.map(|email| email.to_string()).unwrap_or_default();
    let phone = filing.phone.map(|phone| phone.to_string()).unwrap_or_default();
    let earlier = store::appeals::same_words(tx, filing.kind.as_str(), &filing.text, &email, &phone).await?;
    let is_abusive = app.data.abuse.are_in(&filing.text);
    let row = appeal::Model {
        number: format!("A-{year}-{sequence:06}"),
        kind: filing.kind.as_str().to_owned(),
        text: filing.text,
        stage: AppealStage::Registered.as_str().to_owned(),
        name: filing.name,
        email,
        phone,
        account,
        branch: branch.id.clone(),
        resident_id,
        language: filing.language.as_str().to_owned(),
        registered_at: now.timestamp_millis(),
        review_from: now.timestamp_millis(),
        due_at: clock.due.timestamp_millis(),
        met_at: None,
        assignee: None,
        hurried_at: None,
        refusal: None,
        repeats: earlier,
        is_quarantined: filing.is_trapped,
        is_abusive,
    };
    store::appeals::insert(tx, row.clone()).await?;
    claim(tx, &filing.draft, &row.number).await?;
    record(app, tx, &row, Words::None).await?;
    let is_letter_withheld =
        !is_own_mailbox(tx, &row).await? && mailboxes::is_full(app, tx, &row.email).await?;
    if !row.is_quarantined && !is_letter_withheld {
        write_letter(app, tx, &row, Occasion::AppealRegistered, "", None).await?;
    }
    Ok(Registered { row, is_letter_withheld })
}

/// Whether the mailbox that an appeal names is the one that its author signs in with.
async fn is_own_mailbox(tx: &impl ConnectionTrait, row: &appeal::Model) -> Outcome<bool> {
    let Some(id) = &row.resident_id else { return Ok(row.email.is_empty()) };
    let resident = store::residents::find(tx, id).await?;
    Ok(row.email.is_empty() || resident.is_some_and(|resident| resident.login == row.email))
}

/// Lets an appeal go on that was taken for a program's: its author gets the acknowledgement, and it waits among the
/// others. Its term runs since it came. Released twice, it is released once.
///
/// # Errors
/// 404; when the database does not answer.
pub async fn release(app: &App, tx: &DatabaseTransaction, number: &str) -> Outcome<appeal::Model> {
    let mut row = store::appeals::lock(tx, number).await?.ok_or(ErrorCode::NotFound)?;
    if row.is_quarantined {
        row.is_quarantined = false;
        store::appeals::update(tx, row.clone()).await?;
        write_letter(app, tx, &row, Occasion::AppealRegistered, "", None).await?;
    }
    Ok(row)
}

/// The branch that answers: of the account, else of the author's first account, else the home branch.
///
/// An unknown number is answered by the branch of its neighbours, so that the branch's telephone does not tell
/// whether the account exists.
async fn responsible_branch<'a>(
    app: &'a App,
    tx: &impl ConnectionTrait,
    filing: &Filing,
    resident_id: Option<&str>,
) -> Outcome<&'a Branch> {
    let mut branch = filing.branch.clone();
    if branch.is_some() {
        // Known already.
    } else if let Some(number) = &filing.account {
        branch = store::accounts::branch_near(tx, number.as_str()).await?;
    } else if let Some(id) = resident_id {
        let cabinet = store::accounts::of_cabinet(tx, id).await?;
        let first = cabinet.into_iter().take(1).collect::<Vec<_>>();
        branch = store::accounts::find_all(tx, &first).await?.pop().map(|account| account.branch);
    }
    branch.map_or_else(|| app.home_branch(), |id| app.branch(&id))
}

/// Ends an appeal by itself: what it was about is settled, and the customer is told how.
///
/// # Errors
/// When the database does not answer.
pub async fn end(app: &App, tx: &DatabaseTransaction, mut row: appeal::Model, text: &str) -> Outcome<()> {
    if stage(&row)? == AppealStage::Closed {
        return Ok(());
    }
    AppealStage::Closed.as_str().clone_into(&mut row.stage);
    row.met_at = row.met_at.or(Some(app.clock.now_ms()));
    store::appeals::update(tx, row.clone()).await?;
    record(app, tx, &row, Words::Ours { text: Some(text.to_owned()), by: None }).await?;
    write_letter(app, tx, &row, Occasion::AppealClosed, text, None).await?;
    notices::tell_of_appeal(app, tx, &row, SmsOccasion::CaseMoved).await
}

/// Notes that an appeal was handed to those who can answer, outside: at the stage that follows, or where it stands when a
/// clerk was faster.
///
/// # Errors
/// When the database does not answer.
pub async fn hand_on(
    app: &App,
    tx: &DatabaseTransaction,
    mut row: appeal::Model,
    text: String,
) -> Outcome<()> {
    let stage = stage(&row)?;
    stage.after(AppealAction::Route).unwrap_or(stage).as_str().clone_into(&mut row.stage);
    store::appeals::update(tx, row.clone()).await?;
    record(app, tx, &row, Words::Ours { text: Some(text), by: None }).await
}

/// Says something on an appeal's road that leaves it where it stands.
///
/// # Errors
/// When the database does not answer.
pub async fn note(app: &App, tx: &DatabaseTransaction, row: &appeal::Model, text: String) -> Outcome<()> {
    record(app, tx, row, Words::Ours { text: Some(text), by: None }).await
}

/// Words to the customer: cleaned, and there when they are needed.
///
/// # Errors
/// 422.
pub fn words(typed: &str, is_needed: bool) -> Outcome<Option<String>> {
    let text = clean_text(typed);
    match length_problem(&text, 1, MAX_TEXT) {
        Some(FieldCode::Required) if !is_needed => Ok(None),
        Some(code) => Err(Failure::field("text", code)),
        None => Ok(Some(text)),
    }
}

/// Whose words a step carries.
enum Words {
    /// Nobody's.
    None,
    /// The supplier's, and the name of the clerk.
    Ours { text: Option<String>, by: Option<String> },
    /// The author's.
    Authors(Option<String>),
}

async fn record(app: &App, tx: &DatabaseTransaction, row: &appeal::Model, words: Words) -> Outcome<()> {
    let is_by_author = matches!(words, Words::Authors(_));
    let (text, staff_name) = match words {
        Words::None => (None, None),
        Words::Ours { text, by } => (text, by),
        Words::Authors(text) => (text, None),
    };
    let event = appeal_event::Model {
        id: random::id(),
        appeal: row.number.clone(),
        at: app.clock.now_ms(),
        stage: row.stage.clone(),
        text,
        staff_name,
        is_by_author,
    };
    Ok(store::appeals::insert_event(tx, event).await?)
}

async fn write_letter(
    app: &App,
    tx: &DatabaseTransaction,
    row: &appeal::Model,
    occasion: Occasion,
    text: &str,
    clerk: Option<&staff_member::Model>,
) -> Outcome<()> {
    write_letter_asking(app, tx, row, occasion, (text, clerk), None).await
}

/// The same with a link to say what to think of it.
async fn write_letter_asking(
    app: &App,
    tx: &DatabaseTransaction,
    row: &appeal::Model,
    occasion: Occasion,
    (text, clerk): (&str, Option<&staff_member::Model>),
    survey: Option<String>,
) -> Outcome<()> {
    if row.email.is_empty() {
        return Ok(());
    }
    let branch = app.branch(&row.branch)?;
    let facts = context! {
        kind => row.kind.as_str(),
        ground => row.refusal.as_deref().unwrap_or_default(),
        due => letters::moment(local(row.due_at, branch.zone)),
        survey_url => survey,
        grid_phone => branch.grid_desk.as_ref().map(|desk| desk.phone.clone()),
        ..letter_facts(app, branch, &row.number, &row.name, row.registered_at, text, clerk)
    };
    let language = Language::parse(&row.language).unwrap_or(Language::Ru);
    let letter = letters::write(&app.data.mail_templates, occasion, language, &facts)
        .map_err(|error| Failure::internal(&error))?;
    Ok(store::mail::enqueue(tx, &row.email, letter, app.clock.now_ms()).await?)
}

/// What every letter about a case may say.
pub(crate) fn letter_facts(
    app: &App,
    branch: &Branch,
    number: &str,
    name: &str,
    registered_at: i64,
    text: &str,
    clerk: Option<&staff_member::Model>,
) -> Value {
    let url = |page: pages::Page| format!("{}{}", app.settings.public_url(), page.path);
    context! {
        number,
        name => letters::greeted_name(name),
        registered => letters::moment(local(registered_at, branch.zone)),
        text,
        clerk => clerk.map(|clerk| clerk.name.as_str()).unwrap_or_default(),
        post => clerk.map(|clerk| clerk.post.as_str()).unwrap_or_default(),
        status_url => url(pages::STATUS),
        appeal_url => url(pages::APPEAL_NEW),
        branch => branch.name.as_str(),
        legal_name => branch.legal_name.as_str(),
        phone => branch.phone.as_str(),
    }
}

fn stage(row: &appeal::Model) -> Outcome<AppealStage> {
    AppealStage::parse(&row.stage)
        .ok_or_else(|| Failure::internal(&format!("stage of appeal {}", row.number)))
}
