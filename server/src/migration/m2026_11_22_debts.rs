//! Penalties with their derivations, notices of restriction and agreements on instalments. The ledger tells use from penalty.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, string, string_null, text};

/// Adds the tables, and the purpose of every entry.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, columns, key) in tables() {
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
        for table in ["restrictions", "instalments"] {
            let mut index = Index::create();
            index.name(format!("{table}_account")).table(Alias::new(table)).col(Alias::new("account"));
            manager.create_index(index).await?;
        }
        for (table, mut column) in [
            ("ledger_entries", string("purpose").default("supply").take()),
            ("bills", big_integer("penalty_before_kopecks").default(0).take()),
            ("bills", big_integer("penalty_kopecks").default(0).take()),
            ("closings", big_integer("penalty_kopecks").default(0).take()),
        ] {
            let mut altered = Table::alter();
            altered.table(Alias::new(table)).add_column(column.take());
            manager.alter_table(altered).await?;
        }
        let mut penalties = Query::update();
        penalties.table(Alias::new("ledger_entries")).value(Alias::new("purpose"), "penalty");
        penalties.and_where(Expr::col(Alias::new("cause_kind")).eq("penalty"));
        manager.exec_stmt(penalties).await
    }
}

type Columns = Vec<ColumnDef>;

fn tables() -> [(&'static str, Columns, &'static [&'static str]); 3] {
    let penalties = vec![
        string("account"),
        string("payee"),
        string("late_period"),
        string("reckoned_on"),
        string("due_on"),
        big_integer("amount_kopecks"),
        big_integer("grown_kopecks"),
        text("derivation"),
    ];
    let restrictions = vec![
        string("id"),
        string("account"),
        string("payee"),
        string("channel"),
        big_integer("debt_kopecks"),
        big_integer("sent_at"),
        big_integer_null("delivered_at"),
        text("proof"),
        string_null("limited_on"),
        string_null("suspended_on"),
        string_null("settled_on"),
        string_null("restored_on"),
    ];
    let instalments = vec![
        string("number"),
        string("account"),
        string("payee"),
        string("resident_id"),
        big_integer("made_at"),
        big_integer("debt_kopecks"),
        big_integer("first_kopecks"),
        string("first_due"),
        text("parts"),
        big_integer_null("in_force_at"),
        big_integer_null("withdrawn_at"),
    ];
    [
        ("penalties", penalties, &["account", "payee", "late_period", "reckoned_on"]),
        ("restrictions", restrictions, &["id"]),
        ("instalments", instalments, &["number"]),
    ]
}
