//! What customers think of an answer, asked at most once a quarter (`seeds/002`: not oftener than once in three months),
//! and of the service, asked in the cabinet of whoever was asked nothing for a year.

use sea_orm::{ConnectionTrait, DatabaseTransaction};
use svetlitsa_api::surveys::{MARKS, MAX_TEXT, RateService};
use svetlitsa_api::{ErrorCode, FieldCode, pages};
use svetlitsa_domain::notices::{is_yearly_opinion_due, may_ask_opinion};

use crate::appeals::{clean_text, length_problem};
use crate::clock::local;
use crate::entity::{appeal, survey, yearly_survey};
use crate::failure::{Failure, Outcome};
use crate::random::{self, digest, token};
use crate::state::App;
use crate::store;

/// How long an opinion is taken: a month after the answer.
const TAKEN_MS: i64 = 30 * 24 * 60 * 60 * 1000;

/// Asks the author of an appeal that is being answered, unless this customer was asked within a quarter ([`may_ask_opinion`]); the link for the
/// letter.
///
/// # Errors
/// When the database does not answer.
pub async fn ask(app: &App, tx: &DatabaseTransaction, row: &appeal::Model) -> Outcome<Option<String>> {
    let customer = customer(row);
    if store::surveys::of_appeal(tx, &row.number).await?.is_some() {
        return Ok(None);
    }
    let zone = app.branch(&row.branch)?.zone;
    let day = |ms| local(ms, zone).date_naive();
    let last = store::surveys::last_asked(tx, &customer).await?;
    if !may_ask_opinion(last.map(day), day(app.clock.now_ms())) {
        return Ok(None);
    }
    let secret = token();
    let asked = survey::Model {
        appeal: row.number.clone(),
        token: stored(&secret),
        customer,
        asked_at: app.clock.now_ms(),
        rated_at: None,
        mark: None,
        text: None,
    };
    store::surveys::insert(tx, asked).await?;
    Ok(Some(format!("{}{}#{secret}", app.settings.public_url(), pages::SURVEY.path)))
}

/// Who is asked: a resident is one customer whatever the contact.
fn customer(row: &appeal::Model) -> String {
    let (kind, who) = match &row.resident_id {
        Some(id) => return resident_digest(id),
        None if row.email.is_empty() => ("phone", row.phone.as_str()),
        None => ("email", row.email.as_str()),
    };
    digest(&[b"survey", kind.as_bytes(), who.as_bytes()])
}

fn resident_digest(id: &str) -> String {
    digest(&[b"survey", b"resident", id.as_bytes()])
}

/// How the token of a link is stored.
#[must_use]
pub fn stored(token: &str) -> String {
    digest(&[b"survey-link", token.as_bytes()])
}

/// Whether an opinion is still taken.
#[must_use]
pub const fn is_open(row: &survey::Model, now_ms: i64) -> bool {
    now_ms - row.asked_at <= TAKEN_MS
}

/// Takes an opinion; a later one takes the place of the earlier.
///
/// # Errors
/// 410 when nothing was asked, or too long ago; 422.
pub async fn rate(
    app: &App,
    tx: &DatabaseTransaction,
    row: Option<survey::Model>,
    mark: u8,
    text: &str,
) -> Outcome<()> {
    let now = app.clock.now_ms();
    let mut row = row.filter(|row| is_open(row, now)).ok_or(ErrorCode::LinkExpired)?;
    row.mark = Some(checked(mark)?);
    row.rated_at = Some(now);
    row.text = words(text)?.or(row.text);
    Ok(store::surveys::update(tx, row).await?)
}

/// Whether a resident is to be asked today what to think of the service ([`is_yearly_opinion_due`]).
///
/// # Errors
/// When the database does not answer.
pub async fn is_yearly_due(app: &App, db: &impl ConnectionTrait, resident: &str) -> Outcome<bool> {
    let zone = app.home_branch()?.zone;
    let day = |ms| local(ms, zone).date_naive();
    let last = store::surveys::last_asked(db, &resident_digest(resident)).await?;
    Ok(is_yearly_opinion_due(last.map(day), day(app.clock.now_ms())))
}

/// Takes what a resident thinks of the service, or that there is nothing to say: both end the asking for a year. Said
/// again within a month, it takes the place of what was said.
///
/// # Errors
/// 410 when nothing is asked; 422.
pub async fn rate_service(
    app: &App,
    tx: &DatabaseTransaction,
    resident: &str,
    said: &RateService,
) -> Outcome<()> {
    let now = app.clock.now_ms();
    let customer = resident_digest(resident);
    let mark = said.mark.map(checked).transpose()?;
    let text = words(&said.text)?;
    let newest = store::surveys::newest_yearly(tx, &customer).await?;
    if let Some(row) = newest.filter(|row| now - row.asked_at <= TAKEN_MS) {
        let row = yearly_survey::Model { mark: mark.or(row.mark), text: text.or(row.text), ..row };
        return Ok(store::surveys::update_yearly(tx, row).await?);
    }
    if !is_yearly_due(app, tx, resident).await? {
        return Err(ErrorCode::LinkExpired.into());
    }
    let row = yearly_survey::Model { id: random::id(), customer, asked_at: now, mark, text };
    Ok(store::surveys::insert_yearly(tx, row).await?)
}

fn checked(mark: u8) -> Outcome<i32> {
    if MARKS.contains(&mark) { Ok(mark.into()) } else { Err(Failure::field("mark", FieldCode::NotAChoice)) }
}

fn words(text: &str) -> Outcome<Option<String>> {
    let text = clean_text(text);
    if let Some(code @ FieldCode::TooLong) = length_problem(&text, 1, MAX_TEXT) {
        return Err(Failure::field("text", code));
    }
    Ok((!text.is_empty()).then_some(text))
}
