//! Answers before an appeal: read by everybody, counted when they helped.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use svetlitsa_api::faq::{FaqHelped, FaqUse, FaqView};
use svetlitsa_api::{ErrorCode, Problem, paths};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::{Address, Staff};
use crate::failure::Outcome;
use crate::idempotency::{self, Begun, Mutation};
use crate::letters::Language;
use crate::state::App;
use crate::store;

/// Answers that help one address in a minute.
const LIMIT_BY_ADDRESS: u32 = 10;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_faq)).routes(routes!(answer_helped)).routes(routes!(get_faq_use))
}

/// In which language.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct FaqQuery {
    /// `ru` or `en`; Russian when absent or unknown.
    #[serde(default)]
    language: String,
}

/// Answers to what is asked most, with the words by which they are found, and the words that tell of danger.
#[utoipa::path(get, path = paths::FAQ, tag = "appeals", params(FaqQuery), responses((status = 200, body = FaqView)))]
async fn get_faq(State(app): State<App>, Query(query): Query<FaqQuery>) -> Json<FaqView> {
    let language = Language::parse(&query.language).unwrap_or(Language::Ru);
    Json(app.data.faq.of(language).clone())
}

/// Somebody found the answer and writes no appeal.
#[utoipa::path(post, path = paths::FAQ_HELPED, tag = "appeals",
    params(("answer" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 204), (status = 404, body = Problem), (status = 429, body = Problem),
))]
async fn answer_helped(
    State(app): State<App>,
    Address(address): Address,
    Path(answer): Path<String>,
    mutation: Mutation<()>,
) -> Outcome<Response> {
    if !app.data.faq.has(&answer) {
        return Err(ErrorCode::NotFound.into());
    }
    let key = format!("faq:{address}");
    app.limiter.check(&key, LIMIT_BY_ADDRESS)?;
    if let Begun::Fresh(attempt) = idempotency::begin(&app, &format!("guest:{address}"), &mutation).await? {
        app.limiter.fail(&key);
        store::counters::next(&attempt.tx, &series(&answer)).await?;
        attempt.commit(StatusCode::NO_CONTENT, None, &()).await?;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// How often each answer has helped.
#[utoipa::path(get, path = paths::STAFF_FAQ, tag = "staff", responses(
    (status = 200, body = FaqUse), (status = 401, body = Problem),
))]
async fn get_faq_use(State(app): State<App>, _: Staff) -> Outcome<Json<FaqUse>> {
    let mut items = Vec::new();
    for answer in &app.data.faq.of(Language::Ru).answers {
        items.push(FaqHelped {
            id: answer.id.clone(),
            question: answer.question.clone(),
            helped: store::counters::reached(&app.db, &series(&answer.id)).await?,
        });
    }
    Ok(Json(FaqUse { items }))
}

fn series(answer: &str) -> String {
    format!("faq-helped-{answer}")
}
