//! Hands notices over to the push services of browsers.
//!
//! A notice is taken before the push service hears of it and marked after, so a power cut between the two hands it over again:
//! under the same topic, by which the push service and the browser replace the first. It leaves in the hours in which people
//! may be disturbed, and not at all when it is true no more.

use std::time::Duration;

use svetlitsa_domain::notices::NoticeKind;

use super::hours::leaves_at;
use crate::entity::outgoing_push;
use crate::failure::Outcome;
use crate::push::{self, HttpPushService, PushError, PushMessage, PushService};
use crate::state::App;
use crate::store;
use crate::store::mail::NEVER;

/// Looks for due notices at least this often.
const IDLE: Duration = Duration::from_secs(3);
/// Notices read at once.
const AT_ONCE: u64 = 50;
/// A taken notice that nobody finished is free again after this; longer than [`push::TIMEOUT`].
const LEASE_MS: i64 = 20_000;
/// Gaps after talks in vain; the last one repeats.
const GAPS_MS: [i64; 5] = [5_000, 30_000, 120_000, 600_000, 3_600_000];
/// The longest that a push service may ask us to wait.
const LONGEST_GAP_MS: i64 = 6 * 3_600_000;
/// What did not leave in three days is in the cabinet.
const GIVEN_UP_MS: i64 = 3 * 24 * 3_600_000;
/// Seconds for which a push service keeps a notice for a browser that is away.
const KEPT_S: u32 = 3 * 24 * 3600;

/// Hands over until the service stops.
pub async fn run(app: App) {
    if app.settings.push_service.is_empty() {
        return;
    }
    let service = match service(&app).await {
        Ok(service) => service,
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "notices in browsers will wait");
            return;
        }
    };
    while !app.stopping.is_cancelled() {
        match deliver(&app, &service).await {
            Ok(count) if count == AT_ONCE => continue,
            Ok(_) => {}
            Err(failure) => tracing::warn!(code = ?failure.code, "notices for browsers not read"),
        }
        tokio::select! {
            () = app.stopping.cancelled() => {}
            () = app.push_work.notified() => {}
            () = tokio::time::sleep(IDLE) => {}
        }
    }
}

async fn service(app: &App) -> anyhow::Result<HttpPushService> {
    let key = push::key(app).await.map_err(|failure| anyhow::anyhow!("{:?}", failure.code))?;
    HttpPushService::new(app, key)
}

/// Does for every notice whose time has come what is to be done; says how many there were.
///
/// # Errors
/// When the database does not answer.
pub async fn deliver(app: &App, service: &dyn PushService) -> Outcome<u64> {
    let rows = store::push::due(&app.db, app.real_time.now_ms(), AT_ONCE).await?;
    let mut count = 0;
    for row in rows {
        count += 1;
        // One that cannot be judged must not hold up those behind it: it is looked at again in an hour.
        if let Err(failure) = attempt(app, service, row.clone()).await {
            tracing::error!(notice = row.id, code = ?failure.code, "notice passed over");
            let next_attempt_at = app.real_time.now_ms() + GAPS_MS[GAPS_MS.len() - 1];
            store::push::update(&app.db, outgoing_push::Model { next_attempt_at, ..row }).await?;
        }
    }
    Ok(count)
}

async fn attempt(app: &App, service: &dyn PushService, row: outgoing_push::Model) -> Outcome<()> {
    let now = app.real_time.now_ms();
    let age = app.clock.now_ms() - row.created_at;
    if age > lives_ms(&row) {
        return Ok(store::push::update(&app.db, given_up(row, "stale")).await?);
    }
    let next_attempt_at = leaves_at(app, row.branch.as_deref())?;
    if next_attempt_at > now {
        return Ok(store::push::update(&app.db, outgoing_push::Model { next_attempt_at, ..row }).await?);
    }
    if !store::push::claim(&app.db, &row, now + LEASE_MS).await? {
        return Ok(());
    }
    let row = outgoing_push::Model { attempts: row.attempts + 1, ..row };
    let Some(browser) = store::push::browser(&app.db, &row.browser_id).await? else {
        return Ok(store::push::update(&app.db, given_up(row, "gone")).await?);
    };
    let row = match service.send(&browser, &PushMessage::of(&row, ttl_s(&row))).await {
        Ok(()) => {
            tracing::info!(notice = row.id, "notice handed over");
            outgoing_push::Model { handed_at: Some(now), next_attempt_at: NEVER, error: None, ..row }
        }
        Err(PushError::Gone) => {
            let tx = store::begin_write(&app.writer).await?;
            store::push::drop_browser(&tx, &browser.id).await?;
            store::push::update(&tx, given_up(row, "gone")).await?;
            return Ok(tx.commit().await?);
        }
        Err(error @ PushError::Refused(_)) => given_up(row, &error.to_string()),
        Err(PushError::Away { reason, retry_after_s }) => {
            tracing::warn!(notice = row.id, attempt = row.attempts, "notice not handed over");
            let index = usize::try_from(row.attempts - 1).unwrap_or(0).min(GAPS_MS.len() - 1);
            let asked = retry_after_s.map_or(0, |seconds| i64::from(seconds) * 1000);
            let gap = asked.clamp(GAPS_MS[index], LONGEST_GAP_MS);
            outgoing_push::Model { next_attempt_at: now + gap, error: Some(reason), ..row }
        }
    };
    Ok(store::push::update(&app.db, row).await?)
}

/// How long what a notice tells is true, milliseconds.
fn lives_ms(row: &outgoing_push::Model) -> i64 {
    let lives = NoticeKind::parse(&row.kind).and_then(NoticeKind::lives);
    lives.map_or(GIVEN_UP_MS, |lives| lives.num_milliseconds())
}

fn ttl_s(row: &outgoing_push::Model) -> u32 {
    u32::try_from(lives_ms(row) / 1000).map_or(KEPT_S, |seconds| seconds.min(KEPT_S))
}

fn given_up(row: outgoing_push::Model, error: &str) -> outgoing_push::Model {
    outgoing_push::Model { next_attempt_at: NEVER, error: Some(error.to_owned()), ..row }
}
