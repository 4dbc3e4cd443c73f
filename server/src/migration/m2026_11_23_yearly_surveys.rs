//! What residents think of the service.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, integer_null, string, text_null};

/// Adds their table.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let name = Alias::new("yearly_surveys");
        let mut table = Table::create();
        table.table(name.clone()).col(string("id").primary_key().take()).col(string("customer"));
        table.col(big_integer("asked_at")).col(integer_null("mark")).col(text_null("text"));
        manager.create_table(table).await?;
        let mut index = Index::create();
        index
            .name("yearly_surveys_customer")
            .table(name)
            .col(Alias::new("customer"))
            .col(Alias::new("asked_at"));
        manager.create_index(index).await
    }
}
