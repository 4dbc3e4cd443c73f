//! Agents that take money at terminals and in banks, their journals, and what an operator has to look at.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, string, text};

/// Adds their tables.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [agents(), agent_payments(), agent_alerts()] {
            manager.create_table(table).await?;
        }
        for (name, table, columns, is_unique) in [
            ("agent_payments_number", "agent_payments", &["number"][..], true),
            ("agent_payments_payment", "agent_payments", &["payment_id"], true),
            ("agent_payments_day", "agent_payments", &["agent", "day"], false),
        ] {
            let mut index = Index::create();
            index.name(name).table(Alias::new(table));
            for column in columns {
                index.col(Alias::new(*column));
            }
            if is_unique {
                index.unique();
            }
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

fn agents() -> TableCreateStatement {
    Table::create()
        .table(Alias::new("agents"))
        .col(string("id").primary_key())
        .col(string("name"))
        .col(string("secret_hash"))
        .col(string("dialects"))
        .col(text("networks"))
        .col(big_integer("least_kopecks"))
        .col(big_integer("most_kopecks"))
        .col(big_integer("created_at"))
        .col(big_integer_null("closed_at"))
        .take()
}

/// The key is the promise: of one agent's transaction there is one payment, whoever asks how often.
fn agent_payments() -> TableCreateStatement {
    Table::create()
        .table(Alias::new("agent_payments"))
        .col(string("agent"))
        .col(string("txn_id"))
        .col(big_integer("number"))
        .col(string("payment_id"))
        .col(string("account"))
        .col(big_integer("amount_kopecks"))
        .col(string("taken"))
        .col(string("day"))
        .col(big_integer("booked_at"))
        .primary_key(Index::create().col(Alias::new("agent")).col(Alias::new("txn_id")))
        .take()
}

fn agent_alerts() -> TableCreateStatement {
    Table::create()
        .table(Alias::new("agent_alerts"))
        .col(string("agent"))
        .col(string("txn_id"))
        .col(string("account"))
        .col(big_integer("amount_kopecks"))
        .col(big_integer("raised_at"))
        .primary_key(
            Index::create()
                .col(Alias::new("agent"))
                .col(Alias::new("txn_id"))
                .col(Alias::new("account"))
                .col(Alias::new("amount_kopecks")),
        )
        .take()
}
