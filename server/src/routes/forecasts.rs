//! What the month will cost, and from what on a household wants to be warned.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::request::Parts;
use axum::response::Response;
use svetlitsa_api::bills::TariffCited;
use svetlitsa_api::forecasts::{BillAlert, Expected, ForecastView};
use svetlitsa_api::{ErrorCode, FieldCode, Problem, paths};
use svetlitsa_domain::accounts::access::Action;
use svetlitsa_domain::bills::HighBillThreshold;
use svetlitsa_domain::tariffs::Service;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::bill_letters::{self, Outlook};
use crate::callers::{AccountReader, Actor, Resident};
use crate::data::Branch;
use crate::failure::{Failure, Outcome};
use crate::idempotency::{self, Begun, Mutation};
use crate::routes::bills::{cited, line};
use crate::state::App;
use crate::store;

/// Largest threshold, kopecks: more is no household's bill.
const MOST_KOPECKS: i64 = 1_000_000_000;
/// Largest threshold in hundredths above the usual.
const MOST_PERCENT: u32 = 1_000;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_forecast)).routes(routes!(set_bill_alert))
}

/// The forecast of the current month, and whether it is high.
#[utoipa::path(get, path = paths::FORECAST, tag = "forecasts", params(("number" = String, Path)), responses(
    (status = 200, body = ForecastView), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn get_forecast(
    State(app): State<App>,
    reader: AccountReader,
    parts: Parts,
) -> Outcome<Json<ForecastView>> {
    if !reader.access.allows(Action::SeeMoney) {
        return Err(ErrorCode::NotFound.into());
    }
    let branch = app.branch(&reader.account.branch)?;
    let outlook = bill_letters::outlook(&app, &reader.account, branch).await?;
    let alert = match Resident::find(&parts, &app).await? {
        Some(Resident(resident)) => own_alert(&app, &resident.id, &reader.account.number).await?,
        None => default_alert(),
    };
    Ok(Json(view(&reader, branch, outlook, alert)?))
}

fn view(
    reader: &AccountReader,
    branch: &Branch,
    outlook: Outlook,
    alert: BillAlert,
) -> Outcome<ForecastView> {
    let account = &reader.account;
    let over_kopecks = outlook.over(alert.threshold);
    let Outlook { period, expected, usual, common_use_of } = outlook;
    let expected = expected.map(|forecast| {
        let lines: Vec<_> = forecast.lines.into_iter().map(line).collect();
        let tariffs: Vec<TariffCited> = cited(branch, &lines);
        Expected { basis: forecast.basis, total_kopecks: forecast.total, lines, tariffs, common_use_of }
    });
    Ok(ForecastView {
        account: account.number.parse().map_err(|error| Failure::internal(&error))?,
        service: Service::parse(&account.service)
            .ok_or_else(|| Failure::internal(&format!("service of {}", account.number)))?,
        period,
        expected,
        usual_kopecks: usual,
        alert,
        over_kopecks,
    })
}

fn default_alert() -> BillAlert {
    BillAlert { threshold: HighBillThreshold::default(), by_letter: false }
}

async fn own_alert(app: &App, resident: &str, account: &str) -> Outcome<BillAlert> {
    let row = store::bill_letters::alert(&app.db, resident, account).await?;
    Ok(match row {
        Some(row) => BillAlert { threshold: bill_letters::threshold_of(&row)?, by_letter: row.by_letter },
        None => default_alert(),
    })
}

/// From what on the caller wants to be warned of this account's bills.
#[utoipa::path(put, path = paths::BILL_ALERT, tag = "forecasts", request_body = BillAlert,
    params(("number" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 200, body = BillAlert), (status = 401, body = Problem), (status = 404, body = Problem),
    (status = 422, body = Problem),
))]
async fn set_bill_alert(
    State(app): State<App>,
    Resident(resident): Resident,
    Path(number): Path<String>,
    mutation: Mutation<BillAlert>,
) -> Outcome<Response> {
    let account = Actor::of_resident(&resident).account(&app.db, &number, Action::SeeMoney).await?;
    let alert = mutation.body;
    let code = match alert.threshold {
        HighBillThreshold::Above(limit) if !limit.is_positive() => Some(FieldCode::AmountTooSmall),
        HighBillThreshold::Above(limit) if limit.0 > MOST_KOPECKS => Some(FieldCode::AmountTooLarge),
        HighBillThreshold::AboveUsual(percent) if !(1..=MOST_PERCENT).contains(&percent) => {
            Some(FieldCode::NotAChoice)
        }
        _ => None,
    };
    if let Some(code) = code {
        return Err(Failure::field("threshold", code));
    }
    let attempt = match idempotency::begin(&app, &format!("resident:{}", resident.id), &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    bill_letters::set_alert(&app, &attempt.tx, &resident.id, &account, alert).await?;
    attempt.done(&alert).await
}
