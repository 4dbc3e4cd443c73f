//! Hands text messages over, and asks whether they arrived.
//!
//! A message is taken before the gateway hears of it and marked after, so a power cut between the two hands it over again:
//! under the same id, by which the gateway knows a repeat. What did not arrive is tried again the next day
//! (`seeds/002` ch. 5: daily until success), in the hours in which people may be disturbed.

use std::time::Duration;

use svetlitsa_domain::notices::{Channel, NoticeKind, Reached, next_try};

use super::hours::leaves_at;
use crate::entity::outgoing_sms;
use crate::failure::Outcome;
use crate::sms::{Arrival, HttpSmsGateway, SmsError, SmsGateway};
use crate::state::App;
use crate::store;
use crate::store::mail::NEVER;

/// Looks for due messages at least this often.
const IDLE: Duration = Duration::from_secs(3);
/// Messages read at once.
const AT_ONCE: u64 = 50;
/// A taken message that nobody finished is free again after this; longer than [`crate::sms::TIMEOUT`].
const LEASE_MS: i64 = 20_000;
/// Gaps after talks in vain; the last one repeats.
const GAPS_MS: [i64; 5] = [5_000, 30_000, 120_000, 600_000, 3_600_000];
/// Gaps between questions whether it arrived; the last one repeats.
const QUESTIONS_MS: [(i64, i64); 3] = [(60_000, 5_000), (3_600_000, 60_000), (i64::MAX, 1_800_000)];
/// An operator that says nothing for two days has lost it.
const LOST_MS: i64 = 2 * 24 * 60 * 60 * 1000;
/// A telephone that was not reached on a week of days is not tried any more.
const MOST_FAILURES: i32 = 7;
/// After these a code is too old, see [`GAPS_MS`].
const CODE_ATTEMPTS: i32 = 4;

/// Hands over until the service stops.
pub async fn run(app: App) {
    let gateway = match HttpSmsGateway::of(&app.settings) {
        Ok(Some(gateway)) => gateway,
        Ok(None) => return,
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "text messages will wait");
            return;
        }
    };
    while !app.stopping.is_cancelled() {
        match deliver(&app, &gateway).await {
            Ok(count) if count == AT_ONCE => continue,
            Ok(_) => {}
            Err(failure) => tracing::warn!(code = ?failure.code, "text messages not read"),
        }
        tokio::select! {
            () = app.stopping.cancelled() => {}
            () = app.sms_work.notified() => {}
            () = tokio::time::sleep(IDLE) => {}
        }
    }
}

/// Does for every message whose time has come what is to be done; says how many there were.
///
/// # Errors
/// When the database does not answer.
pub async fn deliver(app: &App, gateway: &dyn SmsGateway) -> Outcome<u64> {
    let rows = store::sms::due(&app.db, app.real_time.now_ms(), AT_ONCE).await?;
    let mut count = 0;
    for row in rows {
        count += 1;
        // One that cannot be judged must not hold up those behind it: it is looked at again in an hour.
        if let Err(failure) = attempt(app, gateway, row.clone()).await {
            tracing::error!(message = row.id, code = ?failure.code, "text message passed over");
            let next_attempt_at = app.real_time.now_ms() + GAPS_MS[GAPS_MS.len() - 1];
            store::sms::update(&app.db, outgoing_sms::Model { next_attempt_at, ..row }).await?;
        }
    }
    Ok(count)
}

async fn attempt(app: &App, gateway: &dyn SmsGateway, row: outgoing_sms::Model) -> Outcome<()> {
    let now = app.real_time.now_ms();
    if row.handed_at.is_none() && is_stale(app, &row) {
        return Ok(store::sms::update(&app.db, given_up(row, "stale")).await?);
    }
    let next_attempt_at = if row.handed_at.is_none() { leaves_at(app, row.branch.as_deref())? } else { now };
    if next_attempt_at > now {
        return Ok(store::sms::update(&app.db, outgoing_sms::Model { next_attempt_at, ..row }).await?);
    }
    if !store::sms::claim(&app.db, &row, now + LEASE_MS).await? {
        return Ok(());
    }
    let row = outgoing_sms::Model { attempts: row.attempts + 1, ..row };
    let id = format!("{}-{}", row.id, row.failures);
    let row = match row.handed_at {
        None => handed(gateway.send(&id, &row.recipient, &row.text).await, row, now),
        Some(since) => asked(&gateway.arrival(&id).await, row, since, now),
    };
    Ok(store::sms::update(&app.db, row).await?)
}

/// Whether what a message tells was true too long ago.
fn is_stale(app: &App, row: &outgoing_sms::Model) -> bool {
    let lives = row.kind.as_deref().and_then(NoticeKind::parse).and_then(NoticeKind::lives);
    lives.is_some_and(|lives| app.clock.now_ms() - row.created_at > lives.num_milliseconds())
}

fn handed(answer: Result<(), SmsError>, row: outgoing_sms::Model, now: i64) -> outgoing_sms::Model {
    match answer {
        Ok(()) => {
            tracing::info!(message = row.id, "text message handed over");
            let text = if row.branch.is_some() { row.text } else { String::new() };
            outgoing_sms::Model {
                text,
                attempts: 0,
                handed_at: Some(now),
                next_attempt_at: now + QUESTIONS_MS[0].1,
                error: None,
                ..row
            }
        }
        Err(error @ SmsError::Refused(_)) => given_up(row, &error.to_string()),
        // Whoever waited for a code has asked for another one by now.
        Err(error) if row.branch.is_none() && row.attempts > CODE_ATTEMPTS => {
            given_up(row, &error.to_string())
        }
        Err(error) => {
            tracing::warn!(message = row.id, attempt = row.attempts, "text message not handed over");
            let index = usize::try_from(row.attempts - 1).unwrap_or(0).min(GAPS_MS.len() - 1);
            let error = Some(error.to_string());
            outgoing_sms::Model { next_attempt_at: now + GAPS_MS[index], error, ..row }
        }
    }
}

fn asked(
    answer: &Result<Arrival, SmsError>,
    row: outgoing_sms::Model,
    since: i64,
    now: i64,
) -> outgoing_sms::Model {
    match answer {
        Ok(Arrival::Delivered) => {
            outgoing_sms::Model { delivered_at: Some(now), next_attempt_at: NEVER, error: None, ..row }
        }
        Ok(Arrival::Undelivered) => not_arrived(row, now),
        _ if now - since > LOST_MS => not_arrived(row, now),
        _ => {
            let gap = QUESTIONS_MS.iter().find(|(until, _)| now - since < *until).map_or(0, |(_, gap)| *gap);
            outgoing_sms::Model { next_attempt_at: now + gap, ..row }
        }
    }
}

fn not_arrived(row: outgoing_sms::Model, now: i64) -> outgoing_sms::Model {
    let row = outgoing_sms::Model { failures: row.failures + 1, handed_at: None, attempts: 0, ..row };
    match next_try(Channel::Sms, Reached::No) {
        Some(gap) if row.branch.is_some() && row.failures < MOST_FAILURES => outgoing_sms::Model {
            next_attempt_at: now + gap.num_milliseconds(),
            error: Some("undelivered".to_owned()),
            ..row
        },
        _ => given_up(row, "undelivered"),
    }
}

fn given_up(row: outgoing_sms::Model, error: &str) -> outgoing_sms::Model {
    tracing::warn!(message = row.id, "text message given up");
    outgoing_sms::Model { next_attempt_at: NEVER, error: Some(error.to_owned()), ..row }
}
