//! The first schema.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, integer, string, string_null, text, text_null,
};

/// Creates every table of the first release.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        for (table, columns, is_unique) in INDEXES {
            manager.create_index(index(table, columns, *is_unique)).await?;
        }
        Ok(())
    }
}

fn index(table: &str, columns: &[&str], is_unique: bool) -> IndexCreateStatement {
    let name = format!("{table}_{}", columns.join("_"));
    let mut index = Index::create();
    index.name(name).table(Alias::new(table));
    for column in columns {
        index.col(Alias::new(*column));
    }
    if is_unique {
        index.unique();
    }
    index
}

/// Table, columns, unique.
const INDEXES: &[(&str, &[&str], bool)] = &[
    ("accounts", &["branch"], false),
    ("residents", &["login"], true),
    ("cabinet_accounts", &["account"], false),
    ("staff_members", &["login"], true),
    ("sessions", &["subject"], false),
    ("previews", &["account"], false),
    ("meters", &["account"], false),
    ("readings", &["account"], false),
    ("readings", &["meter"], false),
    ("ledger_entries", &["account"], false),
    ("ledger_entries", &["cause_kind", "cause_id", "cause_line"], true),
    ("payments", &["account"], false),
    ("payments", &["state"], false),
    ("payments", &["acquirer_id"], true),
    ("receipts", &["number"], true),
    ("receipts", &["payment_id"], true),
    ("appeals", &["stage"], false),
    ("appeals", &["account"], false),
    ("appeals", &["resident_id"], false),
    ("appeal_events", &["appeal"], false),
    ("applications", &["stage"], false),
    ("applications", &["account"], false),
    ("application_events", &["application"], false),
];

fn table(name: &str, columns: Vec<ColumnDef>, key: &[&str]) -> TableCreateStatement {
    let mut table = Table::create();
    table.table(Alias::new(name));
    for column in columns {
        table.col(column);
    }
    let mut primary = Index::create();
    for column in key {
        primary.col(Alias::new(*column));
    }
    table.primary_key(&mut primary);
    table
}

fn tables() -> Vec<TableCreateStatement> {
    [people(), metering(), money(), cases()].concat()
}

fn people() -> Vec<TableCreateStatement> {
    vec![
        table(
            "accounts",
            vec![
                string("number"),
                string("branch"),
                string("service"),
                string("category"),
                string("name"),
                string("address"),
                string("house"),
                integer("position"),
            ],
            &["number"],
        ),
        table(
            "residents",
            vec![string("id"), string("login"), string("password_hash"), string("name")],
            &["id"],
        ),
        table(
            "cabinet_accounts",
            vec![string("resident_id"), string("account"), integer("position")],
            &["resident_id", "account"],
        ),
        table(
            "staff_members",
            vec![
                string("id"),
                string("login"),
                string("password_hash"),
                string("name"),
                string("post"),
                string("role"),
            ],
            &["id"],
        ),
        table(
            "sessions",
            vec![
                string("token_hash"),
                string("kind"),
                string("subject"),
                big_integer("created_at"),
                big_integer("expires_at"),
            ],
            &["token_hash"],
        ),
        table(
            "previews",
            vec![
                string("id"),
                string("account"),
                string("staff_id"),
                string("staff_name"),
                text("reason"),
                big_integer("started_at"),
                big_integer("expires_at"),
                big_integer_null("ended_at"),
            ],
            &["id"],
        ),
        table(
            "terminals",
            vec![string("id"), string("place"), string("branch"), string_null("code_hash")],
            &["id"],
        ),
        table("markers", vec![string("key"), text("value")], &["key"]),
    ]
}

