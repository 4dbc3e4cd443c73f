//! Campaigns as a customer meets them: no more such letters, and the calls that were made.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use svetlitsa_api::campaigns::{CallList, CampaignEnded};
use svetlitsa_api::registrations::FollowLink;
use svetlitsa_api::{Problem, paths};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::Resident;
use crate::failure::Outcome;
use crate::idempotency::{self, Begun, Mutation};
use crate::random::digest;
use crate::state::App;
use crate::{campaigns, store};

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(end_campaigns_by_link)).routes(routes!(list_calls))
}

/// No longer, by the link of a letter, without signing in. It may be followed as often as one likes.
#[utoipa::path(post, path = paths::CAMPAIGN_ENDS, tag = "reminders", request_body = FollowLink,
    params(("idempotency-key" = String, Header)), responses(
    (status = 200, body = CampaignEnded), (status = 410, body = Problem),
))]
async fn end_campaigns_by_link(State(app): State<App>, mutation: Mutation<FollowLink>) -> Outcome<Response> {
    let token = digest(&[mutation.body.token.as_bytes()]);
    let attempt = match idempotency::begin(&app, &format!("link:{token}"), &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let scenario = campaigns::end_by_link(&app, &attempt.tx, &token).await?;
    attempt.done(&CampaignEnded { scenario }).await
}

/// Calls about the accounts that the caller holds, newest first. No telephone is told.
#[utoipa::path(get, path = paths::CALLS, tag = "reminders", responses(
    (status = 200, body = CallList), (status = 401, body = Problem),
))]
async fn list_calls(State(app): State<App>, Resident(resident): Resident) -> Outcome<Json<CallList>> {
    let accounts = store::accounts::of_cabinet(&app.db, &resident.id).await?;
    Ok(Json(CallList { items: campaigns::calls_of(&app, &accounts).await? }))
}
