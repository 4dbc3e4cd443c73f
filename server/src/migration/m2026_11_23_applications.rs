//! Applications with their documents, the premises they are for, and the notice's own clock; files that are copies of documents.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer_null, string, string_null};

/// Adds their columns.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let applications = [
            string("premises").default("dwelling").take(),
            string("missing").default("").take(),
            string("reading").default("").take(),
            big_integer_null("prepaid_kopecks"),
            big_integer_null("runs_out_at"),
            big_integer_null("notice_started_at"),
            big_integer_null("notice_due_at"),
            big_integer_null("notice_met_at"),
        ];
        let files = [string_null("application"), string_null("document")];
        let of = |table: &'static str| move |column| (table, column);
        let columns = applications.into_iter().map(of("applications"));
        // A column at a time: SQLite takes no more.
        for (table, column) in columns.chain(files.into_iter().map(of("appeal_files"))) {
            let mut change = Table::alter();
            change.table(Alias::new(table)).add_column(column);
            manager.alter_table(change.take()).await?;
        }
        let mut index = Index::create();
        index
            .name("appeal_files_application")
            .table(Alias::new("appeal_files"))
            .col(Alias::new("application"));
        manager.create_index(index).await
    }
}
