//! The whole road of an appeal: its author's steps, refusals, reopening, and repeats.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, boolean, string_null};

/// Adds their columns.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            ("appeals", big_integer("review_from").default(0).take()),
            ("appeals", big_integer_null("hurried_at")),
            ("appeals", string_null("refusal")),
            ("appeals", string_null("repeats")),
            ("appeal_events", boolean("is_by_author").default(false).take()),
        ];
        // A column at a time: SQLite takes no more.
        for (table, column) in columns {
            let mut change = Table::alter();
            change.table(Alias::new(table)).add_column(column);
            manager.alter_table(change.take()).await?;
        }
        let mut contact = Index::create();
        contact
            .name("appeals_contact")
            .table(Alias::new("appeals"))
            .col(Alias::new("email"))
            .col(Alias::new("phone"));
        manager.create_index(contact).await?;
        let mut begun = Query::update();
        begun
            .table(Alias::new("appeals"))
            .value(Alias::new("review_from"), Expr::col(Alias::new("registered_at")));
        manager.execute(begun).await
    }
}
