//! The staff's campaigns: the list, a new one, one of them, steps, the dialler's tables.

use axum::Json;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use svetlitsa_api::campaigns::{
    CallsGivenOut, CampaignList, CampaignPreview, CampaignView, CreateCampaign, GiveOutCalls, MAX_RESULTS,
    ResultsTaken, StepCampaign, TakeResults,
};
use svetlitsa_api::{ErrorCode, FieldCode, Problem, paths};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::Staff;
use crate::entity::{campaign, staff_member};
use crate::failure::{Failure, Outcome};
use crate::idempotency::{self, Begun, Mutation};
use crate::state::App;
use crate::{campaigns, store};

/// Largest request: the largest file, and what JSON makes of its line ends and quotes.
const MAX_BODY: usize = MAX_RESULTS * 2 + 64 * 1024;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(take_campaign_results))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .routes(routes!(list_campaigns, create_campaign))
        .routes(routes!(get_campaign, edit_campaign, discard_campaign))
        .routes(routes!(preview_campaign))
        .routes(routes!(step_campaign))
        .routes(routes!(give_out_campaign_calls))
        .routes(routes!(export_campaign_calls))
        .routes(routes!(export_campaign_report))
}

/// Nobody else writes campaigns down, begins and stops them.
fn conducts(clerk: &staff_member::Model) -> Outcome<()> {
    if campaigns::may_conduct(clerk) { Ok(()) } else { Err(ErrorCode::Forbidden.into()) }
}

/// Every campaign, newest first.
#[utoipa::path(get, path = paths::STAFF_CAMPAIGNS, tag = "staff", responses(
    (status = 200, body = CampaignList), (status = 401, body = Problem),
))]
async fn list_campaigns(State(app): State<App>, Staff(clerk): Staff) -> Outcome<Json<CampaignList>> {
    Ok(Json(campaigns::staff_list(&app, &clerk).await?))
}

