//! Whom an account pays and paid, with what is owed to each.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use svetlitsa_api::payees::{
    OpeningReading, PayeeMonth, PayeeStretchView, PayeeTimelineView, Requisites, TakenOver,
};
use svetlitsa_api::readings::ZoneValue;
use svetlitsa_api::{ErrorCode, Problem, paths};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::accounts::access::Action;
use svetlitsa_domain::bills::PayeeStretch;
use svetlitsa_domain::tariffs::{Service, Zone};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::AccountReader;
use crate::data::{Branch, Payee};
use crate::failure::{Failure, Outcome};
use crate::payees::{Known, MANAGER, shown_on, taken_over, timeline};
use crate::state::App;
use crate::store;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_payees))
}

/// The payees of an account, newest first.
#[utoipa::path(get, path = paths::PAYEES, tag = "payees", params(("number" = String, Path)), responses(
    (status = 200, body = PayeeTimelineView), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn get_payees(State(app): State<App>, reader: AccountReader) -> Outcome<Json<PayeeTimelineView>> {
    if !reader.access.allows(Action::SeeMoney) {
        return Err(ErrorCode::NotFound.into());
    }
    let account = &reader.account;
    let branch = app.branch(&account.branch)?;
    let timeline = timeline(account, branch).map_err(|error| Failure::internal(&error))?;
    let known = known(&app, &account.number).await?;
    let mut owed: HashMap<String, Vec<PayeeMonth>> = HashMap::new();
    for balance in store::accounts::balances(&app.db, &account.number).await? {
        let period = balance.period.parse().map_err(|error| Failure::internal(&error))?;
        owed.entry(balance.payee).or_default().push(PayeeMonth { period, amount_kopecks: balance.amount });
    }
    let openings = store::payees::carried_over(&app.db, &account.number).await?;
    let mut taken_over = taken_over(&app.db, &account.number).await?;
    let items = timeline.stretches().iter().rev().map(|stretch| {
        let months = owed.remove(&stretch.payee).unwrap_or_default();
        let opening = openings.get(&stretch.payee).copied().unwrap_or_default();
        let carried = Carried { sum: Kopecks(opening), taken_over: taken_over.remove(&stretch.payee) };
        view(stretch, branch, &known, carried, months)
    });
    Ok(Json(PayeeTimelineView {
        account: account.number.parse().map_err(|error| Failure::internal(&error))?,
        service: Service::parse(&account.service)
            .ok_or_else(|| Failure::internal(&format!("service of {}", account.number)))?,
        takes_payments: branch.takes_payments,
        items: items.collect(),
    }))
}

/// With what a payee began.
struct Carried {
    sum: Kopecks,
    taken_over: Option<TakenOver>,
}

fn view(
    stretch: &PayeeStretch,
    branch: &Branch,
    known: &[Known],
    carried: Carried,
    months: Vec<PayeeMonth>,
) -> PayeeStretchView {
    let payee = branch.payee(&stretch.payee);
    let manager = branch.direct_payments.as_ref().map(|direct| direct.managing_company.clone());
    let name = match payee {
        Some(payee) => payee.name.clone(),
        None => manager.filter(|_| stretch.payee == MANAGER).unwrap_or_default(),
    };
    let shown = stretch.from.map(|day| shown_on(day, known)).unwrap_or_default();
    let shown =
        shown.into_iter().map(|Known { zone, value, on }| OpeningReading { zone, value, taken_on: on });
    // What was written down on the day tells more than what a meter showed about then.
    let written = carried.taken_over.as_ref().map(|taken| taken.readings.clone());
    let opening_readings = written.filter(|readings| !readings.is_empty()).unwrap_or_else(|| shown.collect());
    let balance_kopecks: Kopecks = months.iter().map(|month| month.amount_kopecks).sum();
    let is_current = stretch.until.is_none();
    let may_be_paid = is_current || balance_kopecks.is_positive();
    PayeeStretchView {
        id: stretch.payee.clone(),
        name,
        requisites: payee.map(requisites),
        from: stretch.from,
        until: stretch.until,
        reason: stretch.reason,
        basis: stretch.basis.clone(),
        taken_over: carried.taken_over,
        opening_readings,
        opening_kopecks: carried.sum,
        balance_kopecks,
        months,
        is_current,
        is_payable: payee.is_some() && branch.takes_payments && may_be_paid,
    }
}

fn requisites(payee: &Payee) -> Requisites {
    Requisites {
        inn: payee.inn.as_str().to_owned(),
        kpp: payee.kpp.as_str().to_owned(),
        bank: payee.bank.name.clone(),
        bic: payee.bank.bic.clone(),
        account: payee.bank.account.clone(),
        correspondent: payee.bank.correspondent.clone(),
        is_demo: payee.is_demo,
    }
}

/// Every value that the account's meters are known to have shown.
async fn known(app: &App, account: &str) -> Outcome<Vec<Known>> {
    let (registers, readings) = store::payees::values(&app.db, account).await?;
    let broken = |what: &str| Failure::internal(&format!("{what} of {account}"));
    let mut known = Vec::new();
    for register in registers {
        known.push(Known {
            zone: Zone::parse(&register.zone).ok_or_else(|| broken("zone"))?,
            value: u32::try_from(register.initial_value).map_err(|_| broken("initial value"))?,
            on: register.initial_on.parse().map_err(|_| broken("initial date"))?,
        });
    }
    for reading in readings {
        let on = reading.taken_on.parse().map_err(|_| broken("date of a reading"))?;
        let values: Vec<ZoneValue> =
            serde_json::from_str(&reading.values).map_err(|_| broken("values of a reading"))?;
        known.extend(values.into_iter().map(|value| Known { zone: value.zone, value: value.value, on }));
    }
    Ok(known)
}
