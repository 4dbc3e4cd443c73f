//! Thresholds of high bills, and the letters about bills that were written.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, boolean, integer_null, string, string_null};

/// Adds the two tables.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let alerts = vec![
            string("resident_id"),
            string("account"),
            big_integer_null("above_kopecks"),
            integer_null("above_usual"),
            boolean("by_letter"),
        ];
        let letters = vec![
            string("resident_id"),
            string("account"),
            string("kind"),
            string("period"),
            string_null("token_digest"),
            big_integer("made_at"),
        ];
        for (name, columns, key) in [
            ("bill_alerts", alerts, &["resident_id", "account"][..]),
            ("bill_letters", letters, &["resident_id", "account", "kind", "period"]),
        ] {
            let mut table = Table::create();
            table.table(Alias::new(name));
            for column in columns {
                table.col(column);
            }
            let mut primary = Index::create();
            for column in key {
                primary.col(Alias::new(*column));
            }
            manager.create_table(table.primary_key(&mut primary).take()).await?;
        }
        // Who gets bills by e-mail is asked after every closing.
        for (table, column) in [("bill_letters", "token_digest"), ("consents", "purpose")] {
            let mut index = Index::create();
            index.name(format!("{table}_{column}")).table(Alias::new(table)).col(Alias::new(column));
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
