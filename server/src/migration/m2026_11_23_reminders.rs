//! What residents asked to be reminded of, and letters by whom they were written to.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::string;

/// Adds the table and the index.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table.table(Alias::new("reminders"));
        let mut key = Index::create();
        for column in ["resident_id", "account", "kind"] {
            table.col(string(column));
            key.col(Alias::new(column));
        }
        manager.create_table(table.primary_key(&mut key).take()).await?;
        let mut index = Index::create();
        index.name("outgoing_mails_recipient").table(Alias::new("outgoing_mails"));
        manager.create_index(index.col(Alias::new("recipient")).col(Alias::new("id")).take()).await
    }
}
