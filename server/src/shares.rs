//! Access to an account for a relative: who may do what by it, offering, taking and taking back.

use minijinja::context;
use minijinja::value::Value;
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use svetlitsa_api::{ErrorCode, pages};
use svetlitsa_domain::accounts::access::{
    Access, INVITATION_DAYS, Invitation, InvitationEvent, InvitationRefusal, InvitationState, Rights,
};

use crate::cabinet_letters::{self, Addressee};
use crate::claims::masked;
use crate::clock::{from_ms, real_now_ms};
use crate::entity::{cabinet_account, resident, share};
use crate::failure::{Failure, Outcome};
use crate::letters::{Language, Occasion};
use crate::state::App;
use crate::{random, store};

/// Offers an hour by one holder.
const LIMIT_BY_HOLDER: u64 = 10;
/// Offers an hour to one mailbox, whoever makes them: each sends a letter.
const LIMIT_BY_EMAIL: u64 = 5;
const HOUR_MS: i64 = 60 * 60 * 1000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// As whom a resident stands before an account of their cabinet.
///
/// # Errors
/// When the database does not answer.
pub async fn access(db: &impl ConnectionTrait, held: &cabinet_account::Model) -> Outcome<Access> {
    let Some(id) = &held.share_id else { return Ok(Access::Holder) };
    let share = store::shares::find(db, id).await?;
    let rights = share.map(|row| restore(&row)).transpose()?;
    Ok(Access::Relative(rights.map(|share| share.rights_at(from_ms(real_now_ms()))).unwrap_or_default()))
}

/// What a row says, as the domain understands it.
///
/// # Errors
/// Internal failure for a word that no version of this program has written.
pub fn restore(row: &share::Model) -> Outcome<Invitation> {
    let state = match row.state.as_str() {
        "open" => InvitationState::Open,
        "accepted" => InvitationState::Accepted,
        "revoked" => InvitationState::Revoked,
        "declined" => InvitationState::Declined,
        other => return Err(Failure::internal(&format!("share in state {other}"))),
    };
    let rights = Rights { view: row.may_view, submit: row.may_submit, pay: row.may_pay };
    Ok(Invitation::restore(rights, state, from_ms(row.open_until), row.rights_until.map(from_ms)))
}

fn write(row: &mut share::Model, share: &Invitation) {
    let word = match share.state() {
        InvitationState::Open => "open",
        InvitationState::Accepted => "accepted",
        InvitationState::Revoked => "revoked",
        InvitationState::Declined => "declined",
    };
    word.clone_into(&mut row.state);
    let rights = share.rights();
    (row.may_view, row.may_submit, row.may_pay) = (rights.view, rights.submit, rights.pay);
}

fn refusal(refused: InvitationRefusal) -> Failure {
    match refused {
        InvitationRefusal::Expired | InvitationRefusal::Closed => ErrorCode::LinkExpired.into(),
        InvitationRefusal::NoRights => Failure::field("rights", svetlitsa_api::FieldCode::Required),
        InvitationRefusal::NotATerm => Failure::field("days", svetlitsa_api::FieldCode::NotAChoice),
    }
}

/// Offers access by a letter with a link. The holder learns nothing about the mailbox.
///
/// # Errors
/// 422 without any right or with an impossible term, 429 when it was too often.
pub async fn offer(
    app: &App,
    tx: &DatabaseTransaction,
    holder: &resident::Model,
    account: &str,
    to: (&str, Rights, Option<u16>),
) -> Outcome<share::Model> {
    let (email, rights, days) = to;
    let now = real_now_ms();
    let rights_until = days.map(|days| now + i64::from(days) * DAY_MS);
    let share = Invitation::new(rights, from_ms(now), INVITATION_DAYS, rights_until.map(from_ms));
    let share = share.map_err(refusal)?;
    let by_holder = store::shares::since(tx, Some(&holder.id), email, now - HOUR_MS).await?;
    let by_email = store::shares::since(tx, None, email, now - HOUR_MS).await?;
    if by_holder >= LIMIT_BY_HOLDER || by_email >= LIMIT_BY_EMAIL {
        return Err(Failure { retry_after: Some(3600), ..ErrorCode::RateLimited.into() });
    }
    let token = random::token();
    let row = share::Model {
        id: random::id(),
        account: account.to_owned(),
        holder_id: holder.id.clone(),
        email: email.to_owned(),
        may_view: rights.view,
        may_submit: rights.submit,
        may_pay: rights.pay,
        state: "open".to_owned(),
        open_until: share.open_until().timestamp_millis(),
        rights_until,
        relative_id: None,
        token_hash: hash(&token),
        created_at: now,
    };
    store::shares::insert(tx, row.clone()).await?;
    let link = cabinet_letters::link(app, pages::SHARE_ACCEPT, &token);
    let to = addressee(&row, Some(holder));
    let facts = context! { newcomer => masked(&holder.login)?, rights => told(rights) };
    cabinet_letters::hand_over(app, tx, to, Occasion::ShareOffered, link, facts).await?;
    Ok(row)
}

fn addressee<'a>(row: &'a share::Model, known: Option<&resident::Model>) -> Addressee<'a> {
    let language = known.and_then(|row| Language::parse(&row.language)).unwrap_or(Language::Ru);
    Addressee::of_address(&row.email, language, Some(&row.account))
}

