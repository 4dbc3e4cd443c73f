//! Who acts for an account: known at once, or by a claim that is looked up together with those of others.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use sea_orm::ConnectionTrait;
use svetlitsa_api::ErrorCode;
use svetlitsa_domain::accounts::access::{Access, Action};

use super::cabinet::{self, Claim, Claimants, Held};
use super::{Resident, Terminal, guest_account, named_account, the_one};
use crate::entity::{account, resident};
use crate::failure::{Failure, Outcome};
use crate::sessions::{self, SessionKind};
use crate::shares;
use crate::state::App;

/// Someone who may act for an account: its holder, somebody whom the holder gave access, or a guest.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Scope of the caller's idempotency keys.
    pub scope: String,
    /// The terminal that it happens at.
    pub terminal: Option<String>,
    kind: ActorKind,
}

#[derive(Clone, Debug)]
enum ActorKind {
    /// With the account that the path names, if it is in the cabinet: who calls was asked together with that.
    Resident {
        id: String,
        named: Option<Box<(String, Option<Held>)>>,
    },
    Guest(String),
}

/// Someone who wants to act for an account: known already, or by a claim that is looked up together with others.
#[derive(Clone, Debug)]
pub enum Caller {
    /// Known.
    Actor(Actor),
    /// By a session's cookie.
    Claim {
        /// What is claimed.
        claim: Claim,
        /// The terminal that it happens at.
        terminal: Option<String>,
    },
}

impl Actor {
    /// A resident who is signed in.
    #[must_use]
    pub fn of_resident(resident: &resident::Model) -> Self {
        Self::resident(resident.id.clone(), None)
    }

    fn resident(id: String, named: Option<Box<(String, Option<Held>)>>) -> Self {
        Self { scope: format!("resident:{id}"), terminal: None, kind: ActorKind::Resident { id, named } }
    }

    /// Whether two identifiers are all that is known of the caller.
    #[must_use]
    pub const fn is_guest(&self) -> bool {
        matches!(self.kind, ActorKind::Guest(_))
    }

    /// The resident who is signed in; none for a guest.
    #[must_use]
    pub fn resident_id(&self) -> Option<&str> {
        match &self.kind {
            ActorKind::Resident { id, .. } => Some(id),
            ActorKind::Guest(_) => None,
        }
    }

    /// The account, when the caller may do this with it.
    ///
    /// # Errors
    /// 404 when it is not theirs, or open to them for other things only.
    pub async fn account(
        &self,
        db: &impl ConnectionTrait,
        number: &str,
        action: Action,
    ) -> Outcome<account::Model> {
        let found = match &self.kind {
            ActorKind::Resident { id, named } => {
                let held = match named {
                    Some(named) if named.0 == number => named.1.clone(),
                    _ => cabinet::held(db, id, number).await?,
                };
                match held {
                    Some((held, account)) => Some((account, shares::access(db, &held).await?)),
                    None => None,
                }
            }
            ActorKind::Guest(account) => the_one(db, account, number, Access::Guest).await?,
        };
        let found = found.filter(|(_, access)| access.allows(action));
        found.map(|(account, _)| account).ok_or_else(|| ErrorCode::NotFound.into())
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Outcome<Self> {
        let terminal = Terminal::find(parts, app).await?.map(|Terminal(terminal)| terminal.id);
        if let Some(account) = guest_account(parts, app).await? {
            let (scope, kind) = (format!("guest:{account}"), ActorKind::Guest(account));
            return Ok(Self::Actor(Actor { scope, terminal, kind }));
        }
        let Some(number) = named_account(parts, app).await else {
            let Resident(resident) = Resident::from_request_parts(parts, app).await?;
            return Ok(Self::Actor(Actor::of_resident(&resident)));
        };
        let token = sessions::cookie_token(&parts.headers, SessionKind::Resident);
        let claim = Claim::new(token.ok_or(ErrorCode::SignInRequired)?, number);
        Ok(Self::Claim { claim, terminal })
    }
}

impl Caller {
    /// The same, looked up by itself.
    ///
    /// # Errors
    /// 401 when the session has ended.
    pub async fn known(self, app: &App) -> Outcome<Actor> {
        match self {
            Self::Actor(actor) => Ok(actor),
            Self::Claim { claim, terminal } => {
                Claimants::look_up(&app.db, [&claim]).await?.actor(&claim, terminal)
            }
        }
    }
}

impl Claimants {
    /// Who makes a claim.
    ///
    /// # Errors
    /// 401 when the session has ended.
    pub fn actor(&self, claim: &Claim, terminal: Option<String>) -> Outcome<Actor> {
        let (id, held) = self.of(claim).ok_or(ErrorCode::SignInRequired)?;
        let named = Box::new((claim.number().to_owned(), held.cloned()));
        Ok(Actor { terminal, ..Actor::resident(id.to_owned(), Some(named)) })
    }
}

impl FromRequestParts<App> for Actor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Outcome<Self> {
        Caller::from_request_parts(parts, app).await?.known(app).await
    }
}
