//! Acts of inspectors, by which households are charged without their readings.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{string, string_null, text};

/// Adds their table.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table.table(Alias::new("acts"));
        let mut key = Index::create();
        for column in ["account", "kind", "from_period"] {
            table.col(string(column));
            key.col(Alias::new(column));
        }
        table.col(string_null("until_period")).col(text("document"));
        table.primary_key(&mut key);
        manager.create_table(table).await
    }
}
