//! Lists of campaigns that were given out to diallers, and the words for those who read English.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, integer, string, text, text_null};

/// Adds the table and the columns.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut words = Table::alter();
        manager
            .alter_table(words.table(Alias::new("campaigns")).add_column(text_null("words_en")).take())
            .await?;
        for column in ["given_at", "given_until"] {
            let mut contacts = Table::alter();
            contacts.table(Alias::new("campaign_contacts")).add_column(big_integer_null(column));
            manager.alter_table(contacts).await?;
        }
        let mut batches = Table::create();
        batches.table(Alias::new("campaign_batches")).col(string("campaign")).col(integer("number"));
        batches.col(integer("count")).col(string("given_by")).col(big_integer("given_at"));
        batches.col(big_integer("until")).col(text("file"));
        let mut key = Index::create();
        key.col(Alias::new("campaign")).col(Alias::new("number"));
        manager.create_table(batches.primary_key(&mut key).take()).await
    }
}
