//! From whom the balances and readings were taken over with which payees began.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer_null, string, string_null, text};

/// Adds their table.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table.table(Alias::new("takeovers"));
        for key in ["account", "payee"] {
            table.col(string(key));
        }
        table.col(string("origin")).col(text("from_name")).col(string("taken_on"));
        table.col(text("document")).col(big_integer_null("document_line"));
        table.col(string_null("protocol")).col(string_null("decided_on"));
        table.col(text("registers"));
        let mut key = Index::create();
        for column in ["account", "payee"] {
            key.col(Alias::new(column));
        }
        table.primary_key(&mut key);
        manager.create_table(table).await
    }
}
