//! Sessions: opaque random tokens, hashed in the store, one cookie name for each kind.

use axum::http::{HeaderMap, HeaderValue, header};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, JoinType, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

use crate::clock::real_now_ms;
use crate::entity::{resident, session};
use crate::visitors::Visitor;
use crate::{random, store};

/// Kind of a session. A preview is a kind of its own with its own cookie: no extractor of a mutation reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SessionKind {
    /// A resident in the cabinet.
    Resident,
    /// Staff at work.
    Staff,
    /// Staff looking into a cabinet, read-only.
    Preview,
    /// An enrolled terminal.
    Terminal,
    /// A resident whose password was right and whose code is awaited: opens nothing but the second step.
    SecondStep,
    /// A guest who gave two identifiers; the token travels in a header and lives in memory only.
    Guest,
}

/// How exact "last seen" is.
const NOTE_EVERY_MS: i64 = 5 * 60 * 1000;

const MINUTE_S: i64 = 60;
const HOUR_S: i64 = 60 * MINUTE_S;
const DAY_S: i64 = 24 * HOUR_S;

impl SessionKind {
    /// The word in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Resident => "resident",
            Self::Staff => "staff",
            Self::Preview => "preview",
            Self::Terminal => "terminal",
            Self::SecondStep => "second_step",
            Self::Guest => "guest",
        }
    }

    /// Name of the cookie.
    const fn cookie(self) -> &'static str {
        match self {
            Self::Resident => "svetlitsa_session",
            Self::Staff => "svetlitsa_staff",
            Self::Preview => "svetlitsa_preview",
            Self::Terminal => "svetlitsa_terminal",
            Self::SecondStep => "svetlitsa_second_step",
            Self::Guest => "svetlitsa_guest",
        }
    }

    /// Lifetime in seconds of real time.
    #[must_use]
    pub const fn lifetime_s(self) -> i64 {
        match self {
            Self::Resident => 14 * DAY_S,
            Self::Staff => 10 * HOUR_S,
            Self::Preview => 30 * MINUTE_S,
            Self::Terminal => 400 * DAY_S,
            Self::SecondStep => 10 * MINUTE_S,
            Self::Guest => 20 * MINUTE_S,
        }
    }
}

/// Opens a session and gives its token, which is not stored.
///
/// # Errors
/// When the database does not answer.
pub async fn open(db: &impl ConnectionTrait, kind: SessionKind, subject: &str) -> Result<String, DbErr> {
    open_for(db, kind, subject, Visitor::default()).await
}

/// The same, noting where it is, for the kinds whose owner sees a list.
///
/// # Errors
/// When the database does not answer.
pub async fn open_for(
    db: &impl ConnectionTrait,
    kind: SessionKind,
    subject: &str,
    visitor: Visitor,
) -> Result<String, DbErr> {
    let token = random::token();
    let now = real_now_ms();
    session::ActiveModel {
        token_hash: Set(hash(kind, &token)),
        kind: Set(kind.as_str().to_owned()),
        subject: Set(subject.to_owned()),
        created_at: Set(now),
        expires_at: Set(now + kind.lifetime_s() * 1000),
        seen_at: Set(now),
        address: Set(visitor.address),
        browser: Set(visitor.browser.to_owned()),
        system: Set(visitor.system.to_owned()),
    }
    .insert(db)
    .await?;
    Ok(token)
}

