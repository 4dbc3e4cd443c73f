//! Readings get the states of their life; a meter that was taken off stays, with its last values; dwellings, the
//! answers to SMS, and house elders.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, integer_null, string, string_null, text,
};

/// States, removed meters, and the rule that one reading counts for a meter and period.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut state = string("state");
        state.default("received");
        let mut is_prepaid = boolean("is_prepaid");
        is_prepaid.default(false);
        for (table, column) in [
            ("accounts", integer_null("residents")),
            ("accounts", integer_null("rooms")),
            ("accounts", string_null("stove")),
            ("meters", is_prepaid),
            ("meters", string_null("removed_on")),
            ("meters", string_null("replaces")),
            ("registers", big_integer_null("final_value")),
            ("readings", state),
        ] {
            let mut change = Table::alter();
            manager.alter_table(change.table(Alias::new(table)).add_column(column).take()).await?;
        }
        let db = manager.get_connection();
        db.execute_unprepared(
            "UPDATE readings SET state = CASE WHEN is_replaced AND status <> 'refused' THEN 'replaced' \
             ELSE status END",
        )
        .await?;
        let mut change = Table::alter();
        let change = change.table(Alias::new("readings")).drop_column(Alias::new("is_replaced")).take();
        manager.alter_table(change).await?;
        // Two devices that send at the same moment: the database itself lets one of them count.
        db.execute_unprepared(
            "CREATE UNIQUE INDEX readings_counting ON readings (meter, period) \
             WHERE state IN ('accepted', 'question', 'used')",
        )
        .await?;
        for table in [sms_messages(), elders()] {
            manager.create_table(table).await?;
        }
        Ok(())
    }
}

/// Messages that were answered: one that comes again gets the same answer.
fn sms_messages() -> TableCreateStatement {
    Table::create()
        .table(Alias::new("sms_messages"))
        .col(string("id").primary_key())
        .col(string_null("reading"))
        .col(string("verdict"))
        .col(string("code"))
        .col(text("reply"))
        .col(big_integer("received_at"))
        .take()
}

/// Who gives the readings of which house.
fn elders() -> TableCreateStatement {
    Table::create()
        .table(Alias::new("elders"))
        .col(string("resident_id"))
        .col(string("branch"))
        .col(string("house"))
        .primary_key(
            Index::create().col(Alias::new("resident_id")).col(Alias::new("branch")).col(Alias::new("house")),
        )
        .take()
}
