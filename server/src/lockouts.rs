//! The brake on guessing a password: stored, so that a restart does not lift it, and the same for logins that
//! do not exist. It slows down and never shuts: at most a quarter of an hour, and a letter with a new password
//! lifts it at once.

use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseConnection, EntityTrait, IntoActiveModel, QueryFilter};
use sea_orm::{ConnectionTrait, DbErr, QuerySelect};
use svetlitsa_api::ErrorCode;

use crate::clock::real_now_ms;
use crate::entity::lockout::{ActiveModel, Column, Entity, Model};
use crate::failure::{Failure, Outcome};
use crate::{random, store};

/// Failures without a wait.
const FREE: i32 = 4;
/// Longest wait, seconds.
const LONGEST_S: i64 = 15 * 60;
/// Failures are forgotten after this.
const FORGET_MS: i64 = 24 * 60 * 60 * 1000;

/// Which door is knocked at: the same login may exist behind both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// The cabinet.
    Cabinet,
    /// The staff's desk.
    Staff,
    /// The second step into the cabinet.
    SecondFactor,
}

/// Counts an attempt before the password is looked at, so that attempts that come together are all counted.
/// [`clear`] takes it back when the password was right.
///
/// # Errors
/// 429 with the seconds to wait.
pub async fn reserve(db: &DatabaseConnection, door: Door, login: &str) -> Outcome<()> {
    let key = key(door, login);
    let now = real_now_ms();
    let tx = store::begin_write(db).await?;
    let found = Entity::find_by_id(&key).lock_exclusive().one(&tx).await?;
    let found = found.filter(|row| now - row.failed_at < FORGET_MS);
    let failures = match &found {
        Some(row) if row.locked_until > now => {
            let seconds = u32::try_from((row.locked_until - now + 999) / 1000).unwrap_or(1);
            return Err(Failure { retry_after: Some(seconds), ..ErrorCode::RateLimited.into() });
        }
        Some(row) => row.failures.saturating_add(1),
        None => 1,
    };
    let row = Model { key, failures, failed_at: now, locked_until: now + wait_s(failures) * 1000 };
    let on_conflict = sea_orm::sea_query::OnConflict::column(Column::Key)
        .update_columns([Column::Failures, Column::FailedAt, Column::LockedUntil])
        .to_owned();
    let row: ActiveModel = row.into_active_model().reset_all();
    Entity::insert(row).on_conflict(on_conflict).exec_without_returning(&tx).await?;
    tx.commit().await?;
    Ok(())
}

/// The password was right, or is another one now.
///
/// # Errors
/// When the database does not answer.
pub async fn clear(db: &impl ConnectionTrait, door: Door, login: &str) -> Result<(), DbErr> {
    Entity::delete_by_id(key(door, login)).exec(db).await?;
    Ok(())
}

/// Drops what is forgotten.
///
/// # Errors
/// When the database does not answer.
pub async fn sweep(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::FailedAt.lt(real_now_ms() - FORGET_MS)).exec(db).await?;
    Ok(())
}

/// Seconds to wait after a number of failures in a row.
const fn wait_s(failures: i32) -> i64 {
    if failures <= FREE {
        return 0;
    }
    // Ten doublings are over the longest wait already.
    let doublings = if failures - FREE - 1 > 10 { 10 } else { failures - FREE - 1 };
    let wait = 1 << doublings;
    if wait > LONGEST_S { LONGEST_S } else { wait }
}

fn key(door: Door, login: &str) -> String {
    let door: &[u8] = match door {
        Door::Cabinet => b"cabinet",
        Door::Staff => b"staff",
        Door::SecondFactor => b"second_factor",
    };
    random::digest(&[door, login.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_and_end() {
        let waits = [1, 4, 5, 6, 7, 14, 15, 16, i32::MAX].map(wait_s);
        assert_eq!(waits, [0, 0, 1, 2, 4, 512, 900, 900, 900]);
    }

    #[test]
    fn doors_are_told_apart() {
        assert_ne!(key(Door::Cabinet, "a"), key(Door::Staff, "a"));
        assert_ne!(key(Door::Cabinet, "a"), key(Door::SecondFactor, "a"));
    }
}
