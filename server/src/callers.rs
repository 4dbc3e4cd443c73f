//! Who calls. A handler's signature shows who may: each kind of caller is an extractor of its own.
//!
//! A preview is read by [`AccountReader`] and [`Reader`] alone; no extractor of a mutation knows its cookie.

mod actor;
mod cabinet;

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts, RawPathParams};
use axum::http::header;
use axum::http::request::Parts;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use svetlitsa_api::ErrorCode;
use svetlitsa_domain::accounts::access::{Access, Action};

use crate::entity::{account, cabinet_account, preview, resident, staff_member, terminal};
use crate::failure::{Failure, Outcome};
use crate::sessions::{self, SessionKind};
use crate::shares;
use crate::state::App;

pub use actor::{Actor, Caller};
pub use cabinet::{Claim, Claimants};

/// A resident who is signed in.
#[derive(Clone, Debug)]
pub struct Resident(pub resident::Model);

/// A member of staff who is signed in.
#[derive(Clone, Debug)]
pub struct Staff(pub staff_member::Model);

/// A preview that is going on.
#[derive(Clone, Debug)]
pub struct Preview(pub preview::Model);

/// An enrolled terminal.
#[derive(Clone, Debug)]
pub struct Terminal(pub terminal::Model);

/// Someone who may see the account named by the path: its resident, a preview of it, or a guest.
/// Everybody else gets 404, because somebody else's account does not exist for them.
#[derive(Clone, Debug)]
pub struct AccountReader {
    /// The account.
    pub account: account::Model,
    /// Only the present state is told, and that masked.
    pub is_guest: bool,
    /// As whom the caller stands before it.
    pub access: Access,
    /// By which share, when it is somebody else's.
    pub share_id: Option<String>,
    /// What the cabinet's owner calls it; empty for everybody else.
    pub label: String,
}

/// Someone who may read a cabinet's lists: a resident, or a preview (of one account).
#[derive(Clone, Debug)]
pub struct Reader {
    /// Accounts of one's own in their order.
    pub accounts: Vec<String>,
    /// Accounts of others that are open to the resident, by which share and how far.
    pub shared: Vec<(String, String, Access)>,
    /// The resident whose cabinet it is, unless the account has none.
    pub resident_id: Option<String>,
    /// What the owner calls the accounts that have a name.
    pub labels: HashMap<String, String>,
}

/// Address of the caller, by the trusted proxies' word.
#[derive(Clone, Copy, Debug)]
pub struct Address(pub IpAddr);

/// Extracts an optional session of a kind.
async fn subject(parts: &Parts, app: &App, kind: SessionKind) -> Outcome<Option<String>> {
    match sessions::cookie_token(&parts.headers, kind) {
        Some(token) => Ok(sessions::find(&app.db, kind, token).await?),
        None => Ok(None),
    }
}

impl Resident {
    /// The resident, if somebody is signed in.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn find(parts: &Parts, app: &App) -> Outcome<Option<Self>> {
        let Some(token) = sessions::cookie_token(&parts.headers, SessionKind::Resident) else {
            return Ok(None);
        };
        Ok(sessions::resident(&app.db, token).await?.map(Self))
    }
}

impl Staff {
    /// The member of staff, if one is signed in.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn find(parts: &Parts, app: &App) -> Outcome<Option<Self>> {
        let Some(id) = subject(parts, app, SessionKind::Staff).await? else { return Ok(None) };
        Ok(staff_member::Entity::find_by_id(id).one(&app.db).await?.map(Self))
    }
}

impl Preview {
    /// The preview, if one is going on.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn find(parts: &Parts, app: &App) -> Outcome<Option<Self>> {
        let Some(id) = subject(parts, app, SessionKind::Preview).await? else { return Ok(None) };
        let row = preview::Entity::find_by_id(id).one(&app.db).await?;
        Ok(row.filter(|row| row.ended_at.is_none()).map(Self))
    }
}

impl Terminal {
    /// The terminal that this browser is enrolled as.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn find(parts: &Parts, app: &App) -> Outcome<Option<Self>> {
        let Some(id) = subject(parts, app, SessionKind::Terminal).await? else { return Ok(None) };
        Ok(terminal::Entity::find_by_id(id).one(&app.db).await?.map(Self))
    }
}

macro_rules! required {
    ($($caller:ident)*) => {$(
        impl FromRequestParts<App> for $caller {
            type Rejection = Failure;
            async fn from_request_parts(parts: &mut Parts, app: &App) -> Outcome<Self> {
                Self::find(parts, app).await?.ok_or_else(|| ErrorCode::SignInRequired.into())
            }
        }
    )*};
}
required!(Resident Staff);

/// The account of a guest's token.
async fn guest_account(parts: &Parts, app: &App) -> Outcome<Option<String>> {
    let bearer = parts
        .headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "));
    // Server-sent events cannot send a header: on that one path the token may be in the query.
    let is_events = parts.uri.path().ends_with("/events");
    let query = parts
        .uri
        .query()
        .filter(|_| is_events)
        .and_then(|query| query.split('&').find_map(|pair| pair.strip_prefix("access=")));
    match bearer.or(query) {
        Some(token) => Ok(sessions::find(&app.db, SessionKind::Guest, token).await?),
        None => Ok(None),
    }
}

