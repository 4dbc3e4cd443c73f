//! The second factor of residents.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, boolean, string};

/// Adds secrets and recovery codes.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, columns, key) in tables() {
            let mut table = Table::create();
            table.table(Alias::new(name)).primary_key(Index::create().col(Alias::new(key)));
            for column in columns {
                table.col(column);
            }
            manager.create_table(table).await?;
        }
        let mut index = Index::create();
        index.name("recovery_codes_resident_id").table(Alias::new("recovery_codes"));
        manager.create_index(index.col(Alias::new("resident_id")).to_owned()).await
    }
}

fn tables() -> Vec<(&'static str, Vec<ColumnDef>, &'static str)> {
    vec![
        (
            "second_factors",
            vec![
                string("resident_id"),
                string("secret"),
                boolean("is_on"),
                big_integer("last_step"),
                big_integer("since"),
            ],
            "resident_id",
        ),
        (
            "recovery_codes",
            vec![string("code_hash"), string("resident_id"), big_integer_null("used_at")],
            "code_hash",
        ),
    ]
}
