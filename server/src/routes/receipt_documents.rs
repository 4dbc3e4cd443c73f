//! A receipt to take along: as PDF and on a printer's paper; and all of an account, year by year.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chrono::{Datelike, NaiveDate, TimeZone};
use chrono_tz::Tz;
use serde::Deserialize;
use svetlitsa_api::receipts::{ReceiptItem, ReceiptList, ReceiptView};
use svetlitsa_api::{ErrorCode, Problem, paths};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::accounts::access::Action;
use svetlitsa_domain::receipts::PaperWidth;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::bill_documents::answer;
use super::payments::readable;
use crate::callers::AccountReader;
use crate::clock::local;
use crate::documents::receipt::{gather, on_paper, say};
use crate::entity::receipt;
use crate::failure::{Failure, Outcome};
use crate::letters::Language;
use crate::state::App;
use crate::{receipts, store};

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_receipt_document))
        .routes(routes!(get_receipt_paper))
        .routes(routes!(list_receipts))
}

/// How a receipt is wanted.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Form {
    /// `ru` or `en`; Russian when absent.
    #[serde(default)]
    lang: String,
    /// It was given out before: it is marked as a copy.
    #[serde(default)]
    copy: bool,
    /// Of paper: 48, the wide one, when absent, or 32.
    columns: Option<usize>,
}

impl Form {
    fn language(&self) -> Outcome<Language> {
        Language::parse(&self.lang).ok_or_else(|| ErrorCode::MalformedRequest.into())
    }

    fn width(&self) -> Outcome<PaperWidth> {
        self.columns
            .map_or(Some(PaperWidth::Wide), PaperWidth::of_columns)
            .ok_or_else(|| ErrorCode::MalformedRequest.into())
    }
}

async fn found(app: &App, parts: &Parts, id: &str) -> Outcome<(receipt::Model, ReceiptView, AccountReader)> {
    let (payment, reader) = readable(app, parts, id).await?;
    let row = store::receipts::find_by_payment(&app.db, &payment.id).await?.ok_or(ErrorCode::NotFound)?;
    let view = receipts::complete_view(&app.db, &row).await?;
    Ok((row, view, reader))
}

/// A receipt as PDF.
#[utoipa::path(get, path = paths::PAYMENT_RECEIPT_DOCUMENT, tag = "receipts",
    params(("id" = String, Path), Form), responses(
    (status = 200, content_type = "application/pdf", body = Vec<u8>), (status = 304),
    (status = 400, body = Problem), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn get_receipt_document(
    State(app): State<App>,
    Path(id): Path<String>,
    form: Query<Form>,
    parts: Parts,
) -> Outcome<Response> {
    let (language, _) = (form.language()?, form.width()?);
    let (row, view, reader) = found(&app, &parts, &id).await?;
    let branch = app.branch(&reader.account.branch)?;
    let printing = gather(&app, &row, &view, branch, language, form.copy)?;
    answer(&app, printing, &parts.headers, &format!("receipt-{}.pdf", row.number)).await
}

/// A receipt as lines of a receipt printer. Every character is on its page CP866; the QR is drawn by the printer, from
/// the verification address.
#[utoipa::path(get, path = paths::PAYMENT_RECEIPT_PAPER, tag = "receipts",
    params(("id" = String, Path), Form), responses(
    (status = 200, content_type = "text/plain", body = String),
    (status = 400, body = Problem), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn get_receipt_paper(
    State(app): State<App>,
    Path(id): Path<String>,
    form: Query<Form>,
    parts: Parts,
) -> Outcome<Response> {
    let (language, width) = (form.language()?, form.width()?);
    let (_, view, _) = found(&app, &parts, &id).await?;
    let text = on_paper(&say(&app, &view, language, form.copy)?, width);
    let kept = (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    Ok(([kept], text).into_response())
}

/// Which year.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Year {
    /// The newest that has a receipt when absent.
    year: Option<i32>,
}

/// Receipts of an account in a year, newest first.
#[utoipa::path(get, path = paths::ACCOUNT_RECEIPTS, tag = "receipts",
    params(("number" = String, Path), Year), responses(
    (status = 200, body = ReceiptList), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn list_receipts(
    State(app): State<App>,
    reader: AccountReader,
    Query(asked): Query<Year>,
) -> Outcome<Json<ReceiptList>> {
    if !reader.access.allows(Action::SeeMoney) {
        return Err(ErrorCode::NotFound.into());
    }
    let (zone, number) = (app.branch(&reader.account.branch)?.zone, &reader.account.number);
    let instants = store::receipts::instants(&app.db, number).await?;
    let mut years: Vec<i32> = instants.iter().map(|at| local(*at, zone).year()).collect();
    years.dedup();
    let Some(year) = asked.year.or_else(|| years.first().copied()) else {
        let nothing = ReceiptList { years, year: None, items: Vec::new(), total_kopecks: Kopecks::ZERO };
        return Ok(Json(nothing));
    };
    let (from, until) = (first_instant(year, zone)?, first_instant(year.saturating_add(1), zone)?);
    let rows = store::receipts::between(&app.db, number, from, until).await?;
    let items: Vec<ReceiptItem> = rows.iter().map(item).collect::<Outcome<_>>()?;
    let total_kopecks = items.iter().map(|item| item.amount_kopecks).sum();
    Ok(Json(ReceiptList { years, year: Some(year), items, total_kopecks }))
}

fn item(row: &receipt::Model) -> Outcome<ReceiptItem> {
    let ReceiptView { number, code, paid, amount_kopecks, method, payee_name, .. } = receipts::view(row)?;
    Ok(ReceiptItem {
        payment: row.payment_id.clone(),
        number,
        code,
        paid,
        amount_kopecks,
        method,
        payee_name,
    })
}

/// Midnight of New Year.
fn first_instant(year: i32, zone: Tz) -> Outcome<i64> {
    let date = NaiveDate::from_ymd_opt(year, 1, 1).and_then(|date| date.and_hms_opt(0, 0, 0));
    let instant = date.and_then(|at| zone.from_local_datetime(&at).earliest());
    instant.map(|at| at.timestamp_millis()).ok_or_else(|| Failure::from(ErrorCode::MalformedRequest))
}
