//! Registering: asking for a cabinet, opening it, letting a newcomer have an account too.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use svetlitsa_api::registrations::{
    CabinetOpened, ClaimAnswered, ConsentView, CreateRegistration, FollowLink, LetterPromised,
};
use svetlitsa_api::session::ResidentView;
use svetlitsa_api::{Problem, paths};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::{Address, close_session};
use crate::failure::Outcome;
use crate::idempotency::{self, Begun, Mutation};
use crate::pending::{self, Kind};
use crate::random::digest;
use crate::registrations::{self, Filing};
use crate::sessions::{self, SessionKind};
use crate::state::App;
use crate::visitors::Visitor;
use crate::{claims, store};

/// Registrations a minute from one address: each sends a letter to whatever address it names.
const LIMIT_BY_ADDRESS: u32 = 20;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_consent))
        .routes(routes!(create_registration))
        .routes(routes!(confirm_registration))
        .routes(routes!(approve_claim))
        .routes(routes!(refuse_claim))
}

/// What people consent to when they register. Its version goes into the registration of whoever agrees.
#[utoipa::path(get, path = paths::CONSENT, tag = "registrations", responses((status = 200, body = ConsentView)))]
async fn get_consent(State(app): State<App>) -> Json<ConsentView> {
    let consent = &app.data.consent;
    Json(ConsentView { version: consent.version.clone(), ru: consent.ru.clone(), en: consent.en.clone() })
}

/// Asks for a cabinet. The answer is the same for a known and an unknown account, house and e-mail: a letter to
/// the e-mail tells which it was.
#[utoipa::path(post, path = paths::REGISTRATIONS, tag = "registrations", request_body = CreateRegistration,
    params(("idempotency-key" = String, Header)), responses(
    (status = 202, body = LetterPromised), (status = 422, body = Problem), (status = 429, body = Problem),
))]
async fn create_registration(
    State(app): State<App>,
    Address(address): Address,
    mutation: Mutation<CreateRegistration>,
) -> Outcome<Response> {
    let scope = format!("guest:{address}");
    if let Some(response) = idempotency::answered(&app.db, &scope, &mutation).await? {
        return Ok(response);
    }
    // Counted before the form is read: hashing is slow on purpose.
    let key = format!("registrations:{address}");
    app.limiter.check(&key, LIMIT_BY_ADDRESS)?;
    app.limiter.fail(&key);
    let consent = &app.data.consent;
    let filing = Filing::check(mutation.body.clone(), consent).await?;
    let row = filing.into_request(consent, address).await?;
    let attempt = match idempotency::begin(&app, &scope, &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    pending::check_pace(&attempt.tx, &row).await?;
    store::pending::insert(&attempt.tx, row).await?;
    let promised = LetterPromised { valid_minutes: Kind::Registration.valid_minutes() };
    let response = attempt.commit(StatusCode::ACCEPTED, None, &promised).await?;
    app.answer_work.notify_one();
    Ok(response)
}

/// Follows the link of the letter: the cabinet opens, holds its account, and its owner is signed in. Once.
#[utoipa::path(post, path = paths::REGISTRATION_CONFIRMATIONS, tag = "registrations", request_body = FollowLink,
    params(("idempotency-key" = String, Header)), responses(
    (status = 201, body = CabinetOpened), (status = 409, body = Problem), (status = 410, body = Problem),
))]
async fn confirm_registration(
    State(app): State<App>,
    headers: HeaderMap,
    visitor: Visitor,
    mutation: Mutation<FollowLink>,
) -> Outcome<Response> {
    let token = &mutation.body.token;
    let scope = format!("link:{}", digest(&[token.as_bytes()]));
    let attempt = match idempotency::begin(&app, &scope, &mutation).await? {
        Begun::Replayed(response) => return hand_over_again(&app, token, visitor, response).await,
        Begun::Fresh(attempt) => attempt,
    };
    let resident = registrations::confirm(&app, &attempt.tx, token).await?;
    let numbers = store::accounts::of_cabinet(&attempt.tx, &resident.id).await?;
    let opened = CabinetOpened {
        resident: ResidentView {
            id: resident.id.clone(),
            login: resident.login,
            name: resident.name,
            accounts: numbers.iter().filter_map(|number| number.parse().ok()).collect(),
        },
    };
    close_session(&attempt.tx, &headers, SessionKind::Resident).await?;
    let session = sessions::open_for(&attempt.tx, SessionKind::Resident, &resident.id, visitor).await?;
    let response = attempt.created(paths::SESSION.to_owned(), &opened).await?;
    app.mail_work.notify_one();
    let cookie = sessions::set_cookie(SessionKind::Resident, &session, app.is_https());
    Ok(([(header::SET_COOKIE, cookie)], response).into_response())
}

/// The answer of a link that was followed already, to the browser that did it and lost the cookie on the way.
async fn hand_over_again(app: &App, token: &str, visitor: Visitor, response: Response) -> Outcome<Response> {
    let followed = pending::just_followed(&app.db, Kind::Registration, token).await?;
    let Some(id) = followed.and_then(|row| row.resident_id) else { return Ok(response) };
    let session = sessions::open_for(&app.db, SessionKind::Resident, &id, visitor).await?;
    let cookie = sessions::set_cookie(SessionKind::Resident, &session, app.is_https());
    Ok(([(header::SET_COOKIE, cookie)], response).into_response())
}

/// An owner follows the link of their letter: the newcomer may have the account, too.
#[utoipa::path(post, path = paths::CLAIM_APPROVALS, tag = "registrations", request_body = FollowLink,
    params(("idempotency-key" = String, Header)), responses(
    (status = 200, body = ClaimAnswered), (status = 410, body = Problem),
))]
async fn approve_claim(State(app): State<App>, mutation: Mutation<FollowLink>) -> Outcome<Response> {
    let attempt = match begin_answer(&app, &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let answered = claims::approve(&app, &attempt.tx, &mutation.body.token).await?;
    let response = attempt.done(&answered).await?;
    app.mail_work.notify_one();
    Ok(response)
}

/// An owner follows the link of their letter: the newcomer may not have the account, and learns no more than that.
#[utoipa::path(post, path = paths::CLAIM_REFUSALS, tag = "registrations", request_body = FollowLink,
    params(("idempotency-key" = String, Header)), responses(
    (status = 200, body = ClaimAnswered), (status = 410, body = Problem),
))]
async fn refuse_claim(State(app): State<App>, mutation: Mutation<FollowLink>) -> Outcome<Response> {
    let attempt = match begin_answer(&app, &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let answered = claims::refuse(&app, &attempt.tx, &mutation.body.token).await?;
    let response = attempt.done(&answered).await?;
    app.mail_work.notify_one();
    Ok(response)
}

async fn begin_answer(app: &App, mutation: &Mutation<FollowLink>) -> Outcome<Begun> {
    let scope = format!("link:{}", digest(&[mutation.body.token.as_bytes()]));
    idempotency::begin(app, &scope, mutation).await
}
