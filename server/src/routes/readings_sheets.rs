//! The house elder: the houses, and a sheet of readings with a verdict for every row.

use std::sync::Arc;

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use svetlitsa_api::readings::{HouseList, HouseView, RowVerdict, SheetProgress, SubmitSheet};
use svetlitsa_api::{ErrorCode, Problem, paths};
use svetlitsa_domain::readings::{MOST_SHEET_BYTES, Sheet};
use tokio::sync::mpsc;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::UnboundedReceiverStream;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::Resident;
use crate::clock::to_local;
use crate::entity::elder;
use crate::failure::Outcome;
use crate::idempotency::{self, Begun, Mutation};
use crate::readings::sheet::{self, House};
use crate::state::App;
use crate::store;

/// Largest request: the largest sheet in Base64, and what stands around it.
const MAX_BODY: usize = MOST_SHEET_BYTES / 3 * 4 + 64 * 1024;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_houses))
        .routes(routes!(submit_sheet))
        .layer(DefaultBodyLimit::max(MAX_BODY))
}

/// Houses whose readings the resident gives; nothing of the people who live there.
#[utoipa::path(get, path = paths::HOUSES, tag = "readings", responses(
    (status = 200, body = HouseList), (status = 401, body = Problem),
))]
async fn list_houses(State(app): State<App>, Resident(resident): Resident) -> Outcome<Json<HouseList>> {
    let mut items = Vec::new();
    for elder in store::houses::of_elder(&app.db, &resident.id).await? {
        let branch = app.branch(&elder.branch)?;
        let today = to_local(app.clock.now(), branch.zone).date_naive();
        let period = super::accounts::current_period(branch, today)?;
        let (accounts, given) = store::houses::standing(&app.db, &elder.branch, &elder.house, period).await?;
        items.push(HouseView {
            id: id_of(&elder),
            house: elder.house,
            branch_name: branch.name.clone(),
            accounts,
            given,
        });
    }
    Ok(Json(HouseList { items }))
}

/// Takes a sheet, pasted or as a file. The answer comes as it is judged, one JSON object a line: progress, and at the
/// end the verdict of every row. A bad row never spoils its neighbours; odd rows wait until their lines are confirmed.
#[utoipa::path(post, path = paths::HOUSE_SHEETS, tag = "readings", request_body = SubmitSheet,
    params(("house" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 200, content_type = "application/x-ndjson", body = SheetProgress),
    (status = 401, body = Problem), (status = 404, body = Problem),
    (status = 413, body = Problem), (status = 422, body = Problem),
))]
async fn submit_sheet(
    State(app): State<App>,
    Resident(resident): Resident,
    Path(id): Path<String>,
    mutation: Mutation<SubmitSheet>,
) -> Outcome<Response> {
    let houses = store::houses::of_elder(&app.db, &resident.id).await?;
    let elder = houses.into_iter().find(|elder| id_of(elder) == id).ok_or(ErrorCode::NotFound)?;
    let scope = format!("resident:{}", resident.id);
    if let Some(stored) = idempotency::answered(&app.db, &scope, &mutation).await? {
        return Ok(stored);
    }
    let sheet = sheet::read(&mutation.body.source)?;
    let numbers: Vec<&str> = sheet.rows.iter().map(|row| row.account.as_str()).collect();
    let accounts = store::houses::accounts(&app.db, &elder.branch, &elder.house, &numbers).await?;
    // Whether another account exists is not an elder's to know.
    let sheet = sheet.only(|number| accounts.contains_key(number.as_str()));
    let (sender, receiver) = mpsc::unbounded_channel();
    let task = Task { app: app.clone(), scope, mutation: Arc::new(mutation), sender };
    // Goes on when the reader goes away: sent again, the sheet finds its answer.
    tokio::spawn(async move { task.run(&elder, accounts, sheet).await });
    let stream = UnboundedReceiverStream::new(receiver).map(Ok::<Bytes, std::convert::Infallible>);
    Ok(ndjson(Body::from_stream(stream)))
}

/// A sheet that is being judged.
struct Task {
    app: App,
    scope: String,
    mutation: Arc<Mutation<SubmitSheet>>,
    sender: mpsc::UnboundedSender<Bytes>,
}

impl Task {
    async fn run(
        self,
        elder: &elder::Model,
        accounts: std::collections::HashMap<
            String,
            (crate::entity::account::Model, Vec<crate::entity::meter::Model>),
        >,
        sheet: Sheet,
    ) {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let total = count(sheet.rows.len() + sheet.problems.len());
        let told = |done| SheetProgress { done: count(done), total, rows: None, is_broken: false };
        self.tell(&told(sheet.problems.len()));
        let judged = match self.app.branch(&elder.branch) {
            Ok(branch) => {
                let house = House { branch, accounts };
                let confirmed = &self.mutation.body.confirmed;
                sheet::judge(&self.app, &house, sheet, confirmed, |done| self.tell(&told(done))).await
            }
            Err(failure) => Err(failure),
        };
        let kept = match judged {
            Ok(rows) => self.keep(rows, total).await,
            Err(failure) => Err(failure),
        };
        if kept.is_err() {
            self.tell(&SheetProgress { done: 0, total, rows: None, is_broken: true });
        }
    }

    /// The last line, stored with the key: a repeat gets it at once.
    async fn keep(&self, rows: Vec<RowVerdict>, total: u32) -> Outcome<()> {
        let end = SheetProgress { done: total, total, rows: Some(rows), is_broken: false };
        match idempotency::begin(&self.app, &self.scope, &self.mutation).await? {
            Begun::Fresh(attempt) => {
                attempt.commit(StatusCode::OK, None, &end).await?;
            }
            // A twin was faster; its rows are these.
            Begun::Replayed(_) => {}
        }
        self.tell(&end);
        Ok(())
    }

    /// Nobody may be listening any more.
    fn tell(&self, event: &SheetProgress) {
        if let Ok(mut line) = serde_json::to_vec(event) {
            line.push(b'\n');
            let _ = self.sender.send(line.into());
        }
    }
}

fn ndjson(body: Body) -> Response {
    let kind = HeaderValue::from_static("application/x-ndjson");
    ([(header::CONTENT_TYPE, kind)], body).into_response()
}

/// Id of a house: branch and number.
fn id_of(elder: &elder::Model) -> String {
    format!("{}-{}", elder.branch, elder.house)
}
