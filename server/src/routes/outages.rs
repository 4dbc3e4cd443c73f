//! Outages for everybody: the board, the list of houses, a report, letters about one.

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use axum::extract::{Query, State};
use axum::http::request::Parts;
use axum::response::Response;
use serde::Deserialize;
use svetlitsa_api::outages::{
    OutageBoard, OutageFollowed, OutageReported, OutageStreet, OutageStreets, OutageSubscribed, ReportOutage,
    SubscribeOutage,
};
use svetlitsa_api::registrations::FollowLink;
use svetlitsa_api::{FieldCode, Problem, paths};
use svetlitsa_domain::outages::street_of;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::{Address, Resident};
use crate::failure::{Failure, Outcome};
use crate::idempotency::{self, Begun, Mutation};
use crate::outages::{self, Wish};
use crate::random::digest;
use crate::state::App;
use crate::store;

/// Lists of houses a minute for one address.
const LISTS_BY_ADDRESS: u32 = 30;
/// Reports and wishes a minute from one address.
const LIMIT_BY_ADDRESS: u32 = 20;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_outages))
        .routes(routes!(list_outage_streets))
        .routes(routes!(report_outage))
        .routes(routes!(subscribe_outage))
        .routes(routes!(confirm_outage_letters))
        .routes(routes!(end_outage_letters))
}

/// Current and planned outages, and those of the last day that are over.
#[utoipa::path(get, path = paths::OUTAGES, tag = "outages", responses((status = 200, body = OutageBoard)))]
async fn get_outages(State(app): State<App>) -> Outcome<Json<OutageBoard>> {
    Ok(Json(outages::board(&app).await?))
}

/// Of which branch.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct StreetQuery {
    /// Branch id.
    branch: String,
}

/// Streets and houses of a branch, to choose one's own from. Flats, accounts and people are not told.
#[utoipa::path(get, path = paths::OUTAGE_STREETS, tag = "outages", params(StreetQuery), responses(
    (status = 200, body = OutageStreets), (status = 400, body = Problem), (status = 422, body = Problem),
    (status = 429, body = Problem),
))]
async fn list_outage_streets(
    State(app): State<App>,
    Address(address): Address,
    Query(query): Query<StreetQuery>,
) -> Outcome<Json<OutageStreets>> {
    let key = format!("outage-streets:{address}");
    app.limiter.check(&key, LISTS_BY_ADDRESS)?;
    app.limiter.fail(&key);
    if !app.data.branches.contains_key(&query.branch) {
        return Err(Failure::field("branch", FieldCode::NotAChoice));
    }
    let rows = store::outages::addresses(&app.db, &query.branch, None).await?;
    let mut streets: BTreeMap<&str, BTreeSet<(u32, &str)>> = BTreeMap::new();
    for (address, house) in &rows {
        if let Some(street) = street_of(address, house) {
            let digits: String = house.chars().take_while(char::is_ascii_digit).collect();
            streets.entry(street).or_default().insert((digits.parse().unwrap_or(u32::MAX), house));
        }
    }
    let items = streets.into_iter().map(|(street, houses)| OutageStreet {
        street: street.to_owned(),
        houses: houses.into_iter().map(|(_, house)| house.to_owned()).collect(),
    });
    Ok(Json(OutageStreets { items: items.collect() }))
}

