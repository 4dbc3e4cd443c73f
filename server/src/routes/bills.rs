//! Bills: the archive, and one with where every rouble of it comes from.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::{Path, State};
use svetlitsa_api::bills::{BillLineView, BillList, BillSummary, BillView, TariffCited};
use svetlitsa_api::{ErrorCode, Problem, paths};
use svetlitsa_domain::accounts::access::Action;
use svetlitsa_domain::bills::{Derivation, Given, LineKind, Method};
use svetlitsa_domain::tariffs::{Confidence, Service, Zone};
use svetlitsa_domain::{Kopecks, Period};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::AccountReader;
use crate::clock::local;
use crate::data::Branch;
use crate::entity::bill_line;
use crate::failure::{Failure, Outcome};
use crate::paging::{Page, next_cursor};
use crate::state::App;
use crate::store;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_bills)).routes(routes!(get_bill))
}

fn allow(reader: &AccountReader) -> Outcome<()> {
    if reader.access.allows(Action::SeeMoney) { Ok(()) } else { Err(ErrorCode::NotFound.into()) }
}

/// Bills of an account, newest first.
#[utoipa::path(get, path = paths::BILLS, tag = "bills", params(("number" = String, Path), Page), responses(
    (status = 200, body = BillList), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn list_bills(State(app): State<App>, reader: AccountReader, page: Page) -> Outcome<Json<BillList>> {
    allow(&reader)?;
    let rows =
        store::bills::of_account(&app.db, &reader.account.number, page.cursor(), page.limit() + 1).await?;
    let (rows, next_cursor) = next_cursor(rows, page.limit(), |row| row.number.clone());
    let numbers: Vec<&str> = rows.iter().map(|row| row.number.as_str()).collect();
    let methods = store::bills::methods(&app.db, &numbers).await?;
    let items = rows
        .iter()
        .map(|row| {
            Ok(BillSummary {
                number: row.number.clone(),
                period: row.period.parse().map_err(|_| broken(&row.number))?,
                due_on: row.due_on.parse().map_err(|_| broken(&row.number))?,
                charged_kopecks: Kopecks(row.charged_kopecks),
                method: methods.get(&row.number).and_then(|word| Method::parse(word)),
            })
        })
        .collect::<Outcome<_>>()?;
    Ok(Json(BillList { items, next_cursor }))
}

/// The bill of a month.
#[utoipa::path(get, path = paths::BILL, tag = "bills", params(("number" = String, Path), ("period" = String, Path)),
    responses((status = 200, body = BillView), (status = 401, body = Problem), (status = 404, body = Problem)))]
async fn get_bill(
    State(app): State<App>,
    reader: AccountReader,
    Path((_, period)): Path<(String, String)>,
) -> Outcome<Json<BillView>> {
    allow(&reader)?;
    let period: Period = period.parse().map_err(|_| ErrorCode::NotFound)?;
    let account = &reader.account.number;
    let row = store::bills::find(&app.db, account, period).await?.ok_or(ErrorCode::NotFound)?;
    let branch = app.branch(&reader.account.branch)?;
    let payee = branch.payee(&row.payee).ok_or_else(|| broken(&row.number))?;
    let lines = store::bills::lines(&app.db, &row.number).await?;
    let lines: Vec<_> = lines.iter().map(line).collect::<Outcome<_>>()?;
    let paid = store::bills::paid_since(&app.db, &row).await?;
    Ok(Json(BillView {
        account: account.parse().map_err(|_| broken(&row.number))?,
        period,
        service: Service::parse(&row.service).ok_or_else(|| broken(&row.number))?,
        made_at: local(row.made_at, branch.zone),
        due_on: row.due_on.parse().map_err(|_| broken(&row.number))?,
        payee_name: payee.name.clone(),
        payee_inn: payee.inn.as_str().to_owned(),
        before_kopecks: Kopecks(row.before_kopecks),
        charged_kopecks: Kopecks(row.charged_kopecks),
        paid_since_kopecks: paid,
        tariffs: cited(branch, &lines),
        lines,
        number: row.number,
    }))
}

fn line(row: &bill_line::Model) -> Outcome<BillLineView> {
    let wrong = || broken(&row.bill);
    let derivation: Derivation = serde_json::from_str(&row.derivation)?;
    Ok(BillLineView {
        kind: LineKind::parse(&row.kind).ok_or_else(wrong)?,
        method: row.method.as_deref().map(|word| Method::parse(word).ok_or_else(wrong)).transpose()?,
        zone: row.zone.as_deref().map(|word| Zone::parse(word).ok_or_else(wrong)).transpose()?,
        range: row.range.map(u8::try_from).transpose().map_err(|_| wrong())?,
        first_day: row.first_day.parse().map_err(|_| wrong())?,
        last_day: row.last_day.parse().map_err(|_| wrong())?,
        units: row.units.clone(),
        price: row.price.clone(),
        amount_kopecks: Kopecks(row.amount_kopecks),
        derivation,
    })
}

/// By whose order the prices of the lines are what they are. A tariff that is no longer in the data is not told of.
fn cited(branch: &Branch, lines: &[BillLineView]) -> Vec<TariffCited> {
    let ids: BTreeSet<_> = lines
        .iter()
        .flat_map(|line| line.derivation.amount.inputs())
        .filter_map(|(given, _)| match given {
            Given::Price { tariff, .. } => Some(tariff.clone()),
            _ => None,
        })
        .collect();
    let rows = branch.tariffs.rows();
    ids.into_iter()
        .filter_map(|id| {
            let row = rows.iter().find(|row| row.id == id)?;
            Some(TariffCited { id, source: row.source.clone(), is_demo: row.confidence == Confidence::Demo })
        })
        .collect()
}

fn broken(number: &str) -> Failure {
    Failure::internal(&format!("bill {number}"))
}