/// The account that is asked for, when it is the one that somebody may see.
async fn the_one(
    db: &impl ConnectionTrait,
    theirs: &str,
    number: &str,
    access: Access,
) -> Outcome<Option<(account::Model, Access)>> {
    if theirs != number {
        return Ok(None);
    }
    let account = crate::store::accounts::find(db, number).await?;
    Ok(account.map(|account| (account, access)))
}

/// The account that the path names.
async fn named_account(parts: &mut Parts, app: &App) -> Option<String> {
    let params = RawPathParams::from_request_parts(parts, app).await.ok()?;
    params.iter().find(|(name, _)| *name == "number").map(|(_, value)| value.to_owned())
}

impl AccountReader {
    /// The caller's right to see an account.
    ///
    /// # Errors
    /// 401 when the caller is nobody, 404 when the account is not theirs.
    pub async fn of(parts: &Parts, app: &App, number: &str) -> Outcome<Self> {
        let (mut label, mut share_id) = (String::new(), None);
        let found = if let Some(Preview(preview)) = Preview::find(parts, app).await? {
            the_one(&app.db, &preview.account, number, Access::Preview).await?
        } else if let Some(guest) = guest_account(parts, app).await? {
            the_one(&app.db, &guest, number, Access::Guest).await?
        } else if let Some(Resident(resident)) = Resident::find(parts, app).await? {
            match cabinet::held(&app.db, &resident.id, number).await? {
                Some((held, account)) => {
                    let access = shares::access(&app.db, &held).await?;
                    (label, share_id) = (held.label, held.share_id);
                    Some((account, access))
                }
                None => None,
            }
        } else {
            return Err(ErrorCode::SignInRequired.into());
        };
        // Whoever may only pay sees what there is to pay, and nothing of the meter.
        let (account, access) = found
            .filter(|(_, access)| access.allows(Action::SeeMeters) || access.allows(Action::Pay))
            .ok_or(ErrorCode::NotFound)?;
        Ok(Self { account, is_guest: !access.allows(Action::SeeHistory), access, share_id, label })
    }
}

impl FromRequestParts<App> for AccountReader {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Outcome<Self> {
        let number = named_account(parts, app).await.ok_or(ErrorCode::NotFound)?;
        Self::of(parts, app, &number).await
    }
}

impl FromRequestParts<App> for Reader {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Outcome<Self> {
        if let Some(Preview(preview)) = Preview::find(parts, app).await? {
            let owner = cabinet_account::Entity::find()
                .filter(cabinet_account::Column::Account.eq(&preview.account))
                .filter(cabinet_account::Column::ShareId.is_null())
                .one(&app.db)
                .await?;
            return Ok(Self {
                accounts: vec![preview.account],
                shared: Vec::new(),
                resident_id: owner.map(|owner| owner.resident_id),
                labels: HashMap::new(),
            });
        }
        let Resident(resident) = Resident::from_request_parts(parts, app).await?;
        let cabinet = crate::store::residents::cabinet(&app.db, &resident.id).await?;
        let (mut accounts, mut shared, mut labels) = (Vec::new(), Vec::new(), HashMap::new());
        for held in cabinet {
            let access = shares::access(&app.db, &held).await?;
            match held.share_id {
                None => accounts.push(held.account.clone()),
                // Rights that have ended leave nothing to look at.
                Some(share) if access.allows(Action::Arrange) => {
                    shared.push((held.account.clone(), share, access));
                }
                Some(_) => {}
            }
            labels.insert(held.account, held.label);
        }
        Ok(Self { accounts, shared, resident_id: Some(resident.id), labels })
    }
}

impl Address {
    /// The caller's address.
    #[must_use]
    pub fn of(parts: &Parts, app: &App) -> Self {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let peer = peer.unwrap_or(IpAddr::from([127, 0, 0, 1])).to_canonical();
        let is_trusted = |ip: &IpAddr| app.settings.trusted_proxy.iter().any(|net| net.contains(ip));
        if !is_trusted(&peer) {
            return Self(peer);
        }
        // The rightmost address that no trusted proxy wrote about itself is the caller's.
        let forwarded = parts.headers.get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok());
        let caller = forwarded
            .flat_map(|value| value.split(','))
            .filter_map(|text| text.trim().parse::<IpAddr>().ok())
            .rfind(|ip| !is_trusted(ip));
        Self(caller.unwrap_or(peer))
    }
}

impl FromRequestParts<App> for Address {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        Ok(Self::of(parts, app))
    }
}

/// Ends the session of a kind that the request carries.
///
/// # Errors
/// When the database does not answer.
pub async fn close_session(
    db: &impl sea_orm::ConnectionTrait,
    headers: &axum::http::HeaderMap,
    kind: SessionKind,
) -> Outcome<()> {
    if let Some(token) = sessions::cookie_token(headers, kind) {
        sessions::close(db, kind, token).await?;
    }
    Ok(())
}
