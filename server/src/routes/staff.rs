//! Staff: signing in and out, finding an account.

use axum::Json;
use axum::extract::{Query, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Response};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Deserialize;
use svetlitsa_api::session::{SessionView, SignIn};
use svetlitsa_api::staff::{FoundAccount, FoundAccounts};
use svetlitsa_api::{ErrorCode, Problem, paths};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::session::Present;
use crate::appeals::clean_line;
use crate::callers::{Address, Staff, close_session};
use crate::entity::staff_member;
use crate::failure::{Failure, Outcome};
use crate::idempotency::{self, Begun, Mutation};
use crate::json::Body;
use crate::lockouts::Door;
use crate::sessions::{self, SessionKind};
use crate::state::App;
use crate::{lockouts, passwords, store};

/// Failed sign-ins a minute for one address.
const LIMIT: u32 = 10;
/// Shortest search, characters: less would list half the town.
const MIN_QUERY: usize = 3;
/// Longest search, characters; nothing is called that.
const MAX_QUERY: usize = 100;
/// Accounts found at most.
const FOUND: usize = 20;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create_staff_session, delete_staff_session))
        .routes(routes!(find_accounts))
}

/// Signs a member of staff in. The same answer, after the same work, for an unknown login and a wrong password.
#[utoipa::path(post, path = paths::STAFF_SESSION, tag = "staff", request_body = SignIn, responses(
    (status = 200, body = SessionView), (status = 401, body = Problem), (status = 429, body = Problem),
))]
async fn create_staff_session(
    State(app): State<App>,
    Address(address): Address,
    parts: Parts,
    Body(form): Body<SignIn>,
) -> Outcome<Response> {
    let login = clean_line(&form.login).to_lowercase();
    let key = format!("staff-address:{address}");
    app.limiter.check(&key, LIMIT)?;
    lockouts::reserve(&app.writer, Door::Staff, &login).await?;
    let found =
        staff_member::Entity::find().filter(staff_member::Column::Login.eq(&login)).one(&app.db).await?;
    let hash = found.as_ref().map(|member| member.password_hash.clone());
    let is_right = passwords::verify(hash, form.password).await;
    let Some(member) = found.filter(|_| is_right) else {
        app.limiter.fail(&key);
        return Err(ErrorCode::WrongCredentials.into());
    };
    lockouts::clear(&app.db, Door::Staff, &login).await?;
    // A session that was there before is not carried over: its token may be known to somebody.
    close_session(&app.db, &parts.headers, SessionKind::Staff).await?;
    let token = sessions::open(&app.db, SessionKind::Staff, &member.id).await?;
    let cookie = sessions::set_cookie(SessionKind::Staff, &token, app.is_https());
    let view = Present { staff: Some(member), ..Present::find(&app, &parts).await? }.view(&app).await?;
    Ok(([(header::SET_COOKIE, cookie)], Json(view)).into_response())
}

/// Signs a member of staff out; looks into cabinets end with it.
#[utoipa::path(delete, path = paths::STAFF_SESSION, tag = "staff", params(("idempotency-key" = String, Header)),
    responses((status = 204), (status = 401, body = Problem)))]
async fn delete_staff_session(
    State(app): State<App>,
    Staff(member): Staff,
    parts: Parts,
    mutation: Mutation<()>,
) -> Outcome<Response> {
    if let Begun::Fresh(attempt) =
        idempotency::begin(&app, &format!("staff:{}", member.id), &mutation).await?
    {
        store::previews::end_all_of(&attempt.tx, &member.id, app.clock.now_ms()).await?;
        close_session(&attempt.tx, &parts.headers, SessionKind::Staff).await?;
        attempt.commit(StatusCode::NO_CONTENT, None, &()).await?;
    }
    let clear = |kind| (header::SET_COOKIE, sessions::clear_cookie(kind, app.is_https()));
    let cookies = AppendHeaders([clear(SessionKind::Staff), clear(SessionKind::Preview)]);
    Ok((StatusCode::NO_CONTENT, cookies).into_response())
}

/// What to look for.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AccountQuery {
    /// Beginning of the number, or words of number, name and address; shorter than three characters finds nothing.
    #[serde(default)]
    query: String,
}

/// Finds accounts by number, name or address.
#[utoipa::path(get, path = paths::STAFF_ACCOUNTS, tag = "staff", params(AccountQuery), responses(
    (status = 200, body = FoundAccounts), (status = 400, body = Problem), (status = 401, body = Problem),
))]
async fn find_accounts(
    State(app): State<App>,
    _: Staff,
    Query(AccountQuery { query }): Query<AccountQuery>,
) -> Outcome<Json<FoundAccounts>> {
    let query = query.trim();
    if !(MIN_QUERY..=MAX_QUERY).contains(&query.chars().count()) {
        return Ok(Json(FoundAccounts { items: Vec::new() }));
    }
    let rows = store::accounts::search(&app.db, query, FOUND).await?;
    let numbers: Vec<&str> = rows.iter().map(|row| row.number.as_str()).collect();
    let with_cabinet = store::accounts::with_cabinet(&app.db, &numbers).await?;
    let items = rows.iter().map(|row| {
        Ok(FoundAccount {
            number: row.number.parse().map_err(|error| Failure::internal(&error))?,
            name: row.name.clone(),
            address: row.address.clone(),
            branch_name: app.branch(&row.branch)?.name.clone(),
            has_cabinet: with_cabinet.contains(&row.number),
        })
    });
    Ok(Json(FoundAccounts { items: items.collect::<Outcome<_>>()? }))
}
