//! Who wants to be written to about an outage or a house: a resident at the address of the cabinet at once; any other
//! mailbox only after the link of its first letter was followed, so that nobody has us write to a stranger.

use minijinja::context;
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use svetlitsa_api::outages::{OutageSubscribed, SubscribeOutage};
use svetlitsa_api::{ErrorCode, FieldCode, pages};
use svetlitsa_domain::contacts::Email;

use super::reports::words;
use super::{House, covered};
use crate::appeals::letter_facts;
use crate::cabinet_letters::link;
use crate::clock::real_now_ms;
use crate::entity::outage_subscription::Model;
use crate::entity::{outage, resident};
use crate::failure::{Failure, Outcome};
use crate::letters::{self, Language, Occasion};
use crate::state::App;
use crate::{random, store};

const HOUR_MS: i64 = 60 * 60 * 1000;
/// How long the link of the first letter is good, real time.
const CONFIRMED_WITHIN_MS: i64 = 24 * HOUR_MS;
/// Wishes of one mailbox in an hour, whoever asks: each may send a letter.
const LIMIT_BY_EMAIL: u64 = 5;

/// What somebody wants to be written to about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// An outage.
    Outage(outage::Model),
    /// A house.
    House(House),
}

/// Takes a wish.
///
/// # Errors
/// 422 without a mailbox; 429 when the mailbox was named too often; when the database does not answer.
pub async fn subscribe(
    app: &App,
    tx: &DatabaseTransaction,
    resident: Option<&resident::Model>,
    wish: Wish,
    body: &SubscribeOutage,
) -> Outcome<OutageSubscribed> {
    let own = resident.and_then(|resident| resident.login.parse::<Email>().ok());
    let typed = body.email.trim();
    let email = match (typed.is_empty(), &own) {
        (true, Some(own)) => own.clone(),
        (true, None) => return Err(Failure::field("email", FieldCode::Required)),
        (false, _) => typed.parse().map_err(|_| Failure::field("email", FieldCode::NotAnEmail))?,
    };
    let language =
        Language::parse(&body.language).ok_or_else(|| Failure::field("language", FieldCode::NotAChoice))?;
    let is_confirmed = own.as_ref() == Some(&email);
    let answer = OutageSubscribed { is_confirmed, masked_email: email.masked() };
    let now = app.clock.now_ms();
    let mut row = new(&email, language, wish, now);
    let same = store::outage_letters::same(tx, &row).await?;
    if let Some(same) = &same
        && same.confirmed_at.is_some()
    {
        return Ok(answer);
    }
    if is_confirmed {
        row.confirmed_at = Some(now);
        return Ok(store::outage_letters::insert(tx, row).await.map(|()| answer)?);
    }
    if store::outage_letters::asked_since(tx, &row.email, now - HOUR_MS).await? >= LIMIT_BY_EMAIL {
        return Err(Failure { retry_after: Some(3600), ..ErrorCode::RateLimited.into() });
    }
    let token = random::token();
    row.token = Some(confirming(&token));
    let about = about(app, tx, &row).await?;
    let branch = app.branch(&row.branch)?;
    let facts = context! {
        about,
        link => link(app, pages::OUTAGE_CONFIRM, &token),
        ..letter_facts(app, branch, "", "", now, "", None)
    };
    let letter = letters::write(&app.data.mail_templates, Occasion::OutageConfirm, language, &facts)
        .map_err(|error| Failure::internal(&error))?;
    store::mail::enqueue_secret(tx, &row.email, letter, now).await?;
    store::outage_letters::insert(tx, row).await?;
    Ok(answer)
}

/// The mailbox is one's own: letters come from now on. Followed again, it says the same.
///
/// # Errors
/// 410 when the link is none, too old, or its letters were ended.
pub async fn confirm(app: &App, tx: &DatabaseTransaction, token: &str) -> Outcome<String> {
    let row = store::outage_letters::by_token(tx, &confirming(token)).await?;
    let row = row.filter(|row| row.ended_at.is_none()).ok_or(ErrorCode::LinkExpired)?;
    if row.confirmed_at.is_none() {
        if row.expires_at <= real_now_ms() {
            return Err(ErrorCode::LinkExpired.into());
        }
        let confirmed = Model { confirmed_at: Some(app.clock.now_ms()), ..row.clone() };
        store::outage_letters::update(tx, confirmed).await?;
    }
    about(app, tx, &row).await
}

/// No more such letters. Followed again, it says the same.
///
/// # Errors
/// 410 when the link is none of ours.
pub async fn end(app: &App, tx: &DatabaseTransaction, token: &str) -> Outcome<String> {
    let row = store::outage_letters::by_letter(tx, &ending(token)).await?.ok_or(ErrorCode::LinkExpired)?;
    store::outage_letters::end(tx, &row, app.clock.now_ms()).await?;
    about(app, tx, &row).await
}

/// What letters are about, in words: streets of the outage, or street and house.
pub(super) async fn about(app: &App, db: &impl ConnectionTrait, row: &Model) -> Outcome<String> {
    let language = Language::parse(&row.language).unwrap_or(Language::Ru);
    if row.outage.is_empty() {
        return Ok(words(app, language)?.address(&row.street, &row.house));
    }
    let outage = store::outages::find(db, &row.outage).await?.ok_or(ErrorCode::NotFound)?;
    streets(&outage)
}

/// The streets of an outage.
pub(super) fn streets(row: &outage::Model) -> Outcome<String> {
    let streets: Vec<String> = covered(row)?.into_iter().map(|place| place.street).collect();
    Ok(streets.join("; "))
}

fn new(email: &Email, language: Language, wish: Wish, now: i64) -> Model {
    let (outage, branch, street, house) = match wish {
        Wish::Outage(row) => (row.id, row.branch, String::new(), String::new()),
        Wish::House(House { branch, street, house, .. }) => (String::new(), branch, street, house),
    };
    Model {
        id: random::id(),
        email: email.to_string(),
        language: language.as_str().to_owned(),
        outage,
        branch,
        street,
        house,
        token: None,
        asked_at: now,
        expires_at: real_now_ms() + CONFIRMED_WITHIN_MS,
        confirmed_at: None,
        ended_at: None,
    }
}

fn confirming(token: &str) -> String {
    random::digest(&[b"outage-confirm", token.as_bytes()])
}

pub(super) fn ending(token: &str) -> String {
    random::digest(&[b"outage-end", token.as_bytes()])
}
