//! What somebody is told of and how, and no longer; and the letters that were sent.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use svetlitsa_api::registrations::FollowLink;
use svetlitsa_api::reminders::{
    ReminderEnded, RemindersView, SentLetter, SentLetterList, SetReminders, WantedView,
};
use svetlitsa_api::{ErrorCode, FieldCode, Problem, paths};
use svetlitsa_domain::accounts::access::Action;
use svetlitsa_domain::notices::{LetterRule, NoticeKind, READING_DAYS_LEFT};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::bill_letters::{BILL_NOTICE, known_already};
use crate::callers::{AccountReader, Actor, Resident};
use crate::clock::local;
use crate::failure::{Failure, Outcome};
use crate::idempotency::{self, Begun, Mutation};
use crate::paging::{Page, next_cursor};
use crate::random::digest;
use crate::state::App;
use crate::store;
use crate::store::reminders::Ways;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_reminders, set_reminders))
        .routes(routes!(end_reminder_by_link))
        .routes(routes!(list_letters))
}

/// What the caller is told of about an account.
#[utoipa::path(get, path = paths::REMINDERS, tag = "reminders", params(("number" = String, Path)), responses(
    (status = 200, body = RemindersView), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn get_reminders(
    State(app): State<App>,
    reader: AccountReader,
    parts: Parts,
) -> Outcome<Json<RemindersView>> {
    if !reader.access.allows(Action::Arrange) {
        return Err(ErrorCode::NotFound.into());
    }
    let resident = Resident::find(&parts, &app).await?.map(|Resident(resident)| resident);
    let on = match &resident {
        Some(resident) => store::reminders::of_account(&app.db, &resident.id, &reader.account.number).await?,
        None => Vec::new(),
    };
    let window = app.branch(&reader.account.branch)?.readings.window;
    let allowed = NoticeKind::ALL.into_iter().filter(|kind| reader.access.allows(kind.action()));
    let view = |kind: NoticeKind| {
        let ways = on.iter().find(|(known, _)| *known == kind).map(|(_, ways)| *ways).unwrap_or_default();
        WantedView { kind, letters: kind.letters(), email: ways.email, sms: ways.sms, push: ways.push }
    };
    Ok(Json(RemindersView {
        kinds: allowed.map(view).collect(),
        readings_from_day: (window.last() + 1).saturating_sub(READING_DAYS_LEFT).max(window.first()),
        readings_last_day: window.last(),
        email: resident.map(|resident| resident.login).unwrap_or_default(),
    }))
}

