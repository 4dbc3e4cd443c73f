//! The staff's view of the days that were compared with the acquirer's list.

use axum::Json;
use axum::extract::State;
use svetlitsa_api::day_closings::DayClosingList;
use svetlitsa_api::{Problem, paths};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::Staff;
use crate::day_closing::view;
use crate::failure::Outcome;
use crate::state::App;
use crate::store;

/// Days shown.
const LIST: u64 = 31;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_day_closings))
}

/// Days that were compared with the acquirer's list, newest first.
#[utoipa::path(get, path = paths::STAFF_DAY_CLOSINGS, tag = "staff", responses(
    (status = 200, body = DayClosingList), (status = 401, body = Problem),
))]
async fn list_day_closings(State(app): State<App>, _: Staff) -> Outcome<Json<DayClosingList>> {
    let rows = store::day_closings::newest(&app.db, LIST).await?;
    Ok(Json(DayClosingList { items: rows.iter().map(view).collect::<Outcome<_>>()? }))
}
