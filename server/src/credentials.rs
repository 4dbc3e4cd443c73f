//! What a resident signs in with: checking the password that is good now, changing password and address.

use axum::http::HeaderMap;
use minijinja::context;
use sea_orm::DatabaseTransaction;
use svetlitsa_api::{ErrorCode, FieldCode, pages};

use crate::cabinet_letters::{self, Addressee};
use crate::claims::masked;
use crate::entity::{pending_request, resident};
use crate::failure::{Failure, Outcome};
use crate::letters::Occasion;
use crate::lockouts::{self, Door};
use crate::pending::{self, Kind, State};
use crate::sessions::{self, SessionKind};
use crate::state::App;
use crate::{passwords, store};

/// Which sessions a new password ends.
#[derive(Clone, Copy, Debug)]
pub enum Sessions<'a> {
    /// Every one.
    EndAll,
    /// Every one but the request's own.
    Keep(&'a HeaderMap),
}

/// Asks for the password that is good now, with the same brake as at the door: an open browser must not be a
/// place to guess at.
///
/// # Errors
/// 422 when it is another one, 429 when it was too often.
pub async fn check_current(app: &App, resident: &resident::Model, typed: String) -> Outcome<()> {
    lockouts::reserve(&app.writer, Door::Cabinet, &resident.login).await?;
    if !passwords::verify(Some(resident.password_hash.clone()), typed).await {
        return Err(Failure::field("current_password", FieldCode::WrongPassword));
    }
    Ok(lockouts::clear(&app.db, Door::Cabinet, &resident.login).await?)
}

/// Sets a new password, ends sessions and open links, and tells the owner.
///
/// # Errors
/// When the database does not answer.
pub async fn set_password(
    app: &App,
    tx: &DatabaseTransaction,
    mut resident: resident::Model,
    hash: String,
    ending: Sessions<'_>,
) -> Outcome<()> {
    resident.password_hash = hash;
    store::residents::update(tx, resident.clone()).await?;
    match ending {
        Sessions::EndAll => sessions::close_all(tx, SessionKind::Resident, &resident.id).await?,
        Sessions::Keep(headers) => {
            end_elsewhere(tx, &resident.id, headers).await?;
        }
    }
    sessions::close_all(tx, SessionKind::SecondStep, &resident.id).await?;
    for kind in [Kind::Recovery, Kind::EmailChange] {
        store::pending::end_all(tx, kind, &resident.login, &resident.id).await?;
    }
    lockouts::clear(tx, Door::Cabinet, &resident.login).await?;
    cabinet_letters::tell_of_new_password(app, tx, &resident).await
}

/// Ends every session but the request's own; says how many there were.
///
/// # Errors
/// When the database does not answer.
pub async fn end_elsewhere(tx: &DatabaseTransaction, resident_id: &str, headers: &HeaderMap) -> Outcome<u32> {
    let mut count = 0;
    for row in sessions::of_subject(tx, SessionKind::Resident, resident_id).await? {
        if !sessions::is_of_request(&row, headers, SessionKind::Resident) {
            sessions::close_row(tx, &row).await?;
            count += 1;
        }
    }
    Ok(count)
}

/// Decides what the letter to a new address says.
///
/// # Errors
/// When the database does not answer.
pub async fn decide_email(
    app: &App,
    tx: &DatabaseTransaction,
    mut row: pending_request::Model,
) -> Outcome<()> {
    if store::residents::by_login(tx, &row.email).await?.is_some() {
        pending::set_state(tx, &mut row, State::Over).await?;
        let to = Addressee::of_request(&row);
        return cabinet_letters::tell(app, tx, to, Occasion::EmailChangeTaken, context! {}).await;
    }
    let token = pending::link(tx, &mut row, Kind::EmailChange).await?;
    let link = cabinet_letters::link(app, pages::EMAIL_CONFIRM, &token);
    let to = Addressee::of_request(&row);
    cabinet_letters::hand_over(app, tx, to, Occasion::EmailChange, link, context! {}).await
}

/// Makes the new address the one to sign in with, and tells the old one.
///
/// # Errors
/// 410 for a link that leads nowhere any more, also when somebody else has the address by now.
pub async fn confirm_email(app: &App, tx: &DatabaseTransaction, token: &str) -> Outcome<resident::Model> {
    let row = pending::follow(tx, Kind::EmailChange, token).await?;
    let id = row.resident_id.clone().unwrap_or_default();
    let old = store::residents::find(tx, &id).await?.ok_or(ErrorCode::LinkExpired)?;
    if store::residents::by_login(tx, &row.email).await?.is_some() {
        return Err(ErrorCode::LinkExpired.into());
    }
    let new = resident::Model { login: row.email.clone(), ..old.clone() };
    store::residents::update(tx, new.clone()).await?;
    pending::finish(tx, row).await?;
    // A link to the old mailbox must not open the cabinet any more.
    store::pending::end_all(tx, Kind::Recovery, &old.login, &old.id).await?;
    store::pending::end_all(tx, Kind::EmailChange, &new.login, &new.id).await?;
    let accounts = store::accounts::of_cabinet(tx, &old.id).await?;
    let to = Addressee::of_resident(&old, accounts.first().map(String::as_str));
    let facts = context! { newcomer => masked(&new.login)? };
    cabinet_letters::tell(app, tx, to, Occasion::EmailChanged, facts).await?;
    Ok(new)
}
