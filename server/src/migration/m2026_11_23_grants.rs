//! What households are granted: benefits, and what changes their ranges.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{boolean, string, string_null, text};

/// Adds their table.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table.table(Alias::new("grants"));
        for key in ["account", "name", "from_period"] {
            table.col(string(key));
        }
        table.col(string_null("until_period")).col(string("kind"));
        for number in ["percent", "up_to_units"] {
            table.col(string_null(number));
        }
        table.col(boolean("covers_common_use")).col(text("source"));
        let mut key = Index::create();
        for column in ["account", "name", "from_period"] {
            key.col(Alias::new(column));
        }
        table.primary_key(&mut key);
        manager.create_table(table).await
    }
}
