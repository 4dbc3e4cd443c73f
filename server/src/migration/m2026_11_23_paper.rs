//! The paper of a terminal's printer.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::integer;

/// Adds its width.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::alter();
        table.table(Alias::new("terminals")).add_column(integer(Alias::new("paper_mm")).default(80));
        manager.alter_table(table).await
    }
}
