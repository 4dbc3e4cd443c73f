//! Automatic payment and its debits.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, integer, integer_null, string, string_null, text_null,
};

/// Adds their tables.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut autopays = Table::create();
        autopays.table(Alias::new("autopays")).col(string("account").primary_key());
        for column in [
            string("resident_id"),
            string("state"),
            string_null("stop_reason"),
            integer_null("day"),
            big_integer("cap_kopecks"),
            boolean("skips_estimated"),
            string("method"),
            string("binding_key"),
            string_null("method_id"),
            string_null("instrument"),
            text_null("confirmation_url"),
            string("after_period"),
            big_integer("changed_at"),
        ] {
            autopays.col(column);
        }
        manager.create_table(autopays).await?;
        let mut debits = Table::create();
        debits.table(Alias::new("autopay_debits")).col(string("id").primary_key());
        for column in [
            string("account"),
            string("period"),
            string("payee"),
            string("state"),
            string_null("reason"),
            big_integer("amount_kopecks"),
            string("due_on"),
            integer("attempts"),
            string_null("payment_id"),
            big_integer("announced_at"),
            big_integer_null("settled_at"),
        ] {
            debits.col(column);
        }
        manager.create_table(debits).await?;
        let mut once = Index::create();
        once.name("autopay_debits_account_period").table(Alias::new("autopay_debits"));
        once.col(Alias::new("account")).col(Alias::new("period")).unique();
        manager.create_index(once).await?;
        let mut by_state = Index::create();
        by_state.name("autopay_debits_state").table(Alias::new("autopay_debits")).col(Alias::new("state"));
        manager.create_index(by_state).await
    }
}
