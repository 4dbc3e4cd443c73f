//! Accounts that were billed by somebody else before: with what they were taken over, and what their bills need.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, string, string_null};

/// Adds the openings, and flat, area and the first direct period of an account.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut openings = Table::create();
        openings.table(Alias::new("openings")).primary_key(Index::create().col(Alias::new("account")));
        for column in [
            string("account"),
            string("digest"),
            string("read_on"),
            big_integer_null("last_units"),
            big_integer_null("last_paid_units"),
            big_integer("balance_kopecks"),
            big_integer("taken_over_at"),
        ] {
            openings.col(column);
        }
        manager.create_table(openings).await?;
        // One column a statement: SQLite takes no more.
        for column in ["flat", "area", "direct_since"] {
            let mut accounts = Table::alter();
            let accounts = accounts.table(Alias::new("accounts")).add_column(string_null(column)).take();
            manager.alter_table(accounts).await?;
        }
        Ok(())
    }
}
