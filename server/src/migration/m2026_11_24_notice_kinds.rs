//! What somebody is told of, kind by kind and way by way: a text message knows its kind and account, so that one that is no
//! longer wanted does not leave.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{boolean, string_null};

/// Adds the columns.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["kind", "account"] {
            let mut table = Table::alter();
            table.table(Alias::new("outgoing_sms")).add_column(string_null(Alias::new(column)).take());
            manager.alter_table(table).await?;
        }
        let mut table = Table::alter();
        table.table(Alias::new("reminders")).add_column(boolean(Alias::new("by_push")).default(false).take());
        manager.alter_table(table).await?;
        // Who is to be told of an account is asked in the transaction that credits its money.
        let mut index = Index::create();
        index.name("reminders_account").table(Alias::new("reminders"));
        index.col(Alias::new("account")).col(Alias::new("kind"));
        manager.create_index(index).await
    }
}
