//! Money that goes back, and what of a payment is fixed for the acquirer.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, boolean, integer, string, string_null};

/// Adds their tables.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut refunds = Table::create();
        refunds.table(Alias::new("refunds")).col(string("id").primary_key());
        for column in [
            string("payment_id"),
            big_integer("amount_kopecks"),
            string("document"),
            string("asked_by"),
            string("state"),
            big_integer("asked_at"),
            big_integer_null("settled_at"),
            string_null("failure"),
            string_null("acquirer_id").unique_key().take(),
            big_integer_null("first_sent_at"),
            big_integer("next_poll_at"),
            integer("polls"),
        ] {
            refunds.col(column);
        }
        manager.create_table(refunds).await?;
        let mut once = Index::create();
        once.name("refunds_payment_document").table(Alias::new("refunds"));
        once.col(Alias::new("payment_id")).col(Alias::new("document")).unique();
        manager.create_index(once).await?;
        let mut due = Index::create();
        due.name("refunds_state_due").table(Alias::new("refunds"));
        due.col(Alias::new("state")).col(Alias::new("next_poll_at"));
        manager.create_index(due).await?;
        let mut terms = Table::create();
        terms.table(Alias::new("payment_terms")).col(string("payment_id").primary_key());
        terms.col(string_null("receipt_email")).col(boolean("is_ahead")).col(string_null("saved_method"));
        manager.create_table(terms).await
    }
}
