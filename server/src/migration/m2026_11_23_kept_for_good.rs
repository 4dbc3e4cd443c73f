//! What was billed and booked is kept for good: the database itself refuses to change or to delete it, whoever asks.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// Tables that only grow.
const TABLES: [&str; 5] = ["bills", "bill_lines", "ledger_entries", "corrections", "penalties"];

/// Adds the triggers.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        if db.get_database_backend() == DbBackend::Postgres {
            db.execute_unprepared(
                "CREATE FUNCTION kept_for_good() RETURNS trigger LANGUAGE plpgsql AS \
                 $$ BEGIN RAISE EXCEPTION 'rows of % are kept for good', TG_TABLE_NAME; END $$",
            )
            .await?;
        }
        for table in TABLES {
            if db.get_database_backend() == DbBackend::Postgres {
                db.execute_unprepared(&format!(
                    "CREATE TRIGGER {table}_kept_for_good BEFORE UPDATE OR DELETE ON {table} \
                     FOR EACH ROW EXECUTE FUNCTION kept_for_good()"
                ))
                .await?;
                continue;
            }
            for event in ["UPDATE", "DELETE"] {
                db.execute_unprepared(&format!(
                    "CREATE TRIGGER {table}_kept_for_good_{event} BEFORE {event} ON {table} \
                     BEGIN SELECT RAISE(ABORT, 'rows of {table} are kept for good'); END"
                ))
                .await?;
            }
        }
        Ok(())
    }
}
