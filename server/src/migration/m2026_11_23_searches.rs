//! Money that is looked for, and days compared with the acquirer's list.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, boolean, string, text};

/// Adds their tables.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table.table(Alias::new("payment_searches"));
        table.col(string("subject").primary_key().take()).col(string("appeal").unique_key().take());
        table.col(big_integer("opened_at")).col(big_integer_null("ended_at"));
        manager.create_table(table).await?;
        let mut table = Table::create();
        table.table(Alias::new("day_closings"));
        table.col(string("day").primary_key().take()).col(big_integer("closed_at"));
        table.col(boolean("is_balanced")).col(text("body"));
        manager.create_table(table).await
    }
}
