//! Terminals: a browser becomes one by a one-time code.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use svetlitsa_api::kiosks::EnrolTerminal;
use svetlitsa_api::session::TerminalView;
use svetlitsa_api::{ErrorCode, FieldCode, Problem, paths};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::Address;
use crate::entity::terminal;
use crate::failure::{Failure, Outcome};
use crate::idempotency::{self, Begun, Mutation};
use crate::random;
use crate::sessions::{self, SessionKind};
use crate::state::App;

/// Failed codes a minute for one address.
const LIMIT_BY_ADDRESS: u32 = 5;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(enrol_terminal))
}

/// How a code is stored.
#[must_use]
pub fn code_hash(code: &str) -> String {
    random::digest(&[b"enrolment", code.trim().to_uppercase().as_bytes()])
}

/// Enrols the browser that sends the code. A code works once.
#[utoipa::path(post, path = paths::KIOSK_ENROLMENT, tag = "kiosks", request_body = EnrolTerminal,
    params(("idempotency-key" = String, Header)), responses(
    (status = 201, body = TerminalView), (status = 403, body = Problem), (status = 429, body = Problem),
))]
async fn enrol_terminal(
    State(app): State<App>,
    address: Address,
    mutation: Mutation<EnrolTerminal>,
) -> Outcome<Response> {
    if mutation.body.code.trim().is_empty() {
        return Err(Failure::field("code", FieldCode::Required));
    }
    let key = format!("enrolment:{}", address.0);
    app.limiter.check(&key, LIMIT_BY_ADDRESS)?;
    let hash = code_hash(&mutation.body.code);
    let attempt = match idempotency::begin(&app, &key, &mutation).await? {
        // The cookie went with the first answer; a repeat must not hand out a second one.
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let found = terminal::Entity::find().filter(terminal::Column::CodeHash.eq(hash)).one(&attempt.tx).await?;
    let Some(row) = found else {
        app.limiter.fail(&key);
        return Err(ErrorCode::TerminalNotEnrolled.into());
    };
    let mut used = row.clone().into_active_model();
    used.code_hash = Set(None);
    used.update(&attempt.tx).await?;
    sessions::close_all(&attempt.tx, SessionKind::Terminal, &row.id).await?;
    let token = sessions::open(&attempt.tx, SessionKind::Terminal, &row.id).await?;
    let view = super::session::terminal_view(&app, row)?;
    let response = attempt.created(paths::SESSION.to_owned(), &view).await?;
    let cookie = sessions::set_cookie(SessionKind::Terminal, &token, app.is_https());
    Ok(([(header::SET_COOKIE, cookie)], response).into_response())
}
