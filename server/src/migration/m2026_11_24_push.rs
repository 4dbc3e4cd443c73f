//! Notices in browsers: our key to push services, the browsers that residents allowed to show notices, and the outbox.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, integer, string, string_null, text, text_null,
};

/// Adds the tables.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut keys = Table::create();
        keys.table(Alias::new("push_keys")).col(string("id").primary_key().take());
        keys.col(text("secret")).col(big_integer("created_at"));
        manager.create_table(keys).await?;

        let name = Alias::new("push_browsers");
        let mut browsers = Table::create();
        browsers.table(name.clone()).col(string("id").primary_key().take()).col(string("resident_id"));
        browsers
            .col(string("session"))
            .col(text("endpoint"))
            .col(string("endpoint_digest").unique_key().take());
        browsers.col(string("public_key")).col(string("auth_secret"));
        browsers.col(string("browser")).col(string("system")).col(big_integer("created_at"));
        manager.create_table(browsers).await?;
        for column in ["resident_id", "session"] {
            let mut index = Index::create();
            index.name(format!("push_browsers_{column}")).table(name.clone()).col(Alias::new(column));
            manager.create_index(index).await?;
        }

        let name = Alias::new("outgoing_push");
        let mut outbox = Table::create();
        outbox.table(name.clone()).col(string("id").primary_key().take()).col(string("resident_id"));
        outbox.col(string("browser_id")).col(string("browser")).col(string("system"));
        outbox.col(string_null("branch")).col(string("kind")).col(string("account")).col(string("topic"));
        outbox.col(text("title")).col(text("body")).col(text("path")).col(string("language"));
        outbox.col(big_integer("created_at")).col(big_integer("next_attempt_at")).col(integer("attempts"));
        outbox.col(big_integer_null("handed_at")).col(text_null("error"));
        manager.create_table(outbox).await?;
        for column in ["next_attempt_at", "resident_id", "browser_id"] {
            let mut index = Index::create();
            index.name(format!("outgoing_push_{column}")).table(name.clone()).col(Alias::new(column));
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
