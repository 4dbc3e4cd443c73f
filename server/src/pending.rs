//! What somebody asks for and a letter decides. Whoever asks is always answered the same, because the request
//! itself looks nothing up: it is written down, and a job ([`crate::jobs::answers`]) decides what to write to
//! the mailbox. So neither the answer nor its time tells whether an account or an address is known.

use std::net::IpAddr;

use sea_orm::{ConnectionTrait, DatabaseTransaction};
use svetlitsa_api::ErrorCode;

use crate::clock::real_now_ms;
use crate::entity::pending_request::Model;
use crate::failure::{Failure, Outcome};
use crate::letters::Language;
use crate::{random, store};

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A cabinet.
    Registration,
    /// Another account in a cabinet, which somebody else holds.
    Addition,
    /// An owner's word about one of the two above.
    Claim,
    /// A new password.
    Recovery,
    /// Another address to sign in with.
    EmailChange,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody has looked yet.
    Asked,
    /// Waits for an owner.
    WithOwner,
    /// The link is out.
    Linked,
    /// Over, whichever way.
    Over,
}

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
/// Requests an hour for one address of mail, whoever asks: each sends a letter.
const LIMIT_BY_EMAIL: u64 = 5;
/// Requests an hour for one account.
const LIMIT_BY_ACCOUNT: u64 = 10;

impl Kind {
    /// The word in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Registration => "registration",
            Self::Addition => "addition",
            Self::Claim => "claim",
            Self::Recovery => "recovery",
            Self::EmailChange => "email_change",
        }
    }

    /// How long its link is good, ms of real time. Owners read their mail less eagerly than newcomers.
    #[must_use]
    pub const fn lifetime_ms(self) -> i64 {
        match self {
            Self::Registration | Self::EmailChange => 24 * HOUR_MS,
            Self::Recovery => HOUR_MS,
            Self::Claim | Self::Addition => 72 * HOUR_MS,
        }
    }

    /// The same in minutes, for people.
    #[must_use]
    pub fn valid_minutes(self) -> u32 {
        u32::try_from(self.lifetime_ms() / MINUTE_MS).unwrap_or(u32::MAX)
    }
}

impl State {
    /// The word in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::WithOwner => "with_owner",
            Self::Linked => "linked",
            Self::Over => "over",
        }
    }
}

/// A new request, to be filled with what its kind needs.
#[must_use]
pub fn new(kind: Kind, email: &str, language: Language, address: IpAddr) -> Model {
    let now = real_now_ms();
    Model {
        id: random::id(),
        kind: kind.as_str().to_owned(),
        state: State::Asked.as_str().to_owned(),
        email: email.to_owned(),
        account: None,
        house: String::new(),
        bill_code: String::new(),
        is_proven: false,
        resident_id: None,
        password_hash: None,
        language: language.as_str().to_owned(),
        consent_version: None,
        consent_hash: None,
        address: address.to_string(),
        parent: None,
        token_hash: None,
        created_at: now,
        expires_at: now + kind.lifetime_ms(),
        used_at: None,
    }
}

/// Brakes on letters to one mailbox and on wishes for one account, however many addresses they come from.
///
/// # Errors
/// 429 with the seconds until the oldest one of the hour is forgotten.
pub async fn check_pace(tx: &impl ConnectionTrait, row: &Model) -> Outcome<()> {
    let since = row.created_at - HOUR_MS;
    let by_email = store::pending::since(tx, store::pending::By::Email(&row.email), since).await?;
    let mut oldest = (by_email.count >= LIMIT_BY_EMAIL).then_some(by_email.oldest);
    if let Some(account) = &row.account {
        let by_account = store::pending::since(tx, store::pending::By::Account(account), since).await?;
        if by_account.count >= LIMIT_BY_ACCOUNT {
            oldest = oldest.max(Some(by_account.oldest));
        }
    }
    match oldest {
        None => Ok(()),
        Some(oldest) => {
            let seconds = u32::try_from((oldest - since) / 1000 + 1).unwrap_or(1);
            Err(Failure { retry_after: Some(seconds), ..ErrorCode::RateLimited.into() })
        }
    }
}

/// Gives a request its link: the token, which is not stored.
///
/// # Errors
/// When the database does not answer.
pub async fn link(tx: &impl ConnectionTrait, row: &mut Model, kind: Kind) -> Outcome<String> {
    let token = random::token();
    row.token_hash = Some(hash(kind, &token));
    row.expires_at = real_now_ms() + kind.lifetime_ms();
    set_state(tx, row, State::Linked).await?;
    Ok(token)
}

/// What a link leads to. It leads there once: [`finish`] ends it in the same transaction.
///
/// # Errors
/// [`ErrorCode::LinkExpired`] when it is used, too old, or none.
pub async fn follow(tx: &DatabaseTransaction, kind: Kind, token: &str) -> Outcome<Model> {
    let row = store::pending::lock_by_token(tx, &hash(kind, token)).await?;
    row.filter(|row| row.kind == kind.as_str() && row.state == State::Linked.as_str())
        .filter(|row| row.expires_at > real_now_ms())
        .ok_or_else(|| ErrorCode::LinkExpired.into())
}

/// The link has done its work.
///
/// # Errors
/// When the database does not answer.
pub async fn finish(tx: &impl ConnectionTrait, mut row: Model) -> Outcome<()> {
    row.used_at = Some(real_now_ms());
    set_state(tx, &mut row, State::Over).await
}

/// What a link led to, when it was followed within the last minutes: for a browser that lost the answer.
///
/// # Errors
/// When the database does not answer.
pub async fn just_followed(db: &impl ConnectionTrait, kind: Kind, token: &str) -> Outcome<Option<Model>> {
    let row = store::pending::by_token(db, &hash(kind, token)).await?;
    let since = real_now_ms() - 10 * MINUTE_MS;
    Ok(row.filter(|row| row.kind == kind.as_str() && row.used_at.is_some_and(|at| at > since)))
}

/// Moves a request. What was only needed to decide goes with it.
///
/// # Errors
/// When the database does not answer.
pub async fn set_state(tx: &impl ConnectionTrait, row: &mut Model, state: State) -> Outcome<()> {
    state.as_str().clone_into(&mut row.state);
    row.house.clear();
    row.bill_code.clear();
    if state == State::Over {
        row.password_hash = None;
    }
    Ok(store::pending::update(tx, row.clone()).await?)
}

fn hash(kind: Kind, token: &str) -> String {
    random::digest(&[kind.as_str().as_bytes(), token.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_live_as_long_as_their_letters_say() {
        let minutes =
            [Kind::Registration, Kind::EmailChange, Kind::Recovery, Kind::Claim].map(Kind::valid_minutes);
        assert_eq!(minutes, [1440, 1440, 60, 4320]);
    }

    #[test]
    fn a_token_is_good_for_its_own_kind_only() {
        assert_ne!(hash(Kind::Registration, "t"), hash(Kind::Recovery, "t"));
    }
}
