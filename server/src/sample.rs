//! `--demo`: the sample world, loaded once into an empty database. Recent facts stand relative to the clock.

use anyhow::{Context, bail};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, DatabaseConnection, EntityTrait, Set};

use crate::clock::Clock;
use crate::data::sample::SampleWorld;
use crate::data::{DataSet, DataSource};
use crate::entity::marker;
use crate::{passwords, random, store};

mod autopay;
mod bills;
mod cases;
mod households;
mod outages;
mod payments;
mod people;
mod phones;
mod restrictions;
mod rows;
mod takeovers;

use people::Hashes;
use rows::Rows;

/// The marker of a database that the sample world made.
const MARKER: &str = "sample_world";

/// Loads the sample world in one transaction. A database that it made before is left as it is; any other that
/// is not empty is refused.
///
/// # Errors
/// A sentence: a foreign database, a clock outside the calendars, a mistake in the data.
pub async fn load(
    db: &DatabaseConnection,
    data: &DataSet,
    source: &dyn DataSource,
    clock: &Clock,
    public_url: &str,
) -> anyhow::Result<()> {
    if marker::Entity::find_by_id(MARKER).one(db).await?.is_some() {
        return Ok(());
    }
    let world = SampleWorld::load(source, &data.branches).context("the sample world has a mistake")?;
    let hashes = hash_passwords(&world).await?;
    let now = clock.now();
    let rows = build(&world, data, &hashes, public_url, now)?;

    let tx = store::begin_write(db).await?;
    // Asked under the write lock: two services that start on one empty database must not both load.
    if marker::Entity::find_by_id(MARKER).one(&tx).await?.is_some() {
        return Ok(());
    }
    if !rows::is_empty(&tx).await? {
        bail!(
            "this database was not made by --demo: the sample world goes into an empty one only; \
             name another folder with --data or start without --demo"
        );
    }
    rows.insert(&tx).await?;
    marker::ActiveModel { key: Set(MARKER.to_owned()), value: Set(now.to_rfc3339()) }.insert(&tx).await?;
    tx.commit().await?;
    tracing::info!(now = %now, "the sample world is loaded");
    Ok(())
}

/// Hashing is slow on purpose: each password once, and not on an async thread.
async fn hash_passwords(world: &SampleWorld) -> anyhow::Result<Hashes> {
    let (residents, staff) = (world.cabinets.password.clone(), world.staff.password.clone());
    tokio::task::spawn_blocking(move || {
        let residents_hash = passwords::hash(&residents)?;
        let staff_hash = if staff == residents { residents_hash.clone() } else { passwords::hash(&staff)? };
        Ok(Hashes { residents: residents_hash, staff: staff_hash })
    })
    .await?
}

/// The rows of the world as it stands at `now`.
fn build(
    world: &SampleWorld,
    data: &DataSet,
    hashes: &Hashes,
    public_url: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<Rows> {
    let mut rows = Rows::default();
    for household in &world.households {
        let branch = data.branches.get(&household.branch).context("a household has a branch")?;
        let before = rows.readings.len();
        households::add(&mut rows, household, branch, now)?;
        // Lists are ordered by id, newest first: ids grow with time. Bills name them.
        let readings = &mut rows.readings[before..];
        readings.sort_by_key(|reading| reading.received_at);
        for reading in readings {
            reading.id = random::id();
        }
        takeovers::add(&mut rows, household)?;
        bills::add(&mut rows, household, branch, data, now)?;
        restrictions::add(&mut rows, household, branch, data, now)?;
    }
    payments::add(&mut rows, data, public_url)?;
    people::add(&mut rows, world, &data.branches, hashes, now)?;
    autopay::add(&mut rows, world, now)?;
    outages::add(&mut rows, world, now)?;
    phones::add(&mut rows, world, now)?;
    cases::add(&mut rows, world, data, now).with_context(|| {
        let (first, last) = data.calendar.range().unwrap_or_default();
        format!(
            "the clock shows {}, too near the end of the production calendar ({first} to {last}) for the \
             deadlines of the sample world: load a newer calendar into data/calendar or set --now",
            now.date_naive()
        )
    })?;
    Ok(rows)
}

#[cfg(test)]
#[path = "sample_tests.rs"]
mod tests;
