//! The database: connecting, and what no feature owns. Each feature's queries are in a file of its name.

use std::time::Duration;

use sea_orm::{
    ActiveModelTrait, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction,
    DbErr, EntityTrait, IntoActiveModel, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;

pub mod accounts;
pub mod appeals;
pub mod applications;
pub mod batch;
pub mod bills;
pub mod consents;
pub mod counters;
pub mod houses;
pub mod instants;
pub mod mail;
pub mod payments;
pub mod pending;
pub mod photos;
pub mod previews;
pub mod readings;
pub mod receipts;
pub mod residents;
pub mod second_factors;
pub mod shares;

/// Opens the database and brings its schema up to date.
///
/// SQLite runs with a write-ahead log, foreign keys and `synchronous=FULL`: what was acknowledged survives a
/// power cut.
///
/// # Errors
/// When it cannot be opened or a migration fails.
pub async fn open(url: &str) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options
        .sqlx_logging(false)
        .max_connections(8)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(10))
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .create_if_missing(true)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(10))
                .pragma("journal_mode", "WAL")
                .pragma("synchronous", "FULL")
        });
    let db = Database::connect(options).await?;
    crate::migration::Migrator::up(&db, None).await?;
    Ok(db)
}

/// Begins a transaction that will write. On SQLite it takes the write lock at once, so that it never fails
/// half-way because another writer was faster.
///
/// # Errors
/// When the database does not answer.
pub async fn begin_write(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    db.begin_with_options(TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    })
    .await
}

/// Puts rows into their table with one statement. A database takes some tens of thousands of values in one: a
/// thousand rows of any table of ours.
///
/// # Errors
/// When the database does not take them.
pub async fn insert_all<E, A>(tx: &impl ConnectionTrait, rows: Vec<E::Model>) -> Result<(), DbErr>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<A>,
    A: ActiveModelTrait<Entity = E>,
{
    if rows.is_empty() {
        return Ok(());
    }
    let rows = rows.into_iter().map(|row| row.into_active_model().reset_all());
    E::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Whether the database answers and its schema is up to date.
pub async fn is_ready(db: &DatabaseConnection) -> bool {
    db.execute_unprepared("SELECT 1").await.is_ok()
        && crate::migration::Migrator::get_pending_migrations(db)
            .await
            .is_ok_and(|pending| pending.is_empty())
}
