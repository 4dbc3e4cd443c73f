//! Mailboxes that a stranger names: who fills in a form need not be whose mailbox it is.

use sea_orm::ConnectionTrait;

use crate::failure::Outcome;
use crate::state::App;
use crate::store;

/// Letters of whatever kind that a mailbox has had within the hour, after which no stranger causes another.
/// Nobody files that many in earnest, and a program from many addresses makes nobody's mailbox unusable.
const MOST_AN_HOUR: u64 = 20;

const HOUR_MS: i64 = 60 * 60 * 1000;

/// Whether a mailbox has had all the letters that strangers may cause. Its owner's own cabinet is not asked about.
///
/// # Errors
/// When the database does not answer.
pub async fn is_full(app: &App, db: &impl ConnectionTrait, address: &str) -> Outcome<bool> {
    let since = app.clock.now_ms() - HOUR_MS;
    Ok(store::mail::count_since(db, address, since).await? >= MOST_AN_HOUR)
}
