//! What becomes of a prepaid meter: the alarm before its money is over, the act of its reprogramming, the money that was left.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer_null, date_null, string_null};

/// Adds their columns.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            big_integer_null("alarmed_at"),
            date_null("act_on"),
            string_null("act_reading"),
            big_integer_null("act_left_kopecks"),
            big_integer_null("transfer_kopecks"),
            string_null("transfer_account"),
        ];
        // A column at a time: SQLite takes no more.
        for column in columns {
            let mut change = Table::alter();
            change.table(Alias::new("applications")).add_column(column);
            manager.alter_table(change.take()).await?;
        }
        Ok(())
    }
}
