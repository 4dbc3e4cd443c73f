//! Fiscal documents, and what of a payment and a refund they need.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, integer, string, string_null, text, text_null,
};

/// Adds their table.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in [
            ("payment_terms", string_null(Alias::new("registrar"))),
            ("payment_terms", big_integer_null(Alias::new("ahead_kopecks"))),
            ("refunds", big_integer_null(Alias::new("ahead_kopecks"))),
        ] {
            // SQLite adds one column at a time.
            let mut changed = Table::alter();
            changed.table(Alias::new(table)).add_column(column);
            manager.alter_table(changed).await?;
        }
        let mut documents = Table::create();
        documents.table(Alias::new("fiscal_documents")).col(string("id").primary_key());
        for column in [
            string("kind"),
            string("payment_id"),
            string("cause_id"),
            string("grounds"),
            string_null("grounds_body"),
            string("registrar"),
            string("inn"),
            big_integer("amount_kopecks"),
            text("receipt"),
            string("state"),
            big_integer("asked_at"),
            integer("attempt"),
            string_null("remote_id"),
            text_null("failure"),
            text_null("body"),
            big_integer("next_poll_at"),
            integer("polls"),
        ] {
            documents.col(column);
        }
        manager.create_table(documents).await?;
        let mut once = Index::create();
        once.name("fiscal_documents_once").table(Alias::new("fiscal_documents")).unique();
        once.col(Alias::new("kind")).col(Alias::new("cause_id")).col(Alias::new("grounds"));
        manager.create_index(once).await?;
        for (name, columns) in [
            ("fiscal_documents_due", ["state", "next_poll_at"].as_slice()),
            ("fiscal_documents_payment", &["payment_id"]),
            ("fiscal_documents_remote", &["remote_id"]),
        ] {
            let mut index = Index::create();
            index.name(name).table(Alias::new("fiscal_documents"));
            for column in columns {
                index.col(Alias::new(*column));
            }
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
