//! The month that a payer named: it is covered before older ones.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::string_null;

/// Adds it to payments.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::alter();
        table.table(Alias::new("payments")).add_column(string_null(Alias::new("named_period")));
        manager.alter_table(table).await
    }
}