fn metering() -> Vec<TableCreateStatement> {
    vec![
        table(
            "meters",
            vec![
                string("id"),
                string("account"),
                string("serial"),
                string("model"),
                string("service"),
                integer("digits"),
                integer("coefficient"),
                boolean("is_smart"),
                string_null("verified_until"),
                integer("position"),
            ],
            &["id"],
        ),
        table(
            "registers",
            vec![
                string("meter"),
                string("zone"),
                integer("position"),
                big_integer("initial_value"),
                string("initial_on"),
            ],
            &["meter", "zone"],
        ),
        table(
            "readings",
            vec![
                string("id"),
                string("account"),
                string("meter"),
                string("taken_on"),
                big_integer("received_at"),
                string("channel"),
                string("status"),
                string("period"),
                text("values"),
                text("consumption"),
                text("findings"),
                big_integer_null("cost_kopecks"),
                boolean("is_replaced"),
            ],
            &["id"],
        ),
    ]
}

fn money() -> Vec<TableCreateStatement> {
    vec![
        table(
            "ledger_entries",
            vec![
                string("id"),
                string("account"),
                string("payee"),
                string("service"),
                string("period"),
                big_integer("amount_kopecks"),
                string("cause_kind"),
                string("cause_id"),
                integer("cause_line"),
                big_integer("booked_at"),
            ],
            &["id"],
        ),
        table(
            "payments",
            vec![
                string("id"),
                string("account"),
                string("payee"),
                string("period"),
                big_integer("amount_kopecks"),
                string("method"),
                string("state"),
                integer("version"),
                big_integer("created_at"),
                string_null("terminal"),
                string_null("acquirer_id"),
                text_null("confirmation_url"),
                text_null("qr_payload"),
                big_integer_null("link_expires_at"),
                string_null("failure"),
                boolean("is_acquirer_silent"),
                big_integer("next_poll_at"),
                integer("polls"),
                big_integer_null("settled_at"),
                string_null("operation_id"),
                string_null("instrument"),
            ],
            &["id"],
        ),
        table(
            "receipts",
            vec![
                string("code"),
                string("number"),
                string("payment_id"),
                big_integer("issued_at"),
                text("body"),
            ],
            &["code"],
        ),
    ]
}

fn cases() -> Vec<TableCreateStatement> {
    vec![
        table(
            "appeals",
            vec![
                string("number"),
                string("kind"),
                text("text"),
                string("stage"),
                string("name"),
                string("email"),
                string("phone"),
                string_null("account"),
                string("branch"),
                string_null("resident_id"),
                string("language"),
                big_integer("registered_at"),
                big_integer("due_at"),
                big_integer_null("met_at"),
                string_null("assignee"),
            ],
            &["number"],
        ),
        table(
            "appeal_events",
            vec![
                string("id"),
                string("appeal"),
                big_integer("at"),
                string("stage"),
                text_null("text"),
                string_null("staff_name"),
            ],
            &["id"],
        ),
        table(
            "applications",
            vec![
                string("number"),
                string("kind"),
                string("stage"),
                text("subject"),
                string_null("account"),
                string("branch"),
                string("name"),
                string("email"),
                string("phone"),
                big_integer("filed_at"),
                string_null("standard"),
                big_integer_null("started_at"),
                big_integer_null("due_at"),
                big_integer_null("met_at"),
                string_null("assignee"),
            ],
            &["number"],
        ),
        table(
            "application_events",
            vec![
                string("id"),
                string("application"),
                big_integer("at"),
                string("stage"),
                text_null("text"),
                string_null("staff_name"),
            ],
            &["id"],
        ),
        table(
            "outgoing_mails",
            vec![
                string("id"),
                string("recipient"),
                string("subject"),
                text("body"),
                big_integer("created_at"),
                big_integer("next_attempt_at"),
                integer("attempts"),
                big_integer_null("sent_at"),
                text_null("error"),
            ],
            &["id"],
        ),
        table("counters", vec![string("name"), big_integer("value")], &["name"]),
        table(
            "idempotency_keys",
            vec![
                string("scope"),
                string("key"),
                string("request_hash"),
                integer("status"),
                string_null("location"),
                text("body"),
                big_integer("created_at"),
            ],
            &["scope", "key"],
        ),
    ]
}
