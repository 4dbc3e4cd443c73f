//! Registration and the security of a cabinet.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, integer, string, string_null, text_null,
};

/// Adds what registration, recovery, sessions and brakes keep.
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
        for (table, column) in INDEXES {
            let mut index = Index::create();
            index.name(format!("{table}_{column}")).table(Alias::new(*table)).col(Alias::new(*column));
            manager.create_index(index).await?;
        }
        // SQLite adds one column at a time.
        for (table, column) in columns() {
            let mut change = Table::alter();
            manager.alter_table(change.table(Alias::new(table)).add_column(column).to_owned()).await?;
        }
        Ok(())
    }
}

const INDEXES: &[(&str, &str)] = &[
    ("pending_requests", "state"),
    ("pending_requests", "email"),
    ("pending_requests", "account"),
    ("pending_requests", "parent"),
    ("pending_requests", "token_hash"),
    ("consents", "resident_id"),
];

fn tables() -> Vec<(&'static str, Vec<ColumnDef>, &'static str)> {
    vec![
        (
            "pending_requests",
            vec![
                string("id"),
                string("kind"),
                string("state"),
                string("email"),
                string_null("account"),
                string("house"),
                string("bill_code"),
                boolean("is_proven"),
                string_null("resident_id"),
                text_null("password_hash"),
                string("language"),
                string_null("consent_version"),
                string_null("consent_hash"),
                string("address"),
                string_null("parent"),
                string_null("token_hash"),
                big_integer("created_at"),
                big_integer("expires_at"),
                big_integer_null("used_at"),
            ],
            "id",
        ),
        (
            "consents",
            vec![
                string("id"),
                string("resident_id"),
                string("account"),
                string("purpose"),
                string("version"),
                string("text_hash"),
                big_integer("given_at"),
                string("address"),
            ],
            "id",
        ),
        ("bill_codes", vec![string("account"), string("code")], "account"),
        (
            "lockouts",
            vec![string("key"), integer("failures"), big_integer("failed_at"), big_integer("locked_until")],
            "key",
        ),
    ]
}

fn columns() -> Vec<(&'static str, ColumnDef)> {
    let word = |name: &str| string(Alias::new(name)).default("").to_owned();
    vec![
        ("cabinet_accounts", word("label")),
        ("residents", string(Alias::new("language")).default("ru").to_owned()),
        ("sessions", big_integer(Alias::new("seen_at")).default(0).to_owned()),
        ("sessions", word("address")),
        ("sessions", word("browser")),
        ("sessions", word("system")),
        ("outgoing_mails", boolean(Alias::new("is_secret")).default(false).to_owned()),
    ]
}
