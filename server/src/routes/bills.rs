//! Bills: the archive, and one with where every rouble of it comes from.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::{Path, State};
use svetlitsa_api::bills::{
    BillChange, BillChanges, BillLineView, BillList, BillPenalty, BillSummary, BillView, PenaltyPart,
    TariffCited,
};
use svetlitsa_api::{ErrorCode, Problem, paths};
use svetlitsa_domain::accounts::access::Action;
use svetlitsa_domain::bills::{BillCode, BillLine, Given, Method, what_changed, write_bill_qr};
use svetlitsa_domain::tariffs::{Confidence, Service};
use svetlitsa_domain::{Kopecks, Period};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::bills::rows::line_of;
use crate::callers::AccountReader;
use crate::clock::local;
use crate::data::{Branch, Payee};
use crate::entity::{bill, penalty};
use crate::failure::{Failure, Outcome};
use crate::paging::{Page, next_cursor};
use crate::state::App;
use crate::store::bills::Since;
use crate::{payments, store};

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_bills)).routes(routes!(get_bill))
}

/// Whether the caller may see bills.
pub(super) fn allow(reader: &AccountReader) -> Outcome<()> {
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
    let service = Service::parse(&row.service).ok_or_else(|| broken(&row.number))?;
    let (since, of_penalty) = store::bills::since(&app.db, &row).await?;
    let penalty = penalty(&app, &row, period, of_penalty).await?;
    let left = left(&row, since, penalty.as_ref());
    let Parts { lines, changes } = parts(&app, &row, period).await?;
    Ok(Json(BillView {
        account: account.parse().map_err(|_| broken(&row.number))?,
        period,
        service,
        made_at: local(row.made_at, branch.zone),
        due_on: row.due_on.parse().map_err(|_| broken(&row.number))?,
        payee_name: payee.name.clone(),
        payee_inn: payee.inn.as_str().to_owned(),
        before_kopecks: Kopecks(row.before_kopecks),
        charged_kopecks: Kopecks(row.charged_kopecks),
        paid_since_kopecks: since.paid,
        corrected_since_kopecks: told(since.corrected),
        tariffs: cited(branch, &lines),
        payment_code: payment_code(&app, &reader, payee, period, left)?,
        changes,
        penalty,
        lines,
        number: row.number,
    }))
}

/// Penalty as the bill tells it, apart from its lines.
async fn penalty(app: &App, row: &bill::Model, period: Period, since: Since) -> Outcome<Option<BillPenalty>> {
    let (before, charged) = (Kopecks(row.penalty_before_kopecks), Kopecks(row.penalty_kopecks));
    let reckoned_on = period.day(31);
    let rows = store::bills::penalties(&app.db, row, &reckoned_on.to_string()).await?;
    if rows.is_empty() && [before, charged] == [Kopecks::ZERO; 2] && since == Since::default() {
        return Ok(None);
    }
    let part = |part: penalty::Model| {
        Ok(PenaltyPart {
            period: part.late_period.parse().map_err(|_| broken(&row.number))?,
            due_on: part.due_on.parse().map_err(|_| broken(&row.number))?,
            reckoned_on,
            amount_kopecks: Kopecks(part.amount_kopecks),
            grown_kopecks: Kopecks(part.grown_kopecks),
            derivation: serde_json::from_str(&part.derivation)?,
        })
    };
    let parts = rows.into_iter().map(part).collect::<Outcome<_>>()?;
    Ok(Some(BillPenalty {
        before_kopecks: before,
        charged_kopecks: charged,
        paid_since_kopecks: since.paid,
        corrected_since_kopecks: told(since.corrected),
        parts,
    }))
}

/// A correction, where there is one.
fn told(corrected: Kopecks) -> Option<Kopecks> {
    (corrected != Kopecks::ZERO).then_some(corrected)
}

/// What is left of a bill, with the penalty.
fn left(row: &bill::Model, since: Since, penalty: Option<&BillPenalty>) -> Kopecks {
    let for_use = Kopecks(row.before_kopecks) + Kopecks(row.charged_kopecks) - since.paid + since.corrected;
    for_use + penalty.map_or(Kopecks::ZERO, BillPenalty::left)
}

