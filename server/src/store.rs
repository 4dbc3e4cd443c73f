//! The database: connecting, and what no feature owns. Each feature's queries are in a file of its name.

use std::time::Duration;

use sea_orm::{
    ActiveModelTrait, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction,
    DbBackend, DbErr, EntityTrait, IntoActiveModel, SqliteTransactionMode, SqlxPostgresConnector,
    SqlxSqliteConnector, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;

pub mod accounts;
pub mod acts;
pub mod agents;
pub mod appeal_files;
pub mod appeals;
pub mod applications;
pub mod appointments;
pub mod autopay;
pub mod batch;
pub mod bill_letters;
pub mod bills;
pub mod campaign_batches;
pub mod campaign_counts;
pub mod campaign_lists;
pub mod campaigns;
pub mod certificates;
pub mod common_use;
pub mod consents;
pub mod counters;
pub mod day_closings;
pub mod debts;
pub mod documents;
pub mod fiscal;
pub mod grants;
pub mod houses;
pub mod instants;
pub mod ledger;
pub mod mail;
pub mod notices;
pub mod outage_letters;
pub mod outages;
pub mod payees;
pub mod payment_readings;
pub mod payments;
pub mod pending;
pub mod phones;
pub mod photos;
pub mod previews;
pub mod push;
pub mod readings;
pub mod receipts;
pub mod refunds;
pub mod reminders;
pub mod residents;
pub mod searches;
pub mod second_factors;
pub mod shares;
pub mod sms;
pub mod surveys;

/// Connections of a pool at most.
const CONNECTIONS: u32 = 8;
/// Longest wait for a connection or for the write lock.
const PATIENCE: Duration = Duration::from_secs(10);

/// Most rows of one `INSERT`: statements of few lengths stay prepared.
pub(crate) const ROWS_A_STATEMENT: usize = 16;

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
        .max_connections(CONNECTIONS)
        .min_connections(1)
        .acquire_timeout(PATIENCE)
        // A file does not hang up: asking it first costs each query a turn of its thread.
        .test_before_acquire(!url.starts_with("sqlite:"))
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .create_if_missing(true)
                .foreign_keys(true)
                .busy_timeout(PATIENCE)
                .pragma("journal_mode", "WAL")
                .pragma("synchronous", "FULL")
                // Pages that are written again and again go to their place once in 16 MiB, not in 4: whoever commits
                // then waits for that.
                .pragma("wal_autocheckpoint", "4000")
        });
    let db = Database::connect(options).await?;
    crate::migration::Migrator::up(&db, None).await?;
    Ok(db)
}

/// Connections of their own for transactions that write. Whoever is inside one may look something up over the other
/// connections, too: were they the same, a crowd that waits to write would hold them all, and the one that writes would
/// wait for the crowd. SQLite has one writer at a time: over one connection they stand in line for it instead of asking
/// again and again, and it still remembers what they wrote last. Whoever has begun a transaction here must not begin another
/// before that ends.
#[must_use]
pub fn writer(db: &DatabaseConnection) -> DatabaseConnection {
    if db.get_database_backend() == DbBackend::Postgres {
        let options = db.get_postgres_connection_pool().connect_options();
        let pool = sea_orm::sqlx::postgres::PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(PATIENCE)
            .connect_lazy_with(options.as_ref().clone());
        return SqlxPostgresConnector::from_sqlx_postgres_pool(pool);
    }
    let options = db.get_sqlite_connection_pool().connect_options();
    let pool = sea_orm::sqlx::sqlite::SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(PATIENCE)
        .test_before_acquire(false)
        .connect_lazy_with(options.as_ref().clone());
    SqlxSqliteConnector::from_sqlx_sqlite_pool(pool)
}

/// Values for an `IN`, the last one repeated up to a power of two: statements of few lengths stay prepared.
pub(crate) fn padded<'a>(values: &[&'a str]) -> Vec<&'a str> {
    let mut padded = values.to_vec();
    if let Some(last) = values.last() {
        padded.resize(values.len().next_power_of_two(), last);
    }
    padded
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

/// Rows of one statement: most statements are then one and the same, prepared once.
const ROWS_AT_ONCE: usize = 64;

/// Puts rows into their table.
///
/// # Errors
/// When the database does not take them.
pub async fn insert_all<E, A>(tx: &impl ConnectionTrait, rows: Vec<E::Model>) -> Result<(), DbErr>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<A>,
    A: ActiveModelTrait<Entity = E>,
{
    let mut rows = rows.into_iter();
    loop {
        let some: Vec<_> =
            rows.by_ref().take(ROWS_AT_ONCE).map(|row| row.into_active_model().reset_all()).collect();
        if some.is_empty() {
            return Ok(());
        }
        E::insert_many(some).exec_without_returning(tx).await?;
    }
}

/// Whether the database answers and its schema is up to date.
pub async fn is_ready(db: &DatabaseConnection) -> bool {
    db.execute_unprepared("SELECT 1").await.is_ok()
        && crate::migration::Migrator::get_pending_migrations(db)
            .await
            .is_ok_and(|pending| pending.is_empty())
}
