//! Links of letters by which a bill is paid without signing in.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::string_null;

/// Adds by what such a link is known again.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::alter();
        table.table(Alias::new("bill_letters")).add_column(string_null(Alias::new("pay_digest")));
        manager.alter_table(table).await?;
        let mut index = Index::create();
        index.name("bill_letters_pay_digest").table(Alias::new("bill_letters")).col(Alias::new("pay_digest"));
        manager.create_index(index).await
    }
}