/// What a bill is made of, beside its own row.
#[derive(Debug)]
pub(crate) struct Parts {
    /// The lines, in the order of the bill.
    pub(crate) lines: Vec<BillLineView>,
    /// What makes it another sum than the bill of the month before.
    pub(crate) changes: Option<BillChanges>,
}

/// Reads what a bill is made of.
pub(super) async fn parts(app: &App, row: &bill::Model, period: Period) -> Outcome<Parts> {
    let service = Service::parse(&row.service).ok_or_else(|| broken(&row.number))?;
    let lines = read_lines(app, &row.number, service).await?;
    let changes = changes(app, &row.account, period, service, &lines).await?;
    Ok(Parts { lines: lines.into_iter().map(line).collect(), changes })
}

async fn read_lines(app: &App, number: &str, service: Service) -> Outcome<Vec<BillLine>> {
    let rows = store::bills::lines(&app.db, number).await?;
    rows.iter().map(|row| line_of(row, service).ok_or_else(|| broken(number))).collect()
}

/// What makes it another sum than that of the month before.
async fn changes(
    app: &App,
    account: &str,
    period: Period,
    service: Service,
    now: &[BillLine],
) -> Outcome<Option<BillChanges>> {
    let Some(row) = store::bills::find(&app.db, account, period.previous()).await? else { return Ok(None) };
    let before = read_lines(app, &row.number, service).await?;
    let Some(parts) = what_changed(&before, now) else { return Ok(None) };
    let parts = parts.into_iter().map(|change| BillChange {
        reason: change.reason,
        zone: change.zone,
        amount_kopecks: change.amount,
    });
    Ok(Some(BillChanges { before_kopecks: Kopecks(row.charged_kopecks), parts: parts.collect() }))
}

/// The code that fills in a bank's form, while something is owed: with the penalty, as it is the last sum that the bill
/// names. Who may not see the person has it without the person.
pub(crate) fn payment_code(
    app: &App,
    reader: &AccountReader,
    payee: &Payee,
    period: Period,
    left: Kopecks,
) -> Outcome<Option<String>> {
    if !left.is_positive() {
        return Ok(None);
    }
    let account = &reader.account;
    let number = account.number.parse().map_err(|_| broken(&account.number))?;
    let sees_person = reader.access.allows(Action::SeePerson);
    let mut names = account.name.splitn(3, ' ').filter(|_| sees_person);
    let purpose = payments::description(app, account, period)?;
    let code = BillCode {
        name: &payee.name,
        personal_acc: &payee.bank.account,
        bank_name: &payee.bank.name,
        bic: &payee.bank.bic,
        corresp_acc: &payee.bank.correspondent,
        sum: left,
        purpose: &purpose,
        payee_inn: payee.inn.as_str(),
        account: &number,
        period,
        last_name: names.next().unwrap_or_default(),
        first_name: names.next().unwrap_or_default(),
        middle_name: names.next().unwrap_or_default(),
        payer_address: if sees_person { &account.address } else { "" },
    };
    match write_bill_qr(&code) {
        Ok(text) => Ok(Some(text)),
        Err(problem) => {
            tracing::warn!(payee = payee.id, %problem, "no payment code can be made of these requisites");
            Ok(None)
        }
    }
}

/// A line as the wire has it.
pub(super) fn line(line: BillLine) -> BillLineView {
    BillLineView {
        kind: line.kind,
        method: line.method,
        zone: line.zone,
        range: line.range,
        first_day: line.days.first(),
        last_day: line.days.last(),
        units: line.units.map(|units| units.normalize().to_string()),
        price: line.price.map(|price| price.to_string()),
        amount_kopecks: line.amount,
        derivation: line.derivation,
    }
}

/// By whose order the prices of the lines are what they are. A tariff that is no longer in the data is not told of.
pub(super) fn cited(branch: &Branch, lines: &[BillLineView]) -> Vec<TariffCited> {
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
            let (source, is_demo) = (row.source.clone(), row.confidence == Confidence::Demo);
            Some(TariffCited { id, source, is_demo, branch: Some(branch.id.clone()) })
        })
        .collect()
}

fn broken(number: &str) -> Failure {
    Failure::internal(&format!("bill {number}"))
}
