//! Appeals that a program has probably sent, and appeals with abuse in them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::boolean;

/// Adds their marks.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // A column at a time: SQLite takes no more.
        for column in ["is_quarantined", "is_abusive"] {
            let mut change = Table::alter();
            change.table(Alias::new("appeals")).add_column(boolean(column).default(false).take());
            manager.alter_table(change.take()).await?;
        }
        Ok(())
    }
}
