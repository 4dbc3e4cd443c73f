//! Text messages: telephones that residents confirmed, the outbox, and who is reminded by them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, integer, string, string_null, text, text_null,
};

/// Adds the tables and columns.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut phones = Table::create();
        phones.table(Alias::new("phones")).col(string("resident_id").primary_key().take());
        phones.col(string_null("confirmed")).col(string_null("asked")).col(string_null("code"));
        phones.col(big_integer("code_at")).col(integer("failures"));
        manager.create_table(phones).await?;

        let name = Alias::new("outgoing_sms");
        let mut outbox = Table::create();
        outbox.table(name.clone()).col(string("id").primary_key().take()).col(string("resident_id"));
        outbox.col(string("recipient")).col(text("text")).col(integer("segments")).col(string_null("branch"));
        outbox.col(big_integer("created_at")).col(big_integer("next_attempt_at")).col(integer("attempts"));
        outbox
            .col(integer("failures"))
            .col(big_integer_null("handed_at"))
            .col(big_integer_null("delivered_at"));
        outbox.col(text_null("error"));
        manager.create_table(outbox).await?;
        for column in ["next_attempt_at", "resident_id", "recipient"] {
            let mut index = Index::create();
            index.name(format!("outgoing_sms_{column}")).table(name.clone()).col(Alias::new(column));
            manager.create_index(index).await?;
        }

        for (column, is_on) in [("by_email", true), ("by_sms", false)] {
            let mut table = Table::alter();
            table
                .table(Alias::new("reminders"))
                .add_column(boolean(Alias::new(column)).default(is_on).take());
            manager.alter_table(table).await?;
        }
        Ok(())
    }
}
