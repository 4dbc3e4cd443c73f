//! Consents that were withdrawn.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::big_integer_null;

/// Adds when a consent was withdrawn.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::alter();
        table.table(Alias::new("consents")).add_column(big_integer_null(Alias::new("withdrawn_at")));
        manager.alter_table(table).await
    }
}
