//! What customers think of an answer.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, integer_null, string, text_null};

/// Adds their table.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let name = Alias::new("surveys");
        let mut table = Table::create();
        table.table(name.clone()).col(string("appeal").primary_key().take());
        table.col(string("token").unique_key().take()).col(string("customer")).col(big_integer("asked_at"));
        table.col(big_integer_null("rated_at")).col(integer_null("mark")).col(text_null("text"));
        manager.create_table(table).await?;
        let mut index = Index::create();
        index.name("surveys_customer").table(name).col(Alias::new("customer")).col(Alias::new("asked_at"));
        manager.create_index(index).await
    }
}
