//! Bills by e-mail instead of paper: who wants them, since when, and no longer.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use svetlitsa_api::e_bills::{EBillEnded, EBillView, SubscribeEBill};
use svetlitsa_api::registrations::{ConsentView, FollowLink};
use svetlitsa_api::{ErrorCode, FieldCode, Problem, paths};
use svetlitsa_domain::accounts::access::Action;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::{AccountReader, Actor, Address, Resident};
use crate::clock::local;
use crate::entity::resident;
use crate::failure::{Failure, Outcome};
use crate::idempotency::{self, Begun, Mutation};
use crate::random::digest;
use crate::state::App;
use crate::{bill_letters, store};

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_e_bill, subscribe_e_bill, end_e_bill))
        .routes(routes!(end_e_bill_by_link))
}

/// Whether bills of an account come by e-mail to the caller.
#[utoipa::path(get, path = paths::E_BILL, tag = "bills", params(("number" = String, Path)), responses(
    (status = 200, body = EBillView), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn get_e_bill(State(app): State<App>, reader: AccountReader, parts: Parts) -> Outcome<Json<EBillView>> {
    if !reader.access.allows(Action::SeeMoney) {
        return Err(ErrorCode::NotFound.into());
    }
    let resident = Resident::find(&parts, &app).await?.map(|Resident(resident)| resident);
    Ok(Json(view(&app, resident.as_ref(), &reader.account.number).await?))
}

async fn view(app: &App, resident: Option<&resident::Model>, account: &str) -> Outcome<EBillView> {
    let zone = app.home_branch()?.zone;
    let row = match resident {
        Some(resident) => store::bill_letters::subscription(&app.db, &resident.id, account).await?,
        None => None,
    };
    let consent = &app.data.e_bill;
    Ok(EBillView {
        since: row.map(|row| local(app.clock.telling(row.given_at), zone)),
        email: resident.map(|resident| resident.login.clone()).unwrap_or_default(),
        consent: ConsentView {
            version: consent.version.clone(),
            ru: consent.ru.clone(),
            en: consent.en.clone(),
        },
    })
}

/// Bills of an account come by e-mail from the next one on. Whoever has them so already agrees to nothing twice.
#[utoipa::path(put, path = paths::E_BILL, tag = "bills", request_body = SubscribeEBill,
    params(("number" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 204), (status = 401, body = Problem), (status = 404, body = Problem),
    (status = 422, body = Problem),
))]
async fn subscribe_e_bill(
    State(app): State<App>,
    Resident(resident): Resident,
    Path(number): Path<String>,
    address: Address,
    mutation: Mutation<SubscribeEBill>,
) -> Outcome<Response> {
    let account = Actor::of_resident(&resident).account(&app.db, &number, Action::SeeMoney).await?;
    if mutation.body.consent_version != app.data.e_bill.version {
        return Err(Failure::field("consent_version", FieldCode::ConsentOutdated));
    }
    let scope = format!("resident:{}", resident.id);
    if let Begun::Fresh(attempt) = idempotency::begin(&app, &scope, &mutation).await? {
        bill_letters::subscribe(&app, &attempt.tx, &resident.id, &account, address).await?;
        attempt.commit(StatusCode::NO_CONTENT, None, &()).await?;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// They come on paper again.
#[utoipa::path(delete, path = paths::E_BILL, tag = "bills",
    params(("number" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 204), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn end_e_bill(
    State(app): State<App>,
    Resident(resident): Resident,
    Path(number): Path<String>,
    mutation: Mutation<()>,
) -> Outcome<Response> {
    let account = Actor::of_resident(&resident).account(&app.db, &number, Action::SeeMoney).await?;
    let scope = format!("resident:{}", resident.id);
    if let Begun::Fresh(attempt) = idempotency::begin(&app, &scope, &mutation).await? {
        bill_letters::unsubscribe(&attempt.tx, &resident.id, &account.number).await?;
        attempt.commit(StatusCode::NO_CONTENT, None, &()).await?;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The same by the link of a letter, without signing in. It may be followed as often as one likes.
#[utoipa::path(post, path = paths::E_BILL_ENDS, tag = "bills", request_body = FollowLink,
    params(("idempotency-key" = String, Header)), responses(
    (status = 200, body = EBillEnded), (status = 410, body = Problem),
))]
async fn end_e_bill_by_link(State(app): State<App>, mutation: Mutation<FollowLink>) -> Outcome<Response> {
    let token = digest(&[mutation.body.token.as_bytes()]);
    let attempt = match idempotency::begin(&app, &format!("link:{token}"), &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let letter = store::bill_letters::by_token(&attempt.tx, &token).await?;
    let letter = letter.filter(|letter| letter.kind == bill_letters::BILL).ok_or(ErrorCode::LinkExpired)?;
    bill_letters::unsubscribe(&attempt.tx, &letter.resident_id, &letter.account).await?;
    let account = letter.account.parse().map_err(|error| Failure::internal(&error))?;
    attempt.done(&EBillEnded { account }).await
}
