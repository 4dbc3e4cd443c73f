//! Who gets the receipt of a payment by letter.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::string;

/// Adds their table.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table.table(Alias::new("receipt_readers"));
        table.col(string("payment_id").primary_key().take()).col(string("resident_id"));
        manager.create_table(table).await
    }
}
