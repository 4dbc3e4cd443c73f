//! Readings get the states of their life; a meter that was taken off stays, with its last values.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer_null, string, string_null};

/// States, removed meters, and the rule that one reading counts for a meter and period.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut state = string("state");
        state.default("received");
        for (table, column) in [
            ("meters", string_null("removed_on")),
            ("meters", string_null("replaces")),
            ("registers", big_integer_null("final_value")),
            ("readings", state),
        ] {
            let mut change = Table::alter();
            manager.alter_table(change.table(Alias::new(table)).add_column(column).take()).await?;
        }
        let db = manager.get_connection();
        db.execute_unprepared(
            "UPDATE readings SET state = CASE WHEN is_replaced AND status <> 'refused' THEN 'replaced' \
             ELSE status END",
        )
        .await?;
        let mut change = Table::alter();
        let change = change.table(Alias::new("readings")).drop_column(Alias::new("is_replaced")).take();
        manager.alter_table(change).await?;
        // Two devices that send at the same moment: the database itself lets one of them count.
        db.execute_unprepared(
            "CREATE UNIQUE INDEX readings_counting ON readings (meter, period) \
             WHERE state IN ('accepted', 'question', 'used')",
        )
        .await?;
        Ok(())
    }
}
