//! Up to when residents have seen what happened in their cabinets.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, string};

/// Adds their table.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table.table(Alias::new("seen_notices"));
        table.col(string("resident_id").primary_key().take()).col(big_integer("until"));
        manager.create_table(table).await
    }
}
