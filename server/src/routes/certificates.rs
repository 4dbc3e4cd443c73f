//! Certificates that nothing is owed: the list of an account, issuing one, its paper, and the public check.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use svetlitsa_api::certificates::{CertificateList, CertificateVerification, CertificateView, StillOwedView};
use svetlitsa_api::{ErrorCode, Problem, paths};
use svetlitsa_domain::accounts::access::Action;
use svetlitsa_domain::accounts::mask_name;
use svetlitsa_domain::receipts::parse_verification_code;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::bill_documents::answer;
use super::readings_files::Words;
use super::receipts::mask_account;
use crate::callers::{AccountReader, Actor, Address};
use crate::certificates::{self, body, day_of, view};
use crate::failure::Outcome;
use crate::idempotency::{self, Begun, Mutation};
use crate::state::App;
use crate::{documents, store};

/// Failed checks a minute for one address.
const LIMIT_BY_ADDRESS: u32 = 30;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_certificates, issue_certificate))
        .routes(routes!(get_certificate_document))
        .routes(routes!(verify_certificate))
}

/// Certificates of an account, newest first, and what stands in the way of another one.
#[utoipa::path(get, path = paths::CERTIFICATES, tag = "bills", params(("number" = String, Path)), responses(
    (status = 200, body = CertificateList), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn list_certificates(State(app): State<App>, reader: AccountReader) -> Outcome<Json<CertificateList>> {
    if !reader.access.allows(Action::SeeMoney) {
        return Err(ErrorCode::NotFound.into());
    }
    let rows = store::certificates::of_account(&app.db, &reader.account.number).await?;
    let owed = certificates::still_owed(&app, &reader.account).await?;
    Ok(Json(CertificateList {
        items: rows.iter().map(view).collect::<Outcome<_>>()?,
        still_owed: owed
            .map(|owed| StillOwedView { supply_kopecks: owed.supply, penalty_kopecks: owed.penalty }),
        may_issue: reader.access.allows(Action::FileApplication),
    }))
}

/// Issues a certificate as of today. `wrong_stage` while something is owed: the list tells what.
#[utoipa::path(post, path = paths::CERTIFICATES, tag = "bills",
    params(("number" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 201, body = CertificateView), (status = 401, body = Problem), (status = 404, body = Problem),
    (status = 409, body = Problem), (status = 429, body = Problem),
))]
async fn issue_certificate(
    State(app): State<App>,
    actor: Actor,
    Path(number): Path<String>,
    mutation: Mutation<()>,
) -> Outcome<Response> {
    let account = actor.account(&app.db, &number, Action::FileApplication).await?;
    let attempt = match idempotency::begin(&app, &actor.scope, &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let row = certificates::issue(&app, &attempt.tx, &account).await?;
    let location = paths::fill(paths::CERTIFICATE_DOCUMENT, &[&number, &row.id]);
    attempt.created(location, &view(&row)?).await
}

/// A certificate as PDF, with the code by which anyone can check it.
#[utoipa::path(get, path = paths::CERTIFICATE_DOCUMENT, tag = "bills",
    params(("number" = String, Path), ("id" = String, Path), Words), responses(
    (status = 200, content_type = "application/pdf", body = Vec<u8>), (status = 304),
    (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn get_certificate_document(
    State(app): State<App>,
    reader: AccountReader,
    Path((_, id)): Path<(String, String)>,
    words: Query<Words>,
    request: HeaderMap,
) -> Outcome<Response> {
    // It names its holder: whoever may not see the name has no use for it.
    if !reader.access.allows(Action::SeeMoney) || !reader.access.allows(Action::SeePerson) {
        return Err(ErrorCode::NotFound.into());
    }
    let language = words.language()?;
    let row = store::certificates::find(&app.db, &reader.account.number, &id).await?;
    let row = row.ok_or(ErrorCode::NotFound)?;
    let branch = app.branch(&reader.account.branch)?;
    let printing = documents::certificate::gather(&row, branch, &app.settings.public_url(), language)?;
    answer(&app, printing, &request, &format!("certificate-{}.pdf", row.number)).await
}

/// Checks a certificate by its code. Masked: enough to tell a true one from a false one.
#[utoipa::path(get, path = paths::CERTIFICATE_VERIFICATION, tag = "bills", params(("code" = String, Path)), responses(
    (status = 200, body = CertificateVerification), (status = 404, body = Problem), (status = 429, body = Problem),
))]
async fn verify_certificate(
    State(app): State<App>,
    address: Address,
    Path(code): Path<String>,
) -> Outcome<Json<CertificateVerification>> {
    let key = format!("certificate:{}", address.0);
    app.limiter.check(&key, LIMIT_BY_ADDRESS)?;
    let found = match parse_verification_code(&code) {
        Some(code) => store::certificates::find_by_code(&app.db, &code).await?,
        None => None,
    };
    let Some(row) = found else {
        app.limiter.fail(&key);
        return Err(ErrorCode::NotFound.into());
    };
    let body = body(&row)?;
    let account = store::accounts::find(&app.db, &row.account).await?.ok_or(ErrorCode::NotFound)?;
    Ok(Json(CertificateVerification {
        as_of: day_of(&row)?,
        number: row.number,
        legal_name: body.legal_name,
        masked_account: mask_account(body.account.as_str()),
        customer: mask_name(&body.name),
        service: body.service,
        phone: app.branch(&account.branch)?.phone.clone(),
    }))
}