/// Writes a campaign down. A supervisor or an administrator does.
#[utoipa::path(post, path = paths::STAFF_CAMPAIGNS, tag = "staff", request_body = CreateCampaign,
    params(("idempotency-key" = String, Header)), responses(
    (status = 201, body = CampaignView), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 422, body = Problem),
))]
async fn create_campaign(
    State(app): State<App>,
    Staff(clerk): Staff,
    mutation: Mutation<CreateCampaign>,
) -> Outcome<Response> {
    conducts(&clerk)?;
    let attempt = match idempotency::begin(&app, &format!("staff:{}", clerk.id), &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let row = campaigns::create(&app, &attempt.tx, &clerk, &mutation.body).await?;
    let location = paths::fill(paths::STAFF_CAMPAIGN, &[&row.id]);
    let view = campaigns::view(&app, &attempt.tx, &clerk, &row).await?;
    attempt.created(location, &view).await
}

async fn find(app: &App, id: &str) -> Outcome<campaign::Model> {
    store::campaigns::find(&app.db, id).await?.ok_or_else(|| ErrorCode::NotFound.into())
}

/// One campaign, as far as it is.
#[utoipa::path(get, path = paths::STAFF_CAMPAIGN, tag = "staff", params(("id" = String, Path)), responses(
    (status = 200, body = CampaignView), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn get_campaign(
    State(app): State<App>,
    Staff(clerk): Staff,
    Path(id): Path<String>,
) -> Outcome<Json<CampaignView>> {
    let row = find(&app, &id).await?;
    Ok(Json(campaigns::view(&app, &app.db, &clerk, &row).await?))
}

/// Changes a draft. A supervisor or an administrator does.
#[utoipa::path(put, path = paths::STAFF_CAMPAIGN, tag = "staff", request_body = CreateCampaign,
    params(("id" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 200, body = CampaignView), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem),
))]
async fn edit_campaign(
    State(app): State<App>,
    Staff(clerk): Staff,
    Path(id): Path<String>,
    mutation: Mutation<CreateCampaign>,
) -> Outcome<Response> {
    conducts(&clerk)?;
    let attempt = match idempotency::begin(&app, &format!("staff:{}", clerk.id), &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let row = campaigns::edit(&app, &attempt.tx, &id, &mutation.body).await?;
    let view = campaigns::view(&app, &attempt.tx, &clerk, &row).await?;
    attempt.done(&view).await
}

/// Throws a draft away. A supervisor or an administrator does.
#[utoipa::path(delete, path = paths::STAFF_CAMPAIGN, tag = "staff",
    params(("id" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 404, body = Problem), (status = 409, body = Problem),
))]
async fn discard_campaign(
    State(app): State<App>,
    Staff(clerk): Staff,
    Path(id): Path<String>,
    mutation: Mutation<()>,
) -> Outcome<Response> {
    conducts(&clerk)?;
    let scope = format!("staff:{}", clerk.id);
    if let Begun::Fresh(attempt) = idempotency::begin(&app, &scope, &mutation).await? {
        campaigns::discard(&attempt.tx, &id).await?;
        attempt.commit(StatusCode::NO_CONTENT, None, &()).await?;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Who would be told what, if it began now.
#[utoipa::path(get, path = paths::STAFF_CAMPAIGN_PREVIEW, tag = "staff", params(("id" = String, Path)), responses(
    (status = 200, body = CampaignPreview), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn preview_campaign(
    State(app): State<App>,
    _: Staff,
    Path(id): Path<String>,
) -> Outcome<Json<CampaignPreview>> {
    let row = find(&app, &id).await?;
    Ok(Json(campaigns::preview(&app, &row).await?))
}

/// Schedules or stops a campaign. A supervisor or an administrator does.
#[utoipa::path(post, path = paths::STAFF_CAMPAIGN_STEPS, tag = "staff", request_body = StepCampaign,
    params(("id" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 200, body = CampaignView), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 404, body = Problem), (status = 409, body = Problem),
))]
async fn step_campaign(
    State(app): State<App>,
    Staff(clerk): Staff,
    Path(id): Path<String>,
    mutation: Mutation<StepCampaign>,
) -> Outcome<Response> {
    conducts(&clerk)?;
    let attempt = match idempotency::begin(&app, &format!("staff:{}", clerk.id), &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let row = campaigns::step(&app, &attempt.tx, &clerk, &id, mutation.body.step).await?;
    let view = campaigns::view(&app, &attempt.tx, &clerk, &row).await?;
    attempt.done(&view).await
}

/// Gives out whom to call now. Nobody of them is on another list before they were called or the list's time is over.
#[utoipa::path(post, path = paths::STAFF_CAMPAIGN_CALLS, tag = "staff", request_body = GiveOutCalls,
    params(("id" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 200, body = CallsGivenOut), (status = 401, body = Problem), (status = 404, body = Problem),
    (status = 422, body = Problem),
))]
async fn give_out_campaign_calls(
    State(app): State<App>,
    Staff(clerk): Staff,
    Path(id): Path<String>,
    mutation: Mutation<GiveOutCalls>,
) -> Outcome<Response> {
    let at_most = mutation.body.at_most;
    if at_most == Some(0) {
        return Err(Failure::field("at_most", FieldCode::NotANumber));
    }
    let attempt = match idempotency::begin(&app, &format!("staff:{}", clerk.id), &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let batch = campaigns::give_out(&app, &attempt.tx, &clerk, &id, at_most).await?;
    let row = store::campaigns::find(&attempt.tx, &id).await?.ok_or(ErrorCode::NotFound)?;
    let campaign = campaigns::view(&app, &attempt.tx, &clerk, &row).await?;
    attempt.done(&CallsGivenOut { batch, campaign }).await
}

/// A list as it was given out, with what was owed then and the words: UTF-8 with a mark of its order, `;`.
#[utoipa::path(get, path = paths::STAFF_CAMPAIGN_BATCH, tag = "staff",
    params(("id" = String, Path), ("number" = u32, Path)), responses(
    (status = 200, content_type = "text/csv"), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn export_campaign_calls(
    State(app): State<App>,
    _: Staff,
    Path((id, number)): Path<(String, String)>,
) -> Outcome<Response> {
    let table = campaigns::given(&app, &id, &number).await?;
    Ok(file(table, "attachment; filename=\"calls.csv\""))
}

/// Who was told, when and with what result: UTF-8 with a mark of its order, `;`.
#[utoipa::path(get, path = paths::STAFF_CAMPAIGN_REPORT, tag = "staff", params(("id" = String, Path)), responses(
    (status = 200, content_type = "text/csv"), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn export_campaign_report(
    State(app): State<App>,
    _: Staff,
    Path(id): Path<String>,
) -> Outcome<Response> {
    let row = find(&app, &id).await?;
    let table = campaigns::report(&app, &row).await?;
    Ok(file(table, "attachment; filename=\"report.csv\""))
}

fn file(table: String, disposition: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static(disposition)),
    ];
    (headers, table).into_response()
}

/// Takes what the dialler has done. The same line again is the same call; bad lines are told by their numbers.
#[utoipa::path(post, path = paths::STAFF_CAMPAIGN_RESULTS, tag = "staff", request_body = TakeResults,
    params(("id" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 200, body = ResultsTaken), (status = 401, body = Problem), (status = 404, body = Problem),
    (status = 409, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem),
))]
async fn take_campaign_results(
    State(app): State<App>,
    Staff(clerk): Staff,
    Path(id): Path<String>,
    mutation: Mutation<TakeResults>,
) -> Outcome<Response> {
    if mutation.body.file.len() > MAX_RESULTS {
        return Err(Failure::field("file", FieldCode::TooLong));
    }
    let attempt = match idempotency::begin(&app, &format!("staff:{}", clerk.id), &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let taken = campaigns::take(&app, &attempt.tx, &id, &mutation.body.file).await?;
    let row = store::campaigns::find(&attempt.tx, &id).await?.ok_or(ErrorCode::NotFound)?;
    let view = campaigns::view(&app, &attempt.tx, &clerk, &row).await?;
    let campaigns::Taken { taken, known, refused, refused_count } = taken;
    attempt.done(&ResultsTaken { taken, known, refused, refused_count, campaign: view }).await
}
