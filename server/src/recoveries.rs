//! A forgotten password: the letter, and what its link does.

use minijinja::context;
use sea_orm::DatabaseTransaction;
use svetlitsa_api::{ErrorCode, pages};

use crate::cabinet_letters::{self, Addressee};
use crate::credentials;
use crate::entity::{pending_request, resident};
use crate::failure::Outcome;
use crate::letters::Occasion;
use crate::pending::{self, Kind, State};
use crate::state::App;
use crate::store;

/// Decides what the letter says.
///
/// # Errors
/// When the database does not answer.
pub async fn decide(app: &App, tx: &DatabaseTransaction, mut row: pending_request::Model) -> Outcome<()> {
    let Some(resident) = store::residents::by_login(tx, &row.email).await? else {
        pending::set_state(tx, &mut row, State::Over).await?;
        let to = Addressee::of_request(&row);
        return cabinet_letters::tell(app, tx, to, Occasion::PasswordRecoveryUnknown, context! {}).await;
    };
    row.resident_id = Some(resident.id.clone());
    let token = pending::link(tx, &mut row, Kind::Recovery).await?;
    let link = cabinet_letters::link(app, pages::RECOVER_CONFIRM, &token);
    let accounts = store::accounts::of_cabinet(tx, &resident.id).await?;
    let to = Addressee::of_resident(&resident, accounts.first().map(String::as_str));
    cabinet_letters::hand_over(app, tx, to, Occasion::PasswordRecovery, link, context! {}).await
}

/// Whose password a link changes.
///
/// # Errors
/// 410 for a link that leads nowhere any more.
pub async fn owner(
    tx: &DatabaseTransaction,
    token: &str,
) -> Outcome<(pending_request::Model, resident::Model)> {
    let row = pending::follow(tx, Kind::Recovery, token).await?;
    let id = row.resident_id.clone().unwrap_or_default();
    let resident = store::residents::find(tx, &id).await?;
    // The letter went to an address that is no longer the owner's.
    let resident = resident.filter(|resident| resident.login == row.email).ok_or(ErrorCode::LinkExpired)?;
    Ok((row, resident))
}

/// Sets the new password. Everybody who is signed in has to sign in again, and whoever was waiting behind other
/// links waits in vain.
///
/// # Errors
/// When the database does not answer.
pub async fn confirm(
    app: &App,
    tx: &DatabaseTransaction,
    row: pending_request::Model,
    resident: resident::Model,
    hash: String,
) -> Outcome<()> {
    pending::finish(tx, row).await?;
    credentials::set_password(app, tx, resident, hash, credentials::Sessions::EndAll).await
}