/// Reports an outage, signed in or not. Told what is known, counted with the neighbours' reports, or registered as an
/// appeal and handed to the grid's duty desk.
#[utoipa::path(post, path = paths::OUTAGE_REPORTS, tag = "outages", request_body = ReportOutage,
    params(("idempotency-key" = String, Header)), responses(
    (status = 200, body = OutageReported), (status = 409, body = Problem), (status = 422, body = Problem),
    (status = 429, body = Problem),
))]
async fn report_outage(
    State(app): State<App>,
    Address(address): Address,
    parts: Parts,
    mutation: Mutation<ReportOutage>,
) -> Outcome<Response> {
    let resident = Resident::find(&parts, &app).await?;
    let scope = scope(resident.as_ref(), &address.to_string());
    let attempt = match idempotency::begin(&app, &scope, &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let key = format!("outages:{address}");
    app.limiter.check(&key, LIMIT_BY_ADDRESS)?;
    app.limiter.fail(&key);
    let body = &mutation.body;
    let house = outages::house(&app, &attempt.tx, resident.as_ref(), &body.at).await?;
    let resident = resident.map(|Resident(resident)| resident);
    let answer = outages::report(&app, &attempt.tx, resident.as_ref(), house, body).await?;
    let response = attempt.done(&answer).await?;
    app.mail_work.notify_one();
    Ok(response)
}

/// Asks to be written to about an outage or a house. The answer is the same for every mailbox that is not the caller's own.
#[utoipa::path(post, path = paths::OUTAGE_SUBSCRIPTIONS, tag = "outages", request_body = SubscribeOutage,
    params(("idempotency-key" = String, Header)), responses(
    (status = 200, body = OutageSubscribed), (status = 409, body = Problem), (status = 422, body = Problem),
    (status = 429, body = Problem),
))]
async fn subscribe_outage(
    State(app): State<App>,
    Address(address): Address,
    parts: Parts,
    mutation: Mutation<SubscribeOutage>,
) -> Outcome<Response> {
    let resident = Resident::find(&parts, &app).await?;
    let scope = scope(resident.as_ref(), &address.to_string());
    let attempt = match idempotency::begin(&app, &scope, &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let key = format!("outages:{address}");
    app.limiter.check(&key, LIMIT_BY_ADDRESS)?;
    app.limiter.fail(&key);
    let body = &mutation.body;
    let wish = if body.outage.is_empty() {
        Wish::House(outages::house(&app, &attempt.tx, resident.as_ref(), &body.at).await?)
    } else {
        let found = store::outages::find(&attempt.tx, &body.outage).await?;
        Wish::Outage(found.ok_or_else(|| Failure::field("outage", FieldCode::NotAChoice))?)
    };
    let resident = resident.map(|Resident(resident)| resident);
    let answer: OutageSubscribed =
        outages::subscribe(&app, &attempt.tx, resident.as_ref(), wish, body).await?;
    let response = attempt.done(&answer).await?;
    app.mail_work.notify_one();
    Ok(response)
}

/// Letters may come, by the link of the first one. It may be followed as often as one likes.
#[utoipa::path(post, path = paths::OUTAGE_SUBSCRIPTION_CONFIRMATIONS, tag = "outages", request_body = FollowLink,
    params(("idempotency-key" = String, Header)), responses(
    (status = 200, body = OutageFollowed), (status = 410, body = Problem),
))]
async fn confirm_outage_letters(State(app): State<App>, mutation: Mutation<FollowLink>) -> Outcome<Response> {
    let token = &mutation.body.token;
    let attempt = match idempotency::begin(&app, &link_scope(token), &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let about = outages::confirm(&app, &attempt.tx, token).await?;
    attempt.done(&OutageFollowed { about }).await
}

/// No more such letters, by the link of one, without signing in. It may be followed as often as one likes.
#[utoipa::path(post, path = paths::OUTAGE_SUBSCRIPTION_ENDS, tag = "outages", request_body = FollowLink,
    params(("idempotency-key" = String, Header)), responses(
    (status = 200, body = OutageFollowed), (status = 410, body = Problem),
))]
async fn end_outage_letters(State(app): State<App>, mutation: Mutation<FollowLink>) -> Outcome<Response> {
    let token = &mutation.body.token;
    let attempt = match idempotency::begin(&app, &link_scope(token), &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let about = outages::end(&app, &attempt.tx, token).await?;
    attempt.done(&OutageFollowed { about }).await
}

fn link_scope(token: &str) -> String {
    format!("link:{}", digest(&[token.as_bytes()]))
}

fn scope(resident: Option<&Resident>, address: &str) -> String {
    resident.map_or_else(|| format!("guest:{address}"), |Resident(row)| format!("resident:{}", row.id))
}
