//! Access that holders of accounts give to others.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, boolean, string, string_null};

/// Adds invitations, and says of an account in a cabinet by which of them it is there.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table.table(Alias::new("shares")).primary_key(Index::create().col(Alias::new("id")));
        for column in columns() {
            table.col(column);
        }
        manager.create_table(table).await?;
        for column in ["account", "holder_id", "email", "relative_id", "token_hash"] {
            let mut index = Index::create();
            index.name(format!("shares_{column}")).table(Alias::new("shares")).col(Alias::new(column));
            manager.create_index(index).await?;
        }
        let mut held = Table::alter();
        held.table(Alias::new("cabinet_accounts")).add_column(string_null(Alias::new("share_id")));
        manager.alter_table(held).await
    }
}

fn columns() -> Vec<ColumnDef> {
    vec![
        string("id"),
        string("account"),
        string("holder_id"),
        string("email"),
        boolean("may_view"),
        boolean("may_submit"),
        boolean("may_pay"),
        string("state"),
        big_integer("open_until"),
        big_integer_null("rights_until"),
        string_null("relative_id"),
        string("token_hash"),
        big_integer("created_at"),
    ]
}