/// What the caller is told of from now on.
#[utoipa::path(put, path = paths::REMINDERS, tag = "reminders", request_body = SetReminders,
    params(("number" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 204), (status = 401, body = Problem), (status = 404, body = Problem),
    (status = 422, body = Problem),
))]
async fn set_reminders(
    State(app): State<App>,
    Resident(resident): Resident,
    Path(number): Path<String>,
    mutation: Mutation<SetReminders>,
) -> Outcome<Response> {
    let actor = Actor::of_resident(&resident);
    let account = actor.account(&app.db, &number, Action::Arrange).await?;
    let wanted = wishes(&app, &actor, &number, &mutation.body).await?;
    if let Some((kind, _)) = wanted.iter().find(|(_, ways)| ways.sms)
        && store::phones::confirmed(&app.db, &resident.id).await?.is_none()
    {
        return Err(Failure::field(&format!("{}_by_sms", kind.as_str()), FieldCode::PhoneRequired));
    }
    if let Some((kind, _)) = wanted.iter().find(|(_, ways)| ways.push)
        && store::push::browsers(&app.db, &resident.id).await?.is_empty()
    {
        return Err(Failure::field(&format!("{}_by_push", kind.as_str()), FieldCode::BrowserRequired));
    }
    let scope = format!("resident:{}", resident.id);
    if let Begun::Fresh(attempt) = idempotency::begin(&app, &scope, &mutation).await? {
        let of = (resident.id.as_str(), account.number.as_str());
        let before = store::reminders::of_account(&attempt.tx, of.0, of.1).await?;
        for (kind, ways) in wanted {
            let had = before.iter().find(|(known, _)| *known == kind).map(|(_, ways)| *ways);
            store::reminders::arrange(&attempt.tx, of, kind, ways).await?;
            // What waits for its hour or its next day is not wanted any more either.
            if !ways.sms {
                store::sms::stop_kind(&attempt.tx, of, kind).await?;
            }
            if !ways.push {
                store::push::stop_kind(&attempt.tx, of, kind).await?;
            }
            // Bills that are there already are no news.
            if kind == NoticeKind::Bill && had.is_none() && ways != Ways::default() {
                known_already(&app, &attempt.tx, of.0, of.1, BILL_NOTICE).await?;
            }
        }
        attempt.commit(StatusCode::NO_CONTENT, None, &()).await?;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Each kind with its ways; the kinds that were not named have none.
async fn wishes(
    app: &App,
    actor: &Actor,
    number: &str,
    body: &SetReminders,
) -> Outcome<Vec<(NoticeKind, Ways)>> {
    let mut wanted = Vec::new();
    for kind in NoticeKind::ALL {
        let mut named = body.kinds.iter().filter(|wish| wish.kind == kind);
        let (first, second) = (named.next(), named.next());
        let ways = first.map(|wish| Ways { email: wish.email, sms: wish.sms, push: wish.push });
        let ways = ways.unwrap_or_default();
        let is_letter_taken = !ways.email || kind.letters() == LetterRule::Chosen;
        let is_known = ways == Ways::default() || actor.account(&app.db, number, kind.action()).await.is_ok();
        if second.is_some() || !is_letter_taken || !is_known {
            return Err(Failure::field(kind.as_str(), FieldCode::NotAChoice));
        }
        wanted.push((kind, ways));
    }
    Ok(wanted)
}

/// No longer, by the link of a letter, without signing in. It may be followed as often as one likes.
#[utoipa::path(post, path = paths::REMINDER_ENDS, tag = "reminders", request_body = FollowLink,
    params(("idempotency-key" = String, Header)), responses(
    (status = 200, body = ReminderEnded), (status = 410, body = Problem),
))]
async fn end_reminder_by_link(State(app): State<App>, mutation: Mutation<FollowLink>) -> Outcome<Response> {
    let token = digest(&[mutation.body.token.as_bytes()]);
    let attempt = match idempotency::begin(&app, &format!("link:{token}"), &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let letter = store::bill_letters::by_token(&attempt.tx, &token).await?;
    let found = letter.and_then(|letter| NoticeKind::parse(&letter.kind).map(|kind| (letter, kind)));
    let (letter, kind) = found.ok_or(ErrorCode::LinkExpired)?;
    // What goes by other ways was not this letter's.
    let of = (letter.resident_id.as_str(), letter.account.as_str());
    let on = store::reminders::of_account(&attempt.tx, of.0, of.1).await?;
    let ways = on.into_iter().find(|(known, _)| *known == kind).map(|(_, ways)| ways).unwrap_or_default();
    store::reminders::arrange(&attempt.tx, of, kind, Ways { email: false, ..ways }).await?;
    let account = letter.account.parse().map_err(|error| Failure::internal(&error))?;
    attempt.done(&ReminderEnded { account }).await
}

/// Letters that were sent to the caller's address, newest first. Their text is not told again: a link in it may open
/// something.
#[utoipa::path(get, path = paths::LETTERS, tag = "reminders", params(Page), responses(
    (status = 200, body = SentLetterList), (status = 401, body = Problem),
))]
async fn list_letters(
    State(app): State<App>,
    Resident(resident): Resident,
    page: Page,
) -> Outcome<Json<SentLetterList>> {
    let zone = app.home_branch()?.zone;
    let rows = store::mail::to_address(&app.db, &resident.login, page.cursor(), page.limit() + 1).await?;
    let (rows, next_cursor) = next_cursor(rows, page.limit(), |row| row.id.clone());
    let items = rows
        .into_iter()
        .map(|row| SentLetter {
            written: local(row.created_at, zone),
            sent: row.sent_at.map(|at| local(app.clock.telling(at), zone)),
            failures: match row.sent_at {
                Some(_) => 0,
                None => row.error.and(u32::try_from(row.attempts).ok()).unwrap_or(0),
            },
            is_given_up: row.sent_at.is_none() && row.next_attempt_at == store::mail::NEVER,
            id: row.id,
            subject: row.subject,
        })
        .collect();
    Ok(Json(SentLetterList { items, next_cursor }))
}
