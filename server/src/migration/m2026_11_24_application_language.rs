//! In which language the letters about an application go.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::string;

/// Adds its column: what was filed before was answered in Russian.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut change = Table::alter();
        change.table(Alias::new("applications")).add_column(string("language").default("ru").take());
        manager.alter_table(change.take()).await
    }
}
