//! Which service of the price list an application asks for, and what it cost then.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer_null, string_null};

/// Adds their columns.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // A column at a time: SQLite takes no more.
        for column in [string_null("service"), big_integer_null("service_kopecks")] {
            let mut change = Table::alter();
            change.table(Alias::new("applications")).add_column(column);
            manager.alter_table(change.take()).await?;
        }
        Ok(())
    }
}
