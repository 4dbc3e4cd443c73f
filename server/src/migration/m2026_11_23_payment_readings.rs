//! Readings that were given with a payment.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::string;

/// Adds their table.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table.table(Alias::new("payment_readings"));
        table.col(string("payment")).col(string("reading"));
        table.primary_key(Index::create().col(Alias::new("payment")).col(Alias::new("reading")));
        manager.create_table(table).await
    }
}
