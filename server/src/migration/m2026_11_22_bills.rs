//! Bills with their lines, common use of buildings, and closings of periods. Categories of households get the names of their tariffs.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, integer, integer_null, string, string_null, text,
};

/// Adds the tables, and names the categories anew.
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
        // A closing goes through a branch by number: without an index of both it would read the branch for every page.
        for (table, columns) in
            [("bills", &["account"][..]), ("bill_lines", &["account"]), ("accounts", &["branch", "number"])]
        {
            let mut index = Index::create();
            index.name(format!("{table}_{}", columns.join("_"))).table(Alias::new(table));
            for column in columns {
                index.col(Alias::new(*column));
            }
            manager.create_index(index).await?;
        }
        let mut building = Table::alter();
        let building = building.table(Alias::new("accounts")).add_column(string_null("building")).take();
        manager.alter_table(building).await?;
        for (old, new) in [("urban", "urban_gas"), ("reduced", "urban_electric")] {
            let mut renamed = Query::update();
            renamed.table(Alias::new("accounts")).value(Alias::new("category"), new);
            renamed.and_where(Expr::col(Alias::new("category")).eq(old));
            manager.exec_stmt(renamed).await?;
        }
        Ok(())
    }
}

type Columns = Vec<ColumnDef>;

fn tables() -> [(&'static str, Columns, &'static [&'static str]); 4] {
    let bills = vec![
        string("number"),
        string("account"),
        string("period"),
        string("payee"),
        string("service"),
        big_integer("made_at"),
        string("due_on"),
        big_integer("before_kopecks"),
        big_integer("charged_kopecks"),
    ];
    let lines = vec![
        string("bill"),
        integer("line"),
        string("account"),
        string("period"),
        string("kind"),
        string_null("method"),
        string_null("zone"),
        integer_null("range"),
        string("first_day"),
        string("last_day"),
        string_null("units"),
        string_null("price"),
        big_integer("amount_kopecks"),
        text("derivation"),
    ];
    let closings = vec![
        string("branch"),
        string("period"),
        big_integer("started_at"),
        big_integer_null("finished_at"),
        big_integer("actual"),
        big_integer("average"),
        big_integer("norm"),
        big_integer("refused"),
        big_integer("charged_kopecks"),
    ];
    let common_uses = vec![
        string("building"),
        string("period"),
        string_null("house"),
        string_null("non_residential"),
        string_null("flats_by_norm"),
        string_null("flats_by_meter"),
        string("norm_id"),
        string("norm_per_m2"),
        string("common_m2"),
        string("total_m2"),
        boolean("is_capped"),
    ];
    [
        ("bills", bills, &["number"]),
        ("bill_lines", lines, &["bill", "line"]),
        ("closings", closings, &["branch", "period"]),
        ("common_uses", common_uses, &["building", "period"]),
    ]
}
