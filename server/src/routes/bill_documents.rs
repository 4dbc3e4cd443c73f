//! A bill on paper.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use svetlitsa_api::{ErrorCode, Problem, paths};
use svetlitsa_domain::Period;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::bills;
use super::readings_files::Words;
use crate::callers::AccountReader;
use crate::documents::{self, Printing};
use crate::failure::Outcome;
use crate::state::App;
use crate::store;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_bill_document))
}

/// The bill of a month as PDF, with the payment code and the part to tear off. It is the bill as it was made: what was
/// paid since stands on the page, not on paper.
#[utoipa::path(get, path = paths::BILL_DOCUMENT, tag = "bills",
    params(("number" = String, Path), ("period" = String, Path), Words), responses(
    (status = 200, content_type = "application/pdf", body = Vec<u8>), (status = 304),
    (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn get_bill_document(
    State(app): State<App>,
    reader: AccountReader,
    Path((_, period)): Path<(String, String)>,
    words: Query<Words>,
    request: HeaderMap,
) -> Outcome<Response> {
    bills::allow(&reader)?;
    let language = words.language()?;
    let period: Period = period.parse().map_err(|_| ErrorCode::NotFound)?;
    let row = store::bills::find(&app.db, &reader.account.number, period).await?;
    let row = row.ok_or(ErrorCode::NotFound)?;
    let parts = bills::parts(&app, &row, period).await?;
    let printing = documents::bill::gather(&app, &reader, &row, parts, language).await?;
    answer(&app, printing, &request, &format!("bill-{}.pdf", row.number)).await
}

/// Prints a document, unless the browser has it.
pub(super) async fn answer(
    app: &App,
    printing: Printing,
    request: &HeaderMap,
    name: &str,
) -> Outcome<Response> {
    let tag = format!("\"{}\"", app.press.tag(&printing));
    let is_known = request.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let tag = HeaderValue::try_from(tag).unwrap_or(HeaderValue::from_static("\"\""));
    let kept = (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if is_known {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag), kept]).into_response());
    }
    let printed = app.press.print(printing).await?;
    let disposition = HeaderValue::try_from(format!("inline; filename=\"{name}\""))
        .unwrap_or(HeaderValue::from_static("inline"));
    let headers = [
        (header::ETAG, tag),
        kept,
        (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
        (header::CONTENT_DISPOSITION, disposition),
        // Browsers show a PDF by a page of their own, which has styles and an object.
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(
                "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'",
            ),
        ),
    ];
    Ok((headers, printed.pdf).into_response())
}