/// Notes that the session of a token is in use, from which address; at most once in five minutes.
///
/// # Errors
/// When the database does not answer.
pub async fn note(
    db: &impl ConnectionTrait,
    kind: SessionKind,
    token: &str,
    visitor: &Visitor,
) -> Result<(), DbErr> {
    let now = real_now_ms();
    let id = hash(kind, token);
    let row = session::Entity::find_by_id(&id).one(db).await?;
    if row.is_none_or(|row| now - row.seen_at < NOTE_EVERY_MS && row.address == visitor.address) {
        return Ok(());
    }
    session::Entity::update_many()
        .col_expr(session::Column::SeenAt, Expr::value(now))
        .col_expr(session::Column::Address, Expr::value(visitor.address.as_str()))
        .filter(session::Column::TokenHash.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// Live sessions of a kind and subject, the last seen first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_subject(
    db: &impl ConnectionTrait,
    kind: SessionKind,
    subject: &str,
) -> Result<Vec<session::Model>, DbErr> {
    session::Entity::find()
        .filter(session::Column::Kind.eq(kind.as_str()))
        .filter(session::Column::Subject.eq(subject))
        .filter(session::Column::ExpiresAt.gt(real_now_ms()))
        .order_by_desc(session::Column::SeenAt)
        .all(db)
        .await
}

/// What a session may be called in an answer: tells neither its token nor how that is stored.
#[must_use]
pub fn public_id(row: &session::Model) -> String {
    let mut id = random::digest(&[b"session", row.token_hash.as_bytes()]);
    id.truncate(32);
    id
}

/// Whether a session is the one of the request's cookie.
#[must_use]
pub fn is_of_request(row: &session::Model, headers: &HeaderMap, kind: SessionKind) -> bool {
    cookie_token(headers, kind).is_some_and(|token| hash(kind, token) == row.token_hash)
}

/// Ends a session that [`of_subject`] named, and the notices that its browser was allowed to show.
///
/// # Errors
/// When the database does not answer.
pub async fn close_row(db: &impl ConnectionTrait, row: &session::Model) -> Result<(), DbErr> {
    session::Entity::delete_by_id(&row.token_hash).exec(db).await?;
    store::push::end_of_session(db, &row.token_hash).await
}

/// The subject of a live session. `None` for an unknown, ended or foreign-kind token.
///
/// # Errors
/// When the database does not answer.
pub async fn find(
    db: &impl ConnectionTrait,
    kind: SessionKind,
    token: &str,
) -> Result<Option<String>, DbErr> {
    let row = session::Entity::find_by_id(hash(kind, token)).one(db).await?;
    Ok(row.filter(|row| is_live(kind, &row.kind, row.expires_at)).map(|row| row.subject))
}

/// The resident of a live session, by one statement.
///
/// # Errors
/// When the database does not answer.
pub async fn resident(db: &impl ConnectionTrait, token: &str) -> Result<Option<resident::Model>, DbErr> {
    let kind = SessionKind::Resident;
    let whose =
        session::Entity::belongs_to(resident::Entity).from(session::Column::Subject).to(resident::Column::Id);
    let found = session::Entity::find_by_id(hash(kind, token))
        .join(JoinType::InnerJoin, whose.into())
        .select_also(resident::Entity)
        .one(db)
        .await?;
    let found = found.filter(|(row, _)| is_live(kind, &row.kind, row.expires_at));
    Ok(found.and_then(|(_, resident)| resident))
}

/// Whether a stored session is of a kind and has not run out.
pub(crate) fn is_live(kind: SessionKind, stored: &str, expires_at: i64) -> bool {
    stored == kind.as_str() && expires_at > real_now_ms()
}

/// Ends a session, and the notices that its browser was allowed to show; an unknown one is ended already.
///
/// # Errors
/// When the database does not answer.
pub async fn close(db: &impl ConnectionTrait, kind: SessionKind, token: &str) -> Result<(), DbErr> {
    let id = hash(kind, token);
    session::Entity::delete_by_id(&id).exec(db).await?;
    store::push::end_of_session(db, &id).await
}

/// Ends every session of a kind and subject, and what their browsers show.
///
/// # Errors
/// When the database does not answer.
pub async fn close_all(db: &impl ConnectionTrait, kind: SessionKind, subject: &str) -> Result<(), DbErr> {
    session::Entity::delete_many()
        .filter(session::Column::Kind.eq(kind.as_str()))
        .filter(session::Column::Subject.eq(subject))
        .exec(db)
        .await?;
    if kind == SessionKind::Resident {
        store::push::end_of_resident(db, subject).await?;
    }
    Ok(())
}

/// Drops what has run out.
///
/// # Errors
/// When the database does not answer.
pub async fn sweep(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    session::Entity::delete_many().filter(session::Column::ExpiresAt.lt(real_now_ms())).exec(db).await?;
    Ok(())
}

/// The token of a kind among the request's cookies.
#[must_use]
pub fn cookie_token(headers: &HeaderMap, kind: SessionKind) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == kind.cookie())
        .map(|(_, token)| token)
}

/// `Set-Cookie` that hands a token over. Lax, because Strict would sign the payer out on the way back from
/// the bank.
#[must_use]
pub fn set_cookie(kind: SessionKind, token: &str, is_secure: bool) -> HeaderValue {
    cookie(kind, token, kind.lifetime_s(), is_secure)
}

/// `Set-Cookie` that takes it back.
#[must_use]
pub fn clear_cookie(kind: SessionKind, is_secure: bool) -> HeaderValue {
    cookie(kind, "", 0, is_secure)
}

fn cookie(kind: SessionKind, token: &str, max_age_s: i64, is_secure: bool) -> HeaderValue {
    let secure = if is_secure { "; Secure" } else { "" };
    let text =
        format!("{}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age_s}{secure}", kind.cookie());
    // Tokens are base64url: the text is always a valid header.
    HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// How a token is stored.
pub(crate) fn hash(kind: SessionKind, token: &str) -> String {
    random::digest(&[kind.as_str().as_bytes(), token.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_told_apart() {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::COOKIE,
            HeaderValue::from_static("a=b; svetlitsa_session=T1; svetlitsa_preview=T2"),
        );
        assert_eq!(cookie_token(&headers, SessionKind::Resident), Some("T1"));
        assert_eq!(cookie_token(&headers, SessionKind::Preview), Some("T2"));
        assert_eq!(cookie_token(&headers, SessionKind::Staff), None);
    }

    #[test]
    fn secure_exactly_when_asked() {
        let cookie = |secure| set_cookie(SessionKind::Resident, "T", secure).to_str().unwrap().to_owned();
        assert_eq!(cookie(false), "svetlitsa_session=T; Path=/; HttpOnly; SameSite=Lax; Max-Age=1209600",);
        assert!(cookie(true).ends_with("; Secure"));
    }
}
