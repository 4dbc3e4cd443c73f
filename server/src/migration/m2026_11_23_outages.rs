//! Outages, their steps, reports of them, and who is written to about them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, string, string_null, text, text_null,
};

/// Adds their tables.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = |name: &str| Table::create().table(Alias::new(name)).take();
        let mut outages = table("outages");
        outages.col(string("id").primary_key().take()).col(string("branch")).col(string("kind"));
        outages.col(boolean("is_planned")).col(string("stage")).col(text("text")).col(text("places"));
        outages.col(big_integer("begins_at")).col(big_integer_null("expected_at"));
        outages.col(big_integer_null("ended_at")).col(string("entered_by"));
        manager.create_table(outages).await?;

        let mut events = table("outage_events");
        events.col(string("id").primary_key().take()).col(string("outage")).col(big_integer("at"));
        events.col(string_null("action")).col(big_integer_null("expected_at")).col(text_null("text"));
        events.col(string("staff_name")).col(string_null("untold"));
        manager.create_table(events).await?;

        let mut reports = table("outage_reports");
        reports.col(string("id").primary_key().take()).col(string("branch")).col(string("street"));
        reports.col(string("house")).col(string("trouble")).col(big_integer("at")).col(string("appeal"));
        reports.col(string_null("joined")).col(string_null("letter")).col(big_integer_null("settled_at"));
        manager.create_table(reports).await?;

        let mut subscriptions = table("outage_subscriptions");
        subscriptions.col(string("id").primary_key().take()).col(string("email")).col(string("language"));
        subscriptions.col(string("outage")).col(string("branch")).col(string("street")).col(string("house"));
        subscriptions.col(string_null("token")).col(big_integer("asked_at")).col(big_integer("expires_at"));
        subscriptions.col(big_integer_null("confirmed_at")).col(big_integer_null("ended_at"));
        manager.create_table(subscriptions).await?;

        let mut letters = table("outage_letters");
        letters.col(string("event")).col(string("email")).col(string("subscription"));
        letters.col(string("token").unique_key().take());
        let mut key = Index::create();
        key.col(Alias::new("event")).col(Alias::new("email"));
        manager.create_table(letters.primary_key(&mut key).take()).await?;

        for (table, columns) in [
            ("outages", &["stage", "ended_at"] as &[&str]),
            ("outage_events", &["outage", "at"]),
            ("outage_reports", &["branch", "house", "at"]),
            ("outage_reports", &["letter"]),
            ("outage_subscriptions", &["email", "asked_at"]),
            ("outage_subscriptions", &["branch"]),
            ("outage_subscriptions", &["token"]),
        ] {
            let mut index = Index::create();
            index.name(format!("{table}_{}", columns.join("_"))).table(Alias::new(table));
            for column in columns {
                index.col(Alias::new(*column));
            }
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
