//! The telephone of the cabinet, and the text messages that went there.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use svetlitsa_api::phones::{
    AskPhoneCode, ConfirmPhone, MessageState, PhoneView, SentMessage, SentMessageList,
};
use svetlitsa_api::{ErrorCode, FieldCode, Problem, paths};
use svetlitsa_domain::contacts::Phone;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::Resident;
use crate::clock::local;
use crate::entity::outgoing_sms;
use crate::failure::{Failure, Outcome};
use crate::idempotency::{self, Begun, Mutation};
use crate::paging::{Page, next_cursor};
use crate::phones::{self, Shown};
use crate::state::App;
use crate::store;
use crate::store::mail::NEVER;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_phone, confirm_phone, forget_phone))
        .routes(routes!(ask_phone_code))
        .routes(routes!(list_messages))
}

fn masked(phone: &str) -> String {
    phone.parse::<Phone>().map(|phone| phone.masked()).unwrap_or_default()
}

async fn view(app: &App, db: &impl sea_orm::ConnectionTrait, resident: &str) -> Outcome<PhoneView> {
    let phone = store::phones::confirmed(db, resident).await?;
    Ok(PhoneView { phone: phone.as_deref().map(masked), is_offered: app.settings.sms_url.is_some() })
}

/// The telephone that text messages go to.
#[utoipa::path(get, path = paths::PHONE, tag = "reminders", responses(
    (status = 200, body = PhoneView), (status = 401, body = Problem),
))]
async fn get_phone(State(app): State<App>, Resident(resident): Resident) -> Outcome<Json<PhoneView>> {
    Ok(Json(view(&app, &app.db, &resident.id).await?))
}

/// Sends a code to a mobile telephone, three within an hour at most. Only the code confirms it.
#[utoipa::path(post, path = paths::PHONE_CODES, tag = "reminders", request_body = AskPhoneCode,
    params(("idempotency-key" = String, Header)), responses(
    (status = 202), (status = 401, body = Problem), (status = 404, body = Problem),
    (status = 422, body = Problem), (status = 429, body = Problem),
))]
async fn ask_phone_code(
    State(app): State<App>,
    Resident(resident): Resident,
    mutation: Mutation<AskPhoneCode>,
) -> Outcome<Response> {
    if app.settings.sms_url.is_none() {
        return Err(ErrorCode::NotFound.into());
    }
    let scope = format!("resident:{}", resident.id);
    if let Begun::Fresh(attempt) = idempotency::begin(&app, &scope, &mutation).await? {
        phones::ask(&app, &attempt.tx, &resident, &mutation.body.phone).await?;
        attempt.commit(StatusCode::ACCEPTED, None, &()).await?;
        app.sms_work.notify_one();
    }
    Ok(StatusCode::ACCEPTED.into_response())
}

/// Confirms the telephone that the newest code was sent to. Five wrong ones, and another has to be asked for.
#[utoipa::path(post, path = paths::PHONE, tag = "reminders", request_body = ConfirmPhone,
    params(("idempotency-key" = String, Header)), responses(
    (status = 200, body = PhoneView), (status = 401, body = Problem), (status = 422, body = Problem),
))]
async fn confirm_phone(
    State(app): State<App>,
    Resident(resident): Resident,
    mutation: Mutation<ConfirmPhone>,
) -> Outcome<Response> {
    let scope = format!("resident:{}", resident.id);
    let attempt = match idempotency::begin(&app, &scope, &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    match phones::confirm(&app, &attempt.tx, &resident, &mutation.body.code).await? {
        Shown::Right => {
            let view = view(&app, &attempt.tx, &resident.id).await?;
            attempt.done(&view).await
        }
        Shown::Wrong => {
            // The key stays free for the right code; the wrong one is counted all the same.
            drop(attempt);
            phones::count_wrong(&app, &resident).await?;
            Err(Failure::field("code", FieldCode::WrongSmsCode))
        }
    }
}

/// No text messages any more, and nothing known of the telephone.
#[utoipa::path(delete, path = paths::PHONE, tag = "reminders", params(("idempotency-key" = String, Header)), responses(
    (status = 204), (status = 401, body = Problem),
))]
async fn forget_phone(
    State(app): State<App>,
    Resident(resident): Resident,
    mutation: Mutation<()>,
) -> Outcome<Response> {
    let scope = format!("resident:{}", resident.id);
    if let Begun::Fresh(attempt) = idempotency::begin(&app, &scope, &mutation).await? {
        phones::forget(&attempt.tx, &resident).await?;
        attempt.commit(StatusCode::NO_CONTENT, None, &()).await?;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Text messages that were sent to the caller, newest first. Codes are not told again.
#[utoipa::path(get, path = paths::MESSAGES, tag = "reminders", params(Page), responses(
    (status = 200, body = SentMessageList), (status = 401, body = Problem),
))]
async fn list_messages(
    State(app): State<App>,
    Resident(resident): Resident,
    page: Page,
) -> Outcome<Json<SentMessageList>> {
    let zone = app.home_branch()?.zone;
    let rows = store::sms::to_resident(&app.db, &resident.id, page.cursor(), page.limit() + 1).await?;
    let (rows, next_cursor) = next_cursor(rows, page.limit(), |row| row.id.clone());
    let items = rows
        .into_iter()
        .map(|row| SentMessage {
            state: state(&row),
            phone: masked(&row.recipient),
            text: if row.branch.is_some() { row.text } else { String::new() },
            segments: u32::try_from(row.segments).unwrap_or_default(),
            written: local(row.created_at, zone),
            failures: u32::try_from(row.failures).unwrap_or_default(),
            id: row.id,
        })
        .collect();
    Ok(Json(SentMessageList { items, next_cursor }))
}

fn state(row: &outgoing_sms::Model) -> MessageState {
    match (row.delivered_at, row.handed_at, row.next_attempt_at) {
        (Some(_), ..) => MessageState::Delivered,
        (None, _, NEVER) => MessageState::GivenUp,
        (None, Some(_), _) => MessageState::HandedOver,
        (None, None, _) => MessageState::Waits,
    }
}
