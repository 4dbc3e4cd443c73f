//! Certificates that nothing is owed.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, string, text};

/// Adds their table.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table.table(Alias::new("certificates"));
        table.col(string("id").primary_key().take()).col(string("account"));
        for unique in ["number", "code"] {
            table.col(string(unique).unique_key().take());
        }
        table.col(string("as_of")).col(big_integer("issued_at")).col(text("body"));
        manager.create_table(table).await?;
        let mut index = Index::create();
        index.name("certificates_account").table(Alias::new("certificates")).col(Alias::new("account"));
        manager.create_index(index).await
    }
}
