//! What happened lately in a cabinet, and that its owner has seen it.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use svetlitsa_api::notices::{Happened, NoticeList, NoticeView, SeeNotices};
use svetlitsa_api::{Problem, paths};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::appeals::AppealStage;
use svetlitsa_domain::applications::{ApplicationKind, ApplicationStage};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::{Reader, Resident};
use crate::clock::local;
use crate::failure::Outcome;
use crate::idempotency::{self, Begun, Mutation};
use crate::state::App;
use crate::store::notices::Happenings;
use crate::{outages, store};

/// A day, ms.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// What happened longer ago is no news.
const TOLD_FOR_MS: i64 = 90 * DAY_MS;
/// Whoever has never looked is told of so much as new.
const NEW_FOR_MS: i64 = 30 * DAY_MS;
/// Told at most.
const LIST: usize = 100;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_notices)).routes(routes!(see_notices))
}

/// What happened in the last 90 days: staff who looks on sees the same, and changes nothing by it.
#[utoipa::path(get, path = paths::NOTICES, tag = "accounts", responses(
    (status = 200, body = NoticeList), (status = 401, body = Problem),
))]
async fn list_notices(State(app): State<App>, reader: Reader) -> Outcome<Json<NoticeList>> {
    let now = app.clock.now_ms();
    let resident = reader.resident_id.as_deref();
    let happened = store::notices::since(&app.db, &reader.accounts, resident, now - TOLD_FOR_MS).await?;
    let seen = match resident {
        Some(id) => store::notices::seen(&app.db, id).await?,
        None => None,
    };
    let seen = seen.unwrap_or(now - NEW_FOR_MS);
    let mut notices = told(happened);
    let own = store::accounts::find_all(&app.db, &reader.accounts).await?;
    notices.extend(outages::happened(&app, &app.db, &own, now - TOLD_FOR_MS).await?);
    notices.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    notices.truncate(LIST);
    let zone = app.home_branch()?.zone;
    let items: Vec<_> = notices
        .into_iter()
        .map(|(at, what)| NoticeView { at: local(at, zone), is_new: at > seen, what })
        .collect();
    let unread = items.iter().filter(|notice| notice.is_new).count();
    Ok(Json(NoticeList { unread: u32::try_from(unread).unwrap_or(u32::MAX), items }))
}

/// What is in the tables, each with its moment. A word that is none of ours is no notice: the list is a help, not the books.
fn told(happened: Happenings) -> Vec<(i64, Happened)> {
    let Happenings { payments, bills, refunds, appeals, applications, debits, looks } = happened;
    let payments = payments.into_iter().filter_map(|row| {
        let what = Happened::PaymentCredited {
            account: row.account.parse().ok()?,
            payment: row.id,
            amount_kopecks: Kopecks(row.amount_kopecks),
        };
        Some((row.settled_at?, what))
    });
    let bills = bills.into_iter().filter_map(|row| {
        let what = Happened::BillMade {
            account: row.account.parse().ok()?,
            period: row.period.parse().ok()?,
            amount_kopecks: Kopecks(row.charged_kopecks),
        };
        Some((row.made_at, what))
    });
    let refunds = refunds.into_iter().filter_map(|(row, paid)| {
        let what = Happened::RefundSent {
            account: paid.account.parse().ok()?,
            payment: paid.id,
            amount_kopecks: Kopecks(row.amount_kopecks),
        };
        Some((row.settled_at?, what))
    });
    let appeals = appeals.into_iter().filter_map(|row| {
        let stage = AppealStage::parse(&row.stage)?;
        Some((row.at, Happened::AppealMoved { number: row.appeal, stage }))
    });
    let applications = applications.into_iter().filter_map(|(event, row)| {
        let what = Happened::ApplicationMoved {
            number: row.number,
            application: ApplicationKind::parse(&row.kind)?,
            stage: ApplicationStage::parse(&event.stage)?,
        };
        Some((event.at, what))
    });
    let debits = debits.into_iter().filter_map(|row| {
        let what = Happened::AutopayFailed {
            account: row.account.parse().ok()?,
            period: row.period.parse().ok()?,
            amount_kopecks: Kopecks(row.amount_kopecks),
        };
        Some((row.settled_at?, what))
    });
    let looks = looks.into_iter().filter_map(|row| {
        let what = Happened::Looked { account: row.account.parse().ok()?, staff_name: row.staff_name };
        Some((row.started_at, what))
    });
    payments
        .chain(bills)
        .chain(refunds)
        .chain(appeals)
        .chain(applications)
        .chain(debits)
        .chain(looks)
        .collect()
}

/// All of it was seen up to a moment. Of the moments that are told the latest counts.
#[utoipa::path(post, path = paths::NOTICES_SEEN, tag = "accounts", request_body = SeeNotices,
    params(("idempotency-key" = String, Header)), responses((status = 204), (status = 401, body = Problem)))]
async fn see_notices(
    State(app): State<App>,
    Resident(resident): Resident,
    mutation: Mutation<SeeNotices>,
) -> Outcome<Response> {
    // What has not happened yet cannot have been seen.
    let until = mutation.body.until.timestamp_millis().min(app.clock.now_ms());
    let scope = format!("resident:{}", resident.id);
    if let Begun::Fresh(attempt) = idempotency::begin(&app, &scope, &mutation).await? {
        store::notices::see(&attempt.tx, &resident.id, until).await?;
        attempt.commit(StatusCode::NO_CONTENT, None, &()).await?;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}
