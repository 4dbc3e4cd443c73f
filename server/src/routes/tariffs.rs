//! Tariffs for everyone: nothing of anybody's is in them.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::{Query, State};
use chrono::NaiveDate;
use serde::Deserialize;
use svetlitsa_api::tariffs::{
    BranchName, HeatingView, HoursView, NormView, TariffSheet, TariffVersion, ZoneHoursView, ZonePrices,
};
use svetlitsa_api::{ErrorCode, Problem, paths};
use svetlitsa_domain::tariffs::{Service, TariffRow, Zone};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::data::{Branch, NormSource, Tariffs};
use crate::failure::Outcome;
use crate::state::App;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_tariffs))
}

/// Whose tariffs, and of when.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct TariffQuery {
    /// Branch id; the home branch when absent.
    branch: Option<String>,
    /// Only versions that hold on this day; all of them when absent.
    on: Option<NaiveDate>,
}

/// Prices, norms and how they are applied. Versions come newest first.
#[utoipa::path(get, path = paths::TARIFFS, tag = "tariffs", params(TariffQuery), responses(
    (status = 200, body = TariffSheet), (status = 400, body = Problem), (status = 404, body = Problem),
))]
async fn get_tariffs(State(app): State<App>, Query(query): Query<TariffQuery>) -> Outcome<Json<TariffSheet>> {
    let id = query.branch.as_ref().unwrap_or(&app.data.home_branch);
    let branch = app.data.branches.get(id).ok_or(ErrorCode::NotFound)?;
    let branches = app.data.branches.values();
    Ok(Json(TariffSheet {
        branch: branch.id.clone(),
        branch_name: branch.name.clone(),
        branches: branches.map(|b| BranchName { id: b.id.clone(), name: b.name.clone() }).collect(),
        today: app.clock.now().with_timezone(&branch.zone).date_naive(),
        services: branch.services.clone(),
        tariff_change: branch.billing.tariff_change,
        range_split: branch.billing.range_split,
        versions: versions(&branch.tariffs, query.on),
        norms: norms(branch),
        zone_hours: zone_hours(&branch.tariffs),
    }))
}

/// Hours of the zones that have prices.
fn zone_hours(tariffs: &Tariffs) -> Vec<ZoneHoursView> {
    let zones: BTreeSet<Zone> = tariffs.rows().iter().flat_map(|row| row.prices.keys().copied()).collect();
    let hours =
        zones.into_iter().map(|zone| ZoneHoursView { zone, hours: HoursView::of(tariffs.hours().of(zone)) });
    hours.filter(|of| !of.hours.is_empty()).collect()
}

/// A row of the data is one of the list: those of several categories are together again.
fn versions(tariffs: &Tariffs, on: Option<NaiveDate>) -> Vec<TariffVersion> {
    let mut found: Vec<TariffVersion> = Vec::new();
    for row in tariffs.rows() {
        if on.is_some_and(|day| !row.holds_on(day)) {
            continue;
        }
        match found.iter_mut().find(|version| version.id == row.id) {
            Some(version) => version.categories.push(row.category),
            None => found.push(version(row)),
        }
    }
    found.sort_by_key(|version| std::cmp::Reverse(version.from));
    found
}

fn version(row: &TariffRow) -> TariffVersion {
    let prices = row
        .prices
        .iter()
        .map(|(&zone, prices)| ZonePrices { zone, rubles: prices.iter().map(ToString::to_string).collect() });
    let heating = row.ranges.as_ref().and_then(|ranges| ranges.heating);
    TariffVersion {
        id: row.id.clone(),
        service: row.service,
        categories: vec![row.category],
        from: row.from,
        until: row.until,
        prices: prices.collect(),
        up_to: row
            .ranges
            .iter()
            .flat_map(|ranges| &ranges.up_to)
            .map(|limit| limit.normalize().to_string())
            .collect(),
        heating: heating.map(|season| HeatingView {
            coefficient: season.coefficient.normalize().to_string(),
            first_month: season.first_month,
            last_month: season.last_month,
        }),
        source: row.source.clone(),
        confidence: row.confidence,
    }
}

fn norms(branch: &Branch) -> Vec<NormView> {
    let told = |service: Service| {
        let NormSource { text, is_demo, .. } = branch.norms.source(service)?;
        Some((text.clone(), *is_demo))
    };
    let flat = branch.norms.flat().iter().filter_map(|&(service, per_person)| {
        let (source, is_demo) = told(service)?;
        let per_person = vec![per_person.normalize().to_string()];
        Some(NormView { service, stove: None, rooms: None, per_person, source, is_demo })
    });
    let by_dwelling = branch.norms.by_dwelling().iter().filter_map(|row| {
        let (source, is_demo) = told(Service::Electricity)?;
        let per_person = row.by_residents.iter().map(|norm| norm.normalize().to_string()).collect();
        let (stove, rooms) = (Some(row.stove), Some(row.rooms));
        Some(NormView { service: Service::Electricity, stove, rooms, per_person, source, is_demo })
    });
    flat.chain(by_dwelling).collect()
}
