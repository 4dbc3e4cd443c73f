//! What customers think of an answer: asked at most once a quarter (`seeds/002`: not oftener than once in three months).

use sea_orm::DatabaseTransaction;
use svetlitsa_api::surveys::{MARKS, MAX_TEXT};
use svetlitsa_api::{ErrorCode, FieldCode, pages};
use svetlitsa_domain::notices::may_ask_opinion;

use crate::appeals::{clean_text, length_problem};
use crate::clock::local;
use crate::entity::{appeal, survey};
use crate::failure::{Failure, Outcome};
use crate::random::{digest, token};
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
        Some(id) => ("resident", id.as_str()),
        None if row.email.is_empty() => ("phone", row.phone.as_str()),
        None => ("email", row.email.as_str()),
    };
    digest(&[b"survey", kind.as_bytes(), who.as_bytes()])
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
    if !MARKS.contains(&mark) {
        return Err(Failure::field("mark", FieldCode::NotAChoice));
    }
    let text = clean_text(text);
    if let Some(code @ FieldCode::TooLong) = length_problem(&text, 1, MAX_TEXT) {
        return Err(Failure::field("text", code));
    }
    row.mark = Some(i32::from(mark));
    row.rated_at = Some(now);
    if !text.is_empty() {
        row.text = Some(text);
    }
    Ok(store::surveys::update(tx, row).await?)
}
