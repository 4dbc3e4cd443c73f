//! Accounts that are in somebody's cabinet already are not taken over: the owner is asked, or the newcomer
//! proves the account by the code on a bill.

use minijinja::context;
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use svetlitsa_api::registrations::ClaimApproved;
use svetlitsa_api::{ErrorCode, pages};
use svetlitsa_domain::contacts::Email;

use crate::cabinet_letters::{self, Addressee};
use crate::clock::real_now_ms;
use crate::entity::{account, pending_request, resident};
use crate::failure::{Failure, Outcome};
use crate::letters::{Language, Occasion};
use crate::pending::{self, Kind, State};
use crate::random::digest;
use crate::state::App;
use crate::{random, registrations, store};

/// The account that somebody wishes for, when number and house are right.
///
/// # Errors
/// When the database does not answer.
pub async fn wished_account(
    tx: &impl ConnectionTrait,
    row: &pending_request::Model,
) -> Outcome<Option<account::Model>> {
    let Some(number) = &row.account else { return Ok(None) };
    let found = store::accounts::find(tx, number).await?;
    Ok(found.filter(|account| account.house == row.house))
}

/// Whether what was typed is the code on the account's bills. Compares digests, so that the time tells nothing.
///
/// # Errors
/// When the database does not answer.
pub async fn is_proven_by_bill(tx: &impl ConnectionTrait, number: &str, typed: &str) -> Outcome<bool> {
    let code = store::residents::bill_code(tx, number).await?.unwrap_or_default();
    Ok((digest(&[code.as_bytes()]) == digest(&[typed.as_bytes()])) & !code.is_empty())
}

/// Asks every owner, each by a link of their own. Whoever asks for the same again has asked already.
///
/// # Errors
/// When the database does not answer.
pub async fn ask_owners(
    app: &App,
    tx: &DatabaseTransaction,
    row: &mut pending_request::Model,
    number: &str,
    owners: Vec<resident::Model>,
) -> Outcome<()> {
    if store::pending::is_with_owner(tx, number, &row.email, real_now_ms()).await? {
        return pending::set_state(tx, row, State::Over).await;
    }
    row.expires_at = real_now_ms() + Kind::Claim.lifetime_ms();
    pending::set_state(tx, row, State::WithOwner).await?;
    let newcomer = masked(&row.email)?;
    for owner in owners {
        let language = Language::parse(&owner.language).unwrap_or(Language::Ru);
        let address = std::net::Ipv4Addr::UNSPECIFIED.into();
        let mut claim = pending_request::Model {
            account: Some(number.to_owned()),
            resident_id: Some(owner.id.clone()),
            parent: Some(row.id.clone()),
            ..pending::new(Kind::Claim, &owner.login, language, address)
        };
        store::pending::insert(tx, claim.clone()).await?;
        let token = pending::link(tx, &mut claim, Kind::Claim).await?;
        let link = cabinet_letters::link(app, pages::REGISTER_ALLOW, &token);
        let to = Addressee::of_resident(&owner, Some(number));
        let facts = context! { newcomer => &newcomer };
        cabinet_letters::hand_over(app, tx, to, Occasion::AccountAsked, link, facts).await?;
    }
    Ok(())
}

/// An owner agrees.
///
/// # Errors
/// 410 for a link that leads nowhere any more, or when the owner holds the account no longer.
pub async fn approve(app: &App, tx: &DatabaseTransaction, token: &str) -> Outcome<ClaimApproved> {
    let claim = pending::follow(tx, Kind::Claim, token).await?;
    let parent = claim.parent.clone().unwrap_or_default();
    let mut row = store::pending::lock(tx, &parent)
        .await?
        .filter(|row| row.state == State::WithOwner.as_str() && row.expires_at > real_now_ms())
        .ok_or(ErrorCode::LinkExpired)?;
    let number = claim.account.clone().unwrap_or_default();
    let owners = store::residents::owners(tx, &number).await?;
    if !owners.iter().any(|owner| Some(&owner.id) == claim.resident_id.as_ref()) {
        return Err(ErrorCode::LinkExpired.into());
    }
    let newcomer = masked(&row.email)?;
    pending::finish(tx, claim).await?;
    row.is_proven = true;
    if row.kind == Kind::Registration.as_str() {
        registrations::send_link(app, tx, row).await?;
    } else {
        let id = row.resident_id.clone().ok_or(ErrorCode::LinkExpired)?;
        store::residents::hold(tx, &id, &number, "").await?;
        let to = row.clone();
        let to = Addressee::of_request(&to);
        cabinet_letters::tell(app, tx, to, Occasion::AccountShared, context! {}).await?;
        pending::set_state(tx, &mut row, State::Over).await?;
    }
    let account = number.parse().map_err(|error| Failure::internal(&error))?;
    Ok(ClaimApproved { account, newcomer })
}

/// Tells everybody who holds an account that one more does.
///
/// # Errors
/// When the database does not answer.
pub async fn tell_owners(
    app: &App,
    tx: &DatabaseTransaction,
    number: &str,
    newcomer: &str,
    owners: &[resident::Model],
) -> Outcome<()> {
    let newcomer = masked(newcomer)?;
    for owner in owners {
        let to = Addressee::of_resident(owner, Some(number));
        let facts = context! { newcomer => &newcomer };
        cabinet_letters::tell(app, tx, to, Occasion::AccountJoined, facts).await?;
    }
    Ok(())
}

/// An address as its owner is known by.
///
/// # Errors
/// Internal failure for what is stored and is no address.
pub fn masked(email: &str) -> Outcome<String> {
    Ok(email.parse::<Email>().map_err(|error| Failure::internal(&error))?.masked())
}

/// A new code for an account's bills: eight letters and digits that nobody mistakes for each other.
#[must_use]
pub fn new_bill_code() -> String {
    const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    random::bytes::<8>().iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_bills_are_long_enough_and_read_back() {
        let code = new_bill_code();
        assert_eq!(code.len(), 8);
        assert_eq!(registrations::normalize_bill_code(&code.to_lowercase()), code);
        assert_ne!(code, new_bill_code());
    }
}
