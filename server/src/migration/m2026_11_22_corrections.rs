//! What puts entries of the ledger right.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, string};

/// This migration.
#[derive(Debug, DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            string("account"),
            string("entry"),
            big_integer("amount_kopecks"),
            string("reason"),
            string("document"),
            big_integer("booked_at"),
        ];
        let mut table = Table::create();
        table.table(Alias::new("corrections")).col(string("id").primary_key());
        for column in columns {
            table.col(column);
        }
        manager.create_table(table.take()).await?;
        let once = Index::create()
            .name("corrections_entry_document")
            .table(Alias::new("corrections"))
            .col(Alias::new("entry"))
            .col(Alias::new("document"))
            .unique()
            .take();
        manager.create_index(once).await?;
        let by_account = Index::create()
            .name("corrections_account")
            .table(Alias::new("corrections"))
            .col(Alias::new("account"))
            .take();
        manager.create_index(by_account).await
    }
}