/// What a letter's link offers, while it does.
///
/// # Errors
/// 410 for a link that leads nowhere any more, or when whoever offered holds the account no longer.
pub async fn offered(db: &impl ConnectionTrait, token: &str) -> Outcome<(share::Model, resident::Model)> {
    let row = store::shares::by_token(db, &hash(token)).await?.ok_or(ErrorCode::LinkExpired)?;
    if restore(&row)?.state() != InvitationState::Open || row.open_until < real_now_ms() {
        return Err(ErrorCode::LinkExpired.into());
    }
    let holders = store::residents::owners(db, &row.account).await?;
    let holder = holders.into_iter().find(|holder| holder.id == row.holder_id);
    Ok((row, holder.ok_or(ErrorCode::LinkExpired)?))
}

/// The relative takes it: the account is in their cabinet, too, and the holder is told. Whoever holds the account
/// anyway keeps holding it.
///
/// # Errors
/// 403 when the letter went to another address, 410 when the link leads nowhere any more.
pub async fn accept(
    app: &App,
    tx: &DatabaseTransaction,
    relative: &resident::Model,
    token: &str,
) -> Outcome<share::Model> {
    let (row, holder) = offered(tx, token).await?;
    if row.email != relative.login {
        return Err(ErrorCode::Forbidden.into());
    }
    let mut row = store::shares::lock(tx, &row.id).await?.ok_or(ErrorCode::LinkExpired)?;
    let taken = restore(&row)?.on(InvitationEvent::Accept, from_ms(real_now_ms())).map_err(refusal)?;
    let cabinet = store::residents::cabinet(tx, &relative.id).await?;
    let before = cabinet.into_iter().find(|held| held.account == row.account);
    match before {
        // What was theirs already is not made less.
        Some(held) if held.share_id.is_none() => return Err(ErrorCode::WrongStage.into()),
        Some(held) => {
            if let Some(mut old) = store::shares::lock(tx, &held.share_id.unwrap_or_default()).await? {
                "revoked".clone_into(&mut old.state);
                store::shares::update(tx, old).await?;
            }
        }
        None => {}
    }
    write(&mut row, &taken);
    row.relative_id = Some(relative.id.clone());
    store::shares::update(tx, row.clone()).await?;
    store::shares::enter(tx, &relative.id, &row).await?;
    let to = Addressee::of_resident(&holder, Some(&row.account));
    let facts = context! { newcomer => &row.email, rights => told(taken.rights()) };
    cabinet_letters::tell(app, tx, to, Occasion::ShareAccepted, facts).await?;
    Ok(row)
}

/// The holder takes rights back; with the last of them the whole share. The relative is told of the end.
///
/// # Errors
/// 404 when it has ended already.
pub async fn narrow(
    app: &App,
    tx: &DatabaseTransaction,
    mut row: share::Model,
    left: Rights,
) -> Outcome<share::Model> {
    let share = restore(&row)?;
    if !matches!(share.state(), InvitationState::Open | InvitationState::Accepted) {
        return Err(ErrorCode::NotFound.into());
    }
    let gone = Rights { view: !left.view, submit: !left.submit, pay: !left.pay };
    let now = from_ms(real_now_ms());
    let next = if share.rights().without(gone).is_empty() {
        share.on(InvitationEvent::Revoke, now).map_err(|_| ErrorCode::NotFound)?
    } else {
        share.without(gone)
    };
    write(&mut row, &next);
    store::shares::update(tx, row.clone()).await?;
    if next.state() == InvitationState::Revoked {
        store::shares::leave(tx, &row.id).await?;
        let to = addressee(&row, None);
        cabinet_letters::tell(app, tx, to, Occasion::ShareRevoked, context! {}).await?;
    }
    Ok(row)
}

/// The relative gives it back, and the holder is told.
///
/// # Errors
/// 404 when it has ended already.
pub async fn give_back(app: &App, tx: &DatabaseTransaction, mut row: share::Model) -> Outcome<()> {
    let next = restore(&row)?.on(InvitationEvent::Decline, from_ms(real_now_ms()));
    write(&mut row, &next.map_err(|_| ErrorCode::NotFound)?);
    store::shares::update(tx, row.clone()).await?;
    store::shares::leave(tx, &row.id).await?;
    if let Some(holder) = store::residents::find(tx, &row.holder_id).await? {
        let to = Addressee::of_resident(&holder, Some(&row.account));
        let facts = context! { newcomer => &row.email };
        cabinet_letters::tell(app, tx, to, Occasion::ShareGivenBack, facts).await?;
    }
    Ok(())
}

/// Ends all that a cabinet gave and was given, for it is closed.
///
/// # Errors
/// When the database does not answer.
pub async fn end_all(app: &App, tx: &DatabaseTransaction, resident_id: &str) -> Outcome<()> {
    for row in store::shares::of_resident(tx, resident_id).await? {
        if row.holder_id == resident_id {
            narrow(app, tx, row, Rights::default()).await?;
        } else {
            give_back(app, tx, row).await?;
        }
    }
    Ok(())
}

/// Ends what a cabinet gave of one account, and what it was given: the account leaves it.
///
/// # Errors
/// When the database does not answer.
pub async fn end_of_account(
    app: &App,
    tx: &DatabaseTransaction,
    resident_id: &str,
    account: &str,
) -> Outcome<()> {
    for row in store::shares::of_resident(tx, resident_id).await? {
        if row.account != account {
            continue;
        }
        if row.holder_id == resident_id {
            narrow(app, tx, row, Rights::default()).await?;
        } else {
            give_back(app, tx, row).await?;
        }
    }
    Ok(())
}

/// Rights as letters see them.
fn told(rights: Rights) -> Value {
    context! { view => rights.view, submit => rights.submit, pay => rights.pay }
}

fn hash(token: &str) -> String {
    random::digest(&[b"share", token.as_bytes()])
}
